"""分块和线程：一次大的池化，切成许多小块，每一块都放得进缓存，几个线程分着做。

内存比缓存慢得多。一块数据读进缓存以后，把它的每一步都做完，再换下一块，内存就只读一遍、写一遍。
NumPy在算一大段数时会放开GIL，所以几个线程真的能同时算，不必另开进程。
"""

import itertools
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import prod
from typing import Any, TypeVar, cast

import numpy as np

from tutorial_pool.geometry import Regular, Windows, integer

T = TypeVar("T")

SCRATCH_BYTES = 2**22  # 一块要用的草稿约这么多字节：要放得进缓存。每个线程有自己的一份
WORTH_A_THREAD = 2**21  # 每个线程至少有这么多字节的输入可做，才值得叫醒它（约花50微秒）


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
def blocks(
    shape: tuple[int, ...], first: int, axes: tuple[Windows, ...], limit: int
) -> tuple[Block, ...]:
    """把形状`shape`的输入切成块，每块至多约`limit`个元素；空间轴从第`first`条开始。

    从外到内，一条轴一条轴地切：里面的轴能整条放下，就只切外面的。窗口很大时，一块至少是窗口的几倍长，
    免得相邻两块重复读的太多。

    Examples:
        >>> cut = blocks((2, 1, 6), 2, (Regular(6, 2),), limit=4)
        >>> [(block.inputs[0], block.inputs[2]) for block in cut]
        [(slice(0, 1, None), slice(0, 6, None)), (slice(1, 2, None), slice(0, 6, None))]
    """
    cuts: list[list] = []
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


def run(work: Callable[[T], None], todo: Sequence[T], nbytes: int) -> None:
    """`todo`里的每一件做一次`work`。输入有`nbytes`字节，够大时几个线程分着做：谁做完一件，就去拿下一件。

    Examples:
        >>> run(print, ["第一块", "第二块"], nbytes=100)
        第一块
        第二块
    """
    left = iter(todo)  # 元组和列表的迭代器，几个线程一起拿也不会拿重

    def work_until_done() -> None:
        with _scratch.borrowed():
            for item in left:
                work(item)

    helpers: list[Any] = []
    try:  # 开不了线程（比如解释器正在退出），就少几个帮手，自己多做些
        for _ in range(min(get_num_threads(), nbytes // WORTH_A_THREAD, len(todo)) - 1):
            # NumPy的errstate跟着上下文走，每个线程要一份拷贝
            helpers.append(_executor().submit(copy_context().run, work_until_done))
    except RuntimeError:
        pass
    try:
        work_until_done()
    finally:
        for helper in helpers:
            helper.result()


class _Scratch(threading.local):
    """每个线程自己的草稿：用过的内存留着，下一次调用接着用。

    一次调用借走全部草稿，做完还回来；中途（比如信号处理函数里）又来一次调用，就另用一套，互不打扰。
    """

    def __init__(self) -> None:
        self.spare: dict[str, np.ndarray] = {}
        self.lent: dict[str, np.ndarray] = {}

    @contextmanager
    def borrowed(self) -> Iterator[None]:
        outer, self.lent, self.spare = self.lent, self.spare, {}
        try:
            yield
        finally:
            self.lent, self.spare = outer, self.lent

    def array(self, name: str, shape: Sequence[int], dtype: np.dtype) -> np.ndarray:
        """名叫`name`的草稿，当作形状`shape`的数组；里面是上次剩下的数。"""
        size = prod(shape) * dtype.itemsize
        if name not in self.lent or self.lent[name].size < size:
            self.lent.pop(name, None)  # 旧的先还，再要新的
            new = np.empty(size, np.uint8)
            if size > SCRATCH_BYTES // 3:  # 太大的用完就还
                return new.view(dtype).reshape(shape)
            self.lent[name] = new
        return self.lent[name][:size].view(dtype).reshape(shape)


_scratch = _Scratch()
scratch = _scratch.array


def set_num_threads(threads: int) -> None:
    """从现在起，一次池化至多用几个线程。不设的话，机器有几个核就用几个。

    Args:
        threads: 线程数，至少为1。也可以在导入之前设环境变量`TUTORIAL_POOL_THREADS`。

    Raises:
        TypeError: 不是整数。
        RuntimeError: 小于1。

    来源：`torch.set_num_threads`。

    Examples:
        >>> before = get_num_threads()
        >>> set_num_threads(1)
        >>> get_num_threads()
        1
        >>> set_num_threads(before)
    """
    global _threads
    threads = integer("threads", threads)
    if threads < 1:
        raise RuntimeError(f"threads至少应为1，得到{threads}")
    _threads = threads


def get_num_threads() -> int:
    """一次池化至多用几个线程。来源：`torch.get_num_threads`。

    Examples:
        >>> get_num_threads() >= 1
        True
    """
    return _threads


def _cores() -> int:
    """这个进程可以用几个核；网页里（Pyodide）开不了线程，就是1。"""
    asked = os.environ.get("TUTORIAL_POOL_THREADS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    if sys.platform == "emscripten":
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_threads = _cores()
_pool: Any = None


def _executor() -> Any:
    """大家共用的一池线程：有闲着的就用，没有才开新的。"""
    global _pool
    if _pool is None:
        from concurrent.futures import ThreadPoolExecutor  # 用到时才导入：它比本包的其余部分还慢

        _pool = ThreadPoolExecutor(max(32, _cores()), thread_name_prefix="tutorial_pool")
    return _pool


def _forget_threads() -> None:
    """分叉出来的子进程里没有这些线程，要重新开。"""
    global _pool
    _pool = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_threads)
