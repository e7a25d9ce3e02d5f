"""你的结果和应得的比：对不对，第一个不一样的数在哪里。"""

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.misconceptions.steps import flatten
from tutorial_pool.exercises.running.calling import Outcome, nested


@dataclass(frozen=True)
class Trial:
    """一个例子：参数、应得的结果、你的结果。"""

    call: Call
    expected: Any
    outcome: Outcome

    @cached_property
    def given(self) -> Call:
        """参数，数组换成嵌套列表。"""
        return as_lists(self.call)

    @cached_property
    def passed(self) -> bool:
        """对了。"""
        return self.outcome.error is None and matches(self.outcome.value, self.expected)


def matches(got: Any, expected: Any) -> bool:
    """两个结果一样：形状一样，数也一样。"""
    if isinstance(expected, list):
        return (
            isinstance(got, list) and len(got) == len(expected) and all(map(matches, got, expected))
        )
    if isinstance(got, list) or got is None:
        return False
    if expected != expected or got != got:  # NaN
        return expected != expected and got != got
    with suppress(OverflowError):  # 大得装不进浮点数的整数
        return got == expected or math.isclose(got, expected, rel_tol=1e-6, abs_tol=1e-9)
    return False


def shape(x: Any) -> tuple[int, ...] | None:
    """嵌套列表的形状；参差不齐就是None。"""
    if not isinstance(x, list):
        return ()
    shapes = {shape(part) for part in x}
    if not shapes:
        return (0,)
    if len(shapes) > 1 or None in shapes:
        return None
    return (len(x), *(shapes.pop() or ()))


class Difference(NamedTuple):
    """第一个不一样的数。"""

    part: str  # 在哪一部分里
    place: tuple[int, ...]
    order: int  # 是这一部分的第几个数
    expected: float
    got: float


def results(exercise: Exercise, trial: Trial) -> list[tuple[str, Any, Any]]:
    """结果的每一部分：叫什么、应得的、你的。"""
    if len(exercise.depth) == 1:
        return [(exercise.parts[0], trial.expected, trial.outcome.value)]
    return list(zip(exercise.parts, trial.expected, trial.outcome.value, strict=True))


def difference(exercise: Exercise, trial: Trial) -> Difference | None:
    """第一个不一样的数；出了错，或者形状就不一样，则是None。"""
    if trial.outcome.error is not None:
        return None
    for part, expected, got in results(exercise, trial):
        if shape(expected) != shape(got):
            return None
        numbers = zip(places(expected), flatten(expected), flatten(got), strict=True)
        for order, (place, right, mine) in enumerate(numbers):
            if not matches(mine, right):
                return Difference(part, place, order, right, mine)
    return None


def places(x: Any) -> Iterator[tuple[int, ...]]:
    """嵌套列表里每个数的位置，次序和`flatten`一样。"""
    if not isinstance(x, list):
        yield ()
        return
    for i, part in enumerate(x):
        yield from ((i, *rest) for rest in places(part))


def as_lists(call: Call) -> Call:
    """参数里的数组换成嵌套列表：`Steps`只认这个。"""
    return tuple(nested(part) if hasattr(part, "tolist") else part for part in call)
