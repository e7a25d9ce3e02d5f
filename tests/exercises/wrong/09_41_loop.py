import math


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    grad = [[0] * width for _ in padded]
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            best, where = x[0][0], (ph, pw)
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if padded[r][c] > best:
                        best = padded[r][c]
                        where = r, c
            grad[where[0]][where[1]] += g
    return [row[pw : pw + len(x[0])] for row in grad[ph : ph + len(x)]]
