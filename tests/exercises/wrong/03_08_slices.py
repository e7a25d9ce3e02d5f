import math


def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = math.ceil((len(x) - kh) / stride[0]) + 1
    w_out = math.ceil((len(x[0]) - kw) / stride[1]) + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y
