def numeric_gradient(f, x, grad_output, eps):
    """用数值算梯度：sum(grad_output * f(x))对x里每个数的梯度。

    f是函数，平面进，平面出；x是(H, W)的嵌套列表；
    grad_output和f(x)一样大。返回嵌套列表(H, W)。
    """

    def loss(r, c, change):
        moved = [list(row) for row in x]
        moved[r][c] += change
        total = 0
        for i, row in enumerate(f(moved)):
            for j, value in enumerate(row):
                total += grad_output[i][j] * value
        return total

    grad = []
    for r in range(len(x)):
        grad.append([])
        for c in range(len(x[0])):
            change = loss(r, c, eps) - loss(r, c, -eps)
            grad[-1].append(change / (2 * eps))
    return grad
