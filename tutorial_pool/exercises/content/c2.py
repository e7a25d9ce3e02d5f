"""挑战2：反池化。"""

import random
from typing import Any

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import TINY, by_size, regular, volume
from tutorial_pool.exercises.judging import telling
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.misconceptions.steps import Pair, Plane, Steps
from tutorial_pool.exercises.running.calling import run_calls

REFUSALS = (IndexError, ValueError, RuntimeError)


def answer(steps: Steps, x: Any, indices: Any, output_size: Pair) -> Any:
    """挑战2的结果，每个平面各放各的。"""
    return [
        [_unpool_plane(*plane, *output_size) for plane in zip(*image, strict=True)]
        for image in zip(x, indices, strict=True)
    ]


def _unpool_plane(values: Plane, places: list[list[int]], height: int, width: int) -> Plane:
    y = [[0.0] * width for _ in range(height)]
    for row, line in zip(values, places, strict=True):
        for value, place in zip(row, line, strict=True):
            y[place // width][place % width] = value
    return y


def calls() -> list[Call]:
    """挑战2的例子：有的来自最大池化，有的是随便的索引，有许多重复。"""
    chance = random.Random(102)
    asked: list[Call] = [([[[[-7]]]], [[[[2]]]], (2, 2)), ([[[[-7, 5]]]], [[[[1, 1]]]], (1, 3))]
    for size, kernel, stride, padding, _ in regular(chance, 25, padded=True):
        x = volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        asked.append((*Steps().max_pool_indices(x, kernel, stride, padding), size))
    for _ in range(35):
        planes = chance.randint(1, 2), chance.randint(1, 3)
        height, width = chance.randint(1, 3), chance.randint(1, 3)
        size = chance.randint(1, 4), chance.randint(1, 5)
        x = volume(chance, *planes, height, width)
        asked.append((x, _random_indices(chance, x, size[0] * size[1]), size))
    return [*by_size(asked), ([[TINY]], [[[[3, 0], [2, 1]]]], (2, 2))]


def _random_indices(chance: random.Random, x: Any, stop: int) -> Any:
    if isinstance(x, list):
        return [_random_indices(chance, part, stop) for part in x]
    return chance.randrange(stop)


def refuses(function: Any, seconds: float) -> Verdict | None:
    """平面里没有的索引，要报错，不能悄悄写到别处。"""
    x, size = [[[[-7, 5]], [[4, 8]]]], (2, 3)
    for bad in (6, 11, 100, -1, -6):
        indices = [[[[0, bad]], [[1, 2]]]]
        (outcome,) = run_calls(function, [(x, indices, size)], seconds)
        error = outcome.error
        if isinstance(error, REFUSALS):
            continue
        asked = (
            f"例子：`max_unpool({x}, {indices}, {size})`。"
            f"输出是2行3列，索引只能是0到5，这里却有一个{bad}。"
        )
        if outcome.late:
            return telling.failed(f"**不合法的索引，让它停不下来。**{trouble(outcome)}", asked)
        if error is not None:
            return telling.failed(
                f"**报错了，可是报的不合适。**你报的是`{type(error).__name__}`。",
                asked + "请报IndexError、ValueError或RuntimeError，让调用它的人知道错在索引。",
            )
        return telling.failed(
            "**结果都对，可是不合法的索引没有拒绝。**",
            asked + f"你的函数没有报错，返回了`{outcome.value}`。"
            "负的下标会从末尾数起，太大的会写进别的地方：都不出声，以后就很难查。",
        )
    return None


EXERCISE = Exercise(
    number="C2",
    title="反池化",
    function="max_unpool",
    page="challenges",
    level=3,
    minutes=25,
    kind="window",
    returns="嵌套列表，(N, C, 高, 宽)",
    depth=(4,),
    covers="几张图片、几个通道，高和宽不同的输出，重复的索引，还有平面里没有的索引",
    hints=(
        "先只想一个平面。准备一个全是0的输出，走遍`x`，把每个数放到它的索引那里。"
        "索引是`行 * 宽 + 列`，反过来怎样求行和列？",
        "`divmod(索引, 宽)`就是(行, 列)，宽是输出的宽。重复的索引，直接用`=`，"
        "后来的自然盖掉先来的。准备0的时候别写`[[0] * W] * H`：那是同一行用了H次。",
        "放之前先看`0 <= 索引 < 高 * 宽`，不成立就`raise IndexError(…)`。负的也要拒绝："
        "Python不会替你报错。",
    ),
    explanation="反池化就是按索引放回去。检查索引那一行看着多余，可是少了它，"
    "`y[-1]`会悄悄写到最后一行。",
    calls=calls,
    answer=answer,
    further=refuses,
)
