"""练习1：各种写法，都对。"""


# %% comprehension
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    return max(x[r][c] for r in range(top, top + kh) for c in range(left, left + kw))


# %% fraction
from fractions import Fraction
from functools import reduce


def window_max(x, top, left, kernel_size):
    cells = [
        x[top + i // kernel_size[1]][left + i % kernel_size[1]]
        for i in range(kernel_size[0] * kernel_size[1])
    ]
    best = reduce(lambda a, b: b if b > a else a, cells)
    return best if abs(best) == float("inf") else Fraction(best)


# %% guard_over_the_whole_plane
def window_max(x, top, left, kernel_size):
    best = None
    for r, row in enumerate(x):
        for c, value in enumerate(row):
            if top <= r < top + kernel_size[0] and left <= c < left + kernel_size[1]:
                if best is None or value >= best:
                    best = value
    return best


# %% heap
import heapq


def window_max(x, top, left, kernel_size):
    heap = []
    for r in range(kernel_size[0]):
        for c in range(kernel_size[1]):
            heapq.heappush(heap, -x[top + r][left + c])
    return -heap[0]


# %% numpy
import numpy as np


def window_max(x, top, left, kernel_size):
    return np.array(x)[top : top + kernel_size[0], left : left + kernel_size[1]].max()


# %% recursion
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    if kh > 1:
        return max(window_max(x, top, left, (1, kw)), window_max(x, top + 1, left, (kh - 1, kw)))
    if kw > 1:
        return max(x[top][left], window_max(x, top, left + 1, (1, kw - 1)))
    return x[top][left]


# %% slices
def window_max(x, top, left, kernel_size):
    rows = x[top : top + kernel_size[0]]
    return max(max(row[left : left + kernel_size[1]]) for row in rows)


# %% sorted
def window_max(x, top, left, kernel_size):
    values = []
    for row in x[top : top + kernel_size[0]]:
        values += row[left : left + kernel_size[1]]
    return sorted(values)[-1]


# %% while_from_infinity
def window_max(x, top, left, kernel_size):
    biggest = -float("inf")
    i = 0
    while i < kernel_size[0]:
        j = 0
        while j < kernel_size[1]:
            value = x[top + i][left + j]
            if value > biggest:
                biggest = value
            j += 1
        i += 1
    return biggest
