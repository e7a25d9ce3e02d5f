def max_pool(x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    H, W = len(x), len(x[0])
    result = []
    for i in range(H):
        if i * stride[0] + kernel_size[0] > H:
            continue
        result.append([])
        for j in range(W):
            if j * stride[1] + kernel_size[1] > W:
                break
            best = x[i * stride[0]][j * stride[1]]
            for a in range(kernel_size[0]):
                for b in range(kernel_size[1]):
                    if x[i * stride[0] + a][j * stride[1] + b] > best:
                        best = x[i * stride[0] + a][j * stride[1] + b]
            result[i].append(best)
    return result
