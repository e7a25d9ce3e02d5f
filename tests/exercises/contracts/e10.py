"""练习10的约定。函数是随机的二次函数和别的，`eps`是2的幂，差分没有误差。"""

from random import Random
from typing import Any

import numpy as np

from contracts.e09 import package as gradient_of_pool
from contracts.ranges import planes
from tutorial_pool.exercises.content.e10 import POOL, PRODUCT, SQUARES, TOTAL
from tutorial_pool.exercises.content.exercise import Call
from tutorial_pool.exercises.running.calling import nested


def wide(chance: Random) -> Call:
    a, b = chance.randint(-5, 5), chance.randint(1, 5)

    def mixed(x: Any) -> Any:
        return [[a * v * v + b * v for v in row[:b]] for row in nested(x)]

    def turned(x: Any) -> Any:
        return [[v * row[0] for row in nested(x)] for v in nested(x)[0]]

    function = chance.choice([TOTAL, SQUARES, PRODUCT, POOL, mixed, turned])
    size = chance.randint(2, 5), chance.randint(2, 5)
    numbers = chance.sample(range(-60, 60), size[0] * size[1])
    x = [numbers[r * size[1] : (r + 1) * size[1]] for r in range(size[0])]
    y = function(x)
    grad = planes(chance, (len(y), len(y[0])), ("whole", "ties", "real"))
    return function, x, grad, chance.choice([0.25, 0.125, 0.0625])


def package(f: Any, x: Any, grad: Any, eps: float) -> Any:
    """数值梯度检验没有对应的函数：池化用反向传播，别的用差分，写法和练习的不同。"""
    if f is POOL:
        return gradient_of_pool(grad, x, (2, 2))
    x, slopes = np.array(x, dtype=float), []
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = eps
        change = np.array(f(x + step)) - np.array(f(x - step))
        slopes.append((change * grad).sum() / eps / 2)
    return np.reshape(slopes, x.shape).tolist()
