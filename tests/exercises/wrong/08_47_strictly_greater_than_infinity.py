"""从−∞开始比，全是−∞的窗口一个也没有选中。"""

import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y, indices = [], []
    for image in x:
        y.append([])
        indices.append([])
        for plane in image:
            height, width = len(plane), len(plane[0])
            values, places = [], []
            for top in range(-ph, height + ph - kh + 1, sh):
                values.append([])
                places.append([])
                for left in range(-pw, width + pw - kw + 1, sw):
                    best, place = -math.inf, 0
                    for r in range(max(top, 0), min(top + kh, height)):
                        for c in range(max(left, 0), min(left + kw, width)):
                            if plane[r][c] > best or math.isnan(plane[r][c]):
                                best, place = plane[r][c], r * width + c
                    values[-1].append(best)
                    places[-1].append(place)
            y[-1].append(values)
            indices[-1].append(places)
    return y, indices
