"""线程：几个线程分着做许多件事。

NumPy在算一大段数时会放开GIL，所以几个线程真的能同时算，不必另开进程。
"""

import os
import sys
from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import Any, TypeVar

from tutorial_pool.geometry import integer
from tutorial_pool.vectorized.scratch import borrowed

T = TypeVar("T")


def do_all(work: Callable[[T], None], todo: Sequence[T], threads: int = 1) -> None:
    """`todo`里的每一件做一次`work`，至多用`threads`个线程：谁做完一件，就去拿下一件。

    Examples:
        >>> do_all(print, ["第一块", "第二块"])
        第一块
        第二块
    """
    left = iter(todo)  # 元组和列表的迭代器，几个线程一起拿也不会拿重

    def work_until_done() -> None:
        with borrowed():
            for item in left:
                work(item)

    helpers: list[Any] = []
    try:  # 开不了线程（比如解释器正在退出），就少几个帮手，自己多做些
        for _ in range(min(threads, len(todo)) - 1):
            # NumPy的errstate跟着上下文走，每个线程要一份拷贝
            helpers.append(_executor().submit(copy_context().run, work_until_done))
    except RuntimeError:
        pass
    try:
        work_until_done()
    finally:
        for helper in helpers:
            helper.result()


def set_num_threads(threads: int) -> None:
    """从现在起，一次池化至多用几个线程。不设的话，机器有几个核就用几个。

    Args:
        threads: 线程数，至少为1。也可以在导入之前设环境变量`TUTORIAL_POOL_THREADS`。

    Raises:
        TypeError: 不是整数。
        RuntimeError: 小于1。

    来源：`torch.set_num_threads`。

    Examples:
        >>> before = get_num_threads()
        >>> set_num_threads(1)
        >>> get_num_threads()
        1
        >>> set_num_threads(before)
    """
    global _threads
    threads = integer("threads", threads)
    if threads < 1:
        raise RuntimeError(f"threads至少应为1，得到{threads}")
    _threads = threads


def get_num_threads() -> int:
    """一次池化至多用几个线程。来源：`torch.get_num_threads`。

    Examples:
        >>> get_num_threads() >= 1
        True
    """
    return _threads


def _cores() -> int:
    """这个进程可以用几个核；网页里（Pyodide）开不了线程，就是1。"""
    asked = os.environ.get("TUTORIAL_POOL_THREADS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    if sys.platform == "emscripten":
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_threads = _cores()
_pool: Any = None


def _executor() -> Any:
    """大家共用的一池线程：有闲着的就用，没有才开新的。"""
    global _pool
    if _pool is None:
        from concurrent.futures import ThreadPoolExecutor  # 用到时才导入：它比本包的其余部分还慢

        _pool = ThreadPoolExecutor(max(32, _cores()), thread_name_prefix="tutorial_pool")
    return _pool


def _forget_threads() -> None:
    """分叉出来的子进程里没有这些线程，要重新开。"""
    global _pool
    _pool = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_threads)
