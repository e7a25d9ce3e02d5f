"""造例子：随机的平面、批量和参数，各题共用。

例子里多是负数：0填充、从0开始比、取绝对值，一遇到负数就露馅。随机的部分种子固定，每次考的都一样。
"""

import math
import random
from collections.abc import Iterator
from typing import Any

from tutorial_pool.exercises.content.exercise import Call
from tutorial_pool.exercises.misconceptions.steps import ONE, Pair, Plane, flatten

NAN, INF = math.nan, math.inf
TINY: Plane = [[-3e30, -5e30], [-7e30, -2e30]]  # 比常见的“很小的数”都小
NOTHING: Plane = [[-INF, -INF], [-INF, -INF]]
SQUARE = (2, 2)
GRADIENTS = [-3, -2, 2, 3, 4, 5, 6, 7, 0.5, -1.25]
KERNELS = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (2, 3), (3, 2), (3, 3)]


def plane(chance: random.Random, height: int, width: int) -> Plane:
    """一个平面：各不相同的数，大多是负数，有时全是；有的不是整数。"""
    low, high = chance.choice([(-40, -1), (-30, 12)])
    numbers: list[float] = chance.sample(range(low, high), height * width)
    if chance.random() < 0.3:
        numbers = [value / 2 for value in numbers]
    return [numbers[r * width : (r + 1) * width] for r in range(height)]


def crowded(chance: random.Random, height: int, width: int) -> Plane:
    """一个平面，里面有许多并列。"""
    return [[chance.choice([-3, -2, -1, 0]) for _ in range(width)] for _ in range(height)]


def volume(chance: random.Random, batch: int, channels: int, height: int, width: int) -> Any:
    """一个批量，形状(N, C, H, W)。"""
    return [[plane(chance, height, width) for _ in range(channels)] for _ in range(batch)]


def only_before() -> list[tuple[Plane, Pair, Pair]]:
    """窗口只伸到左边或上边的填充里，不伸到右边和下边：输入、窗口（也是步幅）、填充。"""
    row: list[float] = [-5, -7, -1]
    return [([row], (1, 2), (0, 1)), ([[v] for v in row], (2, 1), (1, 0))]


def by_size(calls: list[Call]) -> list[Call]:
    """从小到大：先看数的个数，再看参数的个数和大小。"""
    return sorted(calls, key=lambda call: (_weight(call), len(call)))


def _weight(call: Call) -> int:
    grids = [part for part in call if isinstance(part, list)]
    rest = [part for part in call if isinstance(part, tuple)]
    return 4 * len(flatten(grids)) + sum(map(sum, rest))


def regular(
    chance: random.Random, count: int, *, padded: bool = False, dilated: bool = False
) -> Iterator[tuple[Pair, Pair, Pair | None, Pair, Pair]]:
    """放得下窗口的参数：大小、窗口、步幅、填充、空洞。"""
    while count:
        size = chance.randint(1, 5), chance.randint(1, 6)
        kernel = chance.choice(KERNELS)
        stride = None if chance.random() < 0.3 else (chance.randint(1, 3), chance.randint(1, 3))
        padding = (0, 0)
        if padded:
            padding = chance.randint(0, kernel[0] // 2), chance.randint(0, kernel[1] // 2)
        dilation = (chance.randint(1, 3), chance.randint(1, 3)) if dilated else ONE
        room = (
            length + 2 * p - d * (k - 1) - 1
            for length, k, p, d in zip(size, kernel, padding, dilation, strict=True)
        )
        if min(room) >= 0:
            count -= 1
            yield size, kernel, stride, padding, dilation
