def output_size(length, kernel_size, stride=None, padding=0):
    return len(range(0, length + 2 * padding - kernel_size + 1, stride or kernel_size))
