def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    tops = range(-ph, len(x) + ph - kh + 1, sh)
    lefts = range(-pw, len(x[0]) + pw - kw + 1, sw)
    return [
        [max(v for row in x[max(t, 0) : t + kh] for v in row[max(s, 0) : s + kw]) for s in lefts]
        for t in tops
    ]
