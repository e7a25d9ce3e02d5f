"""分块：一次大的池化，切成许多小块，每一块都放得进缓存。

内存比缓存慢得多。一块数据读进缓存以后，把它的每一步都做完，再换下一块，内存就只读一遍、写一遍。
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import prod
from typing import Any, Protocol, cast

import numpy as np

from tutorial_pool.geometry import Adaptive, Regular, Windows


class Work(Protocol):
    """在一块上要做的事。

    Args:
        source: 这一块的输入，连续，只读；空间轴从第`first`条开始。
        first: 通道在前的是2（`(N, C, *空间)`），通道在后的是1（`(N, *空间, C)`）。
        parts: 每条空间轴取哪一段；里面的位置都从这一块的起点数起。
        targets: 这一块的输出，一个或几个，结果写进去。
    """

    def __call__(
        self, source: np.ndarray, first: int, parts: "Sequence[Part]", *targets: np.ndarray
    ) -> None: ...


def plain(windows: Windows) -> Windows:
    """除得尽的自适应窗口，就是规则窗口。"""
    if isinstance(windows, Adaptive) and 0 < windows.size <= windows.length:
        apart, left = divmod(windows.length, windows.size)
        return windows if left else Regular(windows.length, apart)
    return windows


def channels_last(x: np.ndarray) -> bool:
    """内存里通道是不是排在最后（channels_last）。"""
    return not x.flags.c_contiguous and np.moveaxis(x, 1, -1).flags.c_contiguous


@dataclass(frozen=True)
class Part:
    """一条轴上的一段输出`outputs`，和它们一共看到的那一段输入`inputs`。

    块里的数组从0数起，所以这里给出的位置都已减去这一段的起点。

    Examples:
        >>> part = Part(Regular(10, 3, stride=2), range(1, 3))
        >>> part.inputs, [part.window(i) for i in range(2)]
        (range(2, 7), [range(0, 3), range(2, 5)])
    """

    windows: Windows
    outputs: range

    @cached_property
    def inputs(self) -> range:
        if not isinstance(self.windows, Regular) or len(self.outputs) == len(self.windows):
            return range(self.windows.length)
        first, last = (self.windows.padded(self.outputs[i]) for i in (0, -1))
        return range(max(0, first.start), min(last.stop, self.windows.length))

    def window(self, i: int) -> range:
        """这一段的第`i`个窗口。"""
        return self._from_here(self.windows[self.outputs[i]])

    def padded(self, i: int) -> range:
        """这一段的第`i`个窗口，连填充在内。"""
        return self._from_here(self.windows.padded(self.outputs[i]))

    def _from_here(self, window: range) -> range:
        start = self.inputs.start
        return range(window.start - start, window.stop - start, window.step)

    @cached_property
    def full(self) -> range:
        """这一段里，哪些输出的窗口是完整的（只对规则窗口）。"""
        windows, first = cast(Regular, self.windows), self.outputs.start
        low = -(-windows.padding // windows.stride)
        high = (windows.length + windows.padding - windows.span) // windows.stride + 1
        low = min(max(low, first), self.outputs.stop) - first
        return range(low, max(low, min(high, self.outputs.stop) - first))

    @cached_property
    def edges(self) -> list[int]:
        """其余的输出：窗口不完整，伸进了填充或越过了右端。"""
        return [*range(self.full.start), *range(self.full.stop, len(self.outputs))]

    def taps(self) -> Iterator[tuple[slice, slice]]:
        """同`Regular.taps`，只给出这一段的。"""
        first, start = self.outputs.start, self.inputs.start
        for outputs, inputs in cast(Regular, self.windows).taps():
            step = inputs.step
            low = max(outputs.start, first)
            high = min(outputs.stop, self.outputs.stop)
            if low < high:
                begin = inputs.start + (low - outputs.start) * step - start
                end = begin + (high - low - 1) * step + 1
                yield slice(low - first, high - first), slice(begin, end, step)


@dataclass(frozen=True)
class Block:
    """一块：`lead`和`tail`是空间轴之前和之后的各轴取哪一段，`parts`是每条空间轴取哪一段。"""

    lead: tuple[slice, ...]
    parts: tuple[Part, ...]
    tail: tuple[slice, ...]

    @cached_property
    def inputs(self) -> tuple[slice, ...]:
        spans = (part.inputs for part in self.parts)
        return (*self.lead, *(slice(s.start, s.stop) for s in spans), *self.tail)

    @cached_property
    def outputs(self) -> tuple[slice, ...]:
        spans = (part.outputs for part in self.parts)
        return (*self.lead, *(slice(s.start, s.stop) for s in spans), *self.tail)


@lru_cache(maxsize=32)  # 训练时，形状一样的输入会来很多次
def cut(
    shape: tuple[int, ...], first: int, axes: tuple[Windows, ...], limit: int
) -> tuple[Block, ...]:
    """把形状`shape`的输入切成块，每块至多约`limit`个元素；空间轴从第`first`条开始。

    从外到内，一条轴一条轴地切：里面的轴能整条放下，就只切外面的。窗口很大时，一块至少是窗口的几倍长，
    免得相邻两块重复读的太多。

    Examples:
        >>> pieces = cut((2, 1, 6), 2, (Regular(6, 2),), limit=4)
        >>> [(block.inputs[0], block.inputs[2]) for block in pieces]
        [(slice(0, 1, None), slice(0, 6, None)), (slice(1, 2, None), slice(0, 6, None))]
    """
    cuts: list[list[Any]] = []
    for dim, length in enumerate(shape):
        fits = max(1, limit // max(1, prod(shape[dim + 1 :])))  # 里面的轴整条取，外面能取多长
        if first <= dim < first + len(axes):
            cuts.append(_parts(axes[dim - first], fits))
        else:
            cuts.append([slice(i, min(i + fits, length)) for i in range(0, length, fits)])
    end = first + len(axes)
    chosen = itertools.product(*cuts)
    return tuple(Block(c[:first], c[first:end], c[end:]) for c in chosen)


def _parts(windows: Windows, fits: int) -> list[Part]:
    size = len(windows)
    if not isinstance(windows, Regular) or fits >= windows.length:
        return [Part(windows, range(size))]
    most = max(fits, 4 * windows.span)
    step = (most - windows.span) // windows.stride + 1
    return [Part(windows, range(i, min(i + step, size))) for i in range(0, size, step)]
