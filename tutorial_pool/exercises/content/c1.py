"""挑战1：比得少的滑动最大值。"""

import itertools
import math
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import (
    by_size,
    crowded,
    plane,
)
from tutorial_pool.exercises.judging import telling
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.misconceptions.steps import (
    Axis,
    Steps,
)
from tutorial_pool.exercises.running.calling import Outcome, run_calls
from tutorial_pool.exercises.running.deadline import SECONDS

FRESH = itertools.count(-5000.0, 1 / 64)
LENGTH, KERNEL_SIZES = 2000, (64, 700, 5, 2)  # 数比较次数时的长度和窗口


class Counted(float):
    """一个数，每比一次大小，就记一次。"""

    tally: Counter[str]

    def __new__(cls, value: float, tally: Counter[str]) -> "Counted":
        """`tally`是记账的地方，几个数可以共用一个。"""
        counted = super().__new__(cls, value)
        counted.tally = tally
        return counted

    def __lt__(self, other: Any) -> bool:
        self.tally["比较"] += 1
        return super().__lt__(other)

    def __gt__(self, other: Any) -> bool:
        self.tally["比较"] += 1
        return super().__gt__(other)

    def __le__(self, other: Any) -> bool:
        self.tally["比较"] += 1
        return super().__le__(other)

    def __ge__(self, other: Any) -> bool:
        self.tally["比较"] += 1
        return super().__ge__(other)

    def __neg__(self) -> "Counted":
        return Counted(-float(self), self.tally)


def comparisons(
    function: Callable[..., Any], x: list[float], kernel_size: int, seconds: float = SECONDS
) -> tuple[Outcome, int]:
    """运行一次，数一数比了多少次大小。"""
    tally: Counter[str] = Counter()
    (outcome,) = run_calls(
        function, [([Counted(value, tally) for value in x], kernel_size)], seconds
    )
    return outcome, tally["比较"]


def most_comparisons(length: int, kernel_size: int) -> int:
    """最多可以比多少次。"""
    return int(length * (math.log2(kernel_size) + 2))


def few_comparisons(function: Any, seconds: float) -> Verdict | None:
    """滑动最大值要比得少。升序、降序和打乱的数都试。"""
    for kernel_size in KERNEL_SIZES:
        first = next(FRESH)  # 每次的数都没有见过，记住以前的结果也没有用
        up = [first + 2.0 * i for i in range(LENGTH)]
        mixed = random.Random(0).sample(up, LENGTH)
        windows = LENGTH - kernel_size + 1
        for x in (mixed, up, up[::-1]):
            asked = f"{LENGTH}个数，窗口{kernel_size}"
            outcome, count = comparisons(function, x, kernel_size, seconds)
            wrong = outcome.late or outcome.error is not None
            if wrong or outcome.value != window_by_window(x, kernel_size):
                why = trouble(outcome) or "结果不对。"
                return telling.failed(f"**小的例子都对，大的不行。**{asked}：{why}")
            if count < LENGTH - 1:  # 少于这么多次，一定有数从来没有比过
                return telling.failed(
                    "**结果都对，可是数不到你比了几次。**",
                    f"{asked}，数到的比较只有{count}次。检查用的是特别的数，每比一次大小就记一次；"
                    "换成NumPy的浮点数组，或者先相减再看正负，就记不到了。"
                    "这一题请直接比较列表里的数，`>`、`max`都行。",
                )
            if count > most_comparisons(LENGTH, kernel_size):
                return telling.failed(
                    "**结果都对，可是比得太多了。**",
                    f"{asked}：你比了{count}次，最多{most_comparisons(LENGTH, kernel_size)}次。"
                    f"每个窗口都从头比起，要{windows * (kernel_size - 1)}次。"
                    "有的数据（比如一路变小），会让你常常重来。"
                    "相邻的窗口看到的大多是同样的数，比过的结果留下来，别再比一遍。",
                )
    return None


def window_by_window(x: list[float], kernel_size: int) -> list[float]:
    """每个窗口都从头比起。"""
    return [max(x[i : i + kernel_size]) for i in range(len(x) - kernel_size + 1)]


def calls() -> list[Call]:
    """挑战1的例子。"""
    chance = random.Random(101)
    asked: list[Call] = [([-3], 1), ([-3, -5], 1), ([-3, -5], 2), ([-5, -3, -9], 2)]
    for length in range(3, 19):
        for kernel_size in {1, 2, 3, length, chance.randint(1, length), chance.randint(1, length)}:
            (row,) = chance.choice([plane, crowded])(chance, 1, length)
            asked.append((row, kernel_size))
    tiny = [-3e300, -5e300, -7e300, -2e300]
    return [*by_size(asked), (tiny, 2), ([-math.inf] * 3, 2), ([-math.inf, 5, -math.inf], 2)]


def answer(steps: Steps, x: list[float], kernel_size: int) -> list[float]:
    """挑战1的结果：只有一行的最大池化，步幅是1。"""
    rows, columns = Axis(1, 1, 1), steps.axis(Axis(len(x), kernel_size, 1))
    starts = [(0, steps.start(i, columns)) for i in range(steps.size(columns))]
    return [steps.reduce(steps.look([x], start, (rows, columns)))[0] for start in starts]


EXERCISE = Exercise(
    number="C1",
    title="比得少的滑动最大值",
    function="sliding_max",
    page="challenges",
    level=3,
    minutes=30,
    kind="window",
    returns="一个列表",
    depth=(1,),
    covers="长度1到18的各种窗口，全是负数的输入，并列，还有−∞；2000个数时，比较的次数也不超",
    hints=(
        "知道了`x[0:4]`的最大值和`x[4:8]`的最大值，`x[0:8]`的最大值只要再比一次。"
        "怎样让每个位置都用得上这一招？",
        "先算出每个长2的窗口的最大值，再由它们算长4的、长8的……每加倍一次，每个位置只比一次。",
        "窗口不是2的幂也不怕：最后一次不加倍，只走`kernel_size - size`步。两段重叠没有关系，"
        "同一个数看两遍，最大值不变。",
    ),
    explanation="每一趟，窗口加倍，每个位置比一次，所以一共比`n * log2(k)`次左右。"
    "单调队列、分块取前缀和后缀的最大值（van Herk，Gil和Werman），比得还要少：每个数只要两三次，"
    "和窗口无关。",
    calls=calls,
    answer=answer,
    further=few_comparisons,
)
