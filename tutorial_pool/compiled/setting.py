"""打算：一次池化的尺寸、抽头和草稿有多大。"""

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any, NamedTuple

import numpy as np

from tutorial_pool.compiled.lines import Maximum, Winner
from tutorial_pool.compiled.planes import LANES, NAMES, SIZES
from tutorial_pool.geometry import Regular

GROUP = 8  # 窗口更大、步幅是1时，先八个一组地并
NEAR = 8  # 沿行的步幅不超过它，才按步幅打包
FEW = 4  # 一行输出不到这么多个，不如一个窗口一个窗口地走

Taps = tuple[list[int], list[int], list[int]]  # 抽头、单个的、一组里的；写成内存里相隔几个数


class Setting(NamedTuple):
    """`planes.pool`要的东西里，只和形状有关的那些；草稿的长度是几个元素。"""

    sizes: np.ndarray
    taps: np.ndarray
    line_size: int
    rows_size: int
    groups_size: int


def three(axes: Sequence[Any]) -> tuple[Any, ...]:
    """凑成三条空间轴：前面添上长度为1、什么也不做的。"""
    return (*(Regular(1, 1),) * (3 - len(axes)), *axes)


def sizes_of(lengths: Sequence[int], channels: int, outputs: Sequence[int], *rest: int) -> Any:
    """`planes.SIZES`的一项，头两组是输入和输出的长度；照着表做时用不着后面的，都是0。"""
    given = (*lengths, channels, *outputs, *rest)
    sizes = np.zeros(1, SIZES)
    sizes[0] = (*given, *(0,) * (len(NAMES) - len(given)))
    return sizes


def in_lines(axes: Sequence[Any], channels: int) -> bool:
    """能不能一条线一条线地做：规则的窗口，不比输入大得多，通道在前时步幅也不大。"""
    if not all(isinstance(axis, Regular) for axis in axes):
        return False
    if any(axis.span > 2 * axis.length + 64 for axis in axes):
        return False
    return channels > 1 or (axes[-1].stride <= NEAR and len(axes[-1]) >= FEW)


def up(n: int) -> int:
    """凑成LANES的倍数。"""
    return -(-n // LANES) * LANES


def setting(axes: tuple[Regular, ...], channels: int, reduction: type, size: int) -> Setting:
    """`axes`是每条空间轴的窗口，`channels`是排在最后的通道数（通道在前时是1），一条带约`size`个元素。"""
    depth, height, width = three(axes)
    merges = reduction is not Winner
    group_across = merges and width.stride == 1 and width.kernel_size > GROUP
    group_down = (
        merges and height.stride == 1 and height.kernel_size > GROUP and depth.kernel_size == 1
    )

    # 沿行：一行里，相邻两个输出看的相隔几个数
    stride = width.stride if channels == 1 else 1
    jump = channels * width.stride if channels > 1 and width.stride > 1 else 0
    seen = (len(width) - 1) * width.stride + width.span  # 连填充数，看到哪里为止
    complete = width.padding == 0 and seen <= width.length
    pairs = merges and complete and stride == width.kernel_size == 2 and width.dilation == 1
    direct = pairs or (complete and stride == 1 and not group_across)  # 不打包
    out_row = len(width) * channels
    line_pitch = up(max(-(-max(seen, width.length + width.padding) * channels // stride), out_row))
    if direct:
        pitch = out_row if pairs or jump else width.length * channels
        pitch = pitch if merges else up(out_row)
    else:
        pitch = up(out_row) if jump else line_pitch

    # 沿列：一条带有几行
    rows = size // pitch // depth.kernel_size
    band = max(1, (rows - height.span) // height.stride + 1, 2 * height.span // height.stride)
    band = 1 if height.stride > height.span else min(band, len(height))
    band_rows = (band - 1) * height.stride + height.span
    phase, layer, step = band_rows * line_pitch, band_rows * pitch, height.dilation * pitch

    across = [t * width.dilation * channels for t in range(width.kernel_size)]
    if not direct:
        across = [offset % stride * phase + offset // stride for offset in across]
    layers, kernel = range(depth.kernel_size), range(height.kernel_size)
    down = [z * layer + t * step for z in layers for t in kernel]
    overlap = reduction is Maximum
    taps = (
        *(_grouped(across, overlap) if group_across else (across, [], [])),
        *(_grouped(down, overlap) if group_down else (down, [], [])),
    )
    sizes = sizes_of(
        (depth.length, height.length, width.length),
        channels,
        (len(depth), len(height), len(width)),
        *(depth.stride, height.stride),
        *(depth.padding, height.padding, width.padding),
        *(depth.dilation, height.dilation),
        *(depth.kernel_size, height.span, band, band_rows),
        *(0 if direct else stride, phase, pairs, jump),
        *accumulate(map(len, taps)),
        *(line_pitch, pitch),
    )
    spare = width.span * channels + 2 * LANES  # 一行的末尾，会多看几个没有用的数
    line_size = 0 if direct else stride * phase + spare
    rows_size = depth.kernel_size * layer + spare
    groups_size = max(line_size * group_across, rows_size * group_down)
    return Setting(sizes, np.array([*chain(*taps)], np.uint64), line_size, rows_size, groups_size)


def _grouped(taps: list[int], overlap: bool) -> Taps:
    """八个一组：重复不要紧时，最后一组和前一组重叠；不然剩下的一个一个地并。"""
    last = len(taps) - GROUP
    starts = list(range(0, last + 1, GROUP))
    single = taps[len(starts) * GROUP :]
    if overlap and single:
        starts, single = [*starts, last], []
    return [taps[start] for start in starts], single, taps[:GROUP]
