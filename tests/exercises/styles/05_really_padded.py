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
