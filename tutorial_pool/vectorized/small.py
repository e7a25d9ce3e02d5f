"""小的输入：照一张表，把每个窗口看到的数一次取出来，一个窗口一行，再一行一行地归约。

NumPy每做一步，不管数多数少，先要花一微秒左右做准备。输入只有几十个数时，准备比计算还贵，所以步数越少越好。
数一多，这样就不合算：一个数被几个窗口看到，就要抄几遍。

    >>> table = _table((Regular(4, 2, stride=1),))
    >>> table.positions
    array([[0, 1],
           [1, 2],
           [2, 3]])
    >>> x = np.array([[[-4.0, -1.0, -3.0, -2.0]]])
    >>> maximum(x, (Regular(4, 2, stride=1),), limit=100)
    (array([[[-1., -1., -2.]]]), array([[[1, 1, 3]]]))
"""

from functools import lru_cache
from math import prod

import numpy as np

from tutorial_pool.geometry import Regular, Windows
from tutorial_pool.vectorized.blocks import Part
from tutorial_pool.vectorized.sliding import longest
from tutorial_pool.vectorized.winners import counts, first_positions

MOST = 2**12  # 记着的表，最大这么多个数


class Table:
    """每个窗口看到的位置，一个窗口一行。

    Attributes:
        positions: 在平面里的扁平索引。行优先；窗口不完整时，别处填它的第一个位置。
        real: 哪些不是填的；全都不是就是None。
        starts: 每一行从第几个数开始。
        output: 每条空间轴的输出长度。
    """

    def __init__(self, axes: tuple[Windows, ...]) -> None:
        positions = np.zeros((1, 1), np.int64)
        real = np.ones((1, 1), bool)
        for axis in axes:
            part = Part(axis, range(len(axis)))
            tap = np.arange(longest(part))
            apart = axis.dilation if isinstance(axis, Regular) else 1
            inside = tap < counts(part, False)[:, np.newaxis]
            seen = first_positions(part)[:, np.newaxis] + np.where(inside, tap * apart, 0)
            shape = (len(positions) * len(seen), positions.shape[1] * len(tap))
            rows, columns = positions[:, np.newaxis, :, np.newaxis], seen[:, np.newaxis]
            positions = (rows * axis.length + columns).reshape(shape)
            real = (real[:, np.newaxis, :, np.newaxis] & inside[:, np.newaxis]).reshape(shape)
        self.positions = positions
        self.blind = not real.any(axis=1).all()
        self.real = None if real.all() else real
        self.starts = np.arange(len(positions)) * positions.shape[1]
        self.output = tuple(map(len, axes))


@lru_cache(maxsize=128)
def _table(axes: tuple[Windows, ...]) -> Table | None:
    """太大，或者有的窗口一个元素也看不到，就没有表。"""
    windows = prod(map(len, axes))
    taps = prod(longest(Part(axis, range(len(axis)))) for axis in axes)
    if not 0 < windows * taps <= MOST:
        return None
    table = Table(axes)
    return None if table.blind else table


def _suits(x: np.ndarray, axes: tuple[Windows, ...], limit: int) -> Table | None:
    """`x`小得可以查表时，给出表。"""
    if not 0 < x.size <= limit or not x.flags.c_contiguous:
        return None
    table = _table(axes)
    if table is None or prod(x.shape[:2]) * table.positions.size > limit:
        return None
    return table


def maximum(
    x: np.ndarray, axes: tuple[Windows, ...], limit: int
) -> tuple[np.ndarray, np.ndarray] | None:
    """每个窗口的最大值和索引；表里的数超过`limit`个，或者结果里有NaN，就是None。"""
    table = _suits(x, axes, limit)
    if table is None:
        return None
    planes = x.reshape(prod(x.shape[:2]), -1)
    chosen = planes.take(table.positions, axis=1).argmax(axis=-1)  # 一样大时，是行优先的第一个
    indices = table.positions.reshape(-1).take(chosen + table.starts)
    start = np.arange(0, planes.size, planes.shape[1]).reshape(-1, 1)
    values = planes.reshape(-1).take(indices + start)
    if x.dtype.kind == "f" and (values != values).any():  # 几个NaN，要的是最后一个
        return None
    shape = (*x.shape[:2], *table.output)
    return values.reshape(shape), indices.reshape(shape)


def total(x: np.ndarray, axes: tuple[Windows, ...], limit: int) -> np.ndarray | None:
    """每个窗口的和；表里的数超过`limit`个，就是None。"""
    table = _suits(x, axes, limit)
    if table is None:
        return None
    seen = x.reshape(prod(x.shape[:2]), -1).take(table.positions, axis=1)
    if table.real is not None:
        seen = np.where(table.real, seen, x.dtype.type(0))
    return np.add.reduce(seen, axis=-1, initial=0).reshape(*x.shape[:2], *table.output)
