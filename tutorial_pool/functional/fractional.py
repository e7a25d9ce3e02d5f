"""分数最大池化：参数的检查，和四个公开的函数。"""

import math
import numbers
from collections.abc import Sequence
from typing import Any, Literal, overload

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
    exactly_per_axis,
)
from tutorial_pool.functional.call import Call
from tutorial_pool.functional.like import like
from tutorial_pool.geometry import fractional_starts


def _fractional_max_pool(
    n: int,
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None,
    output_ratio: float | Sequence[float] | None,
    return_indices: bool,
    _random_samples: np.ndarray | None,
) -> Call:
    """检查过的参数，和要引擎做的事。"""
    check_array("input", input)
    check_flag("return_indices", return_indices)
    if output_size is None and output_ratio is None:
        raise ValueError("output_size和output_ratio至少给一个")
    kernel = exactly_per_axis(n, "kernel_size", kernel_size, RuntimeError)
    if output_size is not None:
        output = exactly_per_axis(n, "output_size", output_size, RuntimeError)
    needed = n if output_size is None else 0  # torch要看的轴，没有就是IndexError
    check_rank(n, input, index_error_below=n + 1 if _random_samples is None else needed)
    if output_size is None:
        output = _from_ratio(n, input.shape[-n:], output_ratio)
    check_not_empty(input, 1)
    for length, k, size in zip(input.shape[-n:], kernel, output, strict=True):
        if k < 1 or size < 0:
            raise RuntimeError(f"窗口大小应为正、输出长度应不为负，得到{k}和{size}")
        if size + k - 1 > length - (n == 3):  # torch的三维比二维严一格
            bound = "小于" if n == 3 else "不超过"
            raise RuntimeError(f"输出长度{size}加窗口{k}减1，应{bound}输入长度{length}")
    check_dtype(input.dtype, FLOATS)
    samples = _samples(n, input, _random_samples)
    _check_fractional(samples, input.shape[-n:], kernel, output)
    parts = (kernel, output, samples)
    reason = (
        "" if _random_samples is not None else "反向传播要用前向时的随机数，请给出_random_samples"
    )
    return Call(
        "fractional_max_pool", input.shape, input.dtype, output, parts, no_gradient=lambda: reason
    )


def _from_ratio(n: int, lengths: Sequence[int], output_ratio: Any) -> tuple[int, ...]:
    """输出长度：输入长度乘比例，去掉小数。"""
    if n == 3 and isinstance(output_ratio, numbers.Real):
        output_ratio = (output_ratio,) * n
    if not isinstance(output_ratio, (tuple, list)):
        raise TypeError(f"output_ratio应为{n}个数的元组，得到{output_ratio!r}")
    if len(output_ratio) != n:
        error = IndexError if len(output_ratio) < n else ValueError
        raise error(f"output_ratio应有{n}个，得到{output_ratio!r}")
    for ratio in output_ratio:
        if not isinstance(ratio, numbers.Real):
            raise TypeError(f"output_ratio应为数，得到{output_ratio!r}")
        if not math.isfinite(ratio):
            wrong = OverflowError if math.isinf(ratio) else ValueError
            raise wrong(f"output_ratio应为有限的数，得到{output_ratio!r}")
    return tuple(int(length * ratio) for length, ratio in zip(lengths, output_ratio, strict=True))


def _samples(n: int, input: np.ndarray, samples: np.ndarray | None) -> np.ndarray:
    """每个平面在每条空间轴上的随机数，形状`(N, C, n)`，按空间轴的次序。"""
    batch = input.shape[0] if input.ndim == n + 2 else 1
    channels = input.shape[-n - 1]
    if samples is None:
        samples = np.random.default_rng().random((batch, channels, n)).astype(input.dtype)
    check_array("_random_samples", samples)
    if samples.ndim != 3 or samples.shape[0] < batch or samples.shape[1:] != (channels, n):
        raise RuntimeError(f"_random_samples的形状应为{(batch, channels, n)}，得到{samples.shape}")
    if samples.dtype.newbyteorder("=") != input.dtype.newbyteorder("="):
        raise RuntimeError(f"_random_samples的类型应为{input.dtype}，得到{samples.dtype}")
    samples = samples[:batch].astype(input.dtype.newbyteorder("="))
    if not ((samples >= 0) & (samples <= 1)).all():
        raise RuntimeError("_random_samples里的数都应在0和1之间")
    return samples[..., ::-1] if n == 2 else samples  # torch的二维是先W后H


def _check_fractional(
    samples: np.ndarray, lengths: Sequence[int], kernel: Sequence[int], output: Sequence[int]
) -> None:
    """float16在长的轴上舍入得厉害，窗口可能被推到输入外面去。"""
    for axis, (length, k, size) in enumerate(zip(lengths, kernel, output, strict=True)):
        start = fractional_starts(samples[..., axis], length, k, size)
        if start.size and start.max() > length - k:
            raise RuntimeError(f"{samples.dtype}的精度不够，长{length}的轴上有窗口落到了外面")


@overload
def fractional_max_pool2d(
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = ...,
    output_ratio: float | Sequence[float] | None = ...,
    return_indices: Literal[False] = ...,
    _random_samples: np.ndarray | None = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray: ...


@overload
def fractional_max_pool2d(
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = ...,
    output_ratio: float | Sequence[float] | None = ...,
    *,
    return_indices: Literal[True],
    _random_samples: np.ndarray | None = ...,
    impl: Impl = ...,
) -> tuple[np.ndarray, np.ndarray]: ...


@overload
def fractional_max_pool2d(
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = ...,
    output_ratio: float | Sequence[float] | None = ...,
    return_indices: bool = ...,
    _random_samples: np.ndarray | None = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray | tuple[np.ndarray, np.ndarray]: ...


def fractional_max_pool2d(
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: bool = False,
    _random_samples: np.ndarray | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """二维分数最大池化：窗口的间隔是随机的，缩小的倍数可以不是整数。

    窗口怎么落，见`geometry.Fractional`。每个平面有自己的随机数，所以有自己的窗口。

    Args:
        input: 形状`(N, C, H, W)`或`(C, H, W)`；float16/32/64。
        kernel_size: 窗口大小，一个整数，或每条空间轴一个。
        output_size: 输出长度，一个整数，或每条空间轴一个。它和下一项至少给一个，都给时听它的。
        output_ratio: 输出长度是输入的几分之几，每条空间轴一个（三维的可以只写一个数）。
        return_indices: 是否同时返回索引。
        _random_samples: 随机数，在0和1之间，类型同`input`，形状`(N, C, 2)`，不带批量时N写1。
            `[..., 0]`管W，`[..., 1]`管H；三维的则依次管D、H、W。不给就现抽。
        impl: 用哪个引擎：`"vectorized"`、`"compiled"`或`"loops"`，给模块也行。

    Returns:
        值，或`(值, 索引)`，同`max_pool2d`，只是空间轴的长度是`output_size`。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: 输出长度和比例都没有给，比例是NaN，或个数太多。
        OverflowError: 比例是无穷大。
        IndexError: 比例的个数太少，或`input`的维数太少。
        RuntimeError: 形状不对，窗口放不下，或随机数的形状、类型、大小不对。
        NotImplementedError: 元素类型不是浮点数。

    来源：Graham，Fractional Max-Pooling，arXiv:1412.6071；
    `torch.nn.functional.fractional_max_pool2d`。

    Examples:
        >>> x = np.broadcast_to(np.arange(10.0), (1, *[10] * 2))
        >>> samples = np.array([[[0.5] * 2]])
        >>> y = fractional_max_pool2d(x, 2, output_size=6, _random_samples=samples)
        >>> y.reshape(-1, 6)[0]
        array([1., 3., 5., 6., 8., 9.])
    """
    call = _fractional_max_pool(
        2, input, kernel_size, output_size, output_ratio, return_indices, _random_samples
    )
    return call.forward_with_indices(impl, input) if return_indices else call.forward(impl, input)


@overload
def fractional_max_pool3d(
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = ...,
    output_ratio: float | Sequence[float] | None = ...,
    return_indices: Literal[False] = ...,
    _random_samples: np.ndarray | None = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray: ...


@overload
def fractional_max_pool3d(
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = ...,
    output_ratio: float | Sequence[float] | None = ...,
    *,
    return_indices: Literal[True],
    _random_samples: np.ndarray | None = ...,
    impl: Impl = ...,
) -> tuple[np.ndarray, np.ndarray]: ...


@overload
def fractional_max_pool3d(
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = ...,
    output_ratio: float | Sequence[float] | None = ...,
    return_indices: bool = ...,
    _random_samples: np.ndarray | None = ...,
    *,
    impl: Impl = ...,
) -> np.ndarray | tuple[np.ndarray, np.ndarray]: ...


@like(fractional_max_pool2d)
def fractional_max_pool3d(
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: bool = False,
    _random_samples: np.ndarray | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """三维分数最大池化：窗口的间隔是随机的，缩小的倍数可以不是整数。"""
    call = _fractional_max_pool(
        3, input, kernel_size, output_size, output_ratio, return_indices, _random_samples
    )
    return call.forward_with_indices(impl, input) if return_indices else call.forward(impl, input)


def fractional_max_pool2d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = None,
    output_ratio: float | Sequence[float] | None = None,
    _random_samples: np.ndarray | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`fractional_max_pool2d`的反向传播：和最大池化一样，上游梯度全部送给被选中的那个元素。

    `_random_samples`必须和前向时的相同。

    Args:
        grad_output: 上游梯度，形状和类型都同前向的输出。其余参数同前向。

    Returns:
        损失对`input`的梯度，形状和类型都同`input`。

    Raises:
        TypeError: `grad_output`不是NumPy数组。
        RuntimeError: `grad_output`的形状或类型不对，或`input`不是浮点数。此外同前向。

    来源：`torch.autograd`对`torch.nn.functional.fractional_max_pool2d`求得的梯度。

    Examples:
        >>> x = np.broadcast_to(np.arange(4.0), (1, *[4] * 2))
        >>> sizes = dict(kernel_size=2, output_size=1, _random_samples=np.array([[[0.0] * 2]]))
        >>> grad_input = fractional_max_pool2d_backward(np.full((1, 1, 1), 10.0), x, **sizes)
        >>> grad_input.reshape(-1, 4).sum(axis=0)
        array([ 0.,  0.,  0., 10.])
    """
    call = _fractional_max_pool(
        2, input, kernel_size, output_size, output_ratio, False, _random_samples
    )
    return call.backward(impl, grad_output, input)


@like(fractional_max_pool2d_backward)
def fractional_max_pool3d_backward(
    grad_output: np.ndarray,
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = None,
    output_ratio: float | Sequence[float] | None = None,
    _random_samples: np.ndarray | None = None,
    *,
    impl: Impl = "vectorized",
) -> np.ndarray:
    """`fractional_max_pool3d`的反向传播。"""
    call = _fractional_max_pool(
        3, input, kernel_size, output_size, output_ratio, False, _random_samples
    )
    return call.backward(impl, grad_output, input)
