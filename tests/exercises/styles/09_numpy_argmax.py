import numpy as np


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    x = np.array(x, float)
    s = stride or kernel_size
    grad = np.zeros_like(x)
    for (i, j), g in np.ndenumerate(np.array(grad_output)):
        top, left = i * s[0] - padding[0], j * s[1] - padding[1]
        a, b = max(top, 0), max(left, 0)
        window = x[a : top + kernel_size[0], b : left + kernel_size[1]]
        r, c = np.unravel_index(window.argmax(), window.shape)
        grad[a + r, b + c] += g
    return grad
