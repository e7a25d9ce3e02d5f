"""练习5：各种写法，都对。"""

# %% axis_class
from collections import namedtuple

Axis = namedtuple("Axis", "length kernel stride padding")


def windows(axis):
    start = -axis.padding
    while start + axis.kernel <= axis.length + axis.padding:
        yield [p for p in range(start, start + axis.kernel) if 0 <= p < axis.length]
        start += axis.stride


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if not stride:
        stride = kernel_size
    rows, columns = (Axis(*a) for a in zip((len(x), len(x[0])), kernel_size, stride, padding))
    return [
        [max(x[r][c] for r in rs for c in cs) for cs in windows(columns)] for rs in windows(rows)
    ]


# %% clipped_slices
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    tops = range(-ph, len(x) + ph - kh + 1, sh)
    lefts = range(-pw, len(x[0]) + pw - kw + 1, sw)
    return [
        [max(v for row in x[max(t, 0) : t + kh] for v in row[max(s, 0) : s + kw]) for s in lefts]
        for t in tops
    ]


# %% edge_replicated
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    # 窗口看到的边上的数，本来就在窗口里：复制边缘和−∞一样
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    wide = [[row[0]] * pw + row + [row[-1]] * pw for row in x]
    tall = [wide[0]] * ph + wide + [wide[-1]] * ph
    return [
        [
            max(tall[t + a][s + b] for a in range(kh) for b in range(kw))
            for s in range(0, len(tall[0]) - kw + 1, sw)
        ]
        for t in range(0, len(tall) - kh + 1, sh)
    ]


# %% guards
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    h_out = (len(x) + 2 * padding[0] - kernel_size[0]) // stride[0] + 1
    w_out = (len(x[0]) + 2 * padding[1] - kernel_size[1]) // stride[1] + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -float("inf")
            for a in range(kernel_size[0]):
                for b in range(kernel_size[1]):
                    r = i * stride[0] + a - padding[0]
                    c = j * stride[1] + b - padding[1]
                    if r < 0 or c < 0 or r >= len(x) or c >= len(x[0]):
                        continue
                    if x[r][c] > best:
                        best = x[r][c]
            row.append(best)
        y.append(row)
    return y


# %% numpy_pad
import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    x = np.pad(np.array(x, float), [(p, p) for p in padding], constant_values=-np.inf)
    size = [(n - k) // s + 1 for n, k, s in zip(x.shape, kernel_size, stride)]
    y = np.full(size, -np.inf)
    for a in range(kernel_size[0]):
        for b in range(kernel_size[1]):
            part = x[a :: stride[0], b :: stride[1]][: size[0], : size[1]]
            y = np.maximum(y, part)
    return y.tolist()


# %% really_padded
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    inf = float("inf")
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    width = len(x[0]) + 2 * pw
    padded = [[-inf] * width for _ in range(ph)]
    for row in x:
        padded.append([-inf] * pw + row + [-inf] * pw)
    for _ in range(ph):
        padded.append([-inf] * width)
    y = []
    for i in range(0, len(padded) - kh + 1, sh):
        y.append([])
        for j in range(0, width - kw + 1, sw):
            y[-1].append(max(max(row[j : j + kw]) for row in padded[i : i + kh]))
    return y


# %% try_except
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding

    def at(r, c):
        if r < 0 or c < 0:
            return None
        try:
            return x[r][c]
        except IndexError:
            return None

    def window(top, left):
        seen = [at(r, c) for r in range(top, top + kh) for c in range(left, left + kw)]
        return max(v for v in seen if v is not None)

    return [
        [window(top, left) for left in range(-pw, len(x[0]) + pw - kw + 1, sw)]
        for top in range(-ph, len(x) + ph - kh + 1, sh)
    ]
