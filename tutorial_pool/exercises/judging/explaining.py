"""你的结果像是哪个误解：让每个误解、每两个误解也把例子做一遍，看谁的结果和你的处处相同。"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.judging.clues import fact, where, which_fail
from tutorial_pool.exercises.judging.comparing import Trial, matches
from tutorial_pool.exercises.misconceptions.combining import (
    ON_ONE_SIDE,
    UNCHOSEN,
    together,
    with_sentinel,
)
from tutorial_pool.exercises.misconceptions.manners import (
    ALONE,
    CRASHES,
    CRASHING,
    NAN_BLIND,
    SILENT,
    UNSET,
    Manner,
)
from tutorial_pool.exercises.misconceptions.misconception import Guess
from tutorial_pool.exercises.misconceptions.steps import Steps, flatten
from tutorial_pool.exercises.misconceptions.table import EVERY

TINIEST = 1e-300  # 比它还小的正数，是`sys.float_info.min`这样的


@dataclass(frozen=True)
class Explanation:
    """你的结果像是哪些误解，从哪个例子看出来的；都不像，有什么线索。"""

    trial: Trial
    misconceptions: tuple[Guess, ...] = ()
    clue: str = ""


def explain(exercise: Exercise, trials: Sequence[Trial]) -> Explanation:
    """为什么错了。`trials`里至少有一个错的。

    先试简单的：程序的反应自己就说明一切，一个误解，一眼看得出的线索；最后才试两个误解。
    """
    failed = [trial for trial in trials if not trial.passed]
    ordered = [*failed, *(trial for trial in trials if trial.passed)]
    if all(trial.outcome.error for trial in failed):
        return _crashed(exercise, trials, ordered)
    known = [*_sentinels(failed), *(one for one in EVERY if _applies(exercise, one))]
    manners = CRASHING if any(trial.outcome.error for trial in trials) else SILENT
    if "mask" in exercise.parameters:
        manners = (*manners, *NAN_BLIND)
    singles = [(one,) for one in (*known, *_halves(exercise))]
    simple = chain(((manner, (UNCHOSEN,)) for manner in UNSET), product(manners, singles))
    found = next(_alike(exercise, simple, ordered), ())
    if found:
        return Explanation(failed[0], found)
    clue = fact(exercise, trials)
    if clue:
        computed = next(trial for trial in failed if trial.outcome.error is None)
        return Explanation(computed, clue=clue)
    pairs = _pairs(exercise, known, failed)
    both = ((manner, pair) for pair in pairs for manner in manners[:2])
    found = next(_alike(exercise, both, ordered), ())
    clue = which_fail(exercise, trials) or where(exercise, trials)
    return Explanation(failed[0], found, "" if found else clue)


def _crashed(exercise: Exercise, trials: Sequence[Trial], ordered: Sequence[Trial]) -> Explanation:
    """错的例子都出了错，一个也没有算出来：对的例子有，又只有一个误解会这样，才说是它。"""
    if not any(trial.passed for trial in trials):
        return Explanation(ordered[0])
    for manner, clue in ALONE:
        if next(_alike(exercise, [(manner, ())], ordered), None) is not None:
            return Explanation(ordered[0], clue=clue)
    one_by_one = [(one,) for one in (*EVERY, *_halves(exercise)) if _applies(exercise, one)]
    guesses = chain(((manner, (UNCHOSEN,)) for manner in UNSET), product(CRASHING, one_by_one))
    alike = list(_alike(exercise, guesses, ordered))
    if len({who[0].number for who in alike}) == 1:
        return Explanation(ordered[0], alike[0])
    return Explanation(ordered[0], clue=which_fail(exercise, trials))


def _halves(exercise: Exercise) -> list[Guess]:
    return [one for one in ON_ONE_SIDE if _applies(exercise, one)]


def _applies(exercise: Exercise, one: Guess) -> bool:
    """这一题谈得上这个误解吗。"""
    return not one.needs or one.needs in exercise.names


def _alike(
    exercise: Exercise,
    guesses: Iterable[tuple[Manner, tuple[Guess, ...]]],
    trials: Sequence[Trial],
) -> Iterator[tuple[Guess, ...]]:
    """处处和你相同的猜想，依次。"""
    for manner, who in guesses:
        steps = together(*manner, *(one.steps for one in who))
        if steps and all(agrees(exercise, steps, trial) for trial in trials):
            yield tuple(sorted(who, key=lambda one: one.number))


def _sentinels(failed: Sequence[Trial]) -> Iterator[Guess]:
    """你的结果里，有没有一个很小的数，本不该在那里：它也许就是你冒充−∞的数。"""
    strange = set()
    for trial in failed:
        there = set(flatten([*trial.given]))
        mine = (value for value in flatten(trial.outcome.value) if value is not None)
        strange |= {v for v in mine if (v < 0 or 0 < v < TINIEST) and v not in there}
    for value in sorted(strange)[:4]:
        yield from with_sentinel(value)


def _pairs(
    exercise: Exercise, known: Sequence[Guess], failed: Sequence[Trial]
) -> Iterator[tuple[Guess, ...]]:
    """两个误解同时犯。只挑在错了的例子上会出错的误解。"""
    guilty = [
        one
        for one in known
        if hasattr(one.steps, "sentinel")  # 冒充的数已经在你的结果里了
        or any(not agrees(exercise, one.steps(), trial, expected=True) for trial in failed)
    ]
    for first, second in combinations(guilty, 2):
        # 管的是同一步，就合不到一起
        if first.number != second.number and not first.about & second.about:
            yield first, second


def agrees(exercise: Exercise, steps: Steps, trial: Trial, *, expected: bool = False) -> bool:
    """照这种做法，结果和你的（或应得的）一样；出同样的错也算一样。"""
    try:
        value = exercise.answer(steps, *trial.given)
    except tuple(CRASHES) as error:
        mine = CRASHES[next(kind for kind in CRASHES if isinstance(error, kind))]
        return not expected and isinstance(trial.outcome.error, mine)
    if expected:
        return matches(value, trial.expected)
    return trial.outcome.error is None and matches(trial.outcome.value, value)
