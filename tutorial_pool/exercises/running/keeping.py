"""你的代码改掉的东西，放回去：内置函数，常用的模块里的函数，递归的上限。

放回去的时候，什么内置函数都可能已经被改了，所以这里只用事先取好的，和字典自己的方法。
"""

import builtins
import sys
from contextlib import suppress
from typing import Any

# 检查自己要用的
MODULES = (
    *("math", "random", "itertools", "functools", "operator", "copy", "time", "json", "ast"),
    *("re", "linecache", "inspect", "threading", "decimal", "fractions", "numpy"),
)
_set_limit = sys.setrecursionlimit


class Kept:
    """现在的样子，以后可以放回去。"""

    def __init__(self) -> None:
        self.builtins = dict(vars(builtins))
        self.modules = dict(sys.modules)
        self.all: list[tuple[dict[str, Any], dict[str, Any]]] = [
            (vars(self.modules[name]), dict(vars(self.modules[name])))
            for name in MODULES
            if name in self.modules
        ]
        self.limit = sys.getrecursionlimit()

    def put_back(self) -> None:
        """放回去；新加进内置函数的去掉。"""
        now = builtins.__dict__
        now.update(self.builtins)
        for name in [*now]:
            if name not in self.builtins:
                del now[name]
        for here, before in self.all:
            here.update(before)
        for name in self.modules:
            if name not in sys.modules:
                sys.modules[name] = self.modules[name]
        with suppress(RecursionError):  # 正在很深的地方；到了浅处再放
            _set_limit(self.limit)
