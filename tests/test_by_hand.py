"""手算的例子：小到可以心算，两种实现都要对；负数能揭穿“填充是0”和“初值是0”。"""

import numpy as np
import pytest
from plans import planned

import tutorial_pool
from tutorial_pool import functional
from tutorial_pool.engines import ENGINES
from tutorial_pool.vectorized.plan import Plan

IN_BLOCKS = pytest.param(planned(Plan(small=0)), id="vectorized-in-blocks")  # 小的输入也不查表
every_engine = pytest.mark.parametrize("impl", [*ENGINES, IN_BLOCKS])


@every_engine
class TestMax:
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

    def test_dilation_along_a_single_column_skips_no_row(self, impl):
        x = -np.arange(8.0).reshape(1, 8, 1)
        y = tutorial_pool.max_pool2d(x[:, ::-1], (4, 1), dilation=(1, 2), impl=impl)
        assert y.tolist() == [[[-4], [0]]]

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

    def test_the_gradient_goes_to_the_winner_only(self, impl):
        x = np.array([[1.0, 5.0, 2.0, 5.0, 5.0]])
        grad = functional.max_pool1d_backward(np.array([[1.0, 10.0, 100.0]]), x, 3, 1, impl=impl)
        assert grad.tolist() == [[0, 11, 0, 100, 0]]  # 并列时给第一个，重叠时相加

    def test_a_nan_takes_the_gradient(self, impl):
        x = np.array([[np.nan, 9.0, np.nan, 1.0]])
        grad = functional.max_pool1d_backward(np.array([[7.0]]), x, 4, impl=impl)
        assert grad.tolist() == [[0, 0, 7, 0]]

    def test_a_window_without_elements_has_no_gradient_to_give(self, impl):
        with pytest.raises(RuntimeError, match="第0个窗口里一个元素也没有"):
            functional.max_pool2d_backward(
                np.ones((1, 2, 1)), np.zeros((1, 3, 1)), 2, padding=1, dilation=2, impl=impl
            )


@every_engine
class TestAverage:
    """三种除数，在同一个例子上。"""

    X = np.array([[-6.0, 2.0, 4.0]])

    def test_padding_counts_by_default(self, impl):
        y = tutorial_pool.avg_pool1d(self.X, 2, padding=1, impl=impl)
        assert y.tolist() == [[-3, 3]]

    def test_padding_may_not_count(self, impl):
        y = tutorial_pool.avg_pool1d(self.X, 2, padding=1, count_include_pad=False, impl=impl)
        assert y.tolist() == [[-6, 3]]

    def test_what_hangs_over_the_padding_never_counts(self, impl):
        y = tutorial_pool.avg_pool1d(self.X, 2, ceil_mode=True, impl=impl)
        assert y.tolist() == [[-2, 4]]
        x = np.array([[-6.0, 2.0, 4.0, 8.0]])
        y = tutorial_pool.avg_pool1d(x, 4, 3, 1, ceil_mode=True, impl=impl)
        assert y.tolist() == [[0, 4]]  # 第二个窗口：4、8、一格填充，除以3

    def test_the_average_of_minus_zeros_is_plus_zero(self, impl):
        x = np.full((1, 7), -0.0)
        for y in (
            tutorial_pool.avg_pool1d(x, 2, impl=impl),
            tutorial_pool.adaptive_avg_pool1d(x, 3, impl=impl),
        ):
            assert not np.signbit(y).any()

    def test_the_divisor_can_be_given(self, impl):
        x = self.X[np.newaxis]
        y = tutorial_pool.avg_pool2d(x, (1, 3), divisor_override=2, impl=impl)
        assert y.tolist() == [[[0]]]
        y = tutorial_pool.avg_pool2d(x, (1, 2), divisor_override=-1, impl=impl)
        assert y.tolist() == [[[4]]]

    def test_integers_truncate_towards_zero(self, impl):
        x = np.array([[-7, 0, 7, 0]])
        assert tutorial_pool.avg_pool1d(x, 2, impl=impl).tolist() == [[-3, 3]]

    def test_the_gradient_is_shared_by_the_same_divisor(self, impl):
        backward = functional.avg_pool1d_backward
        g = np.array([[12.0, 12.0]])
        assert backward(g, self.X, 2, padding=1, impl=impl).tolist() == [[6, 6, 6]]
        shared = backward(g, self.X, 2, padding=1, count_include_pad=False, impl=impl)
        assert shared.tolist() == [[12, 6, 6]]
        assert backward(g, self.X, 2, stride=1, impl=impl).tolist() == [[6, 12, 6]]


@every_engine
class TestLp:
    def test_a_partial_window_is_scaled_up(self, impl):
        x = np.array([[3.0, 4.0, 5.0]])
        assert tutorial_pool.lp_pool1d(x, 1, 2, ceil_mode=True, impl=impl).tolist() == [[7, 10]]

    def test_no_absolute_value_is_taken(self, impl):
        x = np.array([[-3.0, 1.0, 3.0, 4.0]])
        assert tutorial_pool.lp_pool1d(x, 1, 2, impl=impl).tolist() == [[-2, 7]]
        assert np.isnan(tutorial_pool.lp_pool1d(x, 3, 2, impl=impl)).tolist() == [[True, False]]

    def test_minus_zero_counts_as_zero(self, impl):
        x = np.array([[-np.inf, -np.inf]])  # 倒数是−0.0，和是−0.0，再求倒数应是+∞
        assert tutorial_pool.lp_pool1d(x, -1, 2, impl=impl).tolist() == [[np.inf]]

    def test_infinity_is_the_largest_and_the_smallest_size(self, impl):
        x = np.array([[-3.0, 1.0, 3.0, 4.0]])
        assert tutorial_pool.lp_pool1d(x, np.inf, 2, impl=impl).tolist() == [[3, 4]]
        assert tutorial_pool.lp_pool1d(x, -np.inf, 2, impl=impl).tolist() == [[1, 3]]

    def test_an_all_zero_window_has_no_gradient(self, impl):
        x = np.array([[0.0, 0.0, -3.0, 4.0]])
        grad = functional.lp_pool1d_backward(np.array([[5.0, 5.0]]), x, 2, 2, impl=impl)
        assert grad.tolist() == [[0, 0, -3, 4]]


@every_engine
class TestAdaptive:
    X = np.array([[-7.0, -1.0, -4.0, -2.0, -9.0, -3.0, -5.0]])

    def test_windows_overlap_when_it_does_not_divide(self, impl):
        y, i = tutorial_pool.adaptive_max_pool1d(self.X, 3, return_indices=True, impl=impl)
        assert y.tolist() == [[-1, -2, -3]]  # 看0到2、2到4、4到6
        assert i.tolist() == [[1, 3, 5]]
        assert tutorial_pool.adaptive_avg_pool1d(self.X, 3, impl=impl).tolist() == [
            [-4, -5, -17 / 3]
        ]

    def test_it_can_also_grow(self, impl):
        y = tutorial_pool.adaptive_avg_pool1d(np.array([[2.0, 6.0]]), 3, impl=impl)
        assert y.tolist() == [[2, 4, 6]]

    def test_size_one_is_global_pooling(self, impl):
        assert tutorial_pool.adaptive_max_pool1d(self.X, 1, impl=impl).tolist() == [[-1]]
        mean = tutorial_pool.adaptive_avg_pool2d(np.ones((1, 2, 3)), (1, None), impl=impl)
        assert mean.tolist() == [[[1, 1, 1]]]

    def test_the_average_of_nothing_is_nan(self, impl):
        y = tutorial_pool.adaptive_avg_pool2d(np.ones((2, 0, 3)), 1, impl=impl)
        assert y.shape == (2, 1, 1)
        assert np.isnan(y).all()

    def test_gradients_add_up_where_windows_overlap(self, impl):
        g = np.array([[3.0, 3.0, 3.0]])
        grad = functional.adaptive_avg_pool1d_backward(g, self.X, 3, impl=impl)
        np.testing.assert_allclose(grad, [[1, 1, 2, 1, 2, 1, 1]])


@every_engine
class TestFractional:
    def test_the_first_sample_moves_the_columns_in_two_dimensions(self, impl):
        x = np.arange(36.0).reshape(1, 6, 6)
        samples = np.array([[[0.9, 0.0]]])  # W用0.9，H用0.0
        y = tutorial_pool.fractional_max_pool2d(
            x, 1, output_size=3, _random_samples=samples, impl=impl
        )
        # 间隔2.5。列：int(1.9*2.5) - int(0.9*2.5) = 4 - 2 = 2；行：int(2.5) - 0 = 2
        assert y.tolist() == [[[0, 2, 5], [12, 14, 17], [30, 32, 35]]]

    def test_every_plane_has_its_own_windows(self, impl):
        x = np.broadcast_to(np.arange(10.0), (1, 2, 10, 10))
        samples = np.array([[[0.0, 0.0], [0.9, 0.0]]])
        y = tutorial_pool.fractional_max_pool2d(
            x, 1, output_size=(1, 7), _random_samples=samples, impl=impl
        )
        assert y.tolist() == [[[[0, 1, 3, 4, 6, 7, 9]], [[0, 1, 3, 4, 6, 7, 9]]]]
        y = tutorial_pool.fractional_max_pool2d(
            x, 1, output_size=(1, 6), _random_samples=samples, impl=impl
        )
        assert y.tolist() == [[[[0, 1, 3, 5, 7, 9]], [[0, 2, 4, 6, 7, 9]]]]

    def test_half_precision_may_not_be_enough_for_a_long_axis(self, impl):
        samples = np.array([[[0.501, 0.5]]], np.float16)
        with pytest.raises(RuntimeError, match="精度不够"):
            tutorial_pool.fractional_max_pool2d(
                np.zeros((1, 1, 1, 2048), np.float16),
                (1, 2),
                (1, 1400),
                _random_samples=samples,
                impl=impl,
            )

    def test_without_samples_it_is_random_but_in_order(self, impl):
        x = np.broadcast_to(np.arange(99.0), (1, 1, 99, 99))
        y = tutorial_pool.fractional_max_pool2d(x, 2, output_ratio=(0.1, 0.5), impl=impl)
        assert y.shape == (1, 1, 9, 49)
        assert (np.diff(y[0, 0, 0]) > 0).all()
        assert y[0, 0, 0, 0] == 1
        assert y[0, 0, 0, -1] == 98


@every_engine
class TestUnpool:
    def test_values_go_back_where_they_came_from(self, impl):
        x = np.array([[[1.0, 9.0, 2.0], [3.0, 4.0, 8.0]]])
        y, i = tutorial_pool.max_pool2d(x, 2, return_indices=True, impl=impl)
        assert tutorial_pool.max_unpool2d(y, i, 2, output_size=(2, 3), impl=impl).tolist() == [
            [[0, 9, 0], [0, 0, 0]]
        ]
        # 不给output_size时少一列，同一个扁平索引就落在别处了
        assert tutorial_pool.max_unpool2d(y, i, 2, impl=impl).tolist() == [[[0, 9], [0, 0]]]

    def test_the_last_stays_even_when_stored_backwards(self, impl):
        x, indices = (
            np.array([row])[..., ::-1].copy()[..., ::-1] for row in ([1.0, 2, 3, 4], [3, 2, 1, 1])
        )
        assert tutorial_pool.max_unpool1d(x, indices, 1, impl=impl).tolist() == [[0, 4, 2, 1]]

    def test_the_last_of_two_stays(self, impl):
        x, indices = np.array([[5.0, 7.0]]), np.array([[2, 2]])
        assert tutorial_pool.max_unpool1d(x, indices, 2, impl=impl).tolist() == [[0, 0, 7, 0]]
        g = np.array([[1.0, 2.0, 3.0, 4.0]])
        grad = functional.max_unpool1d_backward(g, x, indices, 2, impl=impl)
        assert grad.tolist() == [[3, 3]]


@every_engine
def test_nothing_is_too_long(impl):
    """窗口多、窗口大、抽头多时，也立刻有答案。"""
    x = -np.arange(2000.0).reshape(1, 1, 2000)
    assert tutorial_pool.avg_pool1d(x, 2000, impl=impl).tolist() == [[[-999.5]]]
    assert tutorial_pool.adaptive_max_pool1d(x, 1999, impl=impl)[0, 0, -1] == -1998
    spread = functional.adaptive_avg_pool1d_backward(np.ones((1, 1, 3)), x, 3, impl=impl)
    np.testing.assert_allclose(spread.sum(), 3)
    wide = np.broadcast_to(np.int8(1), (1, 1, 3000, 3000))
    if impl == "vectorized":
        assert (tutorial_pool.max_pool2d(wide, 1000, impl=impl) == 1).all()
    huge = tutorial_pool.avg_pool1d(x[..., :4], 2**30, 1, 2**29, impl=impl)
    np.testing.assert_allclose(huge, np.full((1, 1, 5), -6 / 2**30))
