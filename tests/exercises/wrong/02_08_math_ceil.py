import math


def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    return math.ceil((length + 2 * padding - kernel_size) / stride) + 1
