"""随便什么窗口：从表里查每个窗口从哪里到哪里，一个窗口一个窗口地走。

自适应的、分数的窗口有大有小，拼不成线，就这样做；步幅或空洞大得离谱的规则窗口也是。
第2章的循环，就是这个样子。
"""

from tutorial_pool.compiled.jit import entry, helper, inlined, overload, uint64
from tutorial_pool.compiled.lines import Total, Winner, combine, merge, merge_into
from tutorial_pool.compiled.planes import INLINE, fill_in, share


@entry
def pool_anywhere(x, y, begin, end, sizes, table, line, reduction, rest):
    """同`planes.pool`，窗口在表里，形状`(平面, 3, 窗口)`：从哪里，有几个，隔几个。

    窗口的次序是depth轴的、height轴的、width轴的。表只有一个平面时，每个平面都一样。
    """
    s = sizes[0]
    channels, one_table = s.channels, table.shape[0] == 1
    layer, i = uint64(begin) // s.out_height, uint64(begin) % s.out_height
    plane, z = layer // s.out_depth, layer % s.out_depth
    for k in range(uint64(begin), uint64(end)):
        own = uint64(0) if one_table else plane
        to = k * s.out_width * channels
        layers = window(table, own, z)
        rows = window(table, own, s.out_depth + i)
        if not look_at_row(x, y, plane, to, layers, rows, table, own, line, s, reduction):
            for j in range(s.out_width):
                columns = window(table, own, s.out_depth + s.out_height + j)
                there = to + j * channels
                look(x, y, plane, there, layers, rows, columns, s, reduction, rest)
        divide_row(y, to, z * s.out_height + i, s, reduction, rest)
        i += uint64(1)
        if i == s.out_height:
            i, z = uint64(0), z + uint64(1)
        if z == s.out_depth:
            z, plane = uint64(0), plane + uint64(1)


def divide_row(y, to, row, s, reduction, rest):
    """一行输出并好以后，`Total`要除以个数。"""
    raise NotImplementedError


@overload(divide_row)
def _divide_row(y, to, row, s, reduction, rest):
    if reduction.instance_class is not Total:
        return lambda y, to, row, s, reduction, rest: None
    return lambda y, to, row, s, reduction, rest: share(
        y, to, s.out_width * s.channels, rest[1][row], rest[0], uint64(0)
    )


@inlined
def window(table, plane, i):
    """表里的第`i`个窗口：从哪里，有几个，隔几个。"""
    return uint64(table[plane, 0, i]), uint64(table[plane, 1, i]), uint64(table[plane, 2, i])


def look_at_row(x, y, plane, to, layers, rows, table, own, line, s, reduction):
    """一行输出的窗口，看的是同样的几行：先把这几行对齐了并进`line`，再一个窗口一个窗口地并列。

    通道排在最后的，和要位置的，不这样做；没有做就返回False。
    """
    raise NotImplementedError


@overload(look_at_row, jit_options=INLINE)
def _look_at_row(x, y, plane, to, layers, rows, table, own, line, s, reduction):
    if reduction.instance_class is Winner:
        return lambda x, y, plane, to, layers, rows, table, own, line, s, reduction: False

    def fold_row(x, y, plane, to, layers, rows, table, own, line, s, reduction):
        many = layers[1] * rows[1]
        if (s.channels > uint64(1)) | (many < uint64(2)) | (s.out_width < uint64(2)):
            return False
        fresh = True
        for d in range(layers[1]):
            layer = plane * s.depth + layers[0] + d * layers[2]
            at, apart = (layer * s.height + rows[0]) * s.width, rows[2] * s.width
            t = uint64(0)
            if fresh & (rows[1] > uint64(1)):
                merge(x, (at, at + apart), line, uint64(0), s.width, reduction)
                t = uint64(2)
            elif fresh:
                merge(x, (at,), line, uint64(0), s.width, reduction)
                t = uint64(1)
            fresh = False
            while t < rows[1]:
                merge_into(x, (at + t * apart,), line, uint64(0), s.width, reduction)
                t += uint64(1)
        for j in range(s.out_width):
            first, n, apart = window(table, own, s.out_depth + s.out_height + j)
            result = y.dtype.type(reduction.fill)
            for k in range(n):
                result = combine(line[first + k * apart], result, reduction)
            if result == 0:
                result = first_zero_in(x, plane, layers, rows, first, n, apart, result, s)
            y[to + j] = result
        return True

    return fold_row


@helper
def first_zero_in(x, plane, layers, rows, first, n, apart, result, s):
    """结果是零时，行优先的第一个零（见`planes`）；求和时也可能一个零都没有，就还是它。"""
    for d in range(layers[1]):
        for t in range(rows[1]):
            row = (plane * s.depth + layers[0] + d * layers[2]) * s.height
            at = (row + rows[0] + t * rows[2]) * s.width + first
            for k in range(n):
                if x[at + k * apart] == 0:
                    return x[at + k * apart]
    return result


def look(x, y, plane, to, layers, rows, columns, s, reduction, rest):
    """一个窗口：把它看到的数并成一个，写在`to`；通道排在最后时，各个通道一起。"""
    raise NotImplementedError


@overload(look, jit_options=INLINE)
def _look(x, y, plane, to, layers, rows, columns, s, reduction, rest):
    def fold_window(x, y, plane, to, layers, rows, columns, s, reduction, rest):
        runs, n, apart = rows[1], columns[1], s.channels * columns[2]
        if (n == s.width) & (rows[2] == uint64(1)):  # 整行的窗口，几行首尾相接，是一串
            runs, n = min(runs, uint64(1)), n * runs
            apart = s.channels  # 一列宽时，列的空洞不算
        result = y.dtype.type(reduction.fill)
        if s.channels > uint64(1):
            fill_in(y, to, s.channels, result)
        for d in range(layers[1]):
            layer = plane * s.depth + layers[0] + d * layers[2]
            for t in range(runs):
                row = layer * s.height + rows[0] + t * rows[2]
                at = (row * s.width + columns[0]) * s.channels
                if s.channels > uint64(1):
                    fold_images(x, at, apart, n, y, to, s.channels, reduction)
                else:
                    result = combine(in_order(x, at, apart, n, reduction), result, reduction)
        if s.channels == uint64(1):
            y[to] = result

    def win_window(x, y, plane, to, layers, rows, columns, s, reduction, rest):
        indices = rest[0]
        first = (layers[0] * s.height + rows[0]) * s.width + columns[0]
        size = s.depth * s.height * s.width
        for c in range(s.channels):
            best, where = reduction.fill, first
            for d in range(layers[1]):
                for t in range(rows[1]):
                    row = (layers[0] + d * layers[2]) * s.height + rows[0] + t * rows[2]
                    for k in range(columns[1]):
                        at = row * s.width + columns[0] + k * columns[2]
                        value = x[(plane * size + at) * s.channels + c]
                        if (value > best) | (value != value):
                            best, where = value, at
            y[to + c], indices[to + c] = best, where

    return win_window if reduction.instance_class is Winner else fold_window


@inlined
def fold_images(x, at, apart, n, y, to, channels, reduction):
    """通道排在最后：`n`个位置，相邻的相隔`apart`，各通道分别并进`y`。"""
    t = uint64(0)
    while t + uint64(3) < n:
        a = at + t * apart
        starts = (a, a + apart, a + apart + apart, a + apart + apart + apart)
        merge_into(x, starts, y, to, channels, reduction)
        t += uint64(4)
    while t < n:
        merge_into(x, (at + t * apart,), y, to, channels, reduction)
        t += uint64(1)


@inlined
def in_order(x, at, apart, n, reduction):
    """相隔`apart`的`n`个数并成一个。

    八个八个地并，互不等待；次序乱了，所以结果是零时，回头取第一个零（见`planes`）。
    """
    result = x.dtype.type(reduction.fill)
    if (n < uint64(16)) | (apart != uint64(1)):
        for t in range(n):
            result = combine(x[at + t * apart], result, reduction)
        return result
    a = b = c = d = e = f = g = h = result
    whole = n // uint64(8) * uint64(8)
    for t in range(at, at + whole, uint64(8)):
        a = combine(x[t], a, reduction)
        b = combine(x[t + uint64(1)], b, reduction)
        c = combine(x[t + uint64(2)], c, reduction)
        d = combine(x[t + uint64(3)], d, reduction)
        e = combine(x[t + uint64(4)], e, reduction)
        f = combine(x[t + uint64(5)], f, reduction)
        g = combine(x[t + uint64(6)], g, reduction)
        h = combine(x[t + uint64(7)], h, reduction)
    for t in range(at + whole, at + n):
        result = combine(x[t], result, reduction)
    ab, cd = combine(a, b, reduction), combine(c, d, reduction)
    ef, gh = combine(e, f, reduction), combine(g, h, reduction)
    both = combine(combine(ab, cd, reduction), combine(ef, gh, reduction), reduction)
    result = combine(both, result, reduction)
    if result == 0:
        for t in range(at, at + n):
            if x[t] == 0:
                return x[t]
    return result
