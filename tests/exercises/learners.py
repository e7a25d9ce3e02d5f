"""抱着某些误解的函数，和检查它们。学生的代码在attempts里。"""

import builtins
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations, permutations, product
from random import Random
from typing import Any

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.judging.checking import judge, judge_source
from tutorial_pool.exercises.judging.comparing import Trial, as_lists, matches
from tutorial_pool.exercises.judging.explaining import agrees
from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.misconceptions.combining import together
from tutorial_pool.exercises.misconceptions.manners import CRASHES, CRASHING, NAN_BLIND, SILENT
from tutorial_pool.exercises.misconceptions.misconception import Guess
from tutorial_pool.exercises.misconceptions.steps import Steps
from tutorial_pool.exercises.misconceptions.table import EVERY
from tutorial_pool.exercises.running.calling import run_calls

PATIENT = 60.0  # 机器再忙，老实的函数也来得及，单位是秒
IMPATIENT = 0.3  # 停不下来的，早些叫停
MANNERS = (*SILENT, *CRASHING, *NAN_BLIND)  # 抱着误解的程序，各种各样的反应


def number_of(exercise: Exercise) -> str:
    """题号，用来称呼测试。"""
    return exercise.number


def solved(exercise: Exercise) -> Callable[..., Any]:
    """答案里的那个函数。"""
    space: dict[str, Any] = {"__name__": "solution"}
    exec(exercise.solution, space)
    return space[exercise.function]


def checked(exercise: Exercise, thing: Any, seconds: float = PATIENT) -> Verdict:
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
    return lambda *arguments: exercise.answer(steps, *as_lists(arguments))


def outcomes(exercise: Exercise, steps: Steps, calls: Sequence[Any]) -> list[Any]:
    """照这种做法，每个例子的结果；出错了是None。"""
    results = []
    for call in calls:
        try:
            results.append(exercise.answer(steps, *as_lists(call)))
        except tuple(CRASHES):
            results.append(None)
    return results


@cache
def mistaken(exercise: Exercise) -> list[Guess]:
    """在这一题上会错的误解，连同各种写法。"""
    calls = exercise.calls()
    right = outcomes(exercise, Steps(), calls)
    return [
        one
        for one in EVERY
        if not one.needs or one.needs in exercise.names
        if not matches(outcomes(exercise, one.steps(), calls), right)
    ]


def pairs(exercise: Exercise, chance: Random) -> Iterator[tuple[tuple[Guess, ...], Steps]]:
    """合得到一起（各改各的步骤）、合起来也还是错的每两个误解，次序随机。"""
    calls = exercise.calls()
    right = outcomes(exercise, Steps(), calls)
    every = list(combinations(mistaken(exercise), 2))
    for pair in chance.sample(every, len(every)):
        first, second = pair
        if first.number == second.number or first.about & second.about:
            continue
        steps = together(first.steps, second.steps)
        assert steps is not None
        if not same_outcomes(outcomes(exercise, steps, calls), right):
            yield pair, steps


def same_outcomes(some: Sequence[Any], others: Sequence[Any]) -> bool:
    """每个例子都一样；都出错也是一样。"""
    return all(
        a is b is None or (a is not None and b is not None and matches(a, b))
        for a, b in zip(some, others, strict=True)
    )


def is_true(exercise: Exercise, numbers: Sequence[int], function: Callable[..., Any]) -> bool:
    """抱着这些编号的误解（不论哪种写法、谁先谁后、怎样报错），真的处处和这个函数一样。"""
    calls = exercise.calls()
    trials = [
        Trial(call, None, outcome)
        for call, outcome in zip(calls, run_calls(function, calls), strict=True)
    ]
    spellings = [[one for one in EVERY if one.number == number] for number in numbers]
    for chosen in product(*spellings):
        for order in permutations(chosen):
            for manner in MANNERS:
                steps = together(*manner, *(one.steps for one in order))
                if steps and all(agrees(exercise, steps, trial) for trial in trials):
                    return True
    return False
