def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or (1, 1)
    (kh, kw), (ph, pw) = kernel_size, padding
    y = []
    for top in range(-ph, len(x) + ph - kh + 1, stride[0]):
        row = []
        for left in range(-pw, len(x[0]) + pw - kw + 1, stride[1]):
            rows = range(max(0, top), min(top + kh, len(x)))
            columns = range(max(0, left), min(left + kw, len(x[0])))
            row.append(max(x[r][c] for r in rows for c in columns))
        y.append(row)
    return y
