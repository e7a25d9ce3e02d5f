"""这一边：备着一个进程，让它做一件事；它垮了、停不下来，都能停掉它，不碍着你的笔记本。

进程用一次就扔，所以上一次留下的线程、改过的东西，下一次都没有；备用的早就开好了，所以不用等。
"""

import atexit
import linecache
import os
import pickle
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tutorial_pool.exercises.apart.parcel import packed

POSIX = os.name == "posix"
COMMAND = "from tutorial_pool.exercises.apart.serving import serve; serve()"
SLOW_TO_IMPORT = ("torch",)  # 上一次用了的话，备用的那个先导入好
SILENT = 60.0  # 秒；这么久一句话也没有，就停掉它
GRACE = 0.5  # 秒；没有话了，等它自己结束


class CannotSendError(Exception):
    """送不过去，或者那边开不了、还没有运行你的代码就没有了：可以就在这里做。"""


@dataclass
class GoneError(Exception):
    """运行着你的代码，那个进程没有了。"""

    slow: bool  # 用的时间太多，停掉的
    crashed: bool  # Python自己垮了
    report: str  # faulthandler记下的
    done: int  # 做完了几次调用
    every: int  # 一共几次

    def line(self, name: str) -> int | None:
        """停在这个文件的第几行；没有记下就是None。"""
        written = re.escape(name.encode("ascii", "backslashreplace").decode())
        found = re.search(rf'File "{written}", line (\d+)', self.report)
        return int(found[1]) if found else None


def work_apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """在另一个进程里做`work(*arguments)`，返回它的结果；它印的错误和警告，印在这里。

    Raises:
        CannotSendError: 可以就在这里做。
        GoneError: 那个进程没有了。
    """
    if getattr(sys, "frozen", False) or not sys.executable:  # 打包成一个程序的，它不是Python
        raise CannotSendError("这里开不了另一个进程")
    try:
        job = pickle.dumps(_here()) + packed((work, arguments))
        worker = _spares.pop(os.getpid(), None)
        if worker is None or worker.process.poll() is not None:
            worker = _Worker()
    except Exception as error:  # 送不了的东西，各有各的例外
        raise CannotSendError(str(error)) from error
    used: Sequence[str] = ()
    try:
        result, printed, used = worker.work(job)
    finally:
        with suppress(OSError):
            if os.getpid() not in _spares:
                _spares[os.getpid()] = _Worker(used)
    print(printed, end="", file=sys.stderr)
    return result


def _here() -> tuple[Any, ...]:
    """那边要和这边一样的：在哪个文件夹，到哪里找模块，环境变量，笔记本的格子写了什么。"""
    cells = {
        name: entry
        for name, entry in linecache.cache.items()
        if len(entry) == 4 and (entry[1] is None or name.startswith("<"))
    }
    return str(Path.cwd()), sys.path, dict(os.environ), cells


class _Worker:
    """一个进程，等着做一件事。"""

    def __init__(self, modules: Sequence[str] = ()) -> None:
        self.report = tempfile.TemporaryFile()  # noqa: SIM115 做完了关
        self.hung = False
        paths = [path or str(Path.cwd()) for path in sys.path]
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-c", COMMAND, *modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.report,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,  # 终端里按Ctrl+C，不传给它；它开的进程都在它这一组
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows上不弹出窗口
            )
        except OSError:
            self.report.close()
            raise

    def work(self, job: bytes) -> Any:
        """做这件事，等到它做完，或者没有了。"""
        begun, done, every = False, 0, 0
        assert self.process.stdin
        with self.report:
            try:
                with suppress(OSError):  # 它已经没有了：下面听得出来
                    self.process.stdin.write(job)
                    self.process.stdin.close()
                while words := self._hear():
                    kind, *rest = words
                    if kind == "done":
                        return rest
                    if kind == "cannot":
                        raise CannotSendError(rest[0])
                    begun, (done, every) = True, rest
            finally:
                self.end()
            if not begun:
                raise CannotSendError("那个进程开不起来")
            self.report.seek(0)
            report = self.report.read().decode(errors="replace")
        code = self.process.returncode
        if POSIX:  # 负数是信号；SIGKILL是这边停的，或者系统的内存不够了
            slow, crashed = code == -signal.SIGPROF, code < 0 and code != -signal.SIGKILL
        else:
            slow, crashed = report.startswith("Timeout"), code > 255
        raise GoneError(slow or self.hung, crashed, report, done, every)

    def _hear(self) -> tuple[Any, ...]:
        """它说的一句话；它没有了，就是空的。"""
        assert self.process.stdout
        timer = threading.Timer(SILENT, self._give_up)
        timer.start()
        try:
            words: tuple[Any, ...] = pickle.load(self.process.stdout)
            return words
        except Exception:  # 断了，或者话说了一半
            return ()
        finally:
            timer.cancel()
            timer.join()

    def _give_up(self) -> None:
        self.hung = True
        self.kill()

    def kill(self) -> None:
        """停掉它和它开的进程。"""
        if POSIX:
            with suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()

    def end(self) -> None:
        """收好。"""
        with suppress(subprocess.TimeoutExpired):  # 自己没有了的，先等它说出退出的代码
            self.process.wait(GRACE)
        self.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                assert pipe
                pipe.close()


_spares: dict[int, _Worker] = {}  # 照这边的进程号放：分出来的进程，不用分出来以前的


@atexit.register
def _clean() -> None:
    """程序完了，备用的也不要了。"""
    worker = _spares.pop(os.getpid(), None)
    if worker:
        worker.kill()
        worker.end()
        worker.report.close()
