import math


def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    return math.floor((length + 2 * padding - (kernel_size - 1) - 1) / stride + 1)
