"""挑战4：比PyTorch快的都通过。计时用假的钟：测试不看机器快慢。"""

import dataclasses
import sys
from functools import reduce

import numpy as np
import pytest
import torch
from learners import solved
from numpy.lib.stride_tricks import sliding_window_view
from torch.nn import functional as F

from tutorial_pool import functional
from tutorial_pool.exercises.content import c4
from tutorial_pool.exercises.judging.checking import judge


class Clock:
    """假的钟：`now`改成几点，就是几点。"""

    now = 0.0

    def __call__(self):
        return self.now

    def takes(self, seconds, function):
        """同样的函数，每次调用用时`seconds`。"""

        def slow(*arguments):
            self.now += seconds
            return function(*arguments)

        return slow


@pytest.fixture
def clock(monkeypatch):
    """假的钟，和一个每次总用2秒的torch；比赛也小一点。"""
    clock = Clock()
    monkeypatch.setattr(F, "max_pool2d", clock.takes(2.0, F.max_pool2d))
    monkeypatch.setattr(c4, "SHAPE", (2, 3, 9, 8))
    monkeypatch.setattr(c4, "PATIENCE", 1000.0)
    return clock


def timed(clock):
    """挑战4，用假的钟。"""
    return dataclasses.replace(c4.EXERCISE, further=c4.faster_than_torch(clock))


def by_taps(x, kernel_size):
    (kh, kw), (height, width) = kernel_size, x.shape[2:]
    height, width = height - height % kh, width - width % kw
    y = x[:, :, 0:height:kh, 0:width:kw].copy()
    for a in range(kh):
        for b in range(kw):
            np.maximum(y, x[:, :, a:height:kh, b:width:kw], out=y)
    return y


def by_reshape(x, kernel_size):
    (kh, kw), (n, c, height, width) = kernel_size, x.shape
    cut = x[:, :, : height // kh * kh, : width // kw * kw]
    return cut.reshape(n, c, height // kh, kh, width // kw, kw).max(axis=(3, 5))


def by_view(x, kernel_size):
    views = sliding_window_view(x, kernel_size, axis=(2, 3))
    return views[:, :, :: kernel_size[0], :: kernel_size[1]].max(axis=(-2, -1))


def by_stack(x, kernel_size):
    (kh, kw), (height, width) = kernel_size, x.shape[2:]
    rows, columns = height // kh * kh, width // kw * kw
    taps = [x[:, :, a:rows:kh, b:columns:kw] for a in range(kh) for b in range(kw)]
    return np.maximum.reduce(taps)


def by_package(x, kernel_size):
    return functional.max_pool2d(x, kernel_size)


@pytest.mark.parametrize("function", [by_taps, by_reshape, by_view, by_stack, by_package])
def test_a_faster_pooling_in_any_style_passes(function, clock):
    verdict = judge(timed(clock), clock.takes(0.5, function))
    assert verdict.passed, verdict.message
    assert "PyTorch 2000.00毫秒，你的500.00毫秒" in verdict.message
    assert "中位数是4.00" in verdict.message
    assert f"轮流跑了{c4.ROUNDS}轮" in verdict.message


def test_the_solution_of_the_race_is_right(clock):
    verdict = judge(timed(clock), clock.takes(1.0, solved(c4.EXERCISE)))
    assert verdict.passed, verdict.message


def test_equal_times_are_not_faster(clock):
    """一样快的，碰巧也会量出快一点点：要快出一截才算。"""
    for seconds in (2.0, 1.9, 1.7):
        verdict = judge(timed(clock), clock.takes(seconds, by_taps))
        assert not verdict.passed
        assert f"要到{c4.MARGIN}以上" in verdict.message
    assert judge(timed(clock), clock.takes(1.6, by_taps)).passed
    verdict = judge(timed(clock), clock.takes(4.0, by_taps))
    assert not verdict.passed
    assert "还没有比PyTorch快" in verdict.message
    assert "中位数是0.50" in verdict.message


def test_a_slow_one_runs_few_rounds(clock, monkeypatch):
    monkeypatch.setattr(c4, "PATIENCE", 5.0)
    assert "轮流跑了3轮" in judge(timed(clock), clock.takes(60.0, by_taps)).message


def test_one_bad_round_does_not_decide(clock):
    times = iter([0.5] * 100)

    def sometimes_late(x, kernel_size):
        clock.now += 100.0 if next(times, 0.5) and len(seen) == 3 else 0.5
        seen.append(1)
        return by_taps(x, kernel_size)

    seen = []
    assert judge(timed(clock), sometimes_late).passed


def test_torch_gets_one_thread_and_its_threads_back(clock):
    seen = []

    def look(x, kernel_size):
        seen.append(torch.get_num_threads())
        clock.now += 1
        return by_taps(x, kernel_size)

    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        assert judge(timed(clock), look).passed
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
    assert seen[-1] == 1


def test_without_torch_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    verdict = judge(c4.EXERCISE, by_taps)
    assert not verdict.passed
    assert "这里没有装PyTorch" in verdict.message


def only_small(x, kernel_size):
    return by_taps(x, kernel_size) + (x.size == 2 * 3 * 9 * 8)


def breaks_when_large(x, kernel_size):
    if x.size == 2 * 3 * 9 * 8:
        raise MemoryError("放不下")
    return by_taps(x, kernel_size)


def in_place(x, kernel_size):
    np.maximum(x[..., :1], x, out=x)
    return by_taps(x, kernel_size)


WRONG = {
    "wrong_when_large": (only_small, ["大的不行", "F.max_pool2d"]),
    "breaks_when_large": (breaks_when_large, ["大的不行", "MemoryError"]),
    "changes_the_input": (in_place, ["改了输入"]),
    "nan_skipped": (
        lambda x, k: reduce(
            np.fmax,
            [
                x[:, :, a : x.shape[2] // k[0] * k[0] : k[0], b : x.shape[3] // k[1] * k[1] : k[1]]
                for a in range(k[0])
                for b in range(k[1])
            ],
        ),
        ["跳过了NaN"],
    ),
    "stride_one": (
        lambda x, k: sliding_window_view(x, k, axis=(2, 3)).max(axis=(-2, -1)),
        ["步幅当成了1"],
    ),
    "swapped": (lambda x, k: by_view(x, k[::-1]), ["还不对"]),
    "ceil": (
        lambda x, k: functional.max_pool2d(x, k, ceil_mode=True),
        ["总是向上取整"],
    ),
    "channels_mixed": (lambda x, k: by_taps(x, k).max(axis=1, keepdims=True), ["通道"]),
    "smallest": (lambda x, k: -by_taps(-x, k), ["还不对"]),
}


@pytest.mark.parametrize(("function", "phrases"), WRONG.values(), ids=WRONG)
def test_a_wrong_fast_pooling_is_told_what_is_wrong(function, phrases, clock):
    verdict = judge(timed(clock), function)
    assert not verdict.passed
    for phrase in phrases:
        assert phrase in verdict.message


def test_the_fast_pooling_agrees_with_torch():
    chance = np.random.default_rng(0)
    for _ in range(150):
        k = tuple(int(n) for n in chance.integers(1, 5, 2))
        size = tuple(int(chance.integers(n, 12)) for n in k)
        x = np.round(chance.normal(size=(2, 3, *size)), 1).astype(np.float32)
        wanted = F.max_pool2d(torch.tensor(x), k).numpy()
        assert np.array_equal(solved(c4.EXERCISE)(x, k), wanted)
        assert np.array_equal(np.array(c4.EXERCISE.expected((x.tolist(), k)), np.float32), wanted)
        assert np.array_equal(functional.max_pool2d(x, k), wanted)
