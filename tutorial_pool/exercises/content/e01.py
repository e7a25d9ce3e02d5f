"""练习1：一个窗口。"""

import random
from itertools import product

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import KERNELS, NOTHING, SQUARE, TINY, by_size, plane
from tutorial_pool.exercises.misconceptions.steps import Axis, Pair, Plane, Steps


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    chance = random.Random(1)
    asked: list[Call] = [([[-3]], 0, 0, (1, 1)), ([[0, -5]], 0, 0, (1, 2))]
    asked.append(([[-2, -6], [0, -1], [-4, -3]], 0, 0, (3, 2)))
    for height, width in product(range(1, 5), range(1, 5)):
        kernel = chance.randint(1, height), chance.randint(1, width)
        top, left = chance.randint(0, height - kernel[0]), chance.randint(0, width - kernel[1])
        asked.append((plane(chance, height, width), top, left, kernel))
        asked.append((plane(chance, height, width), height - kernel[0], 0, kernel))
        asked.append((plane(chance, height, width), 0, width - kernel[1], kernel))
    for _ in range(12):  # 四面都还有数的窗口
        kernel = chance.choice(KERNELS[:-1])
        top, left = chance.randint(1, 2), chance.randint(1, 2)
        size = kernel[0] + top + chance.randint(1, 2), kernel[1] + left + chance.randint(1, 2)
        asked.append((plane(chance, *size), top, left, kernel))
    return [*by_size(asked), (TINY, 0, 0, SQUARE), (NOTHING, 0, 0, SQUARE)]


def answer(steps: Steps, x: Plane, top: int, left: int, kernel_size: Pair) -> float:
    """应得的结果。"""
    ((height, width),) = steps.pairs(kernel_size)[:1]
    axes = Axis(len(x), height, height), Axis(len(x[0]), width, width, which=1)
    return steps.reduce(steps.look(x, (top, left), axes))[0]


EXERCISE = Exercise(
    number="01",
    title="一个窗口",
    function="window_max",
    page="01-one-window",
    level=1,
    minutes=10,
    kind="window",
    returns="一个数",
    depth=(0,),
    covers="各种大小和位置的窗口，全是负数的窗口，还有−∞",
    hints=(
        "窗口看到的是哪几行、哪几列？行从`top`到`top + kernel_size[0]`之前，列也一样。"
        "先用两层循环把它们走一遍。",
        "准备一个变量`best`，记住到目前为止最大的数。它一开始该是多少？不能是0："
        "想想全是负数的窗口。",
        "让`best`先等于窗口的第一个数`x[top][left]`。走到一个更大的数（`>`），就换成它。走完了，"
        "返回`best`。",
    ),
    explanation="`best`从窗口自己的第一个数开始，所以不管数有多小都对。从`-math.inf`开始也行，"
    "从0或者−1e9开始就不行。",
    calls=calls,
    answer=answer,
)
