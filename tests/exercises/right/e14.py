"""练习14：各种写法，都对。"""


# %% filter_the_tokens_first
def masked_pool(x, mask, mode):
    y = []
    for sequence, real in zip(x, mask):
        kept = [token for token, keep in zip(sequence, real) if keep]
        columns = list(zip(*kept)) or [(0.0,)] * len(sequence[0])
        y.append([max(c) if mode == "max" else sum(c) / len(c) for c in columns])
    return y


# %% loops_and_a_counter
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        row = []
        for c in range(len(x[n][0])):
            best, total, count = float("-inf"), 0.0, 0
            for t in range(len(x[n])):
                if not mask[n][t]:
                    continue
                count += 1
                total += x[n][t][c]
                if x[n][t][c] > best:
                    best = x[n][t][c]
            if count == 0:
                row.append(0.0)
            else:
                row.append(best if mode == "max" else total / count)
        y.append(row)
    return y


# %% statistics_and_default
from itertools import compress
from statistics import mean


def masked_pool(x, mask, mode):
    pool = {"max": max, "mean": mean}[mode]
    return [
        [pool(list(compress(column, real)) or [0.0]) for column in zip(*sequence)]
        for sequence, real in zip(x, mask)
    ]


# %% numpy_where
import numpy as np


def masked_pool(x, mask, mode):
    x, keep = np.array(x, dtype=float), np.array(mask)[..., None]
    count = keep.sum(1)
    if mode == "max":
        y = np.where(keep, x, -np.inf).max(1)
    else:
        y = np.where(keep, x, 0).sum(1) / np.maximum(count, 1)
    return np.where(count == 0, 0.0, y)


# %% numpy_masked_array
import numpy as np


def masked_pool(x, mask, mode):
    x = np.array(x, dtype=float)
    hide = np.broadcast_to(~np.array(mask)[..., None], x.shape)
    y = getattr(np.ma.array(x, mask=hide), mode)(axis=1)
    return np.ma.filled(y, 0.0)


# %% torch_masked_fill
import torch


def masked_pool(x, mask, mode):
    x, keep = torch.tensor(x, dtype=torch.float64), torch.tensor(mask)[..., None]
    if mode == "max":
        y = x.masked_fill(~keep, float("-inf")).amax(1)
        return y.masked_fill(~keep.any(1), 0.0)
    return x.masked_fill(~keep, 0.0).sum(1) / keep.sum(1).clamp(min=1)


# %% multiply_by_one_over_the_count
def masked_pool(x, mask, mode):
    def pool(numbers):
        if not numbers:
            return 0.0
        if mode == "max":
            return sorted(numbers)[-1]
        return sum(number * (1 / len(numbers)) for number in numbers)

    return [
        [pool([x[n][t][c] for t in range(len(x[n])) if mask[n][t]]) for c in range(len(x[n][0]))]
        for n in range(len(x))
    ]
