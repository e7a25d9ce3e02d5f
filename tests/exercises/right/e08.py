"""练习8：各种写法，都对。"""

# %% loops
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    N, C, H, W = len(x), len(x[0]), len(x[0][0]), len(x[0][0][0])
    Ho = (H + 2 * ph - kh) // sh + 1
    Wo = (W + 2 * pw - kw) // sw + 1
    y = [[[[None] * Wo for _ in range(Ho)] for _ in range(C)] for _ in range(N)]
    idx = [[[[None] * Wo for _ in range(Ho)] for _ in range(C)] for _ in range(N)]
    for n in range(N):
        for c in range(C):
            for i in range(Ho):
                for j in range(Wo):
                    for a in range(kh):
                        for b in range(kw):
                            r, q = i * sh - ph + a, j * sw - pw + b
                            if 0 <= r < H and 0 <= q < W:
                                v = x[n][c][r][q]
                                old = y[n][c][i][j]
                                if old is None or v > old or math.isnan(v):
                                    y[n][c][i][j] = v
                                    idx[n][c][i][j] = r * W + q
    return y, idx


# %% namedtuple
import math
from collections import namedtuple

Pooled = namedtuple("Pooled", ["values", "indices"])


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    planes = [
        [pool(plane, kernel_size, stride or kernel_size, padding) for plane in im] for im in x
    ]
    return Pooled(
        values=[[[[v for v, _ in row] for row in p] for p in im] for im in planes],
        indices=[[[[i for _, i in row] for row in p] for p in im] for im in planes],
    )


def pool(p, k, s, pad):
    rows = range((len(p) + 2 * pad[0] - k[0]) // s[0] + 1)
    columns = range((len(p[0]) + 2 * pad[1] - k[1]) // s[1] + 1)
    return [[best(p, i * s[0] - pad[0], j * s[1] - pad[1], k) for j in columns] for i in rows]


def best(p, top, left, k):
    found = None
    for r in reversed(range(max(0, top), min(top + k[0], len(p)))):
        for c in reversed(range(max(0, left), min(left + k[1], len(p[0])))):
            v = p[r][c]
            if found and math.isnan(found[0]):
                return found
            if found is None or v >= found[0] or math.isnan(v):
                found = v, r * len(p[0]) + c
    return found


# %% nan_first
import math


def scan(cells):
    best = cells[0]
    for cell in cells[1:]:
        if cell[0] != cell[0]:
            best = cell
        elif cell[0] > best[0]:
            best = cell
    return best


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    y, places = [], []
    for image in x:
        y.append([])
        places.append([])
        for plane in image:
            height, width = len(plane), len(plane[0])
            values, indices = [], []
            top = -padding[0]
            while top + kernel_size[0] <= height + padding[0]:
                values.append([])
                indices.append([])
                left = -padding[1]
                while left + kernel_size[1] <= width + padding[1]:
                    cells = []
                    for r in range(top, top + kernel_size[0]):
                        for c in range(left, left + kernel_size[1]):
                            if 0 <= r < height and 0 <= c < width:
                                cells.append((plane[r][c], width * r + c))
                    value, index = scan(cells)
                    values[-1].append(math.nan if value != value else value)
                    indices[-1].append(index)
                    left += stride[1]
                top += stride[0]
            y[-1].append(values)
            places[-1].append(indices)
    return y, places


# %% padded_then_back
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


# %% sort_key
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding

    def order(pair):
        v, at = pair
        return (1, 0, at) if math.isnan(v) else (0, v, -at)

    def one(plane, top, left):
        w = len(plane[0])
        return max(
            (
                (plane[r][c], r * w + c)
                for r in range(max(top, 0), min(top + kh, len(plane)))
                for c in range(max(left, 0), min(left + kw, w))
            ),
            key=order,
        )

    def walk(part):
        return [
            [
                [
                    [
                        one(plane, top, left)[part]
                        for left in range(-pw, len(plane[0]) + pw - kw + 1, sw)
                    ]
                    for top in range(-ph, len(plane) + ph - kh + 1, sh)
                ]
                for plane in image
            ]
            for image in x
        ]

    return [walk(0), walk(1)]


# %% torch
import torch
import torch.nn.functional as F


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    x = torch.tensor(x, dtype=torch.float64)
    return F.max_pool2d(x, kernel_size, stride, padding, return_indices=True)
