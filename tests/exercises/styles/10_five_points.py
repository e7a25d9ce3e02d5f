def numeric_gradient(f, x, grad_output, eps):
    # 五点公式：对二次函数，和两点一样准
    def loss(r, c, by):
        y = f(
            [[v + by * (i == r and j == c) for j, v in enumerate(row)] for i, row in enumerate(x)]
        )
        return sum(g * v for gs, vs in zip(grad_output, y) for g, v in zip(gs, vs))

    def slope(r, c):
        near = loss(r, c, eps / 2) - loss(r, c, -eps / 2)
        far = loss(r, c, eps) - loss(r, c, -eps)
        return (8 * near - far) / (6 * eps)

    return [[slope(r, c) for c in range(len(x[0]))] for r in range(len(x))]
