"""门的样子：签名和torch的一样，文档写全了，用help和??看得到，Python自己的错误说得出函数名。"""

import ast
import gc
import inspect
import pydoc
import re
import subprocess
import sys
import textwrap
import weakref
from pathlib import Path

import numpy as np
import pytest
from families import FORWARD, IN_TORCH, oracle

from tutorial_pool import functional

SECTIONS = ("Args:", "Returns:", "Raises:", "来源：", "Examples:")


def signature_of_torch(name: str) -> list[tuple[str, object]]:
    """torch的参数名和默认值。它有的写在签名里，有的写在文档的第一行里。"""
    theirs = oracle(name)
    written = re.match(rf"\s*{name}(\(.*?\))", theirs.__doc__)
    if written:
        (function,) = ast.parse(f"def f{written[1]}: pass").body
        names = [argument.arg for argument in function.args.args]
        defaults = [ast.literal_eval(default) for default in function.args.defaults]
        empty = [inspect.Parameter.empty] * (len(names) - len(defaults))
        return list(zip(names, empty + defaults, strict=True))
    return [(p.name, p.default) for p in inspect.signature(theirs).parameters.values()]


@pytest.mark.parametrize("name", IN_TORCH)
def test_the_signature_is_that_of_torch_plus_impl(name):
    *parameters, impl = inspect.signature(getattr(functional, name)).parameters.values()
    assert [(p.name, p.default) for p in parameters] == signature_of_torch(name)
    assert {p.kind for p in parameters} == {inspect.Parameter.POSITIONAL_OR_KEYWORD}
    assert (impl.name, impl.default, impl.kind) == ("impl", "vectorized", impl.KEYWORD_ONLY)


@pytest.mark.parametrize("name", FORWARD)
def test_the_backward_takes_the_gradient_and_the_same_arguments(name):
    def listed(function):
        return [
            (p.name, p.default, p.kind) for p in inspect.signature(function).parameters.values()
        ]

    forward = [p for p in listed(getattr(functional, name)) if p[0] != "return_indices"]
    gradient = ("grad_output", inspect.Parameter.empty, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    assert listed(getattr(functional, f"{name}_backward")) == [gradient, *forward]


@pytest.mark.parametrize("name", FORWARD)
def test_what_type_checkers_see_is_what_is_called(name):
    """重载里的参数，和真正的一样：次序一样，哪些可以不写也一样。"""
    function = getattr(functional, name)
    overloads = overloads_in(inspect.getsourcefile(function), name)
    assert len(overloads) == (
        3 if "return_indices" in inspect.signature(function).parameters else 0
    )
    for names, optional in overloads:
        real = inspect.signature(function).parameters
        assert sorted(names) == sorted(real)
        assert [n for n in names if n != "return_indices"] == [
            n for n in real if n != "return_indices"
        ]
        wanted = {n for n, p in real.items() if p.default is not p.empty}
        assert optional | {"return_indices"} == wanted


def overloads_in(file: str, name: str) -> list[tuple[list[str], set[str]]]:
    """文件里这个函数的重载：参数名，和可以不写的参数。"""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    found = []
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name != name:
            continue
        if "overload" in [ast.unparse(decorator) for decorator in node.decorator_list]:
            given = node.args
            names = [a.arg for a in (*given.args, *given.kwonlyargs)]
            last = len(given.args) - len(given.defaults)
            optional = {a.arg for a in given.args[last:]}
            pairs = zip(given.kwonlyargs, given.kw_defaults, strict=True)
            optional |= {a.arg for a, default in pairs if default}
            found.append((names, optional))
    return found


@pytest.mark.parametrize("name", functional.__all__)
def test_every_function_has_its_whole_documentation(name):
    text = inspect.getdoc(getattr(functional, name))
    ours, n = name.removesuffix("_backward"), int(re.findall(r"(\d)d", name)[0])
    assert [part for part in SECTIONS if part not in text] == []
    assert f">>> {name}(" in text or f"= {name}(" in text
    assert f"`torch.nn.functional.{ours}`" in text or ours not in IN_TORCH
    assert set(re.findall(r"\w+_pool(\d)d", text)) <= {str(n)}
    if name == ours:
        assert text.startswith(f"{'零一二三'[n]}维")
        assert f"`(N, C, {['', 'L', 'H, W', 'D, H, W'][n]})`" in text
        arguments = text.split("Args:")[1].split("Returns:")[0]
        documented = re.findall(r"^    (\w+): ", arguments, re.MULTILINE)
        assert documented == list(inspect.signature(getattr(functional, name)).parameters)


@pytest.mark.parametrize("name", functional.__all__)
def test_help_and_the_source_show_the_real_signature(name):
    """help看到文档；笔记本里的??看到真正的定义，不是造函数的函数。"""
    function = getattr(functional, name)
    shown = pydoc.plain(pydoc.render_doc(function))
    assert f"{name}(" in shown
    assert "Args:" in shown
    assert "<module" not in shown  # 里面不会有你电脑上的路径
    source = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert source.name == name
    written = [a.arg for a in (*source.args.args, *source.args.kwonlyargs)]
    assert written == list(inspect.signature(function).parameters)


def test_it_imports_where_documentation_is_stripped():
    """python -OO会把文档去掉。"""
    program = (
        "import tutorial_pool as t, numpy as np; print(t.max_pool1d(np.ones((1, 4)), 2).shape)"
    )
    command = [sys.executable, "-OO", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(1, 2)"
    assert done.stderr == ""


class Changing:
    """说自己是一个整数，每次说的都不一样。"""

    def __init__(self):
        self.value = 1

    def __index__(self):
        self.value += 1
        return self.value


class TestRemembered:
    """检查过的调用记着，下次不再检查；记的是形状、类型和参数，连参数的类型也比。"""

    x = np.arange(12.0).reshape(1, 3, 4)

    def test_the_second_call_is_not_checked_again(self, monkeypatch):
        functional.max_pool1d(self.x, 2, 2)
        monkeypatch.setattr("tutorial_pool.functional.maximum.check_flag", None)
        assert functional.max_pool1d(self.x + 1, 2, 2).shape == (1, 3, 2)
        with pytest.raises(TypeError, match="not callable"):  # 没有见过的，就要检查
            functional.max_pool1d(self.x, 2, 1)

    @pytest.mark.parametrize(
        ("good", "bad"),
        [
            ({"kernel_size": 1}, {"kernel_size": True}),
            ({"kernel_size": 1}, {"kernel_size": 1.0}),
            ({"kernel_size": (1,)}, {"kernel_size": (True,)}),
            ({"kernel_size": 2, "stride": 1}, {"kernel_size": 2, "stride": (1.0,)}),
            ({"kernel_size": 2, "ceil_mode": True}, {"kernel_size": 2, "ceil_mode": 1}),
        ],
    )
    def test_an_equal_argument_of_another_type_is_refused(self, good, bad):
        functional.max_pool1d(self.x, **good)
        with pytest.raises(TypeError):
            functional.max_pool1d(self.x, **bad)
        functional.max_pool1d(self.x, **good)

    def test_another_dtype_or_shape_is_another_call(self):
        functional.avg_pool1d(self.x, 2)
        with pytest.raises(NotImplementedError):
            functional.avg_pool1d(self.x.astype(np.uint8), 2)
        with pytest.raises(RuntimeError):
            functional.avg_pool1d(self.x[..., :1], 2)

    def test_what_may_change_is_read_every_time(self):
        size = Changing()
        shapes = {functional.max_pool1d(self.x, size, 1).shape for _ in range(3)}
        assert len(shapes) == 3
        sizes = [1]
        before = functional.max_pool1d(self.x, sizes).shape
        sizes[0] = 2
        assert functional.max_pool1d(self.x, sizes).shape != before

    @pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d", "adaptive_avg_pool2d"])
    def test_the_array_is_not_kept(self, name):
        x = np.zeros((1, 1, 4, 4))
        gone = weakref.ref(x)
        getattr(functional, name)(x, 2)
        del x
        gc.collect()
        assert gone() is None
