"""造约定之内的参数：比考的例子宽得多，更大、更多、并列更多、正负无穷。"""

from random import Random
from typing import Any

from tutorial_pool.exercises.content.exercise import Call

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


def shortened(chance: Random, call: Call, defaults: Call) -> Call:
    """末尾和默认值一样的参数，有时就不写了。"""
    while defaults and call[-1] == defaults[-1] and chance.random() < 0.5:
        call, defaults = call[:-1], defaults[:-1]
    return call


def batch(chance: Random, size: tuple[int, int]) -> tuple[int, ...]:
    """一个批量的形状。"""
    return chance.randint(1, 3), chance.randint(1, 4), *size
