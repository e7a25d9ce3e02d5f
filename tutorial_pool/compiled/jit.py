"""编译：用Numba把循环变成机器码，不管GIL；编译好的存在磁盘上，下一个进程接着用。"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tutorial_pool.extras import needs

with needs("compiled", "numba"):
    import numba
    from numba import int32, int64, types, uint32, uint64
    from numba.core.caching import FunctionCache
    from numba.extending import overload

__all__ = ["entry", "helper", "inlined", "int32", "int64", "overload", "types", "uint32", "uint64"]

OPTIONS = {"nogil": True, "error_model": "numpy", "_nrt": False}
INTERNAL = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


class Cache(FunctionCache):
    """磁盘上的机器码。存不下（没有权限、磁盘满了）就不存，下一个进程再编译一次。"""

    def save_overload(self, signature: Any, data: Any) -> None:
        with suppress(OSError):
            super().save_overload(signature, data)


def entry(function: Callable[..., Any]) -> Any:
    """从Python里调用的：遇到一种没见过的类型时编译，存在磁盘上。"""
    dispatcher = numba.njit(**OPTIONS)(function)
    with suppress(RuntimeError):  # 一个能写的文件夹也没有
        dispatcher._cache = Cache(function)
    return dispatcher


def helper(function: Callable[..., Any]) -> Any:
    """只给别的编译好的函数用，不给Python用。"""
    return numba.njit(**OPTIONS, **INTERNAL)(function)


def inlined(function: Callable[..., Any]) -> Any:
    """同`helper`，展开在调用的地方：一行只有十几个数时，一次调用比算它还贵。"""
    return numba.njit(forceinline=True, **OPTIONS, **INTERNAL)(function)
