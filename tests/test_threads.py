"""线程和草稿：几个线程不多不少地做完，出错时说出来，互不打扰，分叉的子进程和退出时也能用。"""

import multiprocessing
import os
import subprocess
import sys
import threading
import warnings
from functools import cache

import numpy as np
import pytest
from plans import planned

import tutorial_pool
from tutorial_pool import avg_pool2d, max_pool2d
from tutorial_pool.vectorized import scratch
from tutorial_pool.vectorized import threads as pool
from tutorial_pool.vectorized.plan import Plan
from tutorial_pool.vectorized.threads import do_all, get_num_threads, set_num_threads

BIG = np.random.default_rng(0).integers(-9, 10, (8, 16, 128, 128)).astype(np.float32)


@pytest.fixture(autouse=True)
def _restored():
    before = get_num_threads()
    yield
    set_num_threads(before)


@pytest.fixture(params=[1, 2, 5])
def threads(request):
    set_num_threads(request.param)
    return request.param


@pytest.mark.parametrize("count", [0, 1, 7])
def test_every_item_is_done_once(threads, count):
    done = []
    do_all(done.append, list(range(count)), threads)
    assert sorted(done) == list(range(count))


def test_several_threads_work_at_the_same_time():
    together = threading.Barrier(2, timeout=30)  # 两个线程都到了才放行；只有一个线程时会超时
    do_all(lambda _: together.wait(), [0, 1], threads=2)


def test_small_inputs_stay_in_this_thread():
    set_num_threads(4)
    assert Plan().threads(nbytes=1000) == 0
    assert Plan().threads(nbytes=10**9) == 4
    seen = set()
    do_all(lambda _: seen.add(threading.get_ident()), list(range(50)), threads=0)
    assert seen == {threading.get_ident()}


def test_threads_are_used_only_where_they_pay(monkeypatch):
    set_num_threads(2)
    helped = []
    monkeypatch.setattr(pool, "_executor", lambda: helped.append(1) or Nobody())
    max_pool2d(BIG, 2)  # 只走一遍多：不合算
    assert helped == []
    max_pool2d(BIG, 3, 1)
    max_pool2d(BIG.astype(np.float16), 2)  # 换类型也要时间
    assert helped == [1, 1]


class Nobody:
    """谁也不来帮忙的线程池。"""

    def submit(self, *_):
        return self

    def result(self):
        pass


def test_an_error_in_any_block_is_raised(threads):
    def fail(i):
        if i == 3:
            raise MemoryError("第3块")

    with pytest.raises(MemoryError, match="第3块"):
        do_all(fail, list(range(5)), threads)


def test_the_number_of_threads_changes_nothing(threads):
    assert max_pool2d(BIG, 3, 1, 1).tobytes() == expected("max").tobytes()
    assert avg_pool2d(BIG, 3, 1, 1).tobytes() == expected("avg").tobytes()


@cache
def expected(kind):
    set_num_threads(1)
    return (max_pool2d if kind == "max" else avg_pool2d)(BIG, 3, 1, 1)


def test_no_warning_comes_from_a_thread(threads):
    x = np.full((4, 16, 128, 128), np.finfo(np.float32).max)
    x[:, :, ::2] = -np.inf
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        avg_pool2d(x, 3, 1)


def test_callers_in_several_threads_do_not_disturb_each_other():
    results = {}

    def call(seed):
        x = np.random.default_rng(seed).standard_normal((4, 16, 128, 128), np.float32)
        rows = np.maximum(np.maximum(x[:, :, :-2], x[:, :, 1:-1]), x[:, :, 2:])
        wanted = np.maximum(np.maximum(rows[..., :-2], rows[..., 1:-1]), rows[..., 2:])
        results[seed] = (max_pool2d(x, 3, 1), wanted)

    callers = [threading.Thread(target=call, args=(seed,)) for seed in range(6)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(results) == 6
    for got, wanted in results.values():
        np.testing.assert_array_equal(got, wanted)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="这个系统不能分叉")
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.timeout(60)
def test_works_in_a_forked_process():
    set_num_threads(2)
    wanted = max_pool2d(BIG, 3, 1)  # 线程已经开好，再分叉
    with multiprocessing.get_context("fork").Pool(1) as forked:
        got = forked.apply(max_pool2d, (BIG, 3, 1))
    np.testing.assert_array_equal(got, wanted)


def test_the_number_of_threads_is_checked():
    with pytest.raises(RuntimeError, match="至少应为1，得到0"):
        set_num_threads(0)
    with pytest.raises(TypeError, match="应为整数"):
        set_num_threads(2.0)
    assert tutorial_pool.get_num_threads() >= 1


@pytest.mark.parametrize(("asked", "wanted"), [("3", 3), ("0", None), ("", None), ("两", None)])
def test_the_environment_can_set_the_threads(monkeypatch, asked, wanted):
    monkeypatch.setenv("TUTORIAL_POOL_THREADS", asked)
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert pool._cores() == (wanted or available)


def test_a_browser_has_one_thread(monkeypatch):
    monkeypatch.delenv("TUTORIAL_POOL_THREADS", raising=False)
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert pool._cores() == 1


def test_scratch_is_kept_only_while_it_is_small():
    kept = scratch.Scratch()
    first = kept.array("甲", (10, 10), np.dtype("float32"))
    again = kept.array("甲", (5,), np.dtype("int16"))
    assert np.shares_memory(first, again)
    assert again.shape == (5,)
    assert again.dtype == np.int16
    huge = kept.array("甲", (2**22,), np.dtype("uint8"))
    assert not np.shares_memory(huge, kept.array("甲", (5,), np.dtype("int16")))
    with kept.borrowed():
        first = kept.array("甲", (5,), np.dtype("int16"))
        with kept.borrowed():
            assert not np.shares_memory(first, kept.array("甲", (5,), np.dtype("int16")))
        assert np.shares_memory(first, kept.array("甲", (5,), np.dtype("int16")))
    with kept.borrowed():
        assert np.shares_memory(first, kept.array("甲", (5,), np.dtype("int16")))


def test_a_call_within_a_call_does_not_disturb_it():
    """就像信号处理函数在计算中途又用了本包：第一条轴的结果还在草稿里，第二条轴还没有做。"""
    calls = []

    class Interrupted(Plan):
        def merges(self, source, dim, part, ufunc):
            calls.append(dim)
            max_pool2d(BIG[:1, :4] + 99, 5, 1, 2)
            return super().merges(source, dim, part, ufunc)

    got = max_pool2d(BIG[:1, :4], 5, 1, 2, impl=planned(Interrupted()))
    assert calls == [2, 3]
    np.testing.assert_array_equal(got, max_pool2d(BIG[:1, :4], 5, 1, 2))


def test_without_new_threads_it_works_alone(monkeypatch):
    class Closed:
        def submit(self, *_):
            raise RuntimeError("cannot schedule new futures after shutdown")

    set_num_threads(2)
    wanted = max_pool2d(BIG, 3, 1)
    monkeypatch.setattr(pool, "_executor", Closed)
    np.testing.assert_array_equal(max_pool2d(BIG, 3, 1), wanted)


@pytest.mark.timeout(60)
def test_works_while_the_interpreter_shuts_down():
    code = (
        "import atexit, numpy as np, tutorial_pool as t; t.set_num_threads(2); "
        "x = np.ones((8, 16, 128, 128), np.float32); "
        "atexit.register(lambda: print(t.max_pool2d(x, 3, 1).shape))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(8, 16, 126, 126)"
    assert done.stderr == ""
