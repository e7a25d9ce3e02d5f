def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    """最大池化的反向传播：输入的梯度。

    grad_output是上游梯度(H_out, W_out)，x是前向的输入(H, W)，
    其余和前向一样。返回嵌套列表(H, W)。
    """
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    height, width = len(x), len(x[0])
    grad = [[0] * width for _ in range(height)]
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            top, left = i * sh - ph, j * sw - pw
            winner = None
            for r in range(max(top, 0), min(top + kh, height)):
                for c in range(max(left, 0), min(left + kw, width)):
                    if winner is None or x[r][c] > x[winner[0]][winner[1]]:
                        winner = r, c
            grad[winner[0]][winner[1]] += g
    return grad
