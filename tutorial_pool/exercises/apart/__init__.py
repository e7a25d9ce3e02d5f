"""检查，在另一个进程里：你的代码怎样都伤不到这一边，那边没有了，也有话说。

送不过去的函数（用到开着的文件、锁，或者看不出要用哪些全局变量），开不了另一个进程的地方，就在这里检查。
`process`是这一边，`serving`是另一边，`parcel`打包。网页里没有这个文件夹：那里的Python本来就在另一个线程里。
"""

import linecache
from typing import Any

from tutorial_pool.exercises.apart.process import CannotSendError, GoneError, work_apart
from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.judging import checking, telling
from tutorial_pool.exercises.judging.errors import line
from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.running.calling import Outcome
from tutorial_pool.exercises.running.deadline import SECONDS


def judge(exercise: Exercise, function: Any, seconds: float = SECONDS) -> Verdict:
    """检查一个函数；送不到另一个进程的，就在这里检查。"""
    try:
        return work_apart(_judge, exercise.number, function, seconds)
    except CannotSendError:
        return checking.judge(exercise, function, seconds)
    except GoneError as gone:
        code = getattr(function, "__code__", None)
        name = code.co_filename if code else ""
        return _gone(exercise, gone, seconds, name)


def judge_source(
    exercise: Exercise, source: str, name: str = checking.NAME, seconds: float = SECONDS
) -> Verdict:
    """检查一段源代码。"""
    try:
        return work_apart(_judge_source, exercise.number, source, name, seconds)
    except CannotSendError:
        return checking.judge_source(exercise, source, name, seconds)
    except GoneError as gone:
        return _gone(exercise, gone, seconds, name, source)


def _judge(number: str, function: Any, seconds: float) -> Verdict:
    return checking.judge(find(number), function, seconds)


def _judge_source(number: str, source: str, name: str, seconds: float) -> Verdict:
    return checking.judge_source(find(number), source, name, seconds)


def _gone(
    exercise: Exercise, gone: GoneError, seconds: float, name: str, source: str | None = None
) -> Verdict:
    """那个进程没有了：停在哪一行，正在做哪个例子，多半是怎么回事。"""
    where = ""
    if at := gone.line(name):
        lines = linecache.getlines(name) if source is None else source.splitlines()
        where = line(Outcome(line=(at, lines[at - 1].strip() if at <= len(lines) else "")))
    texts = [*_why(gone, seconds, where)]
    calls = exercise.calls()
    if gone.every == len(calls) and gone.done < gone.every:
        texts.append(f"例子：`{telling.written(exercise, calls[gone.done])}`。")
    return telling.failed(*texts)


def _why(gone: GoneError, seconds: float, where: str) -> tuple[str, str]:
    if gone.slow:
        return (
            f"**停不下来**：运行了{seconds:g}秒还没有完，只好叫停。{where}",
            "这一行里，是不是有一个没有尽头的东西（`itertools.repeat`、`itertools.count`），"
            "或者大得算不完的数？",
        )
    if gone.crashed:
        return (
            f"**运行你的代码的Python垮了**。{where}",
            "是不是函数调用自己，没有尽头？`sys.setrecursionlimit`调得太高，Python就拦不住它。"
            "别的都没有受影响，改好再检查一次。",
        )
    return (
        f"**运行你的代码的Python被关掉了**。{where}",
        "代码里有没有`os._exit`这样的话，或者用的内存太多？删掉它，再检查一次。",
    )
