def max_pool(x, kernel_size, stride=None):
    """一个批量的最大池化，每个通道各算各的。

    x是嵌套列表(N, C, H, W)，kernel_size和stride是(高, 宽)，
    stride是None时等于kernel_size。返回嵌套列表。
    """
    return [[pool_plane(plane, kernel_size, stride) for plane in image] for image in x]


def pool_plane(x, kernel_size, stride):
    """一个平面的最大池化：就是练习3。"""
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    y = []
    for top in range(0, len(x) - kh + 1, sh):
        row = []
        for left in range(0, len(x[0]) - kw + 1, sw):
            window = [x[top + a][left + b] for a in range(kh) for b in range(kw)]
            row.append(max(window))
        y.append(row)
    return y
