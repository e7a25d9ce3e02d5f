"""整个池化家族：每个引擎，前向和反向，都和torch一样。最大一族一位不差，其余的差在舍入误差之内。"""

import numpy as np
import pytest
import torch
from cases import LAYOUTS, assert_close, assert_same, laid_out
from families import FAMILIES, FORWARD, Case, cases, oracle, parts, tensor
from hypothesis import given
from hypothesis import strategies as st
from plans import Shredded, must_be_cut, planned, plans

from tutorial_pool import functional, vectorized
from tutorial_pool.engines import ENGINES, find
from tutorial_pool.functional.arguments import per_axis, regular_axes

# 向量化版分块来做的
IN_BLOCKS = {"max_pool", "avg_pool", "lp_pool", "adaptive_max_pool", "adaptive_avg_pool"}


def test_every_family_is_tried():
    assert {name[:-2] for name in FORWARD} == set(FAMILIES)


def truth(case: Case, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
    return parts(oracle(case.name)(x, **{k: tensor(v) for k, v in case.kwargs.items()}))


def differentiable(case: Case, output: np.ndarray) -> bool:
    """torch能不能对它求梯度；有窗口一个元素也看不到时，torch会让整个进程崩溃。"""
    if case.x.dtype.kind != "f" or 0 in output.shape[1:]:
        return False
    if not case.name.startswith("max_pool"):
        return True
    names = ("kernel_size", "stride", "padding", "dilation")
    sizes = per_axis(case.n, *(case.kwargs[name] for name in names))
    axes = regular_axes(case.x.shape[-case.n :], sizes, case.kwargs["ceil_mode"])
    return all(len(window) > 0 for axis in axes for window in axis)


@pytest.mark.parametrize("family", FAMILIES)
@given(st.data(), st.integers(0, 2**32 - 1))
def test_every_engine_agrees_with_torch(family, data, seed):
    case = data.draw(cases(family))
    x = tensor(case.x)
    expected = truth(case, x)
    before = case.x.copy()
    compare = assert_same if FAMILIES[family].exact else assert_close
    plan = data.draw(plans())
    engines = [planned(plan) if name == "vectorized" else find(name) for name in ENGINES]

    for impl in engines:
        results = parts(getattr(functional, case.name)(case.x, **case.kwargs, impl=impl))
        for got, wanted in zip(results, expected, strict=True):
            compare(got, wanted.numpy())

    batched = case.x.ndim == case.n + 2 and expected[0].numel() > 0
    if isinstance(plan, Shredded) and family in IN_BLOCKS and batched:
        assert max(plan.made) > 1 or not must_be_cut(plan, case.x)

    if differentiable(case, expected[0]):
        rng = np.random.default_rng(seed)
        grad_output = rng.integers(-4, 5, expected[0].shape).astype(x.numpy().dtype)
        layout = data.draw(st.sampled_from(LAYOUTS))
        x.requires_grad_()
        truth(case, x)[0].backward(tensor(laid_out(grad_output, layout)))
        arguments = {k: v for k, v in case.kwargs.items() if k != "return_indices"}
        backward = getattr(functional, f"{case.name}_backward")
        for impl in engines:
            got = backward(laid_out(grad_output, layout), case.x, **arguments, impl=impl)
            compare(got, x.grad.numpy())
    np.testing.assert_array_equal(case.x, before)  # 输入没有被改动


@pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d", "lp_pool2d", "adaptive_max_pool2d"])
def test_a_shredded_plan_makes_many_blocks(name):
    """上面的随机测试真的切了块：打算要是没有传到，这里就会失败。"""
    x = np.random.default_rng(0).integers(-9, 9, (2, 3, 20, 20)).astype(np.float32)
    sizes = {"lp_pool2d": (2, 3, 1), "adaptive_max_pool2d": (7,)}.get(name, (3, 1))
    plan = Shredded(scratch_bytes=2**8, workers=3)
    function = getattr(functional, name)
    np.testing.assert_array_equal(
        function(x, *sizes, impl=planned(plan)), function(x, *sizes, impl=vectorized)
    )
    assert max(plan.made) >= 6
