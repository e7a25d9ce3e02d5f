"""你的结果像是哪个误解：让每个误解、每两个误解也把例子做一遍，看谁的结果和你的处处相同。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.judging.comparing import Trial, matches
from tutorial_pool.exercises.misconceptions.combining import ON_ONE_SIDE, together, with_sentinel
from tutorial_pool.exercises.misconceptions.manners import CRASHES, CRASHING, SILENT
from tutorial_pool.exercises.misconceptions.misconception import Guess
from tutorial_pool.exercises.misconceptions.steps import Steps, flatten
from tutorial_pool.exercises.misconceptions.table import EVERY

FIRST = 10  # 先拿最小的几个错例来筛


@dataclass(frozen=True)
class Explanation:
    """你的结果像是哪些误解，从哪个例子看出来的。"""

    trial: Trial
    misconceptions: tuple[Guess, ...] = ()
    sure: bool = True  # 每个例子都相同，还是只有一部分相同


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
        steps = together(*manner, *(one.steps for one in who))
        if steps and all(agrees(exercise, steps, trial) for trial in ordered):
            return Explanation(failed[0], tuple(sorted(who, key=lambda one: one.number)))
    return _best_guess(exercise, known, trials, failed)


def _sentinels(failed: Sequence[Trial]) -> Iterator[Guess]:
    """你的结果里，有没有一个负数，本不该在那里：它也许就是你冒充−∞的数。"""
    strange = set()
    for trial in failed:
        there = set(flatten([*trial.given]))
        mine = (value for value in flatten(trial.outcome.value) if value is not None)
        strange |= {value for value in mine if value < 0 and value not in there}
    for value in sorted(strange)[:4]:
        yield from with_sentinel(value)


def _pairs(
    exercise: Exercise, known: Sequence[Guess], failed: Sequence[Trial]
) -> Iterator[tuple[Guess, ...]]:
    """两个误解同时犯。只挑在错了的例子上会出错的误解。"""
    guilty = [
        one
        for one in known
        if any(not agrees(exercise, one.steps(), trial, expected=True) for trial in failed[:FIRST])
    ]
    for first, second in combinations(guilty, 2):
        # 管的是同一步，就合不到一起
        if first.number != second.number and not first.about & second.about:
            yield first, second


def agrees(exercise: Exercise, steps: Steps, trial: Trial, *, expected: bool = False) -> bool:
    """照这种做法，结果和你的（或应得的）一样；出错也算一种结果。"""
    try:
        value = exercise.answer(steps, *trial.given)
    except CRASHES:
        return not expected and trial.outcome.error is not None
    if expected:
        return matches(value, trial.expected)
    return trial.outcome.error is None and matches(trial.outcome.value, value)


def _best_guess(
    exercise: Exercise,
    known: Sequence[Guess],
    trials: Sequence[Trial],
    failed: Sequence[Trial],
) -> Explanation:
    """没有谁处处相同，就找一个说得通的：它会错的例子你都错了，而且错例里有一半以上错得一样。"""
    best = Explanation(failed[0])
    most = len(failed) / 2
    for one in known:
        steps = one.steps()
        if not any(agrees(exercise, steps, trial) for trial in failed[:FIRST]):
            continue
        wrong = [trial for trial in trials if not agrees(exercise, steps, trial, expected=True)]
        alike = [trial for trial in wrong if agrees(exercise, steps, trial)]
        if len(alike) > most and not any(trial.passed for trial in wrong):
            most = len(alike)
            best = Explanation(alike[0], (one,), sure=False)
    return best
