"""挑战：空的、对的、各种写法的、各种错的，检查都说得对；答案和torch一样。

计时用假的钟：测试不看机器快慢。
"""

import dataclasses
import math
import random
import sys
from collections import Counter, deque
from functools import reduce
from heapq import heappop, heappush
from itertools import pairwise

import make
import nbformat
import numpy as np
import pytest
import torch
from numpy.lib.stride_tricks import sliding_window_view
from torch.nn import functional as F

from tutorial_pool import functional
from tutorial_pool.exercises import challenges
from tutorial_pool.exercises.challenges import CHALLENGES, Counted, comparisons
from tutorial_pool.exercises.checking import judge, judge_source
from tutorial_pool.exercises.running import nested
from tutorial_pool.exercises.steps import Steps

C1, C2, C3, C4 = CHALLENGES


def solved(exercise):
    """答案里的那个函数。"""
    space = {"__name__": "solution"}
    exec(exercise.solution, space)
    return space[exercise.function]


class Clock:
    """假的钟：`advance`说走多少就走多少。"""

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
    monkeypatch.setattr(challenges, "SHAPE", (2, 3, 9, 8))
    monkeypatch.setattr(challenges, "PATIENCE", 1000.0)
    return clock


def timed(clock):
    """挑战4，用假的钟。"""
    return dataclasses.replace(C4, further=challenges.faster_than_torch(clock))


# ---- 书页 ----

PAGE = make.BOOK / "exercises" / "challenges.ipynb"
ROLES = ("exercise-stub", "exercise-check", "exercise-hint", "exercise-solution")


def with_role(notebook, role):
    """做某件事的那些格，一道题一格。"""
    return [one for one in notebook.cells if role in one.metadata.get("tags", [])]


def test_the_page_has_each_stub_check_hints_and_solution():
    notebook = nbformat.read(PAGE, as_version=4)
    sources = [[one.source for one in with_role(notebook, role)] for role in ROLES]
    assert list(zip(*sources, strict=True)) == [
        (
            one.stub.rstrip(),
            f'check("{one.number}", {one.function})',
            f'hint("{one.number}")',
            f'solution("{one.number}")',
        )
        for one in CHALLENGES
    ]
    headings = [one.source for one in notebook.cells if one.source.startswith("## 挑战")]
    for one, heading in zip(CHALLENGES, headings, strict=True):
        assert heading.startswith(f"## {one.label}：{one.title}\n")
    top = notebook.cells[0].source
    assert f"约{sum(one.minutes for one in CHALLENGES)}分钟" in top
    assert "、".join(str(one.minutes) for one in CHALLENGES) + "分钟" in top


def test_filled_in_the_page_passes(tmp_path):
    notebook = nbformat.read(PAGE, as_version=4)
    for one, stub in zip(CHALLENGES, with_role(notebook, "exercise-stub"), strict=True):
        stub.source = one.solution
    nbformat.write(notebook, tmp_path / "filled.ipynb")
    progress = str(tmp_path / "progress.json")
    done = make.execute(tmp_path / "filled.ipynb", TUTORIAL_POOL_PROGRESS=progress)
    *firm, race = (
        check.outputs[0].data["text/plain"] for check in with_role(done, "exercise-check")
    )
    for one, text in zip(CHALLENGES, firm, strict=False):
        assert text.startswith(f"✅ {one.label}通过了。")
    assert "每一轮PyTorch的用时除以你的" in race  # 快慢看机器，这里不问


# ---- 每一题都有的 ----


@pytest.mark.parametrize("exercise", CHALLENGES, ids=lambda e: e.label)
def test_the_stub_is_refused_kindly(exercise):
    verdict = judge_source(exercise, exercise.stub)
    assert not verdict.passed
    assert "还没有写" in verdict.message


@pytest.mark.parametrize("exercise", CHALLENGES, ids=lambda e: e.label)
def test_the_stub_fits_in_a_cell_of_the_book(exercise):
    lines = exercise.stub.rstrip().splitlines()
    assert len(lines) <= 8
    assert max(sum(1 + (ord(sign) > 0x2E7F) for sign in line) for line in lines) <= 76


def test_what_a_challenge_says_of_itself():
    assert [one.number for one in CHALLENGES] == ["C1", "C2", "C3", "C4"]
    assert [one.label for one in CHALLENGES] == ["挑战1", "挑战2", "挑战3", "挑战4"]
    assert len({one.function for one in CHALLENGES}) == 4  # 都在一个笔记本里
    for one in CHALLENGES:
        assert one.page == "challenges"
        assert len(set(one.hints)) == 3


@pytest.mark.parametrize("exercise", CHALLENGES, ids=lambda e: e.label)
def test_the_cases_are_always_the_same_and_start_small(exercise):
    def sizes(calls):
        return [np.size(call[0]) for call in calls]

    first, again = exercise.calls(), exercise.calls()
    assert repr(nested_calls(first)) == repr(nested_calls(again))
    assert sizes(first)[0] <= 5
    assert len(first) >= 40


def nested_calls(calls):
    return [[nested(part) if hasattr(part, "tolist") else part for part in call] for call in calls]


# ---- 挑战1 ----


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
    verdict = judge(C1, function)
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


WRONG_1 = {
    "每个窗口从头比": (naive, ["比得太多", "122031次", "最多16000次"]),
    "每个窗口排序": (sorts, ["比得太多"]),
    "堆": (by_heap, ["比得太多"]),
    "浮点数组": (lambda x, k: sliding_window_view(np.array(x), k).max(1), ["数不到", "只有0次"]),
    "从0开始": (lambda x, k: [max(0, *x[i : i + k]) for i in range(len(x) - k + 1)], ["从0开始比"]),
    "少一个窗口": (lambda x, k: naive(x, k)[:-1], ["少加了1"]),
    "少看一个": (
        lambda x, k: [max(x[i : i + max(1, k - 1)]) for i in range(len(x) - k + 1)],
        ["还不对"],
    ),
    "求平均": (
        lambda x, k: [sum(x[i : i + k]) / k for i in range(len(x) - k + 1)],
        ["取了平均"],
    ),
    "改了输入": (changes, ["改了输入"]),
    "递归太深": (too_deep, ["大的不行", "RecursionError"]),
    "只对小的": (lambda x, k: naive(x, min(k, 18)), ["大的不行", "结果不对"]),
}


@pytest.mark.parametrize("name", WRONG_1)
def test_a_wrong_sliding_max_is_told_what_is_wrong(name):
    function, phrases = WRONG_1[name]
    verdict = judge(C1, function)
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
        outcome, counted = comparisons(function, x, 1)
        assert outcome.error is None
        assert 2 <= counted <= 9 if count is None else counted == count  # 各版本的排序不一样


def test_a_counted_number_is_still_that_number():
    chance = random.Random(0)
    for a, b in pairwise(chance.choices([-math.inf, -2.5, 0.0, 1.0, math.inf, math.nan], k=60)):
        tally = Counter()
        one, other = Counted(a, tally), Counted(b, tally)
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
        for function in [solved(C1), by_deque, by_blocks, by_halves, by_two_stacks]:
            outcome, count = comparisons(function, x, k)
            assert outcome.value == naive(x, k)
            assert n - 1 <= count <= challenges.most_comparisons(n, k)
    for k in (64, 700):
        assert comparisons(naive, list(range(2000)), k)[1] > challenges.most_comparisons(2000, k)


def test_sliding_max_agrees_with_torch():
    chance = np.random.default_rng(0)
    for _ in range(200):
        n = int(chance.integers(1, 40))
        k = int(chance.integers(1, n + 1))
        x = np.round(chance.normal(size=n), 1)
        wanted = F.max_pool1d(torch.tensor(x[None]), k, 1)[0].tolist()
        assert solved(C1)(x.tolist(), k) == C1.expected((x.tolist(), k)) == wanted
        assert functional.max_pool1d(x[None], k, 1)[0].tolist() == wanted


# ---- 挑战2 ----


def unpool_flat(x, indices, output_size, *, check=True, put=lambda old, new: new, fill=0):
    height, width = output_size
    result = []
    for image, places in zip(x, indices, strict=True):
        result.append([])
        for plane, lines in zip(image, places, strict=True):
            y = [fill] * (height * width)
            for row, line in zip(plane, lines, strict=True):
                for value, i in zip(row, line, strict=True):
                    if check and (i < 0 or i >= len(y)):
                        raise ValueError(f"没有索引{i}")
                    y[i] = put(y[i], value)
            result[-1].append([y[r * width : (r + 1) * width] for r in range(height)])
    return result


def unpool_by_dictionary(x, indices, output_size):
    height, width = output_size

    def plane(values, places):
        found = {}
        for row, line in zip(values, places, strict=True):
            found.update(zip(line, row, strict=True))
        if found.keys() - set(range(height * width)):
            raise RuntimeError("索引不在平面里")
        return [[found.get(r * width + c, 0) for c in range(width)] for r in range(height)]

    return [list(map(plane, *pair)) for pair in zip(x, indices, strict=True)]


def unpool_by_numpy(x, indices, output_size):
    x, indices = np.array(x, float), np.array(indices)
    y = np.zeros((*x.shape[:2], output_size[0] * output_size[1]))
    if indices.min() < 0:
        raise IndexError("负的索引")
    flat = (*x.shape[:2], -1)
    np.put_along_axis(y, indices.reshape(flat), x.reshape(flat), axis=2)  # 太大的，NumPy会报错
    return y.reshape(*x.shape[:2], *output_size)


def unpool_by_torch(x, indices, output_size):
    height, width = output_size
    y = torch.zeros(len(x), len(x[0]), height * width, dtype=torch.float64)
    for n, image in enumerate(indices):
        for c, lines in enumerate(image):
            for i, row in enumerate(lines):
                for j, place in enumerate(row):
                    if not 0 <= place < height * width:
                        raise IndexError(place)
                    y[n, c, place] = x[n][c][i][j]
    return y.reshape(len(x), len(x[0]), height, width)


def unpool_by_searching(x, indices, output_size):
    """反过来：问每个输出，谁把它当索引。"""
    height, width = output_size

    def plane(values, places):
        pairs = [
            pair for row in zip(places, values, strict=True) for pair in zip(*row, strict=True)
        ]
        for place, _ in pairs:
            range(height * width)[place] if place >= 0 else [][0]
        return [
            [next((v for p, v in pairs[::-1] if p == r * width + c), 0) for c in range(width)]
            for r in range(height)
        ]

    return tuple(tuple(map(plane, *pair)) for pair in zip(x, indices, strict=True))


@pytest.mark.parametrize(
    "function",
    [unpool_flat, unpool_by_dictionary, unpool_by_numpy, unpool_by_torch, unpool_by_searching],
)
def test_unpooling_in_any_style_passes(function):
    verdict = judge(C2, function)
    assert verdict.passed, verdict.message


def aliased(x, indices, output_size):
    result = []
    for image, places in zip(x, indices, strict=True):
        result.append([])
        for plane, lines in zip(image, places, strict=True):
            y = [[0] * output_size[1]] * output_size[0]
            for row, line in zip(plane, lines, strict=True):
                for value, i in zip(row, line, strict=True):
                    y[i // output_size[1]][i % output_size[1]] = value
            result[-1].append(y)
    return result


def one_buffer(x, indices, output_size):
    """所有平面共用一个数组：太大的索引写进了下一个平面。"""
    x, indices = np.array(x), np.array(indices)
    area = output_size[0] * output_size[1]
    planes = x.shape[0] * x.shape[1]
    y = np.zeros(planes * area)
    start = area * np.arange(planes).reshape(*x.shape[:2], 1, 1)
    if indices.min() < 0:
        raise IndexError("负的索引")
    y[(indices + start).ravel()] = x.ravel()
    return y.reshape(*x.shape[:2], *output_size)


def clipped(x, indices, output_size):
    last = output_size[0] * output_size[1] - 1
    return unpool_flat(x, np.clip(indices, 0, last).tolist(), output_size)


def asserts(x, indices, output_size):
    assert np.min(indices) >= 0, "索引"
    return unpool_flat(x, indices, output_size)


def hangs(x, indices, output_size):
    while np.min(indices) < 0:
        pass
    return unpool_flat(x, indices, output_size)


WRONG_2 = {
    "负的索引不管": (lambda *a: unpool_flat(*a, check=False), ["没有拒绝", "却有一个-1"]),
    "写进下一个平面": (one_buffer, ["没有拒绝", "却有一个6"]),
    "裁到里面": (clipped, ["没有拒绝", "却有一个6"]),
    "报的不合适": (asserts, ["报的不合适", "AssertionError"]),
    "停不下来": (hangs, ["停不下来"]),
    "加起来": (lambda *a: unpool_flat(*a, put=lambda old, new: old + new), ["还不对", "应为1"]),
    "先来的留下": (
        lambda *a: unpool_flat(*a, put=lambda old, new: old or new),
        ["应为1", "你的是10"],
    ),
    "大的留下": (lambda *a: unpool_flat(*a, put=max), ["还不对"]),
    "填−∞": (lambda *a: unpool_flat(*a, fill=-math.inf), ["应为0", "−∞"]),
    "同一行": (aliased, ["还不对", "应为0"]),
    "高宽对调": (lambda x, i, size: unpool_flat(x, i, size[::-1]), ["形状应为"]),
    "少了批量": (lambda x, i, size: unpool_flat(x, i, size)[0], ["嵌套了3层"]),
}


@pytest.mark.parametrize("name", WRONG_2)
def test_a_wrong_unpooling_is_told_what_is_wrong(name):
    function, phrases = WRONG_2[name]
    verdict = judge(C2, function, seconds=1)
    assert not verdict.passed
    for phrase in phrases:
        assert phrase in verdict.message


def test_unpooling_agrees_with_torch():
    chance = np.random.default_rng(0)
    for _ in range(150):
        planes = tuple(chance.integers(1, 4, 2))
        size = tuple(int(side) for side in 2 * chance.integers(1, 4, 2))
        shape = (*planes, size[0] // 2, size[1] // 2)
        x = chance.normal(size=shape)
        indices = chance.integers(0, size[0] * size[1], size=shape)
        given = x.tolist(), indices.tolist(), size
        ours = np.array(solved(C2)(*given))
        assert np.array_equal(ours, np.array(C2.expected(given)))
        theirs = F.max_unpool2d(torch.tensor(x), torch.tensor(indices), 2, output_size=size)
        assert np.array_equal(ours, theirs.numpy())
        assert np.array_equal(ours, functional.max_unpool2d(x, indices, 2, output_size=size))


@pytest.mark.parametrize("bad", [-1, 4])
def test_torch_refuses_bad_indices_too(bad):
    with pytest.raises(challenges.REFUSALS):
        F.max_unpool2d(torch.ones(1, 1, 1, 1), torch.full((1, 1, 1, 1), bad), 2)


# ---- 挑战3 ----


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
            for row in challenges.window_sums(steps, x, axes)
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
    verdict = judge(C3, function)
    assert verdict.passed, verdict.message


def stride_one(x, k, s, *rest):
    return avg_by_axis(x, k, s or (1, 1), *rest)


def override_counts_too(x, k, s, p, ceil_mode, include, override):
    y = np.array(avg_by_axis(x, k, s, p, ceil_mode, include, None))
    return y if override is None else y / override


def largest(x, k, s, p, ceil_mode, include, override):
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


WRONG_3 = {
    "总除以窗口": (avg_with(lambda r, p, k, i: k), ["除数还不对", "你除以了"]),
    "总除以元素": (avg_with(lambda r, p, k, i: r), ["除数还不对", "应该除以2，你除以了1"]),
    "总除以连填充": (avg_with(lambda r, p, k, i: p), ["除数还不对"]),
    "越过的也算": (
        avg_with(lambda r, p, k, i: k if i else r),
        ["除数还不对", "1格越过了填充", "应该除以1，你除以了2"],
    ),
    "算和不算弄反": (avg_with(lambda r, p, k, i: r if i else p), ["除数还不对"]),
    "步幅1": (stride_one, ["步幅当成了1"]),
    "不理ceil_mode": (
        avg_with(lambda r, p, k, i: p if i else r, floor=True),
        ["没有理会ceil_mode"],
    ),
    "除了两遍": (override_counts_too, ["还不对"]),
    "取了最大": (largest, ["还不对"]),
    "边上出错": (crashes_at_the_edge, ["除数还不对", "IndexError"]),
    "形状不对": (shorter, ["除数还不对", "结果的形状应为"]),
    "没有返回": (nothing, ["没有返回值"]),
}


@pytest.mark.parametrize("name", WRONG_3)
def test_a_wrong_divisor_is_named(name):
    function, phrases = WRONG_3[name]
    verdict = judge(C3, function)
    assert not verdict.passed
    for phrase in phrases:
        assert phrase in verdict.message


def test_every_kind_of_divisor_is_asked():
    kinds = set()
    for call in challenges.divisor_calls():
        x, k, s, p, ceil_mode, include, _ = call
        axes = Steps().axes(x, k, s, p, (1, 1), ceil_mode)
        for row in challenges.window_sums(Steps(), x, axes):
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
        for function in (solved(C3), avg_by_package):
            np.testing.assert_allclose(function(*given), wanted, rtol=1e-12)
        np.testing.assert_allclose(C3.expected(given), wanted, rtol=1e-12)


# ---- 挑战4 ----


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
    assert f"轮流跑了{challenges.ROUNDS}轮" in verdict.message


def test_the_solution_of_the_race_is_right(clock):
    verdict = judge(timed(clock), clock.takes(1.0, solved(C4)))
    assert verdict.passed, verdict.message


def test_equal_times_pass_and_slower_ones_do_not(clock):
    assert judge(timed(clock), clock.takes(2.0, by_taps)).passed
    verdict = judge(timed(clock), clock.takes(4.0, by_taps))
    assert not verdict.passed
    assert "还没有比PyTorch快" in verdict.message
    assert "中位数是0.50" in verdict.message


def test_a_slow_one_runs_few_rounds(clock, monkeypatch):
    monkeypatch.setattr(challenges, "PATIENCE", 5.0)
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
    verdict = judge(C4, by_taps)
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


WRONG_4 = {
    "大的不对": (only_small, ["大的不行", "F.max_pool2d"]),
    "大的出错": (breaks_when_large, ["大的不行", "MemoryError"]),
    "改了输入": (in_place, ["改了输入"]),
    "NaN跳过": (
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
    "步幅1": (
        lambda x, k: sliding_window_view(x, k, axis=(2, 3)).max(axis=(-2, -1)),
        ["步幅当成了1"],
    ),
    "高宽对调": (lambda x, k: by_view(x, k[::-1]), ["还不对"]),
    "向上取整": (
        lambda x, k: functional.max_pool2d(x, k, ceil_mode=True),
        ["总是向上取整"],
    ),
    "混了通道": (lambda x, k: by_taps(x, k).max(axis=1, keepdims=True), ["通道"]),
    "最小": (lambda x, k: -by_taps(-x, k), ["还不对"]),
}


@pytest.mark.parametrize("name", WRONG_4)
def test_a_wrong_fast_pooling_is_told_what_is_wrong(name, clock):
    function, phrases = WRONG_4[name]
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
        assert np.array_equal(solved(C4)(x, k), wanted)
        assert np.array_equal(np.array(C4.expected((x.tolist(), k)), np.float32), wanted)
        assert np.array_equal(functional.max_pool2d(x, k), wanted)
