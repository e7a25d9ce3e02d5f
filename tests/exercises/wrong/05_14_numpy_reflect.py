import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    x = np.pad(np.array(x, dtype=float), [(p, p) for p in padding], mode="reflect")
    h_out = (x.shape[0] - kernel_size[0]) // stride[0] + 1
    w_out = (x.shape[1] - kernel_size[1]) // stride[1] + 1
    y = np.zeros((h_out, w_out))
    for i in range(h_out):
        for j in range(w_out):
            top, left = i * stride[0], j * stride[1]
            y[i, j] = x[top : top + kernel_size[0], left : left + kernel_size[1]].max()
    return y
