def output_size(length, kernel_size, stride=None, padding=0):
    if not stride:
        stride = kernel_size
    start, count = -padding, 0
    while start + kernel_size <= length + padding:
        count += 1
        start += stride
    return count
