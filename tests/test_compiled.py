"""编译版：切得很碎、几个线程也一样；编译好的存下来接着用，存不下也能用；没有Numba时别的不受影响。

和torch对答案、坏参数、手算的小例子，在别的文件里，和另外两个引擎一起考。
"""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import torch
from cases import LAYOUTS, assert_close, assert_same, laid_out, special
from families import FAMILIES, cases, parts
from hypothesis import given, settings
from hypothesis import strategies as st

from tutorial_pool import compiled, functional, max_pool2d, set_num_threads
from tutorial_pool.compiled import half
from tutorial_pool.compiled.planes import pool
from tutorial_pool.geometry import Regular
from tutorial_pool.vectorized.threads import get_num_threads

ROOT = Path(__file__).parents[1]
IN_LINES = ["max_pool", "avg_pool", "lp_pool", "adaptive_max_pool", "adaptive_avg_pool"]


@pytest.fixture(scope="module", autouse=True)
def _restored():
    before = get_num_threads()
    yield
    set_num_threads(before)


@pytest.mark.parametrize("family", IN_LINES)
@settings(max_examples=150)
@given(
    data=st.data(),
    band=st.sampled_from([1, 2**14]),
    segment=st.sampled_from([1, 20, 2**13]),
    chunk=st.sampled_from([1, 30, 2**17]),
    few=st.sampled_from([1, 4]),
    threads=st.sampled_from([1, 3]),
)
def test_bands_chunks_and_threads_change_nothing(family, data, band, segment, chunk, few, threads):
    """平常的小数组只有一条带、一段、一批，一行太短也不成线；这里切得很碎，再短也一条线一条线地做。"""
    case = data.draw(cases(family))
    function = getattr(functional, case.name)
    expected = parts(function(case.x, **case.kwargs))
    set_num_threads(threads)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "BAND", band)
        patch.setattr(compiled, "SEGMENT", segment)
        patch.setattr(compiled, "CHUNK", chunk)
        patch.setattr(compiled, "THREAD_BYTES", 1)
        patch.setattr(import_module("tutorial_pool.compiled.setting"), "FEW", few)
        compiled._job.cache_clear()
        got = parts(function(case.x, **case.kwargs, impl="compiled"))
    compiled._job.cache_clear()
    compare = assert_same if FAMILIES[family].exact else assert_close
    for a, b in zip(got, expected, strict=True):
        compare(a, b)


def test_the_bands_and_the_segments_really_are_many():
    tall = (Regular(200, 9, 1, 4), Regular(9, 3, 1, 1))
    s = compiled.setting(tall, 1, compiled.Maximum, 20, 20).sizes[0]
    assert s["band"] < 200 / 4
    assert s["segment"] == 9  # 沿列分组时，整行地做
    wide = (Regular(4, 3, 1, 1), Regular(99, 3, 1, 1))
    assert compiled.setting(wide, 1, compiled.Maximum, 20, 20).sizes[0]["segment"] < 99 / 4


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("shape", "arguments"),
    [
        ((3, 5, 61, 75), {"kernel_size": 3, "stride": 2, "padding": 1}),
        ((3, 5, 61, 75), {"kernel_size": 2}),
        ((2, 3, 70, 64), {"kernel_size": 31, "stride": 1, "padding": 15}),
        ((2, 3, 70, 64), {"kernel_size": (9, 19), "stride": 1, "padding": (4, 9), "dilation": 2}),
        ((2, 3, 90, 300), {"kernel_size": (3, 12), "stride": (7, 5), "ceil_mode": True}),
        ((2, 2, 40, 4000), {"kernel_size": (2, 70), "stride": (1, 1)}),
    ],
)
def test_real_sizes(shape, arguments, layout):
    """几十行、几百列：好几条带，八个一组，一行比一条带长。"""
    rng = np.random.default_rng(0)
    x = laid_out(rng.integers(-99, 100, shape).astype(np.float32), layout)
    for values in (x, laid_out(special(rng, shape, "float32"), layout)):
        for more in ({}, {"return_indices": True}):
            got = parts(functional.max_pool2d(values, **arguments, **more, impl="compiled"))
            wanted = parts(functional.max_pool2d(values, **arguments, **more))
            for a, b in zip(got, wanted, strict=True):
                assert_same(a, b)
    if "dilation" not in arguments:
        got = functional.avg_pool2d(x, **arguments, impl="compiled")
        assert_close(got, functional.avg_pool2d(x, **arguments))
        zeros = functional.avg_pool2d(np.full_like(x, -0.0), **arguments, impl="compiled")
        assert not np.signbit(zeros).any()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kernel_size", [(1, 9, 3), (1, 13, 20), (2, 9, 3), (3, 1, 17)])
def test_tall_windows_in_every_layer(kernel_size, layout):
    """三维里，一层一层地分组：每一层从自己的地方读起。"""
    rng = np.random.default_rng(0)
    x = laid_out(rng.integers(-99, 100, (2, 3, 5, 30, 41)).astype(np.float32), layout)
    for stride in (1, (2, 1, 1), (1, 1, 3)):
        padding = tuple(k // 2 for k in kernel_size)
        got = functional.max_pool3d(x, kernel_size, stride, padding, impl="compiled")
        assert_same(got, functional.max_pool3d(x, kernel_size, stride, padding))
        got = functional.avg_pool3d(x, kernel_size, stride, padding, impl="compiled")
        assert_close(got, functional.avg_pool3d(x, kernel_size, stride, padding))


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("stride", [1, 2, 3, 5])
def test_gradients_of_real_sizes(stride, layout, threads, monkeypatch):
    """几十行、几百列，步幅比窗口小、一样、更大；几个线程分着做也一样。"""
    monkeypatch.setattr(compiled, "THREAD_BYTES", 1)
    set_num_threads(threads)
    rng = np.random.default_rng(0)
    x = laid_out(rng.integers(-9, 10, (2, 3, 5, 31, 75)).astype(np.float32), layout)
    sizes = {"kernel_size": 3, "stride": stride, "padding": 1, "ceil_mode": True}
    for kind in ("max", "avg"):
        shape = getattr(functional, f"{kind}_pool3d")(x, **sizes).shape
        grad = laid_out(rng.integers(-9, 10, shape).astype(np.float32), layout)
        backward = getattr(functional, f"{kind}_pool3d_backward")
        got = backward(grad, x, **sizes, impl="compiled")
        assert_close(got, backward(grad, x, **sizes))
        assert got.strides == x.strides or not x.flags.c_contiguous


def test_every_float16_is_converted_as_numpy_does():
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    floats = half.to_float32(halves)
    assert_same(floats, halves.astype(np.float32))
    back = np.empty_like(halves)
    half.to_float16(floats, back)
    assert_same(back, halves)


def test_tiny_numbers_survive_where_the_processor_flushes_them():
    """有的程序让处理器把次正规数当作0；float16的次正规数不能跟着没了。"""
    tiny = np.full((1, 8), 3e-7, np.float16)
    torch.set_flush_denormal(True)
    try:
        got = functional.max_pool1d(tiny, 2, impl="compiled")
    finally:
        torch.set_flush_denormal(False)
    assert_same(got, tiny[:, :4])


PROGRAM = """
import sys
import numpy as np
from tutorial_pool import compiled, max_pool1d
from tutorial_pool.compiled import half
from tutorial_pool.compiled.planes import pool
print(max_pool1d(np.arange(8.0)[np.newaxis], 2, impl="compiled").tolist())
print(sum(pool.stats.cache_hits.values()), sum(pool.stats.cache_misses.values()))
"""


def run(program: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_what_is_compiled_is_kept_for_the_next_process(tmp_path):
    cold = run(PROGRAM, NUMBA_CACHE_DIR=str(tmp_path))
    warm = run(PROGRAM, NUMBA_CACHE_DIR=str(tmp_path))
    assert cold == ["[[1.0, 3.0, 5.0, 7.0]]", "0 1"]
    assert warm == ["[[1.0, 3.0, 5.0, 7.0]]", "1 0"]


def test_a_full_disk_keeps_nothing_and_works(tmp_path):
    """文件一个字节也写不下，就像磁盘满了。"""
    pytest.importorskip("resource")
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
    said = run(full + PROGRAM, NUMBA_CACHE_DIR=str(tmp_path), PYTHONDONTWRITEBYTECODE="1")
    assert said == ["[[1.0, 3.0, 5.0, 7.0]]", "0 1"]
    assert not [path for path in tmp_path.rglob("*.nbc") if path.stat().st_size]


def test_no_folder_to_keep_it_in_and_it_works():
    no_folder = """
from numba.core import caching
caching.CacheImpl._locator_classes = []
"""
    assert run(no_folder + PROGRAM)[0] == "[[1.0, 3.0, 5.0, 7.0]]"


def test_what_may_not_be_written_is_not_compiled_again():
    """编译器把只读的数组当作另一种类型；步幅、窗口、大小也都不必再编译。"""
    x = np.arange(60.0).reshape(1, 3, 4, 5)
    max_pool2d(x, 2, 1, impl="compiled")
    before = len(pool.signatures)
    x.flags.writeable = False
    for kernel_size in (1, 2, 3, 4):
        expected = max_pool2d(x, kernel_size, 1)
        assert_same(max_pool2d(x, kernel_size, 1, impl="compiled"), expected)
    assert_same(max_pool2d(np.ones((2, 2, 40, 50)), 7, 2, impl="compiled"), np.ones((2, 2, 17, 22)))
    assert len(pool.signatures) == before


def test_numba_is_imported_only_when_asked():
    said = run("""
import sys
import numpy as np
import tutorial_pool
tutorial_pool.max_pool1d(np.ones((1, 4)), 2)
print("numba" in sys.modules)
tutorial_pool.compiled
print("numba" in sys.modules)
""")
    assert said == ["False", "True"]


@pytest.mark.parametrize("reduction", [compiled.Maximum, compiled.Winner])
def test_the_last_row_of_a_task_stays_inside(reduction):
    """一行凑成16的倍数来写，多写的不能落到别的线程的行里，也不能写出数组。"""
    x = np.arange(5 * 7.0).reshape(1, 5, 7)
    expected = functional.max_pool1d(x, 3, 1, 1).ravel()
    job = compiled._job((Regular(7, 3, 1, 1),), 1, x.dtype, reduction, (), 1, 99)
    room = [np.full(60, -1.0), np.full(60, -1)][: len(job.dtypes)]
    for begin, end in ((3, 4), (0, 3)):
        job.work(x.reshape(-1), begin, end, *room)
    for array in room:
        np.testing.assert_array_equal(array[28:], -1)
    np.testing.assert_array_equal(room[0][:28], expected[:28])
