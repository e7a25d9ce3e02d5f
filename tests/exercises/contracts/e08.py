"""练习8的约定。

只有这一题的约定里有NaN。有填充时没有−∞：真的填上−∞的写法，分不清它和输入里的−∞，也不必分清。
"""

from random import Random
from typing import Any

import numpy as np

from contracts.ranges import KINDS, batch, both, planes, shortened
from tutorial_pool import functional
from tutorial_pool.exercises.content.exercise import Call


def wide(chance: Random) -> Call:
    size, kernel, stride, padding, _ = both(chance, padded=True)
    kinds = tuple(kind for kind in KINDS if kind != "infinite" or not any(padding))
    x = planes(chance, batch(chance, size), kinds)
    return shortened(chance, (x, kernel, stride, padding), (None, (0, 0)))


def package(x: Any, *arguments: Any) -> Any:
    y, indices = functional.max_pool2d(np.array(x, dtype=float), *arguments, return_indices=True)
    return [y.tolist(), indices.tolist()]
