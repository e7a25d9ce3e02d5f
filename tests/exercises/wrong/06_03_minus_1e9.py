def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -1e9
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y
