"""求和的反方向：每个输出的那一份，分给它看过的每个输入。

反过来走：输入的一行，收哪几行输出的份，先加成一行；再沿行，一个位置收哪几个输出的份。

    输出的份        a b c          窗口3，步幅1，没有填充
    抽头0收到     a b c 0 0
    抽头1收到     0 a b c 0
    抽头2收到     0 0 a b c

也是几条错开的线并成一条，和前向一样。步幅是s时，相隔s的位置收的一样错开，各成一条线，最后再穿插起来。
"""

from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np

from tutorial_pool.compiled.anywhere import window
from tutorial_pool.compiled.jit import entry, inlined, uint64
from tutorial_pool.compiled.lines import fold
from tutorial_pool.compiled.planes import LANES, fill_in
from tutorial_pool.compiled.setting import sizes_of, three
from tutorial_pool.geometry import Regular


class Spreading(NamedTuple):
    """`spread`要的东西里，只和形状有关的那些。

    Attributes:
        sizes: 同`planes.SIZES`，只用到前几项。
        layers: 每一层输入收哪几层输出的份：从哪里，到哪里。
        rows: 每一行输入收哪几行输出的份。
        taps: 各个`(w + 填充) % 步幅`的位置收的，在`line`里从哪里开始。
        ends: 它们在`taps`里各到哪里为止。
        line_size: 草稿`line`有几个数。
        packed_size: 草稿`packed`有几个数。
        phase: 穿插之前，两份相隔多远。
    """

    sizes: np.ndarray
    layers: np.ndarray
    rows: np.ndarray
    taps: np.ndarray
    ends: np.ndarray
    line_size: int
    packed_size: int
    phase: int


@lru_cache(maxsize=64)
def spreading(axes: tuple[Regular, ...], channels: int) -> Spreading:
    """`axes`是每条空间轴的窗口；没有空洞。"""
    depth, height, width = three(axes)
    step = width.stride
    most = (width.kernel_size - 1) // step  # 一个位置至多收most + 1个输出的
    taps = [
        [(most - i) * channels for i in range((width.kernel_size - 1 - q) // step + 1)]
        for q in range(step)
    ]
    slots = max(len(width), (width.length - 1 + width.padding) // step + 1)
    phase = (slots + LANES) * channels
    sizes = sizes_of(
        (depth.length, height.length, width.length),
        channels,
        (len(depth), len(height), len(width)),
        *(0, 0, step, 0, 0, width.padding),
    )
    return Spreading(
        sizes,
        _seen_by(depth),
        _seen_by(height),
        np.array([*chain(*taps)], np.uint64),
        np.array([0, *accumulate(map(len, taps))], np.uint64),
        (most + slots + LANES) * channels + phase,
        step * phase if step > 1 and channels == 1 else 0,
        phase,
    )


def _seen_by(axis: Regular) -> np.ndarray:
    """输入的每个位置，被第几个到第几个输出看到。"""
    position = np.arange(axis.length) + axis.padding
    last = np.minimum(position // axis.stride + 1, len(axis))
    first = np.maximum(-((axis.kernel_size - 1 - position) // axis.stride), 0)
    return np.stack([np.minimum(first, last), last]).astype(np.uint64)


@entry
def spread(
    shares, target, begin, end, sizes, layers, rows, taps, ends, line, packed, phase,
    reduction, rest,
):  # fmt: skip
    """第`begin`到`end`行输入的梯度，从头一个平面的第一行数起。"""
    s, zero = sizes[0], uint64(0)
    columns, counts = rest
    n, in_row = s.out_width * s.channels, s.width * s.channels
    most = taps[zero] if taps.size else zero
    fill_in(line, zero, uint64(line.size), reduction.fill)
    layer, h = uint64(begin) // s.height, uint64(begin) % s.height
    plane, d = layer // s.depth, layer % s.depth
    for k in range(uint64(begin), uint64(end)):
        gather(shares, plane, layers[0, d], layers[1, d], rows[0, h], rows[1, h], counts, line,
               most, n, s, reduction)  # fmt: skip
        for j in range(n):
            line[most + j] /= columns[j]
        to = k * in_row
        if (s.stride_width == uint64(1)) & (s.channels == uint64(1)):
            fold(line, s.pad_width, taps, zero, ends[1], target, to, in_row, reduction)
        elif s.channels == uint64(1):
            for q in range(s.stride_width):
                fold_or_fill(line, zero, taps, ends[q], ends[q + uint64(1)], packed, q * phase,
                             phase - uint64(LANES), reduction)  # fmt: skip
            interleave(packed, phase, s.stride_width, s.pad_width, target, to, in_row)
        else:
            for w in range(s.pad_width, s.pad_width + s.width):
                q, m = w % s.stride_width, w // s.stride_width
                there = to + (w - s.pad_width) * s.channels
                fold_or_fill(line, m * s.channels, taps, ends[q], ends[q + uint64(1)], target,
                             there, s.channels, reduction)  # fmt: skip
        h += uint64(1)
        if h == s.height:
            h, d = zero, d + uint64(1)
        if d == s.depth:
            d, plane = zero, plane + uint64(1)


@inlined
def gather(shares, plane, z0, z1, i0, i1, counts, line, to, n, s, reduction):
    """输入的一行收到的份，每一份除以所在那一行的个数，加成一行。"""
    fresh = True
    for z in range(z0, z1):
        for i in range(i0, i1):
            count = counts[z * s.out_height + i]
            at = ((plane * s.out_depth + z) * s.out_height + i) * n
            if fresh:
                for j in range(n):
                    line[to + j] = shares[at + j] / count
            else:
                for j in range(n):
                    line[to + j] += shares[at + j] / count
            fresh = False
    if fresh:
        fill_in(line, to, n, reduction.fill)


@inlined
def fold_or_fill(line, at, taps, first, last, target, to, n, reduction):
    """同`fold`；步幅比窗口大时，有的位置一份也收不到，是0。"""
    if first == last:
        fill_in(target, to, n, reduction.fill)
    else:
        fold(line, at, taps, first, last, target, to, n, reduction)


@inlined
def interleave(packed, phase, step, skipped, target, to, n):
    """`packed`里的几份穿插成一行；穿插以后，头`skipped`个是填充，不要。"""
    head = min((step - skipped % step) % step, n)
    for j in range(head):
        q = skipped + j
        target[to + j] = packed[q % step * phase + q // step]
    m, whole, at = (skipped + head) // step, (n - head) // step, to + head
    if step == uint64(2):
        for j in range(whole):
            target[at + j + j] = packed[m + j]
            target[at + j + j + uint64(1)] = packed[m + phase + j]
    elif step == uint64(3):
        for j in range(whole):
            to = at + j + j + j
            target[to] = packed[m + j]
            target[to + uint64(1)] = packed[m + phase + j]
            target[to + uint64(2)] = packed[m + phase + phase + j]
    else:
        for p in range(step):
            for j in range(whole):
                target[at + j * step + p] = packed[m + p * phase + j]
    for j in range(whole * step, n - head):
        target[at + j] = packed[j % step * phase + m + whole]


@entry
def spread_anywhere(shares, target, begin, end, sizes, table, line, rest):
    """同`spread`，窗口在表里（同`pool_anywhere`）；第`begin`到`end`个平面，`target`里已经都是0。"""
    s, zero = sizes[0], uint64(0)
    columns, counts = rest
    for plane in range(uint64(begin), uint64(end)):
        for z in range(s.out_depth):
            for i in range(s.out_height):
                row = z * s.out_height + i
                at = (plane * s.out_depth * s.out_height + row) * s.out_width
                fill_in(line, zero, s.width, target.dtype.type(0))
                for j in range(s.out_width):
                    share = shares[at + j] / (counts[row] * columns[j])
                    first, count, apart = window(table, zero, s.out_depth + s.out_height + j)
                    for t in range(count):
                        line[first + t * apart] += share
                first_z, layers, apart_z = window(table, zero, z)
                first, rows, apart = window(table, zero, s.out_depth + i)
                for d in range(layers):
                    layer = plane * s.depth + first_z + d * apart_z
                    for t in range(rows):
                        to = (layer * s.height + first + t * apart) * s.width
                        for w in range(s.width):
                            target[to + w] += line[w]
