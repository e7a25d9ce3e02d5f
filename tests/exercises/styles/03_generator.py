def max_pool(x, kernel_size, stride=None):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size

    def line(top):
        for left in range(0, len(x[0]) - kw + 1, sw):
            yield max(max(row[left : left + kw]) for row in x[top : top + kh])

    for top in range(0, len(x) - kh + 1, sh):
        yield line(top)
