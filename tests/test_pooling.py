"""整个池化家族：两种实现，前向和反向，都和torch一样。最大一族一位不差，其余的差在舍入误差之内。"""

from contextlib import contextmanager, nullcontext
from unittest.mock import patch

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from cases import LAYOUTS, PARAMETERS, Case, assert_close, assert_same, cases, laid_out
from hypothesis import given
from hypothesis import strategies as st

from tutorial_pool import blocks, functional, loops, sliding, vectorized
from tutorial_pool.functional.arguments import per_axis, regular_axes
from tutorial_pool.geometry import Regular

SUMS = {"avg_pool", "lp_pool", "adaptive_avg_pool"}  # 要做加法的，结果有舍入误差


def tensor(value):
    if not isinstance(value, np.ndarray):
        return value
    return torch.from_numpy(np.array(value, value.dtype.newbyteorder("="), order="C"))


def parts(result) -> tuple:
    return result if isinstance(result, tuple) else (result,)


def oracle(case: Case, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
    kwargs = {name: tensor(value) for name, value in case.kwargs.items()}
    return parts(getattr(F, case.name)(x, **kwargs))


def differentiable(case: Case, output: torch.Tensor) -> bool:
    """torch能不能对它求梯度；有窗口一个元素也看不到时，torch会让整个进程崩溃。"""
    if case.x.dtype.kind != "f" or 0 in output.shape[1:]:
        return False
    if not case.name.startswith("max_pool"):
        return True
    names = ("kernel_size", "stride", "padding", "dilation")
    sizes = per_axis(case.n, *(case.kwargs[name] for name in names))
    axes = regular_axes(case.x.shape[-case.n :], sizes, case.kwargs["ceil_mode"])
    return all(len(window) > 0 for axis in axes for window in axis)


@contextmanager
def tuned(data):
    """小数组平时只有一块、一个线程；这里让它也切成小块、也用几个线程，拼窗口和走抽头都走到。"""
    if data.draw(st.booleans()):
        yield
        return
    pays = sliding._merging_pays
    merging = data.draw(st.sampled_from([pays, lambda *a: False, always_merging]))
    limit = data.draw(st.sampled_from([2**5, 2**8, 2**22]))
    threads = data.draw(st.sampled_from([1, 3]))
    with (
        patch.object(vectorized, "SCRATCH_BYTES", limit),
        patch.object(sliding, "_merging_pays", merging),
        patch.object(vectorized, "passes", lambda axes: 9),
        patch.object(blocks, "WORTH_A_THREAD", 1),
        patch.object(blocks, "get_num_threads", lambda: threads),
    ):
        yield


def always_merging(source, dim, part, ufunc):
    windows = part.windows
    mergeable = isinstance(windows, Regular) and part.full and windows.kernel_size > 1
    return mergeable and ufunc in (np.maximum, np.minimum, np.add)


@pytest.mark.parametrize("family", PARAMETERS)
@given(st.data(), st.integers(0, 2**32 - 1))
def test_both_twins_agree_with_torch(family, data, seed):
    case = data.draw(cases(family))
    x = tensor(case.x)
    expected = oracle(case, x)
    before = case.x.copy()

    compare = assert_close if family in SUMS else assert_same

    for impl in (loops, vectorized):
        with tuned(data) if impl is vectorized else nullcontext():
            results = parts(getattr(functional, case.name)(case.x, **case.kwargs, impl=impl))
        for got, wanted in zip(results, expected, strict=True):
            compare(got, wanted.numpy())

    if differentiable(case, expected[0]):
        rng = np.random.default_rng(seed)
        grad_output = rng.integers(-4, 5, expected[0].shape).astype(x.numpy().dtype)
        layout = data.draw(st.sampled_from(LAYOUTS))
        x.requires_grad_()
        oracle(case, x)[0].backward(tensor(laid_out(grad_output, layout)))
        arguments = {k: v for k, v in case.kwargs.items() if k != "return_indices"}
        for impl in (loops, vectorized):
            backward = getattr(functional, f"{case.name}_backward")
            with tuned(data) if impl is vectorized else nullcontext():
                got = backward(laid_out(grad_output, layout), case.x, **arguments, impl=impl)
            compare(got, x.grad.numpy())
    np.testing.assert_array_equal(case.x, before)  # 输入没有被改动
