"""练习9的约定。有填充时没有−∞，道理和第8题一样。"""

from random import Random
from typing import Any

import numpy as np

from contracts.ranges import KINDS, both, planes, shortened
from tutorial_pool import functional
from tutorial_pool.exercises.content.exercise import Call
from tutorial_pool.exercises.misconceptions.steps import Steps


def wide(chance: Random) -> Call:
    size, kernel, stride, padding, _ = both(chance, padded=True)
    x = planes(chance, size, KINDS[:-2] if any(padding) else KINDS[:-1])
    y = Steps().max_pool(x, kernel, stride, padding)
    grad = planes(chance, (len(y), len(y[0])), ("whole", "ties", "real"))
    return shortened(chance, (grad, x, kernel, stride, padding), (None, (0, 0)))


def package(grad: Any, x: Any, *arguments: Any) -> Any:
    grad, x = (np.array(part, dtype=float)[None] for part in (grad, x))
    return functional.max_pool2d_backward(grad, x, *arguments)[0].tolist()
