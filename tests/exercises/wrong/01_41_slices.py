def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    values = [x[0][0]]
    for row in x[top : top + kh]:
        values.extend(row[left : left + kw])
    return max(values)
