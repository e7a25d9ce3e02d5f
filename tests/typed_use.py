"""用这个包的人看到的类型，由mypy检查；pytest不运行它。"""

from typing import assert_type

import numpy as np

import tutorial_pool
from tutorial_pool import engines, functional, loops, vectorized
from tutorial_pool.geometry import Adaptive, Regular, output_size

Both = tuple[np.ndarray, np.ndarray]


def values_or_both(x: np.ndarray, asked: bool) -> None:
    """要了索引是两样，没要是一样；问了才知道的，两种都可能。"""
    assert_type(functional.max_pool1d(x, 2), np.ndarray)
    assert_type(functional.max_pool2d(x, (2, 3), None, 1, return_indices=True), Both)
    assert_type(functional.max_pool3d(x, 2, return_indices=asked), np.ndarray | Both)
    assert_type(functional.adaptive_max_pool2d(x, (None, 3)), np.ndarray)
    assert_type(functional.adaptive_max_pool2d(x, 3, return_indices=True), Both)
    assert_type(functional.fractional_max_pool2d(x, 2, 3, return_indices=True), Both)
    assert_type(functional.avg_pool2d(x, 2, divisor_override=3), np.ndarray)
    assert_type(functional.lp_pool2d(x, 2.0, [2, 2]), np.ndarray)


def gradients(x: np.ndarray, indices: np.ndarray) -> None:
    """反向传播总是一个数组。"""
    assert_type(functional.max_pool2d_backward(x, x, 2), np.ndarray)
    assert_type(functional.adaptive_avg_pool1d_backward(x, x, 2), np.ndarray)
    assert_type(functional.max_unpool3d_backward(x, x, indices, 2), np.ndarray)


def ways_to_name_an_engine(x: np.ndarray, other: engines.Engine) -> None:
    """模块、名字、别的引擎，都行。"""
    engine: engines.Engine = loops
    engine = vectorized
    assert_type(tutorial_pool.max_pool2d(x, 2, impl=engine), np.ndarray)
    assert_type(tutorial_pool.max_pool2d(x, 2, impl="loops"), np.ndarray)
    assert_type(tutorial_pool.max_pool2d(x, 2, impl=other), np.ndarray)


def mistakes(x: np.ndarray) -> None:
    """写错了，检查类型时就看得见。"""
    tutorial_pool.max_pool2d(x, 2.5)  # type: ignore[call-overload]
    tutorial_pool.avg_pool1d(x, 2, divisor_override=3)  # type: ignore[call-arg]
    tutorial_pool.max_pool2d(x, 2, impl=3)  # type: ignore[call-overload]


def geometry() -> None:
    """几何是窗口的序列。"""
    assert_type(Regular(5, 3)[0], range)
    assert_type(Adaptive(5, 3)[1:], list[range])
    assert_type(output_size(5, 3), int)
