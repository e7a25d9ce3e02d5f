import numpy as np


def numeric_gradient(f, x, grad_output, eps):
    x = np.array(x, dtype=float)
    g = np.array(grad_output)
    grad = np.zeros_like(x)
    for at in np.ndindex(*x.shape):
        bump = np.zeros_like(x)
        bump[at] = eps
        grad[at] = np.sum(g * (np.array(f(x + bump)) - np.array(f(x - bump)))) / (2 * eps)
    return grad
