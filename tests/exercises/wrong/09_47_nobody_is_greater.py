"""从−∞开始比，全是−∞的窗口，梯度谁也没有给。"""

import math


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    grad = [[0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best, where = -math.inf, None
            for r in range(max(i * sh - ph, 0), min(i * sh - ph + kh, len(x))):
                for c in range(max(j * sw - pw, 0), min(j * sw - pw + kw, len(x[0]))):
                    if x[r][c] > best:
                        best, where = x[r][c], (r, c)
            if where:
                grad[where[0]][where[1]] += grad_output[i][j]
    return grad
