"""要求不写循环：输入变大，Python走的步数不能跟着变多。"""

from collections.abc import Callable
from typing import Any

from tutorial_pool.exercises.content.exercise import Call
from tutorial_pool.exercises.judging import telling
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.running.calling import count_steps

SIDES = 6, 18  # 看步数变不变时，输入的两种边长


def without_loops(call: Callable[[int], Call]) -> Callable[[Any, float], Verdict | None]:
    """例子都对了以后，看步数变不变。`call`给出某个边长的参数。"""

    def further(function: Any, seconds: float) -> Verdict | None:
        counts = []
        for side in SIDES:
            outcome = count_steps(function, call(side), seconds)
            if outcome.late or outcome.error is not None:
                return telling.failed(
                    f"**小的例子都对，边长{side}的不行。**{trouble(outcome)}",
                )
            counts.append(outcome.value)
        small, large = counts
        if large <= 1.5 * small:
            return None
        return telling.failed(
            "**结果都对，可是还在一个一个地循环。**",
            f"图变大、变多以后，Python走的步数从{small}变成了{large}。"
            "这道题要的是不写循环：让NumPy一次做完，输入再大，步数也不变。",
        )

    return further
