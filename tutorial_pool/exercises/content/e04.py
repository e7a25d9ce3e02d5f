"""练习4：批量和通道。"""

import random

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import NOTHING, SQUARE, TINY, by_size, regular, volume


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    chance = random.Random(4)
    asked: list[Call] = [([[[[-4]]]], (1, 1))]
    for size, kernel, stride, _, _ in regular(chance, 40):
        x = volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        asked.append((x, kernel, *([stride] if stride else [])))
    return [*by_size(asked), ([[TINY]], SQUARE), ([[NOTHING]], SQUARE)]


EXERCISE = Exercise(
    number="04",
    title="批量和通道",
    function="max_pool",
    page="04-batch-and-channels",
    level=1,
    minutes=15,
    kind="window",
    returns="嵌套列表，(N, C, H_out, W_out)",
    depth=(4,),
    covers="1到2张图片、1到3个通道，以及练习3考过的一切",
    hints=(
        "`x[n][c]`是什么？是第n张图片的第c个通道，一个平面。一个平面怎么池化，练习3已经写过了。",
        "把练习3的函数抄过来，换个名字，比如`pool_plane`。然后对每张图片的每个通道都用它一次。",
        "列表推导式嵌套两层就够：外层走遍`x`里的图片，内层走遍图片里的通道。输出的N和C和输入一样。",
    ),
    explanation="池化一次只看一个平面。N和C两条轴只是把平面排在一起，谁也不和谁比大小。",
    calls=calls,
    answer=lambda steps, *call: steps.max_pool_batch(*call),
)
