"""坏输入：和torch同一类错误，说清应为什么、得到什么，两种实现都一样。"""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

import tutorial_pool
from tutorial_pool import loops, vectorized
from tutorial_pool.geometry import Regular, integer, output_size

LINE, PICTURE, VIDEO = np.ones((1, 2, 6)), np.ones((1, 2, 6, 6)), np.ones((1, 2, 6, 6, 6))
INPUTS = {1: LINE, 2: PICTURE, 3: VIDEO}

# 每个参数单独坏掉的样子，以及错误信息里应有的话。三个维数各试一遍。
BAD_ARGUMENTS = [
    ({"kernel_size": 0}, RuntimeError, "kernel_size至少应为1，得到0"),
    ({"kernel_size": -2}, RuntimeError, "kernel_size至少应为1，得到-2"),
    ({"kernel_size": 2.0}, TypeError, "kernel_size应为整数，得到float"),
    ({"kernel_size": True}, TypeError, "kernel_size应为整数，得到bool"),
    ({"kernel_size": "2"}, TypeError, "kernel_size应为整数，得到str"),
    ({"kernel_size": None}, TypeError, "kernel_size应为整数，得到NoneType"),
    ({"kernel_size": (2, 2, 2, 2)}, RuntimeError, "kernel_size应为一个整数"),
    ({"kernel_size": ()}, RuntimeError, "kernel_size应为一个整数"),
    ({"kernel_size": (2.5,)}, TypeError, "kernel_size应为整数，得到float"),
    ({"kernel_size": np.array([2, 2])}, TypeError, "kernel_size应为整数，得到ndarray"),
    ({"kernel_size": 7}, RuntimeError, "放不下窗口"),
    ({"stride": 0}, RuntimeError, "stride至少应为1，得到0"),
    ({"stride": -1}, RuntimeError, "stride至少应为1，得到-1"),
    ({"stride": 1.0}, TypeError, "stride应为整数，得到float"),
    ({"stride": False}, TypeError, "stride应为整数，得到bool"),
    ({"stride": "1"}, TypeError, "stride应为整数，得到str"),
    ({"stride": (1, 1, 1, 1)}, RuntimeError, "stride应为一个整数"),
    ({"padding": -1}, RuntimeError, "padding应在0和kernel_size的一半"),
    ({"padding": 2}, RuntimeError, "padding应在0和kernel_size的一半（1）之间，得到2"),
    ({"padding": 2, "dilation": 2}, RuntimeError, "padding应在0和"),
    ({"padding": 0.5}, TypeError, "padding应为整数，得到float"),
    ({"padding": None}, TypeError, "padding应为整数，得到NoneType"),
    ({"padding": ()}, RuntimeError, "padding应为一个整数"),
    ({"dilation": 0}, RuntimeError, "dilation至少应为1，得到0"),
    ({"dilation": -3}, RuntimeError, "dilation至少应为1，得到-3"),
    ({"dilation": 6}, RuntimeError, "放不下窗口"),
    ({"dilation": 2.0}, TypeError, "dilation应为整数，得到float"),
    ({"dilation": [1, 1, 1, 1]}, RuntimeError, "dilation应为一个整数"),
    ({"ceil_mode": 1}, TypeError, "ceil_mode应为True或False，得到int"),
    ({"ceil_mode": None}, TypeError, "ceil_mode应为True或False，得到NoneType"),
    ({"ceil_mode": np.True_}, TypeError, "ceil_mode应为True或False，得到bool"),
    ({"ceil_mode": "yes"}, TypeError, "ceil_mode应为True或False，得到str"),
]


def bad_inputs():
    """形状或元素类型不对的输入。"""
    for n, good in INPUTS.items():
        yield n, good[0, 0], {}, RuntimeError, f"应为{n + 1}维"
        yield n, good[None], {}, RuntimeError, f"应为{n + 1}维"
        yield n, np.array(1.0), {}, RuntimeError, "得到0维"
        yield n, good[:, :0], {}, RuntimeError, "每条轴的长度都应至少为1"
        yield n, good[..., :0], {}, RuntimeError, "每条轴的长度都应至少为1"
        yield n, good[0, :0], {}, RuntimeError, "每条轴的长度都应至少为1"
        for dtype in ("bool", "complex64", "uint16", "uint64"):
            yield n, good.astype(dtype), {}, NotImplementedError, f"得到{dtype}"
            yield n, good.astype(dtype), {"return_indices": True}, NotImplementedError, dtype
    yield 1, LINE.astype("int64"), {}, NotImplementedError, "得到int64"
    yield 1, LINE.astype("uint8"), {}, NotImplementedError, "得到uint8"


def not_arrays():
    """torch也不认的东西：不是张量，或装的不是数。"""
    yield from ([[1.0, 2.0]], (1.0,), 3.0, None, "abc", torch.ones(1, 2, 6, 6))
    yield from (np.array([["a"]]), np.array([[None]]), np.array([["2020-01-01"]], "datetime64[D]"))


CALLS = [(n, INPUTS[n], bad, *wanted) for n in INPUTS for bad, *wanted in BAD_ARGUMENTS]
CALLS += list(bad_inputs())
CALLS += [(n, thing, {}, TypeError, "input") for n in INPUTS for thing in not_arrays()]


@pytest.mark.parametrize("impl", [loops, vectorized], ids=["loops", "vectorized"])
@pytest.mark.parametrize(("n", "x", "bad", "error", "words"), CALLS)
def test_refused_like_torch_and_in_clear_words(n, x, bad, error, words, impl):
    arguments = {"kernel_size": 3, "stride": 1} | bad
    with pytest.raises(error, match=words) as caught:
        getattr(tutorial_pool, f"max_pool{n}d")(x, **arguments, impl=impl)
    assert caught.type is error

    tensor = torch.from_numpy(x) if isinstance(x, np.ndarray) and x.dtype.kind in "biufc" else [x]
    with pytest.raises((TypeError, RuntimeError, NotImplementedError)) as wanted:
        getattr(F, f"max_pool{n}d")(tensor, **arguments)
    assert wanted.type is error


def test_there_are_enough_of_them():
    assert len(CALLS) >= 60


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: Regular(0, 1), RuntimeError, "length至少应为1，得到0"),
        (lambda: Regular(5.0, 3), TypeError, "length应为整数，得到float"),
        (lambda: Regular(5, 3, ceil_mode=1), TypeError, "ceil_mode应为True或False"),
        (lambda: output_size(5, "3"), TypeError, "kernel_size应为整数，得到str"),
        (lambda: output_size(2, 3), RuntimeError, "算得0"),
        (lambda: integer("stride", 2**63), ValueError, "int64"),
        (lambda: integer("stride", np.array([1, 2])), TypeError, "得到ndarray"),
        # 有的版本的torch在这里不停下来，所以不拿它对照
        (lambda: tutorial_pool.max_pool1d(LINE, 2**40), RuntimeError, "int32"),
        (lambda: tutorial_pool.max_pool3d(VIDEO, 2**40), RuntimeError, "int32"),
        (lambda: tutorial_pool.max_pool1d(LINE, 2**30), RuntimeError, "放不下窗口"),
        (lambda: tutorial_pool.max_pool2d(PICTURE, 2**70), ValueError, "int64"),
        (lambda: tutorial_pool.max_pool2d(PICTURE, 2, impl="loops"), TypeError, "impl应为"),
    ],
)
def test_geometry_and_impl_are_checked_too(call, error, words):
    with pytest.raises(error, match=words) as caught:
        call()
    assert caught.type is error
