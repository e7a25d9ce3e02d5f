"""练习5：负无穷填充。"""

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
    chance = random.Random(5)
    asked: list[Call] = [([[-4]], SQUARE, ONE, ONE), ([[-4, -9], [-2, -7]], SQUARE, SQUARE, ONE)]
    for size, kernel, stride, padding, _ in regular(chance, 70, padded=True):
        asked.append((plane(chance, *size), kernel, stride, padding))
    for kernel, padding in (((4, 4), (2, 2)), ((4, 2), (2, 1)), ((4, 5), (1, 2))):
        asked.append((plane(chance, 4, 5), kernel, ONE, padding))
    asked.append(([[-4, -9], [-2, -7]], SQUARE))
    for x, kernel, padding in only_before():
        asked.append((x, kernel, kernel, padding))
    return [*by_size(asked), (TINY, SQUARE, ONE, ONE), (NOTHING, SQUARE, ONE, ONE)]


EXERCISE = Exercise(
    number="05",
    title="负无穷填充",
    function="max_pool",
    page="05-padding",
    level=2,
    minutes=20,
    kind="window",
    returns="嵌套列表，(H_out, W_out)",
    depth=(2,),
    covers="上下、左右不同的填充，全是负数的输入，还有比−1e30更小的数和−∞",
    hints=(
        "在纸上画一画：输入的四周多出`padding`圈，窗口从最左上角那一圈开始走。"
        "第一个窗口从第几行、第几列开始？不是0。",
        "第一个窗口从`-padding`开始，输出大小用练习2的公式，`padding`别忘了乘2。填充是−∞："
        "它赢得了真正的数吗？赢不了的话，一定要真的填上去吗？",
        "伸到输入外面的，不看就行。窗口的行是`range(top, top + kernel_size[0])`，"
        "其中小于0或不小于H的跳过，列也一样。"
        "千万别写`x[-1]`：那是最后一行。",
    ),
    explanation="`max(top, 0)`和`min(top + kh, height)`把窗口裁到输入里面，剩下的才看。"
    "`best`从`-math.inf`开始，正好就是填充的值。",
    calls=calls,
    answer=lambda steps, *call: steps.max_pool(*call),
)
