"""在一条轴上归约：从每个位置的数，到每个窗口的结果。

同一件事有三种做法，哪个快用哪个，结果都一样：

- 拼窗口（`_merge_windows`）：长窗口由两个短窗口拼成，步数是窗口长度的对数；每个位置
  都算，再挑出要的。
- 走抽头（`_reduce_taps`）：一个抽头对所有窗口同时生效，步数是窗口的长度；只算要的。
- 一个窗口一个窗口地做：窗口很少时（比如全局池化）。

数组都是一块的大小，放得进缓存；怎样切块，见`blocks`。
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import prod
from typing import Any, cast

import numpy as np

from tutorial_pool.geometry import Regular, Windows
from tutorial_pool.vectorized import scratch
from tutorial_pool.vectorized.blocks import Part

# 在这条轴上拼窗口划不划算
Merges = Callable[[np.ndarray, int, Part, np.ufunc], bool]


LITTLE = sys.byteorder == "little"  # 低位在前
MERGED = ("拼窗口", "拼窗口，轮换")  # 从一份算到另一份，下一步再算回来
IDEMPOTENT = (np.maximum, np.minimum, np.bitwise_or)  # 同一个数并进来两次，也不要紧


def sizes_on_the_way(kernel_size: int, ufunc: np.ufunc) -> list[int]:
    """从长度1的窗口拼到长度`kernel_size`，途中经过哪些长度。

    重复不要紧时，长度`n`的窗口是两个长度`n / 2`（向上取整）的，重叠一点也行；
    求和时不能重叠：偶数是两半，奇数是再加一个数。

    Examples:
        >>> sizes_on_the_way(13, np.maximum), sizes_on_the_way(13, np.add)
        ([1, 2, 4, 7, 13], [1, 2, 3, 6, 12, 13])
    """
    sizes = [kernel_size]
    while sizes[0] > 1:
        n = sizes[0]
        sizes.insert(0, -(-n // 2) if ufunc in IDEMPOTENT or n % 2 == 0 else n - 1)
    return sizes


def _mergeable(part: Part, ufunc: np.ufunc) -> bool:
    """能不能拼：要有完整的规则窗口；别的运算一次要贵得多，不能白算。"""
    windows = part.windows
    if not isinstance(windows, Regular) or not part.full or windows.kernel_size == 1:
        return False
    return ufunc in (*IDEMPOTENT, np.add)


def reduce_block(
    source: np.ndarray,
    first: int,
    parts: Sequence[Part],
    ufunc: np.ufunc,
    initial: float | int,
    target: np.ndarray,
    merges: Merges,
) -> None:
    """在一块里，一条轴一条轴地归约；`source`是连续的，结果写进`target`。"""
    for dim, part in enumerate(parts, start=first):
        last = dim == first + len(parts) - 1
        shape = (*source.shape[:dim], len(part.outputs), *source.shape[dim + 1 :])
        y = target if last else scratch.array(f"第{dim - first}条轴", shape, source.dtype)
        reduce_along(source, dim, part, ufunc, initial, y, merges)
        source = y


def reduce_along(
    source: np.ndarray,
    dim: int,
    part: Part,
    ufunc: np.ufunc,
    initial: float | int,
    target: np.ndarray,
    merges: Merges,
) -> None:
    """只在一条轴上归约。"""
    before: tuple[Any, ...] = (slice(None),) * dim
    if _mergeable(part, ufunc) and merges(source, dim, part, ufunc):
        _merge_windows(source, dim, part, ufunc, initial, target)
    elif few(part):
        for i in range(len(part.outputs)):
            seen = source[(*before, as_slice(part.window(i)))]
            ufunc.reduce(seen, axis=dim, initial=initial, out=target[(*before, i)])
    else:
        _reduce_taps(np.moveaxis(source, dim, 0), part, ufunc, initial, np.moveaxis(target, dim, 0))


def _reduce_taps(
    source: np.ndarray, part: Part, ufunc: np.ufunc, initial: float | int, target: np.ndarray
) -> None:
    """在第0轴上，一个抽头一个抽头地并进`target`。"""
    taps = each_tap(source, part, initial)
    if isinstance(part.windows, Regular):  # 看得最全的抽头排在前面：谁都看得到的，拿来作初值
        taps = iter(sorted(taps, key=lambda tap: tap[0].start - tap[0].stop))
    outputs, values = next(taps, (slice(0, 0), source[:0]))
    if len(target[outputs]) == len(target):
        target[...] = values
    else:
        target[...] = initial
        ufunc(target[outputs], values, out=target[outputs])
    for outputs, values in taps:
        ufunc(target[outputs], values, out=target[outputs])


def _merge_windows(
    source: np.ndarray,
    dim: int,
    part: Part,
    ufunc: np.ufunc,
    initial: float | int,
    target: np.ndarray,
) -> None:
    """把整块拉成一条长线，在线上从短窗口拼出长窗口，再挑出要的那些。

    线上一行接着一行，跨行的窗口是错的；但要的窗口都不跨行，错的没有人看。不完整的窗口另外补上。
    """
    windows, full = cast(Regular, part.windows), part.full
    before: tuple[Any, ...] = (slice(None),) * dim
    inner, start = prod(source.shape[dim + 1 :]), part.padded(full[0]).start
    step = windows.dilation * inner
    sizes = sizes_on_the_way(windows.kernel_size, ufunc)
    line = merged = source.reshape(-1)  # merged[i]：从i开始的窗口里的结果
    for turn, (size, bigger) in enumerate(pairwise(sizes[:-1])):
        room = scratch.array(MERGED[turn % 2], line.shape, line.dtype)
        _merge(ufunc, line, merged, size, bigger, step, room)
        merged = room
    size, bigger = sizes[-2:]
    if windows.stride == 1 and target.shape == source.shape and target.flags.c_contiguous:
        room = target.reshape(-1)[(full[0] - start) * inner :]  # 直接写进结果，不必再挑
        _merge(ufunc, line, merged, size, bigger, step, room)
    else:
        room = scratch.array(MERGED[len(sizes) % 2], (line.size + 1,), line.dtype)
        shift = start % 2 if inner == 1 else 0  # 挑的时候，从偶数位开始更快
        _merge(ufunc, line, merged, size, bigger, step, room[shift:])
        every = room[:-1].reshape(source.shape)[(*before, slice(start + shift, None))]
        _pick(every, dim, windows.stride, target[(*before, as_slice(full))])

    pieces = merged.reshape(source.shape)
    for i in part.edges:
        seen, edge = part.window(i), target[(*before, i)]
        if ufunc in IDEMPOTENT and len(seen) > size:
            ufunc(pieces[(*before, seen[0])], pieces[(*before, seen[-size])], out=edge)
        elif len(seen) == size:
            edge[...] = pieces[(*before, seen[0])]
        else:
            ufunc.reduce(source[(*before, as_slice(seen))], axis=dim, initial=initial, out=edge)


def _merge(
    ufunc: np.ufunc,
    line: np.ndarray,
    merged: np.ndarray,
    size: int,
    bigger: int,
    step: int,
    room: np.ndarray,
) -> None:
    """两个长度`size`的窗口（或一个窗口和一个数），拼成长度`bigger`的窗口，写进`room`。"""
    shift = (bigger - size if ufunc in IDEMPOTENT else size) * step
    other = merged if ufunc in IDEMPOTENT or bigger == 2 * size else line
    length = line.size - (bigger - 1) * step
    ufunc(merged[:length], other[shift : shift + length], out=room[:length])


def _pick(every: np.ndarray, dim: int, stride: int, target: np.ndarray) -> None:
    """从每个位置的结果里，每隔`stride`个挑一个。

    隔一个挑一个时，把相邻两个数看成一个两倍宽的整数，变窄时丢掉高位，留下的就是前一个，比跳着取快一倍。
    """
    size, width, last = target.shape[dim], every.dtype.itemsize, dim == every.ndim - 1
    if stride == 2 and last and width < 8 and 2 * size <= every.shape[dim] and LITTLE:
        pairs = every[..., : 2 * size].view(f"u{2 * width}")
        if pairs.flags.aligned:
            np.copyto(target.view(f"u{width}"), pairs, casting="unsafe")
            return
    wanted = slice(0, (size - 1) * stride + 1, stride)
    target[...] = every[(slice(None),) * dim + (wanted,)]


def few(part: Part) -> bool:
    """窗口比抽头还少（比如全局池化）时，一个窗口一个窗口地做更快。"""
    size = len(part.outputs)
    if isinstance(part.windows, Regular):
        return size < part.windows.kernel_size
    return 0 < size < part.windows.length / size


def as_slice(window: range) -> slice:
    return slice(window.start, window.stop, window.step)


def resized(x: np.ndarray, dim: int, size: int) -> tuple[int, ...]:
    return (*x.shape[:dim], size, *x.shape[dim + 1 :])


def each_tap(
    source: np.ndarray, part: Part, fill: float | int
) -> Iterator[tuple[slice, np.ndarray]]:
    """一个抽头一个抽头地给出：哪些输出，和它们在第0轴上看到的值。"""
    if isinstance(part.windows, Regular):
        for outputs, inputs in part.taps():
            yield outputs, source[inputs]
        return
    start, stop = bounds(part.windows)
    for tap in range(longest(part)):  # 短的窗口到头以后，用fill补齐
        values = source[np.minimum(start + tap, part.windows.length - 1)]
        values[start + tap >= stop] = fill
        yield slice(0, len(part.windows)), values


def longest(part: Part) -> int:
    """最长的窗口（至多）看到几个元素。"""
    if isinstance(part.windows, Regular):
        return min(part.windows.kernel_size, (part.windows.length - 1) // part.windows.dilation + 1)
    start, stop = bounds(part.windows)
    return int((stop - start).max(initial=0))


def bounds(windows: Windows) -> tuple[np.ndarray, np.ndarray]:
    """每个自适应窗口的起点和终点，即`[(w.start, w.stop) for w in windows]`。"""
    i, size = np.arange(len(windows)), max(1, len(windows))
    return i * windows.length // size, -(-(i + 1) * windows.length // size)
