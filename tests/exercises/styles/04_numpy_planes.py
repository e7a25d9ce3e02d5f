import numpy as np


def max_pool(x, kernel_size, stride=None):
    x = np.array(x, float)
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    rows = []
    for top in range(0, x.shape[2] - kh + 1, sh):
        cells = []
        for left in range(0, x.shape[3] - kw + 1, sw):
            cells.append(x[:, :, top : top + kh, left : left + kw].max(axis=(2, 3)))
        rows.append(np.stack(cells, axis=-1))
    return np.stack(rows, axis=-2)
