"""运行你的函数：限时，接住它的错误和打印，看它有没有改输入。

时间到了，就在你的代码里引发一个例外，所以`while True`也停得下来。停不下来的只有一种：一去不回、
又不让别的线程运行的C函数，比如`sum(iter(int, 1))`。笔记本里要重启内核，浏览器里由网页来停。
"""

import builtins
import ctypes
import io
import linecache
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any

from tutorial_pool.exercises.judging.verdict import code

SECONDS = 5.0  # 一次检查里，你的函数一共可以运行多久
PRINTED = 4000  # 最多留下多少字的打印
NUMBERS = 100_000  # 结果里最多多少个数
LIBRARIES = str(Path(__file__).parents[1]), str(Path(os.__file__).parent)  # 不是你的代码


class OutOfTime(BaseException):
    """时间到了。不是Exception，所以`except Exception`接不住它。"""


class NotNumbersError(Exception):
    """结果里有既不是数、也不能一个个取出来的东西。"""


@dataclass
class Outcome:
    """运行一次的结果。"""

    value: Any = None  # 嵌套列表或数
    error: BaseException | None = None
    line: tuple[int, str] | None = None  # 出错的那一行：行号和内容
    printed: str = ""
    changed: bool = False  # 改了输入
    none: bool = False  # 返回了None
    shared: bool = False  # 结果里有两行是同一个列表
    late: bool = False  # 时间到了还没有完


def run_calls(function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> list[Outcome]:
    """依次用每一组参数调用函数；时间到了就停在那里，后面的不再调用。"""
    outcomes: list[Outcome] = []
    ask, builtins.input = builtins.input, _no_input
    try:
        with redirect_stdout(_Screen()) as screen:
            if sys.platform == "emscripten":  # 浏览器里没有线程
                with _watched(time.monotonic() + SECONDS):
                    _call_all(function, calls, screen, outcomes)
            else:
                _in_thread(_call_all, function, calls, screen, outcomes)
    finally:
        builtins.input = ask
    outcomes = outcomes[: len(calls)]
    if len(outcomes) < len(calls) and not (outcomes and outcomes[-1].late):
        outcomes.append(Outcome(late=True))
    return outcomes


def _in_thread(target: Callable[..., None], *arguments: Any) -> None:
    """在另一个线程里运行，时间到了就在那里引发OutOfTime。"""
    thread = Thread(target=target, args=arguments, daemon=True)
    thread.start()
    try:
        thread.join(SECONDS)
    finally:  # 时间到了，或者你按了Ctrl+C
        for _ in range(5):  # 你的代码也许会接住它，多试几次；正在C函数里，就要等它回来
            if not thread.is_alive():
                break
            identity = ctypes.c_ulong(thread.ident or 0)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(identity, ctypes.py_object(OutOfTime))
            thread.join(0.2)


@contextmanager
def _watched(deadline: float) -> Iterator[None]:
    """没有线程，就每走一步字节码看一次时间。"""

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        frame.f_trace_opcodes = True
        if time.monotonic() > deadline:
            raise OutOfTime
        return trace

    with _traced(trace):
        yield


@contextmanager
def _traced(trace: Any) -> Iterator[None]:
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def _call_all(
    function: Callable[..., Any],
    calls: Sequence[tuple[Any, ...]],
    screen: io.StringIO,
    outcomes: list[Outcome],
) -> None:
    with suppress(OutOfTime):  # 时间到的时候，也许正好在两次调用之间
        for call in calls:
            if not screen.closed:
                screen.seek(0)
                screen.truncate()
            outcomes.append(_call(function, call))
            outcomes[-1].printed = "" if screen.closed else screen.getvalue()
            if outcomes[-1].late:
                return


def _call(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome:
    given = [copied(argument) for argument in arguments]
    outcome = Outcome()
    try:
        result = function(*given)
        outcome.none = result is None
        if result is not None:
            outcome.value = nested(result)
            outcome.shared = _shares_rows(result)
    except OutOfTime as error:
        outcome.late = True
        outcome.line = line_of(error)
    except BaseException as error:  # 你的程序可能引发任何例外，包括SystemExit
        outcome.error = error
        outcome.line = line_of(error)
    try:
        outcome.changed = not all(map(same, given, arguments))
    except Exception:  # 换成了没法比的东西
        outcome.changed = True
    return outcome


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("练习里不用input：数据从参数来")


class _Screen(io.StringIO):
    """只留下前面一些字的屏幕。"""

    def write(self, text: str) -> int:
        if self.tell() < PRINTED:
            super().write(text[:PRINTED])
        return len(text)


def copied(x: Any) -> Any:
    """一份给函数用的参数，改了也不碍事。"""
    if isinstance(x, list):
        return [copied(part) for part in x]
    return x.copy() if hasattr(x, "copy") else x


def same(x: Any, y: Any) -> bool:
    """两份参数一样吗：类型、形状和每个数。"""
    if isinstance(x, list):
        return isinstance(y, list) and len(x) == len(y) and all(map(same, x, y))
    if hasattr(x, "tolist"):
        return same(x.tolist(), y.tolist())
    return x is y or x == y or (x != x and y != y)  # NaN不等于自己


def nested(result: Any) -> Any:
    """任何老实的写法，都变成嵌套列表：列表、元组、数组、张量、生成器……"""
    count = 0

    def convert(value: Any) -> Any:
        nonlocal count
        count += 1
        if count > NUMBERS:
            raise NotNumbersError(f"结果里的东西太多了，超过{NUMBERS}个")
        if hasattr(value, "tolist"):
            if isinstance(getattr(value, "size", None), int) and value.size > NUMBERS:
                raise NotNumbersError(f"结果里的东西太多了，超过{NUMBERS}个")
            value = value.tolist()
        if isinstance(value, bool):
            raise NotNumbersError(f"结果里应该是数，却有{value}")
        if isinstance(value, (Fraction, Decimal)):
            return float(value)
        if isinstance(value, Integral):
            return int(value)
        if isinstance(value, Real):
            return float(value)
        if isinstance(value, Iterable) and not isinstance(value, (str, bytes, dict, set)):
            return [convert(part) for part in value]
        shown = "None" if value is None else f"{type(value).__name__}：{code(repr(value)[:40])}"
        raise NotNumbersError(f"结果里应该是数，却有{shown}")

    try:
        return convert(result)
    except RecursionError:
        raise NotNumbersError("结果嵌套得太深了，或者列表里有它自己") from None


def _shares_rows(x: Any) -> bool:
    """有两行是同一个列表吗：改一行，另一行也变。"""
    if not isinstance(x, list):
        return False
    rows = [row for row in x if isinstance(row, list)]
    return len({id(row) for row in rows}) < len(rows) or any(map(_shares_rows, rows))


def line_of(error: BaseException) -> tuple[int, str] | None:
    """出错的是你的哪一行：最里面的、写在笔记本或文件里的那一行。"""
    found = None
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if not _is_library(name):
            text = linecache.getline(name, trace.tb_lineno, trace.tb_frame.f_globals).strip()
            found = trace.tb_lineno, text
        trace = trace.tb_next
    return found


def _is_library(name: str) -> bool:
    return name.startswith(("<frozen", *LIBRARIES)) or "site-packages" in name


def count_steps(function: Callable[..., Any], call: tuple[Any, ...]) -> Outcome:
    """函数走了多少步Python字节码，写在结果的值里。NumPy里面的循环是C写的，不算。"""
    steps = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return trace

    def counted(*arguments: Any) -> int:
        with _traced(trace):
            function(*arguments)
        return steps

    (outcome,) = run_calls(counted, [call])
    return outcome


def said(error: BaseException) -> str:
    """错误说了什么；它自己也说不出来，就是空的。"""
    try:
        return " ".join(str(error).split())
    except BaseException:  # 你的例外类，__str__里也会出错
        return ""
