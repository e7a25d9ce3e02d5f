"""引擎：该有的函数都有，用模块、名字、别的东西都能指定；不全的，说缺什么。"""

import inspect
from types import SimpleNamespace

import numpy as np
import pytest
from families import FAMILIES, every_engine

from tutorial_pool import engines, functional, loops, vectorized
from tutorial_pool.engines import ENGINES, FUNCTIONS, Engine, find

X = np.array([[[-1.0, -5.0, -2.0, -3.0]]])


def test_the_list_of_functions_is_that_of_the_protocol():
    """每一族一个前向一个反向；自适应的用别人的，最大的还要会给索引。"""
    families = {family.removeprefix("adaptive_") for family in FAMILIES}
    wanted = {*families, *(f"{family}_backward" for family in families), "max_pool_with_indices"}
    assert set(FUNCTIONS) == wanted


@every_engine
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_engine_has_every_function(impl, name):
    """参数照Engine里写的来；引擎自己多出来的，都可以不写。"""

    def parameters(function):
        return list(inspect.signature(function).parameters.values())

    wanted = [p.name for p in parameters(getattr(Engine, name))[1:]]
    mine = parameters(getattr(find(impl), name))
    assert [p.name for p in mine][: len(wanted)] == wanted
    assert all(p.kind is p.KEYWORD_ONLY and p.default is not p.empty for p in mine[len(wanted) :])
    assert engines.missing(find(impl)) == []


def test_a_module_or_its_name():
    assert find("loops") is loops
    assert find(loops) is loops
    assert find("vectorized") is vectorized
    for impl in (loops, "loops", vectorized, "vectorized"):
        assert functional.max_pool1d(X, 2, impl=impl).tolist() == [[[-1, -2]]]


def test_the_named_engine_does_the_work():
    """别的引擎也行，只要有那些函数；用的真是它。"""
    other = SimpleNamespace(max_pool=lambda x, axes: np.full((1, 1, len(axes[0])), 7.0))
    assert functional.max_pool1d(X, 2, impl=other).tolist() == [[[7, 7]]]


def test_a_new_engine_is_one_line_in_the_table(monkeypatch):
    monkeypatch.setitem(ENGINES, "second", "tutorial_pool.loops")
    assert find("second") is loops
    assert functional.max_pool1d(X, 2, impl="second").tolist() == [[[-1, -2]]]


def test_a_partial_engine_says_what_it_lacks():
    partial = SimpleNamespace(__name__="half", max_pool=loops.max_pool)
    with pytest.raises(
        NotImplementedError, match=r"引擎half没有max_pool_backward；它不全，缺.*、avg_pool、"
    ):
        functional.max_pool1d_backward(np.ones((1, 1, 2)), X, 2, impl=partial)
    with pytest.raises(NotImplementedError) as caught:
        functional.avg_pool1d(X, 2, impl=partial)
    said = str(caught.value)
    assert [name for name in FUNCTIONS if name not in said.split("缺")[1].split("、")] == [
        "max_pool"
    ]


@pytest.mark.parametrize("wrong", ["", "Loops", "numba", 3, None, np, object()])
def test_what_is_no_engine_is_refused(wrong):
    with pytest.raises(TypeError, match=r"或名字'loops'、.*，得到"):
        find(wrong)
