"""最大池化：两种实现都和torch一位不差，彼此也一样。"""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from cases import Case, assert_same, max_pool_cases
from hypothesis import given, settings

import tutorial_pool
from tutorial_pool import loops, vectorized

TWINS = [pytest.param(loops, id="loops"), pytest.param(vectorized, id="vectorized")]


def ours(case: Case, impl) -> tuple[np.ndarray, ...]:
    result = getattr(tutorial_pool, f"max_pool{case.n}d")(case.x, **case.kwargs, impl=impl)
    return result if isinstance(result, tuple) else (result,)


def oracle(case: Case) -> tuple[np.ndarray, ...]:
    tensor = torch.from_numpy(np.array(case.x, case.x.dtype.newbyteorder("="), order="C"))
    result = getattr(F, f"max_pool{case.n}d")(tensor, **case.kwargs)
    return tuple(part.numpy() for part in (result if isinstance(result, tuple) else (result,)))


@settings(max_examples=2500)
@given(max_pool_cases())
def test_both_twins_agree_with_torch(case: Case):
    before = case.x.copy()
    expected = oracle(case)
    for impl in (loops, vectorized):
        for got, wanted in zip(ours(case, impl), expected, strict=True):
            assert_same(got, wanted)
    np.testing.assert_array_equal(case.x, before)  # 输入没有被改动


@pytest.mark.parametrize("impl", TWINS)
class TestByHand:
    """小到可以心算的例子；负数能揭穿“填充是0”和“初值是0”。"""

    def test_the_seed_matrix(self, impl):
        x = np.array(
            [[1, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]],
            np.float32,
        ).reshape(1, 1, 5, 5)
        values, indices = tutorial_pool.max_pool2d(
            x, 3, ceil_mode=True, return_indices=True, impl=impl
        )
        assert values.tolist() == [[[[2, 3], [5, 1]]]]
        assert indices.tolist() == [[[[1, 3], [15, 18]]]]
        assert tutorial_pool.max_pool2d(x, 3, impl=impl).tolist() == [[[[2]]]]

    def test_a_partial_window_takes_the_largest_of_what_it_has(self, impl):
        x = -np.arange(25.0)[::-1].reshape(1, 5, 5)
        y = tutorial_pool.max_pool2d(x, 3, ceil_mode=True, impl=impl)
        assert y.tolist() == [[[-12, -10], [-2, 0]]]

    def test_padding_is_minus_infinity(self, impl):
        x = np.array([[-3.0, -1.0, -2.0]])
        y = tutorial_pool.max_pool1d(x, 3, stride=1, padding=1, impl=impl)
        assert y.tolist() == [[-1, -1, -1]]
        y = tutorial_pool.max_pool2d(np.full((1, 2, 2), -128, np.int8), 2, 1, 1, impl=impl)
        assert (y == -128).all()

    def test_dilation_spaces_the_taps(self, impl):
        x = np.array([[-1.0, -5.0, -2.0, -4.0, -3.0]])
        y, i = tutorial_pool.max_pool1d(x, 2, 1, dilation=2, return_indices=True, impl=impl)
        assert y.tolist() == [[-1, -4, -2]]
        assert i.tolist() == [[0, 3, 2]]

    def test_ties_give_the_first_and_nan_the_last(self, impl):
        nan = np.nan
        x = np.array([[[-7.0, -7.0], [-7.0, -8.0]], [[nan, 1.0], [nan, 9.0]]])
        y, i = tutorial_pool.max_pool2d(x, 2, return_indices=True, impl=impl)
        assert i.tolist() == [[[0]], [[2]]]
        assert y[0, 0, 0] == -7
        assert np.isnan(y[1, 0, 0])

    def test_of_two_zeros_the_first_one_wins(self, impl):
        x = np.array([[-0.0, 0.0, 0.0, -0.0]])
        assert np.signbit(tutorial_pool.max_pool1d(x, 2, impl=impl)).tolist() == [[True, False]]
        planes = np.stack([x, -x, np.abs(x)])  # 有的平面有−0.0，有的没有
        signs = np.signbit(tutorial_pool.max_pool1d(planes, 2, impl=impl))
        assert signs.tolist() == [[[True, False]], [[False, True]], [[False, False]]]

    def test_indices_restart_in_every_plane_and_ignore_the_padding(self, impl):
        x = np.zeros((2, 3, 4, 4))
        x[..., 2, 1] = 1
        _, i = tutorial_pool.max_pool2d(x, 4, padding=2, stride=9, return_indices=True, impl=impl)
        assert i.tolist() == [[[[0]]] * 3] * 2
        _, i = tutorial_pool.max_pool2d(x, 4, return_indices=True, impl=impl)
        assert i.tolist() == [[[[9]]] * 3] * 2

    def test_a_window_without_elements_gives_minus_infinity(self, impl):
        y, i = tutorial_pool.max_pool2d(
            np.zeros((1, 3, 1)), 2, padding=1, dilation=2, return_indices=True, impl=impl
        )
        assert y.tolist() == [[[-np.inf], [-np.inf]]]
        assert (i >= 1).all()

    def test_an_empty_batch_stays_empty(self, impl):
        assert tutorial_pool.max_pool2d(np.zeros((0, 3, 5, 4)), 2, impl=impl).shape == (0, 3, 2, 2)

    def test_a_huge_window_answers_at_once(self, impl):
        x = np.array([[-3.0, -1.0, -2.0, -4.0]])
        y = tutorial_pool.max_pool1d(x, 2**30, stride=1, padding=2**29, impl=impl)
        assert y.tolist() == [[-1] * 5]
        huge = {"stride": 2**29, "padding": 2**29, "ceil_mode": True, "return_indices": True}
        y, i = tutorial_pool.max_pool1d(x, 2**30, **huge, impl=impl)
        assert y.tolist() == [[-1, -1]]
        assert i.tolist() == [[1, 1]]

    def test_one_window_over_a_long_axis(self, impl):
        x = -np.arange(3000.0)[::-1].reshape(1, 1, 3000)
        assert tutorial_pool.max_pool1d(x, 3000, impl=impl).tolist() == [[[0]]]
        assert tutorial_pool.max_pool1d(x, 1400, impl=impl).tolist() == [[[-1600, -200]]]

    def test_a_read_only_array_is_enough(self, impl):
        x = np.arange(4.0).reshape(1, 2, 2)
        x.flags.writeable = False
        assert tutorial_pool.max_pool2d(x, 2, impl=impl).tolist() == [[[3]]]

    def test_the_result_is_a_new_array(self, impl):
        x = np.arange(4.0).reshape(1, 2, 2)
        y, _ = tutorial_pool.max_pool2d(x, 1, return_indices=True, impl=impl)
        assert not np.shares_memory(x, y)
        assert not np.shares_memory(x, tutorial_pool.max_pool2d(x, 1, impl=impl))
