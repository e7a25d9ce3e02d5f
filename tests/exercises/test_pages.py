"""练习的书页：样子和包里说的一样；填上答案再从头运行，每一题都通过。"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import make
import nbformat
import pytest
from learners import number_of
from nbformat import NotebookNode

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import EVERY_EXERCISE, TRACK
from tutorial_pool.exercises.misconceptions.lessons import LESSONS
from tutorial_pool.exercises.misconceptions.table import EVERY

FOLDER = make.BOOK / "exercises"
ROLES = ("exercise-stub", "exercise-check", "exercise-hint", "exercise-solution")
HAN = r"[\u4e00-\u9fff]"


def page(exercise: Exercise) -> NotebookNode:
    """练习的那一页。"""
    return nbformat.read(FOLDER / f"{exercise.page}.ipynb", as_version=4)


def cell(notebook: NotebookNode, role: str) -> NotebookNode:
    """做某件事的那一格，只有一格。"""
    (found,) = [one for one in notebook.cells if role in one.metadata.get("tags", [])]
    return found


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_a_page_has_the_stub_the_check_the_hints_and_the_solution(exercise: Exercise) -> None:
    notebook = page(exercise)
    stub, *others = (cell(notebook, role).source for role in ROLES)
    assert stub == exercise.stub.rstrip()
    calls = [f"check({{}}, {exercise.function})", "hint({})", "solution({})"]
    assert others == [call.format(f'"{exercise.number}"') for call in calls]


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_a_page_says_its_title_level_and_time(exercise: Exercise) -> None:
    top = page(exercise).cells[0].source
    assert top.startswith(f"# {exercise.label}：{exercise.title}\n")
    assert f"**用时**：约{exercise.minutes}分钟" in top
    assert "**难度**：" + "★" * exercise.level + "☆" * (3 - exercise.level) in top


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_what_the_page_stores_is_the_kind_message(exercise: Exercise) -> None:
    (output,) = cell(page(exercise), "exercise-check").outputs
    assert "还没有写" in output.data["text/plain"]


def test_filled_in_every_page_passes(tmp_path: Path) -> None:
    filled = nbformat.v4.new_notebook()
    for exercise in TRACK:
        notebook = page(exercise)
        cell(notebook, "exercise-stub").source = exercise.solution
        filled.cells += notebook.cells
    for number, one in enumerate(filled.cells):
        one.id = f"cell-{number}"
    nbformat.write(filled, tmp_path / "filled.ipynb")
    progress = str(tmp_path / "progress.json")
    done = make.execute(tmp_path / "filled.ipynb", TUTORIAL_POOL_PROGRESS=progress)
    verdicts = [
        one.outputs[0].data["text/plain"]
        for one in done.cells
        if "exercise-check" in one.metadata.get("tags", [])
    ]
    assert [re.sub("通过了.*", "", text, flags=re.S) for text in verdicts] == [
        f"✅ {exercise.label}" for exercise in TRACK
    ]


def test_lessons_and_their_sections_are_in_the_book() -> None:
    for one in EVERY:
        notebook = nbformat.read(make.BOOK / f"{one.lesson}.ipynb", as_version=4)
        headings = [
            line
            for part in notebook.cells
            if part.cell_type == "markdown"
            for line in part.source.splitlines()
        ]
        chapter, title = LESSONS[one.lesson]
        assert chapter == f"第{int(one.lesson[:2])}章"
        assert f"# {title}" in headings
        assert f"## {one.section}" in headings, one.name


def texts() -> Iterator[Any]:
    """包里给人看的话，称呼是题号或误解的编号，和它是什么。"""
    for one in EVERY_EXERCISE:
        for field in ("title", "returns", "covers", "explanation"):
            yield pytest.param(getattr(one, field), id=f"{one.number}-{field}")
        for level, hint in enumerate(one.hints, start=1):
            yield pytest.param(hint, id=f"{one.number}-hint{level}")
    for one in EVERY:
        for field in ("name", "thought", "truth"):
            yield pytest.param(getattr(one, field), id=f"{one.number}-{one.steps.__name__}-{field}")


@pytest.mark.parametrize("text", [*texts()])
def test_texts_of_the_package_keep_the_typography_too(text: str) -> None:
    text = re.sub(r"`[^`]*`|\([^()]*\)", "", text)  # 代码，和(高, 宽)这样的数对
    assert not re.search(rf"{HAN} [A-Za-z0-9]|[A-Za-z0-9] {HAN}", text)
    assert not re.search(rf"{HAN}[,;:?!]|[,;:?!]{HAN}", text)
    assert text.count("**") % 2 == 0
