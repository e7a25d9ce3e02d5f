def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h, span_w = dh * (kh - 1) + 1, dw * (kw - 1) + 1
    y = []
    for top in range(0, len(x) - span_h + 1, sh):
        row = []
        for left in range(0, len(x[0]) - span_w + 1, sw):
            values = set()
            for a in range(span_h):
                for b in range(span_w):
                    if a % dh == 0 and b % dw == 0:
                        values.add(x[top + a][left + b])
            row.append(max(values))
        y.append(row)
    return y
