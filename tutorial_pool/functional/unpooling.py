"""反池化：参数的检查，和六个公开的函数。"""

import math
from collections.abc import Sequence
from typing import SupportsIndex

import numpy as np

from tutorial_pool.engines import Impl
from tutorial_pool.functional.arguments import (
    FLOATS,
    Size,
    check_array,
    check_dtype,
    check_not_empty,
    check_rank,
    exactly_per_axis,
)
from tutorial_pool.functional.call import Call
from tutorial_pool.functional.like import like
from tutorial_pool.geometry import INT32, integer


def _max_unpool(
    n: int,
    input: np.ndarray,
    indices: np.ndarray,
    kernel_size: Size,
    stride: Size | None,
    padding: Size,
    output_size: Sequence[SupportsIndex] | None,
) -> Call:
    """检查过的参数，和要引擎做的事。"""
    check_array("input", input)
    check_array("indices", indices)
    kernel = exactly_per_axis(n, "kernel_size", kernel_size, RuntimeError, IndexError)
    strides = (
        kernel
        if stride is None
        else exactly_per_axis(n, "stride", stride, IndexError, RuntimeError)
    )
    paddings = exactly_per_axis(n, "padding", padding, IndexError, RuntimeError)
    if max(map(abs, kernel + strides + paddings)) >= INT32:
        raise RuntimeError(
            f"窗口大小、步幅和填充应在int32的范围内，得到{kernel}、{strides}、{paddings}"
        )
    if output_size is not None and not isinstance(output_size, (tuple, list)):
        raise TypeError(f"output_size应为{n}个整数的元组，得到{output_size!r}")
    wanted = None
    if output_size is not None:
        wanted = [integer("output_size", size) for size in output_size]
    check_rank(n, input, index_error_below=n)
    numbers_per_axis = zip(input.shape[-n:], kernel, strides, paddings, strict=True)
    default = [(length - 1) * s + k - 2 * p for length, k, s, p in numbers_per_axis]
    output = _unpooled(n, default, strides, wanted)
    if min(kernel + strides) < 1 or min(paddings) < 0:
        raise RuntimeError(
            f"窗口大小和步幅应为正、填充应不为负，得到{kernel}、{strides}、{paddings}"
        )
    check_not_empty(input, 1)
    if indices.shape != input.shape or indices.dtype.newbyteorder("=") != np.int64:
        raise RuntimeError(
            f"indices应和input一样是形状{input.shape}，类型是int64，"
            f"得到形状{indices.shape}、类型{indices.dtype}"
        )
    plane = math.prod(output)
    if indices.size and not 0 <= indices.min() <= indices.max() < plane:
        raise RuntimeError(
            f"索引应在0和{plane - 1}之间（输出长度是{output}），"
            f"得到{indices.min()}到{indices.max()}"
        )
    check_dtype(input.dtype, FLOATS)
    return Call("max_unpool", input.shape, input.dtype, output, (output,))


def _unpooled(
    n: int, default: Sequence[int], strides: Sequence[int], output_size: Sequence[int] | None
) -> tuple[int, ...]:
    """反池化的输出长度：给了就核对，没给就用推算的。"""
    output = tuple(default if output_size is None else output_size)
    if len(output) == n + 2:
        output = output[2:]
    if len(output) != n:
        raise ValueError(f"output_size应有{n}个或{n + 2}个，得到{len(output)}个：{output}")
    for size, usual, s in zip(output, default, strides, strict=True):
        if output_size is not None and not usual - s < size < usual + s:
            raise ValueError(f"output_size应在{usual - s}和{usual + s}之间，得到{size}")
        if size < 0:
            raise ValueError(f"输出长度应不为负，算得{size}")
    return output


def max_unpool2d(
    input: np.ndarray,
    indices: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    output_size: Sequence[SupportsIndex] | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """二维反池化：把最大池化留下的数放回原来的位置，别处都是0。

    同一个位置放了几次，留下最后一次的。窗口大小、步幅和填充只用来推算输出有多大，
    一条轴上是`(L - 1) * stride - 2 * padding + kernel_size`。

    Args:
        input: 形状`(N, C, H, W)`或`(C, H, W)`；float16/32/64。
        indices: 最大池化给出的索引，int64，形状同`input`。
        kernel_size: 池化时的窗口大小，一个整数，或每条空间轴一个；下面两项也是。
        stride: 池化时的步幅；None表示等于`kernel_size`。
        padding: 池化时的填充。
        output_size: 池化之前的长度。池化时几种长度会变成同一种，给出它才能还原。
            每条空间轴一个（或者前面再加批量和通道），和推算出的长度相差要小于步幅。
        impl: 用哪个引擎：`"vectorized"`、`"compiled"`或`"loops"`，给模块也行。

    Returns:
        形状是输入的`H, W`换成输出长度，类型与输入相同。

    Raises:
        TypeError: `input`或`indices`不是NumPy数组，或某个参数类型不对。
        ValueError: `output_size`的个数或大小不对，或某个参数超出int64的范围。
        IndexError: 某个参数的个数不对，或`input`的维数太少。
        RuntimeError: 形状不对，`indices`不是int64，或索引落在输出之外。
        NotImplementedError: 元素类型不是浮点数。

    来源：`torch.nn.functional.max_unpool2d`。

    Examples:
        >>> x = np.array([-1.0, 3.0]).reshape(1, 1, 2)
        >>> max_unpool2d(x, np.array([1, 2]).reshape(x.shape), (1, 2)).ravel()
        array([ 0., -1.,  3.,  0.])
    """
    call = _max_unpool(2, input, indices, kernel_size, stride, padding, output_size)
    return call.forward(impl, input, indices)


@like(max_unpool2d)
def max_unpool1d(
    input: np.ndarray,
    indices: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    output_size: Sequence[SupportsIndex] | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """一维反池化：把最大池化留下的数放回原来的位置，别处都是0。"""
    call = _max_unpool(1, input, indices, kernel_size, stride, padding, output_size)
    return call.forward(impl, input, indices)


@like(max_unpool2d)
def max_unpool3d(
    input: np.ndarray,
    indices: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    output_size: Sequence[SupportsIndex] | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """三维反池化：把最大池化留下的数放回原来的位置，别处都是0。"""
    call = _max_unpool(3, input, indices, kernel_size, stride, padding, output_size)
    return call.forward(impl, input, indices)


def max_unpool2d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    indices: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    output_size: Sequence[SupportsIndex] | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`max_unpool2d`的反向传播：从每个数被放到的位置，取回那里的上游梯度。

    Args:
        grad_output: 上游梯度，形状和类型都同前向的输出。其余参数同前向。

    Returns:
        损失对`input`的梯度，形状和类型都同`input`。

    Raises:
        TypeError: `grad_output`不是NumPy数组。
        RuntimeError: `grad_output`的形状或类型不对，或`input`不是浮点数。此外同前向。

    来源：`torch.autograd`对`torch.nn.functional.max_unpool2d`求得的梯度。

    Examples:
        >>> x = np.array([-1.0, 3.0]).reshape(1, 1, 2)
        >>> indices = np.array([1, 2]).reshape(x.shape)
        >>> grad_output = np.array([10.0, 20.0, 30.0, 40.0]).reshape(1, 1, 4)
        >>> max_unpool2d_backward(grad_output, x, indices, (1, 2)).ravel()
        array([20., 30.])
    """
    call = _max_unpool(2, input, indices, kernel_size, stride, padding, output_size)
    return call.backward(impl, grad_output, input, indices)


@like(max_unpool2d_backward)
def max_unpool1d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    indices: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    output_size: Sequence[SupportsIndex] | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`max_unpool1d`的反向传播。"""
    call = _max_unpool(1, input, indices, kernel_size, stride, padding, output_size)
    return call.backward(impl, grad_output, input, indices)


@like(max_unpool2d_backward)
def max_unpool3d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    indices: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    output_size: Sequence[SupportsIndex] | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`max_unpool3d`的反向传播。"""
    call = _max_unpool(3, input, indices, kernel_size, stride, padding, output_size)
    return call.backward(impl, grad_output, input, indices)
