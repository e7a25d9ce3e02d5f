"""把笔记本里的函数打成包，送到另一个进程。

pickle只送名字，另一个进程里没有你的笔记本，找不到。这里连身子一起送：字节码，用到的全局变量，
默认值，外层的变量；写在笔记本里的简单的类也一样。两边是同一个Python，所以字节码就能用。
送不了的就说送不了，由请它的人另想办法。
"""

import builtins
import dis
import importlib
import io
import marshal
import pickle
import sys
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any

SKIPPED = ("__dict__", "__weakref__")  # 造类的时候自己会有
# 用了这些，看不出要哪些全局变量，或者只有笔记本里才有
UNSEEN = {"globals", "eval", "exec", "__main__", "display", "get_ipython"}


def packed(thing: Any) -> bytes:
    """打成包；送不了的（开着的文件、锁），引发例外。"""
    file = io.BytesIO()
    _Packer(file, protocol=pickle.HIGHEST_PROTOCOL).dump(thing)
    return file.getvalue()


class _Cell:
    """外层的一个变量，先送一个空的。"""

    def __reduce__(self) -> tuple[Any, ...]:
        return _cell, ()


class _Packer(pickle.Pickler):
    """函数和类，别处找不到的，连身子一起。"""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.spaces: dict[int, dict[str, Any]] = {}  # 共用的全局变量，到了那边还是共用
        self.cells: dict[int, _Cell] = {}  # 共用的外层变量也一样

    def reducer_override(self, thing: Any) -> Any:
        """怎样送；None以外的第三项以后，是造好了再填的：引用了自己的也行。"""
        if isinstance(thing, ModuleType):
            return importlib.import_module, (thing.__name__,)
        if isinstance(thing, FunctionType) and not _found(thing):
            return self._function(thing)
        if isinstance(thing, type) and not _found(thing):
            if type(thing) is not type or "__slots__" in vars(thing):
                raise pickle.PicklingError(f"送不了这样的类：{thing.__name__}")
            body = {name: part for name, part in vars(thing).items() if name not in SKIPPED}
            return type, (thing.__name__, thing.__bases__, {}), body, None, None, _fill_class
        if isinstance(thing, (staticmethod, classmethod)):
            return type(thing), (thing.__func__,)
        if isinstance(thing, property):
            return property, (thing.fget, thing.fset, thing.fdel, thing.__doc__)
        return NotImplemented

    def _function(self, function: FunctionType) -> tuple[Any, ...]:
        names, here = _names(function.__code__), function.__globals__
        if UNSEEN & names:
            raise pickle.PicklingError("看不出要用哪些全局变量")
        space = self.spaces.setdefault(id(here), {"__name__": "__main__"})
        cells = function.__closure__ or ()
        empty = tuple(self.cells.setdefault(id(cell), _Cell()) for cell in cells)
        made = marshal.dumps(function.__code__), space, function.__name__, empty
        state = (
            {name: here[name] for name in names if name in here},
            [_contents(cell) for cell in cells],
            {name: getattr(function, name) for name in COPIED},
        )
        return _made, made, state, None, None, _fill


COPIED = ("__defaults__", "__kwdefaults__", "__dict__", "__qualname__", "__module__", "__doc__")


def _found(thing: Any) -> bool:
    """另一个进程里，照名字找得到：不在`__main__`里，也不在函数里。"""
    name = thing.__module__
    if name in (None, "__main__"):
        return False
    here: Any = sys.modules.get(name)
    for part in thing.__qualname__.split("."):
        here = getattr(here, part, None)
    return here is thing


def _names(code: CodeType) -> set[str]:
    """用到的全局变量，里层的函数和类也算。"""
    used = {
        one.argval
        for one in dis.get_instructions(code)
        if "GLOBAL" in one.opname or "NAME" in one.opname
    }
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return used.union(*map(_names, inner))


def _contents(cell: CellType) -> tuple[Any, ...]:
    try:
        return (cell.cell_contents,)
    except ValueError:  # 空的
        return ()


# ---- 到了那边 ----


def _cell() -> CellType:
    return CellType()


def _made(
    code: bytes, space: dict[str, Any], name: str, cells: tuple[CellType, ...]
) -> FunctionType:
    space["__builtins__"] = builtins
    return FunctionType(marshal.loads(code), space, name, None, cells)


def _fill(function: FunctionType, state: tuple[Any, ...]) -> None:
    used, every, copied = state
    function.__globals__.update(used)
    for cell, contents in zip(function.__closure__ or (), every, strict=True):
        for value in contents:
            cell.cell_contents = value
    for name, value in copied.items():
        setattr(function, name, value)


def _fill_class(made: type, body: dict[str, Any]) -> None:
    for name, part in body.items():
        setattr(made, name, part)
