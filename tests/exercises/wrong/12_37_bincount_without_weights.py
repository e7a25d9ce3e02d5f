import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    area = input_size[0] * input_size[1]
    start = np.arange(n * c).reshape(n, c, 1, 1) * area
    dx = np.bincount((indices + start).ravel(), minlength=n * c * area)
    return dx.reshape(n, c, *input_size)
