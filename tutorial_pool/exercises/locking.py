"""锁：几个程序一起改一个文件，一个一个来。"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EAGAIN, EDEADLK
from pathlib import Path

PATIENCE = 10.0  # 最多等几秒
PAUSE = 0.005


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """别人不动这个文件的时候。锁在旁边的一个空文件上，留着不删：删了，等的人就锁住了别的。

    锁不了的地方（只读的文件夹，不管锁的网络盘），就不锁。

    Raises:
        TimeoutError: 别人一直占着。
    """
    try:
        handle = os.open(file.with_name(f".{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        _take(handle, file)
        yield
    finally:
        os.close(handle)  # 关上就放开了；程序没有了，系统也会关


def _take(handle: int, file: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            _try(handle)
            return
        except OSError as error:
            if error.errno not in (EACCES, EAGAIN, EDEADLK):
                return
        if time.monotonic() > end:
            raise TimeoutError(f"别的程序一直占着{file}")
        time.sleep(PAUSE)


def _try(handle: int) -> None:
    """锁住；别人占着就引发OSError。"""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
