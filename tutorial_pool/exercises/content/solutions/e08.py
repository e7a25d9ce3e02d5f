import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    """最大值，和它们的索引。

    x是嵌套列表(N, C, H, W)。返回(y, indices)，形状一样。
    索引是行 * W + 列，每个平面各从0数起。
    """
    y = []
    indices = []
    for image in x:
        found = [pool_plane(plane, kernel_size, stride or kernel_size, padding) for plane in image]
        y.append([values for values, _ in found])
        indices.append([places for _, places in found])
    return y, indices


def pool_plane(x, kernel_size, stride, padding):
    """一个平面的最大值和索引。"""
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride, padding
    height, width = len(x), len(x[0])
    values, places = [], []
    for top in range(-ph, height + ph - kh + 1, sh):
        values.append([])
        places.append([])
        for left in range(-pw, width + pw - kw + 1, sw):
            best, place = -math.inf, None
            for r in range(max(top, 0), min(top + kh, height)):
                for c in range(max(left, 0), min(left + kw, width)):
                    if place is None or x[r][c] > best or math.isnan(x[r][c]):
                        best, place = x[r][c], r * width + c
            values[-1].append(best)
            places[-1].append(place)
    return values, places
