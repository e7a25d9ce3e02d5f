"""练习8：索引、并列和NaN。"""

import random

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import (
    NAN,
    NOTHING,
    SQUARE,
    TINY,
    by_size,
    crowded,
    only_before,
    regular,
    volume,
)
from tutorial_pool.exercises.misconceptions.steps import ONE


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    chance = random.Random(8)
    asked: list[Call] = [
        ([[[[-1, -1], [-1, -1]]]], SQUARE),
        ([[[[NAN, -1], [-2, -3]]]], SQUARE),
        ([[[[-1, NAN], [-2, -3]]]], SQUARE),
        ([[[[-1, -2], [-3, NAN], [-5, -6]]]], SQUARE, ONE),
        ([[[[-1, NAN, -2], [NAN, -3, -4]]]], (2, 3)),
        ([[[[-1, NAN, NAN], [-2, -3, -4]]]], (2, 3)),
        ([[[[NAN, -1], [-2, NAN], [NAN, NAN]]]], (3, 2)),
    ]
    for _ in range(8):
        spread = [[chance.choice([NAN, -1, -2, -3]) for _ in range(4)] for _ in range(3)]
        asked.append(([[spread]], chance.choice([(2, 2), (3, 2), (2, 3), (3, 4)]), ONE))
    for one, kernel, padding in only_before():
        asked.append(([[one]], kernel, kernel, padding))
    for size, kernel, stride, padding, _ in regular(chance, 50, padded=True):
        x = volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        if chance.random() < 0.5:
            x = [[crowded(chance, *size) for _ in image] for image in x]
        asked.append((x, kernel, stride, padding))
    asked.append(([[[[-0.5, -0.25], [-0.75, -1.5]]]], SQUARE))
    return [*by_size(asked), ([[TINY]], SQUARE), ([[NOTHING * 2]], SQUARE)]


EXERCISE = Exercise(
    number="08",
    title="索引、并列和NaN",
    function="max_pool",
    page="08-indices",
    level=3,
    minutes=30,
    kind="window",
    returns="两个嵌套列表(y, indices)，形状都是(N, C, H_out, W_out)",
    depth=(4, 4),
    parts=("y", "indices"),
    covers="并列的最大值，有NaN的窗口，几张图片、几个通道，有填充时的索引",
    hints=(
        "找最大值的时候，除了记住它是多少，再记住它在哪一行哪一列。索引就是`行 * W + 列`，"
        "W是输入的宽。",
        "并列时要先遇到的：只有更大（`>`）才换。`>`碰到NaN，得到的是假，要用`math.isnan`单独问。",
        "每遇到一个NaN都换成它，于是最后留下的是最后一个NaN。窗口里也可能全是−∞，那就要第一个："
        "从窗口的第一个数开始比，不从−∞开始。索引用输入里的行和列：不加填充，也不管是第几个通道。",
    ),
    explanation="`x[r][c] > best or math.isnan(x[r][c])`一句话，三条规则都有了：并列取先遇到的，"
    "NaN传下去，索引是最后一个NaN的。torch的源代码里也是这样比的。",
    calls=calls,
    answer=lambda steps, *call: steps.max_pool_indices(*call),
)
