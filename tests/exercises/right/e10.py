"""练习10：各种写法，都对。"""

# %% change_and_restore
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


# %% five_points
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


# %% inline
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


# %% numpy_into_f
import numpy as np


def numeric_gradient(f, x, grad_output, eps):
    x = np.array(x, dtype=float)
    g = np.array(grad_output)
    grad = np.zeros_like(x)
    for at in np.ndindex(*x.shape):
        bump = np.zeros_like(x)
        bump[at] = eps
        grad[at] = np.sum(g * (np.array(f(x + bump)) - np.array(f(x - bump)))) / (2 * eps)
    return grad


# %% smaller_step
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


# %% tuples_into_f
from itertools import chain


def numeric_gradient(f, x, grad_output, eps):
    flat = list(chain(*x))
    width = len(x[0])

    def plane(values):
        return tuple(tuple(values[i : i + width]) for i in range(0, len(values), width))

    def slope(at):
        up = flat[:at] + [flat[at] + eps] + flat[at + 1 :]
        down = flat[:at] + [flat[at] - eps] + flat[at + 1 :]
        change = (a - b for a, b in zip(chain(*f(plane(up))), chain(*f(plane(down)))))
        return sum(g * d for g, d in zip(chain(*grad_output), change)) / eps / 2

    return plane([slope(at) for at in range(len(flat))])
