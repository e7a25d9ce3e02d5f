"""自适应池化，最大和平均：参数的检查，和十二个公开的函数。"""

from collections.abc import Sequence
from typing import Any, Literal, overload

import numpy as np

from tutorial_pool.engines import Impl
from tutorial_pool.functional.arguments import (
    FLOATS,
    AdaptiveSize,
    check_array,
    check_dtype,
    check_flag,
    check_not_empty,
    check_rank,
    exactly_per_axis,
)
from tutorial_pool.functional.call import Call, remembered
from tutorial_pool.functional.like import like
from tutorial_pool.geometry import INT32, Adaptive, Regular, Windows


def _adaptive_sizes(n: int, input: np.ndarray, output_size: Any) -> tuple[int, ...]:
    """自适应池化的输出长度，每条空间轴一个。"""
    if n > 1 and isinstance(output_size, (tuple, list)):
        if len(output_size) >= input.ndim:
            raise ValueError(
                f"input应为{n + 1}维或{n + 2}维，output_size应为一个整数或{n}个整数，"
                f"得到{input.ndim}维和{output_size!r}"
            )
        if len(output_size) == n:
            pairs = zip(input.shape[-n:], output_size, strict=True)
            output_size = [length if size is None else size for length, size in pairs]
    sizes = exactly_per_axis(n, "output_size", output_size, RuntimeError)
    if not all(0 <= size < INT32 for size in sizes):
        raise RuntimeError(f"output_size应在0和int32的上限之间，得到{output_size!r}")
    return sizes


def _adaptive_axes(lengths: Sequence[int], sizes: Sequence[int]) -> tuple[Windows, ...]:
    """每条空间轴的自适应窗口；除得尽时，它就是规则的窗口。"""
    return tuple(
        Regular(length, length // size)
        if 0 < size <= length and length % size == 0
        else Adaptive(length, size)
        for length, size in zip(lengths, sizes, strict=True)
    )


@remembered
def _adaptive_max_pool(
    n: int, input: np.ndarray, output_size: AdaptiveSize, return_indices: bool
) -> Call:
    """检查过的参数，和要引擎做的事。"""
    check_array("input", input)
    sizes = _adaptive_sizes(n, input, output_size)
    check_flag("return_indices", return_indices)
    check_rank(n, input)
    check_not_empty(input, 1)
    check_dtype(input.dtype, FLOATS)
    axes = _adaptive_axes(input.shape[-n:], sizes)
    name = "max_pool_with_indices" if return_indices else "max_pool"
    return Call(name, input.shape, input.dtype, sizes, (axes,))


@overload
def adaptive_max_pool2d(
    input: np.ndarray,
    output_size: AdaptiveSize,
    return_indices: Literal[False] = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray: ...


@overload
def adaptive_max_pool2d(
    input: np.ndarray, output_size: AdaptiveSize, *, return_indices: Literal[True], impl: Impl = ...
) -> tuple[np.ndarray, np.ndarray]: ...


@overload
def adaptive_max_pool2d(
    input: np.ndarray, output_size: AdaptiveSize, return_indices: bool = ..., *, impl: Impl = ...
) -> np.ndarray | tuple[np.ndarray, np.ndarray]: ...


def adaptive_max_pool2d(
    input: np.ndarray,
    output_size: AdaptiveSize,
    return_indices: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """二维自适应最大池化：只说要多大的输出，窗口自己算。

    一条轴上的第i个窗口，从`floor(i * L / O)`开始，到`ceil((i + 1) * L / O)`之前为止。

    Args:
        input: 形状`(N, C, H, W)`或`(C, H, W)`；float16/32/64。
        output_size: 输出长度O：一个整数，或每条空间轴一个，可以是0；一维以外，
            元组里的None表示那条轴长度不变。
        return_indices: 是否同时返回索引。
        impl: 用哪个引擎：`"vectorized"`、`"compiled"`或`"loops"`，给模块也行。

    Returns:
        值，或`(值, 索引)`，同`max_pool2d`，只是空间轴的长度就是`output_size`。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: `output_size`的个数不少于输入的轴数，或超出int64的范围。
        RuntimeError: 形状不对，`output_size`是负数、太大或个数不对。
        NotImplementedError: 元素类型不是浮点数。

    来源：`torch.nn.functional.adaptive_max_pool2d`。

    Examples:
        >>> x = np.array([-4.0, -1.0, -3.0, -2.0, -9.0]).reshape(1, 1, 5)
        >>> adaptive_max_pool2d(x, (1, 2)).ravel()
        array([-1., -2.])
    """
    call = _adaptive_max_pool(2, input, output_size, return_indices)
    return call.forward_with_indices(impl, input) if return_indices else call.forward(impl, input)


@overload
def adaptive_max_pool1d(
    input: np.ndarray,
    output_size: AdaptiveSize,
    return_indices: Literal[False] = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray: ...


@overload
def adaptive_max_pool1d(
    input: np.ndarray, output_size: AdaptiveSize, *, return_indices: Literal[True], impl: Impl = ...
) -> tuple[np.ndarray, np.ndarray]: ...


@overload
def adaptive_max_pool1d(
    input: np.ndarray, output_size: AdaptiveSize, return_indices: bool = ..., *, impl: Impl = ...
) -> np.ndarray | tuple[np.ndarray, np.ndarray]: ...


@like(adaptive_max_pool2d)
def adaptive_max_pool1d(
    input: np.ndarray,
    output_size: AdaptiveSize,
    return_indices: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """一维自适应最大池化：只说要多大的输出，窗口自己算。"""
    call = _adaptive_max_pool(1, input, output_size, return_indices)
    return call.forward_with_indices(impl, input) if return_indices else call.forward(impl, input)


@overload
def adaptive_max_pool3d(
    input: np.ndarray,
    output_size: AdaptiveSize,
    return_indices: Literal[False] = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray: ...


@overload
def adaptive_max_pool3d(
    input: np.ndarray, output_size: AdaptiveSize, *, return_indices: Literal[True], impl: Impl = ...
) -> tuple[np.ndarray, np.ndarray]: ...


@overload
def adaptive_max_pool3d(
    input: np.ndarray, output_size: AdaptiveSize, return_indices: bool = ..., *, impl: Impl = ...
) -> np.ndarray | tuple[np.ndarray, np.ndarray]: ...


@like(adaptive_max_pool2d)
def adaptive_max_pool3d(
    input: np.ndarray,
    output_size: AdaptiveSize,
    return_indices: bool = False,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """三维自适应最大池化：只说要多大的输出，窗口自己算。"""
    call = _adaptive_max_pool(3, input, output_size, return_indices)
    return call.forward_with_indices(impl, input) if return_indices else call.forward(impl, input)


def adaptive_max_pool2d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    output_size: AdaptiveSize,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`adaptive_max_pool2d`的反向传播：和最大池化一样，上游梯度全部送给被选中的那个元素。

    Args:
        grad_output: 上游梯度，形状和类型都同前向的输出。其余参数同前向。

    Returns:
        损失对`input`的梯度，形状和类型都同`input`。

    Raises:
        TypeError: `grad_output`不是NumPy数组。
        RuntimeError: `grad_output`的形状或类型不对，或`input`不是浮点数。此外同前向。

    来源：`torch.autograd`对`torch.nn.functional.adaptive_max_pool2d`求得的梯度。

    Examples:
        >>> x = np.array([-4.0, -1.0, -3.0, -2.0, -9.0]).reshape(1, 1, 5)
        >>> adaptive_max_pool2d_backward(np.full_like(x[..., :2], 10), x, (1, 2)).ravel()
        array([ 0., 10.,  0., 10.,  0.])
    """
    call = _adaptive_max_pool(2, input, output_size, False)
    return call.backward(impl, grad_output, input)


@like(adaptive_max_pool2d_backward)
def adaptive_max_pool1d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    output_size: AdaptiveSize,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`adaptive_max_pool1d`的反向传播。"""
    call = _adaptive_max_pool(1, input, output_size, False)
    return call.backward(impl, grad_output, input)


@like(adaptive_max_pool2d_backward)
def adaptive_max_pool3d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    output_size: AdaptiveSize,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`adaptive_max_pool3d`的反向传播。"""
    call = _adaptive_max_pool(3, input, output_size, False)
    return call.backward(impl, grad_output, input)


@remembered
def _adaptive_avg_pool(n: int, input: np.ndarray, output_size: AdaptiveSize) -> Call:
    """检查过的参数，和要引擎做的事。"""
    check_array("input", input)
    sizes = _adaptive_sizes(n, input, output_size)
    check_rank(n, input)
    if any(size != 1 for size in sizes):
        check_not_empty(input, 1 if n == 3 else -n)
    check_dtype(input.dtype, FLOATS)
    axes = _adaptive_axes(input.shape[-n:], sizes)
    return Call("avg_pool", input.shape, input.dtype, sizes, (axes,))


def adaptive_avg_pool2d(
    input: np.ndarray, output_size: AdaptiveSize, *, impl: Impl = "vectorized"
) -> np.ndarray:
    """二维自适应平均池化：只说要多大的输出，窗口自己算；窗口里的数求平均。

    `output_size=1`就是全局平均池化。窗口怎么算，见`adaptive_max_pool2d`。

    Args:
        input: 形状`(N, C, H, W)`或`(C, H, W)`；float16/32/64。
        output_size: 同`adaptive_max_pool2d`。
        impl: 用哪个引擎：`"vectorized"`、`"compiled"`或`"loops"`，给模块也行。

    Returns:
        形状是输入的`H, W`换成`output_size`，类型与输入相同。输出全是1时，输入的空间轴可以是空的，
        那时的平均是NaN。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: `output_size`的个数不少于输入的轴数，或超出int64的范围。
        RuntimeError: 形状不对，`output_size`是负数、太大或个数不对。
        NotImplementedError: 元素类型不是浮点数。

    来源：`torch.nn.functional.adaptive_avg_pool2d`。

    Examples:
        >>> x = np.array([1.0, 2.0, 3.0, 4.0, 5.0]).reshape(1, 1, 5)
        >>> adaptive_avg_pool2d(x, (1, 2)).ravel()
        array([2., 4.])
    """
    call = _adaptive_avg_pool(2, input, output_size)
    return call.forward(impl, input)


@like(adaptive_avg_pool2d)
def adaptive_avg_pool1d(
    input: np.ndarray, output_size: AdaptiveSize, *, impl: Impl = "vectorized"
) -> np.ndarray:
    """一维自适应平均池化：只说要多大的输出，窗口自己算；窗口里的数求平均。"""
    call = _adaptive_avg_pool(1, input, output_size)
    return call.forward(impl, input)


@like(adaptive_avg_pool2d)
def adaptive_avg_pool3d(
    input: np.ndarray, output_size: AdaptiveSize, *, impl: Impl = "vectorized"
) -> np.ndarray:
    """三维自适应平均池化：只说要多大的输出，窗口自己算；窗口里的数求平均。"""
    call = _adaptive_avg_pool(3, input, output_size)
    return call.forward(impl, input)


def adaptive_avg_pool2d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    output_size: AdaptiveSize,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`adaptive_avg_pool2d`的反向传播：上游梯度除以窗口里的个数，分给窗口里的每个元素；窗口重叠的地方相加。

    Args:
        grad_output: 上游梯度，形状和类型都同前向的输出。其余参数同前向。

    Returns:
        损失对`input`的梯度，形状和类型都同`input`。

    Raises:
        TypeError: `grad_output`不是NumPy数组。
        RuntimeError: `grad_output`的形状或类型不对，或`input`不是浮点数。此外同前向。

    来源：`torch.autograd`对`torch.nn.functional.adaptive_avg_pool2d`求得的梯度。

    Examples:
        >>> x = np.array([1.0, 2.0, 3.0, 4.0, 5.0]).reshape(1, 1, 5)
        >>> adaptive_avg_pool2d_backward(np.full_like(x[..., :2], 3), x, (1, 2)).ravel()
        array([1., 1., 2., 1., 1.])
    """
    call = _adaptive_avg_pool(2, input, output_size)
    return call.backward(impl, grad_output, input)


@like(adaptive_avg_pool2d_backward)
def adaptive_avg_pool1d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    output_size: AdaptiveSize,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`adaptive_avg_pool1d`的反向传播。"""
    call = _adaptive_avg_pool(1, input, output_size)
    return call.backward(impl, grad_output, input)


@like(adaptive_avg_pool2d_backward)
def adaptive_avg_pool3d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    output_size: AdaptiveSize,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`adaptive_avg_pool3d`的反向传播。"""
    call = _adaptive_avg_pool(3, input, output_size)
    return call.backward(impl, grad_output, input)
