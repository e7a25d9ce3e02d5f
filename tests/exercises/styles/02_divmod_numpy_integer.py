import numpy as np


def output_size(length, kernel_size, stride=None, padding=0):
    steps, _ = divmod(np.int64(length + padding + padding - kernel_size), stride or kernel_size)
    return steps + 1
