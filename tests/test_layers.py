"""层：装进真正的网络，和`torch.nn`的层一样构造、一样打印、一样计算。"""

import copy
import pickle

import pytest
import torch
from torch import nn
from torch.autograd import forward_ad

from tutorial_pool import layers, loops

CONFIGURATIONS = [
    ((2,), {}),
    ((3,), {"ceil_mode": True}),
    ((3, 2), {"padding": 1}),
    ((3, 1, 1, 2), {}),  # kernel_size, stride, padding, dilation依次给
    ((3, 2, 1, 1, True, True), {}),  # 层的次序：return_indices在前，ceil_mode在后
]


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize(("args", "kwargs"), CONFIGURATIONS)
def test_same_as_the_layer_of_torch(n, args, kwargs):
    ours = getattr(layers, f"MaxPool{n}d")(*args, **kwargs)
    theirs = getattr(nn, f"MaxPool{n}d")(*args, **kwargs)
    x = torch.randn(2, 3, *(7, 8, 9)[:n], generator=torch.Generator().manual_seed(0))
    assert repr(ours) == repr(theirs)
    got, expected = ours(x), theirs(x)
    if not isinstance(expected, tuple):
        got, expected = (got,), (expected,)
    for mine, wanted in zip(got, expected, strict=True):
        assert mine.dtype == wanted.dtype
        assert torch.equal(mine, wanted)


def test_inside_a_network_it_adds_no_parameters():
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), layers.MaxPool2d(2), nn.Flatten())
    with torch.no_grad():
        assert network(torch.zeros(5, 3, 8, 8)).shape == (5, 4 * 3 * 3)
    assert not list(layers.MaxPool2d(2).parameters())
    assert layers.MaxPool2d(2).state_dict() == {}


def test_the_loops_can_be_chosen():
    x = torch.arange(16.0).reshape(1, 4, 4)
    layer = layers.MaxPool2d(2, impl=loops)
    assert layer.impl is loops
    assert layer(x).tolist() == [[[5, 7], [13, 15]]]


def test_any_memory_layout_and_type():
    x = torch.randn(2, 3, 6, 6).to(memory_format=torch.channels_last)
    assert torch.equal(layers.MaxPool2d(3)(x), nn.MaxPool2d(3)(x))
    assert layers.MaxPool2d(3)(x.half()).dtype is torch.float16


def test_it_can_be_copied_and_stored():
    network = nn.Sequential(layers.MaxPool2d(3, ceil_mode=True, impl=loops))
    x = torch.arange(25.0).reshape(1, 5, 5)
    for twin in (copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        assert repr(twin) == repr(network)
        assert twin[0].impl is loops
        assert torch.equal(twin(x), network(x))
    assert network[0].impl is loops


@pytest.mark.filterwarnings("ignore:`torch.jit")  # torch自己的
def test_gradients_are_not_cut_off_in_silence():
    layer, x = layers.MaxPool2d(2), torch.zeros(1, 4, 4)
    with forward_ad.dual_level(), pytest.raises(NotImplementedError, match="还没有反向传播"):
        layer(forward_ad.make_dual(x, torch.ones_like(x)))
    with torch.no_grad():
        assert layer(x.requires_grad_()).shape == (1, 2, 2)


def test_bad_input_is_refused():
    layer = layers.MaxPool2d(2)
    with pytest.raises(NotImplementedError, match="还没有反向传播"):
        layer(torch.zeros(1, 4, 4, requires_grad=True))
    with pytest.raises(TypeError, match="得到list"):
        layer([[1.0]])
    with pytest.raises(RuntimeError, match="应为3维"):
        layer(torch.zeros(4, 4))
    with pytest.raises(NotImplementedError, match="bfloat16"):
        layer(torch.zeros(1, 4, 4, dtype=torch.bfloat16))
