"""跟谁比：每个引擎一个函数，收一道题，交出一个“算一次”的函数；不会做就交出None。

要转换的、要编译的、要预先分配的，都在交出之前做完，不算时间。引擎的包都在函数里面导入。
"""

import os
from collections.abc import Callable, Sequence
from functools import partial, reduce
from importlib.util import find_spec
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from speed_workloads import OPERATIONS, Workload

from tutorial_pool import functional, loops

Call = Callable[[], Any]
THREADS = int(os.environ.get("OMP_NUM_THREADS", "1"))
SLOW_TAPS = 400  # 窗口再大，朴素的写法一次要十几秒，等不起


def limit_threads() -> None:
    """环境变量管不到的，在这里限。"""
    if find_spec("torch"):
        import torch

        torch.set_num_threads(THREADS)
    if find_spec("cv2"):
        import cv2

        cv2.setNumThreads(THREADS)


def lowest(w: Workload) -> float | int:
    """填充什么，不影响结果。"""
    return 0 if w.operation == "avg" or w.dtype == "uint8" else -np.inf


def starts(w: Workload) -> tuple[slice, ...]:
    """在填充过的输入里，各个窗口从哪里开始，每条空间轴一个切片。"""
    return tuple(slice(0, (len(a) - 1) * a.stride + 1, a.stride) for a in w.axes)


# ———— 本书和PyTorch ————


def ours(w: Workload, **given: Any) -> Call:
    if w.operation == "training":
        from tutorial_pool import layers

        return training(layers, w, **given)
    backward = "_backward" if "backward" in w.operation else ""
    function = getattr(functional, w.name_in_torch + backward)
    if w.operation == "indices":
        given["return_indices"] = True
    inputs = (w.gradient, w.x) if backward else (w.x,)
    return partial(function, *inputs, **w.arguments, **given)


def in_loops(w: Workload) -> Call | None:
    """循环版：只做得起最小的。"""
    return ours(w, impl=loops) if w.x.size < 100 else None


def compiled(w: Workload) -> Call:
    """编译的循环。"""
    return ours(w, impl="compiled")


def training(layers: Any, w: Workload, convert: Callable = lambda t: t, **given: Any) -> Call:
    """一个层的前向和反向，经过autograd。"""
    import torch

    layer = getattr(layers, f"{w.kind.title()}Pool{w.rank}d")(**w.arguments, **given)
    x, gradient = (convert(torch.from_numpy(a)) for a in (w.x, w.gradient))
    x.requires_grad_()
    return lambda: torch.autograd.grad(layer(x), x, gradient)[0]


def torch_eager(w: Workload, convert: Callable = lambda t: t) -> Call | None:
    import torch

    if w.operation == "training":
        return training(torch.nn, w, convert)
    x = convert(torch.from_numpy(w.x))
    if "backward" in w.operation:
        return torch_backward(w, x, convert(torch.from_numpy(w.gradient)))
    given = {"return_indices": True} if w.operation == "indices" else {}
    function = getattr(torch.nn.functional, w.name_in_torch)
    return partial(function, x, **w.arguments, **given)


def torch_backward(w: Workload, x: Any, gradient: Any) -> Call | None:
    """只有反向那一步：最大池化的索引预先算好给它，我们的却要自己再找一遍。"""
    import torch

    aten, sizes = torch.ops.aten, w.arguments.values()
    if w.rank == 1:
        return None
    if w.kind == "avg":
        return partial(
            getattr(aten, f"avg_pool{w.rank}d_backward"), gradient, x, *sizes, True, None
        )
    name = f"max_pool{w.rank}d_with_indices"
    _, indices = getattr(aten, name)(x, *sizes)
    return partial(getattr(aten, f"{name}_backward"), gradient, x, *sizes, indices)


def torch_channels_last(w: Workload) -> Call | None:
    """输入换成它最喜欢的布局。本来就是的不再跑；很大的窗口它要几十秒，也不跑。"""
    import torch

    if w.rank != 2 or w.channels_last or w.taps > SLOW_TAPS:
        return None
    return torch_eager(w, lambda t: t.contiguous(memory_format=torch.channels_last))


def torch_both(w: Workload) -> Call:
    """前向加反向：和我们的反向做的事一样多。"""
    import torch

    return training(torch.nn, w)


def torch_compile(w: Workload) -> Call | None:
    if w.taps > 25 and not w.adaptive:  # 它退回eager的算法，不必再跑一遍
        return None
    import torch

    torch._dynamo.reset()
    eager = torch_eager(w)
    compiled = torch.compile(lambda x: eager.func(x, **eager.keywords), dynamic=False)
    return partial(compiled, *eager.args)


# ———— 别的框架 ————


def onnxruntime(w: Workload) -> Call | None:
    """输出预先分配好。它只认通道在前的布局，没有float16的池化。"""
    if w.dtype == "float16" or w.channels_last:
        return None
    import onnxruntime
    from onnx.parser import parse_model

    operator, more = {
        "max": ("MaxPool", f"dilations={w.listed('dilation')}"),
        "avg": ("AveragePool", "count_include_pad=1"),
    }[w.operation]
    element = {"float32": "float", "float64": "double"}.get(w.dtype, w.dtype)
    model = parse_model(f"""
        <ir_version: 8, opset_import: ["": 17]>
        pool ({element}{list(w.shape)} x) => ({element}{list(w.output)} y) {{
            y = {operator}<kernel_shape={w.listed("kernel_size")}, strides={w.listed("stride")},
                pads={w.listed("padding") * 2}, ceil_mode={int(w.ceil_mode)}, {more}>(x)
        }}""")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = THREADS, 4
    # 跑完就歇，不空转着等下一次：下一个是别人，会被它抢走CPU
    options.add_session_config_entry("session.force_spinning_stop", "1")
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    binding, out = session.io_binding(), np.empty(w.output, w.dtype)
    binding.bind_cpu_input("x", w.x)
    binding.bind_output("y", "cpu", 0, out.dtype, out.shape, out.ctypes.data)

    def run() -> np.ndarray:
        session.run_with_iobinding(binding)
        return out

    return run


def jax(w: Workload) -> Call:
    """输入已经在设备上；轴按它们在内存里的次序排。"""
    import jax
    from jax import lax

    def place(spatial: Sequence, other: Any) -> tuple:
        return (other, *spatial, other) if w.channels_last else (other, other, *spatial)

    sizes = [place(w.per_axis(name), 1) for name in ("kernel_size", "stride", "dilation")]
    start, pads = np.array(lowest(w), w.dtype), place(w.pads, (0, 0))
    divisor = w.divisor[..., None] if w.channels_last else w.divisor
    x = jax.device_put(np.moveaxis(w.x, 1, -1) if w.channels_last else w.x)

    @jax.jit
    def pool(x: Any) -> Any:
        combine = lax.max if w.operation == "max" else lax.add
        kernel, stride, dilation = sizes
        y = lax.reduce_window(x, start, combine, kernel, stride, pads, window_dilation=dilation)
        return y if w.operation == "max" else y / divisor

    def run() -> Any:
        y = pool(x).block_until_ready()
        return np.moveaxis(np.asarray(y), -1, 1) if w.channels_last else y

    return run


# ———— 图像处理：步幅是1、输出和输入一样大的滤波，步幅靠切片 ————


def can_filter(w: Workload) -> bool:
    """窗口i在滤波结果里的位置是i * stride，都要落在结果里面。"""
    inside = all(s.stop <= axis.length for s, axis in zip(starts(w), w.axes, strict=True))
    return inside and w.dtype != "float16"


def holed(w: Workload) -> np.ndarray:
    """窗口的形状：膨胀留下的空处是0。"""
    element = np.zeros(w.per_axis("span"), np.uint8)
    element[tuple(slice(None, None, d) for d in w.per_axis("dilation"))] = 1
    return element


def opencv(w: Workload) -> Call | None:
    """一个平面一个平面地做；通道在最后时，一张图一张图地做（至多128个通道）。输出预先分配好。"""
    if w.rank != 2 or not can_filter(w) or (w.channels_last and w.shape[1] > 128):
        return None
    import cv2

    def images(a: np.ndarray) -> np.ndarray:
        return np.moveaxis(a, 1, -1) if w.channels_last else a.reshape(-1, *a.shape[2:])

    element, anchor, keep = holed(w), w.per_axis("padding")[::-1], starts(w)
    out = np.empty_like(w.gradient)

    def run() -> np.ndarray:
        for source, target in zip(images(w.x), images(out), strict=True):
            if w.output == w.shape:
                cv2.dilate(source, element, target, anchor)
            else:
                target[...] = cv2.dilate(source, element, anchor=anchor)[keep]
        return out

    return run


def scipy(w: Workload) -> Call | None:
    if not can_filter(w):
        return None
    from scipy import ndimage

    shift = np.subtract(w.per_axis("padding"), np.array(w.per_axis("span")) // 2)
    window = {"size": (1, 1, *w.per_axis("kernel_size"))}
    if holed(w).min() == 0:
        window = {"footprint": holed(w)[None, None]}
    window |= {"mode": "constant", "cval": lowest(w), "origin": (0, 0, *shift.tolist())}
    return lambda: ndimage.maximum_filter(w.x, **window)[:, :, *starts(w)]


def skimage(w: Workload) -> Call | None:
    """窗口一块挨一块，不填充，正好除得尽。"""
    whole = all(a.stride == a.kernel_size and a.length % a.stride == 0 for a in w.axes)
    if not whole or any(w.per_axis("padding")):
        return None
    from skimage.measure import block_reduce

    return lambda: block_reduce(w.x, (1, 1, *w.per_axis("kernel_size")), np.max)


# ———— 自己用NumPy写 ————


def padded(w: Workload) -> np.ndarray:
    if not any(map(any, w.pads)):
        return w.x
    return np.pad(w.x, [(0, 0), (0, 0), *w.pads], constant_values=lowest(w))


def numpy_windows(w: Workload) -> Call | None:
    """一行的写法：`sliding_window_view`。"""
    if w.taps > SLOW_TAPS:
        return None
    axes, last = tuple(range(2, 2 + w.rank)), tuple(range(-w.rank, 0))
    keep = (..., *starts(w), *(slice(None, None, d) for d in w.per_axis("dilation")))

    def run() -> np.ndarray:
        windows = sliding_window_view(padded(w), w.per_axis("span"), axes)[keep]
        return windows.max(last) if w.operation == "max" else windows.sum(last) / w.divisor

    return run


def numpy_slices(w: Workload) -> Call | None:
    """巧一些的写法：窗口里每一格一个切片，切片之间逐个取大。"""
    if w.taps > SLOW_TAPS:
        return None
    taps = [
        [slice(t, t + s.stop, a.stride) for t in range(0, a.span, a.dilation)]
        for a, s in zip(w.axes, starts(w), strict=True)
    ]

    def run() -> np.ndarray:
        x = padded(w)
        slices = (x[:, :, *tap] for tap in product(*taps))
        if w.operation == "max":
            return reduce(np.maximum, slices)
        return reduce(np.add, slices) / w.divisor

    return run


def memcpy(w: Workload) -> Call:
    """不是对手，是底线：把输入抄一遍要多久。"""
    return partial(np.copyto, np.empty_like(w.x), w.x)


class Engine(NamedTuple):
    build: Callable[[Workload], Call | None]
    operations: Sequence[str]
    module: str  # 要导入的
    packages: str  # 要安装的


OURS, COMPILED, TORCH, MEMCPY = "tutorial_pool", "编译的循环", "torch", "memcpy"
MAX, BOTH, EVERY = ("max",), ("max", "avg"), tuple(OPERATIONS)
FORWARD = tuple(name for name in OPERATIONS if "backward" not in name and name != "training")
BACKWARD = ("max_backward", "avg_backward")
ENGINES = {
    OURS: Engine(ours, EVERY, "tutorial_pool", "tutorial-pool"),
    COMPILED: Engine(compiled, EVERY, "numba", "numba"),
    TORCH: Engine(torch_eager, EVERY, "torch", "torch"),
    "torch channels_last": Engine(torch_channels_last, EVERY, "torch", "torch"),
    "torch (前向+反向)": Engine(torch_both, BACKWARD, "torch", "torch"),
    "torch.compile": Engine(torch_compile, FORWARD, "torch", "torch"),
    "onnxruntime": Engine(onnxruntime, BOTH, "onnxruntime", "onnx onnxruntime"),
    "OpenCV": Engine(opencv, MAX, "cv2", "opencv-python-headless"),
    "SciPy": Engine(scipy, MAX, "scipy", "scipy"),
    "JAX": Engine(jax, BOTH, "jax", "jax"),
    "scikit-image": Engine(skimage, MAX, "skimage", "scikit-image"),
    "NumPy滑窗": Engine(numpy_windows, BOTH, "numpy", "numpy"),
    "NumPy切片": Engine(numpy_slices, BOTH, "numpy", "numpy"),
    "循环版": Engine(in_loops, BOTH, "tutorial_pool", "tutorial-pool"),
    MEMCPY: Engine(memcpy, MAX, "numpy", "numpy"),
}
