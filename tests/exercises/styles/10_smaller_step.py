def numeric_gradient(f, x, grad_output, eps):
    eps = eps / 2

    def total(moved):
        return sum(g * v for gs, vs in zip(grad_output, f(moved)) for g, v in zip(gs, vs))

    for r in range(len(x)):
        slopes = []
        for c in range(len(x[0])):
            sides = []
            for sign in (1, -1):
                moved = [row[:] for row in x]
                moved[r][c] += sign * eps
                sides.append(total(moved))
            slopes.append((sides[0] - sides[1]) / (2 * eps))
        yield slopes
