import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    x = np.pad(x, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2), constant_values=-np.inf)
    if tuple(stride) == tuple(kernel_size):
        kh, kw = kernel_size
        n, c, h, w = x.shape
        x = x[:, :, : h // kh * kh, : w // kw * kw]
        return x.reshape(n, c, h // kh, kh, w // kw, kw).max(axis=5).max(axis=3)
    windows = sliding_window_view(x, kernel_size, axis=(-2, -1))
    return np.amax(windows[..., :: stride[0], :: stride[1], :, :], axis=(-1, -2))
