import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    area = input_size[0] * input_size[1]
    where = (np.arange(n * c).repeat(indices[0, 0].size) * area) + indices.reshape(-1)
    order = np.argsort(where, kind="stable")
    where, values = where[order], grad_output.reshape(-1)[order]
    first = np.flatnonzero(np.diff(where, prepend=-1))
    grad = np.zeros(n * c * area)
    grad[where[first]] = np.add.reduceat(values, first)
    return grad.reshape(n, c, *input_size)
