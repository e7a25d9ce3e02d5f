"""练习12：不写循环的反向。"""

import random
from itertools import product
from typing import Any

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import GRADIENTS, by_size, regular, volume
from tutorial_pool.exercises.content.no_loops import without_loops
from tutorial_pool.exercises.misconceptions.steps import Pair, Steps, chop, flatten


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    import numpy as np

    chance = random.Random(12)
    asked: list[Call] = []
    for size, kernel, stride, padding, _ in regular(chance, 50, padded=True):
        x = volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        indices = Steps().max_pool_indices(x, kernel, stride, padding)[1]
        numbers = np.array(indices)
        grad = [chance.choice(GRADIENTS) for _ in range(numbers.size)]
        asked.append((np.array(grad, dtype=float).reshape(numbers.shape).tolist(), indices, size))
    return [(np.array(g), np.array(i), size) for g, i, size in by_size(asked)]


def answer(steps: Steps, grad_output: Any, indices: Any, input_size: Pair) -> Any:
    """应得的结果。"""
    (height, width), channels = input_size, len(grad_output[0])
    area = height * width
    total = [0.0] * (len(grad_output) * channels * area)
    for n, c in product(range(len(grad_output)), range(channels)):
        start = (n * channels + c) * area - steps.plane_offset(n, c, channels, area)
        pairs = zip(flatten(indices[n][c]), flatten(grad_output[n][c]), strict=True)
        for index, gradient in pairs:
            total[start + index] = steps.add(total[start + index], steps.upstream(gradient))
    return chop(chop(chop(total, width), height), channels)


def large_gradient(images: int, channels: int, side: int) -> Call:
    """这样多、这样大的图，看走了多少步。"""
    import numpy as np

    chance = np.random.default_rng(0)
    indices = chance.integers(0, side * side, size=(images, channels, side // 2, side // 2))
    return chance.normal(size=indices.shape), indices, (side, side)


EXERCISE = Exercise(
    number="12",
    title="不写循环的反向",
    function="max_pool_backward",
    page="12-scatter",
    level=3,
    minutes=25,
    kind="element",
    returns="NumPy数组，(N, C, H, W)",
    depth=(4,),
    covers="重复的索引，几张图片、几个通道，还有：输入变大，Python的步数不变多",
    hints=(
        "索引已经告诉你，每个梯度该送到自己那个平面的第几个数。把每个平面拉成一行："
        "结果是`(N * C, H * W)`的0。",
        "`grad[which, indices] += grad_output`看起来对，可是同一个位置出现两次时，只加了一次。",
        "用`np.add.at(grad, (which, indices), grad_output)`，它会一次一次地加。"
        "或者用`np.bincount`：给每个索引加上自己平面的起点，再带上`weights`。",
    ),
    explanation="`+=`先把右边全部算好，再一次写回，重复的位置后写的盖掉先写的。`np.add.at`不缓冲，"
    "重复几次就加几次。",
    needs_numpy=True,
    calls=calls,
    answer=answer,
    further=without_loops(large_gradient),
)
