"""几何：窗口、抽头和输出长度互相对得上，也和torch对得上。"""

import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from cases import regular_axes
from hypothesis import given, settings
from hypothesis import strategies as st

from tutorial_pool import adaptive_avg_pool1d
from tutorial_pool.geometry import Adaptive, Fractional, Regular, output_size


def by_definition(axis: Regular) -> list[list[int]]:
    """按定义写出每个窗口的输入位置：不用任何巧算。"""
    windows = []
    for i in range(len(axis)):
        start = i * axis.stride - axis.padding
        positions = [start + tap * axis.dilation for tap in range(axis.kernel_size)]
        windows.append([position for position in positions if 0 <= position < axis.length])
    return windows


@settings(max_examples=1500)
@given(regular_axes(24), st.booleans())
def test_windows_and_taps_are_two_views_of_one_thing(arguments, ceil_mode):
    axis = Regular(**arguments, ceil_mode=ceil_mode)
    windows = by_definition(axis)
    assert [list(window) for window in axis] == windows
    seen = [[] for _ in windows]
    for outputs, inputs in axis.taps():
        positions = range(axis.length)[inputs]
        targets = range(len(axis))[outputs]
        assert len(positions) == len(targets) > 0
        for output, position in zip(targets, positions, strict=True):
            seen[output].append(position)
    assert seen == windows


def test_output_size_agrees_with_torch_everywhere():
    cases = 0
    for length in range(1, 11):
        x = torch.zeros(1, 1, length)
        for kernel_size in range(1, 6):
            for stride in range(1, 7):
                for padding in range(kernel_size // 2 + 1):
                    for dilation in range(1, 4):
                        for ceil_mode in (False, True):
                            arguments = (kernel_size, stride, padding, dilation, ceil_mode)
                            try:
                                expected = F.max_pool1d(x, *arguments).shape[-1]
                            except RuntimeError:
                                with pytest.raises(RuntimeError, match="放不下窗口"):
                                    output_size(length, *arguments)
                            else:
                                assert output_size(length, *arguments) == expected
                                cases += 1
    assert cases > 2500


def test_a_window_that_starts_in_the_right_padding_is_dropped():
    assert list(Regular(3, 2, stride=2, padding=1, ceil_mode=True)) == [range(0, 1), range(1, 3)]
    assert output_size(1, 2, stride=2, padding=1, ceil_mode=True) == 1


def test_a_sequence_like_any_other():
    axis = Regular(6, 2)
    assert axis[-1] == range(4, 6)
    assert axis[1:] == [range(2, 4), range(4, 6)]
    with pytest.raises(IndexError):
        axis[3]


def test_huge_numbers_answer_at_once():
    axis = Regular(4, 2**30, stride=1, padding=2**29)
    assert list(axis) == [range(4)] * 5
    assert len(list(axis.taps())) == 8
    apart = Regular(4, 2**30, stride=2**29, padding=2**29, ceil_mode=True)
    assert list(apart) == [range(4)] * 2
    assert len(list(apart.taps())) == 8
    assert output_size(2**62, 2, stride=1, padding=1) == 2**62 + 1
    with pytest.raises(RuntimeError, match="放不下窗口"):
        Regular(4, 2**30)


@given(st.integers(1, 40), st.integers(0, 50))
def test_adaptive_windows_follow_the_formula(length, size):
    windows = Adaptive(length, size)
    assert [(w.start, w.stop) for w in windows] == [
        (math.floor(Fraction(i * length, size)), math.ceil(Fraction((i + 1) * length, size)))
        for i in range(size)
    ]
    if size and length % size == 0:
        assert list(windows) == list(Regular(length, length // size))
    seen_by = Adaptive(size, length)  # 反过来看：每个位置被哪些输出看到
    if size:
        assert [list(w) for w in seen_by] == [
            [i for i, window in enumerate(windows) if position in window]
            for position in range(length)
        ]


@given(st.integers(1, 9), st.integers(1, 12), st.integers(0, 20), st.floats(0, 1))
def test_fractional_windows_start_in_order_and_end_at_the_end(kernel_size, size, spare, sample):
    windows = Fractional(kernel_size + size - 1 + spare, kernel_size, size, sample)
    starts = [window.start for window in windows]
    assert starts == sorted(starts)
    assert {len(window) for window in windows} == {kernel_size}
    assert windows[-1].stop == windows.length
    if size > 1:
        assert starts[0] == 0


def test_adaptive_sizes_stay_below_the_int32_limit():
    assert len(Adaptive(1, 2**31 - 1)) == 2**31 - 1
    for call in (lambda: Adaptive(1, 2**31), lambda: adaptive_avg_pool1d(np.ones((1, 1)), 2**31)):
        with pytest.raises(RuntimeError, match="int32"):
            call()


@pytest.mark.parametrize("windows", [Adaptive(7, 3), Fractional(10, 2, 6, 0.5), Regular(6, 2)])
def test_without_padding_the_padded_window_is_the_window(windows):
    assert [windows.padded(i) for i in range(len(windows))] == windows[:]


def test_the_package_imports_neither_torch_nor_matplotlib():
    code = (
        "import sys, tutorial_pool; "
        "print(sorted({'torch', 'torchvision', 'matplotlib', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_floor_strides_are_often_not_the_adaptive_windows():
    """步幅取⌊L/O⌋、窗口取剩下的长度：除得尽时就是自适应池化，除不尽时多半不是，偶尔碰巧是。"""

    def same(length: int, size: int) -> bool:
        stride = length // size
        regular = Regular(length, length - (size - 1) * stride, stride)
        return list(regular) == list(Adaptive(length, size))

    cases = [(length, size) for length in range(1, 21) for size in range(1, length + 1)]
    uneven = [same(*case) for case in cases if case[0] % case[1]]
    assert all(same(*case) for case in cases if case[0] % case[1] == 0)
    assert 0 < sum(uneven) < len(uneven) / 2
    assert same(3, 2)
    assert not same(10, 4)
