"""练习7：ceil_mode和最后一个窗口。"""

import random

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import (
    NOTHING,
    SQUARE,
    TINY,
    by_size,
    only_before,
    plane,
    regular,
)
from tutorial_pool.exercises.misconceptions.steps import ONE


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    chance = random.Random(7)
    asked: list[Call] = [
        ([[-5, -2, -8], [-1, -9, -4], [-7, -3, -6]], SQUARE, SQUARE, (0, 0), True),
        ([[-5, -2, -8], [-6, -9, -4], [-7, -3, -1]], SQUARE, SQUARE, ONE, True),
    ]
    for size, kernel, stride, padding, _ in regular(chance, 90, padded=True):
        ceil = chance.random() < 0.8
        asked.append((plane(chance, *size), kernel, stride, padding, ceil))
    for x, kernel, padding in only_before():
        asked.append((x, kernel, kernel, padding, False))
    return [*by_size(asked), (TINY, SQUARE), (NOTHING, SQUARE, ONE, ONE, True)]


EXERCISE = Exercise(
    number="07",
    title="ceil_mode和最后一个窗口",
    function="max_pool",
    page="07-ceil-mode",
    level=3,
    minutes=30,
    kind="window",
    returns="嵌套列表，(H_out, W_out)",
    depth=(2,),
    covers="向上和向下取整，不完整的窗口，要去掉的最后一个窗口，填充和步幅的各种搭配",
    hints=(
        "先把练习5抄过来：`ceil_mode=False`时，它就是答案。`ceil_mode=True`时，"
        "只是输出可能多一行或一列。",
        "向上取整：`math.ceil(a / b)`，或者`-(-a // b)`。多出来的窗口伸出了右边，"
        "只看还在输入里的那些数。",
        "最后检查一次：最后一个窗口的起点`(size - 1) * stride - padding`，如果不小于`length`，"
        "就是在右填充里，要去掉这个窗口。"
        "这和第4章的`(size - 1) * stride >= length + padding`是同一句话。",
    ),
    explanation="窗口必须从输入或左填充里开始，这就是最后一窗规则。有了它，"
    "每个窗口至少看得到一个数，`best`就不会留在−∞。",
    calls=calls,
    answer=lambda steps, x, k, s=None, p=(0, 0), ceil=False: steps.max_pool(
        x, k, s, p, (1, 1), ceil
    ),
)
