"""限时：时间一到，什么样的死循环都停下；该还原的都还原，没有停下的也不再占着CPU。"""

import heapq
import itertools
import sys
import threading
import time
import weakref
from contextlib import suppress

import pytest

from tutorial_pool.exercises.running import deadline
from tutorial_pool.exercises.running.calling import run_calls, said
from tutorial_pool.exercises.running.deadline import TOOLS, OutOfTime, within

SHORT = [0.001 * i for i in range(10)]  # 各种期限，时间到的时候走到哪里都有

# ---- 停不下来的程序。例外落在__del__、weakref的回调里，都会不见 ----


class Thing:
    """没有用了的时候，做一会儿事。"""

    def __init__(self):
        self.me = self  # 引用自己，要等垃圾回收

    def __del__(self):
        for _ in range(50):
            pass


def finalizers():
    while True:
        Thing()
        alone = Thing()
        alone.me = None


def callbacks():
    def called(reference):
        for _ in range(50):
            pass

    while True:
        thing = Thing()
        thing.me = None
        reference = weakref.ref(thing, called)
        del thing
        assert reference() is None


def weak_set():
    things = weakref.WeakSet()
    while True:
        things.add(Thing())


def one_line():
    while True: pass  # fmt: skip  # noqa: E701


def comprehension():
    return [0 for _ in iter(int, 1) if _]


def generator():
    def ones():
        while True:
            yield 1

    return sum(ones())


def recursion(n=60):
    return 1 if n < 2 else recursion(n - 1) + recursion(n - 2)


def keys():
    while True:
        sorted(range(100), key=lambda value: -value)


def library():
    return sum(heapq.merge(itertools.count(), itertools.count()))


def cleans_up():
    try:
        while True:
            pass
    finally:
        cleaned = True
        assert cleaned


def returns_something():
    try:
        while True:
            pass
    except:  # noqa: E722
        return 5


ENDLESS = (
    *(finalizers, callbacks, weak_set, one_line, comprehension, generator, recursion, keys),
    *(library, cleans_up, returns_something),
)


def state():
    """检查要借用、用完要还的东西。"""
    tools = [sys.monitoring.get_tool(i) for i in range(6)] if hasattr(sys, "monitoring") else []
    return sys.unraisablehook, sys.gettrace(), threading.gettrace(), tools


@pytest.mark.parametrize("function", ENDLESS, ids=lambda function: function.__name__)
def test_endless_programs_are_stopped_every_time(function, capfd):
    before, threads = state(), set(threading.enumerate())
    for seconds in SHORT[::4] if function is library else SHORT:
        (outcome,) = run_calls(function, [()], seconds)
        assert outcome.late
        assert outcome.seconds == seconds
    assert set(threading.enumerate()) <= threads  # 别的测试留下的，可以在这时候结束
    assert state() == before
    assert capfd.readouterr() == ("", "")


def test_a_busy_machine_is_waited_for(monkeypatch):
    """只轮到四分之一的CPU时，叫停也多等四倍。"""
    clock = [0.0]

    class Busy:
        ident = 0

        def is_alive(self):
            return True

        def join(self, seconds):
            clock[0] += seconds

    monkeypatch.setattr(deadline, "monotonic", lambda: clock[0])
    monkeypatch.setattr(deadline, "process_time", lambda: clock[0] / 4)
    monkeypatch.setattr(deadline, "_interrupt", lambda *_: None)
    deadline._stop(Busy())
    assert clock[0] == pytest.approx(4 * deadline.PATIENCE, rel=0.1)


def test_the_line_is_yours():
    """库停在半路，说的是你的哪一行。"""
    (outcome,) = run_calls(library, [()], 0.01)
    first = library.__code__.co_firstlineno
    assert outcome.line == (
        first + 1,
        "return sum(heapq.merge(itertools.count(), itertools.count()))",
    )


class Turns:
    """转了几圈。"""

    count = 0


def swallows():
    while True:
        try:
            while True:
                Turns.count += 1
        except BaseException:
            pass


def swallows_inside_and_outside():
    while True:
        with suppress(BaseException):
            while True:
                try:
                    swallows()
                except:  # noqa: E722
                    swallows()


@pytest.mark.parametrize("function", [swallows, swallows_inside_and_outside])
def test_loops_that_swallow_everything_stop_too(function):
    """Python 3.11里停不下来的（里外几层都接住），也睡着了，不再占着CPU。"""
    threads = set(threading.enumerate())
    (outcome,) = run_calls(function, [()], 0.01)
    assert outcome.late
    assert Turns.count
    for _ in range(100):
        before = Turns.count
        time.sleep(0.05)
        if Turns.count == before:
            break
    assert Turns.count == before
    asleep = len(set(threading.enumerate()) - threads)
    assert asleep <= (function is not swallows and not hasattr(sys, "monitoring"))


def test_the_checks_own_code_is_never_interrupted():
    """要么时间到了，要么好好说完：不会只做了一半。"""

    def inside():
        y = []
        y.append(y)
        return y

    for i in range(25):
        for outcome in run_calls(inside, [()] * 5, 0.0005 * i):
            assert outcome.late or "有它自己" in said(outcome.error)


def test_nothing_is_watched_before_the_time_is_up():
    found = []

    def looks():
        found.append(state())
        return 0

    before = state()
    (outcome,) = run_calls(looks, [()])
    assert outcome.value == 0
    assert found == [before]


def test_several_at_once(monkeypatch):
    """比可用的编号还多：没有编号可用的，从外面引发。"""
    before, raised = state(), []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    checks = [threading.Thread(target=within, args=(0.02, one_line)) for _ in range(len(TOOLS) + 2)]
    for check in checks:
        check.start()
    for check in checks:
        check.join()
    assert len(raised) == len(checks)
    assert all(issubclass(arguments.exc_type, OutOfTime) for arguments in raised)
    assert state() == before


def test_tools_of_others_are_left_alone():
    taken = TOOLS if hasattr(sys, "monitoring") else ()
    for tool in taken:
        sys.monitoring.use_tool_id(tool, "别人")
    try:
        before = state()
        (outcome,) = run_calls(one_line, [()], 0.01)
        assert outcome.late
        assert outcome.line
        assert state() == before
    finally:
        for tool in taken:
            sys.monitoring.free_tool_id(tool)
