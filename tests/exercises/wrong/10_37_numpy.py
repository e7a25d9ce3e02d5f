import numpy as np


def numeric_gradient(f, x, grad_output, eps):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        down[place] -= eps
        change = np.array(f(up)) - np.array(f(down))
        grad[place] = change.sum() / (2 * eps)
    return grad
