import math


def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh - 1]:
        values.extend(row[left : left + kw - 1])
    return max(values, default=-math.inf)
