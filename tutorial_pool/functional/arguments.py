"""参数检查：说清应为什么、得到什么，错误的类型和torch一样。

`functional`在门口用它们把参数查一遍；门里面，一切都已经是对的。
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, SupportsIndex, cast

import numpy as np

from tutorial_pool.geometry import Regular, Windows, integer

# 一个整数，或每条空间轴一个整数；自适应的输出长度里，还可以有None
Size = SupportsIndex | Sequence[SupportsIndex]
AdaptiveSize = SupportsIndex | Sequence[SupportsIndex | None]

FLOATS = ("float16", "float32", "float64")
INTEGERS = ("int8", "int16", "int32", "int64", "uint8")
SPACE = {1: "L", 2: "H, W", 3: "D, H, W"}


def per_axis(
    n: int, kernel_size: Size, stride: Size | None, padding: Size = 0, dilation: Size = 1
) -> list[tuple[int | None, ...]]:
    """四个参数，各变成每条空间轴一个数。

    Examples:
        >>> per_axis(2, 3, None, padding=(0, 1))
        [(3, 3), (None, None), (0, 1), (1, 1)]
    """
    if isinstance(stride, (tuple, list)) and not stride:  # torch把空元组当作没有给
        stride = None
    return [
        one_per_axis(n, "kernel_size", kernel_size),
        (None,) * n if stride is None else one_per_axis(n, "stride", stride),
        one_per_axis(n, "padding", padding),
        one_per_axis(n, "dilation", dilation),
    ]


def one_per_axis(n: int, name: str, value: Size) -> tuple[int, ...]:
    """一个整数，变成每条空间轴一个。

    Examples:
        >>> one_per_axis(3, "padding", 1)
        (1, 1, 1)
    """
    if not isinstance(value, (tuple, list)):
        return (integer(name, cast(SupportsIndex, value)),) * n
    numbers = tuple(integer(name, number) for number in value)
    if len(numbers) not in (1, n):
        raise RuntimeError(f"{name}{_expected(n)}，得到{len(numbers)}个：{value!r}")
    return numbers * n if len(numbers) == 1 else numbers


def _expected(n: int) -> str:
    return "应为一个整数" if n == 1 else f"应为一个整数或{n}个整数"


def exactly_per_axis(
    n: int, name: str, value: Size, fewer: type[Exception], more: type[Exception] | None = None
) -> tuple[int, ...]:
    """同`one_per_axis`，但元组里要正好`n`个；少了抛出`fewer`，多了抛出`more`（不给就同`fewer`）。

    Examples:
        >>> exactly_per_axis(2, "output_size", (2,), ValueError)
        Traceback (most recent call last):
        ValueError: output_size应为一个整数或2个整数，得到1个：(2,)
    """
    if isinstance(value, (tuple, list)) and len(value) != n:
        for number in value:  # 和torch一样，先说类型，再说个数
            integer(name, number)
        error = fewer if len(value) < n else more or fewer
        raise error(f"{name}{_expected(n)}，得到{len(value)}个：{value!r}")
    return one_per_axis(n, name, value)


def regular_axes(
    lengths: Sequence[int], sizes: Sequence[Sequence[int | None]], ceil_mode: bool
) -> tuple[Regular, ...]:
    """每条空间轴的规则窗口。`sizes`是四个参数各自在每条轴上的值，由`per_axis`给出。

    Examples:
        >>> [len(axis) for axis in regular_axes((5, 7), per_axis(2, 2, None), ceil_mode=True)]
        [3, 4]
    """
    rows: Any = zip(lengths, *sizes, strict=True)
    return tuple(_regular(length, k, s, p, d, ceil_mode) for length, k, s, p, d in rows)


_regular = lru_cache(maxsize=256, typed=True)(Regular)  # 训练时，同样的参数会来很多次


def lengths(axes: Sequence[Windows]) -> tuple[int, ...]:
    """每条空间轴的输出长度。

    Examples:
        >>> lengths(regular_axes((5, 7), per_axis(2, 2, None), ceil_mode=True))
        (3, 4)
    """
    return tuple(map(len, axes))


def check_array(name: str, value: np.ndarray) -> None:
    """应为装着数的NumPy数组，否则TypeError。"""
    if not isinstance(value, np.ndarray):
        raise TypeError(
            f"{name}应为NumPy数组，得到{type(value).__module__}.{type(value).__name__}。"
            "列表请先np.array(…)，torch的张量请先.numpy()"
        )
    if value.dtype.kind not in "biufc":
        raise TypeError(f"{name}的元素应为数，得到dtype={value.dtype}")


def check_flag(name: str, value: bool) -> None:
    """应为True或False，否则TypeError。"""
    if not isinstance(value, bool):
        raise TypeError(f"{name}应为True或False，得到{type(value).__name__}：{value!r}")


def check_rank(n: int, input: np.ndarray, index_error_below: int = 0) -> None:
    """应为n+1维或n+2维，否则RuntimeError；有些函数在维数太少时，torch给的是IndexError。"""
    if input.ndim not in (n + 1, n + 2):
        hint = "。缺的轴可以补上：x[np.newaxis]" if input.ndim == n else ""
        raise (IndexError if input.ndim < index_error_below else RuntimeError)(
            f"input应为{n + 1}维(C, {SPACE[n]})或{n + 2}维(N, C, {SPACE[n]})，"
            f"得到{input.ndim}维，形状{input.shape}{hint}"
        )


def check_not_empty(input: np.ndarray, first: int) -> None:
    """从第`first`条轴起，长度都应至少为1，否则RuntimeError。"""
    if 0 in input.shape[first:]:
        raise RuntimeError(f"除了批量，每条轴的长度都应至少为1，得到形状{input.shape}")


def check_dtype(dtype: np.dtype, supported: Sequence[str]) -> None:
    """元素类型应在`supported`里，否则NotImplementedError。"""
    if dtype.newbyteorder("=") not in supported:
        raise NotImplementedError(
            f"input的元素类型应为{'、'.join(supported)}之一，得到{dtype}。"
            "可以先转换：x.astype(np.float32)"
        )


def blind_window(axes: Sequence[Windows]) -> str:
    """有一个窗口一个元素也看不到时，说是哪一个：它的梯度无处可去。没有就是空的。

    Examples:
        >>> blind_window([Regular(3, kernel_size=2, padding=1)])
        ''
    """
    for axis in axes:
        # 只有空洞和填充一起用时才会这样，而且只会是从左填充里开始的窗口
        if isinstance(axis, Regular) and axis.dilation > 1 and axis.padding:
            for output in range(min(len(axis), -(-axis.padding // axis.stride))):
                if not axis[output]:
                    return (
                        f"第{output}个窗口里一个元素也没有（长度{axis.length}、窗口"
                        f"{axis.kernel_size}、填充{axis.padding}、空洞{axis.dilation}），梯度无处可去"
                    )
    return ""
