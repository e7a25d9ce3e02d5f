"""向量化实现：和`loops`同名、同参数、同结果，但不对元素写Python循环。

两个想法就够了。

- 可分离：先在每一列里取窗口的最大值，再在每一行里取，和一次看整个窗口，结果一样。
- 按抽头走，不按窗口走：一个抽头对所有窗口同时生效，就是一次切片、一次`np.maximum`。

这里的输入都已由`functional`检查过：`x`的形状是`(N, C, *空间)`，`axes`是每条空间轴的窗口。
"""

from collections.abc import Sequence

import numpy as np

from tutorial_pool.geometry import Regular
from tutorial_pool.loops import lowest


def max_pool(x: np.ndarray, axes: Sequence[Regular]) -> np.ndarray:
    """最大池化，只要值。参数同`max_pool_with_indices`。

    Examples:
        >>> max_pool(np.array([[[-1.0, -5.0, -2.0]]]), [Regular(3, 2)])
        array([[[-1.]]])
    """
    y = x
    for dim, windows in enumerate(axes, start=2):  # 最后一条轴的切片最零碎，留到数据变少以后
        y = _max_along(y, dim, windows)
    if x.dtype.kind == "f" and (y == 0).any():
        _keep_first_zero(x, axes, y)
    return y


def _max_along(x: np.ndarray, dim: int, windows: Regular) -> np.ndarray:
    """只在一条轴上取窗口的最大值。"""
    if len(windows) < windows.kernel_size:
        return _few_windows(x, dim, windows)
    taps = sorted(windows.taps(), key=lambda tap: tap[0].start - tap[0].stop)
    y = np.empty((*x.shape[:dim], len(windows), *x.shape[dim + 1 :]), x.dtype)
    source, target = np.moveaxis(x, dim, 0), np.moveaxis(y, dim, 0)
    if taps and taps[0][0] == slice(0, len(windows)):  # 这个抽头谁都看得到，拿它作初值
        target[...] = source[taps.pop(0)[1]]
    else:
        target[...] = lowest(x.dtype)
    for outputs, inputs in taps:
        np.maximum(target[outputs], source[inputs], out=target[outputs])
    return y


def _few_windows(x: np.ndarray, dim: int, windows: Regular) -> np.ndarray:
    """窗口比抽头还少时（比如全局池化），一个窗口一次`max`。"""
    source = np.moveaxis(x, dim, 0)
    best = [source[w.start : w.stop : w.step].max(axis=0, initial=lowest(x.dtype)) for w in windows]
    return np.stack(best, axis=dim)


def _keep_first_zero(x: np.ndarray, axes: Sequence[Regular], y: np.ndarray) -> None:
    """0.0和−0.0相等，`np.maximum`取哪个没有保证；约定是取第一个，所以有−0.0的平面另算。"""
    bits = np.dtype(f"u{x.itemsize}")
    minus_zero = bits.type(1 << (8 * x.itemsize - 1))  # −0.0只有符号位是1
    planes = (x.view(bits) == minus_zero).any(axis=tuple(range(2, x.ndim)))  # (N, C)
    if planes.any():
        y[planes] = max_pool_with_indices(x[planes][np.newaxis], axes)[0][0]


def max_pool_with_indices(x: np.ndarray, axes: Sequence[Regular]) -> tuple[np.ndarray, np.ndarray]:
    """最大池化，同时给出每个最大值的位置。

    从最后一条轴做到第一条：先求每一行里的第一个最大值，再求这些行里的第一个。这正是行优先的次序。

    Args:
        x: 形状`(N, C, *空间)`。
        axes: 每条空间轴的窗口。

    Returns:
        `(值, 索引)`，同`loops.max_pool_with_indices`。

    Examples:
        >>> x = np.array([[[-1.0, -5.0, -2.0]]])
        >>> values, indices = max_pool_with_indices(x, [Regular(3, 2, ceil_mode=True)])
        >>> values.tolist(), indices.tolist()
        ([[[-1.0, -2.0]]], [[[0, 2]]])
    """
    best, where = x, np.zeros((), np.int64)  # where：best的每个元素来自哪里（扁平索引）
    first = np.zeros((), np.int64)  # first：每个窗口从哪里看起
    step = 1  # 在这条轴上走一步，扁平索引加多少
    for dim in range(x.ndim - 1, 1, -1):
        windows, along = axes[dim - 2], (-1,) + (1,) * (x.ndim - 1 - dim)
        where = where + step * np.arange(windows.length).reshape(along)
        first = first + step * _first_positions(windows).reshape(along)
        best, where = _argmax_along(best, where, first, dim, windows)
        step *= windows.length
    return best, where


def _argmax_along(
    x: np.ndarray, where: np.ndarray, first: np.ndarray, dim: int, windows: Regular
) -> tuple[np.ndarray, np.ndarray]:
    """只在一条轴上取窗口的最大值，和它来自哪里。一个元素也不比−∞大时，来自`first`。"""
    best = np.full((*x.shape[:dim], len(windows), *x.shape[dim + 1 :]), lowest(x.dtype), x.dtype)
    origin = np.broadcast_to(first, best.shape).copy()
    where = np.broadcast_to(where, x.shape)
    source, target = np.moveaxis(x, dim, 0), np.moveaxis(best, dim, 0)
    candidates, chosen = np.moveaxis(where, dim, 0), np.moveaxis(origin, dim, 0)
    if len(windows) < windows.kernel_size:  # 窗口比抽头还少时，一个窗口一次argmax
        for output, window in enumerate(windows):
            seen = slice(window.start, window.stop, window.step)
            if window:
                k = _argmax(source[seen])[np.newaxis]
                target[output] = np.take_along_axis(source[seen], k, 0)[0]
                chosen[output] = np.take_along_axis(candidates[seen], k, 0)[0]
        return best, origin
    for outputs, inputs in windows.taps():
        value, current = source[inputs], target[outputs]
        better = (value > current) | (value != value)  # 只有NaN不等于自己
        np.copyto(current, value, where=better)
        np.copyto(chosen[outputs], candidates[inputs], where=better)
    return best, origin


def _argmax(x: np.ndarray) -> np.ndarray:
    """第0轴上第一个最大值在哪里；有NaN时，最后一个NaN在哪里。"""
    first = x.argmax(axis=0)
    if x.dtype.kind != "f":
        return first
    nan = x != x
    return np.where(nan.any(axis=0), len(x) - 1 - nan[::-1].argmax(axis=0), first)


def _first_positions(windows: Regular) -> np.ndarray:
    """每个窗口的第一个输入位置，即`[window.start for window in windows]`。"""
    start = np.arange(len(windows)) * windows.stride - windows.padding
    return np.where(start < 0, start % windows.dilation, start)
