"""每个窗口只取左上角。"""


def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    y = []
    for i in range(0, len(x) - kernel_size[0] + 1, stride[0]):
        row = []
        for j in range(0, len(x[0]) - kernel_size[1] + 1, stride[1]):
            row.append(x[i][j])
        y.append(row)
    return y
