"""索引：每个窗口里，最大值是第几个元素，在平面里的哪里。

不扫描：先求出最大值，再看谁等于它。窗口里的元素按行优先编号；等于最大值的，编号最小的那个就是。
编号是一个字节的整数时，比一次大小就能比好几十个。

    >>> x = np.array([[[3.0, 1.0, 3.0, 2.0]]])
    >>> part = Part(Regular(4, 3, stride=1), range(2))
    >>> y = np.array([[[3.0, 3.0]]])           # 两个窗口的最大值
    >>> order = winners([x, y], 2, [part])     # 各是窗口里的第几个
    >>> order
    array([[[0, 1]]], dtype=uint8)
    >>> positions(order, 2, [part], [4])       # 各在平面里的哪里
    array([[[0, 2]]])

第一个窗口是3、1、3，有两个3，取编号小的：第0个。第二个是1、3、2：第1个，就是平面里的第2个。
"""

from collections.abc import Iterator, Sequence
from itertools import repeat
from math import prod
from typing import Any

import numpy as np

from tutorial_pool.geometry import Regular
from tutorial_pool.vectorized.blocks import Part
from tutorial_pool.vectorized.sliding import as_slice, bounds, each_tap, few, longest


def winners(
    best: Sequence[np.ndarray], first: int, parts: Sequence[Part], nan: bool = False
) -> np.ndarray:
    """每个窗口里，等于最大值的第一个元素，按行优先数是窗口里的第几个；`nan=True`时，找最后一个NaN。

    `best[j]`是做完前`j`条轴的最大值。编号用够小的整数类型：它每少一个字节，就快一倍。
    """
    counts = [longest(part) for part in parts]
    dtype = np.min_scalar_type(prod(counts))
    keep, none = (np.maximum, 0) if nan else (np.minimum, np.iinfo(dtype).max)

    def numbered(order: Any, number: np.ndarray, values: np.ndarray, top: np.ndarray) -> np.ndarray:
        code = number if order is None else order * count + number
        hit = (values != values if nan else values == top).astype(dtype)
        return code & -hit if nan else code | (hit - dtype.type(1))  # 不等的，变成none

    order: Any = None
    for dim, part in enumerate(parts, start=first):
        count = dtype.type(counts[dim - first])
        chosen = np.full(best[dim - first + 1].shape, none, dtype)
        seen, top, chosen = (
            np.moveaxis(a, dim, 0) for a in (*best[dim - first : dim - first + 2], chosen)
        )
        before: Any = None if order is None else np.moveaxis(order, dim, 0)
        last = prod(counts[: dim - first]) - 1  # 补齐用的编号，不比任何一个小
        if few(part) and counts[dim - first] > 64:
            for i, window in enumerate(map(part.window, range(len(top)))):
                number = upright(np.arange(len(window), dtype=dtype), seen.ndim)
                earlier = None if before is None else before[as_slice(window)]
                found = numbered(earlier, number, seen[as_slice(window)], top[i])
                keep.reduce(found, axis=0, initial=none, out=chosen[i])
        else:
            orders: Any = repeat((None, None)) if before is None else each_tap(before, part, last)
            taps = zip(each_tap(seen, part, 0), orders, numbers(part), strict=False)
            for (outputs, values), (_, earlier), number in taps:
                number = upright(number.astype(dtype), seen.ndim)
                found = numbered(earlier, number, values, top[outputs])
                keep(chosen[outputs], found, out=chosen[outputs])
        order = np.moveaxis(chosen, 0, dim)
    for dim, part in enumerate(parts, start=first):  # 一个元素也看不到的窗口，编号是0
        for i in part.edges if isinstance(part.windows, Regular) else ():
            if not part.window(i):
                order[(slice(None),) * dim + (i,)] = 0
    return order


def upright(x: np.ndarray, ndim: int) -> np.ndarray:
    """一列数竖着放在第0轴上，好和`ndim`维的数组一起算。"""
    return x.reshape(-1, *(1,) * (ndim - 1))


def numbers(part: Part) -> Iterator[np.ndarray]:
    """`each_tap`的每一项，在它那些输出的窗口里，各是第几个元素。"""
    if not isinstance(part.windows, Regular):
        for tap in range(longest(part)):
            yield np.full(len(part.windows), tap)
        return
    first = first_positions(part) - part.inputs.start
    for outputs, inputs in part.taps():
        yield (
            np.arange(inputs.start, inputs.stop, inputs.step) - first[outputs]
        ) // part.windows.dilation


def first_positions(part: Part) -> np.ndarray:
    """每个窗口的第一个元素在哪里，即`[windows[i].start for i in part.outputs]`。"""
    windows = part.windows
    if not isinstance(windows, Regular):
        return bounds(windows)[0]
    start = np.arange(part.outputs.start, part.outputs.stop) * windows.stride - windows.padding
    return np.where(start < 0, start % windows.dilation, start)


def counts(part: Part, count_include_pad: bool) -> np.ndarray:
    """一条轴上每个窗口的个数，即`[len(w) for w in windows]`，或`padded`的长度。"""
    windows = part.windows
    if not isinstance(windows, Regular):
        start, stop = bounds(windows)
        return stop - start
    start = np.arange(part.outputs.start, part.outputs.stop) * windows.stride - windows.padding
    right = windows.length + (windows.padding if count_include_pad else 0)
    first = start if count_include_pad else first_positions(part)
    return -(-(np.minimum(start + windows.span, right) - first) // windows.dilation)


def positions(
    order: np.ndarray, first: int, parts: Sequence[Part], lengths: Sequence[int]
) -> np.ndarray:
    """窗口里的第几个元素，变成扁平索引：在形状`lengths`的平面里。"""
    flat: Any = 0
    step = 1
    for dim in reversed(range(len(parts))):
        part, count = parts[dim], order.dtype.type(longest(parts[dim]))
        start = first_positions(part)
        apart = part.windows.dilation if isinstance(part.windows, Regular) else 1
        start = start.reshape(-1, *(1,) * (order.ndim - first - dim - 1))
        order, whole = order // count, order
        number = (whole - order * count).astype(np.int64)
        number *= apart * step
        number += step * start
        flat = flat + number
        step *= lengths[dim]
    return flat
