"""编译实现：循环又回来了，这回由Numba编译成机器码。和`loops`同名、同参数、同结果。

NumPy算完一步，要把结果整个写回内存，下一步再读。编译的循环不必：读进来的数，该做的都做完，才写出去。

- `lines`：几条线并成一条，最里面的循环。
- `planes`：一行输出一行输出地做，先沿列、再沿行，规则的窗口都这样；尺寸和抽头由`setting`算好。
- `anywhere`：照着表一个窗口一个窗口地走，别的窗口这样做。
- `moves`：照着位置搬数；`spreading`：求和的反方向。反向传播用。

要装Numba：`python -m pip install "tutorial-pool[compiled]"`。一种元素类型第一次用时，
要等它编译几秒；编译好的存在磁盘上，下一个进程就不用等。

这里的参数都已由`functional`检查过。`x`的形状是`(N, C, *空间)`，`axes`是每条空间轴的窗口。
反向传播的函数多一个`grad_output`（上游梯度，形状同输出），返回损失对`x`的梯度，形状同`x`。
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import isinf, prod
from typing import Any, NamedTuple, TypeVar

import numpy as np

from tutorial_pool import loops
from tutorial_pool.arithmetic import lowest, power, root, sign, sum_type
from tutorial_pool.compiled.anywhere import pool_anywhere
from tutorial_pool.compiled.half import to_float16, to_float32
from tutorial_pool.compiled.lines import Maximum, Total, Winner
from tutorial_pool.compiled.moves import add_at, put_at, take_at
from tutorial_pool.compiled.planes import LANES, pool
from tutorial_pool.compiled.setting import in_lines, setting, sizes_of, three
from tutorial_pool.compiled.spreading import spread, spread_anywhere, spreading
from tutorial_pool.geometry import Regular, Windows, fractional_starts
from tutorial_pool.loops import Index
from tutorial_pool.vectorized.blocks import Part, channels_last, plain
from tutorial_pool.vectorized.threads import do_all, get_num_threads
from tutorial_pool.vectorized.winners import counts, first_positions

BAND = 2**14  # 分组时，一条带约这么多个元素：放得进二级缓存
SEGMENT = 2**13  # 一段约这么多个元素：放得进一级缓存
CHUNK = 2**17  # 要先抄一份、换类型的，一批平面约这么多个元素
THREAD_BYTES = 2**20  # 每个线程至少有这么多字节的输入可做，才值得叫醒它

F = TypeVar("F", bound=Callable[..., Any])


def _twin(function: F) -> F:
    """文档只写一次：同名的循环版怎么写，它就怎么写，例子也在这里再跑一遍。"""
    function.__doc__ = getattr(loops, function.__name__).__doc__
    return function


class Job(NamedTuple):
    """一次池化里和数据无关的部分，形状一样的下次接着用。

    Attributes:
        work: `work(source, begin, end, *targets)`做第`begin`到`end`行输出，数组都拉成了一条线。
        output: 每条空间轴的输出长度。
        dtypes: 输出有几个，各是什么类型；索引是第二个。
        exact: 结果总是输入里的一个数。
    """

    work: Callable[..., None]
    output: Index
    dtypes: tuple[np.dtype, ...]
    exact: bool


@lru_cache(maxsize=256)
def _job(
    axes: tuple[Windows, ...],
    channels: int,
    dtype: np.dtype,
    reduction: type,
    counting: tuple[Any, ...],
    band: int,
    segment: int,
) -> Job:
    """规则的窗口一条线一条线地做，别的照着表做。`counting`是`avg_pool`怎样数个数。"""
    windows: Any = tuple(map(plain, axes))
    wide = sum_type(dtype)
    divisors = _divisors(windows, channels, *counting, wide) if reduction is Total else ()
    how = reduction(wide.type(0 if reduction is Total else lowest(dtype)))

    if in_lines(windows, channels, reduction):
        s = setting(windows, channels, reduction, band, segment)
        places = _places(windows, channels)
        integer = np.dtype(f"i{wide.itemsize}") if wide.kind == "f" else wide

        def work(source: np.ndarray, begin: int, end: int, y: np.ndarray, *more: Any) -> None:
            line, packed, groups = (np.empty(n, wide) for n in s[2:])
            rest: tuple[Any, ...] = divisors
            if reduction is Maximum:
                rest = (source.view(integer),)
            elif reduction is Winner:
                where = (np.empty(n, places.dtype) for n in (*s[2:4], s.line_size))
                rest = (places, *where, *more)
            pool(source, y, begin, end, s.sizes, s.taps, line, packed, groups, how, rest)

    else:
        sizes, table = _table(windows, channels)

        def work(source: np.ndarray, begin: int, end: int, y: np.ndarray, *more: Any) -> None:
            line = np.empty(0 if reduction is Winner else windows[-1].length, wide)
            pool_anywhere(source, y, begin, end, sizes, table, line, how, more or divisors)

    dtypes = (dtype, np.dtype(np.int64)) if reduction is Winner else (dtype,)
    return Job(work, tuple(map(len, windows)), dtypes, reduction is not Total)


def _pool(
    x: np.ndarray, axes: Sequence[Windows], reduction: type, *counting: Any
) -> list[np.ndarray]:
    """一次池化：把`x`的平面分成几批，一批一批地做。

    通道排在最后的内存（channels_last）照原样处理，一张图片算一个平面，输出也一样排。float16换成float32来算。
    归约`Winner`的结果有两个：值和索引。
    """
    last = channels_last(x)
    channels = x.shape[1] if last else 1
    job = _job(tuple(axes), channels, x.dtype, reduction, counting, BAND, SEGMENT)
    source, shape, wide = x, (*x.shape[:2], *job.output), sum_type(x.dtype)
    if last:
        source, shape = np.moveaxis(x, 1, -1), (x.shape[0], *job.output, channels)
    results = [np.empty(shape, dtype) for dtype in job.dtypes]
    if results[0].size:
        _by_chunks(job, source, last, wide, results)
    return [np.moveaxis(result, -1, 1) for result in results] if last else results


def _by_chunks(
    job: Job, source: np.ndarray, last: bool, wide: np.dtype, results: list[np.ndarray]
) -> None:
    """分成几批来做。不能原样交给`job`的（不连续、只读、要换类型），一批一批地抄一份。"""
    flags, direct = source.flags, source.dtype == wide
    lines = results[0].size // (job.output[-1] * (results[0].shape[-1] if last else 1))
    if direct and flags.c_contiguous and flags.writeable:
        flat = [a.reshape(-1) for a in (source, *results)]
        _share_out(lambda i, j: job.work(flat[0], i, j, *flat[1:]), lines, source.nbytes)
        return

    lead = 2 if flags.c_contiguous and not last else 1  # 连续的，一批是几个平面；不然是几张图片
    pieces = [a.reshape(prod(a.shape[:lead]), *a.shape[lead:]) for a in (source, *results)]

    def work_on(chosen: slice) -> None:
        here = np.ascontiguousarray(pieces[0][chosen])
        if not here.flags.writeable:  # 只读的数组是另一种类型，不为它再编译一遍
            here = here.copy()
        if not direct:
            here = to_float32(here)
        targets = [piece[chosen] for piece in pieces[1:]]
        values = targets[0] if direct else np.empty(targets[0].shape, wide)
        flat = [target.reshape(-1) for target in (values, *targets[1:])]
        job.work(here.reshape(-1), 0, lines * len(here) // len(pieces[0]), *flat)
        if direct:
            return
        if job.exact:
            to_float16(values, targets[0])
        else:
            targets[0][...] = values

    step = max(1, CHUNK // max(1, prod(pieces[0].shape[1:])))
    chunks = [slice(i, i + step) for i in range(0, len(pieces[0]), step)]
    do_all(work_on, chunks, min(get_num_threads(), source.nbytes // THREAD_BYTES))


@lru_cache(maxsize=64)
def _table(axes: tuple[Windows, ...], channels: int) -> tuple[np.ndarray, np.ndarray]:
    """尺寸，和`anywhere`要的窗口表。"""
    axes = three(axes)
    sizes = sizes_of([axis.length for axis in axes], channels, [len(axis) for axis in axes])
    columns = []
    for axis in axes:
        start, apart = first_positions(_whole(axis)), getattr(axis, "dilation", 1)
        count = np.maximum(counts(_whole(axis), False), 0)
        columns.append(np.stack([start, count, np.full_like(start, apart)]))
    return sizes, np.concatenate(columns, axis=1)[np.newaxis]


def _whole(axis: Windows) -> Part:
    return Part(axis, range(len(axis)))


def _places(axes: tuple[Regular, ...], channels: int) -> np.ndarray:
    """一行输入里，每个数在第几列；末尾多几个，凑成倍数时看。"""
    dtype = np.int32 if prod(axis.length for axis in axes) < 2**30 else np.int64
    columns = np.arange(axes[-1].length + LANES, dtype=dtype)
    return np.repeat(columns, channels)


@_twin
def max_pool(x: np.ndarray, axes: Sequence[Windows]) -> np.ndarray:
    return _pool(x, axes, Maximum)[0]


@_twin
def max_pool_with_indices(x: np.ndarray, axes: Sequence[Windows]) -> tuple[np.ndarray, np.ndarray]:
    values, indices = _pool(x, axes, Winner)
    return values, indices


@_twin
def max_pool_backward(
    grad_output: np.ndarray, x: np.ndarray, axes: Sequence[Windows]
) -> np.ndarray:
    return _send_back(grad_output, max_pool_with_indices(x, axes)[1], x)


def _send_back(grad_output: np.ndarray, indices: np.ndarray, x: np.ndarray) -> np.ndarray:
    wide, last = sum_type(x.dtype), channels_last(x)
    arrays, channels = [x, grad_output, indices], 1
    if last:
        arrays, channels = [np.moveaxis(a, 1, -1) for a in arrays], x.shape[1]
    grad_input = np.zeros(arrays[0].shape, wide)
    _at(add_at, grad_input, arrays[2], np.ascontiguousarray(arrays[1], wide), channels)
    grad_input = grad_input.astype(x.dtype, copy=False)
    return np.moveaxis(grad_input, -1, 1) if last else grad_input


def _at(
    move: Callable[..., None],
    planes: np.ndarray,
    where: np.ndarray,
    values: np.ndarray,
    channels: int = 1,
) -> None:
    """照着位置搬；`planes`和`values`是连续的，一个是从哪里，一个是到哪里。"""
    if not values.size:
        return
    many = planes.shape[0] if channels > 1 else prod(planes.shape[:2])
    size, count = (np.uint64(a.size // (many * channels)) for a in (planes, values))
    flat = [np.ascontiguousarray(a).reshape(-1) for a in (planes, where, values)]

    def work(begin: int, end: int) -> None:
        move(flat[0], size, *flat[1:], count, np.uint64(channels), begin, end)

    _share_out(work, many, planes.nbytes)


def _share_out(work: Callable[[int, int], None], many: int, nbytes: int) -> None:
    """`many`件事，几个线程分着做。"""
    threads = min(get_num_threads(), nbytes // THREAD_BYTES)
    if threads <= 1:
        work(0, many)
        return
    step = -(-many // (4 * threads))
    tasks = [(i, min(i + step, many)) for i in range(0, many, step)]
    do_all(lambda some: work(*some), tasks, threads)


def _bits(x: np.ndarray) -> np.ndarray:
    """只搬不算时，是几个字节就行，不管是什么类型。"""
    return np.ascontiguousarray(x).view(f"u{x.itemsize}")


@_twin
def fractional_max_pool(
    x: np.ndarray, kernel_size: Index, output_size: Index, samples: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    planes, missing = prod(x.shape[:2]), 5 - x.ndim  # 凑成三条空间轴
    starts = [np.zeros((planes, missing), np.int64)]
    for dim, axis in enumerate(zip(x.shape[2:], kernel_size, output_size, strict=True)):
        starts.append(fractional_starts(samples[..., dim], *axis).reshape(planes, axis[2]))
    start = np.concatenate(starts, axis=1)
    size = np.repeat((*(1,) * missing, *kernel_size), (*(1,) * missing, *output_size))
    table = np.stack([start, np.broadcast_to(size, start.shape), np.ones_like(start)], axis=1)
    lengths, outputs = ((*(1,) * missing, *sizes) for sizes in (x.shape[2:], output_size))
    sizes = sizes_of(lengths, 1, outputs)

    wide = sum_type(x.dtype)
    values = np.empty((*x.shape[:2], *output_size), wide)
    indices = np.empty(values.shape, np.int64)
    if values.size:
        source = np.ascontiguousarray(x, wide).reshape(-1)
        target, where = values.reshape(-1), indices.reshape(-1)
        how = Winner(wide.type(-np.inf))
        lines = values.size // output_size[-1]
        line = np.empty(0, wide)
        pool_anywhere(source, target, 0, lines, sizes, table, line, how, (where,))
    return values.astype(x.dtype, copy=False), indices


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
    y = np.zeros((*x.shape[:2], *output_size), x.dtype)
    _at(put_at, _bits(y), indices, _bits(x))
    return y


@_twin
def max_unpool_backward(
    grad_output: np.ndarray, x: np.ndarray, indices: np.ndarray, output_size: Index
) -> np.ndarray:
    grad_input = np.empty(x.shape, x.dtype)
    _at(take_at, _bits(grad_output), indices, _bits(grad_input))
    return grad_input


@lru_cache(maxsize=64)
def _divisors(
    axes: tuple[Windows, ...],
    channels: int,
    count_include_pad: bool,
    divisor_override: int | None,
    dtype: np.dtype,
) -> tuple[np.ndarray, np.ndarray]:
    """一行里每个数的个数，和每一行的个数（每层一段）：一个窗口除以它们的积。"""
    if divisor_override is not None:
        rows = np.full(prod(map(len, axes[:-1])), divisor_override, dtype)
        return np.ones(len(axes[-1]) * channels, dtype), rows
    each = [counts(_whole(axis), count_include_pad) for axis in axes]
    rows = np.ones((), np.int64)
    for count in each[:-1]:
        rows = np.multiply.outer(rows, count)
    return np.repeat(each[-1], channels).astype(dtype), rows.reshape(-1).astype(dtype)


@_twin
def avg_pool(
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
) -> np.ndarray:
    return _pool(x, axes, Total, count_include_pad, divisor_override)[0]


@_twin
def avg_pool_backward(
    grad_output: np.ndarray,
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
) -> np.ndarray:
    windows, wide, last = tuple(map(plain, axes)), sum_type(x.dtype), channels_last(x)
    regular = all(isinstance(axis, Regular) for axis in windows)
    channels = x.shape[1] if last and regular else 1
    rest = _divisors(windows, channels, count_include_pad, divisor_override, wide)
    moved = channels > 1
    source = np.moveaxis(grad_output, 1, -1) if moved else grad_output
    shape = (x.shape[0], *x.shape[2:], channels) if moved else x.shape
    shares = np.ascontiguousarray(source, wide).reshape(-1)
    grad_input = (np.empty if regular else np.zeros)(shape, wide)
    flat = grad_input.reshape(-1)

    def work(begin: int, end: int) -> None:
        if regular:
            s = spreading(windows, channels)
            line, packed = np.empty(s.line_size, wide), np.empty(s.packed_size, wide)
            how = Total(wide.type(0))
            spread(shares, flat, begin, end, *s[:5], line, packed, np.uint64(s.phase), how, rest)
        else:
            line = np.empty(x.shape[-1], wide)
            spread_anywhere(shares, flat, begin, end, *_table(windows, 1), line, rest)

    lines = prod(x.shape[2:-1]) if regular else 1
    many = x.shape[0] if moved else prod(x.shape[:2])
    if flat.size:
        _share_out(work, many * lines, x.nbytes)
    grad_input = grad_input.astype(x.dtype, copy=False)
    return np.moveaxis(grad_input, -1, 1) if moved else grad_input


@_twin
def lp_pool(x: np.ndarray, axes: Sequence[Regular], norm_type: float) -> np.ndarray:
    if isinf(norm_type):
        absolute = np.abs(x)
        return max_pool(absolute, axes) if norm_type > 0 else -max_pool(-absolute, axes)
    size = prod(axis.kernel_size for axis in axes)
    return root(avg_pool(power(x, norm_type), axes), size, norm_type)


@_twin
def lp_pool_backward(
    grad_output: np.ndarray, x: np.ndarray, axes: Sequence[Regular], norm_type: float
) -> np.ndarray:
    if isinf(norm_type):
        signed = np.abs(x) if norm_type > 0 else -np.abs(x)
        return max_pool_backward(grad_output, signed, axes) * sign(x)
    size, p = prod(axis.kernel_size for axis in axes), norm_type
    mean = avg_pool(power(x, p), axes)
    slope = grad_output * (1 / p * power(mean * size, 1 / p - 1)) * size
    slope = np.where(mean == 0, 0, slope * abs(sign(mean)))
    return avg_pool_backward(slope, x, axes) * (p * power(x, p - 1))
