import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    x = np.pad(np.array(x, float), [(p, p) for p in padding], constant_values=-np.inf)
    size = [(n - k) // s + 1 for n, k, s in zip(x.shape, kernel_size, stride)]
    y = np.full(size, -np.inf)
    for a in range(kernel_size[0]):
        for b in range(kernel_size[1]):
            part = x[a :: stride[0], b :: stride[1]][: size[0], : size[1]]
            y = np.maximum(y, part)
    return y.tolist()
