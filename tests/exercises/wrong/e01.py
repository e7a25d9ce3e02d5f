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


# %% 57 return_in_outer_loop
def window_max(x, top, left, kernel_size):
    best = x[top][left]
    for r in range(top, top + kernel_size[0]):
        for c in range(left, left + kernel_size[1]):
            if x[r][c] > best:
                best = x[r][c]
        return best


# %% 60 whole_plane
def window_max(x, top, left, kernel_size):
    best = x[0][0]
    for row in x:
        for v in row:
            if v > best:
                best = v
    return best


# %% 60 flattened
def window_max(x, top, left, kernel_size):
    numbers = []
    for row in x:
        numbers.extend(row)
    return max(numbers)


# %% 61 around
def window_max(x, top, left, kernel_size):
    h, w = kernel_size
    first_row = max(top - h // 2, 0)
    first_column = max(left - w // 2, 0)
    rows = x[first_row : first_row + h]
    return max(max(row[first_column : first_column + w]) for row in rows)


# %% 62 best_inside_the_rows
def window_max(x, top, left, kernel_size):
    for r in range(top, top + kernel_size[0]):
        best = x[r][left]
        for c in range(left, left + kernel_size[1]):
            if x[r][c] > best:
                best = x[r][c]
    return best


# %% 62 always_replaced
def window_max(x, top, left, kernel_size):
    for r in range(top, top + kernel_size[0]):
        for c in range(left, left + kernel_size[1]):
            best = x[r][c]
    return best


# %% 63 stop_is_size
def window_max(x, top, left, kernel_size):
    numbers = []
    for row in x[top : kernel_size[0]]:
        numbers += row[left : kernel_size[1]]
    return max(numbers)


# %% 56 inside_from_one
def window_max(x, top, left, kernel_size):
    best = float("-inf")
    for a in range(1, kernel_size[0]):
        for b in range(1, kernel_size[1]):
            best = max(best, x[top + a][left + b])
    return best


# %% 51 minus_infinity_and_less
def window_max(x, top, left, kernel_size):
    best = float("-inf")
    for r in range(top, top + kernel_size[0]):
        for c in range(left, left + kernel_size[1]):
            if x[r][c] < best:
                best = x[r][c]
    return best


# %% 51 plus_infinity
def window_max(x, top, left, kernel_size):
    best = float("inf")
    for r in range(top, top + kernel_size[0]):
        for c in range(left, left + kernel_size[1]):
            if x[r][c] > best:
                best = x[r][c]
    return best


# %% 58 square_window
def window_max(x, top, left, kernel_size):
    k = kernel_size[0]
    best = x[top][left]
    for row in x[top : top + k]:
        for v in row[left : left + k]:
            best = max(best, v)
    return best
