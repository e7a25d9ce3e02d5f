"""第1章的小网络：卷积就是torch的卷积，池化就是池化，分类真的认得出一些。"""

import numpy as np
import torch
from bs4 import BeautifulSoup

from tutorial_pool.book import draw, network
from tutorial_pool.book.standin import StandIn

SHOWN = StandIn(number=60)


def test_the_convolution_is_that_of_torch():
    picture = SHOWN.data[0]
    gray = torch.tensor(picture.sum(-1), dtype=torch.float64)[None, None]
    weights = torch.tensor(list(network.WEIGHTS.values()), dtype=torch.float64)[:, None]
    around = torch.nn.functional.pad(gray, (1, 1, 1, 1), mode="replicate")
    right = torch.nn.functional.conv2d(around, weights)[0].abs()
    assert np.array_equal(network.convolve(picture), right.numpy())


def test_every_stage_comes_from_the_one_before():
    passed = network.run(SHOWN.data[1])
    for maps, pooled in zip(passed.maps.values(), passed.pooled.values(), strict=True):
        assert np.array_equal(maps.reshape(16, 2, 16, 2).max((1, 3)), pooled)


def test_it_is_right_far_more_often_than_by_chance():
    """没有见过的60张，瞎猜大约对6张。"""
    best = [max(scores, key=scores.get) for scores in (network.run(p).scores for p in SHOWN.data)]
    names = list(network.run(SHOWN.data[0]).scores)
    assert sum(names.index(n) == t for n, t in zip(best, SHOWN.targets, strict=True)) >= 25


def test_the_chapter_shows_a_ship_that_is_taken_for_a_ship():
    passed = network.run(SHOWN[28][0])
    assert SHOWN.classes[SHOWN.targets[28]] == "ship"
    figure = draw.network(passed)
    assert figure.alt.endswith("分类：最像船")
    pictures = BeautifulSoup(figure.html, "html.parser").select("img")
    assert len(pictures) == 1 + 3 + 3
    assert [p["alt"] for p in pictures[1:3]] == ["卷积后，竖边", "卷积后，横边"]
