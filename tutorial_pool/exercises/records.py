"""进度：做过哪几题，记在你电脑上的一个JSON文件里。"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from threading import get_ident
from typing import Any

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import CHALLENGES, EVERY_EXERCISE, TRACK, find
from tutorial_pool.exercises.locking import locked

NUMBERS = frozenset(exercise.number for exercise in EVERY_EXERCISE)
VARIABLE = "TUTORIAL_POOL_PROGRESS"


def path() -> Path:
    """记进度的文件：环境变量TUTORIAL_POOL_PROGRESS说了算，否则在你的主文件夹里。"""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen).expanduser() if chosen else Path.home() / ".tutorial_pool" / "progress.json"


@dataclass(frozen=True)
class Progress:
    """做过哪几题。

    Attributes:
        passed: 通过了的题号。
        tries: 每一题检查过几次。
    """

    passed: frozenset[str]
    tries: Mapping[str, int]

    def _repr_html_(self) -> str:
        main, more = (
            "".join(self._item(exercise) for exercise in exercises)
            for exercises in (TRACK, CHALLENGES)
        )
        return (
            f'<div><p>{escape(self._summary())}</p><ol class="pool-progress">{main}</ol>'
            f'<p>挑战：</p><ol class="pool-progress">{more}</ol></div>'
        )

    def _item(self, exercise: Exercise) -> str:
        done = exercise.number in self.passed
        mark = "✅ " if done else ""
        state = ' class="passed"' if done else ""
        return (
            f'<li data-exercise="{exercise.number}"{state}>{mark}'
            f'<a href="{exercise.page}.ipynb">{escape(exercise.title)}</a></li>'
        )

    def _summary(self) -> str:
        done = sum(exercise.number in self.passed for exercise in TRACK)
        return f"通过了{done}题，一共{len(TRACK)}题。"

    def __repr__(self) -> str:
        lines = []
        for exercise in EVERY_EXERCISE:
            mark = "✅" if exercise.number in self.passed else "⬜"
            tries = self.tries.get(exercise.number)
            more = f"（检查过{tries}次）" if tries else ""
            lines.append(f"{mark} {exercise.label}：{exercise.title}{more}")
        return "\n".join([self._summary(), *lines])


def progress() -> Progress:
    """到现在为止的进度。

    记在主文件夹的`.tutorial_pool/progress.json`里；想换个地方，设环境变量`TUTORIAL_POOL_PROGRESS`。

    Returns:
        Progress: 放在笔记本单元格的最后一行就会显示。

    Raises:
        OSError: 文件在，却读不了。
    """
    with locked(_file()):
        data = _read()
    every = {number: data[number] for number in NUMBERS if number in data}
    return Progress(
        frozenset(number for number, one in every.items() if one["passed"]),
        {number: one["tries"] for number, one in every.items()},
    )


def reset(number: Any = None) -> Progress:
    """清掉一题的进度，不给题号就清掉全部。

    Args:
        number: "05"、"5"或5都行。

    Raises:
        ValueError: 没有这一题。
        OSError: 写不了文件。
    """
    cleared = NUMBERS if number is None else {find(number).number}
    with _changing() as data:
        for one in cleared:
            data.pop(one, None)
    return progress()


def record(number: str, passed: bool) -> None:
    """记下检查了一次；写不了就提醒一句，不妨碍检查。"""
    try:
        with _changing() as data:
            one = data.setdefault(number, {"passed": False, "tries": 0})
            one["tries"] += 1
            one["passed"] = one["passed"] or passed
    except (OSError, RuntimeError, ValueError) as error:
        print(f"进度没有记下来：{error}", file=sys.stderr)


def _file() -> Path:
    """真正的那个文件：是链接的话，是它指着的那个。"""
    return path().resolve()


@contextmanager
def _changing() -> Iterator[dict[str, dict[str, Any]]]:
    """读出来给你改，改好写回去；这时候别的程序等着。"""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file):
        data = _read()
        yield data
        _write(data)


def _read() -> dict[str, dict[str, Any]]:
    """读出全部记录；文件坏了就挪到一边，从头记起。"""
    file = _file()
    if file.exists() and not file.is_file():
        raise OSError(f"不是普通的文件：{file}")
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return {}
    try:
        return _checked(json.loads(text))
    except (ValueError, RecursionError):
        aside = _aside(file)
        file.replace(aside)
        print(f"进度文件坏了，已经挪到{aside}，从头记起。", file=sys.stderr)
        return {}


def _checked(data: Any) -> dict[str, dict[str, Any]]:
    """不认得的留着：也许是以后的版本写的。"""
    if not isinstance(data, dict):
        raise ValueError("应为字典")
    for number in NUMBERS & set(data):
        one = data[number]
        good = (
            isinstance(one, dict)
            and set(one) >= {"passed", "tries"}
            and isinstance(one["passed"], bool)
            and type(one["tries"]) is int
            and one["tries"] >= 0
        )
        if not good:
            raise ValueError(f"不是一条记录：{number!r}")
    return data


def _aside(file: Path) -> Path:
    """挪到哪里：第一个还没有用过的名字。"""
    count = 1
    while (aside := file.with_name(f"{file.stem}.damaged-{count}{file.suffix}")).exists():
        count += 1
    return aside


def _write(data: dict[str, dict[str, Any]]) -> None:
    """写全，或者不动。"""
    file = _file()
    part = file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}.part")
    try:
        part.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
