"""随机的池化任务：形状、参数、元素类型、内存布局，以及怎样才算两个结果一样。"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from hypothesis import strategies as st

FLOATS = ["float16", "float32", "float64"]
INTEGERS = ["int8", "int16", "int32", "int64", "uint8"]
# 并列、正负零、无穷和NaN都要常常碰到，所以值取自很小的一组。
FLOAT_VALUES = [-2.0, -1.0, -0.0, 0.0, 1.0, 2.0, -np.inf, np.inf, np.nan]
LONGEST = {1: 12, 2: 8, 3: 4}  # 每次有一条轴可以长到12，其余的短一些，循环版才跑得完


@dataclass(frozen=True)
class Case:
    """一个任务：函数`name`，输入`x`，参数`kwargs`。"""

    name: str
    x: np.ndarray
    kwargs: dict[str, Any]

    @property
    def n(self) -> int:
        """空间轴的条数，就是名字里的那个数字。"""
        return int(self.name[-2])


def special(rng: np.random.Generator, shape: tuple[int, ...], dtype: str) -> np.ndarray:
    """并列、极端值和NaN都常常出现的数组。"""
    if dtype in INTEGERS:
        info = np.iinfo(dtype)
        return rng.choice(np.array([info.min, info.max, 0, 1, 2], dtype), shape)
    # 有的任务全是−∞，有的多半是NaN，有的全是平常的数。
    weights = rng.dirichlet(np.full(len(FLOAT_VALUES), rng.choice([0.05, 0.5, 5.0])))
    return rng.choice(np.array(FLOAT_VALUES, dtype), shape, p=weights)


def ordinary(rng: np.random.Generator, shape: tuple[int, ...], dtype: str) -> np.ndarray:
    """有正有负、大小相近、有零有并列的数组；偶尔有一两个NaN或无穷。"""
    if dtype in INTEGERS:
        low = np.iinfo(dtype).min < 0 and -9
        return rng.integers(low, 10, shape).astype(dtype)
    x = np.round(rng.normal(0, 2, shape), rng.choice([0, 3])).astype(dtype)
    if rng.random() < 0.2:
        x[rng.random(shape) < 0.1] = rng.choice([np.nan, np.inf, -np.inf])
    return x


def laid_out(x: np.ndarray, layout: str) -> np.ndarray:
    """值相同而内存布局不同的数组。"""
    if layout == "fortran":
        return np.asfortranarray(x)
    if layout in CHANNELS and x.ndim > CHANNELS[layout]:
        channel = CHANNELS[layout]
        return np.moveaxis(np.ascontiguousarray(np.moveaxis(x, channel, -1)), -1, channel)
    if layout == "reversed":
        return np.ascontiguousarray(x[..., ::-1])[..., ::-1]
    if layout == "strided":
        wide = np.zeros((*x.shape[:-1], 2 * x.shape[-1]), x.dtype)
        wide[..., ::2] = x
        return wide[..., ::2]
    if layout == "broadcast" and x.shape[0]:
        return np.broadcast_to(x[:1], x.shape)
    if layout == "big-endian":
        return x.astype(x.dtype.newbyteorder(">"))
    return x


CHANNELS = {"channels_last": 1, "channels_last, no batch": 0}  # 通道是第几条轴
LAYOUTS = ["c", "fortran", *CHANNELS, "reversed", "strided", "broadcast", "big-endian"]


@st.composite
def cases(draw: st.DrawFn, family: str) -> Case:
    """一族函数（如`avg_pool`）的任务，参数取遍torch接受的范围。"""
    n = draw(st.integers(2 if family == "fractional_max_pool" else 1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    lengths, kwargs = draw(PARAMETERS[family](n))
    batch = (draw(st.integers(0, 2)),) if draw(st.booleans()) else ()
    lead = (*batch, draw(st.integers(0 if may_have_no_channels(family, n, batch) else 1, 3)))
    shape = (*lead, *lengths)
    dtype = draw(st.sampled_from(accepted(family, n, kwargs)))
    fill = special if "max" in family or "unpool" in family else ordinary
    x = fill(rng, shape, dtype)
    if family == "lp_pool" and (kwargs["norm_type"] == -1 or (x != np.round(x)).any()):
        x = np.abs(x)  # 正负相消会把舍入误差放大到没有意义；整数值的相加没有误差，正负都试
    x = laid_out(x, draw(st.sampled_from(LAYOUTS)))
    if family == "max_unpool":
        indices = rng.integers(0, np.prod(kwargs.pop("plane")), shape)
        kwargs["indices"] = laid_out(indices, draw(st.sampled_from(LAYOUTS)))
    if family == "fractional_max_pool":
        samples = rng.random((*(batch or (1,)), lead[-1], n)).astype(dtype)
        kwargs["_random_samples"] = samples
    return Case(f"{family}{n}d", x, kwargs)


def may_have_no_channels(family: str, n: int, batch: tuple[int, ...]) -> bool:
    """torch在哪里不在乎没有通道：自适应平均（三维除外），和把第一条轴当成批量的那些。"""
    if family in ("max_pool", "avg_pool", "lp_pool"):
        return False
    return not batch or (family == "adaptive_avg_pool" and n < 3)


def accepted(family: str, n: int, kwargs: dict[str, Any]) -> list[str]:
    """torch接受的元素类型。"""
    if family == "max_pool":
        return FLOATS if n == 1 and not kwargs["return_indices"] else FLOATS + INTEGERS
    if family == "avg_pool":
        return [*(FLOATS[1:] if n == 3 else FLOATS), "int64"]
    if family == "lp_pool":
        p = kwargs["norm_type"]
        if np.isinf(p):
            return FLOATS if n == 1 else FLOATS + INTEGERS
        floats = FLOATS[1:] if n == 3 else FLOATS
        if isinstance(p, float):
            return floats + INTEGERS
        return [*floats, "int64"] if p > 0 else floats
    return FLOATS


@st.composite
def longests(draw: st.DrawFn, n: int) -> list[int]:
    """每条空间轴最长多长：有一条可以长到12。"""
    long = draw(st.integers(0, n - 1))
    return [12 if axis == long else LONGEST[n] for axis in range(n)]


@st.composite
def regular_parameters(draw: st.DrawFn, n: int, dilated: bool) -> tuple[list[int], dict[str, Any]]:
    """规则窗口的各轴长度，和`kernel_size`、`stride`、`padding`、`dilation`、`ceil_mode`。"""
    axes = [draw(regular_axes(longest, dilated)) for longest in draw(longests(n))]
    names = ["kernel_size", "stride", "padding", *(["dilation"] if dilated else [])]
    kwargs = {name: draw(as_argument([axis[name] for axis in axes])) for name in names}
    if draw(st.booleans()):
        kwargs["stride"] = None
    kwargs["ceil_mode"] = draw(st.booleans())
    return [axis["length"] for axis in axes], kwargs


@st.composite
def max_parameters(draw: st.DrawFn, n: int) -> tuple[list[int], dict[str, Any]]:
    lengths, kwargs = draw(regular_parameters(n, dilated=True))
    return lengths, kwargs | {"return_indices": draw(st.booleans())}


@st.composite
def avg_parameters(draw: st.DrawFn, n: int) -> tuple[list[int], dict[str, Any]]:
    lengths, kwargs = draw(regular_parameters(n, dilated=False))
    kwargs["count_include_pad"] = draw(st.booleans())
    if n > 1 and draw(st.booleans()):
        kwargs["divisor_override"] = draw(st.sampled_from([1, 2, 3, 7, -1, -4, 2**40]))
    if n == 3:  # 三维的不认比窗口小的输入
        kernels = kwargs["kernel_size"]
        kernels = [kernels] * 3 if isinstance(kernels, int) else list(kernels) * (4 - len(kernels))
        lengths = [max(pair) for pair in zip(lengths, kernels[:3], strict=True)]
    return lengths, kwargs


@st.composite
def lp_parameters(draw: st.DrawFn, n: int) -> tuple[list[int], dict[str, Any]]:
    p = draw(st.sampled_from([1, 2, 3, -1, -2, 1.0, 2.0, 3.0, 0.5, 1.5, -1.0, np.inf, -np.inf]))
    axes = [draw(regular_axes(longest, dilated=False)) for longest in draw(longests(n))]
    lengths = [max(axis["length"], axis["kernel_size"]) for axis in axes]  # 没有填充
    kernels = [axis["kernel_size"] for axis in axes]
    kwargs = {
        "norm_type": p,
        "kernel_size": kernels[0] if n == 1 else tuple(kernels),
        "stride": draw(st.none() | as_argument([axis["stride"] for axis in axes])),
        "ceil_mode": draw(st.booleans()),
    }
    return lengths, kwargs


@st.composite
def adaptive_parameters(draw: st.DrawFn, n: int, indices: bool) -> tuple[list[int], dict[str, Any]]:
    longest = draw(longests(n))
    lengths = [draw(st.integers(1, stop)) for stop in longest]
    kept = st.none() if n > 1 else st.nothing()
    sizes = [draw(st.integers(0, stop + 2) | kept) for stop in longest]
    whole = len(set(sizes)) == 1 and sizes[0] is not None and draw(st.booleans())
    kwargs: dict[str, Any] = {"output_size": sizes[0] if whole else tuple(sizes)}
    return lengths, kwargs | ({"return_indices": draw(st.booleans())} if indices else {})


@st.composite
def fractional_parameters(draw: st.DrawFn, n: int) -> tuple[list[int], dict[str, Any]]:
    kernels = draw(st.lists(st.integers(1, 4), min_size=n, max_size=n))
    outputs = [draw(st.integers(0, max(1, stop - 3))) for stop in draw(longests(n))]
    spare = [draw(st.integers(0 if n == 2 else 1, 5)) for _ in range(n)]
    lengths = [max(1, k + o - 1 + s) for k, o, s in zip(kernels, outputs, spare, strict=True)]
    kwargs = {
        "kernel_size": tuple(kernels),
        "output_size": tuple(outputs),
        "return_indices": draw(st.booleans()),
    }
    if len(set(outputs)) > 1 and draw(st.booleans()):
        ratios = [(o + 0.5) / length for o, length in zip(outputs, lengths, strict=True)]
        kwargs |= {"output_size": None, "output_ratio": tuple(ratios)}
    return lengths, kwargs


@st.composite
def unpool_parameters(draw: st.DrawFn, n: int) -> tuple[list[int], dict[str, Any]]:
    axes = [draw(regular_axes(LONGEST[n], dilated=False)) for _ in range(n)]
    lengths = draw(st.lists(st.integers(1, 5), min_size=n, max_size=n))
    names = ("kernel_size", "stride", "padding")
    kwargs: dict[str, Any] = {name: tuple(axis[name] for axis in axes) for name in names}
    rows = list(zip(lengths, *kwargs.values(), strict=True))
    plane = []
    for i, (length, k, s, p) in enumerate(rows):
        usual = (length - 1) * s + k - 2 * p
        while usual + s < 2:  # 推算的长度至少是1
            lengths[i] += 1
            usual += s
        plane.append(draw(st.integers(max(1, usual - s + 1), usual + s - 1)))
    kwargs["output_size"] = (*draw(st.sampled_from([(), (7, 7)])), *plane)
    return lengths, kwargs | {"plane": plane}


PARAMETERS: dict[str, Callable[[int], st.SearchStrategy[Any]]] = {
    "max_pool": max_parameters,
    "avg_pool": avg_parameters,
    "lp_pool": lp_parameters,
    "adaptive_max_pool": partial(adaptive_parameters, indices=True),
    "adaptive_avg_pool": partial(adaptive_parameters, indices=False),
    "fractional_max_pool": fractional_parameters,
    "max_unpool": unpool_parameters,
}


@st.composite
def regular_axes(draw: st.DrawFn, longest: int, dilated: bool = True) -> dict[str, int]:
    """一条轴的长度和参数，保证至少放得下一个窗口（向下取整时）。"""
    kernel_size = draw(st.integers(1, min(7, longest)))
    padding = draw(st.integers(0, kernel_size // 2))
    room = longest + 2 * padding - 1
    furthest = max(1, min(4, room // max(1, kernel_size - 1))) if dilated else 1
    dilation = draw(st.integers(1, furthest))
    shortest = max(1, dilation * (kernel_size - 1) + 1 - 2 * padding)
    return {
        "length": draw(st.integers(shortest, max(shortest, longest))),
        "kernel_size": kernel_size,
        "stride": draw(st.integers(1, 6)),
        "padding": padding,
        "dilation": dilation,
    }


def as_argument(values: list[int]) -> st.SearchStrategy[Any]:
    """参数的几种写法：元组、列表；各轴相同时也可以只写一个数。"""
    forms = [st.just(tuple(values)), st.just(list(values))]
    if len(set(values)) == 1:
        forms += [st.just(values[0]), st.just((np.int64(values[0]),))]
    return st.one_of(forms)


def assert_same(got: np.ndarray, expected: np.ndarray) -> None:
    """形状、类型和每一位都相同。NaN只看是不是NaN；0.0和−0.0不同。"""
    assert got.shape == expected.shape
    assert got.dtype == expected.dtype
    np.testing.assert_array_equal(got, expected)
    if got.dtype.kind == "f":
        number = ~np.isnan(expected)
        np.testing.assert_array_equal(np.signbit(got[number]), np.signbit(expected[number]))


def assert_close(got: np.ndarray, expected: np.ndarray) -> None:
    """形状和类型相同，NaN和无穷在同样的地方；其余的，差不超过20个舍入误差。

    一个舍入误差，是该类型的eps乘这个数，或者乘结果里最大的数：正负相消以后，剩下的是大数的误差。
    """
    assert got.shape == expected.shape
    assert got.dtype == expected.dtype
    if got.dtype.kind != "f":
        np.testing.assert_array_equal(got, expected)
        return
    relative = 20 * float(np.finfo(got.dtype).eps)
    largest = float(np.abs(expected[np.isfinite(expected)]).max(initial=10))
    np.testing.assert_allclose(got, expected, rtol=relative, atol=relative * largest)
