def numeric_gradient(f, x, grad_output, eps):
    grad = []
    for r in range(len(x)):
        row = []
        for c in range(len(x[0])):
            plus = [list(line) for line in x]
            minus = [list(line) for line in x]
            plus[r][c] += eps
            minus[r][c] -= eps
            high = f(plus)
            low = f(minus)
            slope = 0
            for i in range(len(high)):
                for j in range(len(high[0])):
                    slope += (high[i][j] - low[i][j]) / (2 * eps)
            row.append(slope)
        grad.append(row)
    return grad
