"""随便什么窗口：从表里查每个窗口从哪里到哪里，一个窗口一个窗口地走。

自适应的、分数的窗口有大有小，拼不成线，就这样做；步幅或空洞大得离谱的规则窗口也是。
第2章的循环，就是这个样子。
"""

from typing import NamedTuple

import numpy as np

from tutorial_pool.compiled.jit import entry, int64, overload, uint64
from tutorial_pool.compiled.lines import Winner, combine
from tutorial_pool.compiled.planes import finish


class Table(NamedTuple):
    """一条轴上的窗口：第`i`个是`range(start[p, i], stop[p, i], apart)`。

    `p`是平面；表只有一行时，每个平面都一样。
    """

    start: np.ndarray
    stop: np.ndarray
    apart: int


@entry
def pool_anywhere(x, y, begin, end, sizes, depth, height, width, reduction, rest):
    """同`planes.pool`，窗口在三张表里。"""
    s = sizes[0]
    channels = s.channels
    for plane in range(uint64(begin), uint64(end)):
        own = plane if depth.start.shape[0] > 1 else uint64(0)
        for z in range(s.out_depth):
            for i in range(s.out_height):
                row = z * s.out_height + i
                to = (plane * s.out_depth * s.out_height + row) * s.out_width * channels
                for j in range(s.out_width):
                    look(
                        x, y, plane, to + j * channels,
                        range(depth.start[own, z], depth.stop[own, z], depth.apart),
                        range(height.start[own, i], height.stop[own, i], height.apart),
                        range(width.start[own, j], width.stop[own, j], width.apart),
                        s, reduction, rest,
                    )  # fmt: skip
                finish(y, to, row, s, reduction, rest)


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
