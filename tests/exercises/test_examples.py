"""网页上按“运行”：书页的例子已经在那里，只写了函数，就用例子试一试它。"""

import json
import re

import pytest
from learners import number_of
from test_pages import cell, page

from tutorial_pool.exercises.browser import run
from tutorial_pool.exercises.content.examples import EXAMPLES
from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import TRACK

HERE = [exercise for exercise in TRACK if not exercise.needs_numpy]
SHOWN = {
    "01": "-3",
    "02": "2",
    "03": "[[-1, -2, -3], [-4, -3, -3]]",
    "04": "[[[[-3, -2]], [[-10, -11]]], [[[5, -3]], [[-21, -23]]]]",
    "05": "[[-4, -2], [-7, -1]]",
    "06": "[[-3, -1], [-2, -4]]",
    "07": "[[-3, -2], [-10, -1]]",
    "08": "([[[[-2, nan], [-2, nan]]]], [[[[1, 6], [5, 11]]]])",
    "09": "[[0, 0, 3], [0, 5, 0], [0, 0, 0]]",
    "10": "[[-12.0, 8.0]]",
    "13": "4",
    "14": "[[-2]]",
    "15": "([-12.0, 7.0], [[17, -13], [-9, 25]])",
}


def test_every_exercise_of_the_site_has_an_example() -> None:
    assert list(EXAMPLES) == list(SHOWN) == [exercise.number for exercise in HERE]


@pytest.mark.parametrize("exercise", HERE, ids=number_of)
def test_a_function_alone_is_tried(exercise: Exercise) -> None:
    said = json.loads(run(exercise.solution, exercise.number))
    call = EXAMPLES[exercise.number].call
    assert said["last"] == f"试一试例子，{call}是：\n{SHOWN[exercise.number]}"


@pytest.mark.parametrize("exercise", HERE, ids=number_of)
def test_the_example_is_the_one_on_the_page(exercise: Exercise) -> None:
    example, notebook = EXAMPLES[exercise.number], page(exercise)
    code = "\n".join(one.source for one in notebook.cells if one.cell_type == "code")
    assert all(part in code for part in re.split("\n\n\n|\n(?=plane)", example.given))
    assert example.call in cell(notebook, "exercise-try").source
    text = next(one.source for one in notebook.cells if one.source.startswith("## 你来写"))
    assert "按“运行”，就用例子试一试" in text
    assert "抄到函数下面" not in text
    assert f"`print({example.call})`" in text


def test_what_you_print_yourself_is_all_there_is() -> None:
    code = "def window_max(*_):\n    return 7\n\n\nprint(x[0], window_max(x))\n"
    said = json.loads(run(code, "01"))
    assert (said["printed"], said["last"]) == ("[-5, -2, -9, 4] 7\n", "")


def test_a_changed_example_is_whole_the_next_time() -> None:
    run("x.clear()", "05")
    assert json.loads(run("x", "05"))["last"] == "[[-4, -9, -2], [-7, -1, -8]]"


def test_a_stub_says_that_it_is_not_written() -> None:
    said = json.loads(run(HERE[0].stub, "01"))
    assert said["error"]
    assert said["last"].startswith("还没有写：window_max停在了raise NotImplementedError那一行。")


@pytest.mark.parametrize(
    "exercise",
    [one for one in TRACK if one.number in {"05", "07", "08", "09", "11"}],
    ids=number_of,
)
def test_the_page_says_how_to_write_minus_infinity(exercise: Exercise) -> None:
    written = "`-np.inf`" if exercise.needs_numpy else '`float("-inf")`'
    assert written in "\n".join(
        one.source for one in page(exercise).cells if one.cell_type == "markdown"
    )
