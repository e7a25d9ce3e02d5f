"""门：`torch.nn.functional`里的池化函数，同名、同参数次序、同结果，NumPy数组进，NumPy数组出。

每个参数在这里检查一次，也只在这里检查。`impl=vectorized`（默认）用向量化版，`impl=loops`用循环版。
输入数组从不被改动。每个函数都有它的反向传播：名字后面加`_backward`，参数前面加上游梯度`grad_output`。
"""

import math
import numbers
from collections.abc import Sequence
from types import ModuleType
from typing import Any, SupportsFloat, SupportsIndex

import numpy as np

from tutorial_pool import vectorized
from tutorial_pool.arguments import (
    FLOATS,
    INTEGERS,
    Size,
    check_array,
    check_dtype,
    check_flag,
    check_not_empty,
    check_rank,
    exactly_per_axis,
    per_axis,
    regular_axes,
)
from tutorial_pool.calls import Call, for_each_rank
from tutorial_pool.geometry import INT32, INT64, Adaptive, Regular, Windows, integer

__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_avg_pool1d_backward",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool2d_backward",
    "adaptive_avg_pool3d",
    "adaptive_avg_pool3d_backward",
    "adaptive_max_pool1d",
    "adaptive_max_pool1d_backward",
    "adaptive_max_pool2d",
    "adaptive_max_pool2d_backward",
    "adaptive_max_pool3d",
    "adaptive_max_pool3d_backward",
    "avg_pool1d",
    "avg_pool1d_backward",
    "avg_pool2d",
    "avg_pool2d_backward",
    "avg_pool3d",
    "avg_pool3d_backward",
    "fractional_max_pool2d",
    "fractional_max_pool2d_backward",
    "fractional_max_pool3d",
    "fractional_max_pool3d_backward",
    "lp_pool1d",
    "lp_pool1d_backward",
    "lp_pool2d",
    "lp_pool2d_backward",
    "lp_pool3d",
    "lp_pool3d_backward",
    "max_pool1d",
    "max_pool1d_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "max_pool3d",
    "max_pool3d_backward",
    "max_unpool1d",
    "max_unpool1d_backward",
    "max_unpool2d",
    "max_unpool2d_backward",
    "max_unpool3d",
    "max_unpool3d_backward",
]


@for_each_rank(1, 2, 3)
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
) -> Call:
    """<n>维最大池化：每个窗口里取最大的那个数。

    Args:
        input: 形状`(N, C, <space>)`或不带批量的`(C, <space>)`；float16/32/64。整数
            （int8到int64、uint8）也可以。例外：一维、又不要索引时，整数不行，和torch一样。
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

    Backward:
        上游梯度全部送给被选中的那个元素（并列时是第一个）；被几个窗口选中，就加几次。
        一个元素也看不到的窗口，梯度无处可去，是RuntimeError。

    Examples:
        >>> x = np.array([-4.0, -1.0, -3.0, -2.0]).reshape(<1s>, 4)
        >>> max_pool<n>d_backward(np.full_like(x[..., :2], 10), x, <kernel>).ravel()
        array([ 0., 10.,  0., 10.])
    """
    check_array("input", input)
    sizes = per_axis(n, kernel_size, stride, padding, dilation)
    check_flag("ceil_mode", ceil_mode)
    check_flag("return_indices", return_indices)
    check_rank(n, input)
    check_not_empty(input, -n - 1)
    axes = regular_axes(input.shape[-n:], sizes, ceil_mode)
    check_dtype(input, FLOATS if n == 1 and not return_indices else FLOATS + INTEGERS)
    name = "max_pool_with_indices" if return_indices else "max_pool"
    return Call(impl, name, input, _lengths(axes), (axes,))


def _lengths(axes: Sequence[Windows]) -> tuple[int, ...]:
    return tuple(map(len, axes))


@for_each_rank(1, 2, 3, without="divisor_override")
def _avg_pool(
    n: int,
    input: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
    *,
    impl: ModuleType = vectorized,
) -> Call:
    """<n>维平均池化：每个窗口里的数加起来，除以个数。

    除以几，有三种：给了`divisor_override`就用它；否则`count_include_pad=True`时填充也算个数；
    `False`时只算真正的元素。`ceil_mode`时越过右填充的部分，总是不算。一维的没有`divisor_override`。

    Args:
        input: 形状`(N, C, <space>)`或`(C, <space>)`；float32/64、int64，一维和二维还有float16。
        kernel_size: 窗口大小。这一项和下面两项都可以是一个整数，或每条空间轴一个。
        stride: 步幅；None表示等于`kernel_size`。
        padding: 两端各填充多少个0，不超过窗口大小的一半。
        ceil_mode: 输出长度向上取整，见`geometry.output_size`。
        count_include_pad: 个数里算不算填充。
        divisor_override: 不数了，就除以它；不能是0。
        impl: `tutorial_pool.vectorized`或`tutorial_pool.loops`。

    Returns:
        形状是输入的`<space>`换成各轴的输出长度，类型与输入相同。int64的商向零取整。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: 某个参数超出int64的范围。
        RuntimeError: 形状不对，或参数的大小不合规则；三维时，输入比窗口小也不行，填充了也不行。
        NotImplementedError: 这种元素类型不能做平均池化。

    来源：`torch.nn.functional.avg_pool<n>d`。

    Examples:
        >>> x = np.array([1.0, 3.0, 5.0, 6.0]).reshape(<1s>, 4)
        >>> avg_pool<n>d(x, <kernel>).ravel()
        array([2. , 5.5])

    Backward:
        上游梯度除以同一个个数，平均分给窗口里的每个元素；重叠的地方相加。

    Examples:
        >>> x = np.zeros((<1s>, 4))
        >>> avg_pool<n>d_backward(np.full_like(x[..., :2], 10), x, <kernel>).ravel()
        array([5., 5., 5., 5.])
    """
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
    _check_avg(n, axes, input)
    args = (axes, count_include_pad, divisor_override)
    return Call(impl, "avg_pool", input, _lengths(axes), args)


def _check_avg(n: int, axes: Sequence[Regular], input: np.ndarray) -> None:
    """平均池化和Lp池化共有的：三维的不认float16，也不认比窗口小的输入。"""
    for axis in axes if n == 3 else ():
        if axis.length < axis.kernel_size:
            raise RuntimeError(
                f"三维平均池化的输入应不小于窗口，得到长度{axis.length}、窗口{axis.kernel_size}"
            )
    check_dtype(input, (*(FLOATS[1:] if n == 3 else FLOATS), "int64"))


@for_each_rank(1, 2, 3)
def _lp_pool(
    n: int,
    input: np.ndarray,
    norm_type: SupportsFloat,
    kernel_size: Size,
    stride: Size | None = None,
    ceil_mode: bool = False,
    *,
    impl: ModuleType = vectorized,
) -> Call:
    """<n>维Lp池化：每个窗口里的数，求p次方的和，再开p次方。

    它算的是`(mean(x**p) * K)**(1/p)`，K是窗口大小。所以不完整的窗口，和会按K放大；
    p是1时就是求和；负数的奇数次方和分数次方，会得到NaN或负数，因为没有先取绝对值。

    Args:
        input: 形状`(N, C, <space>)`或`(C, <space>)`；类型同`avg_pool<n>d`。`norm_type`是浮点数时，
            整数输入先变成float32；是正负无穷时，类型同`max_pool<n>d`。
        norm_type: 幂次p，不能是0。正负无穷是绝对值的最大值和最小值。
        kernel_size: 窗口大小，一个整数，或（二维、三维时）每条空间轴一个。
        stride: 步幅；None表示等于`kernel_size`。
        ceil_mode: 输出长度向上取整，见`geometry.output_size`。
        impl: `tutorial_pool.vectorized`或`tutorial_pool.loops`。

    Returns:
        形状是输入的`<space>`换成各轴的输出长度，类型与输入相同；整数的结果是float32。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: `norm_type`是0，`kernel_size`的个数不对，或某个参数超出int64的范围。
        OverflowError: `norm_type`大得变不成浮点数。
        RuntimeError: 形状不对，或参数的大小不合规则；整数的负整数次方，或大过int64的次方。
        NotImplementedError: 这种元素类型不能做Lp池化。

    来源：`torch.nn.functional.lp_pool<n>d`。

    Examples:
        >>> x = np.array([3.0, 4.0, -6.0, 8.0]).reshape(<1s>, 4)
        >>> lp_pool<n>d(x, 2, <kernel>).ravel()
        array([ 5., 10.])

    Backward:
        链式法则：输出y对完整窗口里每个x的导数是`(x / y)**(p - 1)`；不完整时，因为放大过，还要乘
        K除以元素个数。和为0的窗口，梯度是0。

    Examples:
        >>> x = np.array([3.0, 4.0, -6.0, 8.0]).reshape(<1s>, 4)
        >>> lp_pool<n>d_backward(np.full_like(x[..., :2], 10), x, 2, <kernel>).ravel()
        array([ 6.,  8., -6.,  8.])
    """
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
    x = input
    if extreme:
        check_dtype(x, FLOATS if n == 1 else FLOATS + INTEGERS)
    else:
        if x.dtype.kind in "iu" and p < 0 and isinstance(p, int):
            raise RuntimeError(f"整数不能求负整数次方，norm_type是{p}。请先x.astype(np.float32)")
        if x.dtype.kind in "iu" and isinstance(p, int) and p >= INT64:
            raise RuntimeError(f"整数求次方时，norm_type应在int64的范围内，得到{p}")
        if x.dtype.kind in "iu" and isinstance(p, float):
            x = x.astype(np.float32)
        _check_avg(n, axes, x)
    return Call(impl, "lp_pool", x, _lengths(axes), (axes, p))


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


@for_each_rank(1, 2, 3)
def _adaptive_max_pool(
    n: int,
    input: np.ndarray,
    output_size: Any,
    return_indices: bool = False,
    *,
    impl: ModuleType = vectorized,
) -> Call:
    """<n>维自适应最大池化：只说要多大的输出，窗口自己算。

    一条轴上的第i个窗口，从`floor(i * L / O)`开始，到`ceil((i + 1) * L / O)`之前为止。

    Args:
        input: 形状`(N, C, <space>)`或`(C, <space>)`；float16/32/64。
        output_size: 输出长度O：一个整数，或每条空间轴一个，可以是0；二维、三维时，
            元组里的None表示那条轴长度不变。
        return_indices: 是否同时返回索引。
        impl: `tutorial_pool.vectorized`或`tutorial_pool.loops`。

    Returns:
        值，或`(值, 索引)`，同`max_pool<n>d`，只是空间轴的长度就是`output_size`。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: `output_size`的个数不少于输入的轴数，或超出int64的范围。
        RuntimeError: 形状不对，`output_size`是负数、太大或个数不对。
        NotImplementedError: 元素类型不是浮点数。

    来源：`torch.nn.functional.adaptive_max_pool<n>d`。

    Examples:
        >>> x = np.array([-4.0, -1.0, -3.0, -2.0, -9.0]).reshape(<1s>, 5)
        >>> adaptive_max_pool<n>d(x, <kernel>).ravel()
        array([-1., -2.])

    Backward:
        和最大池化一样，上游梯度全部送给被选中的那个元素。

    Examples:
        >>> x = np.array([-4.0, -1.0, -3.0, -2.0, -9.0]).reshape(<1s>, 5)
        >>> adaptive_max_pool<n>d_backward(np.full_like(x[..., :2], 10), x, <kernel>).ravel()
        array([ 0., 10.,  0., 10.,  0.])
    """
    check_array("input", input)
    sizes = _adaptive_sizes(n, input, output_size)
    check_flag("return_indices", return_indices)
    check_rank(n, input)
    check_not_empty(input, 1)
    check_dtype(input, FLOATS)
    axes = _adaptive_axes(input.shape[-n:], sizes)
    name = "max_pool_with_indices" if return_indices else "max_pool"
    return Call(impl, name, input, sizes, (axes,))


@for_each_rank(1, 2, 3)
def _adaptive_avg_pool(
    n: int, input: np.ndarray, output_size: Any, *, impl: ModuleType = vectorized
) -> Call:
    """<n>维自适应平均池化：只说要多大的输出，窗口自己算；窗口里的数求平均。

    `output_size=1`就是全局平均池化。窗口怎么算，见`adaptive_max_pool<n>d`。

    Args:
        input: 形状`(N, C, <space>)`或`(C, <space>)`；float16/32/64。
        output_size: 同`adaptive_max_pool<n>d`。
        impl: `tutorial_pool.vectorized`或`tutorial_pool.loops`。

    Returns:
        形状是输入的`<space>`换成`output_size`，类型与输入相同。输出全是1时，输入的空间轴可以是空的，
        那时的平均是NaN。

    Raises:
        TypeError: `input`不是NumPy数组，或某个参数类型不对。
        ValueError: `output_size`的个数不少于输入的轴数，或超出int64的范围。
        RuntimeError: 形状不对，`output_size`是负数、太大或个数不对。
        NotImplementedError: 元素类型不是浮点数。

    来源：`torch.nn.functional.adaptive_avg_pool<n>d`。

    Examples:
        >>> x = np.array([1.0, 2.0, 3.0, 4.0, 5.0]).reshape(<1s>, 5)
        >>> adaptive_avg_pool<n>d(x, <kernel>).ravel()
        array([2., 4.])

    Backward:
        上游梯度除以窗口里的个数，分给窗口里的每个元素；窗口重叠的地方相加。

    Examples:
        >>> x = np.array([1.0, 2.0, 3.0, 4.0, 5.0]).reshape(<1s>, 5)
        >>> adaptive_avg_pool<n>d_backward(np.full_like(x[..., :2], 3), x, <kernel>).ravel()
        array([1., 1., 2., 1., 1.])
    """
    check_array("input", input)
    sizes = _adaptive_sizes(n, input, output_size)
    check_rank(n, input)
    if any(size != 1 for size in sizes):
        check_not_empty(input, 1 if n == 3 else -n)
    check_dtype(input, FLOATS)
    return Call(impl, "avg_pool", input, sizes, (_adaptive_axes(input.shape[-n:], sizes),))


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


def _adaptive_axes(lengths: Sequence[int], sizes: Sequence[int]) -> list[Windows]:
    """每条空间轴的自适应窗口；除得尽时，它就是规则的窗口。"""
    return [
        Regular(length, length // size)
        if 0 < size <= length and length % size == 0
        else Adaptive(length, size)
        for length, size in zip(lengths, sizes, strict=True)
    ]


@for_each_rank(2, 3)
def _fractional_max_pool(
    n: int,
    input: np.ndarray,
    kernel_size: Size,
    output_size: Size | None = None,
    output_ratio: float | Sequence[float] | None = None,
    return_indices: bool = False,
    _random_samples: np.ndarray | None = None,
    *,
    impl: ModuleType = vectorized,
) -> Call:
    """<n>维分数最大池化：窗口的间隔是随机的，缩小的倍数可以不是整数。

    窗口怎么落，见`geometry.Fractional`。每个平面有自己的随机数，所以有自己的窗口。

    Args:
        input: 形状`(N, C, <space>)`或`(C, <space>)`；float16/32/64。
        kernel_size: 窗口大小，一个整数，或每条空间轴一个。
        output_size: 输出长度，一个整数，或每条空间轴一个。它和下一项至少给一个，都给时听它的。
        output_ratio: 输出长度是输入的几分之几，每条空间轴一个（三维的可以只写一个数）。
        return_indices: 是否同时返回索引。
        _random_samples: 随机数，在0和1之间，类型同`input`，形状`(N, C, <n>)`，不带批量时N写1。
            二维的`[..., 0]`管W，`[..., 1]`管H；三维的依次管D、H、W。不给就现抽。
        impl: `tutorial_pool.vectorized`或`tutorial_pool.loops`。

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
    `torch.nn.functional.fractional_max_pool<n>d`。

    Examples:
        >>> x = np.broadcast_to(np.arange(10.0), (1, 1, *[10] * <n>))
        >>> samples = np.full((1, 1, <n>), 0.5)
        >>> y = fractional_max_pool<n>d(x, 2, output_size=6, _random_samples=samples)
        >>> y.reshape(-1, 6)[0]
        array([1., 3., 5., 6., 8., 9.])

    Backward:
        和最大池化一样，上游梯度全部送给被选中的那个元素。`_random_samples`必须和前向时的相同。

    Examples:
        >>> x = np.broadcast_to(np.arange(4.0), (1, 1, *[4] * <n>))
        >>> sizes = dict(kernel_size=2, output_size=1, _random_samples=np.zeros((1, 1, <n>)))
        >>> grad_input = fractional_max_pool<n>d_backward(np.full((1, 1, <1s>), 10.0), x, **sizes)
        >>> grad_input.reshape(-1, 4).sum(axis=0)
        array([ 0.,  0.,  0., 10.])
    """
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
    check_dtype(input, FLOATS)
    samples = _samples(n, input, _random_samples)
    _check_fractional(samples, input.shape[-n:], kernel, output)
    given = _random_samples is not None
    parts = (kernel, output, samples)
    return Call(
        impl, "fractional_max_pool", input, output, parts, both=return_indices, repeatable=given
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
        start = vectorized.fractional_starts(samples[..., axis], length, k, size)
        if start.size and start.max() > length - k:
            raise RuntimeError(f"{samples.dtype}的精度不够，长{length}的轴上有窗口落到了外面")


@for_each_rank(1, 2, 3)
def _max_unpool(
    n: int,
    input: np.ndarray,
    indices: np.ndarray,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    output_size: Sequence[SupportsIndex] | None = None,
    *,
    impl: ModuleType = vectorized,
) -> Call:
    """<n>维反池化：把最大池化留下的数放回原来的位置，别处都是0。

    同一个位置放了几次，留下最后一次的。窗口大小、步幅和填充只用来推算输出有多大，
    一条轴上是`(L - 1) * stride - 2 * padding + kernel_size`。

    Args:
        input: 形状`(N, C, <space>)`或`(C, <space>)`；float16/32/64。
        indices: 最大池化给出的索引，int64，形状同`input`。
        kernel_size: 池化时的窗口大小，一个整数，或每条空间轴一个；下面两项也是。
        stride: 池化时的步幅；None表示等于`kernel_size`。
        padding: 池化时的填充。
        output_size: 池化之前的长度。池化时几种长度会变成同一种，给出它才能还原。
            每条空间轴一个（或者前面再加批量和通道），和推算出的长度相差要小于步幅。
        impl: `tutorial_pool.vectorized`或`tutorial_pool.loops`。

    Returns:
        形状是输入的`<space>`换成输出长度，类型与输入相同。

    Raises:
        TypeError: `input`或`indices`不是NumPy数组，或某个参数类型不对。
        ValueError: `output_size`的个数或大小不对，或某个参数超出int64的范围。
        IndexError: 某个参数的个数不对，或`input`的维数太少。
        RuntimeError: 形状不对，`indices`不是int64，或索引落在输出之外。
        NotImplementedError: 元素类型不是浮点数。

    来源：`torch.nn.functional.max_unpool<n>d`。

    Examples:
        >>> x = np.array([-1.0, 3.0]).reshape(<1s>, 2)
        >>> max_unpool<n>d(x, np.array([1, 2]).reshape(x.shape), <kernel>).ravel()
        array([ 0., -1.,  3.,  0.])

    Backward:
        从每个数被放到的位置，取回那里的上游梯度。

    Examples:
        >>> x = np.array([-1.0, 3.0]).reshape(<1s>, 2)
        >>> indices = np.array([1, 2]).reshape(x.shape)
        >>> grad_output = np.array([10.0, 20.0, 30.0, 40.0]).reshape(<1s>, 4)
        >>> max_unpool<n>d_backward(grad_output, x, indices, <kernel>).ravel()
        array([20., 30.])
    """
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
    check_dtype(input, FLOATS)
    return Call(impl, "max_unpool", input, output, (output,), indices=indices)


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


max_pool1d, max_pool2d, max_pool3d = _max_pool[0]
max_pool1d_backward, max_pool2d_backward, max_pool3d_backward = _max_pool[1]
avg_pool1d, avg_pool2d, avg_pool3d = _avg_pool[0]
avg_pool1d_backward, avg_pool2d_backward, avg_pool3d_backward = _avg_pool[1]
lp_pool1d, lp_pool2d, lp_pool3d = _lp_pool[0]
lp_pool1d_backward, lp_pool2d_backward, lp_pool3d_backward = _lp_pool[1]
adaptive_max_pool1d, adaptive_max_pool2d, adaptive_max_pool3d = _adaptive_max_pool[0]
adaptive_max_pool1d_backward, adaptive_max_pool2d_backward, adaptive_max_pool3d_backward = (
    _adaptive_max_pool[1]
)
adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d = _adaptive_avg_pool[0]
adaptive_avg_pool1d_backward, adaptive_avg_pool2d_backward, adaptive_avg_pool3d_backward = (
    _adaptive_avg_pool[1]
)
max_unpool1d, max_unpool2d, max_unpool3d = _max_unpool[0]
max_unpool1d_backward, max_unpool2d_backward, max_unpool3d_backward = _max_unpool[1]
fractional_max_pool2d, fractional_max_pool3d = _fractional_max_pool[0]
fractional_max_pool2d_backward, fractional_max_pool3d_backward = _fractional_max_pool[1]
