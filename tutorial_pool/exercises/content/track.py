"""练习的路线：这个文件夹里的各题，照题号排好；添一题不用改这里。"""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from tutorial_pool.exercises.content.exercise import Exercise


def written_in(pattern: str) -> tuple[Exercise, ...]:
    """名字合这个样子的文件里的题，照名字的次序。"""
    names = sorted(module.name for module in iter_modules([str(Path(__file__).parent)]))
    return tuple(
        import_module(f"tutorial_pool.exercises.content.{name}").EXERCISE
        for name in names
        if re.fullmatch(pattern, name)
    )


TRACK = written_in(r"e\d\d")
CHALLENGES = written_in(r"c\d")
EVERY_EXERCISE = (*TRACK, *CHALLENGES)


def find(number: Any) -> Exercise:
    """第几题。

    Args:
        number: 练习写"05"、"5"或5都行，挑战写"C1"或"挑战1"。

    Raises:
        ValueError: 没有这一题。
    """
    wanted = str(number).strip().upper().replace("挑战", "C").zfill(2)
    for exercise in EVERY_EXERCISE:
        if exercise.number == wanted:
            return exercise
    raise ValueError(f"题号应为1到{len(TRACK)}，或者C1到C{len(CHALLENGES)}（挑战），得到{number!r}")


def after(exercise: Exercise) -> Exercise | None:
    """下一题；做到头了就是None。"""
    here = EVERY_EXERCISE.index(exercise) + 1
    return EVERY_EXERCISE[here] if here < len(EVERY_EXERCISE) else None
