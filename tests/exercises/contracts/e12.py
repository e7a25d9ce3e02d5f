"""练习12的约定。"""

from random import Random
from typing import Any

import numpy as np

from contracts.ranges import batch, planes
from tutorial_pool.exercises.content.exercise import Call


def wide(chance: Random) -> Call:
    n, c, height, width = batch(chance, (chance.randint(1, 7), chance.randint(1, 7)))
    shape = n, c, chance.randint(1, 5), chance.randint(1, 5)
    numbers = np.random.default_rng(chance.randrange(2**32))
    indices = numbers.integers(0, height * width, size=shape)
    grad = np.array(planes(chance, shape, ("whole", "ties", "real")), dtype=float)
    return grad, indices, (height, width)


def package(grad: Any, indices: Any, size: tuple[int, int]) -> Any:
    flat = np.zeros((*grad.shape[:2], size[0] * size[1]))
    for (n, c, i, j), index in np.ndenumerate(indices):
        flat[n, c, index] += grad[n, c, i, j]
    return flat.reshape(*grad.shape[:2], *size).tolist()
