"""向量化实现：和`loops`同名、同参数、同结果，但不对元素写Python循环。

两个想法就够了：

- 可分离：先在每一列里归约，再在每一行里归约，和一次看整个窗口，结果一样。
- 按抽头走，不按窗口走：一个抽头对所有窗口同时生效，就是一次切片、一次`np.maximum`（或`np.add`）。

要快，再加两个：大窗口由两个小窗口拼成（`sliding`）；切成放得进缓存的小块来做（`blocks`、`scratch`），
几个线程分着做（`threads`）。怎样切、拼不拼、用几个线程，都由一个`Plan`说了算，每个函数都可以另给一个。
索引另有一招（`winners`）；很小的输入另有一招（`small`）。

这里的参数都已由`functional`检查过。`x`的形状是`(N, C, *空间)`，`axes`是每条空间轴的窗口。
反向传播的函数多一个`grad_output`（上游梯度，形状同输出），返回损失对`x`的梯度，形状同`x`。
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import isinf, prod
from typing import Any, TypeVar

import numpy as np

from tutorial_pool import loops
from tutorial_pool.arithmetic import divide, lowest, power, root, sign, sum_type
from tutorial_pool.geometry import Adaptive, Regular, Windows, fractional_starts
from tutorial_pool.loops import Index
from tutorial_pool.vectorized import scratch, small
from tutorial_pool.vectorized.blocks import Block, Part, Work, channels_last, plain
from tutorial_pool.vectorized.plan import Plan, passes
from tutorial_pool.vectorized.sliding import (
    as_slice,
    few,
    reduce_along,
    reduce_block,
    resized,
)
from tutorial_pool.vectorized.threads import do_all
from tutorial_pool.vectorized.winners import counts, positions, winners

Parts = Sequence[Part]
PLAN = Plan()

F = TypeVar("F", bound=Callable[..., Any])


def _twin(function: F) -> F:
    """文档只写一次：同名的循环版怎么写，它就怎么写，例子也在这里再跑一遍。

    比循环版多一个参数：`plan`是怎样做，不影响结果。
    """
    function.__doc__ = getattr(loops, function.__name__).__doc__
    return function


def reduce_ufunc(
    x: np.ndarray,
    axes: Sequence[Windows],
    ufunc: np.ufunc,
    initial: float | int,
    *,
    plan: Plan = PLAN,
) -> np.ndarray:
    """几何×归约：一条轴一条轴地，用`ufunc`把窗口里的数并成一个。

    `loops.reduce`要的是随便一个函数，一次看整个窗口；这里的`ufunc`只看两个数，所以能分两步、能拼窗口。
    相加的次序和`loops`不同，所以浮点数的和，末位可能不同；接近类型的上限时，中途会不会溢出也可能不同。

    Args:
        x: 形状`(N, C, *空间)`。
        axes: 每条空间轴的窗口。
        ufunc: 二元的通用函数，要满足交换律和结合律，如`np.maximum`、`np.add`、`np.logaddexp`。
        initial: 它的单位元，和谁运算都得谁。

    Examples:
        >>> x = np.array([[[4.0, 1.0, 3.0, 2.0]]])
        >>> reduce_ufunc(x, [Regular(4, 2)], np.minimum, np.inf)
        array([[[1., 2.]]])
    """

    def work(source: np.ndarray, first: int, parts: Parts, *targets: np.ndarray) -> None:
        reduce_block(source, first, parts, ufunc, initial, targets[0], plan.merges)

    return _by_blocks(work, x, axes, [x.dtype], plan)[0]


def _by_blocks(
    work: Work, x: np.ndarray, axes: Sequence[Windows], dtypes: Sequence[np.dtype], plan: Plan
) -> list[np.ndarray]:
    """把`x`切成块，每块做一次`work`，拼成整个的结果。

    输出有几个、各是什么类型，看`dtypes`。通道排在最后的内存（channels_last）照原样处理，输出也一样排。
    NumPy的`maximum`和`add`算float16慢得多，块里换成float32来算：每个数都不变，和也更准。
    """
    first, moved, axes = 2, x, tuple(map(plain, axes))
    if channels_last(x):
        first, moved = 1, np.moveaxis(x, 1, -1)  # (N, *空间, C)
    shape = (*moved.shape[:first], *map(len, axes), *moved.shape[first + len(axes) :])
    results = [np.empty(shape, dtype) for dtype in dtypes]
    wide = sum_type(x.dtype)

    def work_on(block: Block) -> None:
        source = moved[block.inputs]
        if not source.flags.c_contiguous or source.dtype != wide:
            packed = scratch.array("输入", source.shape, wide)
            packed[...] = source
            source = packed
        targets = [result[block.outputs] for result in results]
        if x.dtype == wide:
            work(source, first, block.parts, *targets)
            return
        value = np.empty(targets[0].shape, wide)
        work(source, first, block.parts, value, *targets[1:])
        targets[0][...] = value

    if results[0].size:
        helped = wide != x.dtype or passes(axes) > plan.thread_passes
        threads = plan.threads(x.nbytes) if helped else 1
        do_all(work_on, plan.cut(moved.shape, first, axes, wide.itemsize), threads)
    return [np.moveaxis(r, -1, 1) if first == 1 else r for r in results]


@_twin
def max_pool(x: np.ndarray, axes: Sequence[Windows], *, plan: Plan = PLAN) -> np.ndarray:
    if found := small.maximum(x, tuple(axes), plan.small):
        return found[0]

    def work(source: np.ndarray, first: int, parts: Parts, *targets: np.ndarray) -> None:
        (target,) = targets
        reduce_block(source, first, parts, np.maximum, lowest(source.dtype), target, plan.merges)
        _sign_zeros(source, first, parts, target, plan)

    return _by_blocks(work, x, axes, [x.dtype], plan)[0]


def _sign_zeros(
    source: np.ndarray, first: int, parts: Parts, target: np.ndarray, plan: Plan
) -> None:
    """0.0和−0.0相等，`np.maximum`取哪个没有保证；约定是取第一个，所以是零的结果，符号另算。

    一个窗口里多半只有一种零，看看有哪几种就知道。两种都有的，给每个零编一个号：越靠前的越大，末位是1的是0.0，
    是0的是−0.0；一个窗口里最大的号，就是它的第一个零。
    """
    if source.dtype.kind != "f" or not (zero := target == 0).any():
        return
    signed = source.view(f"i{source.itemsize}")
    if signed.min() > np.iinfo(signed.dtype).min:  # −0.0只有符号位是1，当作整数最小
        return
    kinds = np.left_shift(source == 0, signed >= 0, dtype=np.uint8)  # 1是−0.0，2是0.0
    seen: np.ndarray = np.empty(target.shape, np.uint8)
    reduce_block(kinds, first, parts, np.bitwise_or, 0, seen, plan.merges)
    if ((seen == 3) & zero).any():
        lengths = source.shape[first : first + len(parts)]
        tail = (1,) * (source.ndim - first - len(parts))
        dtype = np.min_scalar_type(2 * prod(lengths) + 1)
        number = 2 * np.arange(prod(lengths), 0, -1, dtype=dtype).reshape(*lengths, *tail)
        numbers = np.where(kinds, number + (kinds > 1), dtype.type(0))
        chosen = np.empty(target.shape, dtype)
        reduce_block(numbers, first, parts, np.maximum, 0, chosen, plan.merges)
        seen = 1 + (chosen & 1)
    np.copyto(target, np.where(seen > 1, target.dtype.type(0.0), -0.0), where=zero)


@_twin
def max_pool_with_indices(
    x: np.ndarray, axes: Sequence[Windows], *, plan: Plan = PLAN
) -> tuple[np.ndarray, np.ndarray]:
    if found := small.maximum(x, tuple(axes), plan.small):
        return found

    def work(source: np.ndarray, first: int, parts: Parts, *targets: np.ndarray) -> None:
        values, indices = targets
        _index_block(source, first, parts, values, indices, plan)

    values, indices = _by_blocks(work, x, axes, [x.dtype, np.dtype(np.int64)], plan)
    return values, indices


def _index_block(
    source: np.ndarray,
    first: int,
    parts: Parts,
    target: np.ndarray,
    indices: np.ndarray,
    plan: Plan,
) -> None:
    """最大值，和它们在平面里的扁平索引。

    先一条轴一条轴地求最大值，再看每个最大值等于第几个抽头看到的数；几个都等于时取第一个。
    """
    best = [source]  # 每做完一条轴，各有一份结果
    for dim, part in enumerate(parts, start=first):
        best.append(np.empty(resized(best[-1], dim, len(part.outputs)), source.dtype))
        reduce_along(best[-2], dim, part, np.maximum, lowest(source.dtype), best[-1], plan.merges)
    order = winners(best, first, parts)
    if source.dtype.kind == "f" and (nan := best[-1] != best[-1]).any():
        np.copyto(order, winners(best, first, parts, nan=True), where=nan)
    indices[...] = positions(order, first, parts, [part.windows.length for part in parts])
    target[...] = best[-1]
    _sign_zeros(source, first, parts, target, plan)


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
    grad_output: np.ndarray, x: np.ndarray, axes: Sequence[Windows], *, plan: Plan = PLAN
) -> np.ndarray:
    return _send_back(grad_output, max_pool_with_indices(x, axes, plan=plan)[1], x, plan)


def _send_back(
    grad_output: np.ndarray, indices: np.ndarray, x: np.ndarray, plan: Plan
) -> np.ndarray:
    size, grad_input = prod(x.shape[2:]), np.zeros(x.shape, x.dtype)
    planes, shares, where = (
        a.reshape(prod(x.shape[:2]), prod(a.shape[2:])) for a in (grad_input, grad_output, indices)
    )
    for chosen in plan.groups(len(planes), size):
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


@_twin
def fractional_max_pool_backward(
    grad_output: np.ndarray,
    x: np.ndarray,
    kernel_size: Index,
    output_size: Index,
    samples: np.ndarray,
    *,
    plan: Plan = PLAN,
) -> np.ndarray:
    _, indices = fractional_max_pool(x, kernel_size, output_size, samples)
    return _send_back(grad_output, indices, x, plan)


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


def _divisor(parts: Parts, count_include_pad: bool, divisor_override: int | None) -> np.ndarray:
    """每个窗口的个数，形状`(*输出)`：各条轴上的个数相乘。"""
    if divisor_override is not None:
        return np.array(divisor_override)
    divisor = np.ones((), np.int64)
    for part in parts:
        divisor = np.multiply.outer(divisor, counts(part, count_include_pad))
    return divisor


@lru_cache(maxsize=128)
def _small_divisor(
    axes: tuple[Windows, ...], count_include_pad: bool, divisor_override: int | None
) -> np.ndarray:
    return _divisor([Part(a, range(len(a))) for a in axes], count_include_pad, divisor_override)


@_twin
def avg_pool(
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
    *,
    plan: Plan = PLAN,
) -> np.ndarray:
    same = x.dtype == sum_type(x.dtype)
    if same and (found := small.total(x, tuple(axes), plan.small)) is not None:
        divisor = _small_divisor(tuple(axes), count_include_pad, divisor_override)
        return divide(found, divisor, out=found)

    def work(source: np.ndarray, first: int, parts: Parts, *targets: np.ndarray) -> None:
        (target,) = targets
        reduce_block(source, first, parts, np.add, 0, target, plan.merges)
        target += 0  # 几个−0.0相加，约定从0.0加起，结果是0.0
        divisor = _divisor(parts, count_include_pad, divisor_override)
        if first == 1 and divisor.ndim:  # 通道在最后
            divisor = divisor[..., np.newaxis]
        divide(target, divisor, out=target)

    return _by_blocks(work, x, axes, [x.dtype], plan)[0]


@_twin
def avg_pool_backward(
    grad_output: np.ndarray,
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
    *,
    plan: Plan = PLAN,
) -> np.ndarray:
    parts = [Part(windows, range(len(windows))) for windows in map(plain, axes)]
    divisor = _divisor(parts, count_include_pad, divisor_override)
    wide, planes = sum_type(x.dtype), prod(x.shape[:2])
    grad_input = np.empty((planes, *x.shape[2:]), x.dtype)
    shares = grad_output.reshape(planes, *grad_output.shape[2:])

    def work(chosen: slice) -> None:
        share = divide(shares[chosen].astype(wide, copy=False), divisor)
        for dim, part in reversed([*enumerate(parts, start=1)]):  # 先展开短的：后面的内层循环就长
            share = _spread_along(share, dim, part, plan)
        grad_input[chosen] = share

    do_all(work, plan.groups(planes, prod(x.shape[2:])), plan.threads(x.nbytes))
    return grad_input.reshape(x.shape)


def _spread_along(share: np.ndarray, dim: int, part: Part, plan: Plan) -> np.ndarray:
    """求和的反方向：在一条轴上，把每个输出的那一份加到它看过的每个输入上。"""
    windows = part.windows
    spread = np.zeros(resized(share, dim, windows.length), share.dtype)
    if not isinstance(windows, Regular):  # 反过来看，输入的每个位置被哪些输出看到，也是自适应窗口
        seen_by = Adaptive(len(windows), windows.length)
        whole = Part(seen_by, range(len(seen_by)))
        reduce_along(share, dim, whole, np.add, 0, spread, plan.merges)
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
def lp_pool(
    x: np.ndarray, axes: Sequence[Regular], norm_type: float, *, plan: Plan = PLAN
) -> np.ndarray:
    if isinf(norm_type):
        absolute = np.abs(x)
        if norm_type > 0:
            return max_pool(absolute, axes, plan=plan)
        return -max_pool(-absolute, axes, plan=plan)
    size = prod(axis.kernel_size for axis in axes)
    return root(avg_pool(power(x, norm_type), axes, plan=plan), size, norm_type)


@_twin
def lp_pool_backward(
    grad_output: np.ndarray,
    x: np.ndarray,
    axes: Sequence[Regular],
    norm_type: float,
    *,
    plan: Plan = PLAN,
) -> np.ndarray:
    if isinf(norm_type):
        signed = np.abs(x) if norm_type > 0 else -np.abs(x)
        return max_pool_backward(grad_output, signed, axes, plan=plan) * sign(x)
    size, p = prod(axis.kernel_size for axis in axes), norm_type
    mean = avg_pool(power(x, p), axes, plan=plan)
    slope = grad_output * (1 / p * power(mean * size, 1 / p - 1)) * size
    slope = np.where(mean == 0, 0, slope * abs(sign(mean)))
    return avg_pool_backward(slope, x, axes, plan=plan) * (p * power(x, p - 1))
