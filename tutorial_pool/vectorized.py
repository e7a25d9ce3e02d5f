"""向量化实现：和`loops`同名、同参数、同结果，但不对元素写Python循环。

两个想法就够了：

- 可分离：先在每一列里归约，再在每一行里归约，和一次看整个窗口，结果一样。
- 按抽头走，不按窗口走：一个抽头对所有窗口同时生效，就是一次切片、一次`np.maximum`（或`np.add`）。

要快，再加两个：大窗口由两个小窗口拼成（`sliding`）；切成放得进缓存的小块来做（`blocks`）。

这里的参数都已由`functional`检查过。`x`的形状是`(N, C, *空间)`，`axes`是每条空间轴的窗口。
反向传播的函数多一个`grad_output`（上游梯度，形状同输出），返回损失对`x`的梯度，形状同`x`。
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from math import isinf, prod
from typing import Any, TypeVar

import numpy as np

from tutorial_pool import loops
from tutorial_pool.blocks import SCRATCH_BYTES, Block, Part, blocks, run, scratch
from tutorial_pool.geometry import Adaptive, Regular, Windows
from tutorial_pool.loops import Index, divide, lowest, power, root, sign, sum_type
from tutorial_pool.sliding import (
    as_slice,
    bounds,
    each_tap,
    few,
    longest,
    passes,
    reduce_along,
    reduce_block,
    resized,
)

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

    def work(source: np.ndarray, first: int, parts: Sequence[Part], target: np.ndarray) -> None:
        reduce_block(source, first, parts, ufunc, initial, target)

    return _by_blocks(work, x, axes, x.dtype)[0]


def _by_blocks(
    work: Callable[..., None], x: np.ndarray, axes: Sequence[Windows], *dtypes: np.dtype
) -> list[np.ndarray]:
    """把`x`切成块，每块做一次`work(输入, 第一条空间轴, 各轴的一段, *输出)`。

    输出有几个、各是什么类型，看`dtypes`。通道排在最后的内存（channels_last）照原样处理，输出也一样排。
    float16在NumPy里慢得多，块里换成float32来算：每个数都不变，和也更准。
    """
    first, moved, axes = 2, x, tuple(map(_plain, axes))
    if not x.flags.c_contiguous and np.moveaxis(x, 1, -1).flags.c_contiguous:
        first, moved = 1, np.moveaxis(x, 1, -1)  # (N, *空间, C)
    shape = (*moved.shape[:first], *map(len, axes), *moved.shape[first + len(axes) :])
    results = [np.empty(shape, dtype) for dtype in dtypes]
    wide = sum_type(x.dtype)

    def work_on(block: Block) -> None:
        source = moved[block.inputs]
        if not source.flags.c_contiguous or source.dtype != wide:
            packed = scratch("输入", source.shape, wide)
            packed[...] = source
            source = packed
        targets = [result[block.outputs] for result in results]
        if x.dtype == wide:
            work(source, first, block.parts, *targets)
            return
        value = np.empty(targets[0].shape, wide)
        work(source, first, block.parts, value, *targets[1:])
        targets[0][...] = value

    # 草稿有三份：拼窗口时轮流用两份，一条轴的结果一份；检查零时还要四分之一份
    limit = SCRATCH_BYTES * 4 // 13 // wide.itemsize
    if results[0].size:
        helped = x.nbytes if wide != x.dtype or passes(axes) > 3 else 0
        run(work_on, blocks(moved.shape, first, axes, limit), helped)
    return [np.moveaxis(r, -1, 1) if first == 1 else r for r in results]


def _plain(windows: Windows) -> Windows:
    """除得尽的自适应窗口，就是规则窗口。"""
    if isinstance(windows, Adaptive) and 0 < windows.size <= windows.length:
        apart, left = divmod(windows.length, windows.size)
        return windows if left else Regular(windows.length, apart)
    return windows


@_twin
def max_pool(x: np.ndarray, axes: Sequence[Windows]) -> np.ndarray:
    return _by_blocks(_max_block, x, axes, x.dtype)[0]


def _max_block(source: np.ndarray, first: int, parts: Sequence[Part], target: np.ndarray) -> None:
    reduce_block(source, first, parts, np.maximum, lowest(source.dtype), target)
    if _zeros_differ(source, target):
        _index_block(source, first, parts, target, np.empty(target.shape, np.int64))


def _zeros_differ(source: np.ndarray, target: np.ndarray) -> bool:
    """0.0和−0.0相等，`np.maximum`取哪个没有保证；约定是取第一个，所以两种零都可能有时，要另算。"""
    if source.dtype.kind != "f" or not (target == 0).any():
        return False
    signed = source.view(f"i{source.itemsize}")
    return signed.min() == np.iinfo(signed.dtype).min  # −0.0只有符号位是1，当作整数最小


@_twin
def max_pool_with_indices(x: np.ndarray, axes: Sequence[Windows]) -> tuple[np.ndarray, np.ndarray]:
    values, indices = _by_blocks(_index_block, x, axes, x.dtype, np.dtype(np.int64))
    return values, indices


def _index_block(
    source: np.ndarray,
    first: int,
    parts: Sequence[Part],
    target: np.ndarray,
    indices: np.ndarray,
) -> None:
    """最大值，和它们在平面里的扁平索引。

    先一条轴一条轴地求最大值，再看每个最大值等于第几个抽头看到的数；几个都等于时取第一个。
    """
    best = [source]  # 每做完一条轴，各有一份结果
    for dim, part in enumerate(parts, start=first):
        best.append(np.empty(resized(best[-1], dim, len(part.outputs)), source.dtype))
        reduce_along(best[-2], dim, part, np.maximum, lowest(source.dtype), best[-1])
    order = _winners(best, first, parts)
    if source.dtype.kind == "f" and (nan := best[-1] != best[-1]).any():
        np.copyto(order, _winners(best, first, parts, nan=True), where=nan)
    indices[...] = _positions(order, first, parts, [part.windows.length for part in parts])
    target[...] = best[-1]
    if _zeros_differ(source, target):
        inside = _positions(order, first, parts, source.shape[first:], cut=True)
        lead, tail = prod(source.shape[:first]), prod(source.shape[first + len(parts) :])
        planes, inside = (array.reshape(lead, -1, tail) for array in (source, inside))
        target[...] = np.take_along_axis(planes, inside, axis=1).reshape(target.shape)


def _winners(
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
                number = _upright(np.arange(len(window), dtype=dtype), seen.ndim)
                earlier = None if before is None else before[as_slice(window)]
                found = numbered(earlier, number, seen[as_slice(window)], top[i])
                keep.reduce(found, axis=0, initial=none, out=chosen[i])
        else:
            orders: Any = repeat((None, None)) if before is None else each_tap(before, part, last)
            taps = zip(each_tap(seen, part, 0), orders, _numbers(part), strict=False)
            for (outputs, values), (_, earlier), number in taps:
                number = _upright(number.astype(dtype), seen.ndim)
                found = numbered(earlier, number, values, top[outputs])
                keep(chosen[outputs], found, out=chosen[outputs])
        order = np.moveaxis(chosen, 0, dim)
    for dim, part in enumerate(parts, start=first):  # 一个元素也看不到的窗口，编号是0
        for i in part.edges if isinstance(part.windows, Regular) else ():
            if not part.window(i):
                order[(slice(None),) * dim + (i,)] = 0
    return order


def _upright(x: np.ndarray, ndim: int) -> np.ndarray:
    """一列数竖着放在第0轴上，好和`ndim`维的数组一起算。"""
    return x.reshape(-1, *(1,) * (ndim - 1))


def _numbers(part: Part) -> Iterator[np.ndarray]:
    """`each_tap`的每一项，在它那些输出的窗口里，各是第几个元素。"""
    if not isinstance(part.windows, Regular):
        for tap in range(longest(part)):
            yield np.full(len(part.windows), tap)
        return
    first = _first_positions(part) - part.inputs.start
    for outputs, inputs in part.taps():
        yield (
            np.arange(inputs.start, inputs.stop, inputs.step) - first[outputs]
        ) // part.windows.dilation


def _first_positions(part: Part) -> np.ndarray:
    """每个窗口的第一个元素在哪里，即`[windows[i].start for i in part.outputs]`。"""
    windows = part.windows
    if not isinstance(windows, Regular):
        return bounds(windows)[0]
    start = np.arange(part.outputs.start, part.outputs.stop) * windows.stride - windows.padding
    return np.where(start < 0, start % windows.dilation, start)


def _positions(
    order: np.ndarray, first: int, parts: Sequence[Part], lengths: Sequence[int], cut: bool = False
) -> np.ndarray:
    """窗口里的第几个元素，变成扁平索引：在形状`lengths`的平面里；`cut=True`时，从块的起点数起。"""
    flat: Any = 0
    step = 1
    for dim in reversed(range(len(parts))):
        part, count = parts[dim], order.dtype.type(longest(parts[dim]))
        start = _first_positions(part) - (part.inputs.start if cut else 0)
        apart = part.windows.dilation if isinstance(part.windows, Regular) else 1
        start = start.reshape(-1, *(1,) * (order.ndim - first - dim - 1))
        order, whole = order // count, order
        number = (whole - order * count).astype(np.int64)
        number *= apart * step
        number += step * start
        flat = flat + number
        step *= lengths[dim]
    return flat


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
    size, grad_input = prod(x.shape[2:]), np.zeros(x.shape, x.dtype)
    planes, shares, where = (
        a.reshape(prod(x.shape[:2]), prod(a.shape[2:])) for a in (grad_input, grad_output, indices)
    )
    for chosen in _groups(len(planes), size):
        block = planes[chosen]
        flat = where[chosen] + size * np.arange(len(block))[:, np.newaxis]
        np.add.at(block.reshape(-1), flat.ravel(), shares[chosen].ravel())
    return grad_input


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
        best, where = _keep_better(taps, resized(best, dim, size), x.dtype, first, dim)
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
    parts: Sequence[Part], count_include_pad: bool, divisor_override: int | None
) -> np.ndarray:
    """每个窗口的个数，形状`(*输出)`：各条轴上的个数相乘。"""
    if divisor_override is not None:
        return np.array(divisor_override)
    divisor = np.ones((), np.int64)
    for part in parts:
        divisor = np.multiply.outer(divisor, _counts(part, count_include_pad))
    return divisor


def _counts(part: Part, count_include_pad: bool) -> np.ndarray:
    """一条轴上每个窗口的个数，即`[len(w) for w in windows]`，或`padded`的长度。"""
    windows = part.windows
    if not isinstance(windows, Regular):
        start, stop = bounds(windows)
        return stop - start
    start = np.arange(part.outputs.start, part.outputs.stop) * windows.stride - windows.padding
    right = windows.length + (windows.padding if count_include_pad else 0)
    first = start if count_include_pad else _first_positions(part)
    return -(-(np.minimum(start + windows.span, right) - first) // windows.dilation)


@_twin
def avg_pool(
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
) -> np.ndarray:
    def work(source: np.ndarray, first: int, parts: Sequence[Part], target: np.ndarray) -> None:
        reduce_block(source, first, parts, np.add, 0, target)
        target += 0  # 几个−0.0相加，约定从0.0加起，结果是0.0
        divisor = _divisor(parts, count_include_pad, divisor_override)
        if first == 1 and divisor.ndim:  # 通道在最后
            divisor = divisor[..., np.newaxis]
        divide(target, divisor, out=target)

    return _by_blocks(work, x, axes, x.dtype)[0]


@_twin
def avg_pool_backward(
    grad_output: np.ndarray,
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
) -> np.ndarray:
    parts = [Part(windows, range(len(windows))) for windows in map(_plain, axes)]
    divisor = _divisor(parts, count_include_pad, divisor_override)
    wide, planes = sum_type(x.dtype), prod(x.shape[:2])
    grad_input = np.empty((planes, *x.shape[2:]), x.dtype)
    shares = grad_output.reshape(planes, *grad_output.shape[2:])

    def work(chosen: slice) -> None:
        share = divide(shares[chosen].astype(wide, copy=False), divisor)
        for dim, part in reversed([*enumerate(parts, start=1)]):  # 先展开短的：后面的内层循环就长
            share = _spread_along(share, dim, part)
        grad_input[chosen] = share

    run(work, _groups(planes, prod(x.shape[2:])), x.nbytes)
    return grad_input.reshape(x.shape)


def _groups(planes: int, size: int) -> list[slice]:
    """平面一组一组地做，每组约十万个元素；`size`是一个平面的。"""
    at_once = max(1, 2**17 // max(1, size))
    return [slice(i, i + at_once) for i in range(0, planes, at_once)]


def _spread_along(share: np.ndarray, dim: int, part: Part) -> np.ndarray:
    """求和的反方向：在一条轴上，把每个输出的那一份加到它看过的每个输入上。"""
    windows = part.windows
    spread = np.zeros(resized(share, dim, windows.length), share.dtype)
    if not isinstance(windows, Regular):  # 反过来看，输入的每个位置被哪些输出看到，也是自适应窗口
        seen_by = Adaptive(len(windows), windows.length)
        reduce_along(share, dim, Part(seen_by, range(len(seen_by))), np.add, 0, spread)
        return spread + 0
    source, target = np.moveaxis(share, dim, 0), np.moveaxis(spread, dim, 0)
    if few(part):
        for output, window in enumerate(windows):
            target[as_slice(window)] += source[output]
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
