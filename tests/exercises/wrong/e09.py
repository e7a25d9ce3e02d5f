"""练习9：各种写错的；每段的号码是误解的编号。"""

# %% 01 zero_padding_wins
import math


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = 0
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    grad = [[0] * width for _ in padded]
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            best = -math.inf
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if padded[r][c] > best:
                        best = padded[r][c]
                        where = r, c
            grad[where[0]][where[1]] += g
    return [row[pw : pw + len(x[0])] for row in grad[ph : ph + len(x)]]


# %% 02 starts_at_zero
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = 0
            best_r, best_c = None, None
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if x[r][c] > best:
                            best = x[r][c]
                            best_r, best_c = r, c
            if best_r is not None:
                dx[best_r][best_c] += grad_output[i][j]
    return dx


# %% 02 starts_at_zero_first_place
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = 0
            best_r, best_c = max(i * sh - ph, 0), max(j * sw - pw, 0)
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if x[r][c] > best:
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r][best_c] += grad_output[i][j]
    return dx


# %% 04 if_none
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = (1, 1)
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = None
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if best is None or x[r][c] > best:
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r][best_c] += grad_output[i][j]
    return dx


# %% 13 start_at_zero
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            r, c = winners[0]
            dx[r][c] += grad_output[i][j]
    return dx


# %% 13 start_at_zero_skips_empty
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            if not cells:
                continue
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            r, c = winners[0]
            dx[r][c] += grad_output[i][j]
    return dx


# %% 18 loop
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kw, kh), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            r, c = winners[0]
            dx[r][c] += grad_output[i][j]
    return dx


# %% 19 loop
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sw, sh), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            r, c = winners[0]
            dx[r][c] += grad_output[i][j]
    return dx


# %% 20 loop
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (pw, ph) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            r, c = winners[0]
            dx[r][c] += grad_output[i][j]
    return dx


# %% 22 abs
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = None
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if best is None or abs(x[r][c]) > abs(best):
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r][best_c] += grad_output[i][j]
    return dx


# %% 25 loop
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * kh - ph, i * kh - ph + kh):
                for c in range(j * kw - pw, j * kw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            r, c = winners[0]
            dx[r][c] += grad_output[i][j]
    return dx


# %% 26 too_long
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = None
            for a in range(kh + 1):
                for b in range(kw + 1):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if best is None or x[r][c] > best:
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r][best_c] += grad_output[i][j]
    return dx


# %% 26 too_short
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh - 1):
                for c in range(j * sw - pw, j * sw - pw + kw - 1):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            r, c = winners[0]
            dx[r][c] += grad_output[i][j]
    return dx


# %% 28 at_least
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = None
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if best is None or x[r][c] >= best:
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r][best_c] += grad_output[i][j]
    return dx


# %% 28 dictionary_of_values
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [{x[r][c]: (r, c) for r, c in cells}[biggest]]
            r, c = winners[0]
            dx[r][c] += grad_output[i][j]
    return dx


# %% 28 last_of_winners
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            r, c = winners[-1]
            dx[r][c] += grad_output[i][j]
    return dx


# %% 32 every_winner
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            for r, c in winners:
                dx[r][c] += grad_output[i][j]
    return dx


# %% 33 split
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            biggest = max(x[r][c] for r, c in cells)
            winners = [(r, c) for r, c in cells if x[r][c] == biggest]
            for r, c in winners:
                dx[r][c] += grad_output[i][j] / len(winners)
    return dx


# %% 34 assigned
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = None
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if best is None or x[r][c] > best:
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r][best_c] = grad_output[i][j]
    return dx


# %% 34 padded_assigned
import math


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    grad = [[0] * width for _ in padded]
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            best = -math.inf
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if padded[r][c] > best:
                        best = padded[r][c]
                        where = r, c
            grad[where[0]][where[1]] = g
    return [row[pw : pw + len(x[0])] for row in grad[ph : ph + len(x)]]


# %% 35 cropped_from_the_corner
import math


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    grad = [[0] * width for _ in padded]
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            best = -math.inf
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if padded[r][c] > best:
                        best = padded[r][c]
                        where = r, c
            grad[where[0]][where[1]] += g
    return [row[: len(x[0])] for row in grad[: len(x)]]


# %% 35 not_cropped
import math


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    grad = [[0] * width for _ in padded]
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            best = -math.inf
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if padded[r][c] > best:
                        best = padded[r][c]
                        where = r, c
            grad[where[0]][where[1]] += g
    return grad


# %% 35 padded_place_raises
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = None
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if best is None or x[r][c] > best:
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r + ph][best_c + pw] += grad_output[i][j]
    return dx


# %% 36 over_the_kernel
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            for r, c in cells:
                dx[r][c] += grad_output[i][j] / (kh * kw)
    return dx


# %% 36 over_the_seen
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            for r, c in cells:
                dx[r][c] += grad_output[i][j] / len(cells)
    return dx


# %% 36 whole_to_each
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    dx = [[0.0] * len(x[0]) for _ in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            cells = []
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]):
                        cells.append((r, c))
            for r, c in cells:
                dx[r][c] += grad_output[i][j]
    return dx


# %% 37 plus_one
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = None
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if 0 <= r < height and 0 <= c < width:
                        if best is None or x[r][c] > best:
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r][best_c] += 1
    return dx


# %% 37 times_forgotten_padded
import math


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    grad = [[0] * width for _ in padded]
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            best = -math.inf
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if padded[r][c] > best:
                        best = padded[r][c]
                        where = r, c
            grad[where[0]][where[1]] += 1.0
    return [row[pw : pw + len(x[0])] for row in grad[ph : ph + len(x)]]


# %% 38 no_guard_below
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    height, width = len(x), len(x[0])
    dx = [[0] * width for _ in range(height)]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            best = None
            for a in range(kh):
                for b in range(kw):
                    r = i * sh - ph + a
                    c = j * sw - pw + b
                    if r < height and c < width:
                        if best is None or x[r][c] > best:
                            best = x[r][c]
                            best_r, best_c = r, c
            dx[best_r][best_c] += grad_output[i][j]
    return dx


# %% 41 loop
import math


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    fill = -math.inf
    width = len(x[0]) + 2 * pw
    padded = [[fill] * width for _ in range(ph)]
    padded += [[fill] * pw + list(row) + [fill] * pw for row in x]
    padded += [[fill] * width for _ in range(ph)]
    grad = [[0] * width for _ in padded]
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            best, where = x[0][0], (ph, pw)
            for r in range(i * sh, i * sh + kh):
                for c in range(j * sw, j * sw + kw):
                    if padded[r][c] > best:
                        best = padded[r][c]
                        where = r, c
            grad[where[0]][where[1]] += g
    return [row[pw : pw + len(x[0])] for row in grad[ph : ph + len(x)]]


# %% 47 nobody_is_greater
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


# %% 69 times_the_largest
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    height, width = len(x), len(x[0])
    grad = [[0 for _ in row] for row in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            winner = None
            for r in range(max(i * sh - ph, 0), min(i * sh - ph + kh, height)):
                for c in range(max(j * sw - pw, 0), min(j * sw - pw + kw, width)):
                    if winner is None or x[r][c] > x[winner[0]][winner[1]]:
                        winner = r, c
            r, c = winner
            grad[r][c] += grad_output[i][j] * x[r][c]
    return grad


# %% 70 mean_of_shares
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    height, width = len(x), len(x[0])
    grad = [[[] for _ in row] for row in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            winner = None
            for r in range(max(i * sh - ph, 0), min(i * sh - ph + kh, height)):
                for c in range(max(j * sw - pw, 0), min(j * sw - pw + kw, width)):
                    if winner is None or x[r][c] > x[winner[0]][winner[1]]:
                        winner = r, c
            r, c = winner
            grad[r][c].append(grad_output[i][j])
    return [[sum(many) / max(len(many), 1) for many in row] for row in grad]


# %% 74 turned
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    height, width = len(x), len(x[0])
    grad = [[0 for _ in row] for row in x]
    for i in range(len(grad_output)):
        for j in range(len(grad_output[0])):
            winner = None
            for r in range(max(i * sh - ph, 0), min(i * sh - ph + kh, height)):
                for c in range(max(j * sw - pw, 0), min(j * sw - pw + kw, width)):
                    if winner is None or x[r][c] > x[winner[0]][winner[1]]:
                        winner = r, c
            r, c = winner
            if j < len(grad_output) and i < len(grad_output[0]):
                grad[r][c] += grad_output[j][i]
    return grad


# %% 47 corner_when_nothing
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    grad = [[0] * len(x[0]) for _ in x]
    for i, line in enumerate(grad_output):
        for j, g in enumerate(line):
            best, row, column = float("-inf"), 0, 0
            for r in range(i * sh - ph, i * sh - ph + kh):
                for c in range(j * sw - pw, j * sw - pw + kw):
                    if 0 <= r < len(x) and 0 <= c < len(x[0]) and x[r][c] > best:
                        best, row, column = x[r][c], r, c
            grad[row][column] += g
    return grad


# %% 13 no_padding_at_all
def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    grad = [[0] * len(x[0]) for _ in x]
    for i, line in enumerate(grad_output):
        for j, g in enumerate(line):
            winner = None
            for r in range(i * sh, min(i * sh + kh, len(x))):
                for c in range(j * sw, min(j * sw + kw, len(x[0]))):
                    if winner is None or x[r][c] > x[winner[0]][winner[1]]:
                        winner = r, c
            if winner:
                grad[winner[0]][winner[1]] += g
    return grad
