"""参考实现：只用循环，一个窗口一个窗口地算，一个数一个数地看。

它写得越直白越好，好让你用眼睛就能检查。快慢不是它的事：快的在`vectorized`，名字和参数都一样。

要有哪些函数，写在`engines.Engine`里。这里的参数都已由`functional`检查过。
`x`的形状是`(N, C, *空间)`，`axes`是每条空间轴的窗口。
反向传播的函数多一个`grad_output`（上游梯度，形状同输出），返回损失对`x`的梯度，形状同`x`。
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from math import isinf, prod
from typing import Any

import numpy as np

from tutorial_pool.arithmetic import divide, lowest, power, root, sign, sum_type
from tutorial_pool.geometry import Fractional, Regular, Windows

Index = tuple[int, ...]


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


def output_shape(x: np.ndarray, axes: Sequence[Windows]) -> Index:
    """输出的形状`(N, C, *输出)`。

    Examples:
        >>> output_shape(np.zeros((1, 3, 5)), [Regular(5, 2)])
        (1, 3, 2)
    """
    return (*x.shape[:2], *map(len, axes))


def windows(x: np.ndarray, axes: Sequence[Windows]) -> Iterator[tuple[Index, list[range]]]:
    """几何：一个窗口一个窗口地走过`x`。

    Yields:
        `(output, window)`：输出的位置`(n, c, *i)`，和窗口在每条空间轴上看到的位置。

    Examples:
        >>> for output, window in windows(np.zeros((1, 1, 3)), [Regular(3, 2, ceil_mode=True)]):
        ...     print(output, window)
        (0, 0, 0) [range(0, 2)]
        (0, 0, 1) [range(2, 3)]
    """
    for output in np.ndindex(output_shape(x, axes)):
        yield output, [axis[i] for axis, i in zip(axes, output[2:], strict=True)]


def reduce(
    x: np.ndarray, axes: Sequence[Windows], function: Callable[[list[np.generic]], float]
) -> np.ndarray:
    """几何×归约：把每个窗口里的数（行优先的列表）交给`function`，得到一个数。

    Examples:
        >>> x = np.array([[[4.0, 1.0, 3.0, 2.0, 9.0]]])
        >>> reduce(x, [Regular(5, 3, stride=2)], lambda values: sorted(values)[1])  # 中位数
        array([[[3., 3.]]])
    """
    y = np.empty(output_shape(x, axes), x.dtype)
    for output, window in windows(x, axes):
        plane = x[output[:2]]
        y[output] = function([plane[position] for position in product(*window)])
    return y


def max_pool_with_indices(x: np.ndarray, axes: Sequence[Windows]) -> tuple[np.ndarray, np.ndarray]:
    """最大池化，同时给出每个最大值的位置。

    Returns:
        `(值, 索引)`，形状都是`(N, C, *输出)`。值与`x`同类型；索引是int64，是最大值在自己那个
        平面（不含填充）里的扁平索引。并列时取第一个；有NaN时结果是NaN，取最后一个NaN。

    Examples:
        >>> x = np.array([[[-1.0, -5.0, -2.0]]])
        >>> values, indices = max_pool_with_indices(x, [Regular(3, 2, ceil_mode=True)])
        >>> values.tolist(), indices.tolist()
        ([[[-1.0, -2.0]]], [[[0, 2]]])
    """
    values = np.empty(output_shape(x, axes), x.dtype)
    indices = np.empty(values.shape, np.int64)
    for output, window in windows(x, axes):
        plane = x[output[:2]]
        best, where = lowest(x.dtype), tuple(positions.start for positions in window)
        for position in product(*window):  # 行优先：最后一条轴走得最快
            value = plane[position]
            if value > best or value != value:  # 只有NaN不等于自己
                best, where = value, position
        values[output] = best
        indices[output] = flat_index(where, plane.shape)
    return values, indices


def max_pool(x: np.ndarray, axes: Sequence[Windows]) -> np.ndarray:
    """最大池化，只要值。

    Examples:
        >>> max_pool(np.array([[[-1.0, -5.0, -2.0]]]), [Regular(3, 2)])
        array([[[-1.]]])
    """
    return max_pool_with_indices(x, axes)[0]


def max_pool_backward(
    grad_output: np.ndarray, x: np.ndarray, axes: Sequence[Windows]
) -> np.ndarray:
    """最大池化的反向传播：上游梯度全部送给被选中的那个元素；被几个窗口选中，就加几次。

    Examples:
        >>> x = np.array([[[1.0, 3.0, 2.0]]])
        >>> max_pool_backward(np.array([[[10.0, 20.0]]]), x, [Regular(3, 2, stride=1)])
        array([[[ 0., 30.,  0.]]])
    """
    return _send_back(grad_output, max_pool_with_indices(x, axes)[1], x)


def _send_back(grad_output: np.ndarray, indices: np.ndarray, x: np.ndarray) -> np.ndarray:
    grad_input = np.zeros(x.shape, x.dtype)
    for output in np.ndindex(indices.shape):
        grad_input[output[:2]].flat[indices[output]] += grad_output[output]
    return grad_input


def fractional_max_pool(
    x: np.ndarray, kernel_size: Index, output_size: Index, samples: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """分数最大池化，连同索引：每个平面有自己的随机数，所以有自己的窗口。

    Args:
        x: 形状`(N, C, *空间)`。
        kernel_size: 每条空间轴的窗口大小。
        output_size: 每条空间轴的输出长度。
        samples: 随机数，形状`(N, C, 空间轴数)`，类型同`x`。

    Returns:
        `(值, 索引)`，同`max_pool_with_indices`。

    Examples:
        >>> x = np.arange(6.0).reshape(1, 1, 6)
        >>> values, _ = fractional_max_pool(x, (2,), (3,), np.zeros((1, 1, 1)))
        >>> values
        array([[[1., 3., 5.]]])
    """
    values = np.empty((*x.shape[:2], *output_size), x.dtype)
    indices = np.empty(values.shape, np.int64)
    for n, c in np.ndindex(x.shape[:2]):
        axes = list(map(Fractional, x.shape[2:], kernel_size, output_size, samples[n, c]))
        plane = max_pool_with_indices(x[n : n + 1, c : c + 1], axes)
        values[n, c], indices[n, c] = plane[0][0, 0], plane[1][0, 0]
    return values, indices


def fractional_max_pool_backward(
    grad_output: np.ndarray,
    x: np.ndarray,
    kernel_size: Index,
    output_size: Index,
    samples: np.ndarray,
) -> np.ndarray:
    """分数最大池化的反向传播：和最大池化一样，送给被选中的那个元素。

    Examples:
        >>> x = np.arange(6.0).reshape(1, 1, 6)
        >>> fractional_max_pool_backward(np.ones((1, 1, 2)), x, (2,), (2,), np.zeros((1, 1, 1)))
        array([[[0., 1., 0., 0., 0., 1.]]])
    """
    _, indices = fractional_max_pool(x, kernel_size, output_size, samples)
    return _send_back(grad_output, indices, x)


def max_unpool(x: np.ndarray, indices: np.ndarray, output_size: Index) -> np.ndarray:
    """反池化：把每个数放回`indices`记下的位置，其余是0。同一个位置放了几次，留下最后一次的。

    Examples:
        >>> max_unpool(np.array([[[7.0, 9.0]]]), np.array([[[1, 2]]]), (4,))
        array([[[0., 7., 9., 0.]]])
    """
    y = np.zeros((*x.shape[:2], *output_size), x.dtype)
    for position in np.ndindex(x.shape):
        y[position[:2]].flat[indices[position]] = x[position]
    return y


def max_unpool_backward(
    grad_output: np.ndarray, x: np.ndarray, indices: np.ndarray, output_size: Index
) -> np.ndarray:
    """反池化的反向传播：从每个数被放到的位置，取回那里的上游梯度。

    Examples:
        >>> grad_output = np.array([[[1.0, 2.0, 3.0, 4.0]]])
        >>> max_unpool_backward(grad_output, np.zeros((1, 1, 2)), np.array([[[1, 2]]]), (4,))
        array([[[2., 3.]]])
    """
    grad_input = np.empty(x.shape, x.dtype)
    for position in np.ndindex(x.shape):
        grad_input[position] = grad_output[position[:2]].flat[indices[position]]
    return grad_input


def _mean(values: Sequence[Any], count: int) -> np.ndarray:
    total = np.zeros((), sum_type(values[0].dtype) if values else np.float64)
    for value in values:
        total += value
    return divide(total, np.array(count))


def _divisor(
    axes: Sequence[Windows], output: Index, count_include_pad: bool, divisor_override: int | None
) -> int:
    if divisor_override is not None:
        return divisor_override
    pairs = zip(axes, output[2:], strict=True)
    return prod(len(axis.padded(i) if count_include_pad else axis[i]) for axis, i in pairs)


def avg_pool(
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
) -> np.ndarray:
    """平均池化：窗口里的数加起来，除以个数。

    Args:
        x: 形状`(N, C, *空间)`。
        axes: 每条空间轴的窗口。
        count_include_pad: 个数里算不算填充。ceil_mode时越过填充的部分，总是不算。
        divisor_override: 不数了，就除以它。

    Examples:
        >>> avg_pool(np.array([[[1.0, 2.0, 6.0]]]), [Regular(3, 2, ceil_mode=True)])
        array([[[1.5, 6. ]]])
    """
    y = np.empty(output_shape(x, axes), x.dtype)
    for output, window in windows(x, axes):
        plane = x[output[:2]]
        values = [plane[position] for position in product(*window)]
        y[output] = _mean(values, _divisor(axes, output, count_include_pad, divisor_override))
    return y


def avg_pool_backward(
    grad_output: np.ndarray,
    x: np.ndarray,
    axes: Sequence[Windows],
    count_include_pad: bool = False,
    divisor_override: int | None = None,
) -> np.ndarray:
    """平均池化的反向传播：上游梯度除以同一个个数，分给窗口里的每个元素。

    Examples:
        >>> avg_pool_backward(np.array([[[10.0, 20.0]]]), np.zeros((1, 1, 3)), [Regular(3, 2, 1)])
        array([[[ 5., 15., 10.]]])
    """
    grad_input = np.zeros(x.shape, sum_type(x.dtype))
    for output, window in windows(x, axes):
        divisor = _divisor(axes, output, count_include_pad, divisor_override)
        share = grad_output[output] / grad_input.dtype.type(divisor)
        for position in product(*window):
            grad_input[output[:2]][position] += share
    return grad_input.astype(x.dtype)


def lp_pool(x: np.ndarray, axes: Sequence[Regular], norm_type: float) -> np.ndarray:
    """Lp池化：`(x1**p + x2**p + …)**(1/p)`。p是1时是求和，2是平方和开方，越大越接近最大值。

    torch先求`x**p`的平均，再乘窗口大小K。所以不完整的窗口，和会被放大到K个元素的份量。

    Args:
        x: 形状`(N, C, *空间)`。
        axes: 每条空间轴的窗口，没有填充。
        norm_type: 幂次p，不为0。正负无穷时，是绝对值的最大值和最小值。

    Examples:
        >>> lp_pool(np.array([[[3.0, 4.0, 5.0]]]), [Regular(3, 2, ceil_mode=True)], 1)
        array([[[ 7., 10.]]])
    """
    if isinf(norm_type):
        size = np.abs(x)
        return max_pool(size, axes) if norm_type > 0 else -max_pool(-size, axes)
    size = prod(axis.kernel_size for axis in axes)
    y = np.empty(output_shape(x, axes), x.dtype if x.dtype.kind == "f" else np.float32)
    for output, window in windows(x, axes):
        plane = x[output[:2]]
        powers = [power(plane[position], norm_type) for position in product(*window)]
        y[output] = root(_mean(powers, len(powers)).astype(x.dtype), size, norm_type)
    return y


def lp_pool_backward(
    grad_output: np.ndarray, x: np.ndarray, axes: Sequence[Regular], norm_type: float
) -> np.ndarray:
    """Lp池化的反向传播：链式法则，完整窗口里`y`对每个`x`的导数是`(x / y)**(p - 1)`。

    Examples:
        >>> x = np.array([[[3.0, 4.0]]])
        >>> lp_pool_backward(np.array([[[10.0]]]), x, [Regular(2, 2)], 2)
        array([[[6., 8.]]])
    """
    if isinf(norm_type):
        size = np.abs(x) if norm_type > 0 else -np.abs(x)
        return max_pool_backward(grad_output, size, axes) * sign(x)
    size, p = prod(axis.kernel_size for axis in axes), norm_type
    grad_input = np.zeros(x.shape, x.dtype)
    for output, window in windows(x, axes):
        plane = x[output[:2]]
        powers = [power(plane[position], p) for position in product(*window)]
        mean = _mean(powers, len(powers)).astype(x.dtype)
        slope = grad_output[output] * (1 / p * power(mean * size, 1 / p - 1)) * size
        share = 0 if mean == 0 else slope * abs(sign(mean)) / len(powers)
        for position in product(*window):
            grad_input[output[:2]][position] += share
    return grad_input * (p * power(x, p - 1))
