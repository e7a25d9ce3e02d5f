"""挑战1：各种比得少的写法都通过；比得多的、数不到的、算错的，各有各的话。"""

import math
import random
from collections import Counter, deque
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np
import pytest
import torch
from learners import PATIENT, solved
from numpy.lib.stride_tricks import sliding_window_view
from torch.nn import functional as F

from tutorial_pool import functional
from tutorial_pool.exercises.content import c1
from tutorial_pool.exercises.judging.checking import judge


def by_deque(x, kernel_size):
    kept, result = deque(), []
    for i, value in enumerate(x):
        while kept and x[kept[-1]] <= value:
            kept.pop()
        kept.append(i)
        if kept[0] <= i - kernel_size:
            kept.popleft()
        if i >= kernel_size - 1:
            result.append(x[kept[0]])
    return result


def by_blocks(x, k):
    """van Herk，Gil和Werman：每k个一段，段内的前缀和后缀最大值。"""
    n = len(x)
    prefix, suffix = list(x), list(x)
    for i in range(1, n):
        if i % k:
            prefix[i] = max(prefix[i - 1], x[i])
    for i in range(n - 2, -1, -1):
        if (i + 1) % k:
            suffix[i] = max(suffix[i + 1], x[i])
    return [max(suffix[i], prefix[i + k - 1]) for i in range(n - k + 1)]


def by_halves(x, kernel_size):
    """递归：窗口k由两个窗口k/2（向上取整）拼成。"""
    if kernel_size == 1:
        return x
    half = (kernel_size + 1) // 2
    shorter = by_halves(x, half)
    shift = kernel_size - half
    return [b if b > a else a for a, b in zip(shorter, shorter[shift:], strict=False)]


def by_two_stacks(x, kernel_size):
    """两个栈做成的队列，每个栈记着自己的最大值。"""
    coming, going, result = [], [], []
    for i, value in enumerate(x):
        coming.append((value, max(value, coming[-1][1]) if coming else value))
        if i + 1 < kernel_size:
            continue
        if not going:
            while coming:
                top, _ = coming.pop()
                going.append((top, max(top, going[-1][1]) if going else top))
        tops = [stack[-1][1] for stack in (coming, going) if stack]
        result.append(max(tops))
        going.pop()
    return result


def by_object_arrays(x, kernel_size):
    best, size = np.array(x, dtype=object), 1
    while size < kernel_size:
        step = min(size, kernel_size - size)
        best = np.maximum(best[:-step], best[step:])
        size += step
    return best


def by_generator(x, kernel_size):
    yield from by_deque(x, kernel_size)


@pytest.mark.parametrize(
    "function", [by_deque, by_blocks, by_halves, by_two_stacks, by_object_arrays, by_generator]
)
def test_few_comparisons_in_any_style_pass(function):
    verdict = judge(c1.EXERCISE, function, PATIENT)
    assert verdict.passed, verdict.message


def naive(x, k):
    return [max(x[i : i + k]) for i in range(len(x) - k + 1)]


def by_heap(x, kernel_size):
    """堆：数是升序时，每次都要一路浮到顶。"""
    heap, result = [], []
    for i, value in enumerate(x):
        heappush(heap, (-value, i))
        while heap[0][1] <= i - kernel_size:
            heappop(heap)
        if i >= kernel_size - 1:
            result.append(-heap[0][0])
    return result


def too_deep(x, k):
    return [max(x[:k]), *too_deep(x[1:], k)] if len(x) > k else [max(x)]


def sorts(x, k):
    return [sorted(x[i : i + k])[-1] for i in range(len(x) - k + 1)]


def changes(x, k):
    x[:] = naive(x, k)
    return x


WRONG = {
    "every_window_anew": (naive, ["比得太多", "122031次", "最多16000次"]),
    "sorts_every_window": (sorts, ["比得太多"]),
    "heap": (by_heap, ["比得太多"]),
    "float_array": (lambda x, k: sliding_window_view(np.array(x), k).max(1), ["数不到", "只有0次"]),
    "starts_at_zero": (
        lambda x, k: [max(0, *x[i : i + k]) for i in range(len(x) - k + 1)],
        ["从0开始比"],
    ),
    "one_window_short": (lambda x, k: naive(x, k)[:-1], ["少加了1"]),
    "one_element_short": (
        lambda x, k: [max(x[i : i + max(1, k - 1)]) for i in range(len(x) - k + 1)],
        ["还不对"],
    ),
    "mean": (
        lambda x, k: [sum(x[i : i + k]) / k for i in range(len(x) - k + 1)],
        ["取了平均"],
    ),
    "changes_the_input": (changes, ["改了输入"]),
    "recursion_too_deep": (too_deep, ["大的不行", "RecursionError"]),
    "right_when_small": (lambda x, k: naive(x, min(k, 18)), ["大的不行", "结果不对"]),
}


@pytest.mark.parametrize(("function", "phrases"), WRONG.values(), ids=WRONG)
def test_a_wrong_sliding_max_is_told_what_is_wrong(function, phrases):
    verdict = judge(c1.EXERCISE, function, PATIENT)
    assert not verdict.passed
    for phrase in phrases:
        assert phrase in verdict.message


def test_every_comparison_is_counted_once():
    x = [3.0, -1.0, 2.0]
    for function, count in [
        (lambda x, k: max(x), 2),
        (lambda x, k: min(x), 2),
        (lambda x, k: sorted(x)[0], None),
        (lambda x, k: float(x[0] < x[1]), 1),
        (lambda x, k: float(x[0] >= 2), 1),
        (lambda x, k: float(x[0] <= x[1]), 1),
        (lambda x, k: float(-x[0] > -x[1]), 1),
        (lambda x, k: float(x[0] == x[1]), 0),
        (lambda x, k: float(np.maximum.reduce(np.array(x, object))), 2),
    ]:
        outcome, counted = c1.comparisons(function, x, 1)
        assert outcome.error is None
        assert 2 <= counted <= 9 if count is None else counted == count  # 各版本的排序不一样


def test_a_counted_number_is_still_that_number():
    chance = random.Random(0)
    for a, b in pairwise(chance.choices([-math.inf, -2.5, 0.0, 1.0, math.inf, math.nan], k=60)):
        tally = Counter()
        one, other = c1.Counted(a, tally), c1.Counted(b, tally)
        assert [one < other, one > other, one <= other, one >= other] == [
            a < b,
            a > b,
            a <= b,
            a >= b,
        ]
        assert tally["比较"] == 4


def test_the_bound_leaves_room_for_the_good_ways_only():
    chance = random.Random(1)
    for _ in range(40):
        n, k = chance.randint(50, 400), chance.randint(2, 50)
        x = chance.sample(range(10 * n), n)
        for function in [solved(c1.EXERCISE), by_deque, by_blocks, by_halves, by_two_stacks]:
            outcome, count = c1.comparisons(function, x, k)
            assert outcome.value == naive(x, k)
            assert n - 1 <= count <= c1.most_comparisons(n, k)
    for k in (64, 700):
        assert c1.comparisons(naive, list(range(2000)), k)[1] > c1.most_comparisons(2000, k)


def test_sliding_max_agrees_with_torch():
    chance = np.random.default_rng(0)
    for _ in range(200):
        n = int(chance.integers(1, 40))
        k = int(chance.integers(1, n + 1))
        x = np.round(chance.normal(size=n), 1)
        wanted = F.max_pool1d(torch.tensor(x[None]), k, 1)[0].tolist()
        assert solved(c1.EXERCISE)(x.tolist(), k) == c1.EXERCISE.expected((x.tolist(), k)) == wanted
        assert functional.max_pool1d(x[None], k, 1)[0].tolist() == wanted
