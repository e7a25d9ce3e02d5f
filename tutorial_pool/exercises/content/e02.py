"""练习2：输出有多大。"""

from itertools import product

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.misconceptions.steps import Axis, Steps


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    asked: list[Call] = []
    for length, kernel in product(range(1, 10), range(1, 5)):
        for stride, padding in product((None, 1, 2, 3), range(kernel // 2 + 1)):
            if length + 2 * padding >= kernel:
                call = (length, kernel, stride, padding)
                asked.append(call if padding else call[:3] if stride else call[:2])
    return sorted(asked, key=lambda call: (call[0], len(call), *call[1:2]))


def answer(
    steps: Steps, length: int, kernel_size: int, stride: int | None = None, padding: int = 0
) -> int:
    """应得的结果。"""
    if stride is None:
        stride = steps.default_stride(kernel_size, 1)
    return steps.size(steps.axis(Axis(length, kernel_size, stride, padding)))


EXERCISE = Exercise(
    number="02",
    title="输出有多大",
    function="output_size",
    page="02-output-size",
    level=1,
    minutes=10,
    kind="axis",
    returns="一个整数",
    depth=(0,),
    covers="长度1到9、窗口1到4的各种步幅和填充，包括不给步幅",
    hints=(
        "在纸上画一条长7的轴，窗口3，步幅2。窗口的起点在哪些位置？数一数有几个。",
        "第一个窗口在最左边。右边还空着几格（连填充）？每走一步用去一个步幅。够走几步，"
        "就还有几个窗口。",
        "还能走的距离是`length + 2 * padding - kernel_size`，整除（`//`）步幅，就是步数。"
        "窗口的个数比步数多1。别忘了`stride`是None的时候。",
    ),
    explanation="距离整除步幅，是第一个窗口之后还放得下几个；再加上第一个，就是总数。"
    "`//`就是向下取整：零头放不下一个完整的窗口，就不要了。",
    calls=calls,
    answer=answer,
)
