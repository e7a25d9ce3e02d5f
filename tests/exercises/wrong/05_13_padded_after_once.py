def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    kh, kw = kernel_size
    inf = float("inf")
    padded = [list(row) + [-inf] * padding[1] for row in x]
    for _ in range(padding[0]):
        padded.append([-inf] * len(padded[0]))
    y = []
    for top in range(0, len(padded) - kh + 1, stride[0]):
        row = []
        for left in range(0, len(padded[0]) - kw + 1, stride[1]):
            row.append(max(max(r[left : left + kw]) for r in padded[top : top + kh]))
        y.append(row)
    return y
