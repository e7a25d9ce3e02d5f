import copy


def numeric_gradient(f, x, grad_output, eps):
    work = copy.deepcopy(x)

    def loss():
        y = f(work)
        return sum(sum(g * v for g, v in zip(*rows)) for rows in zip(grad_output, y))

    grad = [[0.0] * len(x[0]) for _ in x]
    for r, row in enumerate(x):
        for c, old in enumerate(row):
            work[r][c] = old + eps
            high = loss()
            work[r][c] = old - eps
            low = loss()
            work[r][c] = old
            grad[r][c] = (high - low) * 0.5 / eps
    return grad
