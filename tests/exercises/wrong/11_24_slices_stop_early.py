import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    n, c, h, w = x.shape
    padded = np.full((n, c, h + 2 * ph, w + 2 * pw), -np.inf)
    padded[:, :, ph : ph + h, pw : pw + w] = x
    h_out = (h + 2 * ph - kh) // sh
    w_out = (w + 2 * pw - kw) // sw
    y = np.full((n, c, h_out, w_out), -np.inf)
    for a in range(kh):
        for b in range(kw):
            part = padded[:, :, a : a + sh * h_out : sh, b : b + sw * w_out : sw]
            y = np.maximum(y, part)
    return y
