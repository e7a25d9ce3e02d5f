def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    count = 0
    start = -padding
    while count == 0 or start + kernel_size < length + padding + stride:
        count += 1
        start += stride
    return count
