import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    height, width = input_size
    dx = np.zeros((n * c, height * width))
    plane = np.arange(n * c)[:, None]
    dx[plane, indices.reshape(n * c, -1)] = grad_output.reshape(n * c, -1)
    return dx.reshape(n, c, height, width)
