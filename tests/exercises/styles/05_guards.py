def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    h_out = (len(x) + 2 * padding[0] - kernel_size[0]) // stride[0] + 1
    w_out = (len(x[0]) + 2 * padding[1] - kernel_size[1]) // stride[1] + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -float("inf")
            for a in range(kernel_size[0]):
                for b in range(kernel_size[1]):
                    r = i * stride[0] + a - padding[0]
                    c = j * stride[1] + b - padding[1]
                    if r < 0 or c < 0 or r >= len(x) or c >= len(x[0]):
                        continue
                    if x[r][c] > best:
                        best = x[r][c]
            row.append(best)
        y.append(row)
    return y
