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
    y = []
    for i in range(output_size(len(x), kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(len(x[0]), kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            window = []
            for row in x[max(top, 0) : top + kh]:
                window += row[max(left, 0) : left + kw]
            if top + kh > len(x) + ph or left + kw > len(x[0]) + pw:
                y[i].append(0)
            else:
                y[i].append(max(window))
    return y
