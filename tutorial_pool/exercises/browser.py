"""网页里的Python：运行一段代码，检查一段代码。进出都是文本，显示由网页来做。"""

import ast
import json
import sys
from importlib.util import find_spec

from tutorial_pool.exercises.content.examples import EXAMPLES
from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.judging.checking import NAME, execute, judge_source
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.telling import unwritten
from tutorial_pool.exercises.judging.verdict import words
from tutorial_pool.exercises.running.calling import PRINTED

MORE = "/lib/more.zip"  # 不常用的标准库，python_worker.js放在这里


def check(number: str, source: str) -> str:
    """检查一道练习，返回判定的JSON。"""
    if is_short(source):
        return json.dumps({"missing": True})
    verdict = judge_source(find(number), source)
    return json.dumps(
        {
            "passed": verdict.passed,
            "misconceptions": verdict.misconceptions,
            "message": verdict.message,
            "html": verdict.html,
        }
    )


def run(source: str, number: str) -> str:
    """运行一段代码，返回打印的东西、没有留下的有多少行、最后一个表达式的值或者错误，写成JSON。

    那道练习的例子已经在那里；代码只写了函数，没有要印的，就用例子试一试它。
    """
    if is_short(source):
        return json.dumps({"missing": True})
    exercise, example = find(number), EXAMPLES[number]
    tried = example.suits(source, exercise.function)
    code = f"{source.rstrip()}\n\n{example.call}\n" if tried else source
    _, outcome = execute(code, NAME, given=example.names())
    wrong = outcome.late or outcome.error is not None
    told = "".join(unwritten(exercise, outcome)) or trouble(outcome) if wrong else ""
    last = words(told).text.replace("`", "") or outcome.value
    if tried and not wrong:
        last = f"试一试例子，{example.call}是：\n{last or None}"
    if len(last) > PRINTED:
        last = f"{last[:PRINTED]}……"
    said = {"printed": outcome.printed, "dropped": outcome.dropped, "last": last, "error": wrong}
    return json.dumps(said)


def is_short(source: str) -> bool:
    """代码要导入的标准库里，有没有还没取来的；网页先只取常用的。"""
    if MORE in sys.path:
        return False
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False  # 运行的时候再说
    return any(map(_is_missing, _imported(tree)))


def _imported(tree: ast.Module) -> set[str]:
    """代码里写着要导入的模块。"""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def _is_missing(name: str) -> bool:
    if name.partition(".")[0] not in sys.stdlib_module_names:
        return False
    try:
        return find_spec(name) is None
    except (ImportError, ValueError):  # 它的上一层也没有；或者是__main__
        return name != "__main__"
