"""随机的池化任务：形状、参数、元素类型、内存布局，以及怎样才算两个结果一样。"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

FLOATS = ["float16", "float32", "float64"]
INTEGERS = ["int8", "int16", "int32", "int64", "uint8"]
# 并列、正负零、无穷和NaN都要常常碰到，所以值取自很小的一组。
FLOAT_VALUES = [-2.0, -1.0, -0.0, 0.0, 1.0, 2.0, -np.inf, np.inf, np.nan]
LONGEST = {1: 24, 2: 9, 3: 5}


@dataclass(frozen=True)
class Case:
    """一个任务：`n`条空间轴，输入`x`，参数`kwargs`。"""

    n: int
    x: np.ndarray
    kwargs: dict[str, Any]


def array(rng: np.random.Generator, shape: tuple[int, ...], dtype: str) -> np.ndarray:
    if dtype in INTEGERS:
        info = np.iinfo(dtype)
        return rng.choice(np.array([info.min, info.max, 0, 1, 2], dtype), shape)
    # 有的任务全是−∞，有的多半是NaN，有的全是平常的数。
    weights = rng.dirichlet(np.full(len(FLOAT_VALUES), rng.choice([0.05, 0.5, 5.0])))
    return rng.choice(np.array(FLOAT_VALUES, dtype), shape, p=weights)


def laid_out(x: np.ndarray, layout: str) -> np.ndarray:
    """值相同而内存布局不同的数组。"""
    if layout == "fortran":
        return np.asfortranarray(x)
    if layout == "channels_last":
        return np.moveaxis(np.ascontiguousarray(np.moveaxis(x, -1, 0)), 0, -1)
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


LAYOUTS = ["c", "fortran", "channels_last", "reversed", "strided", "broadcast", "big-endian"]


@st.composite
def max_pool_cases(draw: st.DrawFn) -> Case:
    n = draw(st.integers(1, 3))
    axes = [draw(regular_axes(LONGEST[n])) for _ in range(n)]
    lead = (draw(st.integers(1, 3)),)
    if draw(st.booleans()):
        lead = (draw(st.integers(0, 2)), *lead)
    return_indices = draw(st.booleans())
    dtype = draw(st.sampled_from(FLOATS if n == 1 and not return_indices else FLOATS + INTEGERS))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = array(rng, (*lead, *(axis["length"] for axis in axes)), dtype)
    kwargs = {
        name: draw(as_argument([axis[name] for axis in axes]))
        for name in ("kernel_size", "stride", "padding", "dilation")
    }
    if draw(st.booleans()):
        kwargs["stride"] = None
    kwargs |= {"ceil_mode": draw(st.booleans()), "return_indices": return_indices}
    return Case(n, laid_out(x, draw(st.sampled_from(LAYOUTS))), kwargs)


@st.composite
def regular_axes(draw: st.DrawFn, longest: int) -> dict[str, int]:
    """一条轴的长度和参数，保证至少放得下一个窗口（向下取整时）。"""
    kernel_size = draw(st.integers(1, min(7, longest)))
    padding = draw(st.integers(0, kernel_size // 2))
    room = longest + 2 * padding - 1
    dilation = draw(st.integers(1, max(1, min(4, room // max(1, kernel_size - 1)))))
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
