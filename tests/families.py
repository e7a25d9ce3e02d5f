"""每一族函数怎样考：随机的参数、一次好的调用、拿谁作准，一族一行。所有的测试都看这张表。

添一族函数，在`FAMILIES`里加一行；添一个引擎，`tutorial_pool.engines.ENGINES`里加一行就行，这里不用动。
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from cases import (
    FLOATS,
    INTEGERS,
    LAYOUTS,
    LONGEST,
    as_argument,
    laid_out,
    longests,
    ordinary,
    regular_axes,
    regular_parameters,
    special,
)
from hypothesis import strategies as st

from tutorial_pool import functional
from tutorial_pool.engines import ENGINES

every_engine = pytest.mark.parametrize("impl", ENGINES)


def parts(result: Any) -> tuple[Any, ...]:
    """一个结果，或者一组结果，都写成一组。"""
    return result if isinstance(result, tuple) else (result,)


def tensor(value: Any) -> Any:
    """NumPy数组换成torch的张量，值和形状不变；别的原样返回。"""
    if not isinstance(value, np.ndarray):
        return value
    return torch.from_numpy(np.array(value, value.dtype.newbyteorder("="), order="C"))


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


def max_dtypes(n: int, kwargs: dict[str, Any]) -> list[str]:
    return FLOATS if n == 1 and not kwargs["return_indices"] else FLOATS + INTEGERS


def avg_dtypes(n: int, kwargs: dict[str, Any]) -> list[str]:
    return [*(FLOATS[1:] if n == 3 else FLOATS), "int64"]


def lp_dtypes(n: int, kwargs: dict[str, Any]) -> list[str]:
    p = kwargs["norm_type"]
    if np.isinf(p):
        return FLOATS if n == 1 else FLOATS + INTEGERS
    floats = FLOATS[1:] if n == 3 else FLOATS
    if isinstance(p, float):
        return floats + INTEGERS
    return [*floats, "int64"] if p > 0 else floats


@dataclass(frozen=True)
class Family:
    """一族函数怎样考。

    Attributes:
        parameters: 几条空间轴 → 随机的输入长度和参数。
        example: 一次好的调用，输入边长是6；是函数的，由输入算出来。
        oracle: 正确的结果由谁来给：里面有同名的函数，收torch的张量。torch没有的，自己写一个。
        exact: 一位不差；否则只差舍入误差，因为要做加法。
        dtypes: 几条空间轴、参数 → 接受的元素类型。
        fill: 用哪一种随机数。
        no_channels: 没有通道行不行：几条空间轴、有没有批量 → 行不行。
    """

    parameters: Callable[[int], st.SearchStrategy[Any]]
    example: dict[str, Any]
    oracle: Any = F
    exact: bool = True
    dtypes: Callable[[int, dict[str, Any]], list[str]] = lambda n, kwargs: FLOATS
    fill: Callable[..., np.ndarray] = special
    no_channels: Callable[[int, bool], bool] = lambda n, batched: False


SQUARE = {"kernel_size": 3, "stride": 1}

# 名字去掉维数，就是族名。functional里的每一族，这里都有一行
FAMILIES: dict[str, Family] = {
    "max_pool": Family(max_parameters, SQUARE, dtypes=max_dtypes),
    "avg_pool": Family(avg_parameters, SQUARE, exact=False, dtypes=avg_dtypes, fill=ordinary),
    "lp_pool": Family(
        lp_parameters, {"norm_type": 2} | SQUARE, exact=False, dtypes=lp_dtypes, fill=ordinary
    ),
    "adaptive_max_pool": Family(
        partial(adaptive_parameters, indices=True),
        {"output_size": 3},
        no_channels=lambda n, batched: not batched,
    ),
    "adaptive_avg_pool": Family(
        partial(adaptive_parameters, indices=False),
        {"output_size": 3},
        exact=False,
        fill=ordinary,
        no_channels=lambda n, batched: not batched or n < 3,
    ),
    "fractional_max_pool": Family(
        fractional_parameters,
        {
            "kernel_size": 2,
            "output_size": 3,
            "_random_samples": lambda x: np.full((1, 2, x.ndim - 2), 0.5),
        },
        no_channels=lambda n, batched: not batched,
    ),
    "max_unpool": Family(
        unpool_parameters,
        {"indices": lambda x: np.zeros(x.shape, np.int64), "kernel_size": 2},
        no_channels=lambda n, batched: not batched,
    ),
}

FORWARD = [name for name in functional.__all__ if not name.endswith("_backward")]
IN_TORCH = [name for name in FORWARD if FAMILIES[name[:-2]].oracle is F]


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


@st.composite
def cases(draw: st.DrawFn, family: str) -> Case:
    """一族函数（如`avg_pool`）的任务，参数取遍torch接受的范围。"""
    tried = FAMILIES[family]
    n = draw(st.sampled_from([n for n in (1, 2, 3) if f"{family}{n}d" in FORWARD]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    lengths, kwargs = draw(tried.parameters(n))
    batch = (draw(st.integers(0, 2)),) if draw(st.booleans()) else ()
    lead = (*batch, draw(st.integers(0 if tried.no_channels(n, bool(batch)) else 1, 3)))
    shape = (*lead, *lengths)
    dtype = draw(st.sampled_from(tried.dtypes(n, kwargs)))
    x = tried.fill(rng, shape, dtype)
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


def oracle(name: str) -> Callable[..., Any]:
    """和`functional`里名叫`name`的函数作用一样、可以作准的那个。"""
    return getattr(FAMILIES[name[:-2]].oracle, name)


def good(name: str) -> dict[str, Any]:
    """一次好的调用，其中每个参数都可以单独换成坏的。"""
    x = np.ones((1, 2, *[6] * int(name[-2])))
    example = FAMILIES[name[:-2]].example
    return {"input": x} | {k: v(x) if callable(v) else v for k, v in example.items()}
