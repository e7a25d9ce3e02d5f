def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or (kh, kw)
    out_h = (len(x) - kh) // sh + 1
    out_w = (len(x[0]) - kw) // sw + 1
    out = [[0] * out_w for _ in range(out_h)]
    for i in range(out_h):
        for j in range(out_w):
            rows = x[i * sh : i * sh + kh]
            out[i][j] = max([max(row[j * sw : j * sw + kw]) for row in rows])
    return out
