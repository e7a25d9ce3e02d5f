"""Lp池化：参数的检查，和六个公开的函数。"""

import math
import numbers
from typing import SupportsFloat

import numpy as np

from tutorial_pool.engines import Impl
from tutorial_pool.functional.arguments import (
    FLOATS,
    INTEGERS,
    Size,
    check_array,
    check_dtype,
    check_flag,
    check_not_empty,
    check_rank,
    lengths,
    per_axis,
    regular_axes,
)
from tutorial_pool.functional.average import check_average
from tutorial_pool.functional.call import Call, remembered
from tutorial_pool.functional.like import like
from tutorial_pool.geometry import INT64


@remembered
def _lp_pool(
    n: int,
    input: np.ndarray,
    norm_type: SupportsFloat,
    kernel_size: Size,
    stride: Size | None,
    ceil_mode: bool,
) -> Call:
    """检查过的参数，和要引擎做的事。"""
    check_array("input", input)
    p = _norm(norm_type)
    if n == 1 and isinstance(kernel_size, (tuple, list)) and not math.isinf(p):
        raise TypeError(f"kernel_size应为一个整数，得到{kernel_size!r}")
    if n > 1 and isinstance(kernel_size, (tuple, list, str)) and len(kernel_size) != n:
        raise ValueError(f"kernel_size应为一个整数或{n}个整数，得到{kernel_size!r}")
    sizes = per_axis(n, kernel_size, stride)
    check_flag("ceil_mode", ceil_mode)
    extreme = math.isinf(p)
    check_rank(n, input, index_error_below=3 if n == 2 and not extreme else 0)
    check_not_empty(input, -n - 1)
    axes = regular_axes(input.shape[-n:], sizes, ceil_mode)
    dtype = input.dtype
    if extreme:
        check_dtype(dtype, FLOATS if n == 1 else FLOATS + INTEGERS)
    else:
        if dtype.kind in "iu" and p < 0 and isinstance(p, int):
            raise RuntimeError(f"整数不能求负整数次方，norm_type是{p}。请先x.astype(np.float32)")
        if dtype.kind in "iu" and isinstance(p, int) and p >= INT64:
            raise RuntimeError(f"整数求次方时，norm_type应在int64的范围内，得到{p}")
        if dtype.kind in "iu" and isinstance(p, float):
            dtype = np.dtype(np.float32)
        check_average(n, axes, dtype)
    return Call("lp_pool", input.shape, dtype, lengths(axes), (axes, p))


def _norm(norm_type: SupportsFloat) -> int | float:
    """幂次，变成Python的整数或浮点数。"""
    if isinstance(norm_type, numbers.Complex) and not isinstance(norm_type, numbers.Real):
        raise NotImplementedError(f"norm_type应为实数，得到{norm_type!r}")
    if not isinstance(norm_type, numbers.Real):
        raise TypeError(f"norm_type应为数，得到{type(norm_type).__name__}：{norm_type!r}")
    p = int(norm_type) if isinstance(norm_type, numbers.Integral) else float(norm_type)
    if p == 0:
        raise ValueError(f"norm_type不能是0，得到{norm_type!r}")
    try:
        float(p)
    except OverflowError as error:
        raise OverflowError(f"norm_type太大，得到{norm_type!r:.30}") from error
    return p


def lp_pool2d(
    input: np.ndarray,
    norm_type: SupportsFloat,
    kernel_size: Size,
    stride: Size | None = None,
    ceil_mode: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """二维Lp池化：每个窗口里的数，求p次方的和，再开p次方。

    它算的是`(mean(x**p) * K)**(1/p)`，K是窗口大小。所以不完整的窗口，和会按K放大；
    p是1时就是求和；负数的奇数次方和分数次方，会得到NaN或负数，因为没有先取绝对值。

    Args:
        input: 形状`(N, C, H, W)`或`(C, H, W)`；类型同`avg_pool2d`。`norm_type`是浮点数时，
            整数输入先变成float32；是正负无穷时，类型同`max_pool2d`。
        norm_type: 幂次p，不能是0。正负无穷是绝对值的最大值和最小值。
        kernel_size: 窗口大小，一个整数；一维以外，也可以每条空间轴一个。
        stride: 步幅；None表示等于`kernel_size`。
        ceil_mode: 输出长度向上取整，见`geometry.output_size`。
        impl: 用哪个引擎：`"vectorized"`、`"compiled"`或`"loops"`，给模块也行。

    Returns:
        形状是输入的`H, W`换成各轴的输出长度，类型与输入相同；整数的结果是float32。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: `norm_type`是0，`kernel_size`的个数不对，或某个参数超出int64的范围。
        OverflowError: `norm_type`大得变不成浮点数。
        RuntimeError: 形状不对，或参数的大小不合规则；整数的负整数次方，或大过int64的次方。
        NotImplementedError: 这种元素类型不能做Lp池化。

    来源：`torch.nn.functional.lp_pool2d`。

    Examples:
        >>> x = np.array([3.0, 4.0, -6.0, 8.0]).reshape(1, 1, 4)
        >>> lp_pool2d(x, 2, (1, 2)).ravel()
        array([ 5., 10.])
    """
    call = _lp_pool(2, input, norm_type, kernel_size, stride, ceil_mode)
    return call.forward(impl, input)


@like(lp_pool2d)
def lp_pool1d(
    input: np.ndarray,
    norm_type: SupportsFloat,
    kernel_size: Size,
    stride: Size | None = None,
    ceil_mode: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """一维Lp池化：每个窗口里的数，求p次方的和，再开p次方。"""
    call = _lp_pool(1, input, norm_type, kernel_size, stride, ceil_mode)
    return call.forward(impl, input)


@like(lp_pool2d)
def lp_pool3d(
    input: np.ndarray,
    norm_type: SupportsFloat,
    kernel_size: Size,
    stride: Size | None = None,
    ceil_mode: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """三维Lp池化：每个窗口里的数，求p次方的和，再开p次方。"""
    call = _lp_pool(3, input, norm_type, kernel_size, stride, ceil_mode)
    return call.forward(impl, input)


def lp_pool2d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    norm_type: SupportsFloat,
    kernel_size: Size,
    stride: Size | None = None,
    ceil_mode: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`lp_pool2d`的反向传播：链式法则。

    输出y对完整窗口里每个x的导数是`(x / y)**(p - 1)`；不完整时，因为放大过，还要乘K除以元素个数。
    和为0的窗口，梯度是0。

    Args:
        grad_output: 上游梯度，形状和类型都同前向的输出。其余参数同前向。

    Returns:
        损失对`input`的梯度，形状和类型都同`input`。

    Raises:
        TypeError: `grad_output`不是NumPy数组。
        RuntimeError: `grad_output`的形状或类型不对，或`input`不是浮点数。此外同前向。

    来源：`torch.autograd`对`torch.nn.functional.lp_pool2d`求得的梯度。

    Examples:
        >>> x = np.array([3.0, 4.0, -6.0, 8.0]).reshape(1, 1, 4)
        >>> lp_pool2d_backward(np.full_like(x[..., :2], 10), x, 2, (1, 2)).ravel()
        array([ 6.,  8., -6.,  8.])
    """
    call = _lp_pool(2, input, norm_type, kernel_size, stride, ceil_mode)
    return call.backward(impl, grad_output, input)


@like(lp_pool2d_backward)
def lp_pool1d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    norm_type: SupportsFloat,
    kernel_size: Size,
    stride: Size | None = None,
    ceil_mode: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`lp_pool1d`的反向传播。"""
    call = _lp_pool(1, input, norm_type, kernel_size, stride, ceil_mode)
    return call.backward(impl, grad_output, input)


@like(lp_pool2d_backward)
def lp_pool3d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    norm_type: SupportsFloat,
    kernel_size: Size,
    stride: Size | None = None,
    ceil_mode: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`lp_pool3d`的反向传播。"""
    call = _lp_pool(3, input, norm_type, kernel_size, stride, ceil_mode)
    return call.backward(impl, grad_output, input)
