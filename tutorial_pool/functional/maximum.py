"""最大池化：参数的检查，和六个公开的函数。"""

from typing import Literal, overload

import numpy as np

from tutorial_pool.engines import Impl
from tutorial_pool.functional.arguments import (
    FLOATS,
    INTEGERS,
    Size,
    blind_window,
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


@remembered
def _max_pool(
    n: int,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None,
    padding: Size,
    dilation: Size,
    ceil_mode: bool,
    return_indices: bool,
) -> Call:
    """检查过的参数，和要引擎做的事。"""
    check_array("input", input)
    sizes = per_axis(n, kernel_size, stride, padding, dilation)
    check_flag("ceil_mode", ceil_mode)
    check_flag("return_indices", return_indices)
    check_rank(n, input)
    check_not_empty(input, -n - 1)
    axes = regular_axes(input.shape[-n:], sizes, ceil_mode)
    check_dtype(input.dtype, FLOATS if n == 1 and not return_indices else FLOATS + INTEGERS)
    name = "max_pool_with_indices" if return_indices else "max_pool"

    def no_gradient() -> str:
        return blind_window(axes) if input.size else ""

    return Call(name, input.shape, input.dtype, lengths(axes), (axes,), no_gradient=no_gradient)


@overload
def max_pool2d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = ...,
    padding: Size = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    return_indices: Literal[False] = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray: ...


@overload
def max_pool2d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = ...,
    padding: Size = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    *,
    return_indices: Literal[True],
    impl: Impl = ...,
) -> tuple[np.ndarray, np.ndarray]: ...


@overload
def max_pool2d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = ...,
    padding: Size = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    return_indices: bool = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray | tuple[np.ndarray, np.ndarray]: ...


def max_pool2d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """二维最大池化：每个窗口里取最大的那个数。

    Args:
        input: 形状`(N, C, H, W)`或不带批量的`(C, H, W)`；float16/32/64。整数
            （int8到int64、uint8）也可以。例外：一维、又不要索引时，整数不行，和torch一样。
        kernel_size: 窗口大小。这一项和下面三项都可以是一个整数，或每条空间轴一个。
        stride: 步幅；None表示等于`kernel_size`。
        padding: 两端各填充多少个−∞（整数类型填最小值），不超过窗口大小的一半。
        dilation: 窗口里相邻两个抽头的距离。
        ceil_mode: 输出长度向上取整，见`geometry.output_size`。
        return_indices: 是否同时返回索引。
        impl: 用哪个引擎：`"vectorized"`、`"compiled"`或`"loops"`，给模块也行。

    Returns:
        值，形状是输入的`H, W`换成各轴的输出长度，类型与输入相同。`return_indices=True`时是
        `(值, 索引)`：索引是int64，是最大值在自己那个平面（不含填充）里的扁平索引。
        并列时取第一个；窗口里有NaN时结果是NaN，索引指向最后一个NaN。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: 某个参数超出int64的范围。
        RuntimeError: 形状不对，或参数的大小不合规则。
        NotImplementedError: 这种元素类型不能做最大池化（如bool和复数）。

    来源：`torch.nn.functional.max_pool2d`。

    Examples:
        >>> x = np.array([-4.0, -1.0, -3.0, -2.0]).reshape(1, 1, 4)
        >>> max_pool2d(x, (1, 2)).ravel()
        array([-1., -2.])
        >>> _, indices = max_pool2d(x, (1, 2), return_indices=True)
        >>> indices.ravel()
        array([1, 3])
    """
    call = _max_pool(2, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)
    return call.forward_with_indices(impl, input) if return_indices else call.forward(impl, input)


@overload
def max_pool1d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = ...,
    padding: Size = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    return_indices: Literal[False] = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray: ...


@overload
def max_pool1d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = ...,
    padding: Size = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    *,
    return_indices: Literal[True],
    impl: Impl = ...,
) -> tuple[np.ndarray, np.ndarray]: ...


@overload
def max_pool1d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = ...,
    padding: Size = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    return_indices: bool = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray | tuple[np.ndarray, np.ndarray]: ...


@like(max_pool2d)
def max_pool1d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """一维最大池化：每个窗口里取最大的那个数。"""
    call = _max_pool(1, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)
    return call.forward_with_indices(impl, input) if return_indices else call.forward(impl, input)


@overload
def max_pool3d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = ...,
    padding: Size = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    return_indices: Literal[False] = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray: ...


@overload
def max_pool3d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = ...,
    padding: Size = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    *,
    return_indices: Literal[True],
    impl: Impl = ...,
) -> tuple[np.ndarray, np.ndarray]: ...


@overload
def max_pool3d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = ...,
    padding: Size = ...,
    dilation: Size = ...,
    ceil_mode: bool = ...,
    return_indices: bool = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray | tuple[np.ndarray, np.ndarray]: ...


@like(max_pool2d)
def max_pool3d(
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """三维最大池化：每个窗口里取最大的那个数。"""
    call = _max_pool(3, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)
    return call.forward_with_indices(impl, input) if return_indices else call.forward(impl, input)


def max_pool2d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`max_pool2d`的反向传播：上游梯度全部送给被选中的那个元素（并列时是第一个）。

    被几个窗口选中，就加几次。一个元素也看不到的窗口，梯度无处可去，是RuntimeError。

    Args:
        grad_output: 上游梯度，形状和类型都同前向的输出。其余参数同前向。

    Returns:
        损失对`input`的梯度，形状和类型都同`input`。

    Raises:
        TypeError: `grad_output`不是NumPy数组。
        RuntimeError: `grad_output`的形状或类型不对，或`input`不是浮点数。此外同前向。

    来源：`torch.autograd`对`torch.nn.functional.max_pool2d`求得的梯度。

    Examples:
        >>> x = np.array([-4.0, -1.0, -3.0, -2.0]).reshape(1, 1, 4)
        >>> max_pool2d_backward(np.full_like(x[..., :2], 10), x, (1, 2)).ravel()
        array([ 0., 10.,  0., 10.])
    """
    call = _max_pool(2, input, kernel_size, stride, padding, dilation, ceil_mode, False)
    return call.backward(impl, grad_output, input)


@like(max_pool2d_backward)
def max_pool1d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`max_pool1d`的反向传播。"""
    call = _max_pool(1, input, kernel_size, stride, padding, dilation, ceil_mode, False)
    return call.backward(impl, grad_output, input)


@like(max_pool2d_backward)
def max_pool3d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`max_pool3d`的反向传播。"""
    call = _max_pool(3, input, kernel_size, stride, padding, dilation, ceil_mode, False)
    return call.backward(impl, grad_output, input)
