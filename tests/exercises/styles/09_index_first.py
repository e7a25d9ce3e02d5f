def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    H, W = len(x), len(x[0])
    dx = [0.0] * (H * W)
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            places = [
                r * W + c
                for r in range(i * sh - ph, i * sh - ph + kh)
                for c in range(j * sw - pw, j * sw - pw + kw)
                if 0 <= r < H and 0 <= c < W
            ]
            best = max(places, key=lambda at: x[at // W][at % W])
            dx[best] += grad_output[i][j]
    return [dx[r * W : (r + 1) * W] for r in range(H)]
