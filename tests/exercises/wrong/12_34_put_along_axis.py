import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    height, width = input_size
    dx = np.zeros((n * c, height * width))
    np.put_along_axis(dx, indices.reshape(n * c, -1), grad_output.reshape(n * c, -1), axis=1)
    return dx.reshape(n, c, height, width)
