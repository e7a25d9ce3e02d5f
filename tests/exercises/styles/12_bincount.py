import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = indices.shape[:2]
    h, w = input_size
    start = np.arange(n * c).reshape(n, c, 1, 1) * h * w
    flat = (indices + start).ravel()
    grad = np.bincount(flat, weights=grad_output.ravel(), minlength=n * c * h * w)
    return grad.reshape(n, c, h, w)
