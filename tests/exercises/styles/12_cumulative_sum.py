import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c, _, _ = grad_output.shape
    h, w = input_size
    keys = (np.arange(n * c)[:, None] * (h * w) + indices.reshape(n * c, -1)).ravel()
    unique, inverse = np.unique(keys, return_inverse=True)
    total = np.zeros(n * c * h * w)
    total[unique] = np.bincount(inverse, weights=grad_output.ravel())
    return total.reshape(n, c, h, w)
