def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * kh
    span_w = dw * kw
    y = []
    for i in range((len(x) - span_h) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - span_w) // sw + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h : dh]:
                window += row[left : left + span_w : dw]
            y[i].append(max(window))
    return y
