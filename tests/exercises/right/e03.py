"""练习3：各种写法，都对。"""


# %% comprehension
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride if stride is not None else kernel_size
    h = (len(x) - kh) // sh + 1
    w = (len(x[0]) - kw) // sw + 1
    return [
        [max(x[i * sh + a][j * sw + b] for a in range(kh) for b in range(kw)) for j in range(w)]
        for i in range(h)
    ]


# %% generator
def max_pool(x, kernel_size, stride=None):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size

    def line(top):
        for left in range(0, len(x[0]) - kw + 1, sw):
            yield max(max(row[left : left + kw]) for row in x[top : top + kh])

    for top in range(0, len(x) - kh + 1, sh):
        yield line(top)


# %% guards
def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    H, W = len(x), len(x[0])
    result = []
    for i in range(H):
        if i * stride[0] + kernel_size[0] > H:
            continue
        result.append([])
        for j in range(W):
            if j * stride[1] + kernel_size[1] > W:
                break
            best = x[i * stride[0]][j * stride[1]]
            for a in range(kernel_size[0]):
                for b in range(kernel_size[1]):
                    if x[i * stride[0] + a][j * stride[1] + b] > best:
                        best = x[i * stride[0] + a][j * stride[1] + b]
            result[i].append(best)
    return result


# %% last_to_first
def max_pool(x, kernel_size, stride=None):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    y = []
    for i in range((len(x) - kh) // sh, -1, -1):
        row = []
        for j in range((len(x[0]) - kw) // sw, -1, -1):
            best = float("-inf")
            for r in range(i * sh + kh - 1, i * sh - 1, -1):
                for c in range(j * sw + kw - 1, j * sw - 1, -1):
                    best = max(best, x[r][c])
            row.insert(0, best)
        y.insert(0, row)
    return y


# %% numpy
import numpy as np


def max_pool(x, kernel_size, stride=None):
    x = np.asarray(x, dtype=float)
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = np.empty(((x.shape[0] - kh) // sh + 1, (x.shape[1] - kw) // sw + 1))
    for i, j in np.ndindex(y.shape):
        y[i, j] = x[i * sh : i * sh + kh, j * sw : j * sw + kw].max()
    return y


# %% preallocated_slices
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or (kh, kw)
    out_h = (len(x) - kh) // sh + 1
    out_w = (len(x[0]) - kw) // sw + 1
    out = [[0] * out_w for _ in range(out_h)]
    for i in range(out_h):
        for j in range(out_w):
            rows = x[i * sh : i * sh + kh]
            out[i][j] = max([max(row[j * sw : j * sw + kw]) for row in rows])
    return out


# %% rows_then_columns
def slide(line, k, s):
    return [max(line[i : i + k]) for i in range(0, len(line) - k + 1, s)]


def transpose(x):
    return [list(column) for column in zip(*x)]


def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    x = [slide(row, kernel_size[1], stride[1]) for row in x]
    x = [slide(row, kernel_size[0], stride[0]) for row in transpose(x)]
    return transpose(x)


# %% torch
import torch
import torch.nn.functional as F


def max_pool(x, kernel_size, stride=None):
    return F.max_pool2d(torch.tensor([x], dtype=torch.float64), kernel_size, stride)[0]


# %% tuples
def max_pool(x, kernel_size, stride=None):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    tops = range(0, len(x) - kh + 1, sh)
    lefts = range(0, len(x[0]) - kw + 1, sw)
    return tuple(
        tuple(max(v for row in x[t : t + kh] for v in row[s : s + kw]) for s in lefts) for t in tops
    )
