"""练习1的约定。"""

from random import Random
from typing import Any

from contracts.pooling import max_pooled
from contracts.ranges import both, planes
from tutorial_pool.exercises.content.exercise import Call


def wide(chance: Random) -> Call:
    (height, width), _, _, _, _ = both(chance)
    top, left = chance.randrange(height), chance.randrange(width)
    kernel = chance.randint(1, height - top), chance.randint(1, width - left)
    return planes(chance, (height, width)), top, left, kernel


def package(x: Any, top: int, left: int, kernel: Any) -> Any:
    window = [row[left : left + kernel[1]] for row in x[top : top + kernel[0]]]
    return max_pooled(window, kernel)[0][0]
