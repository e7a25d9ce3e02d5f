"""练习15：各种写错的；每段的号码是误解的编号。"""


# %% 89 sum
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 89 rows_only
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / h for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 89 columns_only
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / w for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 89 channels
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / len(x) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 90 largest
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [max(map(max, p)) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 91 no_bias
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 91 first_bias
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + bias[0] for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 92 transposed
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = []
    for k in range(len(bias)):
        logits.append(sum(weight[c][k] * means[c] for c in range(len(x))) + bias[k])
    best = logits.index(max(logits))
    cam = [
        [sum(weight[c][best] * x[c][i][j] for c in range(len(x))) for j in range(w)]
        for i in range(h)
    ]
    return logits, cam


# %% 93 softmax
import math


def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return [
        math.exp(v - max(logits)) / sum(math.exp(u - max(logits)) for u in logits) for v in logits
    ], cam


# %% 94 first_class
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[0]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 94 last_class
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[-1]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 94 lowest
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(min(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 94 farthest
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[max(range(len(logits)), key=lambda k: abs(logits[k]))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 94 every_class
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = [sum(column) for column in zip(*weight)]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 95 no_weights
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = [1] * len(x)
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 95 mean_of_channels
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = [1 / len(x)] * len(x)
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total)
    return logits, cam


# %% 96 divided_by_area
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total / (h * w))
    return logits, cam


# %% 96 divided_by_channels
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total / len(x))
    return logits, cam


# %% 97 bias_in_the_map
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(total + bias[logits.index(max(logits))])
    return logits, cam


# %% 98 relu
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(max(total, 0))
    return logits, cam


# %% 98 absolute
def class_map(x, weight, bias):
    h, w = len(x[0]), len(x[0][0])
    means = [sum(map(sum, p)) / (h * w) for p in x]
    logits = [sum(a * m for a, m in zip(row, means)) + b for row, b in zip(weight, bias)]
    chosen = weight[logits.index(max(logits))]
    cam = []
    for i in range(h):
        cam.append([])
        for j in range(w):
            total = sum(a * p[i][j] for a, p in zip(chosen, x))
            cam[i].append(abs(total))
    return logits, cam
