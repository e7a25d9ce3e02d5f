import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    """带填充的最大池化，向下取整。

    x是嵌套列表(H, W)，上下各填充padding[0]行，
    左右各填充padding[1]列，填的是−∞。返回嵌套列表。
    """
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    height, width = len(x), len(x[0])
    y = []
    for top in range(-ph, height + ph - kh + 1, sh):
        row = []
        for left in range(-pw, width + pw - kw + 1, sw):
            best = -math.inf
            for r in range(max(top, 0), min(top + kh, height)):
                for c in range(max(left, 0), min(left + kw, width)):
                    best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y
