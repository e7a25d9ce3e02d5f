def window_max(x, top, left, kernel_size):
    values = []
    for row in x[top : top + kernel_size[0]]:
        values += row[left : left + kernel_size[1]]
    return sorted(values)[-1]
