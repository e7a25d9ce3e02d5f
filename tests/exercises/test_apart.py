"""另一个进程：笔记本里的函数送得过去，判定和在这里检查的一样；送不了、开不了，就在这里检查。"""

import builtins
import linecache
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from attempts import WRONG
from nbclient import NotebookClient

from tutorial_pool.exercises import check
from tutorial_pool.exercises.apart import judge, judge_source, process
from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.judging import checking

EXERCISE = find("02")
WINDOWS = (
    "from tutorial_pool.exercises.apart import process; process.POSIX = False; "
    "from tutorial_pool.exercises.apart.serving import serve; serve()"
)


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
    "an attribute that is also the name of something that stays": """
import threading
real = threading.Lock()
def right(n, k, s=None, p=0): return ((n + 2 * p - k) // (s or k) + 1).real""",
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
    "display": """
def right(n, k, s=None, p=0):
    display(n)
    return (n + 2 * p - k) // (s or k) + 1""",
    "a cache": """
import functools, sys
@functools.lru_cache
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + 1
sys.modules["__main__"].right = right""",
    "a data class": """
from dataclasses import dataclass
@dataclass
class One:
    n: int = 1
def right(n, k, s=None, p=0): return (n + 2 * p - k) // (s or k) + One().n""",
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
def test_what_cannot_travel_is_checked_here(source, monkeypatch):
    monkeypatch.setattr(builtins, "display", print, raising=False)
    verdict = judge(EXERCISE, in_a_notebook(source))
    assert verdict.passed, verdict.message


def test_the_line_of_a_notebook_is_said():
    """出了错、停不下来的是哪一行，那一边也看得到。"""
    source = "import itertools\ndef right(*_):\n    return max(itertools.repeat(1))\n"
    linecache.cache["<一格>"] = len(source), None, source.splitlines(True), "<一格>"
    function = in_a_notebook(source)
    assert "第3行：`return max(itertools.repeat(1))`" in judge(EXERCISE, function, 0.1).message
    source = "def right(*_):\n    return 1 // 0\n"
    linecache.cache["<一格>"] = len(source), None, source.splitlines(True), "<一格>"
    assert "第2行：`return 1 // 0`" in judge(EXERCISE, in_a_notebook(source)).message
    del linecache.cache["<一格>"]


# ---- 开不了另一个进程 ----


@pytest.fixture
def no_spare(monkeypatch):
    """没有备用的：要现开一个。"""
    monkeypatch.setattr(process, "_spares", {})
    yield
    process._clean()


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (sys, "executable", ""),
        (sys, "executable", str(Path("没有这个程序").resolve())),
        (sys, "frozen", True),
        (process, "COMMAND", "import nothing_is_called_this"),
        (process, "COMMAND", "import os; os.abort()"),
    ],
)
def test_without_another_process_it_is_checked_here(module, name, value, no_spare, monkeypatch):
    """不怪你的代码。"""
    monkeypatch.setattr(module, name, value, raising=False)
    where = []

    def remembers(*arguments):
        where.append(os.getpid())
        return right(*arguments)

    assert judge(EXERCISE, remembers).passed
    assert set(where) == {os.getpid()}


def test_the_browser_opens_no_process():
    """网页里没有subprocess；没有另一个进程的那些文件，检查照样行。"""
    program = """
import sys
import ctypes, subprocess, threading
sys.platform = "emscripten"
from tutorial_pool.exercises import check
assert check.__globals__["judge"].__module__ == "tutorial_pool.exercises.judging.checking"
assert not [name for name in sys.modules if "exercises.apart" in name or "multiprocessing" in name]
"""
    subprocess.run([sys.executable, "-c", program], check=True)


# ---- Windows上 ----


@pytest.mark.parametrize(
    ("body", "seconds", "wanted"),
    [
        ("return max(itertools.repeat(1))", 0.1, "停不下来.*第3行"),
        ("time.sleep(1000)", 0.1, "停不下来"),
        ("os._exit(1)", 5.0, "关掉了"),
        ("kept = [bytearray(10**7) for _ in range(10**6)]", 30.0, "关掉了"),
        ("return (length + 2 * padding - kernel_size) // (stride or kernel_size) + 1", 5.0, "通过"),
    ],
)
def test_without_signals_and_limits_of_memory(body, seconds, wanted, no_spare, monkeypatch):
    """像在Windows上：没有数CPU的钟，系统不限内存。"""
    monkeypatch.setattr(process, "POSIX", False)
    monkeypatch.setattr(process, "COMMAND", WINDOWS)
    head = (
        "import itertools, os, time\ndef output_size(length, kernel_size, stride=None, padding=0):"
    )
    verdict = judge_source(EXERCISE, f"{head}\n    {body}\n", seconds=seconds)
    assert re.search(wanted, verdict.message), verdict.message


# ---- 那边和这边一样 ----


def test_it_runs_in_another_process_that_is_like_this_one(tmp_path, monkeypatch):
    """备用的开好以后，这边又换了文件夹、加了找模块的路、改了环境变量。"""
    check("02", right)
    (tmp_path / "a_helper_of_mine.py").write_text("one = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("A_SETTING_OF_MINE", "值")
    monkeypatch.chdir(tmp_path)

    def where(*_):
        from a_helper_of_mine import one

        raise RuntimeError(one, os.environ["A_SETTING_OF_MINE"], str(Path.cwd()), str(os.getpid()))

    message = judge(EXERCISE, where).message
    assert f"(1, '值', '{tmp_path}', '" in message
    assert f"'{os.getpid()}'" not in message


def test_what_is_printed_is_seen(capfd):
    """打印的在判定里，标准错误照样印出来。"""

    def prints(*_):
        print("打印的")
        print("警告的", file=sys.stderr)

    assert "打印的" in judge(EXERCISE, prints).message
    assert "警告的" in capfd.readouterr().err


@pytest.mark.parametrize("attempt", WRONG[::12], ids=str)
def test_verdicts_are_the_same_there(attempt, tmp_path):
    """同样的判定，一字不差，图也一样。"""
    name = str(tmp_path / "一格.py")
    lines = attempt.source.splitlines(keepends=True)
    linecache.cache[name] = len(attempt.source), None, lines, name
    space = {"__name__": "__main__"}
    exec(compile(attempt.source, name, "exec"), space)
    function = space[attempt.exercise.function]
    assert judge(attempt.exercise, function) == checking.judge(attempt.exercise, function)
    del linecache.cache[name]


# ---- 真的笔记本 ----

CELLS = (
    "from tutorial_pool.exercises import check\nlock = __import__('threading').Lock()",
    "def floor(n, s):\n    return n // s + 1",
    "def output_size(length, kernel_size, stride=None, padding=0):\n"
    "    return floor(length + 2 * padding - kernel_size, stride or kernel_size)",
    "print(check('02', output_size))",
    "def gone(length, kernel_size, stride=None, padding=0):\n"
    "    import os\n    os._exit(1)\n"
    "print(check('02', gone))",
    "def crashes(length, kernel_size, stride=None, padding=0):\n"
    "    import ctypes\n    ctypes.string_at(0)\n"
    "print(check('02', crashes))",
    "def stays(*arguments):\n    display('看')\n    with lock:\n"
    "        return output_size(*arguments)\n"
    "print(check('02', stays))",
    "print(check('02', output_size))",
)


def test_a_real_notebook(tmp_path):
    """帮忙的函数写在另一格；退出、垮了，内核还在，对的照样通过；送不了的也通过。"""
    notebook = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, CELLS)])
    folder = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=folder).execute()
    printed = ["".join(out.get("text", "") for out in cell.outputs) for cell in notebook.cells]
    assert not any(out.output_type == "error" for cell in notebook.cells for out in cell.outputs)
    assert "练习2通过了" in printed[3]
    assert "关掉了" in printed[4]
    assert "垮了" in printed[5]
    assert "在你的第3行：`ctypes.string_at(0)`" in printed[5]
    assert "练习2通过了" in printed[6]
    assert "练习2通过了" in printed[7]
