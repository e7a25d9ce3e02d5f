def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h, span_w = (kh - 1) * dh + 1, (kw - 1) * dw + 1
    return [
        [
            max(max(row[left : left + span_w : dw]) for row in x[top : top + span_h : dh])
            for left in range(0, len(x[0]) - span_w + 1, sw)
        ]
        for top in range(0, len(x) - span_h + 1, sh)
    ]
