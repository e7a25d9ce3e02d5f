def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    """带空洞的最大池化，向下取整。

    x是嵌套列表(H, W)，相邻两个抽头，上下相距dilation[0]，
    左右相距dilation[1]。返回嵌套列表。
    """
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h, span_w = dh * (kh - 1) + 1, dw * (kw - 1) + 1
    y = []
    for top in range(0, len(x) - span_h + 1, sh):
        row = []
        for left in range(0, len(x[0]) - span_w + 1, sw):
            rows = range(top, top + span_h, dh)
            columns = range(left, left + span_w, dw)
            row.append(max(x[r][c] for r in rows for c in columns))
        y.append(row)
    return y
