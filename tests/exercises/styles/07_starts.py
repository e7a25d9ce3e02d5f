def starts(length, k, s, p, ceil_mode):
    found = []
    start = -p
    while start < length:
        fits = start + k <= length + p
        reaches = start - s + k < length + p or start == -p
        if fits or (ceil_mode and reaches):
            found.append(start)
        start += s
    return found


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    s = stride or kernel_size
    tops = starts(len(x), kernel_size[0], s[0], padding[0], ceil_mode)
    lefts = starts(len(x[0]), kernel_size[1], s[1], padding[1], ceil_mode)
    y = []
    for top in tops:
        y.append([])
        for left in lefts:
            rows = x[max(0, top) : top + kernel_size[0]]
            y[-1].append(max(v for row in rows for v in row[max(0, left) : left + kernel_size[1]]))
    return y
