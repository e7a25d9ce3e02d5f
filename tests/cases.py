"""随机任务的零件：元素的值、内存布局、一条轴的参数，以及怎样才算两个结果一样。拼成哪一族的，见`families`。"""

from typing import Any

import numpy as np
from hypothesis import strategies as st

FLOATS = ["float16", "float32", "float64"]
INTEGERS = ["int8", "int16", "int32", "int64", "uint8"]
# 并列、正负零、无穷和NaN都要常常碰到，所以值取自很小的一组。
FLOAT_VALUES = [-2.0, -1.0, -0.0, 0.0, 1.0, 2.0, -np.inf, np.inf, np.nan]
LONGEST = {1: 12, 2: 8, 3: 4}  # 每次有一条轴可以长到12，其余的短一些，循环版才跑得完


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
