"""参考实现：只用循环，一个窗口一个窗口地算，一个数一个数地看。

它写得越直白越好，好让你用眼睛就能检查。快慢不是它的事：快的在`vectorized`，名字和参数都一样。

这里的输入都已由`functional`检查过：`x`的形状是`(N, C, *空间)`，`axes`是每条空间轴的窗口。
"""

from collections.abc import Sequence
from itertools import product

import numpy as np

from tutorial_pool.geometry import Regular


def lowest(dtype: np.dtype) -> float | int:
    """最大池化的填充值：浮点数是−∞，整数是该类型的最小值。

    Examples:
        >>> lowest(np.dtype("float32")), lowest(np.dtype("int8"))
        (-inf, -128)
    """
    return int(np.iinfo(dtype).min) if dtype.kind in "iu" else -np.inf


def flat_index(position: Sequence[int], shape: Sequence[int]) -> int:
    """位置在平面里的扁平索引：一行接一行地数，第几个。

    Examples:
        >>> flat_index((1, 2), (3, 4))
        6
    """
    flat = 0
    for coordinate, size in zip(position, shape, strict=True):
        flat = flat * size + coordinate
    return flat


def max_pool_with_indices(x: np.ndarray, axes: Sequence[Regular]) -> tuple[np.ndarray, np.ndarray]:
    """最大池化，同时给出每个最大值的位置。

    Args:
        x: 形状`(N, C, *空间)`。
        axes: 每条空间轴的窗口。

    Returns:
        `(值, 索引)`，形状都是`(N, C, *输出)`。值与`x`同类型；索引是int64，是最大值在自己那个
        平面（不含填充）里的扁平索引。并列时取第一个；有NaN时结果是NaN，取最后一个NaN。

    Examples:
        >>> x = np.array([[[-1.0, -5.0, -2.0]]])
        >>> values, indices = max_pool_with_indices(x, [Regular(3, 2, ceil_mode=True)])
        >>> values.tolist(), indices.tolist()
        ([[[-1.0, -2.0]]], [[[0, 2]]])
    """
    shape = (*x.shape[:2], *map(len, axes))
    values = np.empty(shape, x.dtype)
    indices = np.empty(shape, np.int64)
    for n, c, *output in np.ndindex(shape):
        plane = x[n, c]
        window = [axis[i] for axis, i in zip(axes, output, strict=True)]
        best, where = lowest(x.dtype), tuple(positions.start for positions in window)
        for position in product(*window):  # 行优先：最后一条轴走得最快
            value = plane[position]
            if value > best or value != value:  # 只有NaN不等于自己
                best, where = value, position
        values[n, c, *output] = best
        indices[n, c, *output] = flat_index(where, plane.shape)
    return values, indices


def max_pool(x: np.ndarray, axes: Sequence[Regular]) -> np.ndarray:
    """最大池化，只要值。参数同`max_pool_with_indices`。

    Examples:
        >>> max_pool(np.array([[[-1.0, -5.0, -2.0]]]), [Regular(3, 2)])
        array([[[-1.]]])
    """
    return max_pool_with_indices(x, axes)[0]
