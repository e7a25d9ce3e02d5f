def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = 0
            best_r, best_c = max(i * sh - ph, 0), max(j * sw - pw, 0)
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if x[r][c] > best:
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r][best_c] += grad_output[i][j]
    return dx
