def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    N, C, H, W = len(x), len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (H - kernel_size[0]) // stride[0] + 1
    w_out = (W - kernel_size[1]) // stride[1] + 1
    y = [[[[0] * w_out for _ in range(h_out)] for _ in range(C)] for _ in range(N)]
    for n in range(N):
        for i in range(h_out):
            for j in range(w_out):
                values = []
                for c in range(C):
                    for a in range(kernel_size[0]):
                        for b in range(kernel_size[1]):
                            values.append(x[n][c][i * stride[0] + a][j * stride[1] + b])
                for c in range(C):
                    y[n][c][i][j] = max(values)
    return y
