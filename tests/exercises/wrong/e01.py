"""练习1：各种写错的；每段的号码是误解的编号。"""


# %% 02 loop
def window_max(x, top, left, kernel_size):
    best = 0
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 02 max_default_zero
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh]:
        values.extend(row[left : left + kw])
    return max(0, *values)


# %% 03 minus_100
def window_max(x, top, left, kernel_size):
    best = -100
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 03 minus_1e9
def window_max(x, top, left, kernel_size):
    best = -1e9
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 03 minus_999999
def window_max(x, top, left, kernel_size):
    best = -999999
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 03 sys_maxsize
import sys


def window_max(x, top, left, kernel_size):
    best = -sys.maxsize
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 18 loop
def window_max(x, top, left, kernel_size):
    best = x[top][left]
    for i in range(kernel_size[1]):
        for j in range(kernel_size[0]):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 18 slices
def window_max(x, top, left, kernel_size):
    kw, kh = kernel_size
    values = []
    for row in x[top : top + kh]:
        values.extend(row[left : left + kw])
    return max(values)


# %% 21 slices
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh]:
        values.extend(row[left : left + kw])
    return sum(values) / len(values)


# %% 21 sum_over_count
def window_max(x, top, left, kernel_size):
    total = 0
    count = 0
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            total += x[top + i][left + j]
            count += 1
    return total / count


# %% 22 abs_in_list
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh]:
        values.extend(row[left : left + kw])
    return max(abs(v) for v in values)


# %% 22 abs_value
def window_max(x, top, left, kernel_size):
    best = 0
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = abs(x[top + i][left + j])
            if value > best:
                best = value
    return best


# %% 22 compare_abs
def window_max(x, top, left, kernel_size):
    best = x[top][left]
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = x[top + i][left + j]
            if abs(value) > abs(best):
                best = value
    return best


# %% 22 key_abs
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh]:
        values.extend(row[left : left + kw])
    return max(values, key=abs)


# %% 26 columns_only_too_short
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh]:
        values.extend(row[left : left + kw - 1])
    return max(values)


# %% 26 loop_too_long
def window_max(x, top, left, kernel_size):
    best = x[top][left]
    for i in range(kernel_size[0] + 1):
        for j in range(kernel_size[1] + 1):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 26 loop_too_short_from_first
def window_max(x, top, left, kernel_size):
    best = x[top][left]
    for i in range(kernel_size[0] - 1):
        for j in range(kernel_size[1] - 1):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 26 loop_too_short_from_infinity
import math


def window_max(x, top, left, kernel_size):
    best = -math.inf
    for i in range(kernel_size[0] - 1):
        for j in range(kernel_size[1] - 1):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 26 rows_only_too_long
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh + 1]:
        values.extend(row[left : left + kw])
    return max(values)


# %% 26 slices_empty_is_infinity
import math


def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh - 1]:
        values.extend(row[left : left + kw - 1])
    return max(values, default=-math.inf)


# %% 26 slices_too_long
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh + 1]:
        values.extend(row[left : left + kw + 1])
    return max(values)


# %% 26 slices_too_short
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = []
    for row in x[top : top + kh - 1]:
        values.extend(row[left : left + kw - 1])
    return max(values)


# %% 41 loop
def window_max(x, top, left, kernel_size):
    best = x[0][0]
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = x[top + i][left + j]
            if value > best:
                best = value
    return best


# %% 41 slices
def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = [x[0][0]]
    for row in x[top : top + kh]:
        values.extend(row[left : left + kw])
    return max(values)
