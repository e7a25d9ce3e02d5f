"""挑战2：各种反池化的写法都通过；不拒绝的、拒绝得不对的、放错的，各有各的话。"""

import math

import numpy as np
import pytest
import torch
from learners import solved
from torch.nn import functional as F

from tutorial_pool import functional
from tutorial_pool.exercises.content import c2
from tutorial_pool.exercises.judging.checking import judge


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
    verdict = judge(c2.EXERCISE, function)
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


WRONG = {
    "negative_unchecked": (lambda *a: unpool_flat(*a, check=False), ["没有拒绝", "却有一个-1"]),
    "into_the_next_plane": (one_buffer, ["没有拒绝", "却有一个6"]),
    "clipped": (clipped, ["没有拒绝", "却有一个6"]),
    "unfit_exception": (asserts, ["报的不合适", "AssertionError"]),
    "endless": (hangs, ["停不下来"]),
    "sums": (lambda *a: unpool_flat(*a, put=lambda old, new: old + new), ["还不对", "应为1"]),
    "first_stays": (
        lambda *a: unpool_flat(*a, put=lambda old, new: old or new),
        ["应为1", "你的是10"],
    ),
    "largest_stays": (lambda *a: unpool_flat(*a, put=max), ["还不对"]),
    "fills_infinity": (lambda *a: unpool_flat(*a, fill=-math.inf), ["应为0", "−∞"]),
    "one_row": (aliased, ["还不对", "应为0"]),
    "swapped": (lambda x, i, size: unpool_flat(x, i, size[::-1]), ["形状应为"]),
    "no_batch": (lambda x, i, size: unpool_flat(x, i, size)[0], ["嵌套了3层"]),
}


@pytest.mark.parametrize(("function", "phrases"), WRONG.values(), ids=WRONG)
def test_a_wrong_unpooling_is_told_what_is_wrong(function, phrases):
    verdict = judge(c2.EXERCISE, function, seconds=1)
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
        ours = np.array(solved(c2.EXERCISE)(*given))
        assert np.array_equal(ours, np.array(c2.EXERCISE.expected(given)))
        theirs = F.max_unpool2d(torch.tensor(x), torch.tensor(indices), 2, output_size=size)
        assert np.array_equal(ours, theirs.numpy())
        assert np.array_equal(ours, functional.max_unpool2d(x, indices, 2, output_size=size))


@pytest.mark.parametrize("bad", [-1, 4])
def test_torch_refuses_bad_indices_too(bad):
    with pytest.raises(c2.REFUSALS):
        F.max_unpool2d(torch.ones(1, 1, 1, 1), torch.full((1, 1, 1, 1), bad), 2)
