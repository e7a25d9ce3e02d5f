"""除以2，又乘了eps。"""


def numeric_gradient(f, x, grad_output, eps):
    grad = [[0] * len(row) for row in x]
    for i in range(len(x)):
        for j in range(len(x[0])):
            results = []
            for step in (eps, -eps):
                copy = [row[:] for row in x]
                copy[i][j] += step
                results.append(f(copy))
            for r, row in enumerate(grad_output):
                for c, g in enumerate(row):
                    grad[i][j] += g * (results[0][r][c] - results[1][r][c]) / 2 * eps
    return grad
