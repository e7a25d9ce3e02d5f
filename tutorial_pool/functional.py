"""门：`torch.nn.functional`里的池化函数，同名、同参数次序、同结果，NumPy数组进，NumPy数组出。

每个参数在这里检查一次，也只在这里检查。`impl=vectorized`（默认）用向量化版，`impl=loops`用循环版。
输入数组从不被改动。
"""

import inspect
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Concatenate, ParamSpec, SupportsIndex, TypeVar

import numpy as np

from tutorial_pool import vectorized
from tutorial_pool.geometry import Regular, integer

__all__ = ["max_pool1d", "max_pool2d", "max_pool3d"]

# 一个整数，或每条空间轴一个整数。
Size = SupportsIndex | Sequence[SupportsIndex]

FLOATS = ("float16", "float32", "float64")
INTEGERS = ("int8", "int16", "int32", "int64", "uint8")
SPACE = {1: "L", 2: "H, W", 3: "D, H, W"}

P = ParamSpec("P")
R = TypeVar("R")


def _for_each_rank(
    template: Callable[Concatenate[int, P], R],
) -> tuple[Callable[P, R], Callable[P, R], Callable[P, R]]:
    """一个模板变出三个函数：空间轴有一条、两条、三条。签名和文档只写一次。"""

    def bind(n: int) -> Callable[P, R]:
        def function(*args: P.args, **kwargs: P.kwargs) -> R:
            return template(n, *args, **kwargs)

        function.__name__ = function.__qualname__ = f"{template.__name__.strip('_')}{n}d"
        function.__doc__ = (
            (template.__doc__ or "")
            .replace("<n>维", f"{'一二三'[n - 1]}维")
            .replace("<n>", str(n))
            .replace("<space>", SPACE[n])
            .replace("<1s>", ", ".join("1" * n))
            .replace("<kernel>", str((1,) * (n - 1) + (2,)))
        )
        signature = inspect.signature(template)
        without_n = list(signature.parameters.values())[1:]
        function.__signature__ = signature.replace(parameters=without_n)  # type: ignore[attr-defined]
        function.__annotations__ = {k: v for k, v in template.__annotations__.items() if k != "n"}
        return function

    return bind(1), bind(2), bind(3)


@_for_each_rank
def _max_pool(
    n: int,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
    *,
    impl: ModuleType = vectorized,
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """<n>维最大池化：每个窗口里取最大的那个数。

    Args:
        input: 形状`(N, C, <space>)`或不带批量的`(C, <space>)`；float16/32/64。整数
            （int8到int64、uint8）也可以，只是一维且不要索引时和torch一样不行。
        kernel_size: 窗口大小。这一项和下面三项都可以是一个整数，或每条空间轴一个。
        stride: 步幅；None表示等于`kernel_size`。
        padding: 两端各填充多少个−∞（整数类型填最小值），不超过窗口大小的一半。
        dilation: 窗口里相邻两个抽头的距离。
        ceil_mode: 输出长度向上取整，见`geometry.output_size`。
        return_indices: 是否同时返回索引。
        impl: `tutorial_pool.vectorized`或`tutorial_pool.loops`。

    Returns:
        值，形状是输入的`<space>`换成各轴的输出长度，类型与输入相同。`return_indices=True`时是
        `(值, 索引)`：索引是int64，是最大值在自己那个平面（不含填充）里的扁平索引。
        并列时取第一个；窗口里有NaN时结果是NaN，索引指向最后一个NaN。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: 某个参数超出int64的范围。
        RuntimeError: 形状不对，或参数的大小不合规则。
        NotImplementedError: 这种元素类型不能做最大池化（如bool和复数）。

    来源：`torch.nn.functional.max_pool<n>d`。

    Examples:
        >>> x = np.array([-4.0, -1.0, -3.0, -2.0]).reshape(<1s>, 4)
        >>> max_pool<n>d(x, <kernel>).ravel()
        array([-1., -2.])
        >>> _, indices = max_pool<n>d(x, <kernel>, return_indices=True)
        >>> indices.ravel()
        array([1, 3])
    """
    _check_array(input)
    sizes = per_axis(n, kernel_size, stride, padding, dilation)
    _check_flag("ceil_mode", ceil_mode)
    _check_shape(n, input)
    axes = regular_axes(input.shape[-n:], sizes, ceil_mode)
    _check_dtype(input, FLOATS if n == 1 and not return_indices else FLOATS + INTEGERS)
    if return_indices:
        return _on_batch(n, input, lambda x: _twin(impl, "max_pool_with_indices")(x, axes))
    return _on_batch(n, input, lambda x: _twin(impl, "max_pool")(x, axes))


max_pool1d, max_pool2d, max_pool3d = _max_pool


def _twin(impl: ModuleType, name: str) -> Callable[..., R]:
    if not hasattr(impl, name):
        raise TypeError(f"impl应为tutorial_pool.loops或tutorial_pool.vectorized，得到{impl!r}")
    return getattr(impl, name)


def _on_batch(n: int, input: np.ndarray, pool: Callable[[np.ndarray], R]) -> R:
    """不带批量的输入，先添一条长度为1的批量轴，算完再去掉。"""
    x = np.asarray(input, dtype=input.dtype.newbyteorder("="))
    if x.ndim == n + 2:
        return pool(x)
    result = pool(x[np.newaxis])
    return tuple(part[0] for part in result) if isinstance(result, tuple) else result[0]


def regular_axes(
    lengths: Sequence[int], sizes: Sequence[Sequence[int | None]], ceil_mode: bool
) -> list[Regular]:
    """每条空间轴的窗口。`sizes`是四个参数各自在每条轴上的值，由`per_axis`给出。"""
    return [Regular(*numbers, ceil_mode) for numbers in zip(lengths, *sizes, strict=True)]


def per_axis(
    n: int, kernel_size: Size, stride: Size | None, padding: Size, dilation: Size
) -> list[tuple[int | None, ...]]:
    """四个参数，各变成每条空间轴一个数。"""
    if isinstance(stride, (tuple, list)) and not stride:  # torch把空元组当作没有给
        stride = None
    return [
        _one_per_axis(n, "kernel_size", kernel_size),
        (None,) * n if stride is None else _one_per_axis(n, "stride", stride),
        _one_per_axis(n, "padding", padding),
        _one_per_axis(n, "dilation", dilation),
    ]


def _one_per_axis(n: int, name: str, value: Size) -> tuple[int, ...]:
    """一个整数，变成每条空间轴一个。"""
    if not isinstance(value, (tuple, list)):
        return (integer(name, value),) * n
    numbers = tuple(integer(name, number) for number in value)
    if len(numbers) not in (1, n):
        expected = "一个整数" if n == 1 else f"一个整数或{n}个整数"
        raise RuntimeError(f"{name}应为{expected}，得到{len(numbers)}个：{value!r}")
    return numbers * n if len(numbers) == 1 else numbers


def _check_array(input: np.ndarray) -> None:
    if not isinstance(input, np.ndarray):
        raise TypeError(
            f"input应为NumPy数组，得到{type(input).__module__}.{type(input).__name__}。"
            "列表请先np.array(…)，torch的张量请先.numpy()"
        )
    if input.dtype.kind not in "biufc":
        raise TypeError(f"input的元素应为数，得到dtype={input.dtype}")


def _check_flag(name: str, value: bool) -> None:
    if not isinstance(value, bool):
        raise TypeError(f"{name}应为True或False，得到{type(value).__name__}：{value!r}")


def _check_shape(n: int, input: np.ndarray) -> None:
    if input.ndim not in (n + 1, n + 2):
        hint = "。缺的轴可以补上：x[np.newaxis]" if input.ndim == n else ""
        raise RuntimeError(
            f"input应为{n + 1}维(C, {SPACE[n]})或{n + 2}维(N, C, {SPACE[n]})，"
            f"得到{input.ndim}维，形状{input.shape}{hint}"
        )
    if 0 in input.shape[-n - 1 :]:
        raise RuntimeError(f"除了批量，每条轴的长度都应至少为1，得到形状{input.shape}")


def _check_dtype(input: np.ndarray, supported: tuple[str, ...]) -> None:
    if input.dtype.newbyteorder("=") not in supported:
        raise NotImplementedError(
            f"input的元素类型应为{'、'.join(supported)}之一，得到{input.dtype}。"
            "可以先转换：x.astype(np.float32)"
        )
