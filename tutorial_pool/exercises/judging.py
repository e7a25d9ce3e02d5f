"""对答案：你的函数对不对；不对的话，像是哪个误解。

先看形式：有没有返回值、类型、有没有改输入。再看每个例子的结果。有不一样的，就让每个误解、每两个误解
也把例子做一遍，看谁的结果和你的处处相同。
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Any, NamedTuple

from tutorial_pool.exercises.exercise import Call, Exercise
from tutorial_pool.exercises.misconceptions import (
    EVERY,
    ON_ONE_SIDE,
    EmptyRaises,
    FiniteFill,
    FiniteSentinel,
    Misconception,
    OverrunRaises,
    ReallyPadded,
    StrayRaises,
    UnsetIsCorner,
    UnsetIsMinusOne,
    UnsetIsZero,
    together,
)
from tutorial_pool.exercises.running import Outcome, nested
from tutorial_pool.exercises.steps import Steps, flatten

# 同一个误解，程序可以有不同的反应：从不报错的，和在不同的时候报错的
Manner = tuple[type[Steps], ...]
SILENT: tuple[Manner, ...] = (
    (),
    (ReallyPadded,),
    (UnsetIsZero,),
    (UnsetIsMinusOne,),
    (UnsetIsCorner,),
)
CRASHING: tuple[Manner, ...] = (
    (OverrunRaises,),
    (EmptyRaises,),
    (OverrunRaises, EmptyRaises),
    (EmptyRaises, ReallyPadded),
    (StrayRaises,),
)
FIRST = 10  # 先拿最小的几个错例来筛
CRASHES = (IndexError, ValueError, ZeroDivisionError)  # 误解的做法会遇到的错误


@dataclass(frozen=True)
class Trial:
    """一个例子：参数、应得的结果、你的结果。"""

    call: Call
    expected: Any
    outcome: Outcome

    @property
    def passed(self) -> bool:
        """对了。"""
        return self.outcome.error is None and close(self.outcome.value, self.expected)


@dataclass(frozen=True)
class Explanation:
    """你的结果像是哪些误解，从哪个例子看出来的。"""

    trial: Trial
    misconceptions: tuple[type[Misconception], ...] = ()
    sure: bool = True  # 每个例子都相同，还是只有一部分相同


def close(got: Any, expected: Any) -> bool:
    """两个结果一样：形状一样，数也一样。"""
    if isinstance(expected, list):
        return (
            isinstance(got, list) and len(got) == len(expected) and all(map(close, got, expected))
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
        return [("结果", trial.expected, trial.outcome.value)]
    return list(zip(("y", "indices"), trial.expected, trial.outcome.value, strict=True))


def difference(exercise: Exercise, trial: Trial) -> Difference | None:
    """第一个不一样的数；出了错，或者形状就不一样，则是None。"""
    if trial.outcome.error is not None:
        return None
    for part, expected, got in results(exercise, trial):
        if shape(expected) != shape(got):
            return None
        numbers = zip(places(expected), flatten(expected), flatten(got), strict=True)
        for order, (place, right, mine) in enumerate(numbers):
            if not close(mine, right):
                return Difference(part, place, order, right, mine)
    return None


def places(x: Any) -> Iterator[tuple[int, ...]]:
    """嵌套列表里每个数的位置，次序和`flatten`一样。"""
    if not isinstance(x, list):
        yield ()
        return
    for i, part in enumerate(x):
        yield from ((i, *rest) for rest in places(part))


def explain(exercise: Exercise, trials: Sequence[Trial]) -> Explanation:
    """为什么错了。`trials`里至少有一个错的。"""
    failed = [trial for trial in trials if not trial.passed]
    if all(trial.outcome.error for trial in trials):  # 从来没有算出过什么
        return Explanation(failed[0])
    ordered = [*failed, *(trial for trial in trials if trial.passed)]
    known = [*EVERY, *_sentinels(failed)]
    crashed = any(trial.outcome.error for trial in trials)
    manners = CRASHING if crashed else SILENT
    singles = [(one,) for one in (*known, *ON_ONE_SIDE)]
    pairs = _pairs(exercise, known, failed)
    # 先试单个的、直截了当的，最后才试两个的
    guesses = chain(product(manners, singles), ((m, pair) for pair in pairs for m in manners[:2]))
    for manner, who in guesses:
        steps = together(*manner, *who)
        if steps and all(agrees(exercise, steps, trial) for trial in ordered):
            return Explanation(failed[0], tuple(sorted(who, key=lambda one: one.number)))
    return _best_guess(exercise, known, trials, failed)


def _sentinels(failed: Sequence[Trial]) -> Iterator[type[FiniteSentinel]]:
    """你的结果里，有没有一个负数，本不该在那里：它也许就是你冒充−∞的数。"""
    strange = {
        value
        for trial in failed
        for value in flatten(trial.outcome.value)
        if value is not None and value < 0 and value not in flatten([*given(trial.call)])
    }
    for value in sorted(strange)[:4]:
        for kind in (FiniteSentinel, FiniteFill):
            yield type("Sentinel", (kind,), {"sentinel": value})


def _pairs(
    exercise: Exercise, known: Sequence[type[Misconception]], failed: Sequence[Trial]
) -> Iterator[tuple[type[Misconception], ...]]:
    """两个误解同时犯。只挑在错了的例子上会出错的误解。"""
    guilty = [
        one
        for one in known
        if any(not agrees(exercise, one(), trial, expected=True) for trial in failed[:FIRST])
    ]
    for first, second in combinations(guilty, 2):
        # 改的是同一步，就合不到一起
        if first.number != second.number and not steps_of(first) & steps_of(second):
            yield first, second


def steps_of(one: type[Misconception]) -> set[str]:
    """这个误解改了哪几步。"""
    return {
        name
        for name, value in vars(Steps).items()
        if callable(value) and getattr(one, name) is not value
    }


def agrees(exercise: Exercise, steps: Steps, trial: Trial, *, expected: bool = False) -> bool:
    """照这种做法，结果和你的（或应得的）一样；出错也算一种结果。"""
    try:
        value = exercise.answer(steps, *given(trial.call))
    except CRASHES:
        return not expected and trial.outcome.error is not None
    if expected:
        return close(value, trial.expected)
    return trial.outcome.error is None and close(trial.outcome.value, value)


def given(call: Call) -> Call:
    """参数里的数组换成嵌套列表：`Steps`只认这个。"""
    return tuple(nested(part) if hasattr(part, "tolist") else part for part in call)


def _best_guess(
    exercise: Exercise,
    known: Sequence[type[Misconception]],
    trials: Sequence[Trial],
    failed: Sequence[Trial],
) -> Explanation:
    """没有谁处处相同，就找一个说得通的：它会错的例子你都错了，而且错例里有一半以上错得一样。"""
    best = Explanation(failed[0])
    most = len(failed) / 2
    for one in known:
        steps = one()
        if not any(agrees(exercise, steps, trial) for trial in failed[:FIRST]):
            continue
        wrong = [trial for trial in trials if not agrees(exercise, steps, trial, expected=True)]
        alike = [trial for trial in wrong if agrees(exercise, steps, trial)]
        if len(alike) > most and not any(trial.passed for trial in wrong):
            most = len(alike)
            best = Explanation(alike[0], (one,), sure=False)
    return best
