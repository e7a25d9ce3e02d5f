"""学生：他们的代码、抱着某些误解的函数，和检查它们。"""

import builtins
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations, product
from pathlib import Path
from random import Random
from typing import Any

from tutorial_pool.exercises.checking import judge, judge_source
from tutorial_pool.exercises.deadline import SECONDS
from tutorial_pool.exercises.exercise import Exercise
from tutorial_pool.exercises.judging import (
    CRASHES,
    CRASHING,
    SILENT,
    Trial,
    agrees,
    close,
    given,
    steps_of,
)
from tutorial_pool.exercises.misconceptions import EVERY, Misconception, together
from tutorial_pool.exercises.running import run
from tutorial_pool.exercises.steps import Steps
from tutorial_pool.exercises.track import find
from tutorial_pool.exercises.verdict import Verdict

HERE = Path(__file__).parent
STYLES = sorted((HERE / "styles").glob("*.py"))
WRONG = sorted((HERE / "wrong").glob("*.py"))

IMPATIENT = 0.3  # 停不下来的，早些叫停
MANNERS = (*SILENT, *CRASHING)  # 抱着误解的程序，各种各样的反应


def exercise_of(path: Path) -> Exercise:
    """文件名的前两位是题号。"""
    return find(path.name[:2])


def checked(exercise: Exercise, thing: Any, seconds: float = SECONDS) -> Verdict:
    """检查一个函数或一段源代码；检查完，屏幕、键盘和跟踪都和原来一样。"""
    before = _hooks()
    judged = judge_source if isinstance(thing, str) else judge
    verdict = judged(exercise, thing, seconds=seconds)
    assert _hooks() == before
    return verdict


def _hooks() -> tuple[Any, ...]:
    return (
        *(sys.stdout, sys.stderr, sys.stdin, builtins.input, sys.gettrace(), sys.unraisablehook),
        *(sys.monitoring.get_tool(i) for i in range(6) if hasattr(sys, "monitoring")),
    )


def learner(exercise: Exercise, steps: Steps) -> Callable[..., Any]:
    """照这种做法的函数。"""
    return lambda *arguments: exercise.answer(steps, *given(arguments))


def outcomes(exercise: Exercise, steps: Steps, calls: Sequence[Any]) -> list[Any]:
    """照这种做法，每个例子的结果；出错了是None。"""
    results = []
    for call in calls:
        try:
            results.append(exercise.answer(steps, *given(call)))
        except CRASHES:
            results.append(None)
    return results


def mistaken(exercise: Exercise) -> list[type[Misconception]]:
    """在这一题上会错的误解，连同各种写法。"""
    calls = exercise.calls()
    right = outcomes(exercise, Steps(), calls)
    return [one for one in EVERY if not close(outcomes(exercise, one(), calls), right)]


def pairs(
    exercise: Exercise, chance: Random
) -> Iterator[tuple[tuple[type[Misconception], ...], Steps]]:
    """合得到一起（各改各的步骤）、合起来也还是错的每两个误解，次序随机。"""
    calls = exercise.calls()
    right = outcomes(exercise, Steps(), calls)
    every = list(combinations(mistaken(exercise), 2))
    for pair in chance.sample(every, len(every)):
        if pair[0].number == pair[1].number or steps_of(pair[0]) & steps_of(pair[1]):
            continue
        steps = together(*pair)
        assert steps is not None
        if not same_outcomes(outcomes(exercise, steps, calls), right):
            yield pair, steps


def same_outcomes(some: Sequence[Any], others: Sequence[Any]) -> bool:
    """每个例子都一样；都出错也是一样。"""
    return all(
        a is b is None or (a is not None and b is not None and close(a, b))
        for a, b in zip(some, others, strict=True)
    )


def is_true(exercise: Exercise, numbers: Sequence[int], function: Callable[..., Any]) -> bool:
    """抱着这些编号的误解（不论哪种写法、谁先谁后、怎样报错），真的处处和这个函数一样。"""
    calls = exercise.calls()
    trials = [
        Trial(call, None, outcome)
        for call, outcome in zip(calls, run(function, calls), strict=True)
    ]
    spellings = [[one for one in EVERY if one.number == number] for number in numbers]
    for chosen in product(*spellings):
        for order in permutations(chosen):
            for manner in MANNERS:
                steps = together(*manner, *order)
                if steps and all(agrees(exercise, steps, trial) for trial in trials):
                    return True
    return False
