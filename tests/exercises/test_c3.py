"""挑战3：各种平均池化的写法都通过；除数不对的，说得出除错了几。"""

import numpy as np
import pytest
import torch
from learners import solved
from torch.nn import functional as F

from tutorial_pool import functional
from tutorial_pool.exercises.content import c3
from tutorial_pool.exercises.judging.checking import judge
from tutorial_pool.exercises.misconceptions.steps import Steps


def avg_with(divide, *, floor=False):
    """按某种除数的平均池化。"""

    def function(x, k, s, p, ceil_mode, include, override):
        steps = Steps()
        axes = steps.axes(x, k, s, p, (1, 1), ceil_mode and not floor)
        return [
            [
                total
                / (divide(real, padded, k[0] * k[1], include) if override is None else override)
                for total, real, padded in row
            ]
            for row in c3.window_sums(steps, x, axes)
        ]

    return function


def avg_by_padding(x, k, s, p, ceil_mode, include, override):
    """真的填上0，再真的越过它：数一数每格是什么。"""
    s = s or k
    sizes = [output_size(*axis, ceil_mode) for axis in zip(np.shape(x), k, s, p, strict=True)]
    height, width = np.shape(x)
    grid = np.zeros((height + 2 * p[0] + k[0] + s[0], width + 2 * p[1] + k[1] + s[1]))
    kind = np.zeros_like(grid)
    kind[: height + 2 * p[0], : width + 2 * p[1]] = 1
    inside = slice(p[0], p[0] + height), slice(p[1], p[1] + width)
    grid[inside], kind[inside] = x, 2
    y = np.empty(sizes)
    for i, j in np.ndindex(*sizes):
        window = np.s_[i * s[0] : i * s[0] + k[0], j * s[1] : j * s[1] + k[1]]
        count = (kind[window] >= (1 if include else 2)).sum()
        y[i, j] = grid[window][kind[window] == 2].sum() / (override or count)
    return y


def output_size(length, k, s, p, ceil_mode):
    count = 0
    while True:
        start = count * s
        fits = start + k <= length + 2 * p
        if not fits and not (ceil_mode and start < length + p and start - s + k < length + 2 * p):
            return count
        count += 1


def avg_by_axis(x, k, s, p, ceil_mode, include, override):
    """每条轴各算各的除数，最后相乘。"""
    s = s or k

    def windows(axis):
        length = len(x) if axis == 0 else len(x[0])
        for i in range(output_size(length, k[axis], s[axis], p[axis], ceil_mode)):
            start = i * s[axis] - p[axis]
            stop = min(start + k[axis], length + p[axis])
            seen = range(max(start, 0), min(stop, length))
            yield seen, stop - start if include else len(seen)

    return [
        [
            sum(x[r][c] for r in rows for c in columns) / (a * b if override is None else override)
            for columns, b in windows(1)
        ]
        for rows, a in windows(0)
    ]


def avg_by_torch(x, k, s, p, ceil_mode, include, override):
    t = torch.tensor(x, dtype=torch.float64)[None]
    return F.avg_pool2d(t, k, s, p, ceil_mode, include, override)[0]


def avg_by_package(x, k, s, p, ceil_mode, include, override):
    t = np.array(x, float)[None]
    return functional.avg_pool2d(t, k, s, p, ceil_mode, include, override)[0]


@pytest.mark.parametrize("function", [avg_by_padding, avg_by_axis, avg_by_torch, avg_by_package])
def test_averaging_in_any_style_passes(function):
    verdict = judge(c3.EXERCISE, function)
    assert verdict.passed, verdict.message


def stride_one(x, k, s, *rest):
    return avg_by_axis(x, k, s or (1, 1), *rest)


def override_counts_too(x, k, s, p, ceil_mode, include, override):
    y = np.array(avg_by_axis(x, k, s, p, ceil_mode, include, None))
    return y if override is None else y / override


def takes_the_largest(x, k, s, p, ceil_mode, include, override):
    t = torch.tensor(x, dtype=torch.float64)[None]
    return F.max_pool2d(t, k, s, p, 1, ceil_mode)[0]


def crashes_at_the_edge(x, k, s, p, ceil_mode, include, override):
    if override is None and ceil_mode:
        raise IndexError("list index out of range")
    return avg_by_axis(x, k, s, p, ceil_mode, include, override)


def shorter(x, k, s, p, ceil_mode, include, override):
    y = avg_by_axis(x, k, s, p, ceil_mode, include, override)
    return y[:1] if override is None and ceil_mode else y


def nothing(x, k, s, p, ceil_mode, include, override):
    return avg_by_axis(x, k, s, p, ceil_mode, include, override) if override or not any(p) else None


WRONG = {
    "kernel_area": (avg_with(lambda r, p, k, i: k), ["除数还不对", "你除以了"]),
    "elements": (avg_with(lambda r, p, k, i: r), ["除数还不对", "应该除以2，你除以了1"]),
    "elements_and_padding": (avg_with(lambda r, p, k, i: p), ["除数还不对"]),
    "beyond_padding_too": (
        avg_with(lambda r, p, k, i: k if i else r),
        ["除数还不对", "1格越过了填充", "应该除以1，你除以了2"],
    ),
    "include_inverted": (avg_with(lambda r, p, k, i: r if i else p), ["除数还不对"]),
    "stride_one": (stride_one, ["步幅当成了1"]),
    "ceil_ignored": (
        avg_with(lambda r, p, k, i: p if i else r, floor=True),
        ["没有理会ceil_mode"],
    ),
    "divided_twice": (override_counts_too, ["还不对"]),
    "largest": (takes_the_largest, ["还不对"]),
    "crashes_at_the_edge": (crashes_at_the_edge, ["除数还不对", "IndexError"]),
    "shorter": (shorter, ["除数还不对", "结果的形状应为"]),
    "nothing": (nothing, ["没有返回值"]),
}


@pytest.mark.parametrize(("function", "phrases"), WRONG.values(), ids=WRONG)
def test_a_wrong_divisor_is_named(function, phrases):
    verdict = judge(c3.EXERCISE, function)
    assert not verdict.passed
    for phrase in phrases:
        assert phrase in verdict.message


def test_every_kind_of_divisor_is_asked():
    kinds = set()
    for call in c3.divisor_calls():
        x, k, s, p, ceil_mode, include, _ = call
        axes = Steps().axes(x, k, s, p, (1, 1), ceil_mode)
        for row in c3.window_sums(Steps(), x, axes):
            for _, real, padded in row:
                kinds.add((include, real < padded, padded < k[0] * k[1]))
    assert len(kinds) == 8


def test_averaging_agrees_with_torch():
    chance = np.random.default_rng(0)
    asked = 0
    while asked < 300:
        size, k, s = (tuple(int(n) for n in chance.integers(1, top, 2)) for top in (9, 6, 5))
        p = tuple(int(chance.integers(0, n // 2 + 1)) for n in k)
        if any(n + 2 * q < m for n, q, m in zip(size, p, k, strict=True)):
            continue
        asked += 1
        x = chance.normal(size=size)
        override = None if chance.random() < 0.7 else int(chance.integers(1, 5))
        options = (*map(bool, chance.integers(0, 2, 2)), override)
        given = x.tolist(), k, None if chance.random() < 0.2 else s, p, *options
        wanted = avg_by_torch(*given).numpy()
        for function in (solved(c3.EXERCISE), avg_by_package):
            np.testing.assert_allclose(function(*given), wanted, rtol=1e-12)
        np.testing.assert_allclose(c3.EXERCISE.expected(given), wanted, rtol=1e-12)
