"""检查：没写的、写对的、换一种写的、写错的，各得到该得的话。"""

import ast
import json
import random
import re
import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from functools import cache
from itertools import islice

import numpy as np
import pytest
from attempts import RIGHT, WRONG
from contracts import contract_of
from learners import (
    IMPATIENT,
    checked,
    is_true,
    learner,
    mistaken,
    number_of,
    outcomes,
    pairs,
    same_outcomes,
)

from tutorial_pool import max_pool2d
from tutorial_pool.exercises import check, hint, progress, solution, start
from tutorial_pool.exercises.browser import check as browser_check
from tutorial_pool.exercises.browser import run as browser_run
from tutorial_pool.exercises.content.track import TRACK, find
from tutorial_pool.exercises.judging.comparing import as_lists, shape
from tutorial_pool.exercises.misconceptions.steps import Steps, flatten
from tutorial_pool.exercises.misconceptions.table import EVERY
from tutorial_pool.exercises.running import calling, deadline
from tutorial_pool.exercises.running.calling import same

HAN = re.compile(r"[\u4e00-\u9fff]")
PAIRS = 3  # 每题抽几对误解；全部有三千多对，抽过314对，98%说得出名字


@cache
def verdict_of(attempt):
    return checked(attempt.exercise, attempt.source)


@cache
def verdict_of_misconception(at, one):
    exercise = find(at)
    return checked(exercise, learner(exercise, one.steps()))


# ---- 没写的，写对的 ----


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_stubs_fail_kindly(exercise):
    verdict = checked(exercise, exercise.stub)
    assert not verdict.passed
    assert verdict.misconceptions == ()
    assert "还没有写" in verdict.message
    assert ast.get_docstring(ast.parse(exercise.stub).body[0])


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_solutions_pass(exercise):
    verdict = checked(exercise, exercise.solution)
    assert verdict.passed, verdict.message
    assert verdict.misconceptions == ()


@pytest.mark.parametrize("attempt", RIGHT, ids=str)
def test_right_answers_in_other_styles_pass(attempt):
    verdict = verdict_of(attempt)
    assert verdict.passed, verdict.message


def test_every_exercise_has_four_styles():
    assert min(sum(attempt.exercise is one for attempt in RIGHT) for one in TRACK) >= 4


def test_every_attempt_has_its_own_name():
    names = [*map(str, RIGHT), *map(str, WRONG)]
    assert len(set(names)) == len(names)


# ---- 写错的 ----


@pytest.mark.parametrize("attempt", WRONG, ids=str)
def test_wrong_answers_get_their_own_hint(attempt):
    verdict = verdict_of(attempt)
    assert not verdict.passed
    assert verdict.misconceptions == (attempt.misconception,), verdict.message


def test_every_misconception_has_a_wrong_answer():
    written = {attempt.misconception for attempt in WRONG}
    assert written == {one.number for one in EVERY}


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_registered_misconceptions_get_their_own_hint(exercise):
    chance = random.Random(0)
    wide = [contract_of(exercise).wide(chance) for _ in range(200)]
    for one in mistaken(exercise):
        verdict = verdict_of_misconception(exercise.number, one)
        assert not verdict.passed
        if verdict.misconceptions != (one.number,):  # 除非在这一题上，两个误解就是一回事
            mine = outcomes(exercise, one.steps(), wide)
            twins = [other for other in EVERY if (other.number,) == verdict.misconceptions]
            alike = [
                same_outcomes(outcomes(exercise, other.steps(), wide), mine) for other in twins
            ]
            assert any(alike), (one, verdict.message)


def test_pairs_of_misconceptions_are_told_truthfully():
    chance = random.Random(0)
    told = total = 0
    for exercise in TRACK:
        for pair, steps in islice(pairs(exercise, chance), PAIRS):
            function = learner(exercise, steps)
            verdict = checked(exercise, function)
            assert not verdict.passed, pair
            total += 1
            told += bool(verdict.misconceptions)
            if "你的代码像是" in verdict.message:
                assert is_true(exercise, verdict.misconceptions, function), (pair, verdict.message)
            elif verdict.misconceptions:
                assert "在这个例子上" in verdict.message
            else:
                assert re.search("应为|应该|出错了", verdict.message)
    assert total >= 30
    assert told / total >= 0.9


# ---- 题目没有漏给答案 ----


def without_the_example(message):
    """不算例子的参数，也不算你自己的结果。"""
    given = ("例子", "你的结果是")
    return "\n".join(line for line in message.splitlines() if not line.startswith(given))


def assert_gives_nothing_away(exercise, verdict, source=""):
    """说明里没有答案的代码，也没有整个的结果。"""
    said = without_the_example(verdict.message)
    (document,) = [
        node.value.value
        for node in ast.walk(ast.parse(exercise.solution))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ][:1]
    for line in map(str.strip, exercise.solution.splitlines()):
        if len(line) > 12 and line not in document and line not in source:
            assert line not in said
            assert line not in verdict.html
    said = said.replace(" ", "")
    assert not [text for text in whole_results(exercise.number) if text in said]


@cache
def whole_results(at):
    """各个例子应得的结果的写法，不算只有一个数的。"""
    exercise = find(at)
    results = [exercise.expected(as_lists(call)) for call in exercise.calls()]
    many = [x for x in results if isinstance(x, list) and len(flatten(x)) > 1]
    return [repr(x).replace(" ", "") for x in many]


@pytest.mark.parametrize("attempt", WRONG, ids=str)
def test_verdicts_give_nothing_away(attempt):
    assert_gives_nothing_away(attempt.exercise, verdict_of(attempt), attempt.source)


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_hints_of_misconceptions_give_nothing_away(exercise):
    for one in mistaken(exercise):
        assert_gives_nothing_away(exercise, verdict_of_misconception(exercise.number, one))


# ---- 网页 ----


def parsed(html):
    """这段HTML的元素；写得不合规矩就会出错。"""
    return ET.fromstring(f"<body>{html.replace('<br>', '<br/>')}</body>")


@pytest.mark.parametrize("attempt", [*WRONG, *RIGHT[::5]], ids=str)
def test_html_is_well_formed_and_labelled(attempt):
    root = parsed(verdict_of(attempt).html)
    for node in root.iter():
        if node.tag.endswith("svg"):
            assert HAN.search(node.get("aria-label", "")), ET.tostring(node, "unicode")[:200]
    (outer,) = root
    assert outer.get("class") == (
        "pool-verdict pool-passed" if verdict_of(attempt).passed else "pool-verdict pool-failed"
    )


@pytest.mark.parametrize(
    "body",
    [
        "print('<script>alert(1)</script>')",
        "raise ValueError('<b>粗</b>')",
        "raise ValueError('`<i>`**<u>**')",
        "return '<script>'",
        "return {'<script>': 1}",
        "x < top; raise KeyError('&lt;')",
        "while 1 < 2: pass  # <b>",
    ],
    ids=["printed", "message", "marks", "returned", "in_a_dict", "entity", "endless"],
)
def test_learner_text_is_escaped(body):
    source = f"def window_max(x, top, left, kernel_size):\n    {body}\n"
    verdict = checked(find(1), source, IMPATIENT)
    assert not verdict.passed
    tags = {node.tag for node in parsed(verdict.html).iter()}
    assert not tags & {"script", "b", "i", "u"}


# ---- 好好说话 ----

HEAD = "def window_max(x, top, left, kernel_size):\n"
POOL = "def max_pool(x, kernel_size, stride=None):\n"
KIND = {
    "none": (1, HEAD + "    best = 3", ["没有返回值", "return"]),
    "print": (1, HEAD + "    print(x[top][left])", ["打印了，没有返回", "-3"]),
    "arity": (1, "def window_max(x):\n    return 1", ["调用不了", "window_max(x, top=0"]),
    "arity_of_helper": (1, HEAD + "    return max(1, 2, 3)(4)", ["第2行", "TypeError"]),
    "string": (1, HEAD + "    return 'abc'", ["类型不对", "str", "一个数"]),
    "bool": (1, HEAD + "    return True", ["类型不对", "True"]),
    "none_inside": (3, POOL + "    return [[None]]", ["类型不对", "None", "嵌套列表"]),
    "dict": (3, POOL + "    return {1: 2}", ["类型不对", "dict"]),
    "set": (3, POOL + "    return [{1, 2}]", ["类型不对", "set"]),
    "complex": (1, HEAD + "    return 1j", ["类型不对", "complex"]),
    "ragged": (3, POOL + "    return [[1] * i for i in range(1, 4)]", ["参差不齐"]),
    "too_deep": (3, POOL + "    return [[[1]]]", ["形状不对", "3层", "2层"]),
    "number_for_plane": (3, POOL + "    return 1", ["形状不对", "一个数"]),
    "plane_for_number": (1, HEAD + "    return [[1]]", ["形状不对", "2层"]),
    "empty": (3, POOL + "    return []", ["形状应为", "(0,)"]),
    "changed": (
        1,
        HEAD + "    x[top][left] = max(r[left] for r in x)\n    return x[top][left]",
        ["改了输入"],
    ),
    "sorted_in_place": (
        3,
        POOL + "    [row.sort() for row in x]\n    return [[1]]",
        ["改了输入"],
    ),
    "exception": (
        1,
        HEAD + "    total = 0\n    return x[top][left + 99]  # 这里",
        ["第3行", "return x[top][left + 99]  # 这里", "IndexError", "下标"],
    ),
    "zero_division": (1, HEAD + "    return 1 / 0", ["第2行", "ZeroDivisionError", "除以了0"]),
    "name_error": (1, HEAD + "    return bset", ["第2行", "NameError", "bset", "没有定义"]),
    "recursion": (
        1,
        HEAD + "    return window_max(x, top, left, kernel_size)",
        ["第2行", "RecursionError", "停不下来"],
    ),
    "exit": (1, HEAD + "    import sys\n    sys.exit()", ["第3行", "SystemExit", "不要用exit"]),
    "quit": (1, HEAD + "    quit()", ["第2行", "不要用exit"]),
    "input": (1, HEAD + "    return float(input('? '))", ["第2行", "不用input"]),
    "own_exception": (
        1,
        "class 坏了(Exception):\n    pass\n\n\n" + HEAD + "    raise 坏了('没法子')",
        ["第6行", "坏了", "没法子"],
    ),
    "base_exception": (1, HEAD + "    raise KeyboardInterrupt", ["第2行", "KeyboardInterrupt"]),
    "one_output": (8, POOL.replace("None", "None, padding=0") + "    return [[[[1]]]]", ["两个"]),
    "numpy_changed": (
        11,
        "def max_pool(x, kernel_size, stride=None, padding=(0, 0)):\n    x += 1\n    return x",
        ["改了输入"],
    ),
    "syntax": (1, HEAD + "    return (1", ["还不能运行", "第2行", "return (1"]),
    "indentation": (1, HEAD + "  a = 1\n    return a", ["还不能运行", "第3行"]),
    "null_byte": (1, HEAD + "    return 1\0", ["还不能运行"]),
    "missing": (1, "def windowmax(x):\n    return 1", ["找不到函数", "window_max"]),
    "empty_file": (1, "", ["找不到函数"]),
    "not_callable": (1, "window_max = 3", ["应该给一个函数", "int"]),
    "error_at_import": (1, "import nothing_of_this_name\n", ["还不能运行", "第1行", "nothing_of"]),
    "exit_at_import": (1, "raise SystemExit\n", ["还不能运行", "第1行", "不要用exit"]),
    "endless_output": (
        3,
        POOL + "    from itertools import count\n    return count()",
        ["太多了"],
    ),
    "fraction": (
        1,
        f"from fractions import Fraction\n\n\n{HEAD}    return Fraction(1, 3)",
        ["应为"],
    ),
    "decimal": (1, f"from decimal import Decimal\n\n\n{HEAD}    return Decimal('0.5')", ["应为"]),
    "powers": (1, HEAD + "    return [][2 ** 3] ** 2", ["第2行：`return [][2 ** 3] ** 2`"]),
    "power_alone": (1, HEAD + "    return x[top + 2**9]", ["第2行：`return x[top + 2**9]`"]),
    "backtick": (1, HEAD + "    raise ValueError('a`b**c')", ["b**c"]),
    "huge_print": (1, HEAD + "    print('x' * 10**6)", ["打印了，没有返回"]),
}
ENDLESS = {
    "one_line": (HEAD + "    while True: pass", "第2行"),
    "lines": (HEAD + "    n = 0\n    while True:\n        n += 1\n        n -= 1", "行"),
    "exponential": (
        "def fib(n):\n    return 1 if n < 2 else fib(n - 1) + fib(n - 2)\n\n\n"
        + HEAD
        + "    return fib(60)",
        "行：`",
    ),
    "prints": (HEAD + "    while True:\n        print('啊' * 1000)", "行"),
    "generator": (HEAD + "    while True:\n        yield from ()", "第"),
    "except_exception": (
        HEAD + "    while True:\n        try:\n            1 / 0\n        except Exception:\n"
        "            pass",
        "行",
    ),
    "swallows_once": (
        HEAD + "    try:\n        while True:\n            pass\n    except:\n        pass\n"
        "    while True:\n        pass",
        "行",
    ),
    "at_import": ("n = 0\nwhile n >= 0:\n    n += 1\n" + HEAD + "    return n", "还不能运行"),
}


def assert_kind(verdict, wanted=()):
    """没有通过，话说清楚了，没有我们自己的路径和成串的traceback。"""
    assert not verdict.passed
    assert HAN.search(verdict.message)
    assert verdict.message.startswith("❌")
    for text in (verdict.message, verdict.html):
        assert "Traceback" not in text
        assert "tutorial_pool" not in text
        assert "None行" not in text
        assert len(text) < 20_000
    for text in wanted:
        assert text in verdict.message, verdict.message
    parsed(verdict.html)


@pytest.mark.parametrize(("at", "source", "wanted"), KIND.values(), ids=KIND)
def test_messages_are_kind(at, source, wanted):
    assert_kind(checked(find(at), source), wanted)


@pytest.mark.parametrize(("source", "wanted"), ENDLESS.values(), ids=ENDLESS)
def test_endless_programs_are_stopped(source, wanted):
    assert_kind(checked(find(1), source, IMPATIENT), ["运行了0.3秒", "只好叫停", wanted])


def test_a_c_function_that_takes_too_long_is_not_waited_for():
    """久等不回的C函数：另开一个进程来试，因为那个线程停不了。"""
    program = """
from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.judging.checking import judge
wait = lambda x, top, left, kernel_size: __import__("time").sleep(1000)
print(judge(find("01"), wait, seconds=0.3))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0
    assert "停不下来" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("thing", [None, 3, "window_max", [max], 1.5])
def test_things_that_are_not_functions(thing):
    verdict = check(1, thing)
    assert_kind(verdict, ["应该给一个函数", type(thing).__name__, "window_max"])


def test_functions_of_a_notebook_know_their_line():
    def window_max(x, top, left, kernel_size):
        return x[top][left] + [][0]  # 就是这一行

    verdict = checked(find(1), window_max)
    at = window_max.__code__.co_firstlineno + 1
    assert_kind(verdict, [f"第{at}行", "return x[top][left] + [][0]  # 就是这一行"])


def test_the_line_is_yours_even_if_the_package_refuses():
    def window_max(x, top, left, kernel_size):
        return max_pool2d(np.array(x), kernel_size)  # 就是这一行

    verdict = checked(find(1), window_max)
    assert_kind(verdict, ["就是这一行"])


def test_lambdas_classes_and_builtins_can_be_checked():
    slices = lambda x, t, s, k: max(max(r[s : s + k[1]]) for r in x[t : t + k[0]])  # noqa: E731
    assert checked(find(1), slices).passed

    class Pool:
        def __call__(self, length, kernel_size, stride=None, padding=0):
            return (length + 2 * padding - kernel_size) // (stride or kernel_size) + 1

    assert checked(find(2), Pool()).passed
    assert checked(find(2), Pool().__call__).passed
    assert_kind(checked(find(2), max))
    assert_kind(checked(find(2), int))
    assert_kind(checked(find(2), Pool), ["调用不了"])


@pytest.mark.parametrize("sentinel", ["-10**400", "-10**400 / 1", "-sys.float_info.max"])
def test_enormous_numbers_do_not_break_the_check(sentinel):
    source = f"import sys\n\n\n{HEAD}    best = {sentinel}\n    for r in range(top, top + " + (
        "kernel_size[0]):\n        for c in range(left, left + kernel_size[1]):\n"
        "            best = max(best, x[r][c])\n    return best\n"
    )
    assert_kind(checked(find(1), source))


def test_errors_that_cannot_be_shown_do_not_break_the_check():
    source = (
        "class Shy(Exception):\n    def __str__(self):\n        raise ValueError\n\n\n"
        f"{HEAD}    raise Shy\n"
    )
    assert_kind(checked(find(1), source), ["第7行"])


def test_printing_does_not_hide_a_right_answer(capsys):
    loud = find(1).solution.replace("    best = ", "    print('看看', x)\n    best = ", 1)
    assert loud != find(1).solution
    assert checked(find(1), loud).passed
    assert capsys.readouterr().out == ""


# ---- 不写循环的题 ----


@pytest.mark.parametrize("at", [11, 12])
def test_loops_are_refused_where_they_are_not_wanted(at):
    looped = {
        11: """
import numpy as np

def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    (ph, pw) = padding
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    h, w = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
    y = np.empty((*x.shape[:2], h, w))
    for i in range(h):
        for j in range(w):
            part = x[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw]
            y[:, :, i, j] = part.max(axis=(2, 3))
    return y
""",
        12: """
import numpy as np

def max_pool_backward(grad_output, indices, input_size):
    dx = np.zeros((*grad_output.shape[:2], *input_size))
    for (n, c, i, j), g in np.ndenumerate(grad_output):
        dx[n, c, *divmod(indices[n, c, i, j], input_size[1])] += g
    return dx
""",
    }[at]
    verdict = checked(find(at), looped)
    assert_kind(verdict, ["结果都对", "循环"])
    assert verdict.misconceptions == ()


def numpy_solution(change):
    """第11题的答案，开头多做一件事。"""
    marker = "    (ph, pw), (sh, sw)"
    assert marker in find(11).solution
    return find(11).solution.replace(marker, f"    {change}\n{marker}")


def test_counting_steps_is_silent(capsys):
    assert checked(find(11), numpy_solution("print(x.shape)")).passed
    assert capsys.readouterr().out == ""


def test_counting_steps_survives_errors_and_endless_loops():
    raising = numpy_solution("assert x.shape[2] < 12, '太大了'")
    assert_kind(checked(find(11), raising), ["AssertionError"])
    asking = numpy_solution("x.shape[2] < 12 or input()")
    assert_kind(checked(find(11), asking), ["input"])
    # 睡着，步数就不多：先到的是时限，不是步数
    endless = numpy_solution("import time\n    while x.shape[2] > 12: time.sleep(0.01)")
    assert_kind(checked(find(11), endless, IMPATIENT), ["停不下来"])


def test_counting_steps_does_not_let_the_input_be_changed():
    sneaky = numpy_solution("x[:] = x + (x.shape[2] > 12)")
    assert checked(find(11), sneaky).passed  # 抄一份给它，所以没有妨碍


# ---- 例子 ----


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_cases_are_fresh_and_the_same_every_time(exercise):
    first, second = exercise.calls(), exercise.calls()
    for a, b in zip(first, second, strict=True):
        assert all(map(same, as_lists(a), as_lists(b)))
    checked(exercise, lambda *arguments: [part.clear() for part in arguments if type(part) is list])
    checked(exercise, lambda *arguments: [p.fill(0) for p in arguments if hasattr(p, "fill")])
    for a, b in zip(exercise.calls(), second, strict=True):
        assert all(map(same, as_lists(a), as_lists(b)))


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_cases_keep_the_contract(exercise):
    for call in exercise.calls():
        expected = exercise.answer(Steps(), *as_lists(call))
        parts = [expected] if len(exercise.depth) == 1 else expected
        assert len(parts) == len(exercise.parts)
        assert None not in map(shape, parts)
        assert flatten(expected)


def test_arrays_are_floats_of_the_right_rank():
    for call in find(11).calls():
        assert call[0].dtype == np.float64
        assert call[0].ndim == 4
    for grad_output, indices, _ in find(12).calls():
        assert grad_output.dtype == np.float64
        assert indices.dtype == np.int64


# ---- 给人用的几个函数 ----


def test_check_records_and_finds_the_exercise_by_any_name():
    space = {}
    exec(find(2).solution, space)
    for name in ("02", "2", 2, " 2 "):
        assert check(name, space["output_size"]).passed
    assert progress().passed == {"02"}
    assert progress().tries == {"02": 4}
    for name in (0, len(TRACK) + 1, "", None, "十"):
        with pytest.raises(ValueError, match=f"题号应为1到{len(TRACK)}"):
            check(name, max)


@pytest.mark.parametrize("exercise", TRACK, ids=number_of)
def test_hints_solutions_and_stubs_are_shown(exercise):
    assert start(exercise.number) == exercise.stub
    levels = parsed(hint(exercise.number)._repr_html_()).findall(".//details")
    assert [level.find("summary").text for level in levels] == ["提示1", "提示2", "提示3"]
    code = parsed(solution(exercise.number)._repr_html_()).find(".//code").text
    assert code == exercise.solution


def test_the_browser_gets_text():
    assert '"passed": true' in browser_check("02", find(2).solution)
    assert '"misconceptions": [24]' in browser_check(
        "02", find(2).solution.replace(" // stride + 1", " // stride")
    )
    said = json.loads(browser_run("print(1)\n2 + 3", "01"))
    assert said == {"printed": "1\n", "dropped": 0, "last": "5", "error": False}
    assert '"error": true' in browser_run("1 / 0", "01")


# ---- 没有NumPy ----


def test_only_those_that_say_so_need_numpy():
    program = """
import sys
import threading


class Without:
    def __init__(self, finder):
        self.finder = finder

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("numpy", "torch", "matplotlib"):
            return None
        return self.finder.find_spec(name, path, target)


sys.meta_path[:] = map(Without, sys.meta_path)
import importlib, pkgutil
import tutorial_pool.geometry
import tutorial_pool.exercises as package

from tutorial_pool.exercises.judging.checking import judge_source
from tutorial_pool.exercises.content.track import EVERY_EXERCISE, TRACK

numpy = {f".solutions.{exercise.file}" for exercise in EVERY_EXERCISE if exercise.needs_numpy}
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.endswith((".__main__", *numpy)):
        importlib.import_module(module.name)

for exercise in TRACK:
    if exercise.needs_numpy:
        continue
    assert judge_source(exercise, exercise.solution).passed, exercise.number
    verdict = judge_source(exercise, exercise.solution.replace("+ 1", "+ 2").replace("> ", "< "))
    print(exercise.number, verdict.passed)
assert "numpy" not in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == sum(not exercise.needs_numpy for exercise in TRACK) >= 10
    assert "01 False" in done.stdout
    assert "02 False" in done.stdout


@pytest.mark.parametrize("at", [9, 12])
def test_whole_numbers_are_not_enough(at):
    """上游梯度不一定是整数：取整了的，不对。"""
    space = {}
    exec(find(at).solution, space)

    def floored(x):
        return [floored(part) for part in x] if isinstance(x, list) else x // 1

    def function(*arguments):
        grad = space[find(at).function](*arguments)
        return floored(grad.tolist() if hasattr(grad, "tolist") else grad)

    message = checked(find(at), function).message
    assert "结果都对" not in message
    assert "通过了" not in message


# ---- 有人想出来的刁钻写法 ----


def test_zero_is_a_number_too():
    def falsy(x, top, left, kernel_size):
        best = None
        for r in range(top, top + kernel_size[0]):
            for c in range(left, left + kernel_size[1]):
                if not best or x[r][c] > best:
                    best = x[r][c]
        return best

    assert not checked(find("01"), falsy).passed


def test_an_input_turned_into_something_else_is_changed():
    def arrays(x, kernel_size, stride=None):
        for r in range(len(x)):
            x[r] = np.array(x[r])
        return [[0]]

    assert "改了输入" in checked(find("03"), arrays).message


def test_a_list_inside_itself_is_told():
    def inside(x, kernel_size, stride=None):
        y = []
        y.append(y)
        return y

    assert "有它自己" in checked(find("03"), inside).message


def test_a_huge_result_is_refused_at_once():
    def huge(x, kernel_size, stride=None):
        return np.broadcast_to(0.0, (20_000, 20_000))

    assert "太多了" in checked(find("03"), huge).message


def test_interrupting_stops_your_program_too(monkeypatch):
    """按Ctrl+C：检查停下，你的循环也停下。"""
    turns = []

    def endless():
        while True:
            turns.append(1)
            turns.clear()

    def interrupted(finished, seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(deadline, "_wait", interrupted)
    before = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt):
        calling.run_calls(endless, [()])
    assert set(threading.enumerate()) <= before
