"""会伤人的代码：总有一句判定回来，说得对；这一边什么也没有变，下一次检查照样对。

`hostile.txt`里都写成练习2的`output_size`。一份是一格：先是名字，再是判定里要有的话；
通过的写“通过”。
"""

import builtins
import functools
import math
import os
import re
import sys
import threading
import time
from pathlib import Path

import pytest

from tutorial_pool.exercises.apart import judge_source
from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.running import calling, deadline
from tutorial_pool.exercises.running.deadline import SECONDS

CELL = re.compile(r"^# %% (\w+) \| (.*)\n", re.MULTILINE)
TEXT = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8")
_, *PARTS = CELL.split(TEXT)
HOSTILE = dict(zip(PARTS[::3], zip(PARTS[1::3], PARTS[2::3], strict=True), strict=True))
SHORT = 0.1  # 秒；停不下来的，不用等那么久
EXERCISE = find("02")


def state():
    """这一边的样子。"""
    return (
        *(dict(vars(builtins)), sys.getrecursionlimit(), os.getpid(), Path.cwd()),
        *(dict(os.environ), sys.gettrace(), sys.stdout),
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_something_true_always_comes_back(name):
    wanted, source = HOSTILE[name]
    before, threads = state(), set(threading.enumerate())
    seconds = SHORT if "停不下来" in wanted else SECONDS
    verdict = judge_source(EXERCISE, source, seconds=seconds)
    assert state() == before
    assert set(threading.enumerate()) <= threads
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
