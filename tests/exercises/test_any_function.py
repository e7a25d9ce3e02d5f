"""随便什么函数：通过检查的，和包里的函数处处一样；和包里处处一样的，都通过检查。"""

import random
from collections.abc import Callable
from typing import Any

import pytest
from contracts import contract_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from learners import MANNERS, PATIENT, learner, number_of, solved
from mutants import chosen as chosen_mutants
from mutants import examine

from tutorial_pool.exercises.content.track import TRACK
from tutorial_pool.exercises.judging import checking
from tutorial_pool.exercises.judging.checking import judge
from tutorial_pool.exercises.judging.comparing import as_lists, matches
from tutorial_pool.exercises.judging.explaining import Explanation
from tutorial_pool.exercises.misconceptions.combining import together
from tutorial_pool.exercises.misconceptions.steps import Steps
from tutorial_pool.exercises.misconceptions.table import EVERY
from tutorial_pool.exercises.running.calling import copied, nested

COMPARED = 150


def plus_one_somewhere(result: Any, chance: random.Random) -> Any:
    """随便哪一个数多了1。"""
    if not isinstance(result, list):
        return result + 1
    at = chance.randrange(len(result)) if result else 0
    return [plus_one_somewhere(v, chance) if i == at else v for i, v in enumerate(result)]


def transposed(result: Any, chance: random.Random) -> Any:
    """最里面的两条轴对调。"""
    if isinstance(result, list) and result and isinstance(result[0], list):
        if not (result[0] and isinstance(result[0][0], list)):
            return [list(column) for column in zip(*result, strict=True)]
        return [transposed(part, chance) for part in result]
    return result


def each(change: Callable[[float], float]) -> Callable[..., Any]:
    """每个数都变一变。"""

    def changed(result: Any, chance: random.Random) -> Any:
        if isinstance(result, list):
            return [changed(part, chance) for part in result]
        return change(result)

    return changed


AFTERWARDS: dict[str, Callable[..., Any]] = {
    "nothing": lambda result, chance: result,
    "plus one": plus_one_somewhere,
    "transposed": transposed,
    "rounded": each(round),
    "floored": each(lambda value: value // 1),
    "never positive": each(lambda value: min(value, 0)),
    "float": each(float),
    "reversed": lambda result, chance: result[::-1] if isinstance(result, list) else result,
    "tuple": lambda result, chance: tuple(result) if isinstance(result, list) else result,
}


@pytest.fixture
def unexplained(monkeypatch):
    """只问过没过，不问为什么：快得多。"""

    def explain(exercise: Any, trials: Any) -> Explanation:
        return Explanation(next(trial for trial in trials if not trial.passed))

    monkeypatch.setattr(checking, "explain", explain)


def first_difference(exercise: Any, function: Any, seed: int, count: int = COMPARED) -> Any:
    """和包里的函数结果不同的第一组参数；找不到就是None。"""
    chance, contract = random.Random(seed), contract_of(exercise)
    for _ in range(count):
        call = contract.wide(chance)
        expected = nested(contract.package(*call))
        try:
            mine = nested(function(*map(copied, call)))
        except Exception:
            return call
        if not matches(mine, expected):
            return call
    return None


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
@pytest.mark.usefixtures("unexplained")
@settings(
    max_examples=15,
    phases=[Phase.generate],  # 缩小例子很慢，也没有用：例子只是几个名字
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    chosen=st.lists(st.sampled_from(EVERY), max_size=3, unique=True),
    manner=st.sampled_from(MANNERS),
    afterwards=st.sampled_from(sorted(AFTERWARDS)),
    seed=st.integers(0, 2**32),
)
def test_passing_is_being_right(exercise, chosen, manner, afterwards, seed):
    changed = [*manner, *(one.steps for one in chosen)]
    steps = together(*changed) if changed else Steps()
    if steps is None:
        return
    inner = learner(exercise, steps)
    change = AFTERWARDS[afterwards]

    def function(*arguments: Any) -> Any:
        return change(inner(*arguments), random.Random(seed))

    verdict = judge(exercise, function, PATIENT)
    differs = first_difference(exercise, function, seed)
    if verdict.passed or "结果都对" in verdict.message:  # 有的题还要看有没有循环
        assert differs is None, (afterwards, differs, exercise.expected(as_lists(differs)))
    else:
        assert differs is not None, verdict.message


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_the_three_answers_agree(exercise):
    """答案、正确的做法、包里的函数，在约定之内处处一样。"""
    assert first_difference(exercise, solved(exercise), 1, 100) is None
    assert first_difference(exercise, learner(exercise, Steps()), 2, 100) is None


@pytest.mark.usefixtures("unexplained")
def test_mutants_are_found():
    """在答案和别的写法里种下的错，检查都发现得了，除非它不是错。全部的在experiments里。"""
    found = chosen_mutants(5, 0, seed=2)
    assert len(found) == 5 * len(TRACK)
    for mutant in found:
        noticed, example = examine(mutant, compared=400, seconds=1)
        assert noticed or not example, (mutant.number, mutant.before, mutant.after, example)
