def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride if stride is not None else kernel_size
    h = (len(x) - kh) // sh + 1
    w = (len(x[0]) - kw) // sw + 1
    return [
        [max(x[i * sh + a][j * sw + b] for a in range(kh) for b in range(kw)) for j in range(w)]
        for i in range(h)
    ]
