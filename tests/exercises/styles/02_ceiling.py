import math


def output_size(length, kernel_size, stride=None, padding=0):
    s = kernel_size if stride is None else stride
    return math.ceil((length + 2 * padding - kernel_size + 1) / s)
