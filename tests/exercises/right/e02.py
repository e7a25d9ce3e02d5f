"""练习2：各种写法，都对。"""


# %% a_float_that_is_whole
def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    room = length + 2 * padding - kernel_size
    return (room - room % stride) / stride + 1


# %% ceiling
import math


def output_size(length, kernel_size, stride=None, padding=0):
    s = kernel_size if stride is None else stride
    return math.ceil((length + 2 * padding - kernel_size + 1) / s)


# %% count_starts
def output_size(length, kernel_size, stride=None, padding=0):
    return len(range(0, length + 2 * padding - kernel_size + 1, stride or kernel_size))


# %% divmod_numpy_integer
import numpy as np


def output_size(length, kernel_size, stride=None, padding=0):
    steps, _ = divmod(np.int64(length + padding + padding - kernel_size), stride or kernel_size)
    return steps + 1


# %% float_floor
import math


def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    return math.floor((length + 2 * padding - (kernel_size - 1) - 1) / stride + 1)


# %% recursion
def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    if padding:
        return output_size(length + 2 * padding, kernel_size, stride)
    if length < kernel_size:
        return 0
    return 1 + output_size(length - stride, kernel_size, stride)


# %% while
def output_size(length, kernel_size, stride=None, padding=0):
    if not stride:
        stride = kernel_size
    start, count = -padding, 0
    while start + kernel_size <= length + padding:
        count += 1
        start += stride
    return count
