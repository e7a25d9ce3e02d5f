"""练习4：各种写法，都对。"""

# %% dictionary
import itertools


def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    shape = len(x), len(x[0]), len(x[0][0]), len(x[0][0][0])
    h, w = ((shape[2 + a] - kernel_size[a]) // stride[a] + 1 for a in range(2))
    best = {}
    for n, c, i, j in itertools.product(range(shape[0]), range(shape[1]), range(h), range(w)):
        best[n, c, i, j] = max(
            x[n][c][i * stride[0] + a][j * stride[1] + b]
            for a in range(kernel_size[0])
            for b in range(kernel_size[1])
        )
    return [
        [[[best[n, c, i, j] for j in range(w)] for i in range(h)] for c in range(shape[1])]
        for n in range(shape[0])
    ]


# %% four_loops
def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    out = []
    for n in range(len(x)):
        out.append([])
        for c in range(len(x[0])):
            out[n].append([])
            plane = x[n][c]
            for i in range((len(plane) - kernel_size[0]) // stride[0] + 1):
                out[n][c].append([])
                for j in range((len(plane[0]) - kernel_size[1]) // stride[1] + 1):
                    best = float("-inf")
                    for a in range(kernel_size[0]):
                        for b in range(kernel_size[1]):
                            v = x[n][c][i * stride[0] + a][j * stride[1] + b]
                            if v > best:
                                best = v
                    out[n][c][i].append(best)
    return out


# %% map
from functools import partial


def pool(plane, k, s):
    return [
        [
            max(v for row in plane[i : i + k[0]] for v in row[j : j + k[1]])
            for j in range(0, len(plane[0]) - k[1] + 1, s[1])
        ]
        for i in range(0, len(plane) - k[0] + 1, s[0])
    ]


def max_pool(x, kernel_size, stride=None):
    one = partial(pool, k=kernel_size, s=stride or kernel_size)
    return map(lambda image: map(one, image), x)


# %% numpy_planes
import numpy as np


def max_pool(x, kernel_size, stride=None):
    x = np.array(x, float)
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    rows = []
    for top in range(0, x.shape[2] - kh + 1, sh):
        cells = []
        for left in range(0, x.shape[3] - kw + 1, sw):
            cells.append(x[:, :, top : top + kh, left : left + kw].max(axis=(2, 3)))
        rows.append(np.stack(cells, axis=-1))
    return np.stack(rows, axis=-2)


# %% recursion
def max_pool(x, kernel_size, stride=None):
    if isinstance(x[0][0], list):
        return [max_pool(part, kernel_size, stride) for part in x]
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    return [
        [
            max(max(row[left : left + kw]) for row in x[top : top + kh])
            for left in range(0, len(x[0]) - kw + 1, sw)
        ]
        for top in range(0, len(x) - kh + 1, sh)
    ]
