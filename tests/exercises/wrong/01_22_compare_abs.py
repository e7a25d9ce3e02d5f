def window_max(x, top, left, kernel_size):
    best = x[top][left]
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            value = x[top + i][left + j]
            if abs(value) > abs(best):
                best = value
    return best
