def window_max(x, top, left, kernel_size):
    total = 0
    count = 0
    for i in range(kernel_size[0]):
        for j in range(kernel_size[1]):
            total += x[top + i][left + j]
            count += 1
    return total / count
