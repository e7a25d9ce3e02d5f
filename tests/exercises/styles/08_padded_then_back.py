import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    ys, ks = [], []
    for image in x:
        y, k = [], []
        for plane in image:
            W = len(plane[0])
            nothing = [(-math.inf, None)]
            numbered = [[(v, r * W + c) for c, v in enumerate(row)] for r, row in enumerate(plane)]
            rows = [nothing * pw + row + nothing * pw for row in numbered]
            rows = [nothing * (W + 2 * pw)] * ph + rows + [nothing * (W + 2 * pw)] * ph
            chosen = []
            for i in range(0, len(rows) - kh + 1, sh):
                chosen.append([])
                for j in range(0, len(rows[0]) - kw + 1, sw):
                    cells = [cell for row in rows[i : i + kh] for cell in row[j : j + kw]]
                    cells = [cell for cell in cells if cell[1] is not None]
                    nans = [cell for cell in cells if math.isnan(cell[0])]
                    chosen[-1].append(nans[-1] if nans else max(cells, key=lambda cell: cell[0]))
            y.append([[v for v, _ in row] for row in chosen])
            k.append([[at for _, at in row] for row in chosen])
        ys.append(y)
        ks.append(k)
    return tuple(ys), tuple(ks)
