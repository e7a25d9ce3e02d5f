def max_pool(x, kernel_size, stride=None):
    """一个平面的最大池化，向下取整。

    x是嵌套列表(H, W)，kernel_size和stride是(高, 宽)，
    stride是None时等于kernel_size。返回嵌套列表。
    """
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    y = []
    for top in range(0, len(x) - kh + 1, sh):
        row = []
        for left in range(0, len(x[0]) - kw + 1, sw):
            window = [x[top + a][left + b] for a in range(kh) for b in range(kw)]
            row.append(max(window))
        y.append(row)
    return y
