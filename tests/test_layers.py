"""层：装进真正的网络，和`torch.nn`的层一样构造、一样打印、一样计算。"""

import copy
import pickle
from functools import partial

import pytest
import torch
from families import IN_TORCH, parts
from torch import nn
from torch.autograd import forward_ad

from tutorial_pool import layers, loops

# 每族的层：几种参数，和对应的输入长度。
CONFIGURATIONS = {
    "MaxPool": [
        ((2,), {}),
        ((3,), {"ceil_mode": True}),
        ((3, 2), {"padding": 1}),
        ((3, 1, 1, 2), {}),  # kernel_size, stride, padding, dilation依次给
        ((3, 2, 1, 1, True, True), {}),  # 层的次序：return_indices在前，ceil_mode在后
    ],
    "AvgPool": [((2,), {}), ((3, 2, 1, True, False), {}), ((3,), {"count_include_pad": False})],
    "LPPool": [((2, 3), {}), ((1.5, 2, 1, True), {}), ((float("inf"), 2), {})],
    "AdaptiveMaxPool": [((3,), {}), ((4, True), {})],
    "AdaptiveAvgPool": [((3,), {}), ((1,), {})],
    "FractionalMaxPool": [((2, 3), {}), ((2,), {"output_size": 4, "return_indices": True})],
}


def written(name: str, args: tuple, kwargs: dict) -> str:
    return f"{name}({', '.join([*map(str, args), *(f'{k}={v}' for k, v in kwargs.items())])})"


CASES = [
    pytest.param(name, args, kwargs, id=written(name, args, kwargs))
    for family, configurations in CONFIGURATIONS.items()
    for n in (1, 2, 3)
    if hasattr(nn, name := f"{family}{n}d")
    for args, kwargs in configurations
]


def test_every_layer_is_tried():
    unpools = {f"MaxUnpool{n}d" for n in (1, 2, 3)}  # 它们和池化一起试
    assert {case.values[0] for case in CASES} | unpools == set(layers.__all__)
    functions = {getattr(layers, name)._function for name in layers.__all__}
    assert functions == set(IN_TORCH)


def example(name: str, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """每层一个随机输入；Lp池化要正数。"""
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(2, 3, *(7, 8, 9)[: int(name[-2])], generator=generator, dtype=dtype)
    return x.abs() + 0.1 if name.startswith("LP") else x


@pytest.mark.parametrize(("name", "args", "kwargs"), CASES)
def test_same_as_the_layer_of_torch(name, args, kwargs):
    ours, theirs = getattr(layers, name)(*args, **kwargs), getattr(nn, name)(*args, **kwargs)
    assert repr(ours) == repr(theirs)
    results = []
    for layer in (ours, theirs):
        x = example(name).requires_grad_()
        torch.manual_seed(1)  # 分数池化抽同样的随机数
        y = parts(layer(x))
        (y[0] * torch.arange(y[0].numel()).reshape(y[0].shape)).sum().backward()
        results.append((*y, x.grad))
    for mine, wanted in zip(*results, strict=True):
        torch.testing.assert_close(mine, wanted, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("name", "args", "kwargs"), CASES)
def test_gradcheck(name, args, kwargs):
    layer = getattr(layers, name)(*args, **kwargs)
    if name.startswith("Fractional"):
        layer._random_samples = torch.rand(2, 3, int(name[-2]), dtype=torch.float64)
    x = example(name, torch.float64).requires_grad_()
    assert torch.autograd.gradcheck(lambda x: parts(layer(x))[0], x, fast_mode=True)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_unpooling_undoes_pooling(n):
    x = example(f"{n}d", torch.float64)
    for module in (layers, nn):
        pool = getattr(module, f"MaxPool{n}d")(2, return_indices=True)
        unpool = getattr(module, f"MaxUnpool{n}d")(2)
        y = x.clone().requires_grad_()
        back = unpool(*pool(y), output_size=list(x.shape))
        (back * torch.arange(back.numel()).reshape(back.shape)).sum().backward()
        if module is layers:
            mine, grad, name = back, y.grad, repr(unpool)
    assert torch.equal(mine, back)
    assert torch.equal(grad, y.grad)
    assert name == repr(unpool)
    values, indices = getattr(layers, f"MaxPool{n}d")(2, return_indices=True)(x)
    unpool = getattr(layers, f"MaxUnpool{n}d")(2)
    back = partial(unpool, indices=indices, output_size=x.shape)
    assert torch.autograd.gradcheck(back, values.requires_grad_())


def test_what_the_backward_needs_is_kept_or_guarded():
    """前向以后有人改了索引，反向要报错；改了层的随机数，反向照旧。"""
    x = torch.rand(1, 1, 2, 2, requires_grad=True)
    indices = torch.tensor([[[[0, 3], [8, 11]]]])
    y = layers.MaxUnpool2d(2)(x, indices)
    indices.zero_()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()

    layer = layers.FractionalMaxPool2d(2, 4, _random_samples=torch.full((1, 1, 2), 0.1))
    x = torch.arange(100.0).reshape(1, 1, 10, 10).requires_grad_()
    y = layer(x)
    layer._random_samples.fill_(0.9)
    y.sum().backward()
    assert torch.equal(x.grad[0, 0].nonzero(), torch.stack(torch.where(torch.isin(x, y))[2:]).T)


def test_forward_takes_what_the_layer_of_torch_takes():
    with pytest.raises(TypeError):
        layers.MaxPool2d(2)(torch.zeros(1, 4, 4), kernel_size=4)
    with pytest.raises(TypeError, match="indices应为"):
        layers.MaxUnpool1d(2)(torch.zeros(1, 2), [0, 1])


def test_a_small_network_learns_just_the_same():
    """同样的初值、同样的数据，用本包的层和用torch的层训练，每一步的损失都一样。"""

    def losses(module):
        torch.manual_seed(0)
        network = nn.Sequential(
            nn.Conv2d(3, 4, 3, padding=1),
            nn.ReLU(),
            module.MaxPool2d(2),
            nn.Conv2d(4, 6, 3, padding=1),
            nn.ReLU(),
            module.AvgPool2d(3, 2, 1),
            module.LPPool2d(2, 2, 1),
            module.FractionalMaxPool2d(2, output_size=2),
            module.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Linear(6, 5),
        )
        optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
        for _ in range(8):
            x, target = torch.rand(6, 3, 16, 16), torch.randint(0, 5, (6,))
            loss = nn.functional.cross_entropy(network(x), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            yield loss.item()

    assert list(losses(layers)) == pytest.approx(list(losses(nn)), rel=1e-5)


def test_inside_a_network_it_adds_no_parameters():
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), layers.MaxPool2d(2), nn.Flatten())
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
def test_what_it_cannot_do_it_says():
    layer, x = layers.MaxPool2d(2), torch.rand(1, 4, 4)
    with forward_ad.dual_level(), pytest.raises(NotImplementedError, match="jvp"):
        layer(forward_ad.make_dual(x, torch.ones_like(x)))
    (grad,) = torch.autograd.grad(layer(x.requires_grad_()).square().sum(), x, create_graph=True)
    with pytest.raises(RuntimeError, match="once_differentiable"):
        grad.sum().backward()
    empty = layers.MaxPool2d(2, padding=1, dilation=2)(torch.rand(1, 3, 1).requires_grad_())
    with pytest.raises(RuntimeError, match="一个元素也没有"):
        empty.sum().backward()


def test_bad_input_is_refused():
    layer = layers.MaxPool2d(2)
    with pytest.raises(TypeError, match="得到list"):
        layer([[1.0]])
    with pytest.raises(RuntimeError, match="应为3维"):
        layer(torch.zeros(4, 4))
    with pytest.raises(NotImplementedError, match="bfloat16"):
        layer(torch.zeros(1, 4, 4, dtype=torch.bfloat16))
