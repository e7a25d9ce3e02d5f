def window_max(x, top, left, kernel_size):
    """一个窗口里的最大值。

    x是嵌套列表(H, W)，窗口的左上角在第top行第left列，
    kernel_size是窗口的(高, 宽)。返回一个数。
    """
    best = x[top][left]
    for r in range(top, top + kernel_size[0]):
        for c in range(left, left + kernel_size[1]):
            if x[r][c] > best:
                best = x[r][c]
    return best
