import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    shape = (*grad_output.shape[:2], *input_size)
    n, c, _, _ = np.indices(grad_output.shape)
    grad = np.zeros(shape)
    np.add.at(grad, (n, c, indices // input_size[1], indices % input_size[1]), grad_output)
    return grad
