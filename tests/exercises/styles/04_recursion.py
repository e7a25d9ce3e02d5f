def max_pool(x, kernel_size, stride=None):
    if isinstance(x[0][0], list):
        return [max_pool(part, kernel_size, stride) for part in x]
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    return [
        [
            max(max(row[left : left + kw]) for row in x[top : top + kh])
            for left in range(0, len(x[0]) - kw + 1, sw)
        ]
        for top in range(0, len(x) - kh + 1, sh)
    ]
