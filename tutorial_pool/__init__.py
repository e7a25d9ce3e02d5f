"""池化层的两种写法：循环的参考实现，和向量化的孪生。

用法和`torch.nn.functional`一样，只是进出都是NumPy数组：

    >>> import numpy as np
    >>> from tutorial_pool import loops, max_pool2d
    >>> x = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 2.0], [5.0, 2.0, 3.0]])[np.newaxis]
    >>> max_pool2d(x, 2, ceil_mode=True)
    array([[[2., 2.],
            [5., 3.]]])
    >>> max_pool2d(x, 2, ceil_mode=True, impl=loops)
    array([[[2., 2.],
            [5., 3.]]])

没有NumPy的地方（比如网页里），只有`geometry`和`exercises`可用。
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from tutorial_pool import geometry
from tutorial_pool.geometry import output_size

__version__ = "0.2.0"
__all__ = ["geometry", "output_size"]

if find_spec("numpy"):
    from tutorial_pool import functional, loops, vectorized
    from tutorial_pool.functional import *  # noqa: F403  # 全部池化函数，和它们的反向传播
    from tutorial_pool.vectorized.threads import get_num_threads, set_num_threads

    __all__ += ["functional", "get_num_threads", "loops", "set_num_threads", "vectorized"]
    __all__ += functional.__all__


def __dir__() -> list[str]:
    """给你用的名字，没有别的。"""
    return sorted([*__all__, "__version__"])


def __getattr__(name: str) -> ModuleType:
    """用到时才导入的：编译的循环要等Numba；书要用的在`book`里。"""
    if name == "compiled":
        return import_module("tutorial_pool.compiled")
    if name in ("cifar10", "draw", "standin"):
        return import_module(f"tutorial_pool.book.{name}")
    raise AttributeError(f"module 'tutorial_pool' has no attribute {name!r}")
