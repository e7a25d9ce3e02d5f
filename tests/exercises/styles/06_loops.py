def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    h = (len(x) - dilation[0] * (kernel_size[0] - 1) - 1) // stride[0] + 1
    w = (len(x[0]) - dilation[1] * (kernel_size[1] - 1) - 1) // stride[1] + 1
    y = []
    for i in range(h):
        y.append([])
        for j in range(w):
            best = x[i * stride[0]][j * stride[1]]
            for a in range(kernel_size[0]):
                for b in range(kernel_size[1]):
                    v = x[i * stride[0] + a * dilation[0]][j * stride[1] + b * dilation[1]]
                    if best < v:
                        best = v
            y[i].append(best)
    return y
