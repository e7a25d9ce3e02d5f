def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            for r, c in winners:
                dx[r][c] += grad_output[i][j] / len(winners)
    return dx
