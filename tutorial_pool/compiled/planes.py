"""平面：规则的窗口，一行输出一行输出地做，先沿列、再沿行。

1. 沿列：一行输出看到的几行输入，对齐了并成一行，写进`line`；`line`的两端留着填充的数，一直不动。
2. 打包：步幅是s时，隔s个的抄在一起，读起来就连着。
3. 沿行：`line`里几条错开的线并成一条，写进输出。

    输入     3 1 4 1 5
             9 2 6 5 3
    沿列     9 2 6 5 5        两行并成一行
    沿行     9 6 6 5          错开一个，再并一次

一行输入读进来，做完这三步才离开一级缓存；输出只写一遍。先沿列，步幅是s时，
后两步就只做s分之一。

最大一族还差一件事：一样大的数里，要留下行优先的第一个，而先沿列，留下的是列优先的第一个。要位置时，
一样大就比位置（`choose_earlier`）；不要位置时，只有0.0和−0.0分得出先后，真的都有，才回头看（`settle`）。
"""

import numpy as np

from tutorial_pool.compiled.jit import entry, helper, inlined, overload, types, uint64
from tutorial_pool.compiled.lines import (
    Maximum,
    Total,
    Winner,
    choose,
    choose_earlier,
    choose_pairs,
    choose_two,
    fold,
    fold_apart,
    fold_into,
    merge_into,
    merge_pairs,
)

LANES = 16  # 一次算几个数：一行凑成它的倍数，就没有零头
INLINE = {"forceinline": True, "_nrt": False}
GROUP = 8  # 窗口大、步幅是1时，先八个一组地并

# 一次池化的尺寸，都是无符号的整数。平面的形状是(depth, height, width, channels)，没有的轴长度是1
NAMES = (
    *("depth", "height", "width", "channels"),
    *("out_depth", "out_height", "out_width"),
    *("stride_depth", "stride_height", "stride_width"),
    *("pad_depth", "pad_height", "pad_width"),
    *("dilation_depth", "dilation_height", "dilation_width"),
    *("kernel_depth", "kernel_height"),
    *("span_height", "span_width"),
    "band",  # 一条带有几行输出；沿列不分组时，就是整个平面
    "segment",  # 一段有几个输出：很长的行，一段一段地做
    "grouped",  # 沿列的抽头，是不是八个一组
    "overlap",  # 同一个数并进来两次，也不要紧
    "direct",  # 一个窗口只看一行，又没有填充：不必抄进line，就读输入
    "step",  # 打包时隔几个数抄在一起；是1时不打包
    "phase",  # 打包时，两份相隔多远
    "pairs",  # 沿行的窗口和步幅都是2：成对地读line
    "jump",  # 通道在最后、步幅不是1时，相邻两个输出在一行里相隔几个数；不然是0
    # taps里依次是：沿行的抽头、单个的、一组里的，沿列的抽头，组的起点；这里是各到哪里为止
    *("across", "across_single", "across_group", "down"),
)
SIZES = np.dtype([(name, np.uint64) for name in NAMES])


@entry
def pool(x, y, begin, end, sizes, taps, line, packed, groups, reduction, rest):
    """第`begin`到`end`行输出，从头一个平面的第一行数起。

    `taps`是抽头，`line`、`packed`和`groups`是草稿，`rest`是这种归约还要的数组。
    """
    s = sizes[0]
    zero, one = uint64(0), uint64(1)
    in_row, out_row = s.width * s.channels, s.out_width * s.channels
    whole = s.segment >= s.out_width
    last, known = uint64(end), zero
    for left in range(zero, s.out_width, s.segment):
        outputs = min(s.segment, s.out_width - left)
        start = left * s.stride_width  # 连填充数，这一段从第几列看起
        seen = (outputs - one) * s.stride_width + s.span_width
        low = min(max(s.pad_width, start) - start, seen)  # 这一段里，真的列从哪里
        high = max(min(s.pad_width + s.width, start + seen), start + low) - start  # 到哪里
        column = start + low - s.pad_width
        mend(line, zero, uint64(line.size), reduction, rest)  # 都先当作填充
        row = uint64(begin)
        while row < last:
            layer, top = row // s.out_height, row % s.out_height
            bottom = min(top + s.band, s.out_height, top + last - row)
            plane, z = layer // s.out_depth, layer % s.out_depth
            d0, d1 = inside(
                z * s.stride_depth, s.pad_depth, s.dilation_depth, s.kernel_depth, s.depth
            )
            above = max(top * s.stride_height, s.pad_height) - s.pad_height
            if s.grouped:
                below = (bottom - one) * s.stride_height + s.span_height
                below = max(min(below, s.pad_height + s.height), s.pad_height) - s.pad_height
                room = (uint64(GROUP) - one) * s.dilation_height
                at = ((plane * s.depth + z * s.stride_depth) * s.height + above) * in_row
                if below > above + room:
                    n = (below - above - room) * in_row
                    t = s.across_group
                    fold_apart(x, at, taps, t, t + uint64(GROUP), groups, zero, n, reduction)
            for i in range(top, bottom):
                t0, t1 = inside(
                    i * s.stride_height,
                    s.pad_height,
                    s.dilation_height,
                    s.kernel_height,
                    s.height,
                )
                to = (layer * s.out_height + i) * out_row + left * s.channels
                each = outputs * s.channels
                source, here = line, zero
                # 第0个抽头那一行；落在填充里时绕到很大的数，加上抽头又绕回来
                at = plane * s.depth + z * s.stride_depth - s.pad_depth
                at = (at * s.height + i * s.stride_height - s.pad_height) * in_row
                if s.direct:
                    source, here = x, at + start * s.channels
                else:
                    go_down(
                        x, at + column * s.channels, z, d0, d1, t0, t1, taps, groups, above, i,
                        line, low * s.channels, (high - low) * s.channels, column, s, reduction,
                        rest,
                    )  # fmt: skip
                    tail = high * s.channels  # 凑成倍数，写到填充里的，改回来
                    stop = min(tail + uint64(LANES), seen * s.channels)
                    mend(line, tail, stop, reduction, rest)
                    if whole:
                        each = min(up(each), last * out_row - to)
                go_across(source, here, seen, outputs, taps, packed, y, to, each, s,
                          reduction, rest)  # fmt: skip
                known = finish(
                    x, y, to, outputs * s.channels, left, plane, z, i, t0, t1, d0, d1, known, s,
                    reduction, rest,
                )  # fmt: skip
            row += bottom - top


@inlined
def inside(start, pad, dilation, kernel, length):
    """从`start`（连填充数）开始的窗口，真的抽头从第几个到第几个。"""
    first, last = uint64(0), kernel
    if start < pad:
        first = min((pad - start + dilation - uint64(1)) // dilation, kernel)
    if start + (kernel - uint64(1)) * dilation >= pad + length:
        beyond = max(pad + length, start) - start
        last = max((beyond + dilation - uint64(1)) // dilation, first)
    return first, last


@inlined
def up(n):
    """凑成LANES的倍数。"""
    return (n + uint64(LANES - 1)) // uint64(LANES) * uint64(LANES)


@inlined
def fill_in(target, to, n, value):
    for j in range(n):
        target[to + j] = value


def mend(line, begin, end, reduction, rest):
    """`line`的这一段，改回填充的数；填充的位置比谁都靠后。"""
    raise NotImplementedError


@overload(mend, jit_options=INLINE)
def _mend(line, begin, end, reduction, rest):
    if reduction.instance_class is not Winner:
        return lambda line, begin, end, reduction, rest: fill_in(
            line, begin, end - begin, reduction.fill
        )

    def mend_both(line, begin, end, reduction, rest):
        fill_in(line, begin, end - begin, reduction.fill)
        fill_in(rest[1], begin, end - begin, np.iinfo(rest[1].dtype).max)

    return mend_both


def go_down(
    x, at, z, d0, d1, t0, t1, taps, groups, above, i, line, to, n, column, s, reduction, rest
):  # fmt: skip
    """沿列：几行输入并成一行，写进`line`从`to`开始的`n`个。`at`是第0层、第0个抽头看到的那一行。"""
    raise NotImplementedError


@overload(go_down, jit_options=INLINE)
def _go_down(
    x, at, z, d0, d1, t0, t1, taps, groups, above, i, line, to, n, column, s, reduction, rest
):  # fmt: skip
    def fold_down(
        x, at, z, d0, d1, t0, t1, taps, groups, above, i, line, to, n, column, s, reduction, rest
    ):  # fmt: skip
        if (d0 == d1) | (t0 == t1):
            fill_in(line, to, n, reduction.fill)
            return
        apart = s.dilation_depth * s.height * s.width * s.channels
        first, last = s.across_group + t0, s.across_group + t1
        if at + (d1 - uint64(1)) * apart + taps[last - uint64(1)] + up(n) <= uint64(x.size):
            n = up(n)
        if s.grouped & (t1 - t0 >= uint64(GROUP)):
            fold_groups(x, at, t0, t1, taps, groups, above, i, line, to, n, column, s, reduction)
            return
        fold(x, at + d0 * apart, taps, first, last, line, to, n, reduction)
        for d in range(d0 + uint64(1), d1):
            fold_into(x, at + d * apart, taps, first, last, line, to, n, reduction)

    def win_down(
        x, at, z, d0, d1, t0, t1, taps, groups, above, i, line, to, n, column, s, reduction, rest
    ):  # fmt: skip
        columns, where = rest[0], rest[1]
        place = column * s.channels
        apart = s.dilation_depth * s.height * s.width * s.channels
        base = s.across_group
        if at + (d1 - uint64(1)) * apart + taps[base + t1 - uint64(1)] + up(n) <= uint64(x.size):
            n = up(n)
        layer = z * s.stride_depth - s.pad_depth
        top = i * s.stride_height - s.pad_height
        one = uint64(1)
        kind = columns.dtype.type
        for d in range(d0, d1):
            start = at + d * apart
            corner = ((layer + d * s.dilation_depth) * s.height + top) * s.width
            each = s.dilation_height * s.width
            t = t0
            if d == d0:
                second = min(t + one, t1 - one)  # 只有一个抽头时，自己和自己比
                offsets = (kind(corner + t * each), kind(corner + second * each))
                choose_two(
                    x, start + taps[base + t], start + taps[base + second],
                    columns, place, offsets, line, where, to, n,
                )  # fmt: skip
                t = second + one
            while t < t1:
                offset = kind(corner + t * each)
                choose(x, start + taps[base + t], columns, place, offset, line, where, to, n)
                t += one

    return win_down if reduction.instance_class is Winner else fold_down


@helper
def fold_groups(x, at, t0, t1, taps, groups, above, i, line, to, n, column, s, reduction):
    """沿列，窗口很高：`groups`里是八行并成的一行，并几个组，再并剩下的。"""
    in_row, size = s.width * s.channels, uint64(GROUP)
    row = i * s.stride_height + t0 * s.dilation_height - s.pad_height - above
    here = row * in_row + column * s.channels
    count = (t1 - t0) // size
    fold_apart(groups, here, taps, s.down, s.down + count, line, to, n, reduction)
    if not (t1 - t0) % size:
        return
    if s.overlap:
        here += taps[s.across_group + t1 - t0 - size]
        merge_into(groups, (here,), line, to, n, reduction)
    else:
        first = s.across_group + t0 + count * size
        fold_into(x, at, taps, first, s.across_group + t1, line, to, n, reduction)


@inlined
def pack(source, at, n, target, step, phase):
    """`n`个数里，第`q`个放在`q % step * phase + q // step`。"""
    whole = n // step
    if step == uint64(2):
        part(source, at, target, (uint64(0), phase), whole)
    elif step == uint64(3):
        part(source, at, target, (uint64(0), phase, phase + phase), whole)
    else:
        for p in range(step):
            for j in range(whole):
                target[p * phase + j] = source[at + j * step + p]
    for q in range(whole * step, n):
        target[q % step * phase + whole] = source[at + q]


@inlined
def part(source, at, target, slots, n):
    """轮流放进几处：一个接一个的数，第一个放第一处，第二个放第二处……"""
    for j in range(n):
        for p in range(len(slots)):
            target[slots[p] + j] = source[at + j * uint64(len(slots)) + uint64(p)]


def go_across(source, at, seen, outputs, taps, packed, y, to, each, s, reduction, rest):
    """沿行：一行里的几条线并成一条，写进`y`；连凑数的在内，写`each`个。"""
    raise NotImplementedError


@overload(go_across, jit_options=INLINE)
def _go_across(source, at, seen, outputs, taps, packed, y, to, each, s, reduction, rest):
    def fold_across(source, at, seen, outputs, taps, packed, y, to, each, s, reduction, rest):
        zero = uint64(0)
        if s.pairs:
            merge_pairs(source, at, y, to, each, reduction)
            return
        if s.jump:
            for j in range(outputs):
                here, there = at + j * s.jump, to + j * s.channels
                fold_apart(source, here, taps, zero, s.across, y, there, s.channels, reduction)
            return
        if s.step > uint64(1):
            pack(source, at, seen, packed, s.step, s.phase)
            source, at = packed, zero
        if s.across_group == s.across_single:
            fold(source, at, taps, zero, s.across, y, to, each, reduction)
            return
        first, last = s.across_single, s.across_group
        n = seen * s.channels - taps[last - uint64(1)]
        fold_apart(source, at, taps, first, last, packed, zero, n, reduction)
        fold_apart(packed, zero, taps, zero, s.across, y, to, each, reduction)
        fold_into(source, at, taps, s.across, s.across_single, y, to, each, reduction)

    def win_across(source, at, seen, outputs, taps, packed, y, to, each, s, reduction, rest):
        _, where, packed_where, best, indices = rest
        if s.pairs:
            choose_pairs(source, where, at, y, to, best, each)
            widen(best, indices, to, each)
            return
        jumps, n, jump = uint64(1), each, s.jump
        if jump:
            jumps, n = outputs, s.channels
        if s.step > uint64(1):
            pack(source, at, seen, packed, s.step, s.phase)
            pack(where, at, seen, packed_where, s.step, s.phase)
            source, where = packed, packed_where
        for k in range(jumps):
            here, there = at + k * jump, to + k * s.channels
            start = here + taps[0]
            for j in range(n):
                y[there + j] = source[start + j]
            for j in range(n):
                best[j] = where[start + j]
            for t in range(uint64(1), s.across):
                choose_earlier(source, where, here + taps[t], y, there, best, uint64(0), n)
            widen(best, indices, there, n)

    return win_across if reduction.instance_class is Winner else fold_across


@inlined
def widen(places, indices, to, n):
    for j in range(n):
        indices[to + j] = places[j]


def finish(
    x, y, to, n, left, plane, z, i, t0, t1, d0, d1, known, s, reduction, rest
):  # fmt: skip
    """一行输出并好以后还要做的：`Total`要除以个数，`Maximum`要看零的符号。"""
    raise NotImplementedError


@overload(finish, jit_options=INLINE)
def _finish(
    x, y, to, n, left, plane, z, i, t0, t1, d0, d1, known, s, reduction, rest
):  # fmt: skip
    if reduction.instance_class is Total:

        def divide_row(
            x, y, to, n, left, plane, z, i, t0, t1, d0, d1, known, s, reduction, rest
        ):  # fmt: skip
            columns, rows = rest
            share(y, to, n, rows[z * s.out_height + i], columns, left * s.channels)
            return known

        return divide_row
    if reduction.instance_class is Maximum and isinstance(x.dtype, types.Float):
        return settle
    return lambda x, y, to, n, left, plane, z, i, t0, t1, d0, d1, known, s, reduction, rest: known


def settle(
    x, y, to, n, left, plane, z, i, t0, t1, d0, d1, known, s, reduction, rest
):  # fmt: skip
    """是零的结果，平面里又有−0.0时，符号照窗口里的第一个零。

    `known`记着刚查过哪个平面，和查到了没有：−0.0只有符号位是1，看作整数`bits`，没有更小的。
    """
    zeros = uint64(0)
    for j in range(n):
        zeros |= uint64(y[to + j] == 0)
    if not zeros:
        return known
    if known // uint64(2) != plane + uint64(1):
        (bits,) = rest
        size = s.depth * s.height * s.width * s.channels
        least = bits[plane * size]
        for k in range(size):
            least = min(least, bits[plane * size + k])
        known = (plane + uint64(1)) * uint64(2) + uint64(least == np.iinfo(bits.dtype).min)
    if known % uint64(2):
        for j in range(n):
            if y[to + j] == 0:
                column, channel = left + j // s.channels, j % s.channels
                y[to + j] = first_zero(x, column, channel, plane, z, i, t0, t1, d0, d1, s)
    return known


@helper
def first_zero(x, column, channel, plane, z, i, t0, t1, d0, d1, s):
    """一个窗口里，行优先的第一个零。"""
    for d in range(d0, d1):
        layer = plane * s.depth + z * s.stride_depth + d * s.dilation_depth - s.pad_depth
        for t in range(t0, t1):
            row = layer * s.height + i * s.stride_height + t * s.dilation_height - s.pad_height
            start = column * s.stride_width
            for w in range(start, start + s.span_width, s.dilation_width):
                if (w >= s.pad_width) & (w < s.pad_width + s.width):
                    value = x[(row * s.width + w - s.pad_width) * s.channels + channel]
                    if value == 0:
                        return value
    return x.dtype.type(0)


@inlined
def share(y, to, n, count, columns, begin):
    """一行的和，变成平均：每个除以行的个数乘列的个数。"""
    for j in range(n):
        y[to + j] = divide(y[to + j], count * columns[begin + j])


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
