"""变异：在各题的答案和别的写法里一次种下一个错，看检查能不能发现。"""

import ast
import copy
import random
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from attempts import RIGHT
from contracts import contract_of

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import TRACK, find
from tutorial_pool.exercises.judging.checking import judge_source
from tutorial_pool.exercises.judging.comparing import matches
from tutorial_pool.exercises.running.calling import copied, nested, same

FRAGILE = ("torch", "as_strided")  # 错了会让整个进程没有
COMPARE: list[type[ast.cmpop]] = [ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq]
IDENTITY: list[type[ast.cmpop]] = [ast.Is, ast.IsNot]
ARITHMETIC: list[type[ast.operator]] = [ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Div, ast.Mod]


@dataclass(frozen=True)
class Mutant:
    """一个错：哪一题，原来的那一行，变成什么样，和整段代码。"""

    number: str
    line: int
    before: str
    after: str
    source: str


def others(node: ast.AST, names: list[str]) -> Iterator[ast.AST | None]:
    """一个节点可以变成什么；None是删去这一句。"""
    match node:
        case ast.Compare(left, [operator], right):
            for family in (COMPARE, IDENTITY):
                if type(operator) in family:
                    for other in family:
                        if other is not type(operator):
                            yield ast.Compare(left, [other()], right)
        case ast.BinOp(left, operator, right):
            for other in ARITHMETIC:
                if other is not type(operator):
                    yield ast.BinOp(left, other(), right)
            if not isinstance(operator, (ast.Add, ast.Mult)):
                yield ast.BinOp(right, operator, left)
            yield from (left, right)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.And() if isinstance(operator, ast.Or) else ast.Or(), values)
            yield from values
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.AugAssign(target, operator, value):
            yield ast.Assign([_stored(target)], value, lineno=node.lineno)
            for other in ARITHMETIC[:3]:
                if other is not type(operator):
                    yield ast.AugAssign(target, other(), value)
            yield None
        case ast.Constant(bool() as truth):
            yield ast.Constant(not truth)
        case ast.Constant(int() as number):
            yield from (ast.Constant(number + 1), ast.Constant(number - 1))
        case ast.Name(name, ast.Load()) if name in names:
            yield from (ast.Name(other, ast.Load()) for other in names if other != name)
        case ast.Name("max" | "min" as name, ast.Load()):
            yield ast.Name("min" if name == "max" else "max", ast.Load())
        case ast.Attribute(value, "inf" | "ceil" | "max" as name, context):
            for other in {"inf": ["nan", "pi"], "ceil": ["floor"], "max": ["min", "mean"]}[name]:
                yield ast.Attribute(value, other, context)
        case ast.Call(function, arguments, keywords):
            for i in range(len(arguments)):
                yield ast.Call(function, [*arguments[:i], *arguments[i + 1 :]], keywords)
                for j in range(i):
                    turned = list(arguments)
                    turned[i], turned[j] = turned[j], turned[i]
                    yield ast.Call(function, turned, keywords)
            for i in range(len(keywords)):
                yield ast.Call(function, arguments, [*keywords[:i], *keywords[i + 1 :]])
        case ast.Tuple(elements, ast.Load()):
            for i in range(1, len(elements)):
                turned = list(elements)
                turned[i - 1], turned[i] = turned[i], turned[i - 1]
                yield ast.Tuple(turned, ast.Load())
        case ast.Slice(lower, upper, step) if step or lower or upper:
            yield ast.Slice(None, upper, step)
            yield ast.Slice(lower, None, step)
            yield ast.Slice(lower, upper, None)
        case ast.If(_, body, rest):
            yield ast.If(ast.Constant(True), body, rest)
            yield ast.If(ast.Constant(False), body, rest)
        case ast.Assign() | ast.Expr() | ast.Return():
            yield None


def _stored(target: ast.expr) -> ast.expr:
    target = copy.copy(target)
    target.ctx = ast.Store()  # type: ignore[attr-defined]
    return target


def planted(exercise: Exercise, solution: str, count: int, chance: random.Random) -> list[Mutant]:
    """一份答案里随机种下的错，各不相同，至多`count`个；文档、导入和参数表除外。"""
    tree = ast.parse(solution)
    lines = solution.splitlines()
    original = ast.unparse(tree)
    possible = [
        (place, node, other)
        for place, (function, node) in enumerate(_nodes(tree))
        for other in others(node, _names(function))
    ]
    seen = {original}
    found: list[Mutant] = []
    for place, node, other in chance.sample(possible, len(possible)):
        if len(found) == count:
            break
        changed = copy.deepcopy(tree)
        target = list(_nodes(changed))[place][1]
        swapped = _Swap(target, copy.deepcopy(other)).visit(changed)
        source = ast.unparse(ast.fix_missing_locations(swapped))
        if source not in seen:
            seen.add(source)
            old, new = original.splitlines(), source.splitlines()
            changes = (b.strip() for a, b in zip(old, new, strict=False) if a != b)
            line = node.lineno  # type: ignore[attr-defined]
            before, after = lines[line - 1].strip(), next(changes, "（删去）")
            found.append(Mutant(exercise.number, line, before, after, source))
    return found


def _names(function: ast.FunctionDef) -> list[str]:
    """一个函数里的变量名。"""
    nodes = list(ast.walk(function))
    parameters = {node.arg for node in nodes if isinstance(node, ast.arg)}
    variables = {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return sorted(parameters | variables)


def _nodes(tree: ast.AST) -> Iterator[tuple[ast.FunctionDef, ast.AST]]:
    """可以变的节点，连同它所在的最外层函数。"""
    for function in ast.iter_child_nodes(tree):
        if isinstance(function, ast.FunctionDef):
            for part in function.body[bool(ast.get_docstring(function)) :]:
                yield from ((function, node) for node in ast.walk(part))


class _Swap(ast.NodeTransformer):
    """把一个节点换成另一个。"""

    def __init__(self, target: ast.AST, other: ast.AST | None) -> None:
        self.target, self.other = target, other

    def visit(self, node: ast.AST) -> Any:
        if node is self.target:
            return ast.Pass() if self.other is None else self.other
        return self.generic_visit(node)


def examine(mutant: Mutant, compared: int, seconds: float, patience: int = 30) -> tuple[bool, str]:
    """检查有没有发现它；没有的话，在约定之内和答案不一样的一组参数，处处一样就是空的。

    Args:
        mutant: 种下的错。
        compared: 和答案比多少组参数。
        seconds: 检查里，变异后的函数可以运行多久。
        patience: 一共最多比几秒。
    """
    try:
        if not judge_source(find(mutant.number), mutant.source, seconds=seconds).passed:
            return True, ""
    except Exception as error:
        return False, f"检查自己出错了：{type(error).__name__}：{error}"
    before = signal.signal(signal.SIGALRM, _stop)
    signal.alarm(patience)
    try:
        return False, counterexample(mutant, compared)
    except Exception as error:
        return False, f"{type(error).__name__}：{error}"
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _stop(*_: Any) -> None:
    raise TimeoutError("停不下来")


def counterexample(mutant: Mutant, compared: int) -> str:
    """和答案不一样的一组参数；处处一样就是空的。"""
    exercise = find(mutant.number)
    contract = contract_of(exercise)
    chance = random.Random(0)
    right, mine = (_function(exercise, text) for text in (exercise.solution, mutant.source))
    for _ in range(compared):
        call = contract.wide(chance)
        given = tuple(map(copied, call))
        alike = matches(nested(mine(*given)), nested(right(*call)))
        if not alike or not all(map(same, given, call)):
            return repr(call)
    return ""


def _function(exercise: Exercise, source: str) -> Any:
    space: dict[str, Any] = {}
    exec(compile(source, "<mutant>", "exec"), space)
    return space[exercise.function]


def chosen(each: int, of_attempts: int, seed: int) -> list[Mutant]:
    """每题的答案里、每份别的写法里，各随机挑几个。"""
    chance = random.Random(seed)
    sources = [(exercise, exercise.solution, each) for exercise in TRACK]
    for attempt in RIGHT:
        if not any(word in attempt.source for word in FRAGILE):
            sources.append((attempt.exercise, attempt.source, of_attempts))
    return [
        mutant
        for exercise, source, count in sources
        for mutant in planted(exercise, source, count, chance)
    ]
