import numpy as np


def window_max(x, top, left, kernel_size):
    return np.array(x)[top : top + kernel_size[0], left : left + kernel_size[1]].max()
