"""练习7的约定。"""

from random import Random
from typing import Any

from contracts.pooling import max_pooled
from contracts.ranges import both, planes, shortened
from tutorial_pool.exercises.content.exercise import Call


def wide(chance: Random) -> Call:
    size, kernel, stride, padding, _ = both(chance, padded=True)
    ceil = chance.random() < 0.7
    call = (planes(chance, size), kernel, stride, padding, ceil)
    return shortened(chance, call, (None, (0, 0), False))


def package(x: Any, k: Any, s: Any = None, p: Any = (0, 0), ceil: bool = False) -> Any:
    return max_pooled(x, k, s, p, 1, ceil)
