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
