"""练习6：各种写法，都对。"""


# %% guard_by_remainder
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h, span_w = dh * (kh - 1) + 1, dw * (kw - 1) + 1
    y = []
    for top in range(0, len(x) - span_h + 1, sh):
        row = []
        for left in range(0, len(x[0]) - span_w + 1, sw):
            values = set()
            for a in range(span_h):
                for b in range(span_w):
                    if a % dh == 0 and b % dw == 0:
                        values.add(x[top + a][left + b])
            row.append(max(values))
        y.append(row)
    return y


# %% loops
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    h = (len(x) - dilation[0] * (kernel_size[0] - 1) - 1) // stride[0] + 1
    w = (len(x[0]) - dilation[1] * (kernel_size[1] - 1) - 1) // stride[1] + 1
    y = []
    for i in range(h):
        y.append([])
        for j in range(w):
            best = x[i * stride[0]][j * stride[1]]
            for a in range(kernel_size[0]):
                for b in range(kernel_size[1]):
                    v = x[i * stride[0] + a * dilation[0]][j * stride[1] + b * dilation[1]]
                    if best < v:
                        best = v
            y[i].append(best)
    return y


# %% numpy
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


# %% stepped_slices
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h, span_w = (kh - 1) * dh + 1, (kw - 1) * dw + 1
    return [
        [
            max(max(row[left : left + span_w : dw]) for row in x[top : top + span_h : dh])
            for left in range(0, len(x[0]) - span_w + 1, sw)
        ]
        for top in range(0, len(x) - span_h + 1, sh)
    ]


# %% while_everything
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    s = stride or kernel_size
    y, top = [], 0
    while top + (kernel_size[0] - 1) * dilation[0] < len(x):
        row, left = [], 0
        while left + (kernel_size[1] - 1) * dilation[1] < len(x[0]):
            best, r = -float("inf"), 0
            while r < kernel_size[0]:
                c = 0
                while c < kernel_size[1]:
                    best = max(best, x[top + r * dilation[0]][left + c * dilation[1]])
                    c = c + 1
                r = r + 1
            row.append(best)
            left = left + s[1]
        y.append(row)
        top = top + s[0]
    return y
