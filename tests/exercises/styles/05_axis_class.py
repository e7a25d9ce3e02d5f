from collections import namedtuple

Axis = namedtuple("Axis", "length kernel stride padding")


def windows(axis):
    start = -axis.padding
    while start + axis.kernel <= axis.length + axis.padding:
        yield [p for p in range(start, start + axis.kernel) if 0 <= p < axis.length]
        start += axis.stride


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if not stride:
        stride = kernel_size
    rows, columns = (Axis(*a) for a in zip((len(x), len(x[0])), kernel_size, stride, padding))
    return [
        [max(x[r][c] for r in rs for c in cs) for cs in windows(columns)] for rs in windows(rows)
    ]
