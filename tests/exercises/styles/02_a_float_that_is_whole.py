def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    room = length + 2 * padding - kernel_size
    return (room - room % stride) / stride + 1
