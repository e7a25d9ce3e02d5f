"""路线：一题一个文件，次序照题号，文件名和题号、书页一致。"""

from pathlib import Path

import pytest
from learners import number_of

from tutorial_pool.exercises import content
from tutorial_pool.exercises.content import solutions
from tutorial_pool.exercises.content.track import CHALLENGES, EVERY_EXERCISE, TRACK, after


def names_in(package):
    """一个文件夹里的题：e01、c1这样的文件名，排好。"""
    (folder,) = package.__path__
    return sorted(file.stem for file in Path(folder).glob("[ec]*[0-9].py"))


def test_the_track_is_every_file_in_order():
    assert sorted(exercise.file for exercise in EVERY_EXERCISE) == names_in(content)
    assert [exercise.number for exercise in TRACK] == [
        f"{number:02}" for number in range(1, len(TRACK) + 1)
    ]
    assert [exercise.number for exercise in CHALLENGES] == [
        f"C{number}" for number in range(1, len(CHALLENGES) + 1)
    ]


def test_every_exercise_has_its_solution():
    assert names_in(solutions) == names_in(content)


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_a_page_is_named_after_its_number(exercise):
    assert exercise.page.startswith(f"{exercise.number}-")


def test_each_exercise_leads_to_the_next():
    following = [after(exercise) for exercise in EVERY_EXERCISE]
    assert following == [*EVERY_EXERCISE[1:], None]


@pytest.mark.parametrize("exercise", EVERY_EXERCISE, ids=number_of)
def test_it_says_whether_it_needs_numpy(exercise):
    needs = any(hasattr(part, "dtype") for call in exercise.calls() for part in call)
    assert exercise.needs_numpy == needs
