"""运行你的函数：限时，接住它的错误和打印，看它有没有改输入。"""

import ast
import builtins
import io
import linecache
import math
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real
from types import FrameType
from typing import Any

from tutorial_pool.exercises.judging.verdict import code
from tutorial_pool.exercises.running import deadline
from tutorial_pool.exercises.running.deadline import SECONDS, OutOfTime, is_library, within
from tutorial_pool.exercises.running.keeping import Kept

PRINTED = 20_000  # 最多留下多少字的打印
NUMBERS = 100_000  # 结果里最多多少个数
PLAIN = (  # 只有这些的式子，算一遍也不要紧
    *(ast.Name, ast.Constant, ast.Subscript, ast.BinOp, ast.UnaryOp, ast.expr_context),
    *(ast.operator, ast.unaryop),
)
SHOWN = 6  # 出错时最多说几个变量


class NotNumbersError(Exception):
    """结果里有既不是数、也不能一个个取出来的东西。"""


@dataclass
class Outcome:
    """运行一次的结果。"""

    value: Any = None  # 嵌套列表或数
    error: BaseException | None = None
    line: tuple[int, str] | None = None  # 出错的那一行：行号和内容
    beyond: str = ""  # 下标越界的话，是哪一个
    variables: dict[str, str] = field(default_factory=dict)  # 那一行里的变量，那时是多少
    printed: str = ""
    dropped: int = 0  # 打印得太多，没有留下的有多少行
    changed: bool = False  # 改了输入
    none: bool = False  # 返回了None
    shared: bool = False  # 结果里有两行是同一个列表
    late: bool = False  # 时间到了还没有完
    seconds: float = SECONDS  # 一共可以运行多久
    took: float = math.inf  # 这一次运行了几秒；没有等到它回来就不知道


def run_calls(
    function: Callable[..., Any], calls: Sequence[tuple[Any, ...]], seconds: float = SECONDS
) -> list[Outcome]:
    """依次用每一组参数调用函数；时间到了就停在那里，后面的不再调用。"""
    outcomes: list[Outcome] = []
    run = _Run(function, calls, outcomes)
    ask, builtins.input = builtins.input, _no_input
    run.kept.builtins["input"] = _no_input
    try:
        with redirect_stdout(run.screen):
            within(seconds, run, run.time_is_up)
    finally:
        run.kept.put_back()
        deadline.watcher.ends()
        builtins.input = ask
    outcomes = outcomes[: len(calls)]
    if len(outcomes) < len(calls) and not (outcomes and outcomes[-1].late):
        outcomes.append(Outcome(late=True))
    assert len(outcomes) == len(calls) or outcomes[-1].late, "例子没有考完"
    for outcome in outcomes:
        outcome.seconds = seconds
    return outcomes


class _Run:
    """依次做每一次调用。"""

    def __init__(
        self,
        function: Callable[..., Any],
        calls: Sequence[tuple[Any, ...]],
        outcomes: list[Outcome],
    ) -> None:
        self.function, self.every, self.outcomes = function, calls, outcomes
        self.screen, self.kept, self.late = _Screen(), Kept(), False

    def time_is_up(self) -> None:
        """时间到了；你的代码也许接住OutOfTime，又好好地返回，那也晚了。"""
        self.kept.put_back()
        self.late = True

    def __call__(self) -> None:
        try:
            for call in self.every:
                deadline.watcher.calls(len(self.outcomes), len(self.every))
                self.screen.wipe()
                start = time.monotonic()
                outcome = _call(self.function, call, self.kept)
                outcome.took = time.monotonic() - start
                outcome.late |= self.late
                self.outcomes.append(outcome)
                outcome.printed = "" if self.screen.closed else self.screen.getvalue()
                outcome.dropped = self.screen.dropped
                if outcome.late:
                    return
                if isinstance(outcome.error, MemoryError):  # 后面的例子也一样，不再试
                    self.outcomes += [outcome] * (len(self.every) - len(self.outcomes))
                    return
        except OutOfTime:  # 正在抄参数，或者看改了没有
            return


def _call(function: Callable[..., Any], arguments: tuple[Any, ...], kept: Kept) -> Outcome:
    given = [copied(argument) for argument in arguments]
    outcome = Outcome()
    failed: BaseException | None = None
    try:
        try:
            result = function(*given)
        finally:
            kept.put_back()
        outcome.none = result is None
        if result is not None:
            outcome.value = nested(result)
            outcome.shared = _shares_rows(result)
    except BaseException as error:  # 你的程序可能引发任何例外，包括SystemExit
        failed = error
    kept.put_back()  # 取结果时，你写的生成器和类又运行了
    outcome.late = isinstance(failed, OutOfTime)
    if failed is not None:
        outcome.error = None if outcome.late else failed
        _see(outcome, failed)
    if outcome.late:
        return outcome
    try:
        outcome.changed = not all(map(same, given, arguments))
    except Exception:  # 换成了没法比的东西
        outcome.changed = True
    return outcome


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("练习里不用input：数据从参数来")


class _Screen(io.StringIO):
    """只留下前面一些字的屏幕；后面的只数有几行。"""

    room = PRINTED
    lines = 0  # 没有留下的换行
    half = False  # 没有留下的，末尾有半行

    def write(self, text: str) -> int:
        if self.room:
            super().write(text[: self.room])
        if lost := text[self.room :]:
            self.lines += lost.count("\n")
            self.half = not lost.endswith("\n")
        self.room = max(self.room - len(text), 0)
        return len(text)

    @property
    def dropped(self) -> int:
        """没有留下的有几行。"""
        return self.lines + self.half

    def wipe(self) -> None:
        """擦干净；你的代码也许把它关了。"""
        self.room, self.lines, self.half = PRINTED, 0, False
        if not self.closed:
            self.seek(0)
            self.truncate()


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


def _see(outcome: Outcome, error: BaseException) -> None:
    """记下出错的是你的哪一行：最里面的、写在笔记本或文件里的那一行，和那时的变量。"""
    frame, number = _frame_of(error)
    if frame is None:
        return
    text = linecache.getline(frame.f_code.co_filename, number, frame.f_globals).strip()
    outcome.line = number, text
    outcome.variables = _variables(frame, text)
    if isinstance(error, IndexError):
        outcome.beyond = _beyond(frame, text)


def _variables(frame: FrameType, text: str) -> dict[str, str]:
    """那一行里，各个变量那时是多少；只说整数、None和列表有多大。"""
    found = {}
    for name in dict.fromkeys(re.findall(r"(?<![\w.\"'])[^\W\d]\w*", text)):
        value = frame.f_locals.get(name, frame)
        if value is None or (type(value) is int and abs(value) < 10**6):
            found[name] = f"是{value}"
        elif type(value) is list and value and all(type(row) is list for row in value):
            found[name] = f"有{len(value)}行、第一行{len(value[0])}个"
        elif type(value) is list:
            found[name] = f"有{len(value)}个"
    return dict(list(found.items())[:SHOWN])


def _beyond(frame: FrameType, text: str) -> str:
    """那一行里，哪个下标超出了哪个列表；看不出就是空的。"""
    for written in (text, f"{text} pass", f"{text.removeprefix('el')} pass"):
        with suppress(SyntaxError, ValueError):
            return _beyond_in(ast.parse(written), {**frame.f_globals, **frame.f_locals})
    return ""


def _beyond_in(tree: ast.AST, names: dict[str, Any]) -> str:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Subscript) or not all(
            isinstance(part, PLAIN) for part in ast.walk(node)
        ):
            continue
        with suppress(Exception):  # 里层的下标先越了界，轮到它自己再说
            whole, at = (
                eval(compile(ast.Expression(part), "", "eval"), {"__builtins__": {}}, names)
                for part in (_loaded(node.value), node.slice)
            )
            counted = type(whole) in (list, tuple) and type(at) is int
            if counted and not -len(whole) <= at < len(whole):
                base, index = ast.unparse(node.value), ast.unparse(node.slice)
                given = "下标" if index == str(at) else f"下标`{index}`"
                return f"`{base}`只有{len(whole)}个，{given}却是{at}。"
    return ""


def _loaded(node: ast.expr) -> ast.expr:
    """写成取值的样子：赋值的左边也能这样算。"""
    return ast.parse(ast.unparse(node), mode="eval").body


def _frame_of(error: BaseException) -> tuple[FrameType | None, int]:
    """出错时最里面的、你的代码的那一层，和它走到第几行。"""
    found: tuple[FrameType | None, int] = None, 0
    trace = error.__traceback__
    while trace:
        if not is_library(trace.tb_frame):
            found = trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next
    return found


class _EnoughError(BaseException):
    """数够了。"""


def count_steps(
    function: Callable[..., Any],
    call: tuple[Any, ...],
    seconds: float = SECONDS,
    enough: float = math.inf,
) -> Outcome:
    """函数走了多少步Python字节码，写在结果的值里；数到`enough`就不再数。

    它开的线程也数。NumPy里面的循环是C写的，不算；可是逐个取出数组的一部分，算一步，
    哪怕取的人是C写的`map`：为此数组换成`Watched`。
    """
    steps = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        if steps > enough:
            raise _EnoughError
        return trace

    def counted(*arguments: Any) -> int:
        before, in_threads = sys.gettrace(), threading.gettrace()
        sys._getframe().f_trace_opcodes = True  # 3.12要先看见有人要数字节码，settrace才会数
        threading.settrace(trace)
        sys.settrace(trace)
        try:
            function(*arguments)
        except _EnoughError:
            pass
        finally:
            sys.settrace(before)
            threading.settrace(in_threads)
        return steps

    (outcome,) = run_calls(counted, [tuple(map(_watched, call))], seconds)
    return outcome


def _watched(argument: Any) -> Any:
    """数组换成一种特别的：从它取出一部分，要走一步Python。"""
    if not hasattr(argument, "tolist"):
        return argument
    import numpy as np

    class Watched(np.ndarray):
        """从它取出一部分，要走一步Python。"""

        def __array_finalize__(self, other: Any) -> None:
            """NumPy造出一个新的时候来叫它。"""

    return argument.view(Watched)


def said(error: BaseException) -> str:
    """错误说了什么；它自己也说不出来，就是空的。"""
    try:
        return " ".join(str(error).split())
    except BaseException:  # 你的例外类，__str__里也会出错
        return ""
