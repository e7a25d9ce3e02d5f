"""会伤人的代码：总有一句判定回来，说得对；这一边什么也没有变，下一次检查照样对。

`hostile.txt`里都写成练习2的`output_size`。一份是一格：先是名字，再是判定里要有的话；
通过的写“通过”。
"""

import builtins
import functools
import linecache
import math
import os
import re
import sys
import threading
import time
from pathlib import Path

import pytest

from tutorial_pool.exercises import check
from tutorial_pool.exercises.apart import judge, judge_source, process
from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.running import calling, deadline
from tutorial_pool.exercises.running.deadline import SECONDS

CELL = re.compile(r"^# %% (\w+) \| (.*)\n", re.MULTILINE)
TEXT = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8")
_, *PARTS = CELL.split(TEXT)
HOSTILE = dict(zip(PARTS[::3], zip(PARTS[1::3], PARTS[2::3], strict=True), strict=True))
SHORT = 0.3  # 秒；停不下来的，不用等那么久
EXERCISE = find("02")


def state():
    """这一边的样子。"""
    return (
        *(dict(vars(builtins)), sys.getrecursionlimit(), os.getpid(), Path.cwd()),
        *(dict(os.environ), threading.active_count(), sys.gettrace(), sys.stdout),
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_something_true_always_comes_back(name):
    wanted, source = HOSTILE[name]
    before = state()
    seconds = SHORT if "停不下来" in wanted else SECONDS
    verdict = judge_source(EXERCISE, source, seconds=seconds)
    assert state() == before
    assert verdict.passed == (wanted == "通过")
    assert re.search(wanted, verdict.message), verdict.message
    assert "考了0个" not in verdict.message


@pytest.mark.parametrize("name", ["repeat_max", "null_pointer"])
def test_the_line_and_the_example_are_said(name):
    """停在C函数里，说的也是你的哪一行；垮了也一样。"""
    source = HOSTILE[name][1]
    message = judge_source(EXERCISE, source, seconds=SHORT).message
    assert f"在你的第3行：`{source.splitlines()[2].strip()}`" in message
    assert "例子：`output_size(length=1, kernel_size=1)`" in message


# ---- 笔记本里的函数，送得过去 ----


def right(length, kernel_size, stride=None, padding=0):
    return (length + 2 * padding - kernel_size) // (stride or kernel_size) + 1


def in_a_notebook(source, name="right"):
    """像是在笔记本里写的：写在`__main__`里，哪个文件里都没有。"""
    space = {"__name__": "__main__"}
    exec(compile(source, "<一格>", "exec"), space)
    return space[name]


NOTEBOOK = {
    "plain": "def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + 1",
    "a helper": """
def half(n, k, p): return n + 2 * p - k
def right(n, k, s=None, p=0): return half(n, k, p) // (s or k) + 1""",
    "a module": """
import math as m
def right(n, k, s=None, p=0): return m.floor((n + 2 * p - k) / (s or k)) + 1""",
    "a constant": """
ONE = 1
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + ONE""",
    "a class": """
class Axis:
    def __init__(self, n): self.n = n
    @property
    def half(self): return self.n
    @staticmethod
    def one(): return 1
def right(n, k, s=None, p=0): return (Axis(n + 2 * p - k).half) // (s or k) + Axis.one()""",
    "a child class": """
class A:
    def one(self): return 1
class B(A):
    def one(self): return super().one()
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + B().one()""",
    "a closure": """
def make(one):
    def inner(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + one
    return inner
right = make(1)""",
    "two that call each other": """
def make():
    def down(n): return up(n - 1) if n else 1
    def up(n): return down(n) if n else 1
    def inner(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + down(5)
    return inner
right = make()""",
    "recursion": """
def count(n): return 1 + count(n - 1) if n else 0
def right(n, k, s=None, p=0): return count((n + 2 * p - k) // (s or k)) + 1""",
    "a default": "def right(n, k, s=None, p=0, *, one=1): return (n + 2 * p - k) // (s or k) + one",
    "a lambda": "right = lambda n, k, s=None, p=0: (n + 2 * p - k) // (s or k) + 1",
    "a decorator": """
import functools
import linecache
def kept(f):
    @functools.wraps(f)
    def inner(*a): return f(*a)
    return inner
@kept
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + 1""",
    "an object": """
class Right:
    def __call__(self, n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + 1
right = Right()""",
    "a comprehension": """
def right(n, k, s=None, p=0): return len([i for i in range(0, n + 2 * p - k + 1, s or k)])""",
    "a global that changes": """
times = 0
def right(n, k, s=None, p=0):
    global times
    times += 1
    return (n + 2 * p - k) // (s or k) + 1""",
    "an array": """
import numpy as np
ONE = np.array(1)
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + int(ONE)""",
}


@pytest.mark.parametrize("source", NOTEBOOK.values(), ids=NOTEBOOK)
def test_functions_of_a_notebook_travel(source, monkeypatch):
    monkeypatch.setattr("tutorial_pool.exercises.judging.checking.judge", None)  # 不在这里检查
    verdict = judge(EXERCISE, in_a_notebook(source))
    assert verdict.passed, verdict.message


STAY = {
    "a lock": """
import threading
lock = threading.Lock()
def right(n, k, s=None, p=0):
    with lock: return (n + 2 * p - k) // (s or k) + 1""",
    "eval": """
one = 1
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + eval("one")""",
    "globals": """
one = 1
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + globals()["one"]""",
    "slots": """
class One:
    __slots__ = ("n",)
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + bool(One)""",
    "enum": """
import enum
class One(enum.IntEnum):
    ONE = 1
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + One.ONE""",
}


@pytest.mark.parametrize("source", STAY.values(), ids=STAY)
def test_what_cannot_travel_is_checked_here(source):
    assert judge(EXERCISE, in_a_notebook(source)).passed


def test_without_another_process_it_is_checked_here(monkeypatch):
    monkeypatch.setattr(sys, "executable", "")
    assert judge(EXERCISE, right).passed
    monkeypatch.setattr(sys, "executable", str(Path("没有这个程序").resolve()))
    monkeypatch.setattr(process, "_spares", {})
    assert judge(EXERCISE, right).passed


def test_the_line_of_a_notebook_is_said():
    """出了错、停不下来的是哪一行，那一边也看得到。"""
    source = "import itertools\ndef right(*_):\n    return max(itertools.repeat(1))\n"
    linecache.cache["<一格>"] = len(source), None, source.splitlines(True), "<一格>"
    function = in_a_notebook(source)
    assert "第3行：`return max(itertools.repeat(1))`" in judge(EXERCISE, function, SHORT).message
    source = "def right(*_):\n    return 1 // 0\n"
    linecache.cache["<一格>"] = len(source), None, source.splitlines(True), "<一格>"
    assert "第2行：`return 1 // 0`" in judge(EXERCISE, in_a_notebook(source)).message
    del linecache.cache["<一格>"]


# ---- 就在这里运行的，改掉的也放回去 ----


def patched(name, value, module=builtins):
    """改掉一个，再返回1。"""

    def function():
        setattr(module, name, value)
        return 1

    return function


@pytest.mark.parametrize(
    ("name", "module"),
    [(name, builtins) for name in ("max", "min", "zip", "len", "isinstance", "all", "print")]
    + [("isclose", math), ("inf", math), ("monotonic", time), ("partial", functools)],
)
def test_what_was_patched_is_put_back(name, module):
    before = getattr(module, name)
    outcomes = calling.run_calls(patched(name, None, module), [(), ()])
    assert getattr(module, name) is before
    assert [outcome.value for outcome in outcomes] == [1, 1]


def test_what_was_added_and_the_recursion_limit_are_put_back():
    limit = sys.getrecursionlimit()

    def adds():
        builtins.more = 1
        sys.setrecursionlimit(10**6)
        return 1

    (outcome,) = calling.run_calls(adds, [()])
    assert outcome.value == 1
    assert not hasattr(builtins, "more")
    assert sys.getrecursionlimit() == limit


# ---- 时间 ----


def test_a_busy_machine_does_not_use_up_your_time(monkeypatch):
    """机器忙着别的：墙上的钟走了很久，你的代码只用了一点CPU。"""
    clock = iter(range(10**6))
    monkeypatch.setattr(deadline, "monotonic", lambda: next(clock) * 0.3)
    cpu = iter(range(10**6))
    monkeypatch.setattr(deadline, "process_time", lambda: next(cpu) * 0.03)

    def works():
        time.sleep(0.4)
        return 1

    (outcome,) = calling.run_calls(works, [()], 1.0)
    assert not outcome.late
    assert outcome.value == 1


def test_check_uses_the_other_process():
    before = os.getpid()

    def where(length, kernel_size, stride=None, padding=0):
        raise RuntimeError(f"进程{os.getpid()}")

    message = check(2, where).message
    assert "进程" in message
    assert f"进程{before}" not in message
