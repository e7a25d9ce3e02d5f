"""练习13：各种写法，都对。"""


# %% from_the_output
def receptive_field(layers):
    field = 1
    for kernel_size, stride, dilation in reversed(layers):
        field = (field - 1) * stride + dilation * (kernel_size - 1) + 1
    return field


# %% sum_of_products
import math


def receptive_field(layers):
    return 1 + sum(
        d * (k - 1) * math.prod(s for _, s, _ in layers[:i]) for i, (k, _, d) in enumerate(layers)
    )


# %% which_positions
def receptive_field(layers):
    seen = {0}
    for k, s, d in layers[::-1]:
        seen = {at * s + tap * d for at in seen for tap in range(k)}
    return max(seen) - min(seen) + 1


# %% recursion
def receptive_field(layers):
    if not layers:
        return 1
    (k, s, d), *rest = layers
    return (receptive_field(rest) - 1) * s + d * (k - 1) + 1


# %% reduce
from functools import reduce


def receptive_field(layers):
    return reduce(
        lambda r, one: (r[0] + one[2] * (one[0] - 1) * r[1], r[1] * one[1]), layers, (1, 1)
    )[0]


# %% numpy_products
import numpy as np


def receptive_field(layers):
    if len(layers) == 0:
        return 1
    k, s, d = np.array(layers).T
    jumps = np.cumprod([1, *s[:-1]])
    return int((d * (k - 1) * jumps).sum()) + 1


# %% torch_gradient
import torch


def receptive_field(layers):
    need = 1
    for k, s, d in reversed(layers):
        need = (need - 1) * s + d * (k - 1) + 1
    x = torch.zeros(1, 1, need + 3, requires_grad=True)
    y = x
    for k, s, d in layers:
        y = torch.nn.functional.conv1d(y, torch.ones(1, 1, k), stride=s, dilation=d)
    y[0, 0, 0].backward()
    return int(x.grad.nonzero()[:, 2].max()) + 1
