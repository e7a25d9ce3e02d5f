import math


def output_size(length, k, s, p, ceil_mode):
    room = length + 2 * p - k
    if not ceil_mode:
        return room // s
    size = math.ceil(room / s)
    if (size - 1) * s >= length + p:
        size -= 1
    return size


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y
