"""要求不写循环：输入变大，Python走的步数不能跟着变多。"""

from collections.abc import Callable
from typing import Any

from tutorial_pool.exercises.content.exercise import Call
from tutorial_pool.exercises.judging import telling
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.running.calling import count_steps

# 图片数、通道数、边长：先是小的，再是图片和通道多的、边长大的
SMALL, LARGER = (1, 1, 6), ((32, 32, 6), (1, 1, 36))
ENOUGH = 2_000_000  # 走了这么多步，不用再数


def without_loops(call: Callable[[int, int, int], Call]) -> Callable[[Any, float], Verdict | None]:
    """例子都对了以后，看步数变不变。`call`给出这样多、这样大的参数。"""

    def further(function: Any, seconds: float) -> Verdict | None:
        counts = []
        for images, channels, side in (SMALL, *LARGER):
            asked = call(images, channels, side)
            outcome = count_steps(function, asked, seconds, ENOUGH)
            if outcome.late or outcome.error is not None:
                return telling.failed(
                    f"**小的例子都对，{images}张图片、{channels}个通道、边长{side}的不行。**"
                    f"{trouble(outcome)}",
                )
            counts.append(outcome.value)
        small, large = counts[0], max(counts[1:])
        if large - small < LARGER[0][0]:  # 每张图片连一步也不到
            return None
        at_least = "不止" if large > ENOUGH else ""
        return telling.failed(
            "**结果都对，可是还在一个一个地循环。**",
            f"图变大、变多以后，Python走的步数从{small}变成了{at_least}{min(large, ENOUGH)}。"
            "这道题要的是不写循环：让NumPy一次做完，输入再大，步数也不变。"
            "一张图片、一个通道地做，列表推导式、`map`、线程，也都是循环。",
        )

    return further
