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
