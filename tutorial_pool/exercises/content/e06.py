"""练习6：空洞。"""

import random

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import NOTHING, SQUARE, TINY, by_size, plane, regular
from tutorial_pool.exercises.misconceptions.steps import ONE


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    chance = random.Random(6)
    asked: list[Call] = []
    for size, kernel, stride, _, dilation in regular(chance, 80, dilated=True):
        asked.append((plane(chance, *size), kernel, stride, dilation))
    asked.append((plane(chance, 4, 4), SQUARE))
    asked.append((plane(chance, 4, 4), SQUARE, (3, 3), ONE))
    return [*by_size(asked), (TINY, SQUARE), (NOTHING, SQUARE)]


EXERCISE = Exercise(
    number="06",
    title="空洞",
    function="max_pool",
    page="06-dilation",
    level=2,
    minutes=20,
    kind="window",
    returns="嵌套列表，(H_out, W_out)",
    depth=(2,),
    covers="高和宽不同的空洞，配上各种窗口和步幅",
    hints=(
        "先只看一行。窗口大小3，空洞2：三个抽头落在0、2、4。最后一个抽头离第一个有多远？",
        "k个抽头之间有k−1个间隔，所以窗口一共占`dilation * (kernel_size - 1) + 1`格。"
        "输出大小公式里的窗口大小，要换成它。",
        "第a个抽头在`top + a * dilation[0]`行。`range`的第三个参数可以帮你一步跳过去。"
        "步幅和空洞没有关系。",
    ),
    explanation="空洞只改两处：窗口占多大（有效跨度），和窗口里看哪几个。步幅不变，"
    "看的个数也不变。",
    calls=calls,
    answer=lambda steps, x, k, s=None, d=(1, 1): steps.max_pool(x, k, s, (0, 0), d),
)
