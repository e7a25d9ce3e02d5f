"""分块：切得对，每个输出做一次；大窗口由小窗口拼成；输出照输入的内存次序排。"""

from itertools import pairwise

import numpy as np
import pytest

from tutorial_pool import avg_pool2d, max_pool1d, max_pool2d
from tutorial_pool.geometry import Adaptive, Regular
from tutorial_pool.vectorized import blocks, sliding
from tutorial_pool.vectorized.blocks import Part

BIG = np.random.default_rng(0).integers(-9, 10, (8, 16, 128, 128)).astype(np.float32)


@pytest.mark.parametrize("limit", [1, 5, 20, 10**6])
@pytest.mark.parametrize(
    "axes",
    [
        (Regular(7, 3, 2, 1), Regular(5, 2, 1)),
        (Regular(7, 2, 5), Regular(5, 3, 1, 1, dilation=2)),
        (Adaptive(7, 3), Regular(5, 2, ceil_mode=True)),
    ],
)
def test_blocks_cover_every_output_once_and_every_input_it_needs(axes, limit):
    shape = (3, 2, 7, 5)
    output = np.zeros((3, 2, *map(len, axes)), int)
    for block in blocks.cut(shape, 2, axes, limit):
        output[block.outputs] += 1
        for part, windows in zip(block.parts, axes, strict=True):
            for i, position in enumerate(part.outputs):
                seen = [part.inputs[j] for j in part.window(i)]  # 越界会报错
                assert seen == list(windows[position])
    assert (output == 1).all()


def test_a_block_is_no_larger_than_asked():
    axes = (Regular(300, 3, 1), Regular(40, 3, 1))
    for block in blocks.cut((2, 3, 300, 40), 2, axes, limit=1000):
        size = np.prod([s.stop - s.start for s in block.inputs])
        assert size <= 1000


def test_a_part_knows_which_windows_are_full():
    part = Part(Regular(10, 3, 1, 1), range(0, 10))
    assert part.full == range(1, 9)
    assert part.edges == [0, 9]
    assert Part(part.windows, range(4, 10)).edges == [5]
    assert Part(part.windows, range(4, 6)).edges == []


@pytest.mark.parametrize("layout", ["channels_first", "channels_last"])
def test_the_output_keeps_the_order_of_the_memory(layout):
    x = BIG
    if layout == "channels_last":
        x = np.moveaxis(np.ascontiguousarray(np.moveaxis(x, 1, -1)), -1, 1)
    for y in (max_pool2d(x, 2), *max_pool2d(x, 2, return_indices=True), avg_pool2d(x, 2)):
        moved = np.moveaxis(y, 1, -1) if layout == "channels_last" else y
        assert moved.flags.c_contiguous
    np.testing.assert_array_equal(max_pool2d(x, 2), max_pool2d(BIG, 2))


@pytest.mark.parametrize("k", range(1, 70))
def test_a_large_window_is_merged_from_small_ones(k):
    sizes = sliding.sizes_on_the_way(k, np.maximum)
    assert len(sizes) - 1 == (k - 1).bit_length()
    assert all(b <= 2 * a for a, b in pairwise(sizes))
    sums = sliding.sizes_on_the_way(k, np.add)
    assert all(b in (2 * a, a + 1) for a, b in pairwise(sums))
    x = np.random.default_rng(k).integers(-99, 99, (1, 1, 200)).astype(float)
    windows = np.lib.stride_tricks.sliding_window_view(x, k, axis=2)
    np.testing.assert_array_equal(max_pool1d(x, k, 1), windows.max(-1))
