"""随便什么窗口：从表里查每个窗口从哪里到哪里，一个窗口一个窗口地走。

自适应的、分数的窗口有大有小，拼不成线，就这样做；步幅或空洞大得离谱的规则窗口也是。
第2章的循环，就是这个样子。
"""

from tutorial_pool.compiled.jit import entry, inlined, int64, overload, uint64
from tutorial_pool.compiled.lines import Total, Winner, combine
from tutorial_pool.compiled.planes import share


@entry
def pool_anywhere(x, y, begin, end, sizes, table, reduction, rest):
    """同`planes.pool`，窗口在表里，形状`(平面, 3, 窗口)`：从哪里，到哪里，隔几个。

    窗口的次序是depth轴的、height轴的、width轴的。表只有一个平面时，每个平面都一样。
    """
    s = sizes[0]
    channels, one_table = s.channels, table.shape[0] == 1
    rows_each = s.out_depth * s.out_height
    for k in range(uint64(begin), uint64(end)):
        plane, row = k // rows_each, k % rows_each
        own = uint64(0) if one_table else plane
        to = k * s.out_width * channels
        layers = window(table, own, row // s.out_height)
        rows = window(table, own, s.out_depth + row % s.out_height)
        for j in range(s.out_width):
            columns = window(table, own, s.out_depth + s.out_height + j)
            there = to + j * channels
            look(x, y, plane, there, layers, rows, columns, s, reduction, rest)
        divide_row(y, to, row, s, reduction, rest)


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
    """表里的第`i`个窗口。"""
    return range(table[plane, 0, i], table[plane, 1, i], table[plane, 2, i])


def look(x, y, plane, to, layers, rows, columns, s, reduction, rest):
    """一个窗口：把它看到的数并成一个，写在`to`；通道排在最后时，各个通道一起。"""
    raise NotImplementedError


@overload(look)
def _look(x, y, plane, to, layers, rows, columns, s, reduction, rest):
    def fold_window(x, y, plane, to, layers, rows, columns, s, reduction, rest):
        if s.channels == uint64(1):
            result = y.dtype.type(reduction.fill)
            for z in layers:
                for row in rows:
                    at = ((plane * s.depth + uint64(z)) * s.height + uint64(row)) * s.width
                    for column in columns:
                        result = combine(x[at + uint64(column)], result, reduction)
            y[to] = result
            return
        for c in range(s.channels):
            y[to + c] = reduction.fill
        for z in layers:
            for row in rows:
                for column in columns:
                    line = (plane * s.depth + uint64(z)) * s.height + uint64(row)
                    at = (line * s.width + uint64(column)) * s.channels
                    for c in range(s.channels):
                        y[to + c] = combine(x[at + c], y[to + c], reduction)

    def win_window(x, y, plane, to, layers, rows, columns, s, reduction, rest):
        indices = rest[0]
        first = (layers.start * int64(s.height) + rows.start) * int64(s.width) + columns.start
        for c in range(s.channels):
            best, where = reduction.fill, first
            for z in layers:
                for row in rows:
                    line = z * int64(s.height) + row
                    at = (plane * s.depth * s.height + uint64(line)) * s.width
                    for column in columns:
                        value = x[(at + uint64(column)) * s.channels + c]
                        if (value > best) | (value != value):
                            best, where = value, line * int64(s.width) + column
            y[to + c], indices[to + c] = best, where

    return win_window if reduction.instance_class is Winner else fold_window
