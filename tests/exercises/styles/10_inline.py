def numeric_gradient(f, x, grad_output, eps):
    dx = []
    for r in range(len(x)):
        row = []
        for c in range(len(x[0])):
            up = [list(line) for line in x]
            down = [list(line) for line in x]
            up[r][c] += eps
            down[r][c] -= eps
            a, b = f(up), f(down)
            slope = 0
            for i in range(len(a)):
                for j in range(len(a[0])):
                    slope += grad_output[i][j] * (a[i][j] - b[i][j]) / (2 * eps)
            row.append(slope)
        dx.append(row)
    return dx
