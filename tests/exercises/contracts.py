"""各题的约定：约定之内随便哪一组参数。比考的例子宽得多：更大、更多、并列更多、正负无穷。

只有第8题的约定里有NaN。第8、9题有填充时没有−∞：真的填上−∞的写法，分不清它和输入里的−∞，也不必分清。
第10题的函数是随机的二次函数和别的，`eps`是2的幂，差分没有误差。
"""

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np

from tutorial_pool import functional
from tutorial_pool.exercises.content.e10 import POOL, PRODUCT, SQUARES, TOTAL
from tutorial_pool.exercises.content.exercise import Call
from tutorial_pool.exercises.misconceptions.steps import Steps
from tutorial_pool.exercises.running.calling import nested
from tutorial_pool.geometry import output_size

KINDS = ("whole", "negative", "ties", "real", "huge", "infinite", "nan")
KERNELS = (1, 1, 2, 2, 3, 3, 4, 5)


def value(chance: Random, kind: str) -> float:
    """一个数。"""
    if kind == "ties":
        return chance.randint(-2, 1)
    if kind == "negative":
        return -chance.randint(1, 10**6)
    if kind == "real":
        return chance.gauss(0, 10)
    if kind == "huge":
        return chance.uniform(-1, 1) * 1e305
    if kind == "infinite":
        return chance.choice([float("-inf"), float("-inf"), float("inf"), -3, 2, -1e18])
    if kind == "nan":
        return chance.choice([float("nan"), float("nan"), -7, -3, -3, 2, 5])
    return chance.randint(-50, 50)


def planes(chance: Random, shape: tuple[int, ...], kinds: tuple[str, ...] = KINDS[:-1]) -> Any:
    """一个平面，或者一个批量。"""
    if len(shape) == 4:
        return [
            [planes(chance, shape[2:], kinds) for _ in range(shape[1])] for _ in range(shape[0])
        ]
    kind = chance.choice(kinds)
    return [[value(chance, kind) for _ in range(shape[1])] for _ in range(shape[0])]


def axis(chance: Random, *, padded: bool, dilated: bool) -> tuple[int, int, int, int, int]:
    """一条轴：长度、窗口、步幅、填充、空洞；放得下至少一个窗口。"""
    while True:
        length, kernel = chance.randint(1, 9), chance.choice(KERNELS)
        padding = chance.randint(0, kernel // 2) if padded else 0
        dilation = chance.randint(1, 4) if dilated else 1
        if length + 2 * padding >= dilation * (kernel - 1) + 1:
            return length, kernel, chance.randint(1, 4), padding, dilation


def both(chance: Random, *, padded: bool = False, dilated: bool = False) -> tuple[Any, ...]:
    """两条轴：大小、窗口、步幅、填充、空洞，各是(高, 宽)；步幅也可以是None。"""
    while True:
        rows = axis(chance, padded=padded, dilated=dilated)
        columns = axis(chance, padded=padded, dilated=dilated)
        size, kernel, stride, padding, dilation = zip(rows, columns, strict=True)
        return size, kernel, chance.choice([None, stride, stride]), padding, dilation


def short(chance: Random, call: Call, defaults: Call) -> Call:
    """末尾和默认值一样的参数，有时就不写了。"""
    while defaults and call[-1] == defaults[-1] and chance.random() < 0.5:
        call, defaults = call[:-1], defaults[:-1]
    return call


def _batch(chance: Random, size: tuple[int, int]) -> tuple[int, ...]:
    return chance.randint(1, 3), chance.randint(1, 4), *size


def _window(chance: Random) -> Call:
    (height, width), _, _, _, _ = both(chance)
    top, left = chance.randrange(height), chance.randrange(width)
    kernel = chance.randint(1, height - top), chance.randint(1, width - left)
    return planes(chance, (height, width)), top, left, kernel


def _size(chance: Random) -> Call:
    length, kernel, stride, padding, _ = axis(chance, padded=True, dilated=False)
    length += chance.choice([0, 10, 1000])
    return short(chance, (length, kernel, chance.choice([None, stride]), padding), (None, 0))


def _plane(chance: Random) -> Call:
    size, kernel, stride, *_ = both(chance)
    return short(chance, (planes(chance, size), kernel, stride), (None,))


def _images(chance: Random) -> Call:
    size, kernel, stride, *_ = both(chance)
    return short(chance, (planes(chance, _batch(chance, size)), kernel, stride), (None,))


def _padded(chance: Random) -> Call:
    size, kernel, stride, padding, _ = both(chance, padded=True)
    return short(chance, (planes(chance, size), kernel, stride, padding), (None, (0, 0)))


def _dilated(chance: Random) -> Call:
    size, kernel, stride, _, dilation = both(chance, dilated=True)
    return short(chance, (planes(chance, size), kernel, stride, dilation), (None, (1, 1)))


def _ceil(chance: Random) -> Call:
    size, kernel, stride, padding, _ = both(chance, padded=True)
    ceil = chance.random() < 0.7
    call = (planes(chance, size), kernel, stride, padding, ceil)
    return short(chance, call, (None, (0, 0), False))


def _indices(chance: Random) -> Call:
    size, kernel, stride, padding, _ = both(chance, padded=True)
    kinds = tuple(kind for kind in KINDS if kind != "infinite" or not any(padding))
    x = planes(chance, _batch(chance, size), kinds)
    return short(chance, (x, kernel, stride, padding), (None, (0, 0)))


def _backward(chance: Random) -> Call:
    size, kernel, stride, padding, _ = both(chance, padded=True)
    x = planes(chance, size, KINDS[:-2] if any(padding) else KINDS[:-1])
    y = Steps().max_pool(x, kernel, stride, padding)
    grad = planes(chance, (len(y), len(y[0])), ("whole", "ties", "real"))
    return short(chance, (grad, x, kernel, stride, padding), (None, (0, 0)))


def _gradient(chance: Random) -> Call:
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


def _arrays(chance: Random) -> Call:
    size, kernel, stride, padding, _ = both(chance, padded=True)
    x = np.array(planes(chance, _batch(chance, size)), dtype=float)
    return short(chance, (x, kernel, stride, padding), (None, (0, 0)))


def _scatter(chance: Random) -> Call:
    n, c, height, width = _batch(chance, (chance.randint(1, 7), chance.randint(1, 7)))
    shape = n, c, chance.randint(1, 5), chance.randint(1, 5)
    numbers = np.random.default_rng(chance.randrange(2**32))
    indices = numbers.integers(0, height * width, size=shape)
    grad = np.array(planes(chance, shape, ("whole", "ties", "real")), dtype=float)
    return grad, indices, (height, width)


WIDE: dict[str, Callable[[Random], Call]] = {
    "01": _window,
    "02": _size,
    "03": _plane,
    "04": _images,
    "05": _padded,
    "06": _dilated,
    "07": _ceil,
    "08": _indices,
    "09": _backward,
    "10": _gradient,
    "11": _arrays,
    "12": _scatter,
}


# ---- 包里的函数，照各题的样子来调用 ----


def _by_array(x: Any, *arguments: Any, **named: Any) -> Any:
    """任意个平面的最大池化：两轴的加上一条通道轴。"""
    x = np.array(x, dtype=float)
    y = functional.max_pool2d(x if x.ndim > 2 else x[None], *arguments, **named)
    return (y if x.ndim > 2 else y[0]).tolist()


def _window_max(x: Any, top: int, left: int, kernel: Any) -> Any:
    window = [row[left : left + kernel[1]] for row in x[top : top + kernel[0]]]
    return _by_array(window, kernel)[0][0]


def _values_and_indices(x: Any, *arguments: Any) -> Any:
    y, indices = functional.max_pool2d(np.array(x, dtype=float), *arguments, return_indices=True)
    return [y.tolist(), indices.tolist()]


def _gradient_of_pool(grad: Any, x: Any, *arguments: Any) -> Any:
    grad, x = (np.array(part, dtype=float)[None] for part in (grad, x))
    return functional.max_pool2d_backward(grad, x, *arguments)[0].tolist()


def _analytic(f: Any, x: Any, grad: Any, eps: float) -> Any:
    """数值梯度检验没有对应的函数：池化用反向传播，别的用差分，写法和练习的不同。"""
    if f is POOL:
        return _gradient_of_pool(grad, x, (2, 2))
    x, slopes = np.array(x, dtype=float), []
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = eps
        change = np.array(f(x + step)) - np.array(f(x - step))
        slopes.append((change * grad).sum() / eps / 2)
    return np.reshape(slopes, x.shape).tolist()


def _unpooled(grad: Any, indices: Any, size: tuple[int, int]) -> Any:
    flat = np.zeros((*grad.shape[:2], size[0] * size[1]))
    for (n, c, i, j), index in np.ndenumerate(indices):
        flat[n, c, index] += grad[n, c, i, j]
    return flat.reshape(*grad.shape[:2], *size).tolist()


PACKAGE: dict[str, Callable[..., Any]] = {
    "01": _window_max,
    "02": lambda length, k, s=None, p=0: output_size(length, k, s or k, p),
    "03": _by_array,
    "04": _by_array,
    "05": _by_array,
    "06": lambda x, k, s=None, d=(1, 1): _by_array(x, k, s, 0, d),
    "07": lambda x, k, s=None, p=(0, 0), ceil=False: _by_array(x, k, s, p, 1, ceil),
    "08": _values_and_indices,
    "09": _gradient_of_pool,
    "10": _analytic,
    "11": _by_array,
    "12": _unpooled,
}
