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
