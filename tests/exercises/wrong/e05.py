"""练习5：各种写错的；每段的号码是误解的编号。"""

# %% 01 else_zero
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
                    else:
                        best = max(best, 0)
            row.append(best)
        y.append(row)
    return y


# %% 01 padded_with_zeros
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    ph, pw = padding
    kh, kw = kernel_size
    fill = 0
    width = len(x[0]) + 2 * pw
    padded = []
    for _ in range(ph):
        padded.append([fill] * width)
    for row in x:
        padded.append([fill] * pw + list(row) + [fill] * pw)
    for _ in range(ph):
        padded.append([fill] * width)
    y = []
    for i in range((len(padded) - kh) // stride[0] + 1):
        y.append([])
        for j in range((width - kw) // stride[1] + 1):
            top, left = i * stride[0], j * stride[1]
            window = []
            for row in padded[top : top + kh]:
                window += row[left : left + kw]
            y[-1].append(max(window))
    return y


# %% 02 loop
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 03 fill_minus_1e9
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    ph, pw = padding
    kh, kw = kernel_size
    fill = -1e9
    width = len(x[0]) + 2 * pw
    padded = []
    for _ in range(ph):
        padded.append([fill] * width)
    for row in x:
        padded.append([fill] * pw + list(row) + [fill] * pw)
    for _ in range(ph):
        padded.append([fill] * width)
    y = []
    for i in range((len(padded) - kh) // stride[0] + 1):
        y.append([])
        for j in range((width - kw) // stride[1] + 1):
            top, left = i * stride[0], j * stride[1]
            window = []
            for row in padded[top : top + kh]:
                window += row[left : left + kw]
            y[-1].append(max(window))
    return y


# %% 03 minus_1e9
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -1e9
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 04 if_none
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = (1, 1)
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 04 or
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or (1, 1)
    (kh, kw), (ph, pw) = kernel_size, padding
    y = []
    for top in range(-ph, len(x) + ph - kh + 1, stride[0]):
        row = []
        for left in range(-pw, len(x[0]) + pw - kw + 1, stride[1]):
            rows = range(max(0, top), min(top + kh, len(x)))
            columns = range(max(0, left), min(left + kw, len(x[0])))
            row.append(max(x[r][c] for r in rows for c in columns))
        y.append(row)
    return y


# %% 08 ceil
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = math.ceil((height + 2 * ph - kh) / sh) + 1
    w_out = math.ceil((width + 2 * pw - kw) / sw) + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 09 round
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = round((height + 2 * ph - kh) / sh) + 1
    w_out = round((width + 2 * pw - kw) / sw) + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 10 pushed_back_inside
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    (kh, kw), (ph, pw) = kernel_size, padding
    y = []
    for top in range(-ph, len(x) + ph - kh + 1, stride[0]):
        row = []
        for left in range(-pw, len(x[0]) + pw - kw + 1, stride[1]):
            r0 = min(top, max(0, len(x) - kh))
            c0 = min(left, max(0, len(x[0]) - kw))
            rows = range(max(0, r0), min(r0 + kh, len(x)))
            columns = range(max(0, c0), min(c0 + kw, len(x[0])))
            row.append(max(x[r][c] for r in rows for c in columns))
        y.append(row)
    return y


# %% 12 formula
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + ph - kh) // sh + 1
    w_out = (width + pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 12 padded_on_top_only_counts_once
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    (kh, kw), (ph, pw) = kernel_size, padding
    y = []
    for top in range(-ph, len(x) - kh + 1, stride[0]):
        row = []
        for left in range(-pw, len(x[0]) - kw + 1, stride[1]):
            rows = range(max(0, top), min(top + kh, len(x)))
            columns = range(max(0, left), min(left + kw, len(x[0])))
            row.append(max(x[r][c] for r in rows for c in columns))
        y.append(row)
    return y


# %% 13 padded_after
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    kh, kw = kernel_size
    inf = float("inf")
    padded = [list(row) + [-inf] * (2 * padding[1]) for row in x]
    for _ in range(2 * padding[0]):
        padded.append([-inf] * len(padded[0]))
    y = []
    for top in range(0, len(padded) - kh + 1, stride[0]):
        row = []
        for left in range(0, len(padded[0]) - kw + 1, stride[1]):
            row.append(max(max(r[left : left + kw]) for r in padded[top : top + kh]))
        y.append(row)
    return y


# %% 13 padded_after_once
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    kh, kw = kernel_size
    inf = float("inf")
    padded = [list(row) + [-inf] * padding[1] for row in x]
    for _ in range(padding[0]):
        padded.append([-inf] * len(padded[0]))
    y = []
    for top in range(0, len(padded) - kh + 1, stride[0]):
        row = []
        for left in range(0, len(padded[0]) - kw + 1, stride[1]):
            row.append(max(max(r[left : left + kw]) for r in padded[top : top + kh]))
        y.append(row)
    return y


# %% 13 start_at_zero
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh + a
                    c = j * sw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 14 numpy_reflect
import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    x = np.pad(np.array(x, dtype=float), [(p, p) for p in padding], mode="reflect")
    h_out = (x.shape[0] - kernel_size[0]) // stride[0] + 1
    w_out = (x.shape[1] - kernel_size[1]) // stride[1] + 1
    y = np.zeros((h_out, w_out))
    for i in range(h_out):
        for j in range(w_out):
            top, left = i * stride[0], j * stride[1]
            y[i, j] = x[top : top + kernel_size[0], left : left + kernel_size[1]].max()
    return y


# %% 14 reflected_index
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
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


# %% 18 unpacked
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kw, kh = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 19 unpacked
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sw, sh = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 20 padded
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    pw, ph = padding
    kh, kw = kernel_size
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = []
    for _ in range(ph):
        padded.append([fill] * width)
    for row in x:
        padded.append([fill] * pw + list(row) + [fill] * pw)
    for _ in range(ph):
        padded.append([fill] * width)
    y = []
    for i in range((len(padded) - kh) // stride[0] + 1):
        y.append([])
        for j in range((width - kw) // stride[1] + 1):
            top, left = i * stride[0], j * stride[1]
            window = []
            for row in padded[top : top + kh]:
                window += row[left : left + kw]
            y[-1].append(max(window))
    return y


# %% 20 unpacked
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    pw, ph = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 21 of_seen
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            seen = []
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        seen.append(x[r][c])
            row.append(sum(seen) / len(seen))
        y.append(row)
    return y


# %% 21 over_the_kernel
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            total = 0
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        total += x[r][c]
            row.append(total / (kh * kw))
        y.append(row)
    return y


# %% 22 abs
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, abs(x[r][c]))
            row.append(best)
        y.append(row)
    return y


# %% 22 key_abs
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            seen = []
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        seen.append(x[r][c])
            row.append(max(seen, key=abs))
        y.append(row)
    return y


# %% 24 formula
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh
    w_out = (width + 2 * pw - kw) // sw
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 25 loop
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * kh - ph + a
                    c = j * kw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 26 loop_too_long
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh + 1):
                for b in range(kw + 1):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 26 loop_too_short
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh - 1):
                for b in range(kw - 1):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 26 padded_too_long
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    ph, pw = padding
    kh, kw = kernel_size
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = []
    for _ in range(ph):
        padded.append([fill] * width)
    for row in x:
        padded.append([fill] * pw + list(row) + [fill] * pw)
    for _ in range(ph):
        padded.append([fill] * width)
    y = []
    for i in range((len(padded) - kh) // stride[0] + 1):
        y.append([])
        for j in range((width - kw) // stride[1] + 1):
            top, left = i * stride[0], j * stride[1]
            window = []
            for row in padded[top : top + kh + 1]:
                window += row[left : left + kw + 1]
            y[-1].append(max(window))
    return y


# %% 26 slices_too_short
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    ph, pw = padding
    kh, kw = kernel_size
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = []
    for _ in range(ph):
        padded.append([fill] * width)
    for row in x:
        padded.append([fill] * pw + list(row) + [fill] * pw)
    for _ in range(ph):
        padded.append([fill] * width)
    y = []
    for i in range((len(padded) - kh) // stride[0] + 1):
        y.append([])
        for j in range((width - kw) // stride[1] + 1):
            top, left = i * stride[0], j * stride[1]
            window = []
            for row in padded[top : top + kh - 1]:
                window += row[left : left + kw - 1]
            y[-1].append(max(window))
    return y


# %% 38 no_guard_below
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if r < height and c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 38 raises_on_the_right
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 38 try_except
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    try:
                        best = max(best, x[r][c])
                    except IndexError:
                        pass
            row.append(best)
        y.append(row)
    return y


# %% 41 loop
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = x[0][0]
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


# %% 50 padding_not_used
"""没有用padding。"""


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    kh, kw = kernel_size
    return [
        [
            max(x[i + a][j + b] for a in range(kh) for b in range(kw))
            for j in range(0, len(x[0]) - kw + 1, stride[1])
        ]
        for i in range(0, len(x) - kh + 1, stride[0])
    ]


# %% 01 plus_infinity
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    inf = float("inf")
    rows = [[inf] * pw + list(row) + [inf] * pw for row in x]
    border = [[inf] * (len(x[0]) + 2 * pw)] * ph
    rows = border + rows + border
    y = []
    for top in range(0, len(rows) - kh + 1, sh):
        y.append([])
        for left in range(0, len(rows[0]) - kw + 1, sw):
            y[-1].append(max(max(r[left : left + kw]) for r in rows[top : top + kh]))
    return y


# %% 72 around_the_corner
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    inf = float("inf")
    height, width = len(x), len(x[0])
    rows = [
        [x[r % height][c % width] for c in range(-pw, width + pw)] for r in range(-ph, height + ph)
    ]
    y = []
    for top in range(0, len(rows) - kh + 1, sh):
        y.append([])
        for left in range(0, len(rows[0]) - kw + 1, sw):
            y[-1].append(max(max(r[left : left + kw]) for r in rows[top : top + kh]))
    return y


# %% 67 border_around_the_result
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    inf = float("inf")
    rows = x
    y = []
    for top in range(0, len(rows) - kh + 1, sh):
        y.append([-inf] * pw)
        for left in range(0, len(rows[0]) - kw + 1, sw):
            y[-1].append(max(max(r[left : left + kw]) for r in rows[top : top + kh]))
        y[-1] += [-inf] * pw
    width = len(y[0]) if y else 2 * pw
    return [[-inf] * width for _ in range(ph)] + y + [[-inf] * width for _ in range(ph)]


# %% 59 same_size
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y = []
    for i in range((len(x) + sh - 1) // sh):
        y.append([])
        for j in range((len(x[0]) + sw - 1) // sw):
            best = float("-inf")
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        best = max(best, x[r][c])
            y[-1].append(best)
    return y


# %% 58 first_padding_twice
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    inf = float("inf")
    pw = ph
    rows = [[-inf] * pw + list(row) + [-inf] * pw for row in x]
    border = [[-inf] * (len(x[0]) + 2 * pw)] * ph
    rows = border + rows + border
    y = []
    for top in range(0, len(rows) - kh + 1, sh):
        y.append([])
        for left in range(0, len(rows[0]) - kw + 1, sw):
            y[-1].append(max(max(r[left : left + kw]) for r in rows[top : top + kh]))
    return y


# %% 03 smallest_positive
import sys


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = sys.float_info.min
    rows = [[fill] * pw + list(row) + [fill] * pw for row in x]
    border = [[fill] * (len(x[0]) + 2 * pw)] * ph
    rows = border + rows + border
    y = []
    for top in range(0, len(rows) - kh + 1, sh):
        y.append([])
        for left in range(0, len(rows[0]) - kw + 1, sw):
            y[-1].append(max(max(r[left : left + kw]) for r in rows[top : top + kh]))
    return y
