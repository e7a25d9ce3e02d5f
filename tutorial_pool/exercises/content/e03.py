"""练习3：滑动的窗口。"""

import random

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import NOTHING, SQUARE, TINY, by_size, plane, regular


def calls() -> list[Call]:
    """考的例子，从小到大。"""
    chance = random.Random(3)
    asked: list[Call] = [([[-4]], (1, 1))]
    for size, kernel, stride, _, _ in regular(chance, 60):
        asked.append((plane(chance, *size), kernel, *([stride] if stride else [])))
    return [*by_size(asked), (TINY, SQUARE), (NOTHING, SQUARE)]


EXERCISE = Exercise(
    number="03",
    title="滑动的窗口",
    function="max_pool",
    page="03-sliding-window",
    level=1,
    minutes=20,
    kind="window",
    returns="嵌套列表，(H_out, W_out)",
    depth=(2,),
    covers="高和宽不同的输入、窗口和步幅，重叠的、跳过的、放不满的窗口，全是负数的输入",
    hints=(
        "分成两层来想：外面的循环决定窗口停在哪里，里面的循环走遍窗口里的数。里面的，"
        "练习1已经写过了。",
        "输出有几行几列？练习2已经会算了。第i行第j列的窗口，"
        "左上角在`(i * stride[0], j * stride[1])`。",
        "每一行输出先准备一个空列表，算出一个数就`append`进去，一行完了再把它`append`到结果里。"
        "也可以让`top`从0走到`H - kernel_size[0]`（含），每次走`stride[0]`。",
    ),
    explanation="`range(0, len(x) - kh + 1, sh)`正好给出每个放得下的窗口的起点，"
    "输出大小不用另外算：它就是这个`range`的长度。",
    calls=calls,
    answer=lambda steps, *call: steps.max_pool(*call),
)
