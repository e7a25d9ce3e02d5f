"""向量化实现：和`loops`同名、同参数、同结果，但不对元素写Python循环。

两个想法就够了。

- 可分离：先在每一列里归约，再在每一行里归约，和一次看整个窗口，结果一样。
- 按抽头走，不按窗口走：一个抽头对所有窗口同时生效，就是一次切片、一次`np.maximum`（或`np.add`）。

这里的参数都已由`functional`检查过。`x`的形状是`(N, C, *空间)`，`axes`是每条空间轴的窗口。
反向传播的函数多一个`grad_output`（上游梯度，形状同输出），返回损失对`x`的梯度，形状同`x`。
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import isinf, prod
from typing import Any, TypeVar

import numpy as np

from tutorial_pool import loops
from tutorial_pool.geometry import Adaptive, Regular, Windows
from tutorial_pool.loops import Index, divide, lowest, power, root, sign, sum_type

F = TypeVar("F", bound=Callable[..., Any])


def _twin(function: F) -> F:
    """文档只写一次：同名的循环版怎么写，它就怎么写，例子也在这里再跑一遍。"""
    function.__doc__ = getattr(loops, function.__name__).__doc__
    return function


def reduce(
    x: np.ndarray, axes: Sequence[Windows], ufunc: np.ufunc, initial: float | int
) -> np.ndarray:
    """几何×归约：一条轴一条轴地，用`ufunc`把窗口里的数并成一个。

    相加的次序和`loops`不同，所以浮点数的和，末位可能不同；接近类型的上限时，中途会不会溢出也可能不同。

    Args:
        x: 形状`(N, C, *空间)`。
        axes: 每条空间轴的窗口。
        ufunc: 二元的通用函数，要满足交换律和结合律，如`np.maximum`、`np.add`、`np.logaddexp`。
        initial: 它的单位元，和谁运算都得谁。

    Examples:
        >>> reduce(np.array([[[4.0, 1.0, 3.0, 2.0]]]), [Regular(4, 2)], np.minimum, np.inf)
        array([[[1., 2.]]])
    """
    y = x
    for dim, windows in enumerate(axes, start=2):  # 最后一条轴的切片最零碎，留到数据变少以后
        y = _reduce_along(y, dim, windows, ufunc, initial)
    return y


def _reduce_along(
    x: np.ndarray, dim: int, windows: Windows, ufunc: np.ufunc, initial: float | int
) -> np.ndarray:
    """只在一条轴上归约。"""
    source = np.moveaxis(x, dim, 0)
    if _few(windows):
        parts = [ufunc.reduce(source[_slice(w)], axis=0, initial=initial) for w in windows]
        return np.stack(parts, axis=dim)
    y = np.empty(_resized(x, dim, len(windows)), x.dtype)
    target = np.moveaxis(y, dim, 0)
    taps = _taps(source, windows, initial)
    if isinstance(windows, Regular):  # 看得最全的抽头排在前面：谁都看得到的，拿来作初值
        taps = iter(sorted(taps, key=lambda tap: tap[0].start - tap[0].stop))
    outputs, values = next(taps, (slice(0, 0), source[:0]))
    if len(target[outputs]) == len(target):
        target[...] = values
    else:
        target[...] = initial
        ufunc(target[outputs], values, out=target[outputs])
    for outputs, values in taps:
        ufunc(target[outputs], values, out=target[outputs])
    return y


def _few(windows: Windows) -> bool:
    """窗口比抽头还少（比如全局池化）时，一个窗口一个窗口地做更快。"""
    if isinstance(windows, Regular):
        return len(windows) < windows.kernel_size
    return 0 < len(windows) < windows.length / len(windows)


def _slice(window: range) -> slice:
    return slice(window.start, window.stop, window.step)


def _resized(x: np.ndarray, dim: int, size: int) -> Index:
    return (*x.shape[:dim], size, *x.shape[dim + 1 :])


def _taps(
    source: np.ndarray, windows: Windows, fill: float | int
) -> Iterator[tuple[slice, np.ndarray]]:
    """一个抽头一个抽头地给出：哪些输出，和它们在第0轴上看到的值。"""
    if isinstance(windows, Regular):
        for outputs, inputs in windows.taps():
            yield outputs, source[inputs]
        return
    start, stop = _bounds(windows)
    for position in range((stop - start).max(initial=0)):  # 短的窗口到头以后，用fill补齐
        values = source[np.minimum(start + position, windows.length - 1)]
        values[start + position >= stop] = fill
        yield slice(0, len(windows)), values


def _bounds(windows: Windows) -> tuple[np.ndarray, np.ndarray]:
    """每个自适应窗口的起点和终点，即`[(w.start, w.stop) for w in windows]`。"""
    i, size = np.arange(len(windows)), max(1, len(windows))
    return i * windows.length // size, -(-(i + 1) * windows.length // size)


@_twin
def max_pool(x: np.ndarray, axes: Sequence[Windows]) -> np.ndarray:
    y = reduce(x, axes, np.maximum, lowest(x.dtype))
    if x.dtype.kind == "f" and (y == 0).any():
        _keep_first_zero(x, axes, y)
    return y


def _keep_first_zero(x: np.ndarray, axes: Sequence[Windows], y: np.ndarray) -> None:
    """0.0和−0.0相等，`np.maximum`取哪个没有保证；约定是取第一个，所以有−0.0的平面另算。"""
    bits = np.dtype(f"u{x.itemsize}")
    minus_zero = bits.type(1 << (8 * x.itemsize - 1))  # −0.0只有符号位是1
    planes = (x.view(bits) == minus_zero).any(axis=tuple(range(2, x.ndim)))  # (N, C)
    if planes.any():
        y[planes] = max_pool_with_indices(x[planes][np.newaxis], axes)[0][0]


@_twin
def max_pool_with_indices(x: np.ndarray, axes: Sequence[Windows]) -> tuple[np.ndarray, np.ndarray]:
    # 从最后一条轴做到第一条：先求每一行里的第一个最大值，再求这些行里的第一个。这正是行优先的次序。
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


def _first_positions(windows: Windows) -> np.ndarray:
    """每个窗口的第一个输入位置，即`[window.start for window in windows]`。"""
    if not isinstance(windows, Regular):
        return _bounds(windows)[0]
    start = np.arange(len(windows)) * windows.stride - windows.padding
    return np.where(start < 0, start % windows.dilation, start)


def _argmax_along(
    x: np.ndarray, where: np.ndarray, first: np.ndarray, dim: int, windows: Windows
) -> tuple[np.ndarray, np.ndarray]:
    """只在一条轴上取窗口的最大值，和它来自哪里。一个元素也不比−∞大时，来自`first`。"""
    source, candidates = (
        np.moveaxis(part, dim, 0) for part in (x, np.broadcast_to(where, x.shape))
    )
    if not _few(windows):
        values = _taps(source, windows, lowest(x.dtype))
        origins = (origin for _, origin in _taps(candidates, windows, 0))
        shape = _resized(x, dim, len(windows))
        return _keep_better(zip(values, origins, strict=True), shape, x.dtype, first, dim)
    best = np.full(_resized(x, dim, len(windows)), lowest(x.dtype), x.dtype)
    origin = np.broadcast_to(first, best.shape).copy()
    target, chosen = np.moveaxis(best, dim, 0), np.moveaxis(origin, dim, 0)
    for output, window in enumerate(windows):
        if window:
            seen = source[_slice(window)]
            k = _argmax(seen)[np.newaxis]
            target[output] = np.take_along_axis(seen, k, 0)[0]
            chosen[output] = np.take_along_axis(candidates[_slice(window)], k, 0)[0]
    return best, origin


def _argmax(x: np.ndarray) -> np.ndarray:
    """第0轴上第一个最大值在哪里；有NaN时，最后一个NaN在哪里。"""
    first = x.argmax(axis=0)
    if x.dtype.kind != "f":
        return first
    nan = x != x
    return np.where(nan.any(axis=0), len(x) - 1 - nan[::-1].argmax(axis=0), first)


def _keep_better(
    taps: Iterable[tuple[tuple[slice, np.ndarray], np.ndarray]],
    shape: Index,
    dtype: np.dtype,
    first: np.ndarray,
    dim: int,
) -> tuple[np.ndarray, np.ndarray]:
    """按抽头的次序扫描，更大的（或NaN）留下；`taps`的每一项是`((输出, 值), 值来自哪里)`。"""
    best = np.full(shape, lowest(dtype), dtype)
    origin = np.broadcast_to(first, shape).copy()
    target, chosen = np.moveaxis(best, dim, 0), np.moveaxis(origin, dim, 0)
    for (outputs, values), origins in taps:
        current = target[outputs]
        better = (values > current) | (values != values)  # 只有NaN不等于自己
        np.copyto(current, values, where=better)
        np.copyto(chosen[outputs], origins, where=better)
    return best, origin


@_twin
def max_pool_backward(
    grad_output: np.ndarray, x: np.ndarray, axes: Sequence[Windows]
) -> np.ndarray:
    return _send_back(grad_output, max_pool_with_indices(x, axes)[1], x)


def _send_back(grad_output: np.ndarray, indices: np.ndarray, x: np.ndarray) -> np.ndarray:
    planes = np.arange(prod(x.shape[:2])).reshape(*x.shape[:2], 1)
    where = _planes(indices) + planes * prod(x.shape[2:])  # 在整个x里的扁平索引
    grad_input = np.zeros(x.size, x.dtype)
    np.add.at(grad_input, where.ravel(), grad_output.ravel())
    return grad_input.reshape(x.shape)


@_twin
def fractional_max_pool(
    x: np.ndarray, kernel_size: Index, output_size: Index, samples: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    best, where, first = x, np.zeros((1,) * x.ndim, np.int64), np.zeros((), np.int64)
    step = 1
    for dim in range(x.ndim - 1, 1, -1):
        length, kernel, size = x.shape[dim], kernel_size[dim - 2], output_size[dim - 2]
        start = fractional_starts(samples[..., dim - 2], length, kernel, size)  # (N, C, 输出)
        start = start.reshape(*x.shape[:2], *(1,) * (dim - 2), size, *(1,) * (x.ndim - 1 - dim))
        where = where + step * np.arange(length).reshape(-1, *(1,) * (x.ndim - 1 - dim))
        first = first + step * start
        where = np.broadcast_to(where, best.shape)
        values = ((slice(None), _picked(best, start + tap, dim)) for tap in range(kernel))
        origins = (_picked(where, start + tap, dim) for tap in range(kernel))
        taps = zip(values, origins, strict=True)
        best, where = _keep_better(taps, _resized(best, dim, size), x.dtype, first, dim)
        step *= length
    return best, where


def _picked(x: np.ndarray, positions: np.ndarray, dim: int) -> np.ndarray:
    """沿一条轴，每个平面各取各的位置；那条轴挪到最前面。"""
    return np.moveaxis(np.take_along_axis(x, positions, dim), dim, 0)


def fractional_starts(samples: np.ndarray, length: int, kernel_size: int, size: int) -> np.ndarray:
    """每个平面的每个窗口从哪里开始，即`[window.start for window in Fractional(…)]`。"""
    start = np.full((*samples.shape, size), length - kernel_size)
    if size > 1:
        number, u = samples.dtype.type, samples[..., np.newaxis]
        gap = number(length - kernel_size) / number(size - 1)
        i = np.arange(size - 1).astype(samples.dtype)
        start[..., :-1] = ((i + u) * gap).astype(np.int64) - (u * gap).astype(np.int64)
    return start


@_twin
def fractional_max_pool_backward(
    grad_output: np.ndarray,
    x: np.ndarray,
    kernel_size: Index,
    output_size: Index,
    samples: np.ndarray,
) -> np.ndarray:
    _, indices = fractional_max_pool(x, kernel_size, output_size, samples)
    return _send_back(grad_output, indices, x)


@_twin
def max_unpool(x: np.ndarray, indices: np.ndarray, output_size: Index) -> np.ndarray:
    y = np.zeros((*x.shape[:2], prod(output_size)), x.dtype)
    indices = np.ascontiguousarray(indices)  # 轴是倒着存的时，NumPy会倒着赋值，留下的就不是最后一次
    np.put_along_axis(y, _planes(indices), _planes(x), axis=2)
    return y.reshape(*x.shape[:2], *output_size)


def _planes(x: np.ndarray) -> np.ndarray:
    """每个平面拉成一行：`(N, C, *空间)`变成`(N, C, 元素数)`。"""
    return x.reshape(*x.shape[:2], prod(x.shape[2:]))


@_twin
def max_unpool_backward(
    grad_output: np.ndarray, x: np.ndarray, indices: np.ndarray, output_size: Index
) -> np.ndarray:
    return np.take_along_axis(_planes(grad_output), _planes(indices), axis=2).reshape(x.shape)


def _divisor(
    axes: Sequence[Windows], count_include_pad: bool, divisor_override: int | None
) -> np.ndarray:
    """每个窗口的个数，形状`(*输出)`：各条轴上的个数相乘。"""
    if divisor_override is not None:
        return np.array(divisor_override)
    divisor = np.ones((), np.int64)
    for axis in axes:
        divisor = np.multiply.outer(divisor, _counts(axis, count_include_pad))
    return divisor


def _counts(windows: Windows, count_include_pad: bool) -> np.ndarray:
    """一条轴上每个窗口的个数，即`[len(w) for w in windows]`，或`padded`的长度。"""
    if not isinstance(windows, Regular):
        start, stop = _bounds(windows)
        return stop - start
    start = np.arange(len(windows)) * windows.stride - windows.padding
    right = windows.length + (windows.padding if count_include_pad else 0)
    first = start if count_include_pad else _first_positions(windows)
    return -(-(np.minimum(start + windows.span, right) - first) // windows.dilation)


@_twin
def avg_pool(
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
) -> np.ndarray:
    total = reduce(x.astype(sum_type(x.dtype), copy=False), axes, np.add, 0)
    total += 0  # 几个−0.0相加，约定从0.0加起，结果是0.0
    divisor = _divisor(axes, count_include_pad, divisor_override)
    return divide(total, divisor).astype(x.dtype, copy=False)


@_twin
def avg_pool_backward(
    grad_output: np.ndarray,
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
) -> np.ndarray:
    share = grad_output.astype(sum_type(x.dtype), copy=False)
    share = divide(share, _divisor(axes, count_include_pad, divisor_override))
    for dim, windows in enumerate(axes, start=2):
        share = _spread_along(share, dim, windows)
    return share.astype(x.dtype, copy=False)


def _spread_along(share: np.ndarray, dim: int, windows: Windows) -> np.ndarray:
    """求和的反方向：在一条轴上，把每个输出的那一份加到它看过的每个输入上。"""
    if not isinstance(windows, Regular):  # 反过来看，输入的每个位置被哪些输出看到，也是自适应窗口
        return _reduce_along(share, dim, Adaptive(len(windows), windows.length), np.add, 0) + 0
    spread = np.zeros(_resized(share, dim, windows.length), share.dtype)
    source, target = np.moveaxis(share, dim, 0), np.moveaxis(spread, dim, 0)
    if _few(windows):
        for output, window in enumerate(windows):
            target[_slice(window)] += source[output]
    else:
        for outputs, inputs in windows.taps():
            target[inputs] += source[outputs]
    return spread


@_twin
def lp_pool(x: np.ndarray, axes: Sequence[Regular], norm_type: float) -> np.ndarray:
    if isinf(norm_type):
        size = np.abs(x)
        return max_pool(size, axes) if norm_type > 0 else -max_pool(-size, axes)
    size = prod(axis.kernel_size for axis in axes)
    return root(avg_pool(power(x, norm_type), axes), size, norm_type)


@_twin
def lp_pool_backward(
    grad_output: np.ndarray, x: np.ndarray, axes: Sequence[Regular], norm_type: float
) -> np.ndarray:
    if isinf(norm_type):
        size = np.abs(x) if norm_type > 0 else -np.abs(x)
        return max_pool_backward(grad_output, size, axes) * sign(x)
    size, p = prod(axis.kernel_size for axis in axes), norm_type
    mean = avg_pool(power(x, p), axes)
    slope = grad_output * (1 / p * power(mean * size, 1 / p - 1)) * size
    slope = np.where(mean == 0, 0, slope * abs(sign(mean)))
    return avg_pool_backward(slope, x, axes) * (p * power(x, p - 1))
