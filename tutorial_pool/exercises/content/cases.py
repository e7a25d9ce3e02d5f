"""考每道练习用的例子，从小到大。

例子里多是负数：0填充、从0开始比、取绝对值，一遇到负数就露馅。随机的部分种子固定，每次考的都一样。
"""

import math
import random
from collections.abc import Callable, Iterator
from itertools import pairwise, product
from typing import Any

from tutorial_pool.exercises.content.exercise import Call
from tutorial_pool.exercises.misconceptions.steps import ONE, Pair, Plane, Steps, flatten
from tutorial_pool.exercises.running.calling import nested

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


def window_max() -> list[Call]:
    """练习1。"""
    chance = random.Random(1)
    calls: list[Call] = [([[-3]], 0, 0, (1, 1)), ([[0, -5]], 0, 0, (1, 2))]
    calls.append(([[-2, -6], [0, -1], [-4, -3]], 0, 0, (3, 2)))
    for height, width in product(range(1, 5), range(1, 5)):
        kernel = chance.randint(1, height), chance.randint(1, width)
        top, left = chance.randint(0, height - kernel[0]), chance.randint(0, width - kernel[1])
        calls.append((plane(chance, height, width), top, left, kernel))
        calls.append((plane(chance, height, width), height - kernel[0], 0, kernel))
        calls.append((plane(chance, height, width), 0, width - kernel[1], kernel))
    for _ in range(12):  # 四面都还有数的窗口
        kernel = chance.choice(KERNELS[:-1])
        top, left = chance.randint(1, 2), chance.randint(1, 2)
        size = kernel[0] + top + chance.randint(1, 2), kernel[1] + left + chance.randint(1, 2)
        calls.append((plane(chance, *size), top, left, kernel))
    return [*by_size(calls), (TINY, 0, 0, SQUARE), (NOTHING, 0, 0, SQUARE)]


def output_size() -> list[Call]:
    """练习2。"""
    calls: list[Call] = []
    for length, kernel in product(range(1, 10), range(1, 5)):
        for stride, padding in product((None, 1, 2, 3), range(kernel // 2 + 1)):
            if length + 2 * padding >= kernel:
                call = (length, kernel, stride, padding)
                calls.append(call if padding else call[:3] if stride else call[:2])
    return sorted(calls, key=lambda call: (call[0], len(call), *call[1:2]))


def max_pool() -> list[Call]:
    """练习3。"""
    chance = random.Random(3)
    calls: list[Call] = [([[-4]], (1, 1))]
    for size, kernel, stride, _, _ in regular(chance, 60):
        calls.append((plane(chance, *size), kernel, *([stride] if stride else [])))
    return [*by_size(calls), (TINY, SQUARE), (NOTHING, SQUARE)]


def max_pool_batch() -> list[Call]:
    """练习4。"""
    chance = random.Random(4)
    calls: list[Call] = [([[[[-4]]]], (1, 1))]
    for size, kernel, stride, _, _ in regular(chance, 40):
        x = volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        calls.append((x, kernel, *([stride] if stride else [])))
    return [*by_size(calls), ([[TINY]], SQUARE), ([[NOTHING]], SQUARE)]


def max_pool_padded() -> list[Call]:
    """练习5。"""
    chance = random.Random(5)
    calls: list[Call] = [([[-4]], SQUARE, ONE, ONE), ([[-4, -9], [-2, -7]], SQUARE, SQUARE, ONE)]
    for size, kernel, stride, padding, _ in regular(chance, 70, padded=True):
        calls.append((plane(chance, *size), kernel, stride, padding))
    for kernel, padding in (((4, 4), (2, 2)), ((4, 2), (2, 1)), ((4, 5), (1, 2))):
        calls.append((plane(chance, 4, 5), kernel, ONE, padding))
    calls.append(([[-4, -9], [-2, -7]], SQUARE))
    return [*by_size(calls), (TINY, SQUARE, ONE, ONE), (NOTHING, SQUARE, ONE, ONE)]


def max_pool_dilated() -> list[Call]:
    """练习6。"""
    chance = random.Random(6)
    calls: list[Call] = []
    for size, kernel, stride, _, dilation in regular(chance, 80, dilated=True):
        calls.append((plane(chance, *size), kernel, stride, dilation))
    calls.append((plane(chance, 4, 4), SQUARE))
    calls.append((plane(chance, 4, 4), SQUARE, (3, 3), ONE))
    return [*by_size(calls), (TINY, SQUARE), (NOTHING, SQUARE)]


def max_pool_ceil() -> list[Call]:
    """练习7。"""
    chance = random.Random(7)
    calls: list[Call] = [
        ([[-5, -2, -8], [-1, -9, -4], [-7, -3, -6]], SQUARE, SQUARE, (0, 0), True),
        ([[-5, -2, -8], [-6, -9, -4], [-7, -3, -1]], SQUARE, SQUARE, ONE, True),
    ]
    for size, kernel, stride, padding, _ in regular(chance, 90, padded=True):
        ceil = chance.random() < 0.8
        calls.append((plane(chance, *size), kernel, stride, padding, ceil))
    return [*by_size(calls), (TINY, SQUARE), (NOTHING, SQUARE, ONE, ONE, True)]


def max_pool_indices() -> list[Call]:
    """练习8。"""
    chance = random.Random(8)
    calls: list[Call] = [
        ([[[[-1, -1], [-1, -1]]]], SQUARE),
        ([[[[NAN, -1], [-2, -3]]]], SQUARE),
        ([[[[-1, NAN], [-2, -3]]]], SQUARE),
        ([[[[-1, -2], [-3, NAN], [-5, -6]]]], SQUARE, ONE),
        ([[[[-1, NAN, -2], [NAN, -3, -4]]]], (2, 3)),
    ]
    for size, kernel, stride, padding, _ in regular(chance, 50, padded=True):
        x = volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        if chance.random() < 0.5:
            x = [[crowded(chance, *size) for _ in image] for image in x]
        calls.append((x, kernel, stride, padding))
    calls.append(([[[[-0.5, -0.25], [-0.75, -1.5]]]], SQUARE))
    return [*by_size(calls), ([[TINY]], SQUARE), ([[NOTHING * 2]], SQUARE)]


def max_pool_backward() -> list[Call]:
    """练习9。"""
    chance = random.Random(9)
    calls: list[Call] = [
        ([[7]], [[-1, -1], [-1, -1]], SQUARE),
        ([[3, 5]], [[-4, -1, -2]], (1, 2), ONE),
    ]
    for size, kernel, stride, padding, _ in regular(chance, 70, padded=True):
        x = chance.choice([plane, crowded])(chance, *size)
        y = Steps().max_pool(x, kernel, stride, padding)
        grad = [[chance.choice(GRADIENTS) for _ in row] for row in y]
        calls.append((grad, x, kernel, stride, padding))
    return [*by_size(calls), ([[5], [7]], NOTHING * 2, SQUARE)]


class Function:
    """数值梯度检验的对象：一个说得清的函数，平面进，平面出。"""

    def __init__(self, words: str, rule: Callable[[Plane], Plane]) -> None:
        self.words, self.rule = words, rule

    def __call__(self, x: Any) -> Plane:
        return self.rule(nested(x))

    def __repr__(self) -> str:
        return self.words


SQUARES = Function("把每个数平方", lambda x: [[v * v for v in row] for row in x])
TOTAL = Function("把所有的数加起来，得到1×1的平面", lambda x: [[sum(map(sum, x))]])
PRODUCT = Function(
    "把每个数乘它右边的数，所以少一列",
    lambda x: [[a * b for a, b in pairwise(row)] for row in x],
)
POOL = Function("做2×2的最大池化", lambda x: Steps().max_pool(x, SQUARE))


def numeric_gradient() -> list[Call]:
    """练习10。函数至多是二次的，`eps`又小于各数之差的一半，所以两边差分一点误差也没有。"""
    chance = random.Random(10)
    calls: list[Call] = [(TOTAL, [[-2]], [[3]], 0.5), (SQUARES, [[-2]], [[1]], 0.5)]
    for height, width in product(range(1, 4), range(2, 5)):
        for function in (TOTAL, SQUARES, PRODUCT, POOL):
            if function is POOL and height < 2:
                continue
            x = plane(chance, height, width)
            grad = [[chance.randint(2, 9) for _ in row] for row in function(x)]
            calls.append((function, x, grad, chance.choice([0.25, 0.125])))
    return by_size(calls)


def max_pool_numpy() -> list[Call]:
    """练习11。"""
    import numpy as np

    chance = random.Random(11)
    calls: list[Call] = []
    for size, kernel, stride, padding, _ in regular(chance, 60, padded=True):
        x = volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        calls.append((x, kernel, stride, padding))
    calls = [*by_size(calls), ([[TINY]], SQUARE), ([[NOTHING]], SQUARE)]
    calls += [([[TINY]], SQUARE, ONE, ONE), ([[NOTHING]], SQUARE, ONE, ONE)]
    return [(np.array(x, dtype=float), *rest) for x, *rest in calls]


def max_pool_backward_numpy() -> list[Call]:
    """练习12。"""
    import numpy as np

    chance = random.Random(12)
    calls: list[Call] = []
    for size, kernel, stride, padding, _ in regular(chance, 50, padded=True):
        x = volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        indices = Steps().max_pool_indices(x, kernel, stride, padding)[1]
        numbers = np.array(indices)
        grad = [chance.choice(GRADIENTS) for _ in range(numbers.size)]
        calls.append((np.array(grad, dtype=float).reshape(numbers.shape).tolist(), indices, size))
    return [(np.array(g), np.array(i), size) for g, i, size in by_size(calls)]


def large_images(side: int) -> Call:
    """练习11，看走了多少步。"""
    import numpy as np

    x = np.random.default_rng(0).normal(size=(side // 6, side // 6, side, side))
    return x, (2, 3), (2, 1), (1, 1)


def large_gradient(side: int) -> Call:
    """练习12，看走了多少步。"""
    import numpy as np

    chance = np.random.default_rng(0)
    indices = chance.integers(0, side * side, size=(side // 6, side // 6, side // 2, side // 2))
    return chance.normal(size=indices.shape), indices, (side, side)
