"""练习2的约定。"""

from random import Random
from typing import Any

from contracts.ranges import axis, shortened
from tutorial_pool.exercises.content.exercise import Call
from tutorial_pool.geometry import output_size


def wide(chance: Random) -> Call:
    length, kernel, stride, padding, _ = axis(chance, padded=True, dilated=False)
    length += chance.choice([0, 10, 1000])
    return shortened(chance, (length, kernel, chance.choice([None, stride]), padding), (None, 0))


def package(length: int, k: int, s: int | None = None, p: int = 0) -> Any:
    return output_size(length, k, s or k, p)
