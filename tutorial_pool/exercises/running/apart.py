"""在另一个进程里做一件事：垮了、停不下来，都能把它停掉，不碍着你的笔记本。

进程用一次就扔，所以上一次留下的线程、改过的内置函数，下一次都没有；备用的那个早就开好了，所以不用等。
一去不回的C函数，Python里谁也叫不停：CPU用得太久，由操作系统停掉那个进程；停以前，faulthandler
记下停在哪一行。Windows没有这种时钟，就看墙上的钟。
"""

import atexit
import faulthandler
import importlib
import linecache
import os
import pickle
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tutorial_pool.exercises.running import calling
from tutorial_pool.exercises.running.deadline import LONGEST, PATIENCE, SECONDS
from tutorial_pool.exercises.running.parcel import packed

POSIX = os.name == "posix"
MEMORY = 4 * 2**30  # 字节；那个进程最多用这么多内存
SPARE = 0.3  # 自己停不下来，再多给几秒，就由操作系统停
SLACK = 5.0  # 操作系统也没有停掉，再等几秒就杀
START = 120.0  # 不在运行你的代码时，最多等几秒
GRACE = 0.5  # 说完了话，等它自己结束
TIMED_OUT = 1  # faulthandler到了时间，退出的代码
OTHERS = {  # 开别的进程、停掉别的进程
    *("os.fork", "os.forkpty", "os.posix_spawn", "os.system", "os.exec", "os.spawn"),
    *("os.startfile", "os.kill", "os.killpg", "subprocess.Popen"),
}


class CannotSendError(Exception):
    """送不过去，或者开不了另一个进程。"""


@dataclass
class GoneError(Exception):
    """做到一半，那个进程没有了。"""

    slow: bool  # 是因为用的时间太多
    code: int  # 退出的代码；负数是信号
    report: str  # faulthandler记下的
    seconds: float  # 一共可以运行多久
    done: int  # 做完了几次调用
    every: int  # 一共几次

    @property
    def crashed(self) -> bool:
        """Python自己垮了。SIGKILL是我们停的，或者系统内存不够了。"""
        return self.code > 255 if not POSIX else self.code < 0 and self.code != -signal.SIGKILL

    def line(self, name: str) -> int | None:
        """停在这个文件的第几行；没有记下就是None。"""
        written = re.escape(name.encode("ascii", "backslashreplace").decode())
        found = re.search(rf'File "{written}", line (\d+)', self.report)
        return int(found[1]) if found else None


# ---- 这一边 ----


class _Worker:
    """一个进程，等着做一件事。"""

    def __init__(self) -> None:
        self.report: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 用完一起关
        self.parent = os.getpid()
        self.listener: threading.Thread | None = None
        paths = [path or str(Path.cwd()) for path in sys.path]
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-c", f"from {__name__} import serve; serve()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.report,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,  # 终端里按Ctrl+C，不传给它
            )
        except BaseException:
            self.report.close()
            raise

    @property
    def ready(self) -> bool:
        """还在，也是这个进程开的：不是分出来以前的那个开的。"""
        return self.process.poll() is None and self.parent == os.getpid()

    def work(self, job: bytes) -> Any:
        """做这件事，等到它做完，或者没有了。"""
        said: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
        self.listener = threading.Thread(target=self._listen, args=(said,), daemon=True)
        self.listener.start()
        seconds, done, every, slow, wait = SECONDS, 0, 0, False, START
        try:
            with suppress(OSError):  # 它已经没有了：听的那边会说
                assert self.process.stdin
                self.process.stdin.write(job)
                self.process.stdin.close()
            while True:
                kind, *rest = said.get(timeout=wait)
                if kind == "done":
                    return rest[0]
                if kind == "gone":
                    break
                if kind == "calls":
                    done, every = rest
                wait = START
                if kind == "begins":
                    (seconds,) = rest
                if kind in ("begins", "calls"):
                    wait = LONGEST * seconds + PATIENCE + SPARE + SLACK
        except queue.Empty:
            slow = True
        finally:
            self.end()
        code = self.process.returncode
        slow = slow or (POSIX and code == -signal.SIGPROF) or (not POSIX and code == TIMED_OUT)
        self.report.seek(0)
        report = self.report.read().decode(errors="replace")
        self.report.close()
        raise GoneError(slow, code, report, seconds, done, every)

    def _listen(self, said: "queue.SimpleQueue[tuple[Any, ...]]") -> None:
        assert self.process.stdout
        with suppress(Exception):  # 断了，或者话说了一半
            while True:
                said.put(pickle.load(self.process.stdout))
        said.put(("gone",))

    def end(self) -> None:
        """停掉它和它开的进程，收好。"""
        with suppress(subprocess.TimeoutExpired):  # 自己没有了的，先等它说出退出的代码
            self.process.wait(GRACE)
        if POSIX:
            with suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        if self.listener:
            self.listener.join(GRACE)  # 它在读，等它读完再关
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                assert pipe
                pipe.close()


_lock = threading.Lock()
_spare: _Worker | None = None


def work_apart(name: str, *arguments: Any) -> Any:
    """在另一个进程里，做`模块:函数`说的事，返回它的结果。

    Raises:
        CannotSendError: 送不过去，或者开不了进程：可以就在这里做。
        GoneError: 那个进程没有了。
    """
    global _spare
    if sys.platform == "emscripten" or not sys.executable:
        raise CannotSendError("这里开不了另一个进程")
    try:
        job = pickle.dumps((str(Path.cwd()), _cells())) + packed((name, arguments))
    except Exception as error:  # 送不了的东西，各有各的例外
        raise CannotSendError(str(error)) from error
    try:
        with _lock:
            worker, _spare = _spare, None
        if worker is None or not worker.ready:
            if worker is not None and worker.parent == os.getpid():
                worker.end()
                worker.report.close()
            worker = _Worker()
    except OSError as error:
        raise CannotSendError(str(error)) from error
    try:
        told = worker.work(job)
    finally:
        with suppress(OSError), _lock:
            if _spare is None:
                _spare = _Worker()
    worker.report.close()
    if told[0] == "cannot":
        raise CannotSendError(told[1])
    return told[1]


def _cells() -> dict[str, Any]:
    """笔记本的格子写了什么：那边出了错，要说是哪一行。磁盘上有的文件不用送。"""
    return {
        name: entry
        for name, entry in linecache.cache.items()
        if len(entry) == 4 and (entry[1] is None or name.startswith("<"))
    }


@atexit.register
def _clean() -> None:
    """程序完了，备用的也不要了。"""
    global _spare
    worker, _spare = _spare, None
    if worker is not None and worker.parent == os.getpid():
        worker.process.kill()
        worker.end()
        worker.report.close()


# ---- 另一边 ----


class _Watcher(calling.Watcher):
    """说给那一边听，上好钟。"""

    def __init__(self, say: Callable[..., None]) -> None:
        self.say, self.running = say, False
        self.process = os.getpid()

    def begins(self, seconds: float) -> None:
        """上钟。"""
        self.say("begins", seconds)
        self.running = True
        if POSIX:
            signal.setitimer(signal.ITIMER_PROF, seconds + PATIENCE + SPARE)
        else:
            faulthandler.dump_traceback_later(LONGEST * seconds + PATIENCE + SPARE, exit=True)

    def calls(self, done: int, every: int) -> None:
        """说做到哪里了。"""
        self.say("calls", done, every)

    def ends(self) -> None:
        """停钟。"""
        self.running = False
        if POSIX:
            signal.setitimer(signal.ITIMER_PROF, 0)
        else:
            faulthandler.cancel_dump_traceback_later()
        self.say("ends")

    def refuse(self, event: str, arguments: tuple[Any, ...]) -> None:
        """运行你的代码时，不让开别的进程。"""
        if self.running and event in OTHERS:
            raise RuntimeError("练习里不开别的进程，也不停掉别的进程")


def serve() -> None:
    """在另一边：读一件事，做好，说出结果。"""
    given, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):  # 你的代码读写的，不是我们说话的
        os.dup2(nothing, number)
    report = os.fdopen(os.dup(2), "wb")
    os.dup2(nothing, 2)
    faulthandler.enable(report)
    if POSIX:
        _limit()
        faulthandler.register(signal.SIGPROF, report, all_threads=True, chain=True)
    pid = os.getpid()

    def say(*words: Any, dumps: Any = pickle.dumps, getpid: Any = os.getpid) -> None:
        if getpid() == pid:
            told.write(dumps(words))
            told.flush()

    import tutorial_pool.exercises  # 先备好，等着

    del tutorial_pool
    folder, cells = pickle.load(given)
    with suppress(OSError):
        os.chdir(folder)
    linecache.cache.update(cells)
    try:
        name, arguments = pickle.load(given)
    except BaseException as error:
        say("done", ("cannot", f"{type(error).__name__}: {error}"))
        os._exit(0)
    module, _, function = name.partition(":")
    work = getattr(importlib.import_module(module), function)
    watcher = _Watcher(say)
    calling.watcher = watcher
    sys.addaudithook(watcher.refuse)
    say("done", ("did", work(*arguments)))
    os._exit(0)  # 不等你的代码留下的线程，也不做它登记的atexit


def _limit() -> None:
    import resource

    for kind, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # 本来就更少；或者系统不管
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
