"""别的引擎，都装成一个样子：输入是(N, C, H, W)的NumPy数组，参数名同torch，没写的不传。

每个引擎一个函数，返回`{"max": …, "avg": …}`；没有的项就不写。要用到的包，都在函数里面导入。
"""

import contextlib
from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F

from tutorial_pool import functional

PARAMETERS = {"s": "stride", "p": "padding", "d": "dilation", "ceil": "ceil_mode"}
PARAMETERS |= {"indices": "return_indices", "include": "count_include_pad"}
Engine = dict[str, Callable]


class AbsentError(Exception):
    """引擎没有这一项。"""


def rename(given: dict, **names: str) -> dict:
    """换成引擎的参数名；没写的用torch的名字传，让引擎自己说没有。"""
    return {names.get(name, PARAMETERS[name]): value for name, value in given.items()}


def every(function: Callable, value: object) -> object:
    """值和索引成对时，两个都换。"""
    return tuple(map(function, value)) if isinstance(value, (tuple, list)) else function(value)


def torch_like(module: object, wrap: Callable, unwrap: Callable, **names: str) -> Engine:
    """函数名和参数都照torch的引擎。"""

    def bind(name: str) -> Callable:
        def run(x: np.ndarray, *sizes: object, **given: object) -> object:
            if not hasattr(module, name):
                raise AbsentError
            return every(unwrap, getattr(module, name)(wrap(x), *sizes, **rename(given, **names)))

        return run

    return {
        "max": bind("max_pool2d"),
        "avg": bind("avg_pool2d"),
        "lp": bind("lp_pool2d"),
        "adaptive_max": bind("adaptive_max_pool2d"),
        "adaptive_avg": bind("adaptive_avg_pool2d"),
        "global": lambda x: bind("adaptive_avg_pool2d")(x, (1, 1)),
        "unpool": lambda y, i, k: unwrap(module.max_unpool2d(wrap(y), wrap(i), k)),
        "native": lambda x: bind("max_pool2d")(x, 2),
    }


def pytorch() -> Engine:
    return torch_like(F, torch.from_numpy, torch.Tensor.numpy)


def ours() -> Engine:
    return torch_like(functional, np.asarray, np.asarray)


def paddle() -> Engine:
    import paddle

    engine = torch_like(
        paddle.nn.functional, paddle.to_tensor, lambda y: y.numpy(), indices="return_mask"
    )

    def avg(x: np.ndarray, k: object, include: bool | None = None, **given: object) -> np.ndarray:
        extra = {} if include is None else {"exclusive": not include}
        y = paddle.nn.functional.avg_pool2d(paddle.to_tensor(x), k, **rename(given), **extra)
        return y.numpy()

    return engine | {"avg": avg}


def mindspore_ops() -> Engine:
    from mindspore import Tensor, ops

    with contextlib.suppress(SystemError):  # 它按NumPy 1编译，遇上NumPy 2，头一次调用报错，往后正常
        ops.avg_pool2d(Tensor(np.ones((1, 1, 2, 2), np.float32)), 2)

    def avg(x: np.ndarray, k: tuple, **given: object) -> np.ndarray:
        if "p" in given:  # 要四个数
            given["p"] = tuple(np.repeat(given["p"], 2).tolist())
        return ops.avg_pool2d(Tensor(x), k, **rename(given)).asnumpy()

    return torch_like(ops, Tensor, lambda y: y.asnumpy()) | {"avg": avg}


def mindspore_nn() -> Engine:
    from mindspore import Tensor, nn

    def bind(layer: type) -> Callable:
        def run(x: np.ndarray, k: object, **given: object) -> object:
            same = given.get("p") == "same"
            extra = (
                {"pad_mode": "same"} if same else {"pad_mode": "pad"} if set(given) - {"s"} else {}
            )
            if same:
                del given["p"]
            y = layer(k, **extra, **rename(given))(Tensor(x))
            return every(lambda y: y.asnumpy(), y)

        return run

    return {
        "max": bind(nn.MaxPool2d),
        "avg": bind(nn.AvgPool2d),
        "lp": lambda x, p, k, **given: nn.LPPool2d(p, k, **rename(given))(Tensor(x)).asnumpy(),
        "adaptive_max": lambda x, size: nn.AdaptiveMaxPool2d(size)(Tensor(x)).asnumpy(),
        "adaptive_avg": lambda x, size: nn.AdaptiveAvgPool2d(size)(Tensor(x)).asnumpy(),
        "global": lambda x: nn.AdaptiveAvgPool2d(1)(Tensor(x)).asnumpy(),
        "unpool": lambda y, i, k: nn.MaxUnpool2d(k)(Tensor(y), Tensor(i)).asnumpy(),
        "native": lambda x: nn.MaxPool2d(2)(Tensor(x)).asnumpy(),
    }


def onnx(opset: int, reference: bool = False) -> Engine:
    """一个算子一个模型。`reference`：onnx包自带的参考实现，否则是onnxruntime。"""
    from onnx import TensorProto, helper

    def run(kind: str, *inputs: np.ndarray, outputs: int = 1, **attributes: object) -> object:
        ins, outs = "xi"[: len(inputs)], "yj"[:outputs]
        node = helper.make_node(kind, list(ins), list(outs), **attributes)
        typed = [
            helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(x.dtype), x.shape)
            for name, x in zip(ins, inputs, strict=True)
        ]
        types = [typed[0].type.tensor_type.elem_type, TensorProto.INT64]
        results = [
            helper.make_tensor_value_info(name, kind, None)
            for name, kind in zip(outs, types, strict=False)
        ]
        graph = helper.make_graph([node], "pool", typed, results)
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8
        )
        if reference:
            from onnx.reference import ReferenceEvaluator

            session = ReferenceEvaluator(model)
        else:
            import onnxruntime

            onnxruntime.set_default_logger_severity(4)
            session = onnxruntime.InferenceSession(model.SerializeToString())
        answer = session.run(None, dict(zip(ins, inputs, strict=True)))
        return answer[0] if outputs == 1 else tuple(answer)

    def bind(kind: str, **fixed: object) -> Callable:
        def pool(x: np.ndarray, k: tuple, **given: object) -> object:
            outputs = 2 if given.pop("indices", False) else 1
            if given.get("p") == "same":
                given["auto_pad"] = "SAME_UPPER"
                del given["p"]
            elif "p" in given:
                given["p"] = tuple(given["p"]) * 2
            names = {"s": "strides", "p": "pads", "d": "dilations", "include": "count_include_pad"}
            named = {names.get(n, PARAMETERS.get(n, n)): v for n, v in given.items()}
            named = {n: int(v) if isinstance(v, bool) else v for n, v in named.items()}
            return run(kind, x, outputs=outputs, kernel_shape=k, **named, **fixed)

        return pool

    return {
        "max": bind("MaxPool"),
        "avg": bind("AveragePool"),
        "lp": lambda x, p, k, **given: bind("LpPool", p=p)(x, k, **given),
        "global": lambda x: run("GlobalAveragePool", x),
        "unpool": lambda y, i, k: run("MaxUnpool", y, i, kernel_shape=k, strides=k),
        "native": lambda x: run("MaxPool", x, kernel_shape=(2, 2), strides=(2, 2)),
    }


def last(x: np.ndarray) -> np.ndarray:
    return np.moveaxis(x, 1, -1)


def first(y: object) -> np.ndarray:
    return np.moveaxis(np.asarray(y), -1, 1)


def pairs(p: object) -> object:
    """JAX的填充：`"SAME"`，或者每个轴一对数。"""
    return p.upper() if isinstance(p, str) else [(n, n) for n in p]


def jax_lax() -> Engine:
    import jax.numpy as jnp
    from jax import lax

    def pool(x: np.ndarray, k: tuple, **given: object) -> np.ndarray:
        x = jnp.asarray(x)
        low = -jnp.inf if x.dtype.kind == "f" else jnp.iinfo(x.dtype).min
        given = {n: (1, 1, *v) if n in "sd" else v for n, v in given.items()}
        if "p" in given:
            given["p"] = "SAME" if given["p"] == "same" else [(0, 0), (0, 0), *pairs(given["p"])]
        given = rename(given, s="window_strides", d="window_dilation")
        low = jnp.array(low, x.dtype)
        return np.asarray(lax.reduce_window(x, low, lax.max, (1, 1, *k), **given))

    return {"max": pool}


def flax() -> Engine:
    from flax import linen

    def bind(function: Callable) -> Callable:
        def pool(x: np.ndarray, k: tuple, **given: object) -> np.ndarray:
            if "p" in given:
                given["p"] = pairs(given["p"])
            return first(function(last(x), k, **rename(given, s="strides")))

        return pool

    return {
        "max": bind(linen.max_pool),
        "avg": bind(linen.avg_pool),
        "native": lambda x: linen.max_pool(x, (2, 2), (2, 2)),
    }


def equinox() -> Engine:
    import jax
    from equinox import nn

    def bind(layer: type) -> Callable:
        def pool(x: np.ndarray, k: tuple, **given: object) -> np.ndarray:
            if given.get("include"):  # 填充总算
                del given["include"]
            return np.asarray(jax.vmap(layer(k, **rename(given, ceil="use_ceil")))(x))

        return pool

    return {
        "max": bind(nn.MaxPool2d),
        "avg": bind(nn.AvgPool2d),
        "adaptive_max": bind(nn.AdaptiveMaxPool2d),
        "adaptive_avg": bind(nn.AdaptiveAvgPool2d),
        "global": lambda x: bind(nn.AdaptiveAvgPool2d)(x, (1, 1)),
        "native": lambda x: nn.MaxPool2d(2, 2)(jax.numpy.asarray(x)),
    }


def keras() -> Engine:
    from keras import layers

    def bind(layer: type) -> Callable:
        def pool(x: np.ndarray, k: tuple, **given: object) -> np.ndarray:
            try:
                return first(layer(k, **rename(given, s="strides"))(last(x)))
            except AttributeError as error:  # padding只认"valid"和"same"，数一来就找不到.lower
                raise AbsentError from error

        return pool

    return {
        "max": bind(layers.MaxPooling2D),
        "avg": bind(layers.AveragePooling2D),
        "adaptive_max": bind(layers.AdaptiveMaxPooling2D),
        "adaptive_avg": bind(layers.AdaptiveAveragePooling2D),
        "global": lambda x: np.asarray(layers.GlobalAveragePooling2D()(last(x))),
        "native": lambda x: layers.MaxPooling2D(2)(x),
    }


def tensorflow() -> Engine:
    from tensorflow import constant, nn

    def bind(function: Callable) -> Callable:
        def pool(x: np.ndarray, k: tuple, **given: object) -> object:
            p = given.pop("p", "valid")  # 必须写
            if not isinstance(p, str):
                if function is nn.avg_pool2d:  # 只认"VALID"和"SAME"
                    raise AbsentError
                p = [[0, 0], *map(list, pairs(p)), [0, 0]]
            call = nn.max_pool_with_argmax if given.pop("indices", False) else function
            p = p.upper() if isinstance(p, str) else p
            y = call(constant(last(x)), k, padding=p, **rename(given, s="strides"))
            return every(first, tuple(y)) if call is nn.max_pool_with_argmax else first(y)

        return pool

    return {
        "max": bind(nn.max_pool2d),
        "avg": bind(nn.avg_pool2d),
        "native": lambda x: nn.max_pool2d(x, 2, 2, "VALID"),
    }


def same_size(dilate: Callable, blur: Callable) -> Engine:
    """输出总和输入一样大的滤波：步幅靠切片，填充只能有窗口的一半。"""

    def bind(function: Callable) -> Callable:
        def pool(x: np.ndarray, k: tuple, s: tuple = (1, 1), p: object = None, **given) -> object:
            if given:
                raise AbsentError
            y = function(x, k)
            if p == "same":
                return y
            for axis, (size, step, pad) in enumerate(zip(k, s, p or (0, 0), strict=True), 2):
                stop = x.shape[axis] + pad - size + 1 + size // 2
                keep = range(size // 2 - pad, min(stop, x.shape[axis]), step)
                y = y.take(keep, axis)
            return y

        return pool

    return {"max": bind(dilate), "avg": bind(blur)}


def scipy() -> Engine:
    from scipy import ndimage

    return same_size(
        lambda x, k: ndimage.maximum_filter(x, (1, 1, *k)),
        lambda x, k: ndimage.uniform_filter(x, (1, 1, *k)),
    ) | {"native": lambda x: ndimage.maximum_filter(x, 2)}


def opencv() -> Engine:
    import cv2

    def planes(function: Callable) -> Callable:
        def run(x: np.ndarray, k: tuple) -> np.ndarray:
            flat = [function(plane, k) for plane in x.reshape(-1, *x.shape[2:])]
            return np.array(flat).reshape(x.shape)

        return run

    return same_size(
        planes(lambda plane, k: cv2.dilate(plane, np.ones(k, np.uint8))),
        planes(lambda plane, k: cv2.blur(plane, k[::-1])),
    ) | {"native": lambda x: cv2.dilate(x, np.ones((2, 2), np.uint8))}


def skimage() -> Engine:
    from skimage.measure import block_reduce

    def bind(function: Callable) -> Callable:
        def pool(x: np.ndarray, k: tuple, s: tuple | None = None, **given) -> np.ndarray:
            if s not in (None, k) or given.pop("ceil", None) is False or given:
                raise AbsentError  # 步幅就是块的大小，末尾总是补满
            return block_reduce(x, (1, 1, *k), function)

        return pool

    return {
        "max": bind(np.max),
        "avg": bind(np.mean),
        "native": lambda x: block_reduce(x, 2, np.max),
    }


SPEC = "MaxPool、AveragePool、LpPool、MaxUnpool"
# 引擎：怎么建，包（几个里有一个就行），用到的函数
ENGINES: dict[str, tuple[Callable[[], Engine], str, str]] = {
    "本书": (ours, "tutorial-pool", "tutorial_pool.functional"),
    "ONNX Runtime，opset 22": (lambda: onnx(22), "onnxruntime", SPEC),
    "ONNX Runtime，opset 12": (lambda: onnx(12), "onnxruntime", SPEC),
    "ONNX参考实现，opset 22": (lambda: onnx(22, True), "onnx", SPEC),
    "PaddlePaddle": (paddle, "paddlepaddle", "paddle.nn.functional"),
    "MindSpore，ops": (mindspore_ops, "mindspore", "mindspore.ops"),
    "MindSpore，nn": (mindspore_nn, "mindspore", "mindspore.nn"),
    "JAX": (jax_lax, "jax", "jax.lax.reduce_window"),
    "Flax": (flax, "flax", "flax.linen.max_pool、avg_pool"),
    "Equinox": (equinox, "equinox", "equinox.nn"),
    "Keras": (keras, "keras", "keras.layers，后端JAX"),
    "TensorFlow": (tensorflow, "tensorflow tensorflow-cpu", "tf.nn.max_pool2d、avg_pool2d"),
    "SciPy": (scipy, "scipy", "scipy.ndimage.maximum_filter、uniform_filter"),
    "OpenCV": (opencv, "opencv-python-headless opencv-python", "cv2.dilate、cv2.blur"),
    "scikit-image": (skimage, "scikit-image", "skimage.measure.block_reduce"),
}

DOCS = {
    "ONNX": "https://onnx.ai/onnx/operators/onnx__MaxPool.html",
    "PaddlePaddle": "https://www.paddlepaddle.org.cn/documentation/docs/zh/api/paddle/nn/functional/max_pool2d_cn.html",
    "MindSpore": "https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.MaxPool2d.html",
    "JAX": "https://docs.jax.dev/en/latest/_autosummary/jax.lax.reduce_window.html",
    "Flax": "https://flax.readthedocs.io/en/latest/_modules/flax/linen/pooling.html",
    "Equinox": "https://docs.kidger.site/equinox/api/nn/pool",
    "Keras": "https://keras.io/api/layers/pooling_layers/average_pooling2d/",
    "TensorFlow": "https://www.tensorflow.org/api_docs/python/tf/nn/max_pool_with_argmax",
    "SciPy": "https://docs.scipy.org/doc/scipy/reference/generated/scipy.ndimage.uniform_filter.html",
    "OpenCV": "https://docs.opencv.org/4.x/d4/d86/group__imgproc__filter.html",
    "scikit-image": "https://scikit-image.org/docs/stable/api/skimage.measure.html",
}
