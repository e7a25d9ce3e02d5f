"""练习3：各种写错的；每段的号码是误解的编号。"""


# %% 02 loop
def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 02 max_with_zero
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(max(window), 0)
    return y


# %% 03 minus_10000
def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -10000
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 03 minus_1e9
def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -1e9
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 04 if_none
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = (1, 1)
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 04 or
def max_pool(x, kernel_size, stride=None):
    (kh, kw), (sh, sw) = kernel_size, stride or (1, 1)
    return [
        [
            max(x[r][c] for r in range(top, top + kh) for c in range(left, left + kw))
            for left in range(0, len(x[0]) - kw + 1, sw)
        ]
        for top in range(0, len(x) - kh + 1, sh)
    ]


# %% 08 every_start
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = len(range(0, len(x), stride[0]))
    w_out = len(range(0, len(x[0]), stride[1]))
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


# %% 08 loop_raises
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = math.ceil((len(x) - kh) / sh) + 1
    w_out = math.ceil((len(x[0]) - kw) / sw) + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 08 slices
import math


def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = math.ceil((len(x) - kh) / stride[0]) + 1
    w_out = math.ceil((len(x[0]) - kw) / stride[1]) + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


# %% 09 loop_raises_half_up
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = int((len(x) - kh) / sh + 0.5) + 1
    w_out = int((len(x[0]) - kw) / sw + 0.5) + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 09 slices
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = round((len(x) - kh) / stride[0]) + 1
    w_out = round((len(x[0]) - kw) / stride[1]) + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


# %% 18 in_the_window_only
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kw):
                for b in range(kh):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 18 loop
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kw, kh = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 18 slices
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kw, kh = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


# %% 19 comprehension
def max_pool(x, kernel_size, stride=None):
    (kh, kw), (sw, sh) = kernel_size, stride or kernel_size
    return [
        [
            max(x[r][c] for r in range(top, top + kh) for c in range(left, left + kw))
            for left in range(0, len(x[0]) - kw + 1, sw)
        ]
        for top in range(0, len(x) - kh + 1, sh)
    ]


# %% 19 in_the_start_only
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[1]
            left = j * stride[0]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


# %% 19 loop
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sw, sh = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 21 loop
def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            total = 0
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    total += value
            row.append(total / (kh * kw))
        y.append(row)
    return y


# %% 21 slices
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = sum(window) / len(window)
    return y


# %% 22 abs_from_zero
def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    value = abs(x[i * sh + a][j * sw + b])
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 22 abs_in_if
def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if abs(value) > abs(best):
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 22 key_abs
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window, key=abs)
    return y


# %% 24 formula
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh
    w_out = (len(x[0]) - kw) // sw
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 24 range_stops_early
def max_pool(x, kernel_size, stride=None):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    return [
        [
            max(x[r][c] for r in range(top, top + kh) for c in range(left, left + kw))
            for left in range(0, len(x[0]) - kw, sw)
        ]
        for top in range(0, len(x) - kh, sh)
    ]


# %% 24 rows_only
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0]
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


# %% 25 loop_raises
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * kh + a][j * kw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 25 slices_raise
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * kh
            left = j * kw
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


# %% 25 slices_skip_empty
import math


def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * kh
            left = j * kw
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window, default=-math.inf)
    return y


# %% 26 columns_only
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw - 1]
            y[i][j] = max(window)
    return y


# %% 26 loop_too_long
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh + 1):
                for b in range(kw + 1):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 26 loop_too_short
import math


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh - 1):
                for b in range(kw - 1):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 26 slices_too_long
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh + 1]:
                window += row[left : left + kw + 1]
            y[i][j] = max(window)
    return y


# %% 26 slices_too_short
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh - 1]:
                window += row[left : left + kw - 1]
            y[i][j] = max(window)
    return y


# %% 41 loop
def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = x[0][0]
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 49 top_left_only
"""每个窗口只取左上角。"""


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    y = []
    for i in range(0, len(x) - kernel_size[0] + 1, stride[0]):
        row = []
        for j in range(0, len(x[0]) - kernel_size[1] + 1, stride[1]):
            row.append(x[i][j])
        y.append(row)
    return y


# %% 51 smallest
"""取了最小的。"""


def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = []
    for top in range(0, len(x) - kh + 1, sh):
        y.append([])
        for left in range(0, len(x[0]) - kw + 1, sw):
            y[-1].append(min(v for row in x[top : top + kh] for v in row[left : left + kw]))
    return y


# %% 52 best_outside
def max_pool(x, kernel_size, stride=None):
    sh, sw = stride or kernel_size
    best = float("-inf")
    y = []
    for top in range(0, len(x) - kernel_size[0] + 1, sh):
        row = []
        for left in range(0, len(x[0]) - kernel_size[1] + 1, sw):
            for r in range(top, top + kernel_size[0]):
                for c in range(left, left + kernel_size[1]):
                    if x[r][c] > best:
                        best = x[r][c]
            row.append(best)
        y.append(row)
    return y


# %% 52 window_kept_for_a_row
def max_pool(x, kernel_size, stride=None):
    sh, sw = stride or kernel_size
    y = []
    for top in range(0, len(x) - kernel_size[0] + 1, sh):
        row, window = [], []
        for left in range(0, len(x[0]) - kernel_size[1] + 1, sw):
            for line in x[top : top + kernel_size[0]]:
                window += line[left : left + kernel_size[1]]
            row.append(max(window))
        y.append(row)
    return y


# %% 53 output_number_is_start
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    rows = (len(x) - kh) // sh + 1
    columns = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(rows):
        y.append([])
        for j in range(columns):
            window = [x[i + a][j + b] for a in range(kh) for b in range(kw)]
            y[i].append(max(window))
    return y


# %% 54 steps_of_the_window
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    return [
        [
            max(max(r[left : left + kw]) for r in x[top : top + kh])
            for left in range(0, len(x[0]) - kw + 1, kw)
        ]
        for top in range(0, len(x) - kh + 1, kh)
    ]


# %% 54 every_place
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    y = []
    for top in range(len(x) - kh + 1):
        y.append([])
        for left in range(len(x[0]) - kw + 1):
            y[-1].append(max(max(r[left : left + kw]) for r in x[top : top + kh]))
    return y


# %% 56 range_from_one
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = []
    for top in range(1, len(x) - kh + 1, sh):
        row = []
        for left in range(1, len(x[0]) - kw + 1, sw):
            row.append(max(x[top + a][left + b] for a in range(kh) for b in range(kw)))
        y.append(row)
    return y


# %% 57 return_after_a_row
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = []
    for top in range(0, len(x) - kh + 1, sh):
        row = []
        for left in range(0, len(x[0]) - kw + 1, sw):
            row.append(max(x[top + a][left + b] for a in range(kh) for b in range(kw)))
        y.append(row)
        return y


# %% 57 return_after_a_window
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    for top in range(0, len(x) - kh + 1, sh):
        for left in range(0, len(x[0]) - kw + 1, sw):
            best = max(x[top + a][left + b] for a in range(kh) for b in range(kw))
            return [[best]]


# %% 58 first_of_each
def max_pool(x, kernel_size, stride=None):
    k = kernel_size[0]
    s = (stride or kernel_size)[0]
    return [
        [max(max(r[c : c + k]) for r in x[t : t + k]) for c in range(0, len(x[0]) - k + 1, s)]
        for t in range(0, len(x) - k + 1, s)
    ]


# %% 58 stride_first
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    step = (stride or kernel_size)[0]
    y = []
    for top in range(0, len(x) - kh + 1, step):
        y.append([])
        for left in range(0, len(x[0]) - kw + 1, step):
            y[-1].append(max(x[top + a][left + b] for a in range(kh) for b in range(kw)))
    return y


# %% 59 range_two_long
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = []
    for top in range(0, len(x) - kh + 2, sh):
        row = []
        for left in range(0, len(x[0]) - kw + 2, sw):
            window = []
            for line in x[top : top + kh]:
                window += line[left : left + kw]
            row.append(max(window, default=float("-inf")))
        y.append(row)
    return y


# %% 66 diagonal
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = []
    for top in range(0, len(x) - kh + 1, sh):
        row = []
        for left in range(0, len(x[0]) - kw + 1, sw):
            row.append(max(x[top + a][left + a] for a in range(min(kh, kw))))
        y.append(row)
    return y
