"""打算：草稿多大、几个线程、拼不拼窗口。算出来的结果和它无关，只有快慢和内存不同。"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import cast

import numpy as np

from tutorial_pool.geometry import Regular, Windows
from tutorial_pool.vectorized.blocks import Block, Part, cut
from tutorial_pool.vectorized.sliding import few, sizes_on_the_way
from tutorial_pool.vectorized.threads import get_num_threads


@dataclass(frozen=True)
class Plan:
    """一次池化怎样做。要换一种，就写一个子类，或者换几个数，交给`vectorized`的函数。

    Attributes:
        scratch_bytes: 一块要用的草稿约这么多字节：要放得进缓存。每个线程有自己的一份。
        thread_bytes: 每个线程至少有这么多字节的输入可做，才值得叫醒它（约花50微秒）。
        thread_passes: 输入要走几遍以上，才用几个线程：太少时不合算，这条线是在一台机器上试出来的。
        group: 不分块的步骤，平面一组一组地做，每组约这么多个元素。
        small: 输入和窗口看到的数，都不超过这么多个时，照一张表一次取出来。
    """

    scratch_bytes: int = 2**22
    thread_bytes: int = 2**21
    thread_passes: float = 3
    group: int = 2**17
    small: int = 2**11

    def cut(
        self, shape: tuple[int, ...], first: int, axes: tuple[Windows, ...], itemsize: int
    ) -> tuple[Block, ...]:
        """切成哪些块。草稿有三份：拼窗口时轮流用两份，一条轴的结果一份；检查零时还要四分之一份。"""
        return cut(shape, first, axes, self.scratch_bytes * 4 // 13 // itemsize)

    def groups(self, planes: int, size: int) -> list[slice]:
        """平面分成哪几组；`size`是一个平面有几个元素。"""
        at_once = max(1, self.group // max(1, size))
        return [slice(i, i + at_once) for i in range(0, planes, at_once)]

    def threads(self, nbytes: int) -> int:
        """输入有`nbytes`字节时，用几个线程。"""
        return min(get_num_threads(), nbytes // self.thread_bytes)

    def merges(self, source: np.ndarray, dim: int, part: Part, ufunc: np.ufunc) -> bool:
        """在这条轴上，拼窗口还是走抽头。只在拼得了的时候问。"""
        return merging_pays(source, dim, part, ufunc)


def passes(axes: Sequence[Windows]) -> float:
    """大约要把整个输入走几遍。太少时，几个线程不如一个线程。

    Examples:
        >>> passes([Regular(112, 2)] * 2), passes([Regular(28, 3, 1, 1)] * 2)
        (1.5, 4.0)
    """
    total, left = 0.0, 1.0
    for windows in axes:
        if isinstance(windows, Regular):
            total += left * (len(sizes_on_the_way(windows.kernel_size, np.maximum)) - 1)
        left *= len(windows) / max(1, windows.length)
    return total


def merging_pays(source: np.ndarray, dim: int, part: Part, ufunc: np.ufunc) -> bool:
    """拼窗口划不划算：步数少，但每个位置都算，步幅大时白算的多。

    估计的用时以纳秒计，量自一台普通的机器。
    """
    windows, size = cast(Regular, part.windows), len(part.outputs)
    inner, k = prod(source.shape[dim + 1 :]), windows.kernel_size
    starts = 1 if inner == 1 or windows.stride == 1 else size  # NumPy要开始几次内层循环
    merging = 0.1 * (len(sizes_on_the_way(k, ufunc)) - 1) * source.shape[dim] * inner
    merging += 10 * starts + (0.4 if inner == 1 else 0.05) * size * inner  # 挑出要的
    if few(part) and inner == 1:
        return merging < size * (20 + 0.1 * k)
    each = 1.1 if inner == 1 and windows.stride > 1 else 0.2
    return merging < (k - 1) * (30 * starts + each * size * inner)
