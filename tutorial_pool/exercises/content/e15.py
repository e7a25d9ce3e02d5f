"""练习15：全局平均池化与CAM。"""

import random
from typing import Any

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import plane
from tutorial_pool.exercises.misconceptions.steps import Plane, Steps


def calls() -> list[Call]:
    """考的例子，从小到大；得分最高的类没有并列，也不总是同一类。"""
    chance = random.Random(15)
    asked: list[Call] = [
        ([[[-4]]], [[2]], [1]),
        ([[[-4, -6]]], [[3]], [-2]),
        ([[[-4, -6]]], [[-1], [2]], [0, 1]),
        ([[[-5, 3], [1, -7]], [[2, -4], [-6, 4]]], [[2, -1], [-3, 1]], [-9, 2]),
    ]
    while len(asked) < 45:
        channels, classes = chance.randint(1, 3), chance.randint(1, 4)
        height, width = chance.randint(1, 3), chance.randint(1, 4)
        x = [plane(chance, height, width) for _ in range(channels)]
        weight: Plane = [[chance.randint(-3, 3) for _ in range(channels)] for _ in range(classes)]
        bias = [chance.choice([-9, -4, -1, 2, 5, 0.5]) for _ in range(classes)]
        logits: Any = sorted(Steps().class_map(x, weight, bias)[0])
        if len(logits) == 1 or logits[-1] - logits[-2] > 0.5:
            asked.append((x, weight, bias))
    return sorted(asked, key=lambda call: (_numbers(call[0]), len(call[1])))


def _numbers(x: Any) -> int:
    return len(x) * len(x[0]) * len(x[0][0])


EXERCISE = Exercise(
    number="15",
    title="全局平均池化与CAM",
    function="class_map",
    page="15-class-map",
    level=3,
    minutes=30,
    kind="maps",
    returns="(logits, cam)：logits是列表(类数,)，cam是嵌套列表(H, W)",
    depth=(1, 2),
    parts=("logits", "cam"),
    covers="一到三个通道，一到四类，各种大小的特征图，正的和负的权重、偏置",
    hints=(
        "先做全局平均池化：每个通道变成一个数。小心除数，一个平面里一共有几个数？",
        "一类的得分，用它那一行权重，把各通道的平均加权相加，再加上它的偏置。写完先看第一部分`logits`"
        "对不对，再写图。",
        "图和特征图一样大。图的每一格，也是各通道加权相加，用的不是平均，而是这一格自己的数；"
        "用哪一类的权重？最后自己验一验：图的平均，和那一类的得分，只差一样东西。",
    ),
    explanation="先平均再加权，和先加权再平均，结果一样。所以图的平均加上偏置，正好是得分；"
    "图上的每一格，就是这个位置给得分添了多少。",
    calls=calls,
    answer=lambda steps, *call: steps.class_map(*call),
)
