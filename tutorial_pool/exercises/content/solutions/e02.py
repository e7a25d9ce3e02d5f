def output_size(length, kernel_size, stride=None, padding=0):
    """一条轴的输出大小，向下取整。

    stride是None时等于kernel_size，两端各填充padding个。
    都是整数，返回整数。
    """
    if stride is None:
        stride = kernel_size
    room = length + 2 * padding - kernel_size
    return room // stride + 1
