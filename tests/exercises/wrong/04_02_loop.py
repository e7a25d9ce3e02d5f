def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y
