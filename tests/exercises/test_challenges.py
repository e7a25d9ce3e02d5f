"""每道挑战都有的：书页、还没有写的样子、例子。各题自己的在test_c1.py到test_c4.py里。"""

import make
import nbformat
import numpy as np
import pytest
from learners import number_of

from tutorial_pool.exercises.content.track import CHALLENGES
from tutorial_pool.exercises.judging.checking import judge_source
from tutorial_pool.exercises.running.calling import nested

# ---- 书页 ----

PAGE = make.BOOK / "exercises" / "challenges.ipynb"
ROLES = ("exercise-stub", "exercise-check", "exercise-hint", "exercise-solution")


def with_role(notebook, role):
    """做某件事的那些格，一道题一格。"""
    return [one for one in notebook.cells if role in one.metadata.get("tags", [])]


def test_the_page_has_each_stub_check_hints_and_solution():
    notebook = nbformat.read(PAGE, as_version=4)
    sources = [[one.source for one in with_role(notebook, role)] for role in ROLES]
    assert list(zip(*sources, strict=True)) == [
        (
            one.stub.rstrip(),
            f'check("{one.number}", {one.function})',
            f'hint("{one.number}")',
            f'solution("{one.number}")',
        )
        for one in CHALLENGES
    ]
    headings = [one.source for one in notebook.cells if one.source.startswith("## 挑战")]
    for one, heading in zip(CHALLENGES, headings, strict=True):
        assert heading.startswith(f"## {one.label}：{one.title}\n")
    top = notebook.cells[0].source
    assert f"约{sum(one.minutes for one in CHALLENGES)}分钟" in top
    assert "、".join(str(one.minutes) for one in CHALLENGES) + "分钟" in top


def test_filled_in_the_page_passes(tmp_path):
    notebook = nbformat.read(PAGE, as_version=4)
    for one, stub in zip(CHALLENGES, with_role(notebook, "exercise-stub"), strict=True):
        stub.source = one.solution
    nbformat.write(notebook, tmp_path / "filled.ipynb")
    progress = str(tmp_path / "progress.json")
    done = make.execute(tmp_path / "filled.ipynb", TUTORIAL_POOL_PROGRESS=progress)
    *firm, race = (
        check.outputs[0].data["text/plain"] for check in with_role(done, "exercise-check")
    )
    for one, text in zip(CHALLENGES, firm, strict=False):
        assert text.startswith(f"✅ {one.label}通过了。")
    assert "每一轮PyTorch的用时除以你的" in race  # 快慢看机器，这里不问


# ---- 每一题都有的 ----


@pytest.mark.parametrize("exercise", CHALLENGES, ids=number_of)
def test_the_stub_is_refused_kindly(exercise):
    verdict = judge_source(exercise, exercise.stub)
    assert not verdict.passed
    assert "还没有写" in verdict.message


@pytest.mark.parametrize("exercise", CHALLENGES, ids=number_of)
def test_the_stub_fits_in_a_cell_of_the_book(exercise):
    lines = exercise.stub.rstrip().splitlines()
    assert len(lines) <= 8
    assert max(sum(1 + (ord(sign) > 0x2E7F) for sign in line) for line in lines) <= 76


def test_what_a_challenge_says_of_itself():
    assert [one.number for one in CHALLENGES] == ["C1", "C2", "C3", "C4"]
    assert [one.label for one in CHALLENGES] == ["挑战1", "挑战2", "挑战3", "挑战4"]
    assert len({one.function for one in CHALLENGES}) == 4  # 都在一个笔记本里
    for one in CHALLENGES:
        assert one.page == "challenges"
        assert len(set(one.hints)) == 3


@pytest.mark.parametrize("exercise", CHALLENGES, ids=number_of)
def test_the_cases_are_always_the_same_and_start_small(exercise):
    def sizes(calls):
        return [np.size(call[0]) for call in calls]

    first, again = exercise.calls(), exercise.calls()
    assert repr(nested_calls(first)) == repr(nested_calls(again))
    assert sizes(first)[0] <= 5
    assert len(first) >= 40


def nested_calls(calls):
    return [[nested(part) if hasattr(part, "tolist") else part for part in call] for call in calls]
