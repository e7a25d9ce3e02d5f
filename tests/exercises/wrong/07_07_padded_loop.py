import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s + 1
    size = math.ceil(room / s) + 1
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    y = []
    for i in range(output_size(len(x), kh, sh, ph, False)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, False)):
            window = []
            for row in padded[i * sh : i * sh + kh]:
                window += row[j * sw : j * sw + kw]
            y[i].append(max(window))
    return y
