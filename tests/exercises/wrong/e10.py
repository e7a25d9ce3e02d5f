"""练习10：各种写错的；每段的号码是误解的编号。"""

# %% 37 numpy
import numpy as np


def numeric_gradient(f, x, grad_output, eps):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        down[place] -= eps
        change = np.array(f(up)) - np.array(f(down))
        grad[place] = change.sum() / (2 * eps)
    return grad


# %% 37 sum_of_outputs
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


# %% 39 forward_difference
def numeric_gradient(f, x, grad_output, eps):
    grad = []
    for r in range(len(x)):
        row = []
        for c in range(len(x[0])):
            plus = [list(line) for line in x]
            minus = [list(line) for line in x]
            plus[r][c] += eps
            high = f(plus)
            low = f(minus)
            slope = 0
            for i in range(len(high)):
                for j in range(len(high[0])):
                    slope += grad_output[i][j] * (high[i][j] - low[i][j]) / eps
            row.append(slope)
        grad.append(row)
    return grad


# %% 39 numpy
import numpy as np


def numeric_gradient(f, x, grad_output, eps):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        change = np.array(f(up)) - np.array(f(down))
        grad[place] = (np.array(grad_output) * change).sum() / eps
    return grad


# %% 40 eps
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
                    slope += grad_output[i][j] * (high[i][j] - low[i][j]) / eps
            row.append(slope)
        grad.append(row)
    return grad


# %% 40 numpy
import numpy as np


def numeric_gradient(f, x, grad_output, eps):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        down[place] -= eps
        change = np.array(f(up)) - np.array(f(down))
        grad[place] = (np.array(grad_output) * change).sum() / eps
    return grad


# %% 46 copied_one_after_the_other
def numeric_gradient(f, x, grad_output, eps):
    grad = []
    for r in range(len(x)):
        row = []
        for c in range(len(x[0])):
            plus = x.copy()
            plus[r][c] += eps
            high = f(plus)
            minus = x.copy()
            minus[r][c] -= eps
            low = f(minus)
            slope = 0
            for i in range(len(high)):
                for j in range(len(high[0])):
                    slope += grad_output[i][j] * (high[i][j] - low[i][j]) / (2 * eps)
            row.append(slope)
        grad.append(row)
    return grad


# %% 46 list_of_x
def numeric_gradient(f, x, grad_output, eps):
    grad = []
    for r in range(len(x)):
        row = []
        for c in range(len(x[0])):
            plus = list(x)
            minus = list(x)
            plus[r][c] += eps
            minus[r][c] -= eps
            high = f(plus)
            low = f(minus)
            slope = 0
            for i in range(len(high)):
                for j in range(len(high[0])):
                    slope += grad_output[i][j] * (high[i][j] - low[i][j]) / (2 * eps)
            row.append(slope)
        grad.append(row)
    return grad


# %% 48 no_brackets
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


# %% 71 down_minus_up
def numeric_gradient(f, x, grad_output, eps):
    def loss(plane):
        rows = zip(f(plane), grad_output)
        return sum(v * g for row, weights in rows for v, g in zip(row, weights))

    grad = [[0] * len(x[0]) for _ in x]
    for r in range(len(x)):
        for c in range(len(x[0])):
            up, down = [list(row) for row in x], [list(row) for row in x]
            up[r][c] += eps
            down[r][c] -= eps
            grad[r][c] = (loss(down) - loss(up)) / (2 * eps)
    return grad


# %% 73 everything_moves
def numeric_gradient(f, x, grad_output, eps):
    def loss(step):
        moved = [[v + step for v in row] for row in x]
        rows = zip(f(moved), grad_output)
        return sum(v * g for row, weights in rows for v, g in zip(row, weights))

    slope = (loss(eps) - loss(-eps)) / (2 * eps)
    return [[slope for _ in row] for row in x]


# %% 73 by_a_share
def numeric_gradient(f, x, grad_output, eps):
    def loss(plane):
        rows = zip(f(plane), grad_output)
        return sum(v * g for row, weights in rows for v, g in zip(row, weights))

    grad = [[0] * len(x[0]) for _ in x]
    for r in range(len(x)):
        for c in range(len(x[0])):
            up, down = [list(row) for row in x], [list(row) for row in x]
            up[r][c] *= 1 + eps
            down[r][c] *= 1 - eps
            grad[r][c] = (loss(up) - loss(down)) / (2 * eps)
    return grad


# %% 73 same_place
def numeric_gradient(f, x, grad_output, eps):
    def loss(plane):
        rows = zip(f(plane), grad_output)
        return sum(v * g for row, weights in rows for v, g in zip(row, weights))

    grad = [[0] * len(x[0]) for _ in x]
    for r in range(len(x)):
        for c in range(len(x[0])):
            up, down = [list(row) for row in x], [list(row) for row in x]
            up[r][c] += eps
            down[r][c] -= eps
            above, below = f(up), f(down)
            if r < len(above) and c < len(above[0]):
                grad[r][c] = (above[r][c] - below[r][c]) / (2 * eps) * grad_output[r][c]
    return grad


# %% 46 the_plane_that_did_not_move
def numeric_gradient(f, x, grad_output, eps):
    def loss(plane):
        rows = zip(f(x), grad_output)
        return sum(v * g for row, weights in rows for v, g in zip(row, weights))

    grad = []
    for r in range(len(x)):
        grad.append([])
        for c in range(len(x[0])):
            up, down = [list(row) for row in x], [list(row) for row in x]
            up[r][c] += eps
            down[r][c] -= eps
            grad[-1].append((loss(up) - loss(down)) / (2 * eps))
    return grad
