def window_max(x, top, left, kernel_size):
    rows = x[top : top + kernel_size[0]]
    return max(max(row[left : left + kernel_size[1]]) for row in rows)
