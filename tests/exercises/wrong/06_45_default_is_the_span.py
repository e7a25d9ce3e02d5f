import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    kh, kw = kernel_size
    dh, dw = dilation
    if stride is None:
        stride = (dh * (kh - 1) + 1, dw * (kw - 1) + 1)
    sh, sw = stride
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y
