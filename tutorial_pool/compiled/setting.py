"""打算：一次池化的尺寸、抽头和草稿有多大。"""

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any, NamedTuple

import numpy as np

from tutorial_pool.compiled.lines import Maximum, Winner
from tutorial_pool.compiled.planes import GROUP, LANES, NAMES, SIZES
from tutorial_pool.geometry import Regular

NEAR = 8  # 沿行的步幅不超过它，才按步幅打包
FEW = 4  # 一行输出不到这么多个，不如一个窗口一个窗口地走

Taps = tuple[list[int], list[int], list[int]]  # 抽头、单个的、一组里的；写成内存里相隔几个数


class Setting(NamedTuple):
    """`planes.pool`要的东西里，只和形状有关的那些；草稿的长度是几个元素。"""

    sizes: np.ndarray
    taps: np.ndarray
    line_size: int
    packed_size: int
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


def in_lines(axes: Sequence[Any], channels: int, reduction: type) -> bool:
    """能不能一行一行地做：规则的窗口，不比输入大得多，通道在前时步幅也不大。"""
    if not all(isinstance(axis, Regular) for axis in axes):
        return False
    if any(axis.span > 2 * axis.length + 64 for axis in axes):
        return False
    if reduction is Winner and any(map(_blind, axes)):  # 窗口里只有填充，也要说一个位置
        return False
    return channels > 1 or (axes[-1].stride <= NEAR and len(axes[-1]) >= FEW)


def _blind(axis: Regular) -> bool:
    """有没有哪个窗口，一个元素也看不到。"""
    first = min(len(axis), -(-axis.padding // axis.stride)) if axis.dilation > 1 else 0
    return not all(map(len, axis[:first]))


def up(n: int) -> int:
    """凑成LANES的倍数。"""
    return -(-n // LANES) * LANES


def setting(
    axes: tuple[Regular, ...], channels: int, reduction: type, band: int, segment: int
) -> Setting:
    """`axes`是每条空间轴的窗口，`channels`是排在最后的通道数（通道在前时是1）。

    沿列分组时，一条带的输入约`band`个元素；一段输出看到的约`segment`个元素。
    """
    depth, height, width = three(axes)
    merges = reduction is not Winner
    tall = height.stride == 1 and height.kernel_size > GROUP and depth.kernel_size == 1
    grouped = merges and tall
    wide = merges and width.stride == 1 and width.kernel_size > GROUP

    in_row, outputs = width.length * channels, len(width)
    rows = max(band // in_row, 2 * height.span)
    fits = max(1, (segment // channels - width.span) // width.stride + 1)
    if grouped:  # 分组要整行整行地做
        fits = outputs
    seen = (min(fits, outputs) - 1) * width.stride + width.span
    complete = width.padding == 0 and (outputs - 1) * width.stride + width.span <= width.length
    one_row = depth.kernel_size * height.kernel_size == 1 and depth.padding == height.padding == 0

    stride = width.stride if channels == 1 else 1
    pairs = stride == width.kernel_size == 2 and width.dilation == 1
    step = 1 if pairs else stride
    jump = channels * width.stride if channels > 1 and width.stride > 1 else 0
    spare = width.span * channels + 2 * LANES  # 一行的末尾，会多看几个没有用的数
    phase = up(-(-seen // step)) + LANES

    across = [t * width.dilation * channels for t in range(width.kernel_size)]
    across = [offset % step * phase + offset // step for offset in across]
    each = height.dilation * in_row
    taps = (
        *(_grouped(across, reduction is Maximum) if wide else (across, [], [])),
        [t * each for t in range(height.kernel_size)],
        [t * each for t in range(0, height.kernel_size, GROUP)],
    )
    sizes = sizes_of(
        (depth.length, height.length, width.length),
        channels,
        (len(depth), len(height), len(width)),
        *(depth.stride, height.stride, width.stride),
        *(depth.padding, height.padding, width.padding),
        *(depth.dilation, height.dilation, width.dilation),
        *(depth.kernel_size, height.kernel_size),
        *(height.span, width.span),
        *(rows if grouped else len(height), fits, grouped, reduction is Maximum),
        *(merges and one_row and complete, step, phase, pairs, jump),
        *list(accumulate(map(len, taps)))[:4],
    )
    line_size = max(seen, width.length if fits >= outputs else 0) * channels + spare
    packed_size = line_size if wide else step * phase + spare if step > 1 else 0
    groups_size = (rows + height.span) * in_row + spare if grouped else 0
    return Setting(sizes, np.array([*chain(*taps)], np.uint64), line_size, packed_size, groups_size)


def _grouped(taps: list[int], overlap: bool) -> Taps:
    """八个一组：重复不要紧时，最后一组和前一组重叠；不然剩下的一个一个地并。"""
    last = len(taps) - GROUP
    starts = list(range(0, last + 1, GROUP))
    single = taps[len(starts) * GROUP :]
    if overlap and single:
        starts, single = [*starts, last], []
    return [taps[start] for start in starts], single, taps[:GROUP]
