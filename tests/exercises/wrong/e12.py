"""练习12：各种写错的；每段的号码是误解的编号。"""

# %% 31 add_at_one_flat_plane
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    height, width = input_size
    dx = np.zeros(n * c * height * width)
    np.add.at(dx, indices.ravel(), grad_output.ravel())
    return dx.reshape(n, c, height, width)


# %% 31 offset_taken_for_global
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    area = input_size[0] * input_size[1]
    start = np.arange(n * c).reshape(n, c, 1, 1) * area
    dx = np.bincount(indices.ravel(), grad_output.ravel(), minlength=n * c * area)
    return dx.reshape(n, c, *input_size)


# %% 34 fancy_assignment
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    height, width = input_size
    dx = np.zeros((n * c, height * width))
    plane = np.arange(n * c)[:, None]
    dx[plane, indices.reshape(n * c, -1)] = grad_output.reshape(n * c, -1)
    return dx.reshape(n, c, height, width)


# %% 34 fancy_plus_equals
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    height, width = input_size
    dx = np.zeros((n * c, height * width))
    plane = np.arange(n * c)[:, None]
    dx[plane, indices.reshape(n * c, -1)] += grad_output.reshape(n * c, -1)
    return dx.reshape(n, c, height, width)


# %% 34 put_along_axis
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    height, width = input_size
    dx = np.zeros((n * c, height * width))
    np.put_along_axis(dx, indices.reshape(n * c, -1), grad_output.reshape(n * c, -1), axis=1)
    return dx.reshape(n, c, height, width)


# %% 37 bincount_without_weights
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    area = input_size[0] * input_size[1]
    start = np.arange(n * c).reshape(n, c, 1, 1) * area
    dx = np.bincount((indices + start).ravel(), minlength=n * c * area)
    return dx.reshape(n, c, *input_size)


# %% 37 ones
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    n, c = grad_output.shape[:2]
    height, width = input_size
    dx = np.zeros((n * c, height * width))
    plane = np.arange(n * c)[:, None]
    np.add.at(dx, (plane, indices.reshape(n * c, -1)), 1)
    return dx.reshape(n, c, height, width)


# %% 31 images_only
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    images, channels = grad_output.shape[:2]
    area = input_size[0] * input_size[1]
    start = np.arange(images).reshape(-1, 1, 1, 1) * channels * area
    flat = np.zeros(images * channels * area)
    np.add.at(flat, indices + start, grad_output)
    return flat.reshape(images, channels, *input_size)


# %% 70 mean_of_shares
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    planes = grad_output.shape[0] * grad_output.shape[1]
    area = input_size[0] * input_size[1]
    where = (indices.reshape(planes, -1) + area * np.arange(planes)[:, None]).ravel()
    total = np.bincount(where, grad_output.ravel(), planes * area)
    count = np.bincount(where, minlength=planes * area)
    return (total / np.maximum(count, 1)).reshape(*grad_output.shape[:2], *input_size)
