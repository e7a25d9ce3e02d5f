"""练习14：带掩码的池化。"""

import random
from typing import Any

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import NAN

MODES = ("max", "mean")
JUNK = (0, 0, 99, 50, -1, -99)  # 补上去的数：不总是0，有的很大


def sequences(
    chance: random.Random, lengths: list[list[bool]], channels: int, junk: tuple[float, ...] = JUNK
) -> Any:
    """一批序列，真的数多是负数，遮住的是随便什么。"""
    low, high = chance.choice([(-30, -1), (-20, 8)])
    return [
        [
            [chance.randint(low, high) if real else chance.choice(junk) for _ in range(channels)]
            for real in mask
        ]
        for mask in lengths
    ]


def masks(chance: random.Random, count: int, length: int) -> list[list[bool]]:
    """几个序列的掩码：补在后面的、补在前面的、中间遮住的、全是真的、一个真的也没有的。"""
    made = []
    for _ in range(count):
        real = chance.randint(0, length)
        kind = chance.choice(["after", "after", "before", "inside"])
        one = [i < real for i in range(length)]
        if kind == "before":
            one = one[::-1]
        if kind == "inside":
            chance.shuffle(one)
        made.append(one)
    return made


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    chance = random.Random(14)
    asked: list[Call] = []
    for mode in MODES:
        asked.append(([[[-3]]], [[True]], mode))
        asked.append(([[[-2], [-6], [0]]], [[True, True, False]], mode))
        asked.append(([[[-8], [-4], [99]]], [[True, True, False]], mode))
        asked.append(([[[0], [-4], [-5]]], [[False, True, True]], mode))
        asked.append(([[[0], [-6], [-9]]], [[True, True, True]], mode))
        asked.append(([[[7], [5]]], [[False, False]], mode))
        asked.append(([[[-1, -2], [-5, -4]], [[-6, -3], [-2, -9]]], [[True, False]] * 2, mode))
    for _ in range(40):
        count, length, channels = chance.randint(1, 3), chance.randint(1, 5), chance.randint(1, 3)
        mask = masks(chance, count, length)
        asked.append((sequences(chance, mask, channels), mask, chance.choice(MODES)))
    asked.append(([[[-3e30], [-5e30], [0]]], [[True, True, False]], "max"))
    asked.append(([[[-0.5], [-0.25], [0]]], [[True, True, False]], "mean"))
    asked.sort(key=lambda call: sum(len(one) * len(one[0]) for one in call[0]))
    for mode in MODES:  # 遮住的地方写着NaN
        asked.append(([[[-3], [NAN], [-5]]], [[True, False, True]], mode))
        asked.append(([[[NAN], [-3], [-7]]], [[False, True, True]], mode))
    return asked


EXERCISE = Exercise(
    number="14",
    title="带掩码的池化",
    function="masked_pool",
    page="14-masked-pool",
    level=2,
    minutes=20,
    kind="sequence",
    returns="嵌套列表，(N, C)",
    depth=(2,),
    covers="补在后面、前面、中间的序列，一个真的数也没有的序列，补的是0、99和NaN，最大和平均",
    hints=(
        "先只做一个序列的一个通道，当它是一行数，旁边有一行`True`和`False`。"
        "哪些数该看，哪些不该看，先挑出来。",
        "挑出来的数放进一个新的列表。最大、平均，都只在这个列表里做：平均要除以什么？"
        "列表要是空的呢？",
        "外面再套两层：第几个序列，第几个通道。`x[n][t][c]`里，t是位置；掩码`mask[n][t]`不分通道。",
    ),
    explanation="先按掩码挑出真的数，后面就和没有补过一样，补的是什么都不要紧。除数是挑出来的个数，"
    "不是L；一个也没有时，题目说好了给0.0。",
    calls=calls,
    answer=lambda steps, *call: steps.masked_pool(*call),
)
