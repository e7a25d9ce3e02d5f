import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    ph, pw = padding
    kh, kw = kernel_size
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = []
    for _ in range(ph):
        padded.append([fill] * width)
    for row in x:
        padded.append([fill] * pw + list(row) + [fill] * pw)
    for _ in range(ph):
        padded.append([fill] * width)
    y = []
    for i in range((len(padded) - kh) // stride[0] + 1):
        y.append([])
        for j in range((width - kw) // stride[1] + 1):
            top, left = i * stride[0], j * stride[1]
            window = []
            for row in padded[top : top + kh + 1]:
                window += row[left : left + kw + 1]
            y[-1].append(max(window))
    return y
