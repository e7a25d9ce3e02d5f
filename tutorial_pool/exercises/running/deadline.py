"""限时：时间到了，让还在运行的代码停下。

时间到以前什么也不做，所以不花时间。时间到了，代码每走一行、每跳转一次、每进一个函数，都在那里引发
OutOfTime：接住了，走到下一行又来，所以`while True`停得下来，里面有`except:`的也一样。起初只在你的
代码里引发；等不到，就也在你的代码调用的库里引发。检查自己的代码不会被打断。

Python 3.11没有`sys.monitoring`，只好看准了它正在你的代码里，再从外面引发，一次不成又一次；
里外几层都是`except:`的循环停不下来，就让它睡着。

都没有办法的，是一去不回的C函数。肯让别的线程运行的（比如`time.sleep(1000)`），不等它，它回来就停；
不肯的（比如`sum(iter(int, 1))`），在另一个进程里就连进程一起停掉（`Watcher`），浏览器里由网页来停。

时间算你的代码用掉的，不算机器忙着别的：醒着的时候，数进程用掉的CPU；睡着的时候，看钟。
"""

import ctypes
import os
import sys
from _thread import LockType, allocate_lock
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread, get_ident
from time import monotonic, process_time
from types import CodeType, FrameType
from typing import Any

import tutorial_pool

SECONDS = 5.0  # 一次检查里，你的函数一共可以运行多久
PATIENCE = 1.0  # 时间到了，最多再等多少秒；同样不算机器忙着别的
TICK = 0.1  # 隔几秒看一次用了多少CPU
ASLEEP = 0.02  # 用掉的CPU不到这么多份，就是睡着了
LONGEST = 6  # 机器再忙，也只等期限的这么多倍
SPARE = 0.5  # 期限过了这么多秒，看钟的还没有轮到，就是卡在C里了
POLITE = 0.2  # 其中多少秒只在你的代码里引发：库停在半路，也许会留下没有做完的事
LIBRARIES = tuple(str(Path(str(it.__file__)).parent) + os.sep for it in (tutorial_pool, os))
MONITORING: Any = getattr(sys, "monitoring", None)  # 3.12起才有
TOOLS = 4, 3, 5  # 用sys.monitoring的哪个编号；0到2留给调试器、覆盖率和性能分析
AFTER = ("JUMP", "PY_START", "PY_RESUME", "LINE")  # 时间到了以后，看这些事件
ALWAYS = AFTER[:3]  # 一直要看的话，不看每一行：循环总要跳转，快得多


class OutOfTime(BaseException):
    """时间到了。不是Exception，所以`except Exception`接不住它。"""


class _Again(OutOfTime):
    """从外面引发的。落在`__del__`里不见了，或者让你的代码接住了，你的代码走到下一行就再来。"""

    def __init__(self) -> None:
        frame: FrameType | None = sys._getframe(1)
        sys.settrace(lambda *_: None)
        while frame:
            if not is_library(frame):
                frame.f_trace = _at_next_line
            frame = frame.f_back


def _at_next_line(frame: FrameType, event: str, argument: Any) -> Any:
    if event == "line":
        raise OutOfTime
    return _at_next_line


class _Sleep(OutOfTime):
    """放手以前留下的最后一个：你的代码接住它，就一直睡下去，不再占着CPU。"""

    def __init__(self) -> None:
        if not is_library(sys._getframe(1)):
            Event().wait()


class Watcher:
    """看着你的代码的人：什么也不做。在另一个进程里，`apart.serving`换上它自己的。"""

    def calls(self, done: int, every: int) -> None:
        """一共这么多次调用，做完了几次，下一次要开始了。"""

    def waits(self, seconds: float) -> None:
        """还在等；再过这么多秒没有来说，就是卡在C里了，看钟的也轮不到。"""

    def ends(self) -> None:
        """运行完了。"""


watcher = Watcher()


def is_library(frame: FrameType) -> bool:
    """这里是Python、这个包或者别的包的代码，不是你的。"""
    name = frame.f_code.co_filename
    return name.startswith(("<frozen", *LIBRARIES)) or "site-packages" in name


def within(
    seconds: float, target: Callable[[], None], time_is_up: Callable[[], None] = lambda: None
) -> None:
    """运行`target`，最多这么多秒。它自己接住OutOfTime；停不下来就不等它了。

    时间到了，先调用`time_is_up`。
    """
    if sys.platform == "emscripten":  # 浏览器里没有线程，只好一直看钟
        end = monotonic() + seconds

        def check(code: CodeType, *where: Any) -> None:
            if monotonic() > end and _is_due(sys._getframe(1), end):
                time_is_up()
                raise OutOfTime

        with _quiet, _monitored(check, ALWAYS):
            target()
        return
    finished = allocate_lock()
    finished.acquire()

    def run() -> None:
        try:
            target()
        finally:
            finished.release()

    thread = Thread(target=run, daemon=True)
    watcher.waits(seconds + SPARE)  # 它一开始就卡在C里的话，下面轮不到
    thread.start()
    try:
        _wait(finished, seconds)
    finally:  # 时间到了，或者你按了Ctrl+C
        if thread.is_alive() and not finished.acquire(False):
            time_is_up()
            with _quiet:
                _stop(thread)
        else:
            thread.join()


def _wait(finished: LockType, seconds: float) -> None:
    """等它做完，或者用完这么多秒。只用C写的：内置函数也许已经让你的代码改了。"""
    start, spent = monotonic(), 0.0
    while spent < seconds and monotonic() - start < LONGEST * seconds:
        left = seconds - spent
        watcher.waits(left + SPARE)
        clock, cpu = monotonic(), process_time()
        if finished.acquire(True, TICK if left > TICK else left):
            finished.release()
            return
        spent += _spent(clock, cpu)


def _spent(clock: float, cpu: float) -> float:
    """从那时起，过去了几秒：醒着的数CPU，睡着的看钟。"""
    passed, used = monotonic() - clock, process_time() - cpu
    return used if ASLEEP * passed < used < passed else passed


def _stop(thread: Thread) -> None:
    end, spent = monotonic(), 0.0

    def check(code: CodeType, *where: Any) -> None:
        if get_ident() == thread.ident and _is_due(sys._getframe(1), end):
            raise OutOfTime

    with _monitored(check, AFTER) as monitored:
        while thread.is_alive() and spent < PATIENCE and monotonic() < end + LONGEST * PATIENCE:
            watcher.waits(PATIENCE - spent + SPARE)
            clock, cpu = monotonic(), process_time()
            if not monitored:
                frame = sys._current_frames().get(thread.ident or 0)
                if frame and _is_due(frame, end):
                    _interrupt(thread, _Again)
            thread.join(0.01)
            spent += _spent(clock, cpu)
    if thread.is_alive():
        _interrupt(thread, _Sleep)


def _is_due(frame: FrameType | None, end: float) -> bool:
    """可以在这里引发OutOfTime：正在你的代码里；过了一阵，你的代码调用的也算。"""
    if monotonic() > end + POLITE:
        while frame and is_library(frame) and frame.f_code.co_filename != __file__:
            frame = frame.f_back
    return frame is not None and not is_library(frame)


def _interrupt(thread: Thread, kind: type[OutOfTime]) -> None:
    """从外面引发：那个线程下一次看有没有事的时候。"""
    identity = ctypes.c_ulong(thread.ident or 0)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(identity, ctypes.py_object(kind))


@contextmanager
def _monitored(check: Callable[..., None], names: tuple[str, ...]) -> Iterator[bool]:
    """这时候每有一个这样的事件，就叫一次`check`。没有sys.monitoring或者编号都有人用，得到False。"""
    tool = _free_tool() if MONITORING else None
    if tool is None:
        yield False
        return
    events = [getattr(MONITORING.events, name) for name in names]
    try:
        for event in events:
            MONITORING.register_callback(tool, event, check)
        MONITORING.set_events(tool, sum(events))
        yield True
    finally:
        MONITORING.set_events(tool, 0)
        for event in events:
            MONITORING.register_callback(tool, event, None)
        MONITORING.free_tool_id(tool)


def _free_tool() -> int | None:
    for tool in TOOLS:
        with suppress(ValueError):  # 有人用了
            MONITORING.use_tool_id(tool, "tutorial_pool")
            return tool
    return None


class _Quiet:
    """这时候，`__del__`和weakref的回调里的OutOfTime不印出来。几个线程可以一起用。"""

    def __init__(self) -> None:
        self.lock = Lock()
        self.users = 0

    def __enter__(self) -> None:
        with self.lock:
            if not self.users:
                self.before, sys.unraisablehook = sys.unraisablehook, self
            self.users += 1

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.users -= 1
            if not self.users and sys.unraisablehook is self:
                sys.unraisablehook = self.before

    def __call__(self, unraisable: Any) -> None:
        if not issubclass(unraisable.exc_type, OutOfTime):
            self.before(unraisable)


_quiet = _Quiet()
