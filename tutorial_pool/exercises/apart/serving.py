"""另一边：读一件事，做好，说出结果。

一去不回的C函数，Python里谁也叫不停：过了时间，由操作系统停掉这个进程，停以前faulthandler记下停在哪一行。
钟数的是用掉的CPU；Windows没有这种钟，就看墙上的。
"""

import faulthandler
import importlib
import io
import linecache
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from tutorial_pool.exercises.apart.process import POSIX, SLOW_TO_IMPORT
from tutorial_pool.exercises.running import deadline
from tutorial_pool.exercises.running.calling import PRINTED

MEMORY = 2 * 2**30  # 字节；运行你的代码，最多再用这么多内存
OTHERS = {  # 开别的进程、停掉别的进程
    *("os.fork", "os.forkpty", "os.posix_spawn", "os.system", "os.exec", "os.spawn"),
    *("os.startfile", "os.kill", "os.killpg", "subprocess.Popen"),
}


class _Watcher(deadline.Watcher):
    """运行着你的代码：说做到哪里了，上好钟，不让开别的进程。"""

    def __init__(self, say: Callable[..., None], report: BinaryIO) -> None:
        self.say, self.report, self.running = say, report, False
        self.memory = _memory()
        self.most = self.memory() + MEMORY

    def calls(self, done: int, every: int) -> None:
        """说做到哪里了。"""
        self.running = True
        self.say("calls", done, every)

    def waits(self, seconds: float) -> None:
        """重新上钟；系统不限内存的（macOS、Windows），这时候看一看。"""
        if POSIX:
            signal.setitimer(signal.ITIMER_PROF, seconds)
        else:
            faulthandler.dump_traceback_later(seconds, exit=True, file=self.report)
        if self.memory() > self.most:
            os._exit(1)

    def ends(self) -> None:
        """停钟。"""
        self.running = False
        if POSIX:
            signal.setitimer(signal.ITIMER_PROF, 0)
        else:
            faulthandler.cancel_dump_traceback_later()

    def refuse(self, event: str, arguments: tuple[Any, ...]) -> None:
        """不让开别的进程。"""
        if self.running and event in OTHERS:
            raise RuntimeError("练习里不开别的进程，也不停掉别的进程")


def serve() -> None:
    """读一件事，做好，说出结果。"""
    given, told, report = os.dup(0), os.dup(1), os.fdopen(os.dup(2), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):  # 你的代码读写的，不是我们说话的
        os.dup2(nothing, number)
    faulthandler.enable(report)
    if POSIX:
        faulthandler.register(signal.SIGPROF, report, all_threads=True, chain=True)
    for name in sys.argv[1:]:
        with suppress(Exception):
            importlib.import_module(name)
    screen = sys.stderr = io.StringIO()
    with os.fdopen(given, "rb") as job:
        folder, path, environment, cells = pickle.load(job)
        os.chdir(folder)
        sys.path[:] = path
        os.environ.update(environment)
        linecache.cache.update(cells)
        speaker, me = os.fdopen(told, "wb"), os.getpid()

        def say(*words: Any, dumps: Any = pickle.dumps, getpid: Any = os.getpid) -> None:
            if getpid() == me:  # 分出来的进程不说话
                speaker.write(dumps(words))
                speaker.flush()

        try:
            work, arguments = pickle.load(job)
        except BaseException as error:
            say("cannot", f"{type(error).__name__}: {error}")
            os._exit(0)
    if POSIX:
        _limit()
    deadline.watcher = watcher = _Watcher(say, report)
    sys.addaudithook(watcher.refuse)
    result = work(*arguments)
    printed = "" if screen.closed else screen.getvalue()[:PRINTED]
    say("done", result, printed, [name for name in SLOW_TO_IMPORT if name in sys.modules])
    os._exit(0)  # 不等你的代码留下的线程，也不做它登记的atexit


def _limit() -> None:
    """由系统限内存：用多了，就是MemoryError。只有Linux管；已经占着的（线程的栈和草稿）不算。"""
    import resource

    def at_most(kind: int, amount: int) -> None:
        with suppress(ValueError, OSError):  # 本来就更少；或者系统不管
            resource.setrlimit(kind, (amount, resource.getrlimit(kind)[1]))

    at_most(resource.RLIMIT_CORE, 0)
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
        at_most(resource.RLIMIT_DATA, pages * resource.getpagesize() + MEMORY)


def _memory() -> Callable[[], int]:
    """怎样量用了多少内存；没有psutil（JupyterLab带着它）就量不了，当作没有用。"""
    try:
        process = importlib.import_module("psutil").Process()
    except ImportError:
        return lambda: 0
    return lambda: int(process.memory_info().rss)
