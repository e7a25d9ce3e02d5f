import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    N, C, H, W = len(x), len(x[0]), len(x[0][0]), len(x[0][0][0])
    Ho = (H + 2 * ph - kh) // sh + 1
    Wo = (W + 2 * pw - kw) // sw + 1
    y = [[[[None] * Wo for _ in range(Ho)] for _ in range(C)] for _ in range(N)]
    idx = [[[[None] * Wo for _ in range(Ho)] for _ in range(C)] for _ in range(N)]
    for n in range(N):
        for c in range(C):
            for i in range(Ho):
                for j in range(Wo):
                    for a in range(kh):
                        for b in range(kw):
                            r, q = i * sh - ph + a, j * sw - pw + b
                            if 0 <= r < H and 0 <= q < W:
                                v = x[n][c][r][q]
                                old = y[n][c][i][j]
                                if old is None or v > old or math.isnan(v):
                                    y[n][c][i][j] = v
                                    idx[n][c][i][j] = r * W + q
    return y, idx
