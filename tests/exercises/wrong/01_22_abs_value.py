def window_max(x, top, left, kernel_size):
    best = 0
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = abs(x[top + i][left + j])
            if value > best:
                best = value
    return best
