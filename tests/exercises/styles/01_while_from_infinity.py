def window_max(x, top, left, kernel_size):
    biggest = -float("inf")
    i = 0
    while i < kernel_size[0]:
        j = 0
        while j < kernel_size[1]:
            value = x[top + i][left + j]
            if value > biggest:
                biggest = value
            j += 1
        i += 1
    return biggest
