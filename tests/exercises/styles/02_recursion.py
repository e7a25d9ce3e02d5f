def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    if padding:
        return output_size(length + 2 * padding, kernel_size, stride)
    if length < kernel_size:
        return 0
    return 1 + output_size(length - stride, kernel_size, stride)
