def slide(line, k, s):
    return [max(line[i : i + k]) for i in range(0, len(line) - k + 1, s)]


def transpose(x):
    return [list(column) for column in zip(*x)]


def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    x = [slide(row, kernel_size[1], stride[1]) for row in x]
    x = [slide(row, kernel_size[0], stride[0]) for row in transpose(x)]
    return transpose(x)
