def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    (kh, kw), (ph, pw) = kernel_size, padding
    y = []
    for top in range(-ph, len(x) + ph - kh + 1, stride[0]):
        row = []
        for left in range(-pw, len(x[0]) + pw - kw + 1, stride[1]):
            r0 = min(top, max(0, len(x) - kh))
            c0 = min(left, max(0, len(x[0]) - kw))
            rows = range(max(0, r0), min(r0 + kh, len(x)))
            columns = range(max(0, c0), min(c0 + kw, len(x[0])))
            row.append(max(x[r][c] for r in rows for c in columns))
        y.append(row)
    return y
