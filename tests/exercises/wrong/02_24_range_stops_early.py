def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    return len(range(-padding, length + padding - kernel_size, stride))
