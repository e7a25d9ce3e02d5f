"""判定里的图带着设置：交给包，得到的就是应得的那个数。"""

import json
from copy import deepcopy

import numpy as np
import pytest
from bs4 import BeautifulSoup

from tutorial_pool import max_pool2d
from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import EVERY_EXERCISE
from tutorial_pool.exercises.judging.comparing import Trial, difference
from tutorial_pool.exercises.judging.picture import draw
from tutorial_pool.exercises.running.calling import Outcome, nested
from tutorial_pool.geometry import Regular

WINDOWS = [one for one in EVERY_EXERCISE if one.kind == "window" and one.number not in ("C2", "C3")]
NAMES = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")


def wrong_at_last(exercise: Exercise, call: tuple) -> Trial:
    """答案里最后一个最大值写错了的例子。"""
    expected = nested(exercise.expected(call))
    got = deepcopy(expected)
    parts = got if len(exercise.depth) == 1 else got[0]
    if not isinstance(parts, list):
        return Trial(call, expected, Outcome(value=parts + 1 if np.isfinite(parts) else 7))
    while isinstance(parts[-1], list):
        parts = parts[-1]
    parts[-1] = 7777
    return Trial(call, expected, Outcome(value=got))


@pytest.mark.parametrize("exercise", WINDOWS, ids=lambda exercise: exercise.number)
def test_the_settings_on_a_verdict_give_the_right_number(exercise: Exercise) -> None:
    drawn = 0
    for call in exercise.calls():
        trial = wrong_at_last(exercise, call)
        for figure in draw(exercise, trial):
            element = BeautifulSoup(figure.html, "html.parser").select_one("[data-pool]")
            found = difference(exercise, trial)
            if element is None or found is None:
                continue
            pool = json.loads(element["data-pool"])
            x = np.array([[float(value) for value in row] for row in pool["x"]])
            y = max_pool2d(x[None], **{name: pool[name] for name in NAMES if name in pool})[0]
            right = y[tuple(pool.get("output", (0, 0)))]
            np.testing.assert_equal(right, float(found.expected))
            drawn += 1
    assert drawn > 5


def test_the_axis_of_a_verdict_is_the_one_asked_about() -> None:
    (exercise,) = [one for one in EVERY_EXERCISE if one.kind == "axis"]
    for call in exercise.calls():
        trial = Trial(call, exercise.expected(call), Outcome(value=-1))
        for figure in draw(exercise, trial):
            element = BeautifulSoup(figure.html, "html.parser").select_one("[data-pool]")
            if element is None:
                continue
            pool = json.loads(element["data-pool"])
            sizes = [pool[name][1] if name in pool else None for name in NAMES[:2]]
            padding = pool.get("padding", [0, 0])[1]
            assert len(Regular(len(pool["x"][0]), *sizes, padding)) == trial.expected
            # 位置是小字，不写在格子里，不会当成输入的数
            texts = BeautifulSoup(figure.html, "html.parser").select("svg text")
            assert {text["font-size"] for text in texts} == {"12"}


def test_averages_carry_no_settings() -> None:
    """图里没有除数要的参数，不能把平均说成最大。"""
    exercise = next(one for one in EVERY_EXERCISE if one.number == "C3")
    for call in exercise.calls():
        for figure in draw(exercise, wrong_at_last(exercise, call)):
            assert "data-pool" not in figure.html
