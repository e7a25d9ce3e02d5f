"""练习9：各种写法，都对。"""

# %% gather_instead_of_scatter
from collections import defaultdict


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    received = defaultdict(list)
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            cells = [
                (-x[r][c], r, c)
                for r in range(max(0, i * sh - ph), min(len(x), i * sh - ph + kh))
                for c in range(max(0, j * sw - pw), min(len(x[0]), j * sw - pw + kw))
            ]
            _, r, c = min(cells)
            received[r, c].append(g)
    return [[sum(received[r, c]) for c in range(len(x[0]))] for r in range(len(x))]


# %% index_first
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    H, W = len(x), len(x[0])
    dx = [0.0] * (H * W)
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            places = [
                r * W + c
                for r in range(i * sh - ph, i * sh - ph + kh)
                for c in range(j * sw - pw, j * sw - pw + kw)
                if 0 <= r < H and 0 <= c < W
            ]
            best = max(places, key=lambda at: x[at // W][at % W])
            dx[best] += grad_output[i][j]
    return [dx[r * W : (r + 1) * W] for r in range(H)]


# %% numpy_argmax
import numpy as np


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    x = np.array(x, float)
    s = stride or kernel_size
    grad = np.zeros_like(x)
    for (i, j), g in np.ndenumerate(np.array(grad_output)):
        top, left = i * s[0] - padding[0], j * s[1] - padding[1]
        a, b = max(top, 0), max(left, 0)
        window = x[a : top + kernel_size[0], b : left + kernel_size[1]]
        r, c = np.unravel_index(window.argmax(), window.shape)
        grad[a + r, b + c] += g
    return grad


# %% one_way_mask
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    grad = [[0 for _ in row] for row in x]
    i = 0
    while i < len(grad_output):
        j = 0
        while j < len(grad_output[i]):
            top, left = i * stride[0] - padding[0], j * stride[1] - padding[1]
            rows = range(max(top, 0), min(top + kernel_size[0], len(x)))
            columns = range(max(left, 0), min(left + kernel_size[1], len(x[0])))
            m = max(x[r][c] for r in rows for c in columns)
            given = False
            for r in rows:
                for c in columns:
                    if x[r][c] == m and not given:
                        grad[r][c] += grad_output[i][j]
                        given = True
            j += 1
        i += 1
    return grad


# %% really_padded_then_cropped
import math


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    H, W = len(x), len(x[0])
    xp = [[-math.inf] * (W + 2 * pw) for _ in range(H + 2 * ph)]
    real = [[False] * (W + 2 * pw) for _ in range(H + 2 * ph)]
    dp = [[0] * (W + 2 * pw) for _ in range(H + 2 * ph)]
    for r in range(H):
        for c in range(W):
            xp[r + ph][c + pw] = x[r][c]
            real[r + ph][c + pw] = True
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            best, where = -math.inf, None
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if real[r][c] and (where is None or xp[r][c] > best):
                        best, where = xp[r][c], (r, c)
            dp[where[0]][where[1]] = dp[where[0]][where[1]] + g
    return [row[pw : pw + W] for row in dp[ph : ph + H]]


# %% torch_autograd
import torch
import torch.nn.functional as F


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    t = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    y = F.max_pool2d(t[None], kernel_size, stride, padding)[0]
    y.backward(torch.tensor(grad_output, dtype=torch.float64))
    return t.grad
