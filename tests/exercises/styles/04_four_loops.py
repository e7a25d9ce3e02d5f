def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    out = []
    for n in range(len(x)):
        out.append([])
        for c in range(len(x[0])):
            out[n].append([])
            plane = x[n][c]
            for i in range((len(plane) - kernel_size[0]) // stride[0] + 1):
                out[n][c].append([])
                for j in range((len(plane[0]) - kernel_size[1]) // stride[1] + 1):
                    best = float("-inf")
                    for a in range(kernel_size[0]):
                        for b in range(kernel_size[1]):
                            v = x[n][c][i * stride[0] + a][j * stride[1] + b]
                            if v > best:
                                best = v
                    out[n][c][i].append(best)
    return out
