"""坏输入：和torch同一类错误，说清应为什么、得到什么，两种实现都一样；再大的数也马上有答复。"""

import inspect
import random
import re
import tracemalloc
from typing import Any

import numpy as np
import pytest
import torch
from families import FORWARD, every_engine, good, oracle

from tutorial_pool import functional
from tutorial_pool.engines import ENGINES
from tutorial_pool.geometry import Regular, integer, output_size

NAMES = FORWARD
ARRAYS = ("input", "indices", "_random_samples", "grad_output")


def changed(arguments: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """换掉几个参数；换成函数，就是由好的值算出坏的。反池化的索引跟着输入变形。"""
    arguments = dict(arguments)
    if "output_ratio" in changes:
        arguments["output_size"] = None
    for key, value in changes.items():
        derived = callable(value) and value is not len
        arguments[key] = value(arguments[key]) if derived else value
    x = arguments["input"]
    if "indices" in arguments and "indices" not in changes and isinstance(x, np.ndarray):
        arguments["indices"] = np.zeros(x.shape, np.int64)
    return arguments


def call(name: str, changes: dict[str, Any]) -> dict[str, Any]:
    """好的调用换掉几个参数；反向传播的上游梯度，形状和前向的输出一样。"""
    forward = name.removesuffix("_backward")
    rest = {key: value for key, value in changes.items() if key != "grad_output"}
    arguments = changed(good(forward), rest)
    if forward == name:
        return arguments
    shapes = outcome(getattr(functional, forward), arguments)
    if isinstance(shapes, type):  # 前向也会拒绝
        shapes = outcome(getattr(functional, forward), good(forward))
    grad_output = np.ones(shapes[0][0])
    change = changes.get("grad_output", grad_output)
    return arguments | {"grad_output": change(grad_output) if callable(change) else change}


def outcome(function, arguments: dict[str, Any]) -> Any:
    """错误的类型；没有错误时，是结果的形状和类型。"""
    try:
        result = function(**arguments)
    except Exception as error:
        return type(error)
    parts = result if isinstance(result, tuple) else (result,)
    return [(tuple(part.shape), str(part.dtype).removeprefix("torch.")) for part in parts]


def by_torch(name: str, arguments: dict[str, Any]) -> Any:
    """torch在同样的参数上的结果；名字带`_backward`的，是它的自动求导。"""

    def run(grad_output: Any = None, **tensors: Any) -> Any:
        if not name.endswith("_backward"):
            return oracle(name)(**tensors)
        x = tensors["input"] = tensors["input"].requires_grad_()
        y = oracle(name.removesuffix("_backward"))(**tensors)
        return torch.autograd.grad(y, x, grad_output)

    def tensor(key: str, value: Any) -> Any:
        number = key in ARRAYS and isinstance(value, np.ndarray) and value.dtype.kind in "biufc"
        return torch.from_numpy(value.copy()) if number else value

    return outcome(run, {key: tensor(key, value) for key, value in arguments.items()})


def refuses(name: str, arguments: dict[str, Any], error: type[Exception], words: str) -> None:
    """两种实现都抛出`error`，信息是中文的，里面有`words`，输入没有被改动。"""
    arrays = {k: v for k, v in arguments.items() if k in ARRAYS and isinstance(v, np.ndarray)}
    before = {key: value.copy() for key, value in arrays.items()}
    for impl in ENGINES:
        with pytest.raises(error, match=words) as caught:
            getattr(functional, name)(**arguments, impl=impl)
        assert caught.type is error
        assert re.search("[\u4e00-\u9fff]", str(caught.value))
    for key, value in arrays.items():
        np.testing.assert_array_equal(value, before[key])


def spread(rows: list[tuple], backward: str = "") -> list[Any]:
    """每一行展开：它管着的每个函数（正则表达式）、每个坏值，各来一遍。"""
    return [
        pytest.param(
            name + backward,
            {key: value} if key else value,
            *rest,
            id=f"{name}{backward}({shown(key, value, i)}) {rest[-1]}",
        )
        for which, key, values, *rest in rows
        for name in NAMES
        if re.fullmatch(which, name)
        for i, value in enumerate(values)
    ]


def shown(key: str | None, value: Any, i: int) -> str:
    """坏参数写在测试的名字里：`padding=2`；由好的值算出来的，只写第几个。"""
    if not key:
        return ", ".join(shown(name, one, i) for name, one in value.items())
    if isinstance(value, np.ndarray):
        return f"{key}=array{value.shape}"
    return f"{key}=#{i}" if callable(value) and value is not len else f"{key}={value!r:.40}"


def as_type(dtype: str):
    return lambda x: x.astype(dtype)


POOL, REGULAR, ADAPTIVE = "(max|avg)_pool.d", "(max|avg|lp)_pool.d", "adapt.*"
UNPOOL, FRACTIONAL = "max_unpool.d", "frac.*"
SIZES = [
    *((REGULAR, size) for size in ("kernel_size", "stride")),
    *((UNPOOL, size) for size in ("kernel_size", "stride", "padding")),
    *((FRACTIONAL, size) for size in ("kernel_size", "output_size")),
    *((POOL, "padding"), ("max_pool.d", "dilation"), (ADAPTIVE, "output_size")),
]
FLAGS = [(REGULAR, "ceil_mode"), ("avg_pool.d", "count_include_pad")]
FLAT = {"input": lambda x: x[0, 0]}  # 批量和通道都没有
LINE = {"input": lambda x: x[0, 0, 0]}
INTEGERS = {"input": as_type("int64")}

# 坏参数：哪些函数，哪个参数，换成哪些值，错误的类型，信息里应有的话。每一行都和torch对照。
BAD = [
    *(
        (which, size, [value], TypeError, f"{size}应为整数，得到{type(value).__name__}")
        for which, size in SIZES
        for value in (2.0, np.float64(2), 1j, len, np.True_)
    ),
    (f"{REGULAR}|max_unpool3d", "kernel_size", [True], TypeError, "应为整数，得到bool"),
    (f"{ADAPTIVE}|{FRACTIONAL}", "output_size", [True], TypeError, "应为整数，得到bool"),
    (f"{POOL}|lp_pool1d", "kernel_size", ["2", None], TypeError, "应为整数，得到(str|None)"),
    (REGULAR, "stride", ["1", False], TypeError, "stride应为整数，得到(str|bool)"),
    (POOL, "padding", [None, "", False], TypeError, "padding应为整数，得到(None|str|bool)"),
    (POOL, "kernel_size", [(2.5,), np.array([2] * 4)], TypeError, "应为整数，得到(float|ndarray)"),
    # 个数也不对，但先说类型
    (ADAPTIVE, "output_size", [(2.5,), ((2, 2),)], TypeError, "应为整数，得到(float|tuple)"),
    (FRACTIONAL, "kernel_size", [(2.5,), [[2]]], TypeError, "应为整数，得到(float|list)"),
    (FRACTIONAL, "output_size", [(2.5,), [[3]]], TypeError, "应为整数，得到(float|list)"),
    ("adapt.*2d", "output_size", [(np.ones(2), 2), ("a", 2)], TypeError, "应为整数，得到(nd|str)"),
    # 个数
    (POOL, "kernel_size", [(2,) * 4, ()], RuntimeError, "kernel_size应为一个整数"),
    ("lp_pool1d", "kernel_size", [(2,), [2]], TypeError, "kernel_size应为一个整数"),
    ("lp_pool[23]d", "kernel_size", [(2,), [2] * 4, "2"], ValueError, "应为一个整数或"),
    (REGULAR, "stride", [(1,) * 4], RuntimeError, "stride应为一个整数"),
    (POOL, "padding", [(), (1,) * 4], RuntimeError, "padding应为一个整数"),
    ("max_pool.d", "dilation", [(), [1] * 4], RuntimeError, "dilation应为一个整数"),
    ("adapt.*1d", "output_size", [(), (2,) * 4], RuntimeError, "output_size应为一个整数"),
    ("adapt.*[23]d", "output_size", [(), (2,)], RuntimeError, "output_size应为一个整数或"),
    ("adapt.*[23]d", "output_size", [(2,) * 5], ValueError, "output_size应为一个整数或"),
    ("max_unpool[23]d", "kernel_size", [(2,)], RuntimeError, "kernel_size应为一个整数或"),
    (UNPOOL, "kernel_size", [(2,) * 4], IndexError, "kernel_size应为一个整数"),
    (UNPOOL, "stride", [()], IndexError, "stride应为一个整数"),
    (UNPOOL, "padding", [()], IndexError, "padding应为一个整数"),
    ("max_unpool3d", "stride", [(2,) * 4], RuntimeError, "stride应为一个整数或"),
    ("max_unpool3d", "padding", [(0,) * 4], RuntimeError, "padding应为一个整数或"),
    (UNPOOL, "output_size", [(), (12,) * 6], ValueError, "output_size应有.个或.个，得到[06]个"),
    (UNPOOL, "output_size", [12, 12.0], TypeError, "output_size应为.个整数的元组"),
    (FRACTIONAL, "kernel_size", [(), (2,), (2,) * 4], RuntimeError, "kernel_size应为一个整数或"),
    (FRACTIONAL, "output_size", [(), (3,), (3,) * 4], RuntimeError, "output_size应为一个整数或"),
    (FRACTIONAL, "output_size", [None], ValueError, "至少给一个"),
    # 大小
    (REGULAR, "kernel_size", [0, -2], RuntimeError, "kernel_size至少应为1，得到(0|-2)"),
    (REGULAR, "kernel_size", [7], RuntimeError, "放不下窗口"),
    (REGULAR, "stride", [0, -1], RuntimeError, "stride至少应为1，得到(0|-1)"),
    (
        POOL,
        "padding",
        [-1, 2],
        RuntimeError,
        "padding应在0和kernel_size的一半（1）之间，得到(-1|2)",
    ),
    ("max_pool.d", None, [{"padding": 2, "dilation": 2}], RuntimeError, "padding应在0和"),
    ("max_pool.d", "dilation", [0, -3], RuntimeError, "dilation至少应为1，得到(0|-3)"),
    ("max_pool.d", "dilation", [6], RuntimeError, "放不下窗口"),
    ("avg_pool3d", None, [{"kernel_size": 7, "padding": 1}], RuntimeError, "输入应不小于窗口"),
    ("avg_pool[23]d", "divisor_override", [0], RuntimeError, "divisor_override不能是0"),
    ("avg_pool[23]d", "divisor_override", [2.0, True], TypeError, "divisor_override应为整数"),
    ("lp_pool.d", "norm_type", [0, -0.0], ValueError, "norm_type不能是0"),
    (
        "lp_pool.d",
        "norm_type",
        ["2", None, (2,)],
        TypeError,
        "norm_type应为数，得到(str|None|tuple)",
    ),
    ("lp_pool.d", "norm_type", [1j], NotImplementedError, "norm_type应为实数"),
    ("lp_pool.d", "norm_type", [10**400], OverflowError, "norm_type"),
    ("lp_pool.d", None, [INTEGERS | {"norm_type": p} for p in (-1, 2**63)], RuntimeError, "次方"),
    (ADAPTIVE, "output_size", [-1], RuntimeError, "output_size应在0和int32的上限之间"),
    ("max_unpool3d", "stride", [0], RuntimeError, "步幅应为正"),
    (UNPOOL, "kernel_size", [-99], ValueError, "输出长度应不为负"),
    (UNPOOL, "indices", [lambda i: i - 1, lambda i: i + 12**3], RuntimeError, "索引应在0和"),
    (UNPOOL, "indices", [as_type("int32"), as_type("f8")], RuntimeError, "类型是int64.*得到.*类型"),
    (UNPOOL, "indices", [lambda i: i[..., :1]], RuntimeError, "indices应和input一样是形状"),
    ("max_unpool[23]d", "indices", [[[0]], None], TypeError, "indices应为NumPy数组，得到builtins"),
    (FRACTIONAL, "kernel_size", [0, -1], RuntimeError, "窗口大小应为正"),
    (FRACTIONAL, "kernel_size", [5], RuntimeError, "输出长度3加窗口5减1"),
    (FRACTIONAL, "output_size", [-1], RuntimeError, "输出长度应不为负"),
    ("frac.*2d", "output_ratio", [(0.5, np.nan), (0.5,) * 3], ValueError, "output_ratio应"),
    ("frac.*2d", "output_ratio", [(np.inf, 1)], OverflowError, "output_ratio应"),
    ("frac.*2d", "output_ratio", [(0.5, None), (1j, 1), 0.5], TypeError, "output_ratio应为"),
    ("frac.*2d", "output_ratio", [(-1, 1), (1, 1)], RuntimeError, "输出长度"),
    (FRACTIONAL, "output_ratio", [(), (0.5,)], IndexError, "output_ratio应有.个"),
    (FRACTIONAL, "_random_samples", [lambda s: s[:, :1], lambda s: s[:0]], RuntimeError, "的形状"),
    (FRACTIONAL, "_random_samples", [lambda s: s[0]], RuntimeError, "_random_samples的形状"),
    (FRACTIONAL, "_random_samples", [as_type("f4")], RuntimeError, "_random_samples的类型"),
    (FRACTIONAL, "_random_samples", [0.5, [[0.5]]], TypeError, "_random_samples应为NumPy数组"),
    # 开关
    *(
        (which, flag, [1, None, np.True_, "yes"], TypeError, f"{flag}应为True或False，得到")
        for which, flag in FLAGS
    ),
    # 输入：维数不对、空的、元素类型不对、不是数组
    (f"max_pool.d|(avg|lp)_pool[13]d|{UNPOOL}", None, [FLAT], RuntimeError, r"补上：x\[np.newaxis"),
    ("(avg|lp)_pool2d", None, [FLAT], IndexError, "input应为3维.*得到2维，形状.*补上"),
    (ADAPTIVE, None, [FLAT], RuntimeError, "input应为.维.*补上"),
    ("adapt.*2d", None, [FLAT | {"output_size": (3, 3)}], ValueError, "input应为3维.*得到2维"),
    ("adapt.*3d", None, [FLAT | {"output_size": (3, None, 3)}], ValueError, "input应为4维"),
    (FRACTIONAL, None, [FLAT], RuntimeError, "input应为.维.*得到.维"),
    (FRACTIONAL, None, [FLAT | {"_random_samples": None}], IndexError, "input应为.维"),
    ("frac.*2d", None, [LINE | {"output_ratio": (0.5, 0.5)}], IndexError, "input应为3维.*得到1维"),
    ("max_pool.d", "input", [np.array(1.0)], RuntimeError, "得到0维"),
    (UNPOOL, "input", [np.array(1.0)], IndexError, "得到0维"),
    (".*", "input", [lambda x: x[None]], RuntimeError, "input应为.维.*得到.维"),
    (".*", "input", [lambda x: x[..., :0]], RuntimeError, "每条轴的长度都应至少为1"),
    (f"(?!adapt.*avg|{UNPOOL}).*", "input", [lambda x: x[:, :0]], RuntimeError, "至少为1"),
    (REGULAR, "input", [lambda x: x[0, :0]], RuntimeError, "每条轴的长度都应至少为1"),
    *(
        (which, "input", [as_type(dtype)], NotImplementedError, f"得到{dtype}")
        for which, dtypes in [
            (f"{POOL}|{ADAPTIVE}|{UNPOOL}", "bool complex64 uint16 uint64"),
            ("lp_pool.d", "complex64 uint8"),
            (f"max_pool1d|{ADAPTIVE}|{UNPOOL}", "int64 uint8"),
            ("(avg|lp)_pool3d", "float16"),
        ]
        for dtype in dtypes.split()
    ),
    *(
        (f"{POOL}|adapt.*1d|{FRACTIONAL}", "input", [thing], TypeError, "input")
        for thing in ([[1.0, 2.0]], (1.0,), 3.0, None, "abc")
    ),
    *(
        (f"{POOL}|adapt.*1d|{FRACTIONAL}", "input", [as_type(dtype)], TypeError, "元素应为数")
        for dtype in ("O", "U3", "M8[D]")
    ),
]


# 反向传播：自己的参数，和前向也会拒绝的参数。
BAD_GRADIENT = [
    (".*", "grad_output", [lambda g: g[..., :-1], lambda g: g[None]], RuntimeError, "应和输出一样"),
    (".*", "grad_output", [as_type("complex128")], RuntimeError, "类型float64，.*类型complex128"),
    (".*", "grad_output", [[[1.0]], 1.0], TypeError, "grad_output应为NumPy数组，得到builtins"),
    ("(max|avg|lp)_pool[23]d", None, [INTEGERS], RuntimeError, "只有浮点数才有梯度"),
    (ADAPTIVE, "output_size", [0], RuntimeError, "一个元素也没有"),
    ("adapt.*avg.*[12]d", "input", [lambda x: x[:, :0]], RuntimeError, "一个元素也没有"),
    (REGULAR, "kernel_size", [0, -2], RuntimeError, "kernel_size至少应为1"),
    (REGULAR, "stride", [1.0], TypeError, "stride应为整数，得到float"),
    (ADAPTIVE, "output_size", [-1], RuntimeError, "output_size应在0和int32的上限之间"),
    (UNPOOL, "indices", [lambda i: i - 1], RuntimeError, "索引应在0和"),
    (FRACTIONAL, "kernel_size", [5], RuntimeError, "输出长度3加窗口5减1"),
]


@pytest.mark.parametrize(
    ("name", "changes", "error", "words"), spread(BAD) + spread(BAD_GRADIENT, "_backward")
)
def test_refused_like_torch_and_in_clear_words(name, changes, error, words):
    arguments = call(name, changes)
    assert by_torch(name, arguments) is error
    refuses(name, arguments, error, words)


# 有意和torch不同的地方，多了一项torch的结果：错误的类型，或OK。
OK = list
COMPLEX = {"input": as_type("complex64"), "output_size": 1}
DIFFERENT = [
    # torch把什么都当作真假；我们只认True和False
    (
        "(max|adapt.*max|frac.*)_pool.d",
        "return_indices",
        [1, "no"],
        OK,
        TypeError,
        "return_indices应为",
    ),
    # torch只看第一个元素是不是布尔值，也把数组当作元组
    ("(max|avg)_pool2d", "kernel_size", [(2, True)], OK, TypeError, "得到bool"),
    ("adapt.*2d", "output_size", [(2, True)], OK, TypeError, "得到bool"),
    ("adapt.*2d", "output_size", [np.array([2, 2])], OK, TypeError, "得到ndarray"),
    ("adapt.*2d", "output_size", [{3}, b"2"], RuntimeError, TypeError, "得到(set|bytes)"),
    # 写在元组里的大数，torch的错误换了一类
    (POOL, "kernel_size", [(2**63,)], TypeError, ValueError, "kernel_size应在int64的范围内"),
    # torch的反池化不检查这些
    ("max_unpool[12]d", "kernel_size", [True], OK, TypeError, "得到bool"),
    ("max_unpool[12]d", "kernel_size", [0], OK, RuntimeError, "窗口大小和步幅应为正"),
    ("max_unpool[12]d", "stride", [0], OK, RuntimeError, "窗口大小和步幅应为正"),
    ("max_unpool[12]d", "stride", [(2,) * 3], OK, RuntimeError, "stride应为一个整数"),
    (UNPOOL, "padding", [-1], OK, RuntimeError, "填充应不为负"),
    # 不是张量时，torch有时是AttributeError；我们不认张量
    (f"lp_.*|adapt.*[23]d|{UNPOOL}", "input", [[1.0]], AttributeError, TypeError, "应为NumPy数组"),
    ("max_unpool1d", "indices", [[[0]]], AttributeError, TypeError, "indices应为NumPy数组"),
    (".*", "input", [torch.from_numpy], OK, TypeError, "torch的张量请先"),
    # 输出全是1时，torch算的其实是mean：什么维数都行，复数也行
    ("adapt.*avg.*[23]d", None, [FLAT | {"output_size": 1}], OK, RuntimeError, "input应为.维"),
    ("adapt.*avg.*[23]d", None, [COMPLEX], OK, NotImplementedError, "得到complex64"),
    ("lp_pool.d", "input", [as_type("bool")], OK, NotImplementedError, "得到bool"),
    ("lp_pool.d", "norm_type", [torch.tensor(2.0)], OK, TypeError, "norm_type应为数，得到Tensor"),
    ("lp_pool1d", "kernel_size", [(2, 2)], RuntimeError, TypeError, "kernel_size应为一个整数"),
    # 随机数出了界，torch照算；输入是整数，torch先说它和随机数的类型不同
    (
        FRACTIONAL,
        "_random_samples",
        [lambda s: s - 1, lambda s: s + 1],
        OK,
        RuntimeError,
        "都应在0和1之间",
    ),
    (FRACTIONAL, "input", [as_type("int64")], RuntimeError, NotImplementedError, "得到int64"),
    ("frac.*3d", "output_ratio", [(0.5,) * 4], OK, ValueError, "output_ratio应有3个"),
]
# torch会转换上游梯度的类型，会自己记住随机数；输出只有一个数时，不给上游梯度也行。
DIFFERENT_GRADIENT = [
    (".*", "grad_output", [as_type("float32")], OK, RuntimeError, "类型float32"),
    (".*", "grad_output", [None], RuntimeError, TypeError, "grad_output应为NumPy数组"),
    (FRACTIONAL, "_random_samples", [None], OK, RuntimeError, "请给出_random_samples"),
]


@pytest.mark.parametrize(
    ("name", "changes", "expected", "error", "words"),
    spread(DIFFERENT) + spread(DIFFERENT_GRADIENT, "_backward"),
)
def test_where_we_mean_to_differ_from_torch(name, changes, expected, error, words):
    arguments = call(name, changes)
    got = by_torch(name, arguments)
    assert got is expected or type(got) is expected
    refuses(name, arguments, error, words)


@pytest.mark.parametrize("name", [name for name in NAMES if re.fullmatch("adapt.*[23]d", name)])
def test_numpy_integers_are_integers_here_but_not_always_in_torch(name):
    arguments = good(name) | {"output_size": np.int64(3)}
    assert by_torch(name, arguments) is TypeError
    assert outcome(getattr(functional, name), arguments) == by_torch(name, good(name))


ONE = {"input": lambda x: x[:, :1, :1].astype("float16")}
NONE = {"input": lambda x: x[:0]}
# 大得离谱的数：有的会让torch停不下来或吃光内存，所以不拿它对照。
HUGE = [
    *(
        (which, size, [2**31, 2**40, 2**63 - 1], RuntimeError, "int32|一半|输出长度.*减1")
        for which, size in SIZES
    ),
    *(
        (which, size, [2**63, 2**70], ValueError, f"{size}应在int64的范围内")
        for which, size in SIZES
    ),
    (f"{REGULAR}|{FRACTIONAL}", "kernel_size", [2**30], RuntimeError, "放不下窗口|窗口1073741824"),
    ("max_pool.d", "dilation", [2**30], RuntimeError, "放不下窗口"),
    ("max_unpool1d", None, [ONE | {"kernel_size": 2**31}], RuntimeError, "int32"),
    # 一个元素也没有，也不能让NumPy说话
    (UNPOOL, None, [NONE | {"kernel_size": 2**62}], RuntimeError, "int32"),
    ("adapt.*3d", None, [NONE | {"output_size": 2**22}], RuntimeError, "结果太大|放不下"),
]


@pytest.mark.timeout(60)  # 只防停不下来，不量速度
@pytest.mark.parametrize(("name", "changes", "error", "words"), spread(HUGE))
def test_huge_numbers_are_answered_at_once(name, changes, error, words):
    arguments = changed(good(name), changes)
    tracemalloc.start()
    try:
        refuses(name, arguments, error, words)
        assert tracemalloc.get_traced_memory()[1] < 2**26
    finally:
        tracemalloc.stop()


@pytest.mark.timeout(60)
@every_engine
@pytest.mark.parametrize("n", [1, 2, 3])
def test_huge_windows_that_do_fit_are_answered_at_once(n, impl):
    x = np.arange(3.0**n).reshape(1, 1, *[3] * n)
    for stride in (1, 2**31 - 1):
        y = getattr(functional, f"max_pool{n}d")(x, 2**31 - 1, stride, 2**30 - 1, impl=impl)
        np.testing.assert_array_equal(np.unique(y), [3.0**n - 1])


@pytest.mark.parametrize("n", [1, 2, 3])
def test_windows_that_see_nothing_have_no_gradient(n):
    """torch在这里会让整个进程崩溃，所以不拿它对照。"""
    x = np.ones((1, 1, *[1] * n))
    arguments = {"input": x, "kernel_size": 2, "padding": 1, "dilation": 2}
    y = getattr(functional, f"max_pool{n}d")(**arguments)
    assert -np.inf in y
    refuses(f"max_pool{n}d_backward", {"grad_output": y} | arguments, RuntimeError, "梯度无处可去")


def junk(rng: random.Random, name: str, key: str) -> Any:
    """随便一个值，多半是坏的；已知和torch不同的（见上）不在里面。"""
    n, value = int(name[-2]), good(name).get(key)
    small = rng.choice([-7, -2, -1, 0, 1, 2, 3, 4, 6, 7, 9])
    if key in ARRAYS:
        shape = [rng.choice([0, 1, 2, 2, 3, 6]) for _ in range(rng.randrange(7))]
        dtype = rng.choice(["float64", "float32", "float16", "int64", "int32", "uint8", "bool"])
        same = np.ones((1, 2, *[6] * n)) if value is None else value
        resized = np.ones(shape, same.dtype)
        return rng.choice([resized, same.astype(dtype), same[..., :small], same[:, :small]])
    if key in ("ceil_mode", "count_include_pad", "return_indices"):
        return rng.random() < 0.5
    if key == "output_ratio":
        return tuple(rng.choice([-1, 0, 0.2, 0.5, 1, 2.5, np.nan]) for _ in range(n))
    if key == "norm_type":
        return rng.choice([small, small / 2, "2", None, (2,), 1j, np.inf, -np.inf, np.nan])
    things = [small, small, 2.0, 1j, "x", len, object(), np.nan, np.inf, np.float32(2)]
    if key == "divisor_override":
        return rng.choice([*things, None, True, (2,)])
    one = rng.choice(things)
    many = [2] * rng.choice([n, n, n, 0, 1, 2, 3, 4, 5, 6])
    if many and len(many) == n:
        many[rng.randrange(n)] = one
    return rng.choice([one, many, tuple(many)])


def excused(name: str, key: str, value: Any, x: Any) -> bool:
    """`DIFFERENT`里写明了的，不算。"""
    if name.startswith("lp_pool"):
        return x.dtype == bool or (name == "lp_pool1d" and isinstance(value, (tuple, list)))
    if name.startswith("max_unpool") and key in ("kernel_size", "stride", "padding", "output_size"):
        numbers = value if isinstance(value, (tuple, list)) else [value]  # torch多半不检查
        return any(type(number) is not int or number < 1 for number in numbers) or len(numbers) > 1
    if name.startswith("adaptive_avg"):
        return x.dtype.kind != "f" and 0 in x.shape  # 没有东西可算，torch就不看类型
    return name.startswith("fractional") and x.dtype.kind != "f"


def test_random_calls_end_as_in_torch():
    rng, differ, refused = random.Random(0), [], 0
    for _ in range(3000):
        name = rng.choice(NAMES)
        parameters = list(inspect.signature(getattr(functional, name)).parameters)[:-1]
        key = rng.choice(parameters)
        value = junk(rng, name, key)
        arguments = changed(good(name), {key: value})
        if excused(name, key, value, arguments["input"]):
            continue
        wanted = by_torch(name, arguments)
        refused += isinstance(wanted, type)
        for impl in ENGINES:
            got = outcome(getattr(functional, name), arguments | {"impl": impl})
            if got != wanted:
                differ.append((name, key, getattr(value, "shape", value), wanted, got))
    assert refused > 1000
    assert not differ


@pytest.mark.parametrize("name", functional.__all__)
def test_unknown_impl_and_missing_arguments(name):
    arguments = call(name, {})
    for impl in ("numba", None, np):
        with pytest.raises(TypeError, match=r"impl应为tutorial_pool\.loops或"):
            getattr(functional, name)(**arguments, impl=impl)
    with pytest.raises(TypeError, match=rf"^{name}\(\) missing \d required positional argument"):
        getattr(functional, name)()
    with pytest.raises(TypeError, match=rf"^{name}\(\) got an unexpected .* 'kernal'"):
        getattr(functional, name)(**arguments, kernal=3)


@pytest.mark.parametrize(
    ("written", "error", "words"),
    [
        ("Regular(0, 1)", RuntimeError, "length至少应为1，得到0"),
        ("Regular(5.0, 3)", TypeError, "length应为整数，得到float"),
        ("Regular(5, 3, ceil_mode=1)", TypeError, "ceil_mode应为True或False"),
        ("output_size(5, '3')", TypeError, "kernel_size应为整数，得到str"),
        ("output_size(2, 3)", RuntimeError, "算得0"),
        ("integer('stride', 2**63)", ValueError, "int64"),
        ("integer('stride', np.array([1, 2]))", TypeError, "得到ndarray"),
    ],
)
def test_geometry_is_checked_too(written, error, words):
    names = {"Regular": Regular, "output_size": output_size, "integer": integer, "np": np}
    with pytest.raises(error, match=words) as caught:
        eval(written, names)
    assert caught.type is error
