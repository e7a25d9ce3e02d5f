def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    s = stride or kernel_size
    y, top = [], 0
    while top + (kernel_size[0] - 1) * dilation[0] < len(x):
        row, left = [], 0
        while left + (kernel_size[1] - 1) * dilation[1] < len(x[0]):
            best, r = -float("inf"), 0
            while r < kernel_size[0]:
                c = 0
                while c < kernel_size[1]:
                    best = max(best, x[top + r * dilation[0]][left + c * dilation[1]])
                    c = c + 1
                r = r + 1
            row.append(best)
            left = left + s[1]
        y.append(row)
        top = top + s[0]
    return y
