"""拿谁作准，考哪些实现：所有的测试都看这里。

添一族函数，`ORACLES`里加一行；添一个引擎，`tutorial_pool.engines.ENGINES`里加一行，这里不用动。
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from tutorial_pool import functional
from tutorial_pool.engines import ENGINES

# 函数名去掉维数，就是族名
FORWARD = [name for name in functional.__all__ if not name.endswith("_backward")]
FAMILIES = sorted({name[:-2] for name in FORWARD})

# 每一族的正确答案由谁来给：里面有同名函数，收torch的张量。torch没有的，自己写一个
ORACLES: dict[str, Any] = {
    "max_pool": F,
    "avg_pool": F,
    "lp_pool": F,
    "adaptive_max_pool": F,
    "adaptive_avg_pool": F,
    "fractional_max_pool": F,
    "max_unpool": F,
}

every_engine = pytest.mark.parametrize("impl", ENGINES)


def parts(result: Any) -> tuple[Any, ...]:
    """一个结果，或者一组结果，都写成一组。"""
    return result if isinstance(result, tuple) else (result,)


def tensor(value: Any) -> Any:
    """NumPy数组换成torch的张量，值和形状不变；别的原样返回。"""
    if not isinstance(value, np.ndarray):
        return value
    return torch.from_numpy(np.array(value, value.dtype.newbyteorder("="), order="C"))


def oracle(name: str) -> Callable[..., Any]:
    """和`functional`里名叫`name`的函数作用一样、可以作准的那个。"""
    return getattr(ORACLES[name[:-2]], name)
