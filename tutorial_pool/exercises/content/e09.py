"""练习9：反向传播。"""

import random

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import (
    GRADIENTS,
    INF,
    NOTHING,
    SQUARE,
    by_size,
    crowded,
    only_before,
    plane,
    regular,
)
from tutorial_pool.exercises.misconceptions.steps import ONE, Steps


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    chance = random.Random(9)
    asked: list[Call] = [
        ([[7]], [[-1, -1], [-1, -1]], SQUARE),
        ([[3, 5]], [[-4, -1, -2]], (1, 2), ONE),
    ]
    for size, kernel, stride, padding, _ in regular(chance, 70, padded=True):
        x = chance.choice([plane, crowded])(chance, *size)
        y = Steps().max_pool(x, kernel, stride, padding)
        grad = [[chance.choice(GRADIENTS) for _ in row] for row in y]
        asked.append((grad, x, kernel, stride, padding))
    for x, kernel, padding in only_before():
        asked.append(([[3, 5]] if kernel[0] == 1 else [[3], [5]], x, kernel, kernel, padding))
    for before in (1, 2):  # 全是−∞的窗口，不碰填充，上下和左右的填充不一样
        row = [*[-1.0] * before, -INF, -INF, -2.0]
        line = list(range(2, len(row) + 3))
        asked.append(([line], [row], (1, 2), ONE, (0, 1)))
        asked.append(([[g] for g in line], [[v] for v in row], (2, 1), ONE, (1, 0)))
    return [*by_size(asked), ([[5], [7]], NOTHING * 2, SQUARE)]


EXERCISE = Exercise(
    number="09",
    title="反向传播",
    function="max_pool_backward",
    page="09-backward",
    level=3,
    minutes=30,
    kind="element",
    returns="嵌套列表，(H, W)",
    depth=(2,),
    covers="重叠的窗口，并列的最大值，填充，正的和负的上游梯度",
    hints=(
        "每个输出只跟着一个输入变：窗口里最大的那个。所以每个上游梯度，只送给一个元素。"
        "先准备一个和`x`一样大、全是0的结果。",
        "走遍每个窗口，像练习8那样找到最大值在哪一行哪一列，把这个窗口的上游梯度送到那里。",
        "窗口重叠时，同一个元素会收到好几份，要用`+=`加起来。并列时只给先遇到的那个；"
        "窗口里全是−∞时，给第一个：从窗口的第一个数开始比，就不会漏掉。",
    ),
    explanation="前向选中谁，反向就把梯度给谁。`+=`是因为一个数影响几个输出，"
    "总的变化就是几份变化之和。",
    calls=calls,
    answer=lambda steps, *call: steps.max_pool_backward(*call),
)
