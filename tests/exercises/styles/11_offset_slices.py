import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    h = (x.shape[2] - kh) // sh + 1
    w = (x.shape[3] - kw) // sw + 1
    y = np.full((*x.shape[:2], h, w), -np.inf)
    for a in range(kh):  # 只绕窗口，不绕输入
        for b in range(kw):
            y = np.maximum(y, x[:, :, a : a + sh * h : sh, b : b + sw * w : sw])
    return y
