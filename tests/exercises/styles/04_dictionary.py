import itertools


def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    shape = len(x), len(x[0]), len(x[0][0]), len(x[0][0][0])
    h, w = ((shape[2 + a] - kernel_size[a]) // stride[a] + 1 for a in range(2))
    best = {}
    for n, c, i, j in itertools.product(range(shape[0]), range(shape[1]), range(h), range(w)):
        best[n, c, i, j] = max(
            x[n][c][i * stride[0] + a][j * stride[1] + b]
            for a in range(kernel_size[0])
            for b in range(kernel_size[1])
        )
    return [
        [[[best[n, c, i, j] for j in range(w)] for i in range(h)] for c in range(shape[1])]
        for n in range(shape[0])
    ]
