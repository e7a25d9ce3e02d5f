"""学生的代码：`right`里是各种写法，`wrong`里是各种写错的，一题一个文件。

一份代码是一格，从`# %% 名字`开始；写错的，名字前面还有误解的编号。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import TRACK

CELL = re.compile(r"^# %% (?:(\d\d) )?(\w+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Attempt:
    """一份代码。"""

    exercise: Exercise
    name: str
    source: str
    misconception: int | None  # 对的没有

    def __str__(self) -> str:
        numbers = [self.exercise.number]
        if self.misconception is not None:
            numbers.append(f"{self.misconception:02}")
        return "-".join([*numbers, self.name])


def read(folder: str) -> Iterator[Attempt]:
    """一个文件夹里的每一份，照题号的次序。"""
    for exercise in TRACK:
        file = Path(__file__).parent / folder / f"{exercise.file}.py"
        _, *parts = CELL.split(file.read_text(encoding="utf-8"))
        for misconception, name, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            source = text.rstrip() + "\n"
            yield Attempt(exercise, name, source, int(misconception) if misconception else None)


RIGHT = tuple(read("right"))
WRONG = tuple(read("wrong"))
