"""挑战3：平均池化的所有除数。"""

import random
from collections.abc import Iterator
from typing import Any

from tutorial_pool.book.svg import number
from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import NOTHING, SQUARE, TINY, by_size, plane, regular
from tutorial_pool.exercises.judging import telling
from tutorial_pool.exercises.judging.comparing import Trial, matches, shape
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.misconceptions.steps import ONE, ZERO, Axis, Pair, Plane, Steps
from tutorial_pool.exercises.running.calling import run_calls


def answer(
    steps: Steps,
    x: Plane,
    kernel_size: Pair,
    stride: Pair | None,
    padding: Pair,
    ceil_mode: bool,
    include: bool,
    override: int | None,
) -> Plane:
    """挑战3的结果。"""
    axes = steps.axes(x, kernel_size, stride, padding, ONE, ceil_mode)
    return [
        [
            total / (override if override is not None else padded if include else real)
            for total, real, padded in row
        ]
        for row in window_sums(steps, x, axes)
    ]


def window_sums(
    steps: Steps, x: Plane, axes: tuple[Axis, Axis]
) -> Iterator[list[tuple[float, int, int]]]:
    """每个窗口的和，看到几个元素，连填充一共几个；一行一行地。"""
    tops, lefts = ([steps.start(i, a) for i in range(steps.size(a))] for a in axes)
    for top in tops:
        line = []
        for left in lefts:
            rows, columns = (steps.taps(at, a) for at, a in zip((top, left), axes, strict=True))
            seen = [
                x[r][c] for r in rows for c in columns if 0 <= r < len(x) and 0 <= c < len(x[0])
            ]
            padded = [
                sum(position < axis.length + axis.padding for position in positions)
                for positions, axis in zip((rows, columns), axes, strict=True)
            ]
            line.append((sum(seen), len(seen), padded[0] * padded[1]))
        yield line


def calls() -> list[Call]:
    """挑战3先考的例子：要么窗口都完整，要么除数已经给了。"""
    chance = random.Random(103)
    whole: list[Call] = [([[-4]], (1, 1), None, ZERO, False, True, None)]
    for size, kernel, stride, _, _ in regular(chance, 30):
        include = chance.random() < 0.5
        whole.append((plane(chance, *size), kernel, stride, ZERO, False, include, None))
    given: list[Call] = []
    for size, kernel, stride, padding, _ in regular(chance, 60, padded=True):
        ceil, include = chance.random() < 0.6, chance.random() < 0.5
        override = chance.choice([1, 2, 3, 10])
        x = plane(chance, *size)
        given.append((x, kernel, stride, padding, ceil, include, override))
    last = (SQUARE, None, ZERO, False, True, None)
    rare = [(TINY, *last), (NOTHING, *last)]
    return [*by_size(whole), *by_size(given), *rare]


def divisor_calls() -> list[Call]:
    """挑战3再考的例子：填充、不完整的窗口，除数要自己算。输入都是正数，除数一看就知道。"""
    chance = random.Random(104)
    asked: list[Call] = [
        ([[6, 12]], (1, 2), (1, 1), (0, 1), False, True, None),
        ([[6, 12, 24]], (1, 2), None, ZERO, True, True, None),
        ([[6, 12, 24]], (1, 2), None, ZERO, True, False, None),
    ]
    for size, kernel, stride, padding, _ in regular(chance, 70, padded=True):
        numbers = chance.sample(range(1, 60), size[0] * size[1])
        x = [numbers[r * size[1] : (r + 1) * size[1]] for r in range(size[0])]
        ceil, include = chance.random() < 0.7, chance.random() < 0.6
        asked.append((x, kernel, stride, padding, ceil, include, None))
    return by_size(asked)


def right_divisors(function: Any, seconds: float) -> Verdict | None:
    """填充和不完整的窗口，除数也要对。"""
    calls = divisor_calls()
    for call, outcome in zip(calls, run_calls(function, calls, seconds), strict=False):
        trial = Trial(call, EXERCISE.expected(call), outcome)
        told = telling.form(EXERCISE, [trial])
        if told:
            return told
        if not trial.passed:
            asked = f"例子：`{telling.written(EXERCISE, call)}`，其中`x`是`{call[0]}`。"
            return telling.failed(
                f"**和都对了，除数还不对。**{_divisors(trial)}",
                asked + "填充算不算，看`include`；越过填充的那几格，从来不算。",
            )
    return None


def _divisors(trial: Trial) -> str:
    """第一个不一样的窗口：应该除以几，你除以了几。"""
    got, expected = trial.outcome.value, trial.expected
    if trial.outcome.error is not None:
        return trouble(trial.outcome)
    if shape(got) != shape(expected):
        return f"结果的形状应为`{shape(expected)}`，你的不是。"
    x, kernel, stride, padding, ceil, include, _ = trial.call
    axes = Steps().axes(x, kernel, stride, padding, ONE, ceil)
    for i, row in enumerate(window_sums(Steps(), x, axes)):
        for j, (total, real, padded) in enumerate(row):
            if matches(got[i][j], expected[i][j]):
                continue
            right = padded if include else real
            area = kernel[0] * kernel[1]
            text = (
                f"结果的({i}, {j})应为{number(expected[i][j])}，你的是{number(got[i][j])}。"
                f"这个窗口一共{area}格：{real}个元素，{padded - real}格填充，"
                f"{area - padded}格越过了填充。元素加起来是{number(total)}，应该除以{right}"
            )
            mine = round(total / got[i][j]) if got[i][j] else 0
            guessed = mine and matches(got[i][j], total / mine)
            return text + (f"，你除以了{mine}。" if guessed else "。")
    return ""


EXERCISE = Exercise(
    number="C3",
    title="平均池化的所有除数",
    function="avg_pool",
    page="challenges",
    level=3,
    minutes=40,
    kind="window",
    returns="嵌套列表，(H_out, W_out)",
    depth=(2,),
    covers="各种步幅和填充，向上和向下取整，给定的除数，填充算和不算，越过填充的窗口",
    hints=(
        "先把练习7抄过来，求最大换成求和：填充是0，加不加都一样，所以只加输入里的数。这样，"
        "分子就全对了。",
        "除数和窗口看到几个数是两回事。一条轴上，窗口从`start`开始，"
        "到`min(start + k, length + padding)`为止：填充算，越过填充的不算。",
        "三种情形：给了`override`，就除以它；`include`是True，"
        "除以两条轴上的格数之积（到填充的尽头为止）；否则除以真正看到的元素的个数。",
    ),
    explanation="`bottom`和`right`裁到填充的尽头，再和`top`、`left`相减，就是连填充在内的格数。"
    "切片到头会自己停，所以`seen`里只有真正的元素。",
    calls=calls,
    answer=answer,
    further=right_divisors,
)
