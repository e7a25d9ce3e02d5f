"""平均池化：参数的检查，和六个公开的函数。"""

from collections.abc import Sequence

import numpy as np

from tutorial_pool.engines import Impl
from tutorial_pool.functional.arguments import (
    FLOATS,
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
from tutorial_pool.functional.call import Call, remembered
from tutorial_pool.functional.like import like
from tutorial_pool.geometry import Regular, integer


@remembered
def _avg_pool(
    n: int,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None,
    padding: Size,
    ceil_mode: bool,
    count_include_pad: bool,
    divisor_override: int | None,
) -> Call:
    """检查过的参数，和要引擎做的事。"""
    check_array("input", input)
    sizes = per_axis(n, kernel_size, stride, padding)
    check_flag("ceil_mode", ceil_mode)
    check_flag("count_include_pad", count_include_pad)
    if divisor_override is not None:
        divisor_override = integer("divisor_override", divisor_override)
        if divisor_override == 0:
            raise RuntimeError("divisor_override不能是0")
    check_rank(n, input, index_error_below=3 if n == 2 else 0)
    check_not_empty(input, -n - 1)
    axes = regular_axes(input.shape[-n:], sizes, ceil_mode)
    check_average(n, axes, input.dtype)
    args = (axes, count_include_pad, divisor_override)
    return Call("avg_pool", input.shape, input.dtype, lengths(axes), args)


def check_average(n: int, axes: Sequence[Regular], dtype: np.dtype) -> None:
    """平均池化和Lp池化共有的：三维的不认float16，也不认比窗口小的输入。"""
    for axis in axes if n == 3 else ():
        if axis.length < axis.kernel_size:
            raise RuntimeError(
                f"三维平均池化的输入应不小于窗口，得到长度{axis.length}、窗口{axis.kernel_size}"
            )
    check_dtype(dtype, (*(FLOATS[1:] if n == 3 else FLOATS), "int64"))


def avg_pool2d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """二维平均池化：每个窗口里的数加起来，除以个数。

    除以几，有三种：给了`divisor_override`就用它；否则`count_include_pad=True`时填充也算个数；
    `False`时只算真正的元素。`ceil_mode`时越过右填充的部分，总是不算。一维的没有`divisor_override`。

    Args:
        input: 形状`(N, C, H, W)`或`(C, H, W)`；float32/64、int64，三维以外还有float16。
        kernel_size: 窗口大小。这一项和下面两项都可以是一个整数，或每条空间轴一个。
        stride: 步幅；None表示等于`kernel_size`。
        padding: 两端各填充多少个0，不超过窗口大小的一半。
        ceil_mode: 输出长度向上取整，见`geometry.output_size`。
        count_include_pad: 个数里算不算填充。
        divisor_override: 不数了，就除以它；不能是0。
        impl: 用哪个引擎：`"vectorized"`、`"compiled"`或`"loops"`，给模块也行。

    Returns:
        形状是输入的`H, W`换成各轴的输出长度，类型与输入相同。int64的商向零取整。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: 某个参数超出int64的范围。
        RuntimeError: 形状不对，或参数的大小不合规则；三维时，输入比窗口小也不行，填充了也不行。
        NotImplementedError: 这种元素类型不能做平均池化。

    来源：`torch.nn.functional.avg_pool2d`。

    Examples:
        >>> x = np.array([1.0, 3.0, 5.0, 6.0]).reshape(1, 1, 4)
        >>> avg_pool2d(x, (1, 2)).ravel()
        array([2. , 5.5])
    """
    call = _avg_pool(
        2, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
    )
    return call.forward(impl, input)


@like(avg_pool2d, without="divisor_override")
def avg_pool1d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """一维平均池化：每个窗口里的数加起来，除以个数。"""
    call = _avg_pool(1, input, kernel_size, stride, padding, ceil_mode, count_include_pad, None)
    return call.forward(impl, input)


@like(avg_pool2d)
def avg_pool3d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """三维平均池化：每个窗口里的数加起来，除以个数。"""
    call = _avg_pool(
        3, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
    )
    return call.forward(impl, input)


def avg_pool2d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`avg_pool2d`的反向传播：上游梯度除以同一个个数，平均分给窗口里的每个元素；重叠的地方相加。

    Args:
        grad_output: 上游梯度，形状和类型都同前向的输出。其余参数同前向。

    Returns:
        损失对`input`的梯度，形状和类型都同`input`。

    Raises:
        TypeError: `grad_output`不是NumPy数组。
        RuntimeError: `grad_output`的形状或类型不对，或`input`不是浮点数。此外同前向。

    来源：`torch.autograd`对`torch.nn.functional.avg_pool2d`求得的梯度。

    Examples:
        >>> x = np.zeros((1, 1, 4))
        >>> avg_pool2d_backward(np.full_like(x[..., :2], 10), x, (1, 2)).ravel()
        array([5., 5., 5., 5.])
    """
    call = _avg_pool(
        2, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
    )
    return call.backward(impl, grad_output, input)


@like(avg_pool2d_backward)
def avg_pool1d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`avg_pool1d`的反向传播。"""
    call = _avg_pool(1, input, kernel_size, stride, padding, ceil_mode, count_include_pad, None)
    return call.backward(impl, grad_output, input)


@like(avg_pool2d_backward)
def avg_pool3d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`avg_pool3d`的反向传播。"""
    call = _avg_pool(
        3, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
    )
    return call.backward(impl, grad_output, input)
