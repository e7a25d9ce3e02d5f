import numpy as np


def max_pool(x, kernel_size, stride=None):
    x = np.asarray(x, dtype=float)
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = np.empty(((x.shape[0] - kh) // sh + 1, (x.shape[1] - kw) // sw + 1))
    for i, j in np.ndindex(y.shape):
        y[i, j] = x[i * sh : i * sh + kh, j * sw : j * sw + kw].max()
    return y
