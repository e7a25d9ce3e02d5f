def window_max(x, top, left, kernel_size):
    kw, kh = kernel_size
    values = []
    for row in x[top : top + kh]:
        values.extend(row[left : left + kw])
    return max(values)
