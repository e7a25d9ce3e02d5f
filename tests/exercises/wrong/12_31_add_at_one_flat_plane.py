import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    height, width = input_size
    dx = np.zeros(n * c * height * width)
    np.add.at(dx, indices.ravel(), grad_output.ravel())
    return dx.reshape(n, c, height, width)
