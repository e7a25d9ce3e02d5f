"""练习13到15：torch来作准。感受野看梯度走到哪里，变长的序列一个一个截短了算，图的平均是得分减偏置。"""

import random

import numpy as np
import torch
from contracts import contract_of
from learners import solved

from tutorial_pool.exercises.content.track import find

TRIES = 100


def test_the_gradient_reaches_as_far_as_the_receptive_field():
    chance, function = random.Random(0), solved(find(13))
    for _ in range(TRIES):
        (layers,) = contract_of(find(13)).wide(chance)
        wanted = function(layers)
        x = torch.zeros(1, 1, wanted + 5, dtype=torch.float64, requires_grad=True)
        y = x
        for kernel_size, stride, dilation in layers:
            ones = torch.ones(1, 1, kernel_size, dtype=torch.float64)
            y = torch.nn.functional.conv1d(y, ones, stride=stride, dilation=dilation)
        y[0, 0, 0].backward()
        reached = x.grad[0, 0].nonzero()[:, 0]
        assert int(reached.max() - reached.min()) + 1 == wanted


def test_each_sequence_cut_to_what_is_real_gives_the_same():
    chance, function = random.Random(1), solved(find(14))
    empty = 0
    for _ in range(TRIES):
        x, mask, mode = contract_of(find(14)).wide(chance)
        for one, kept, mine in zip(x, mask, function(x, mask, mode), strict=True):
            real = torch.tensor(one, dtype=torch.float64)[torch.tensor(kept)]
            if not len(real):
                empty += 1
                assert mine == [0.0] * len(mine)
                continue
            wanted = real.amax(0) if mode == "max" else real.mean(0)
            np.testing.assert_allclose(mine, wanted.numpy(), rtol=1e-9)
    assert empty > 5


def test_the_mean_of_the_map_is_the_score_less_the_bias():
    chance, function = random.Random(2), solved(find(15))
    for _ in range(TRIES):
        x, weight, bias = contract_of(find(15)).wide(chance)
        logits, cam = function(x, weight, bias)
        given = [torch.tensor(part, dtype=torch.float64) for part in (x, weight, bias)]
        pooled = torch.nn.functional.adaptive_avg_pool2d(given[0], 1).flatten()
        wanted = torch.nn.functional.linear(pooled, *given[1:])
        np.testing.assert_allclose(logits, wanted.numpy(), rtol=1e-9, atol=1e-9)
        best = int(wanted.argmax())
        np.testing.assert_allclose(np.mean(cam) + bias[best], logits[best], rtol=1e-9, atol=1e-9)
