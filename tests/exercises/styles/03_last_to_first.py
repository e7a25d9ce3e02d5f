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
