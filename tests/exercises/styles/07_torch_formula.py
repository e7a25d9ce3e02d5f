def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    stride = kernel_size if stride is None else stride

    def axis(length, k, s, p):
        o = (length + 2 * p - k + (s - 1 if ceil_mode else 0)) // s + 1
        if ceil_mode and (o - 1) * s >= length + p:
            o -= 1
        return [(max(i * s - p, 0), min(i * s - p + k, length)) for i in range(o)]

    rows, columns = (axis(*a) for a in zip((len(x), len(x[0])), kernel_size, stride, padding))
    return [[max(x[r][c] for r in range(*rs) for c in range(*cs)) for cs in columns] for rs in rows]
