"""练习6的约定。"""

from random import Random
from typing import Any

from contracts.pooling import max_pooled
from contracts.ranges import both, planes, shortened
from tutorial_pool.exercises.content.exercise import Call


def wide(chance: Random) -> Call:
    size, kernel, stride, _, dilation = both(chance, dilated=True)
    return shortened(chance, (planes(chance, size), kernel, stride, dilation), (None, (1, 1)))


def package(x: Any, k: Any, s: Any = None, d: Any = (1, 1)) -> Any:
    return max_pooled(x, k, s, 0, d)
