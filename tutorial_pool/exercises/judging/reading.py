"""读你的代码：不运行，只看写法。看见的都是事实：哪个参数没有用到，哪一行算了没有留下。"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.judging.verdict import code

MOST = 2  # 最多说几句
NANS = ("math.nan", "nan", "np.nan", "float('nan')", "float('NaN')")
PAIRS = ("kernel_size", "stride", "padding", "dilation")  # 是(高, 宽)的参数


def remarks(
    exercise: Exercise, function: Any, source: str | None, *, named: bool = False
) -> list[str]:
    """看见了什么，要紧的在前；读不到代码就没有。已经说出误解的，只说一定是错的。"""
    tree = _parsed(function, source)
    if tree is None:
        return []
    readers = (
        _idle,
        _compares_nan,
        _early_return,
        _slices_twice,
        _divides_first,
        _unused,
        _one_of_two,
    )
    found = (remark for read in readers for remark in read(exercise, tree))
    return list(dict.fromkeys(found))[:MOST]


def never_calls(exercise: Exercise, function: Any, source: str | None) -> bool:
    """要调用的函数`f`，一次也没有用到。"""
    tree = _parsed(function, source) if "f" in exercise.parameters else None
    mine = [
        node
        for node in (ast.walk(tree) if tree else ())
        if isinstance(node, ast.FunctionDef) and node.name == exercise.function
    ]
    names = {node.id for one in mine for node in ast.walk(one) if isinstance(node, ast.Name)}
    return bool(mine) and "f" not in names


def _parsed(function: Any, source: str | None) -> ast.Module | None:
    with suppress(OSError, TypeError, SyntaxError, ValueError, RecursionError):
        if source is not None:
            return ast.parse(source)
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse(textwrap.dedent("".join(lines)))
        ast.increment_lineno(tree, first - 1)
        return tree
    return None


def _shown(node: ast.AST) -> str:
    """第几行、怎样写的。"""
    return f"第{node.lineno}行的{code(ast.unparse(node).splitlines()[0])}"  # type: ignore[attr-defined]


def _idle(exercise: Exercise, tree: ast.AST) -> Iterator[str]:
    """算了没有留下的一句。"""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Expr):
            continue
        value = node.value
        if isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
            yield f"{_shown(node)}只比了一比，什么也没有变：要把右边的值放进左边，用一个等号`=`。"
        elif isinstance(value, ast.Attribute):
            yield f"{_shown(node)}没有加括号，所以没有调用。"
        elif isinstance(value, (ast.Compare, ast.BinOp, ast.Name, ast.Subscript)):
            yield f"{_shown(node)}算了，可是没有留下来：要不要赋给一个变量，或者`return`？"


def _compares_nan(exercise: Exercise, tree: ast.AST) -> Iterator[str]:
    """拿NaN来比相等。"""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Eq, ast.Is, ast.In)):
            sides = [ast.unparse(side) for side in (node.left, *node.comparators)]
            if any(side in NANS for side in sides):
                yield (
                    f"{_shown(node)}永远是假：NaN和谁都不相等，连自己也不等。要用`math.isnan`来问。"
                )


def _early_return(exercise: Exercise, tree: ast.AST) -> Iterator[str]:
    """循环里，不论怎样第一圈就返回。"""
    for loop in ast.walk(tree):
        if isinstance(loop, (ast.For, ast.While)):
            for node in loop.body:
                if isinstance(node, ast.Return):
                    yield (
                        f"{_shown(node)}在第{loop.lineno}行的循环里面，第一圈就返回了。"
                        "要等循环走完再返回，就和那个循环对齐。"
                    )


def _slices_twice(exercise: Exercise, tree: ast.AST) -> Iterator[str]:
    """连着切了两次。"""
    if exercise.needs_numpy:
        return
    for node in ast.walk(tree):
        inner = node.value if isinstance(node, ast.Subscript) else None
        if not isinstance(node, ast.Subscript) or not isinstance(inner, ast.Subscript):
            continue
        if isinstance(node.slice, ast.Slice) and isinstance(inner.slice, ast.Slice):
            yield f"{_shown(node)}切了两次，切的都是行；列要一行一行地切。"


def _unused(exercise: Exercise, tree: ast.AST) -> Iterator[str]:
    """有的参数、变量一次也没有用到。"""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        used = {node.id for node in names if isinstance(node.ctx, ast.Load)}
        arguments = function.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        idle = [one.arg for one in every if one.arg not in used and one.arg[0] != "_"]
        if idle:
            main = function.name == exercise.function
            of = "" if main else f"`{function.name}`的"
            by_heart = main and exercise.parameters[0] in idle
            more = "：结果不能照着例子写死，要从它算出来" if by_heart else ""
            yield f"{of}参数{'、'.join(map(code, idle))}一次也没有用到{more}。"
        loops = {  # 循环变量没有用到，常常没有错
            name
            for node in ast.walk(function)
            if isinstance(node, (ast.For, ast.comprehension))
            for name in ast.walk(node.target)
        }
        for node in names:
            stored = isinstance(node.ctx, ast.Store) and node.id[0] != "_" and node not in loops
            if stored and node.id not in used:
                yield f"第{node.lineno}行的`{node.id}`，后面没有用到。"


def _divides_first(exercise: Exercise, tree: ast.AST) -> Iterator[str]:
    """减了窗口再除，少了括号。"""
    for node in ast.walk(tree):
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub):
            continue
        right = node.right
        if (
            isinstance(right, ast.BinOp)
            and isinstance(right.op, (ast.FloorDiv, ast.Div))
            and "kernel_size" in ast.unparse(right.left)
        ):
            yield (f"{_shown(right)}先算：乘除比加减先算。要先减后除，减的那一段用括号括起来。")


def _one_of_two(exercise: Exercise, tree: ast.AST) -> Iterator[str]:
    """两个数的参数，只用了一个。"""
    for name in PAIRS:
        if name not in exercise.parameters:
            continue
        uses = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == name]
        parts = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.value.id == name
        ]
        which = {ast.unparse(node.slice) for node in parts}
        loaded = [node for node in uses if isinstance(node.ctx, ast.Load)]
        if len(parts) == len(loaded) and len(which) == 1 and which <= {"0", "1"}:
            (one,) = which
            yield f"`{name}`是两个数，你只用了`{name}[{one}]`。"
