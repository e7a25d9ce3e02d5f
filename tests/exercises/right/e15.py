"""练习15：各种写法，都对。"""


# %% loops
def class_map(x, weight, bias):
    channels, height, width = len(x), len(x[0]), len(x[0][0])
    pooled = []
    for plane in x:
        total = 0
        for row in plane:
            for value in row:
                total += value
        pooled.append(total / (height * width))
    logits = []
    for k in range(len(weight)):
        score = bias[k]
        for c in range(channels):
            score += weight[k][c] * pooled[c]
        logits.append(score)
    best = 0
    for k in range(1, len(logits)):
        if logits[k] > logits[best]:
            best = k
    cam = [[0.0] * width for _ in range(height)]
    for c in range(channels):
        for i in range(height):
            for j in range(width):
                cam[i][j] += weight[best][c] * x[c][i][j]
    return logits, cam


# %% maps_first_then_means
def class_map(x, weight, bias):
    maps = []
    for row in weight:
        maps.append(
            [[sum(w * v for w, v in zip(row, values)) for values in zip(*rows)] for rows in zip(*x)]
        )
    area = len(x[0]) * len(x[0][0])
    logits = [sum(map(sum, one)) / area + b for one, b in zip(maps, bias)]
    return [logits, maps[max(range(len(logits)), key=logits.__getitem__)]]


# %% statistics_mean
from statistics import fmean


def class_map(x, weight, bias):
    pooled = [fmean(fmean(row) for row in plane) for plane in x]
    logits = [b + sum(w * p for w, p in zip(row, pooled)) for row, b in zip(weight, bias)]
    row = max(zip(logits, weight))[1]
    columns = range(len(x[0][0]))
    cam = [[sum(w * p[i][j] for w, p in zip(row, x)) for j in columns] for i in range(len(x[0]))]
    return logits, cam


# %% numpy_einsum
import numpy as np


def class_map(x, weight, bias):
    x, weight = np.array(x, dtype=float), np.array(weight, dtype=float)
    logits = weight @ x.mean(axis=(1, 2)) + np.array(bias)
    return logits, np.einsum("c,chw->hw", weight[logits.argmax()], x)


# %% numpy_all_maps
import numpy as np


def class_map(x, weight, bias):
    maps = np.tensordot(np.array(weight, dtype=float), np.array(x, dtype=float), 1)
    logits = maps.mean((1, 2)) + bias
    return logits.tolist(), maps[int(np.argmax(logits))].tolist()


# %% torch_linear
import torch
from torch.nn import functional as F


def class_map(x, weight, bias):
    x, weight, bias = (torch.tensor(part, dtype=torch.float64) for part in (x, weight, bias))
    logits = F.linear(F.adaptive_avg_pool2d(x, 1).flatten(), weight, bias)
    return logits, F.conv2d(x[None], weight[:, :, None, None])[0, logits.argmax()]
