"""几何：一条轴上，每个输出看输入的哪些位置。

池化 = 几何×归约。几何只回答“看哪里”，归约只回答“看到的数变成什么”。
多维池化的窗口，就是每条轴各出一个窗口，再取它们的笛卡儿积。所以几何一次只管一条轴。

几何有三种：规则的`Regular`、自适应的`Adaptive`、分数的`Fractional`。它们都是窗口的序列`Windows`。

本模块只用标准库，不需要NumPy；例外是`fractional_starts`：一次算出许多平面的窗口，用到时才导入它。
"""

import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

if TYPE_CHECKING:
    import numpy as np

INT32, INT64 = 2**31, 2**63


def integer(name: str, value: SupportsIndex) -> int:
    """把`value`认作一个整数，认不出就报错。

    Args:
        name: 参数名，写进错误信息。
        value: Python整数、NumPy整数，或零维整数数组。

    Raises:
        TypeError: 不是整数。布尔值、浮点数、字符串、None都不算。
        ValueError: 超出int64的范围。

    来源：PyTorch解析参数的规则。

    Examples:
        >>> integer("stride", 2)
        2
        >>> integer("stride", 2.0)
        Traceback (most recent call last):
        TypeError: stride应为整数，得到float：2.0
    """
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{name}应为整数，得到{type(value).__name__}：{value!r}")
    try:
        number = operator.index(value)
    except TypeError as error:
        raise TypeError(f"{name}应为整数，得到{type(value).__name__}：{value!r}") from error
    if not -INT64 <= number < INT64:
        raise ValueError(f"{name}应在int64的范围内，得到{number}")
    return number


class Windows(Sequence[range]):
    """一条轴上的窗口，写成一个只读序列。

    `len(w)`是输出长度，`w[i]`是第`i`个输出所看的输入位置，写成一个`range`。
    """

    length: int

    @overload
    def __getitem__(self, i: int) -> range: ...
    @overload
    def __getitem__(self, i: slice) -> list[range]: ...
    def __getitem__(self, i: int | slice) -> range | list[range]:
        outputs = range(len(self))[i]
        if isinstance(outputs, range):
            return [self._window(output) for output in outputs]
        return self._window(outputs)

    def _window(self, output: int) -> range:
        raise NotImplementedError

    def padded(self, i: int) -> range:
        """第`i`个窗口连填充一起看到的位置；没有填充的几何里，就是`w[i]`。"""
        return self[i]


@dataclass(frozen=True)
class Regular(Windows):
    """一条轴上的规则窗口：大小一样，间隔一样。

    落在填充里和越界的位置不在`w[i]`里：它们不是输入的元素。

    Args:
        length: 输入长度。
        kernel_size: 窗口里有几个抽头（tap）。
        stride: 相邻两个窗口的起点相距多少；None表示等于`kernel_size`。
        padding: 两端各填充多少，不超过`kernel_size`的一半。
        dilation: 相邻两个抽头相距多少。窗口的有效跨度是`dilation * (kernel_size - 1) + 1`。
        ceil_mode: 输出长度向上取整，而不是向下取整。

    Raises:
        TypeError: 某个参数不是整数，或`ceil_mode`不是布尔值。
        ValueError: 某个参数超出int64的范围。
        RuntimeError: 参数的大小不合规则（包括超出int32的范围），或连一个窗口都放不下。

    来源：`torch.nn.MaxPool1d`。那一页说`ceil_mode`会让每个元素都在某个窗口里，步幅大于窗口、有空洞时并非如此。

    Examples:
        >>> list(Regular(5, kernel_size=3))
        [range(0, 3)]
        >>> list(Regular(5, kernel_size=3, ceil_mode=True))
        [range(0, 3), range(3, 5)]
        >>> list(Regular(4, kernel_size=2, stride=1, dilation=2))
        [range(0, 3, 2), range(1, 4, 2)]
    """

    length: int
    kernel_size: int
    stride: Any = None  # 构造时可以是None，之后总是整数
    padding: int = 0
    dilation: int = 1
    ceil_mode: bool = False

    def __post_init__(self) -> None:
        if self.stride is None:
            object.__setattr__(self, "stride", self.kernel_size)
        for name in ("length", "kernel_size", "stride", "padding", "dilation"):
            object.__setattr__(self, name, integer(name, getattr(self, name)))
        if not isinstance(self.ceil_mode, bool):
            raise TypeError(f"ceil_mode应为True或False，得到{self.ceil_mode!r}")
        for name in ("length", "kernel_size", "stride", "dilation"):
            value = getattr(self, name)
            if value < 1:
                raise RuntimeError(f"{name}至少应为1，得到{value}")
            if value >= INT32 and name != "length":
                raise RuntimeError(f"{name}应在int32的范围内，得到{value}")
        if not 0 <= self.padding <= self.kernel_size // 2:
            raise RuntimeError(
                f"padding应在0和kernel_size的一半（{self.kernel_size // 2}）之间，"
                f"得到{self.padding}"
            )
        if self._size < 1:
            raise RuntimeError(
                f"输入太小，放不下窗口：长度{self.length}，两端各填充{self.padding}，"
                f"窗口的有效跨度是{self.span}，输出长度应至少为1，算得{self._size}"
            )

    @property
    def span(self) -> int:
        """有效跨度：从第一个抽头到最后一个抽头，一共占多少个位置。"""
        return self.dilation * (self.kernel_size - 1) + 1

    @cached_property
    def _size(self) -> int:
        room = self.length + 2 * self.padding - self.span  # 第一个窗口的起点还能往右挪多远
        if not self.ceil_mode:
            return room // self.stride + 1
        size = -(-room // self.stride) + 1
        # 最后一窗规则：窗口必须从输入或左填充里开始，从右填充里开始的不要。
        if (size - 1) * self.stride >= self.length + self.padding:
            size -= 1
        return size

    def __len__(self) -> int:
        return self._size

    def padded(self, i: int) -> range:
        """第`i`个窗口连填充一起看到的位置：左填充的为负，右填充的不小于`length`。

        Examples:
            >>> Regular(3, kernel_size=2, padding=1, ceil_mode=True).padded(0)
            range(-1, 1)
        """
        start = i * self.stride - self.padding
        return range(start, min(start + self.span, self.length + self.padding), self.dilation)

    def _window(self, output: int) -> range:
        start = output * self.stride - self.padding
        stop = min(start + self.span, self.length)
        # 起点在左填充里时，往右跳到第一个不为负的抽头；抽头之间总差dilation的整数倍。
        return range(start if start >= 0 else start % self.dilation, stop, self.dilation)

    def taps(self) -> Iterator[tuple[slice, slice]]:
        """换一个方向看同一件事：每个抽头，让哪些输出看到哪些输入。

        一个抽头给出一对切片`(outputs, inputs)`，两边一样长，一一对应；一个元素也看不到的抽头跳过。
        按抽头从左到右给出，所以依次处理它们，就是按窗口里的次序扫描。

        Examples:
            >>> x = [5, -1, 4, 2]
            >>> for outputs, inputs in Regular(4, kernel_size=2, padding=1).taps():
            ...     print(outputs, x[inputs])
            slice(1, 3, None) [-1, 2]
            slice(0, 2, None) [5, 4]
        """
        length, size, step = self.length, len(self), self.stride
        if step >= length:  # 每个位置至多被一个窗口看到，一个窗口一个窗口地给就行
            for output in reversed(range(size)):
                for position in self[output]:
                    yield slice(output, output + 1), slice(position, position + 1, step)
            return
        # 抽头t在输出i里落在位置i * stride + t * dilation - padding。
        first = max(0, -(-(self.padding - (size - 1) * step) // self.dilation))
        last = min(self.kernel_size - 1, (length - 1 + self.padding) // self.dilation)
        for tap in range(first, last + 1):
            offset = tap * self.dilation - self.padding
            low = max(0, -(offset // step))  # 最小的i，使i * step + offset >= 0
            high = min(size, (length - 1 - offset) // step + 1)  # 再往右就越过输入了
            start = low * step + offset
            yield slice(low, high), slice(start, start + (high - low - 1) * step + 1, step)


@dataclass(frozen=True)
class Adaptive(Windows):
    """一条轴上的自适应窗口：只说要几个输出，窗口自己算。

    第`i`个窗口从`i * length / size`（向下取整）开始，到`(i + 1) * length / size`（向上取整）之前
    为止。除不尽时，窗口有大有小，相邻的还会重叠。

    Args:
        length: 输入长度。
        size: 输出长度，可以是0，也可以比输入长。

    Raises:
        TypeError: 某个参数不是整数。
        ValueError: 某个参数超出int64的范围。
        RuntimeError: 某个参数是负数，或超出int32的范围。

    来源：`torch.nn.AdaptiveAvgPool1d`。

    Examples:
        >>> list(Adaptive(7, 3))
        [range(0, 3), range(2, 5), range(4, 7)]
    """

    length: int
    size: int

    def __post_init__(self) -> None:
        for name in ("length", "size"):
            object.__setattr__(self, name, integer(name, getattr(self, name)))
            if not 0 <= getattr(self, name) < INT32:
                raise RuntimeError(f"{name}应在0和int32的上限之间，得到{getattr(self, name)}")

    def __len__(self) -> int:
        return self.size

    def _window(self, output: int) -> range:
        start = output * self.length // self.size
        return range(start, -(-(output + 1) * self.length // self.size))


@dataclass(frozen=True)
class Fractional(Windows):
    """一条轴上的分数窗口：大小一样，间隔是一个分数取整得来的，所以时大时小。

    平均间隔是`a = (length - kernel_size) / (size - 1)`。第`i`个窗口的起点，是`(i + u) * a`和`u * a`
    各自取整后的差，`u`是一个随机数；最后一个窗口总是贴着右端。

    Args:
        length: 输入长度。
        kernel_size: 窗口大小。
        size: 输出长度。
        sample: 随机数`u`，在0和1之间。运算在它自己的浮点类型里进行：torch也用输入的类型来算。

    来源：Graham，Fractional Max-Pooling，arXiv:1412.6071；`torch.nn.FractionalMaxPool2d`。

    Examples:
        >>> [window.start for window in Fractional(10, kernel_size=2, size=6, sample=0.5)]
        [0, 2, 4, 5, 7, 8]
    """

    length: int
    kernel_size: int
    size: int
    sample: float

    def __len__(self) -> int:
        return self.size

    def _window(self, output: int) -> range:
        start = self.length - self.kernel_size
        if output < self.size - 1:
            number = type(self.sample)
            gap = number(start) / number(self.size - 1)
            start = int((output + self.sample) * gap) - int(self.sample * gap)
        return range(start, start + self.kernel_size)


def fractional_starts(
    samples: "np.ndarray", length: int, kernel_size: int, size: int
) -> "np.ndarray":
    """许多个分数窗口的起点，一次算出：每个随机数一行，即`[w.start for w in Fractional(…)]`。

    Args:
        samples: 随机数，形状随意；运算在它自己的浮点类型里进行，同`Fractional`。
        length: 输入长度。
        kernel_size: 窗口大小。
        size: 输出长度。

    Returns:
        int64，形状是`samples`的后面加一条长`size`的轴。

    Examples:
        >>> import numpy as np
        >>> fractional_starts(np.array([0.5]), 10, kernel_size=2, size=6)
        array([[0, 2, 4, 5, 7, 8]])
    """
    import numpy as np

    start = np.full((*samples.shape, size), length - kernel_size)
    if size > 1:
        number, u = samples.dtype.type, samples[..., np.newaxis]
        gap = number(length - kernel_size) / number(size - 1)
        i = np.arange(size - 1).astype(samples.dtype)
        start[..., :-1] = ((i + u) * gap).astype(np.int64) - (u * gap).astype(np.int64)
    return start


def output_size(
    length: int,
    kernel_size: int,
    stride: int | None = None,
    padding: int = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
) -> int:
    """一条轴的输出长度。

    记有效跨度为`span = dilation * (kernel_size - 1) + 1`，则输出长度是
    `(length + 2 * padding - span) / stride`取整再加1。`ceil_mode=True`时向上取整，
    但若最后一个窗口从右填充里开始（`(size - 1) * stride >= length + padding`），就去掉它。

    参数和错误同`Regular`。来源：PyTorch的`pooling_output_shape`。

    Examples:
        >>> output_size(5, 3), output_size(5, 3, ceil_mode=True), output_size(5, 3, stride=1)
        (1, 2, 3)
        >>> output_size(7, 3, stride=2, ceil_mode=True)
        3
    """
    return Regular(length, kernel_size, stride, padding, dilation, ceil_mode)._size
