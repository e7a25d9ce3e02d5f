"""练习12：各种写法，都对。"""

# %% add_at_flat
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    shape = (*grad_output.shape[:2], *input_size)
    n, c, _, _ = np.indices(grad_output.shape)
    grad = np.zeros(shape)
    np.add.at(grad, (n, c, indices // input_size[1], indices % input_size[1]), grad_output)
    return grad


# %% bincount
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = indices.shape[:2]
    h, w = input_size
    start = np.arange(n * c).reshape(n, c, 1, 1) * h * w
    flat = (indices + start).ravel()
    grad = np.bincount(flat, weights=grad_output.ravel(), minlength=n * c * h * w)
    return grad.reshape(n, c, h, w)


# %% cumulative_sum
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c, _, _ = grad_output.shape
    h, w = input_size
    keys = (np.arange(n * c)[:, None] * (h * w) + indices.reshape(n * c, -1)).ravel()
    unique, inverse = np.unique(keys, return_inverse=True)
    total = np.zeros(n * c * h * w)
    total[unique] = np.bincount(inverse, weights=grad_output.ravel())
    return total.reshape(n, c, h, w)


# %% one_hot
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    h, w = input_size
    hits = indices.reshape(*indices.shape[:2], -1, 1) == np.arange(h * w)
    grad = np.einsum("nco,ncoa->nca", grad_output.reshape(*hits.shape[:3]), hits.astype(float))
    return grad.reshape(*indices.shape[:2], h, w)


# %% sort_and_reduceat
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


# %% torch_scatter_add
import torch


def max_pool_backward(grad_output, indices, input_size):
    g, i = torch.from_numpy(grad_output), torch.from_numpy(indices)
    grad = torch.zeros(*g.shape[:2], input_size[0] * input_size[1], dtype=g.dtype)
    grad.scatter_add_(2, i.flatten(2), g.flatten(2))
    return grad.unflatten(2, input_size)
