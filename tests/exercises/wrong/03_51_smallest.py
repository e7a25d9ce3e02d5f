"""取了最小的。"""


def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = []
    for top in range(0, len(x) - kh + 1, sh):
        y.append([])
        for left in range(0, len(x[0]) - kw + 1, sw):
            y[-1].append(min(v for row in x[top : top + kh] for v in row[left : left + kw]))
    return y
