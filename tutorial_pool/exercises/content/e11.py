"""练习11：不写循环的前向。"""

import random

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import (
    NOTHING,
    SQUARE,
    TINY,
    by_size,
    only_before,
    regular,
    volume,
)
from tutorial_pool.exercises.content.no_loops import without_loops
from tutorial_pool.exercises.misconceptions.steps import ONE


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    import numpy as np

    chance = random.Random(11)
    asked: list[Call] = []
    for size, kernel, stride, padding, _ in regular(chance, 60, padded=True):
        x = volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        asked.append((x, kernel, stride, padding))
    for x, kernel, padding in only_before():
        asked.append(([[x]], kernel, kernel, padding))
    asked = [*by_size(asked), ([[TINY]], SQUARE), ([[NOTHING]], SQUARE)]
    asked += [([[TINY]], SQUARE, ONE, ONE), ([[NOTHING]], SQUARE, ONE, ONE)]
    return [(np.array(x, dtype=float), *rest) for x, *rest in asked]


def large_images(images: int, channels: int, side: int) -> Call:
    """这样多、这样大的图，看走了多少步。"""
    import numpy as np

    x = np.random.default_rng(0).normal(size=(images, channels, side, side))
    return x, (2, 3), (2, 1), (1, 1)


EXERCISE = Exercise(
    number="11",
    title="不写循环的前向",
    function="max_pool",
    page="11-sliding-window-view",
    level=2,
    minutes=20,
    kind="window",
    returns="NumPy数组，(N, C, H_out, W_out)",
    depth=(4,),
    covers="练习5考过的一切，加上批量和通道，还有：输入变大，Python的步数不变多",
    hints=(
        "`numpy.lib.stride_tricks.sliding_window_view`能给出每一个位置的窗口。"
        "先在一个3×3的小数组上试试，看看形状。",
        "先用`np.pad`在上下左右填好，N和C两条轴不填。`sliding_window_view`的`axis`说窗口开在哪几条轴上："
        "这里是H和W。看看得到的形状，哪两条轴是窗口里面的？",
        "它给的是步幅1的窗口，每一个位置都有。隔几个取一个，就是步幅：切片的第三个数正好做这件事。"
        "最后在窗口里面的那两条轴上取最大。",
    ),
    explanation="`sliding_window_view`不抄数据，只换一种看法。循环还在，不过是NumPy里面的循环。",
    needs_numpy=True,
    calls=calls,
    answer=lambda steps, *call: steps.max_pool_batch(*call),
    further=without_loops(large_images),
)
