"""练习14的约定。没有现成的函数：NumPy按掩码取出真的数，再用它自己的max和mean。"""

from random import Random
from typing import Any

import numpy as np

from contracts.ranges import planes
from tutorial_pool.exercises.content.exercise import Call

JUNK = (0, -1e18, 1e18, float("nan"), float("inf"))


def wide(chance: Random) -> Call:
    count, length, channels = chance.randint(1, 4), chance.randint(1, 7), chance.randint(1, 4)
    x = [planes(chance, (length, channels), ("whole", "negative", "ties", "real"))] * count
    mask = [[chance.random() < 0.6 for _ in range(length)] for _ in range(count)]
    numbers = [
        [
            [value if real else chance.choice(JUNK) for value in token]
            for token, real in zip(one, kept, strict=True)
        ]
        for one, kept in zip(x, mask, strict=True)
    ]
    return numbers, mask, chance.choice(["max", "mean"])


def package(x: Any, mask: Any, mode: str) -> Any:
    rows = zip(np.array(x, dtype=float), np.array(mask), strict=True)
    return [
        (getattr(one[real], mode)(axis=0) if real.any() else np.zeros(one.shape[1])).tolist()
        for one, real in rows
    ]
