"""练习7：各种写错的；每段的号码是误解的编号。"""

# %% 01 else_zero
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
                    else:
                        best = max(best, 0)
            row.append(best)
        y.append(row)
    return y


# %% 01 padded_with_zeros
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = 0
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    y = []
    for i in range(output_size(len(x), kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, ceil_mode)):
            window = []
            for row in padded[i * sh : i * sh + kh]:
                window += row[j * sw : j * sw + kw]
            y[i].append(max(window))
    return y


# %% 02 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = 0
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 03 fill_minus_1e9
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -1e9
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    y = []
    for i in range(output_size(len(x), kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, ceil_mode)):
            window = []
            for row in padded[i * sh : i * sh + kh]:
                window += row[j * sw : j * sw + kw]
            y[i].append(max(window))
    return y


# %% 03 minus_1e9
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -1e9
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 04 if_none
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = (1, 1)
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 05 short_window
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y = []
    for i in range(output_size(len(x), kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            window = []
            for row in x[max(top, 0) : top + kh]:
                window += row[max(left, 0) : left + kw]
            if len(window) < kh * kw and (top + kh > len(x) + ph or left + kw > len(x[0]) + pw):
                y[i].append(window[0])
            else:
                y[i].append(max(window))
    return y


# %% 05 top_left
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            if top + kh > height + ph or left + kw > width + pw:
                row.append(x[max(top, 0)][max(left, 0)])
                continue
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 06 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 06 padded_slices_raise
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    y = []
    for i in range(output_size(len(x), kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, ceil_mode)):
            window = []
            for row in padded[i * sh : i * sh + kh]:
                window += row[j * sw : j * sw + kw]
            y[i].append(max(window))
    return y


# %% 06 slices_raise
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y = []
    for i in range(output_size(len(x), kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            window = []
            for row in x[max(top, 0) : top + kh]:
                window += row[max(left, 0) : left + kw]
            y[i].append(max(window))
    return y


# %% 06 wrong_rule
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + 2 * p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 07 never_used
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    return room // s + 1


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 07 padded_loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    y = []
    for i in range(output_size(len(x), kh, sh, ph, False)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, False)):
            window = []
            for row in padded[i * sh : i * sh + kh]:
                window += row[j * sw : j * sw + kw]
            y[i].append(max(window))
    return y


# %% 08 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 08 without_the_rule
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    size = math.ceil(room / s) + 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 09 half_up_for_ceil
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = int(room / s + 0.5) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 09 round
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return round(room / s) + 1
    size = round(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 10 inside_the_input
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top = min(i * sh - ph, max(0, height - kh))
            left = min(j * sw - pw, max(0, width - kw))
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 10 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top = min(i * sh - ph, height + ph - kh)
            left = min(j * sw - pw, width + pw - kw)
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 11 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            if top + kh > height + ph or left + kw > width + pw:
                row.append(0)
                continue
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 11 short_window
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y = []
    for i in range(output_size(len(x), kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            window = []
            for row in x[max(top, 0) : top + kh]:
                window += row[max(left, 0) : left + kw]
            if top + kh > len(x) + ph or left + kw > len(x[0]) + pw:
                y[i].append(0)
            else:
                y[i].append(max(window))
    return y


# %% 12 formula
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 13 start_at_zero
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh, j * sw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 14 reflected
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if r < 0:
                        r = -r
                    if c < 0:
                        c = -c
                    if r >= height:
                        r = 2 * (height - 1) - r
                    if c >= width:
                        c = 2 * (width - 1) - c
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 18 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kw, kh = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 19 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sw, sh = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 20 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    pw, ph = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 21 of_seen
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y = []
    for i in range(output_size(len(x), kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            window = []
            for row in x[max(top, 0) : top + kh]:
                window += row[max(left, 0) : left + kw]
            y[i].append(sum(window) / len(window))
    return y


# %% 22 key_abs
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y = []
    for i in range(output_size(len(x), kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            window = []
            for row in x[max(top, 0) : top + kh]:
                window += row[max(left, 0) : left + kw]
            y[i].append(max(window, key=abs))
    return y


# %% 24 formula_rule_kept
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s
    size = math.ceil(room / s)
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 25 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * kh - ph, j * kw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 26 too_long
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh + 1):
                for c in range(left, left + kw + 1):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 26 too_short
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh - 1):
                for c in range(left, left + kw - 1):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 38 no_guard_below
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if r < height and c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 41 loop
import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = x[0][0]
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 64 turned
def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    stride = stride or kernel_size

    def size(n, k, s, p):
        room = n + 2 * p - k
        if ceil_mode:
            return room // s + 1
        count = -(-room // s) + 1
        return count - 1 if (count - 1) * s >= n + p else count

    height, width = len(x), len(x[0])
    sizes = [size(*axis) for axis in zip((height, width), kernel_size, stride, padding)]
    y = []
    for i in range(sizes[0]):
        y.append([])
        for j in range(sizes[1]):
            top, left = i * stride[0] - padding[0], j * stride[1] - padding[1]
            best = float("-inf")
            for r in range(max(top, 0), min(top + kernel_size[0], height)):
                for c in range(max(left, 0), min(left + kernel_size[1], width)):
                    best = max(best, x[r][c])
            y[-1].append(best)
    return y


# %% 65 forgets_the_left_padding
def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    stride = stride or kernel_size

    def size(n, k, s, p):
        room = n + 2 * p - k
        if not ceil_mode:
            return room // s + 1
        count = -(-room // s) + 1
        return count - 1 if (count - 1) * s >= n else count

    height, width = len(x), len(x[0])
    sizes = [size(*axis) for axis in zip((height, width), kernel_size, stride, padding)]
    y = []
    for i in range(sizes[0]):
        y.append([])
        for j in range(sizes[1]):
            top, left = i * stride[0] - padding[0], j * stride[1] - padding[1]
            best = float("-inf")
            for r in range(max(top, 0), min(top + kernel_size[0], height)):
                for c in range(max(left, 0), min(left + kernel_size[1], width)):
                    best = max(best, x[r][c])
            y[-1].append(best)
    return y


# %% 09 round_for_ceil
def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    stride = stride or kernel_size

    def size(n, k, s, p):
        room = n + 2 * p - k
        if not ceil_mode:
            return room // s + 1
        count = round(room / s) + 1
        return count - 1 if (count - 1) * s >= n + p else count

    height, width = len(x), len(x[0])
    sizes = [size(*axis) for axis in zip((height, width), kernel_size, stride, padding)]
    y = []
    for i in range(sizes[0]):
        y.append([])
        for j in range(sizes[1]):
            top, left = i * stride[0] - padding[0], j * stride[1] - padding[1]
            best = float("-inf")
            for r in range(max(top, 0), min(top + kernel_size[0], height)):
                for c in range(max(left, 0), min(left + kernel_size[1], width)):
                    best = max(best, x[r][c])
            y[-1].append(best)
    return y
