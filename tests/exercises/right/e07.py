"""练习7：各种写法，都对。"""


# %% negative_floor_and_generators
def count(length, k, s, p, up):
    room = length + 2 * p - k
    n = -(-room // s) if up else room // s
    while n * s - p >= length:
        n -= 1
    return n + 1


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    inside = lambda v, end: 0 <= v < end  # noqa: E731
    return (
        (
            max(
                x[r][c]
                for r in range(i * sh - ph, i * sh - ph + kh)
                if inside(r, len(x))
                for c in range(j * sw - pw, j * sw - pw + kw)
                if inside(c, len(x[0]))
            )
            for j in range(count(len(x[0]), kw, sw, pw, ceil_mode))
        )
        for i in range(count(len(x), kh, sh, ph, ceil_mode))
    )


# %% really_padded
import math


def size(length, k, s, p, ceil_mode):
    n = (length + 2 * p - k) / s
    n = (math.ceil(n) if ceil_mode else math.floor(n)) + 1
    if ceil_mode and (n - 1) * s >= length + p:
        n = n - 1
    return n


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    ph, pw = padding
    H, W = len(x), len(x[0])
    big = [[-math.inf] * (W + 2 * pw + kw + sw) for _ in range(H + 2 * ph + kh + sh)]
    for r in range(H):
        for c in range(W):
            big[r + ph][c + pw] = x[r][c]
    y = []
    for i in range(size(H, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(size(W, kw, sw, pw, ceil_mode)):
            row.append(max(big[i * sh + a][j * sw + b] for a in range(kh) for b in range(kw)))
        y.append(row)
    return y


# %% starts
def starts(length, k, s, p, ceil_mode):
    found = []
    start = -p
    while start < length:
        fits = start + k <= length + p
        reaches = start - s + k < length + p or start == -p
        if fits or (ceil_mode and reaches):
            found.append(start)
        start += s
    return found


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    s = stride or kernel_size
    tops = starts(len(x), kernel_size[0], s[0], padding[0], ceil_mode)
    lefts = starts(len(x[0]), kernel_size[1], s[1], padding[1], ceil_mode)
    y = []
    for top in tops:
        y.append([])
        for left in lefts:
            rows = x[max(0, top) : top + kernel_size[0]]
            y[-1].append(max(v for row in rows for v in row[max(0, left) : left + kernel_size[1]]))
    return y


# %% torch
import torch


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    layer = torch.nn.MaxPool2d(kernel_size, stride, padding, ceil_mode=ceil_mode)
    return layer(torch.tensor(x, dtype=torch.double)[None, None])[0, 0].numpy()


# %% torch_formula
def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    stride = kernel_size if stride is None else stride

    def axis(length, k, s, p):
        o = (length + 2 * p - k + (s - 1 if ceil_mode else 0)) // s + 1
        if ceil_mode and (o - 1) * s >= length + p:
            o -= 1
        return [(max(i * s - p, 0), min(i * s - p + k, length)) for i in range(o)]

    rows, columns = (axis(*a) for a in zip((len(x), len(x[0])), kernel_size, stride, padding))
    return [[max(x[r][c] for r in range(*rs) for c in range(*cs)) for cs in columns] for rs in rows]
