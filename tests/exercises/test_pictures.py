"""判定里的图带着设置：交给包，得到的就是应得的那个数。"""

import json
from copy import deepcopy

import numpy as np
import pytest
from bs4 import BeautifulSoup, Tag

from tutorial_pool import max_pool2d
from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import EVERY_EXERCISE, find
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


# ---- 你的结果，和应得的并排 ----

FIFTH, SEVENTH = (find(number) for number in ("05", "07"))
ONE = [[-4]]
TWO = [[-4, -4], [-4, -4]]


def drawn(exercise: Exercise, call: tuple, got: object) -> BeautifulSoup:
    """这个例子得到`got`，画出来。"""
    trial = Trial(call, nested(exercise.expected(call)), Outcome(value=got))
    (figure,) = draw(exercise, trial)
    return BeautifulSoup(figure.html, "html.parser")


def values(panel: Tag) -> list[str]:
    return [text.get_text() for text in panel.select("text")]


def test_the_whole_result_is_drawn_and_what_is_wrong_is_crossed() -> None:
    picture = drawn(FIFTH, (ONE, (2, 2), (1, 1), (1, 1)), [[-4, 0], [7, -4]])
    _, right, mine = picture.select("svg")
    assert values(right) == ["−4"] * 4
    assert values(mine) == ["−4", "0", "7", "−4"]
    assert len(mine.select("path")) == 2
    assert mine["aria-label"] == "你的结果，打叉的2个不对"


@pytest.mark.parametrize(
    ("exercise", "call", "got", "caption", "crosses"),
    [
        (FIFTH, (ONE, (2, 2), (1, 1), (1, 1)), [[-4] * 3] * 2, "伸到了右边的填充外面", 2),
        (FIFTH, (ONE, (2, 2), (1, 1), (1, 1)), [[-4] * 2] * 3, "伸到了下边的填充外面", 2),
        (FIFTH, (TWO, (2, 2), None, (0, 0)), [[-4, -4]], "伸到了输入的右边外面", 1),
        (SEVENTH, (ONE, (3, 2), (1, 3), (1, 1), True), [[-4, 0]], "不是从输入里开始的", 1),
        (SEVENTH, (ONE, (3, 2), (1, 3), (1, 1), True), [[-4]] * 3, "前一个窗口已经够到了下边", 2),
        (FIFTH, (ONE, (2, 2), (1, 1), (1, 1)), [[-4, -4]], "你少了的一个窗口", 0),
        (FIFTH, (ONE, (2, 2), (1, 1), (1, 1)), [[-4], [-4]], "你少了的一个窗口", 0),
    ],
)
def test_a_window_too_many_or_too_few_is_drawn(
    exercise: Exercise, call: tuple, got: list, caption: str, crosses: int
) -> None:
    picture = drawn(exercise, call, got)
    assert caption in picture.select_one("figcaption").get_text()
    assert len(picture.select("svg")[-1].select("path")) == crosses


def test_the_extra_window_lies_where_it_would_be() -> None:
    """多出来的窗口从最后一个窗口再走一个步幅：输入左边填充1，框从第2列开始，宽2。"""
    picture = drawn(FIFTH, (ONE, (2, 2), (1, 1), (1, 1)), [[-4] * 3] * 2)
    frame = picture.select_one("svg").select("rect")[-1]
    assert (frame["x"], frame["width"]) == ("80", "80")


def test_the_missing_window_is_the_first_one() -> None:
    """少了一列：两行两列的窗口里，画的是第0行第1列，从位置0开始，前面有一格填充。"""
    picture = drawn(FIFTH, (ONE, (2, 2), (1, 1), (1, 1)), [[-4], [-4]])
    frame = picture.select_one("svg").select("rect")[-1]
    assert (frame["x"], frame["y"]) == ("40", "0")


def test_a_count_too_large_draws_the_window_that_does_not_fit() -> None:
    picture = drawn(find("02"), (5, 2, 2, 0), 3)
    assert "打叉的是再多一个窗口" in picture.get_text()
    assert len(picture.select("svg path")) == 2
