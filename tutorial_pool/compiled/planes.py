"""平面：一个平面一个平面地做，先沿行、再沿列。

一条带（几行输出）一条带地走，用到的数都还在缓存里：

1. 打包：把这条带要看的行抄进`line`，两端补上填充；步幅是s时，隔s个的抄在一起，读起来就连着。
   没有填充，步幅又是1或等于窗口时，不必打包，就读输入。
2. 沿行：每一行里，几条线并成一条，写进`rows`。填充的行，整行是填充的数。
3. 沿列：一个窗口看到的几行并成一行，写进输出。

先沿行、后沿列，两次都从左到右、从上到下，所以一样大的数里，留下的是行优先的第一个。
"""

import numpy as np

from tutorial_pool.compiled.jit import entry, helper, inlined, int64, overload, types, uint64
from tutorial_pool.compiled.lines import (
    Total,
    Winner,
    fold,
    fold_apart,
    fold_into,
    merge_pairs,
    win,
)

LANES = 16  # 一次算几个数：一行凑成它的倍数，就没有零头

# 一次池化的尺寸，都是无符号的整数。平面的形状是(depth, height, width, channels)，没有的轴长度是1
NAMES = (
    *("depth", "height", "width", "channels"),
    *("out_depth", "out_height", "out_width"),
    *("stride_depth", "stride_height"),
    *("pad_depth", "pad_height", "pad_width"),
    *("dilation_depth", "dilation_height"),
    "slices",  # 一个窗口看几层
    "span",  # 一个窗口从第一行到最后一行
    "band",  # 一条带有几行输出
    "band_rows",  # 一条带至多看几行输入
    "step",  # 打包时隔几个数抄在一起；是0时不打包
    "phase",  # 打包时，两份相隔多远
    "pairs",  # 窗口和步幅都是2，没有填充：成对地读输入
    "jump",  # 通道在最后、步幅不是1时，相邻两个输出在一行里相隔几个数；不然是0
    # taps里依次是：沿行的抽头、单个的、一组里的，沿列的也是这三种；这里是各到哪里为止
    *("across", "across_single", "across_group", "down", "down_single", "down_group"),
    "line_pitch",  # line里一行多长
    "pitch",  # rows里一行多长
)
SIZES = np.dtype([(name, np.uint64) for name in NAMES])


@inlined
def fill_in(target, to, n, value):
    for j in range(n):
        target[to + j] = value


@inlined
def pack(x, at, width, pad, line, to, step, phase):
    """抄一行：前面补上`pad`个填充以后，第`q`个数放在`to + q % step * phase + q // step`。"""
    if step == uint64(1):
        for w in range(width):
            line[to + pad + w] = x[at + w]
        return
    head = min((step - pad % step) % step, width)
    for w in range(head):
        line[to + (w + pad) % step * phase + (w + pad) // step] = x[at + w]
    whole, slot = (width - head) // step, to + (head + pad) // step
    if step == uint64(2):
        part(x, at + head, line, (slot, slot + phase), whole)
    elif step == uint64(3):
        part(x, at + head, line, (slot, slot + phase, slot + phase + phase), whole)
    else:
        for j in range(whole):
            for p in range(step):
                line[slot + p * phase + j] = x[at + head + j * step + p]
    for w in range(head + whole * step, width):
        line[to + (w + pad) % step * phase + (w + pad) // step] = x[at + w]


@inlined
def part(x, at, line, slots, n):
    """轮流放进几处：`x`里一个接一个的数，第一个放第一处，第二个放第二处……"""
    for j in range(n):
        for p in range(len(slots)):
            line[slots[p] + j] = x[at + j * uint64(len(slots)) + uint64(p)]


@helper
def blank(rows, to, first, last, layer, start, s, reduction, rest):
    """填充的行：值都是填充的数。"""
    fill_in(rows, to + first * s.pitch, (last - first) * s.pitch, reduction.fill)
    locate_blank(to, first, last, layer, start, s, reduction, rest)


def locate_blank(to, first, last, layer, start, s, reduction, rest):
    """填充的行里的位置，只有`Winner`要：往后跳到第一个真的行。"""
    raise NotImplementedError


@overload(locate_blank)
def _locate_blank(to, first, last, layer, start, s, reduction, rest):
    if reduction.instance_class is not Winner:
        return lambda to, first, last, layer, start, s, reduction, rest: None

    def locate(to, first, last, layer, start, s, reduction, rest):
        where, columns, _, _ = rest
        z = inside(layer, s.pad_depth, s.dilation_depth)
        for r in range(first, last):
            row = z * int64(s.height) + inside(start + r, s.pad_height, s.dilation_height)
            for j in range(s.out_width * s.channels):
                where[to + r * s.pitch + j] = row * int64(s.width) + columns[j]

    return locate


@helper
def inside(position, pad, dilation):
    """连填充数的位置，变成不连填充的；落在左填充里时，隔`dilation`个往右跳，到第一个不为负的。"""
    if position >= pad:
        return int64(position - pad)
    return int64((dilation - (pad - position) % dilation) % dilation)


def go_across(source, at, apart, n, taps, groups, rows, to, row, s, reduction, rest):
    """沿行：`source`里相隔`apart`的`n`行，写进`rows`。"""
    raise NotImplementedError


@overload(go_across)
def _go_across(source, at, apart, n, taps, groups, rows, to, row, s, reduction, rest):
    def fold_rows(source, at, apart, n, taps, groups, rows, to, row, s, reduction, rest):
        lines, jumps, each = n, uint64(1), s.out_width * s.channels
        step = uint64(2) if s.pairs else uint64(1)
        grouped = s.across_group > s.across_single
        singles = source
        if s.jump:
            jumps, each = s.out_width, s.channels
        elif apart == s.pitch * step:  # 行与行首尾相接，一次做完
            lines, each = uint64(1), (n - uint64(1)) * s.pitch + each
        if grouped:
            first, last = s.across_single, s.across_group
            fold_apart(source, at, taps, first, last, groups, at, n * apart, reduction)
            source = groups
        for r in range(lines):
            for j in range(jumps):
                here, there = at + r * apart + j * s.jump, to + r * s.pitch + j * s.channels
                if s.pairs:
                    merge_pairs(source, here, rows, there, each, reduction)
                else:
                    fold(source, here, taps, uint64(0), s.across, rows, there, each, reduction)
        if grouped:
            fold_into(singles, at, taps, s.across, s.across_single, rows, to, each, reduction)

    def win_rows(source, at, apart, n, taps, groups, rows, to, row, s, reduction, rest):
        where, places, apart_places, _ = rest
        zero, jumps, each = uint64(0), s.out_width, s.channels
        if not s.jump:
            jumps, each = uint64(1), up(s.out_width * s.channels)
            if at + n * apart + each > source.size:  # 最后几行凑成倍数，会读出数组
                each = s.out_width * s.channels
        for r in range(n):
            flat = int64(row + r * s.width)
            for j in range(jumps):
                here, there = at + r * apart + j * s.jump, to + r * s.pitch + j * each
                win(
                    source, here, taps, zero, s.across, places, j * each, apart_places, zero, flat,
                    rows, where, there, each,
                )  # fmt: skip

    return win_rows if reduction.instance_class is Winner else fold_rows


def go_down(rows, groups, taps, y, to, stop, n, seen, z, top, s, reduction, rest):
    """沿列：`rows`里的几行并成一行，写进`y`，共`n`行；写到`stop`为止。

    一行凑成LANES的倍数来写，多写的几个数，写下一行时就盖掉了。
    """
    raise NotImplementedError


@overload(go_down)
def _go_down(rows, groups, taps, y, to, stop, n, seen, z, top, s, reduction, rest):
    def fold_down(rows, groups, taps, y, to, stop, n, seen, z, top, s, reduction, rest):
        out_row, apart = s.out_width * s.channels, s.stride_height * s.pitch
        source, lines, length = rows, n, up(out_row)
        grouped = s.down_group > s.down_single
        if grouped:
            first, last = s.down_single, s.down_group
            whole = (seen - (last - first - uint64(1)) * s.dilation_height) * s.pitch
            fold_apart(rows, uint64(0), taps, first, last, groups, uint64(0), whole, reduction)
            source = groups
        if apart == out_row:
            lines, length = uint64(1), n * out_row
        for i in range(lines):
            here, there = i * apart, to + i * out_row
            each = min(length, stop - there)
            fold(source, here, taps, s.across_group, s.down, y, there, each, reduction)
            if grouped:
                fold_into(rows, here, taps, s.down, s.down_single, y, there, each, reduction)
        for i in range(n):
            finish(y, to + i * out_row, z * s.out_height + top + i, s, reduction, rest)

    def win_down(rows, groups, taps, y, to, stop, n, seen, z, top, s, reduction, rest):
        where, _, _, indices = rest
        out_row, apart = s.out_width * s.channels, s.stride_height * s.pitch
        for i in range(n):
            at, there = i * apart, to + i * out_row
            each = min(up(out_row), stop - there)
            win(
                rows, at, taps, s.across_group, s.down, where, at, taps, s.across_group, 0,
                y, indices, there, each,
            )  # fmt: skip

    return win_down if reduction.instance_class is Winner else fold_down


@inlined
def up(n):
    """凑成LANES的倍数。"""
    return (n + uint64(LANES - 1)) // uint64(LANES) * uint64(LANES)


def finish(y, to, row, s, reduction, rest):
    """一行输出并好以后还要做的：`Total`要除以个数。"""
    raise NotImplementedError


@overload(finish)
def _finish(y, to, row, s, reduction, rest):
    if reduction.instance_class is not Total:
        return lambda y, to, row, s, reduction, rest: None

    def divide_row(y, to, row, s, reduction, rest):
        columns, lines = rest
        count, channels = lines[row], s.channels
        if channels == uint64(1):
            for j in range(s.out_width):
                y[to + j] = divide(y[to + j], count * columns[j])
            return
        for j in range(s.out_width):
            for c in range(channels):
                k = to + j * channels + c
                y[k] = divide(y[k], count * columns[j])

    return divide_row


def divide(total, count):
    """同`arithmetic.divide`：浮点数照常除，整数向零取整。"""
    raise NotImplementedError


@overload(divide)
def _divide(total, count):
    if isinstance(total, types.Float):
        return lambda total, count: (total + 0) / count

    def toward_zero(total, count):
        quotient = total // count
        return quotient + 1 if (quotient < 0) & (quotient * count != total) else quotient

    return toward_zero


@entry
def pool(x, y, begin, end, sizes, taps, line, rows, groups, reduction, rest):
    """第`begin`到`end`个平面。`taps`是沿行和沿列的抽头，`line`、`rows`和`groups`是草稿。

    一个方向上，抽头看的是八个一组的组时，另有组里的八个，和剩下的单个的。`rest`是这种归约还要的数组。
    """
    s = sizes[0]
    depth, height, width, channels = s.depth, s.height, s.width, s.channels
    out_depth, out_height = s.out_depth, s.out_height
    in_row, out_row = width * channels, s.out_width * channels
    one, nothing = uint64(1), uint64(0)
    if s.step:
        fill_in(line, nothing, uint64(line.size), reduction.fill)
    for plane in range(uint64(begin), uint64(end)):
        for z in range(out_depth):
            for top in range(nothing, out_height, s.band):
                bottom = min(top + s.band, out_height)
                seen = (bottom - one - top) * s.stride_height + s.span
                start = top * s.stride_height  # 连填充数，这条带从第几行看起
                low = max(start, s.pad_height) - start
                high = max(min(start + seen, s.pad_height + height), start + low) - start
                for t in range(s.slices):
                    layer = z * s.stride_depth + t * s.dilation_depth
                    to = t * s.band_rows * s.pitch
                    if (layer < s.pad_depth) | (layer >= s.pad_depth + depth):
                        blank(rows, to, nothing, seen, layer, start, s, reduction, rest)
                        continue
                    blank(rows, to, nothing, low, layer, start, s, reduction, rest)
                    blank(rows, to, high, seen, layer, start, s, reduction, rest)
                    row = (layer - s.pad_depth) * height + start + low - s.pad_height
                    at = (plane * depth * height + row) * in_row
                    to += low * s.pitch
                    n = high - low
                    if not n:
                        continue
                    if s.step:
                        for r in range(n):
                            pad = s.pad_width * channels
                            pack(
                                x,
                                at + r * in_row,
                                in_row,
                                pad,
                                line,
                                r * s.line_pitch,
                                s.step,
                                s.phase,
                            )
                        go_across(
                            line, nothing, s.line_pitch, n, taps,
                            groups, rows, to, row * width, s, reduction, rest
                        )  # fmt: skip
                    else:
                        go_across(
                            x, at, in_row, n, taps,
                            groups, rows, to, row * width, s, reduction, rest
                        )  # fmt: skip
                to = ((plane * out_depth + z) * out_height + top) * out_row
                stop = uint64(end) * out_depth * out_height * out_row
                go_down(
                    rows, groups, taps, y, to, stop, bottom - top, seen, z, top, s, reduction, rest
                )
