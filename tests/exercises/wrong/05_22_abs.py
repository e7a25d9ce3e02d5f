def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        best = max(best, abs(x[r][c]))
            row.append(best)
        y.append(row)
    return y
