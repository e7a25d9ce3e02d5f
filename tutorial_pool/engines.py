"""引擎：真正做池化的模块。要添一个，写一个有这些函数的文件，再在`ENGINES`里加一行。

`functional`检查完参数，就把事情交给引擎。引擎收到的一切都是对的：`x`和`grad_output`是NumPy数组，
形状`(N, C, *空间)`，本机的字节序；`axes`是每条空间轴的窗口（`geometry.Windows`）。它不改输入，
算出来的和`loops`一样：最大一族一位不差，要做加法的只差舍入误差。
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Protocol, cast

import numpy as np

from tutorial_pool.geometry import Regular, Windows

Array = np.ndarray
Lengths = tuple[int, ...]  # 每条空间轴一个长度
Axes = Sequence[Windows]
RegularAxes = Sequence[Regular]

# 名字 → 模块；用到时才导入
ENGINES = {
    "loops": "tutorial_pool.loops",
    "vectorized": "tutorial_pool.vectorized",
    "compiled": "tutorial_pool.compiled",
}


class Engine(Protocol):
    """一个引擎要有的函数；各做什么，见`loops`里同名的那个。"""

    def max_pool(self, x: Array, axes: Axes) -> Array: ...
    def max_pool_with_indices(self, x: Array, axes: Axes) -> tuple[Array, Array]: ...
    def max_pool_backward(self, grad_output: Array, x: Array, axes: Axes) -> Array: ...

    def avg_pool(
        self,
        x: Array,
        axes: Axes,
        count_include_pad: bool = False,
        divisor_override: int | None = None,
    ) -> Array: ...
    def avg_pool_backward(
        self,
        grad_output: Array,
        x: Array,
        axes: Axes,
        count_include_pad: bool = False,
        divisor_override: int | None = None,
    ) -> Array: ...

    def lp_pool(self, x: Array, axes: RegularAxes, norm_type: float) -> Array: ...
    def lp_pool_backward(
        self, grad_output: Array, x: Array, axes: RegularAxes, norm_type: float
    ) -> Array: ...

    def fractional_max_pool(
        self, x: Array, kernel_size: Lengths, output_size: Lengths, samples: Array
    ) -> tuple[Array, Array]: ...
    def fractional_max_pool_backward(
        self,
        grad_output: Array,
        x: Array,
        kernel_size: Lengths,
        output_size: Lengths,
        samples: Array,
    ) -> Array: ...

    def max_unpool(self, x: Array, indices: Array, output_size: Lengths) -> Array: ...
    def max_unpool_backward(
        self, grad_output: Array, x: Array, indices: Array, output_size: Lengths
    ) -> Array: ...


FUNCTIONS = tuple(name for name in vars(Engine) if not name.startswith("_"))

Impl = Engine | str  # 参数impl：引擎，或它的名字


_imported = cache(import_module)  # 导入过的也要查几微秒


def find(impl: Impl) -> Engine:
    """名字换成引擎；已经是引擎，原样返回。

    Raises:
        TypeError: 没有叫这个名字的引擎，或者给的东西里一个该有的函数也没有。

    Examples:
        >>> find("loops").__name__
        'tutorial_pool.loops'
    """
    if isinstance(impl, str) and impl in ENGINES:
        return cast(Engine, _imported(ENGINES[impl]))
    if not any(callable(getattr(impl, name, None)) for name in FUNCTIONS):
        modules, names = "或".join(ENGINES.values()), "、".join(map(repr, ENGINES))
        raise TypeError(f"impl应为{modules}，或名字{names}，得到{impl!r}")
    return cast(Engine, impl)


def missing(engine: Engine) -> list[str]:
    """这个引擎缺哪些函数；不缺就是空的。

    Examples:
        >>> missing(find("vectorized"))
        []
    """
    return [name for name in FUNCTIONS if not callable(getattr(engine, name, None))]
