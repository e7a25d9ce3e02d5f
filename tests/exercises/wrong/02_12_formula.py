def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    return (length + padding - kernel_size) // stride + 1
