import numpy as np


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    x = np.array(x, dtype=np.float64)
    stride = stride or kernel_size
    spans = [d * (k - 1) + 1 for d, k in zip(dilation, kernel_size)]
    starts = [np.arange(0, n - span + 1, s) for n, span, s in zip(x.shape, spans, stride)]
    taps = [np.arange(k) * d for k, d in zip(kernel_size, dilation)]
    rows = starts[0][:, None, None, None] + taps[0][:, None]
    columns = starts[1][:, None, None] + taps[1]
    return x[rows, columns].max(axis=(2, 3))
