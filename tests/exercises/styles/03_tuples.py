def max_pool(x, kernel_size, stride=None):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    tops = range(0, len(x) - kh + 1, sh)
    lefts = range(0, len(x[0]) - kw + 1, sw)
    return tuple(
        tuple(max(v for row in x[t : t + kh] for v in row[s : s + kw]) for s in lefts) for t in tops
    )
