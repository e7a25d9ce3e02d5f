from fractions import Fraction
from functools import reduce


def window_max(x, top, left, kernel_size):
    cells = [
        x[top + i // kernel_size[1]][left + i % kernel_size[1]]
        for i in range(kernel_size[0] * kernel_size[1])
    ]
    best = reduce(lambda a, b: b if b > a else a, cells)
    return best if abs(best) == float("inf") else Fraction(best)
