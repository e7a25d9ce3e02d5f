"""检查：你的函数，或者一段源代码里的函数。"""

import ast
import io
import linecache
import sys
from contextlib import redirect_stderr
from typing import Any

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import after
from tutorial_pool.exercises.judging import telling
from tutorial_pool.exercises.judging.comparing import Trial, as_lists, matches
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.explaining import Explanation, explain
from tutorial_pool.exercises.judging.reading import never_calls, remarks
from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.running.calling import Outcome, run_calls
from tutorial_pool.exercises.running.deadline import SECONDS

NAME = "<你的代码>"


def judge(
    exercise: Exercise, function: Any, seconds: float = SECONDS, source: str | None = None
) -> Verdict:
    """检查一个函数；它一共最多运行这么多秒。`source`是它的源代码，有的话。"""
    if not callable(function):
        return telling.not_a_function(exercise, function)
    calls = exercise.calls()
    outcomes = run_calls(function, calls, seconds)
    trials = [
        Trial(call, exercise.expected(as_lists(call)), outcome)
        for call, outcome in zip(calls, outcomes, strict=False)
    ]
    told = telling.form(exercise, trials)
    if told:
        return told
    failed = [trial for trial in trials if not trial.passed]
    if failed:
        if never_calls(exercise, function, source):  # 和误解的结果一样，也是碰巧
            why = Explanation(failed[0])
        elif remembers := _remembers(exercise, function, source, failed[0], seconds):
            why = Explanation(failed[0], clue=remembers)
        else:
            why = explain(exercise, trials)
        named = bool(why.misconceptions)
        seen = remarks(exercise, function, source, named=named)
        return telling.wrong(exercise, why, seen)
    told = exercise.further(function, seconds) if exercise.further else None
    return told or telling.passed(exercise, len(trials), after(exercise))


def _remembers(
    exercise: Exercise, function: Any, source: str | None, trial: Trial, seconds: float
) -> str:
    """同一个例子再做一次，结果变了：你的函数记着上一次的东西。没有变就是空的。

    有源代码的，从头运行一份新的；没有的，就用同一个函数再做一次。
    """
    fresh = function
    if source is not None:
        fresh = execute(source, NAME, seconds)[0].get(exercise.function, function)
    again = run_calls(fresh, [trial.call], seconds)[-1]
    before = trial.outcome
    if type(again.error) is type(before.error) and (
        again.value is None is before.value or matches(again.value, before.value)
    ):
        return ""
    passed = Trial(trial.call, trial.expected, again).passed
    alone = "单独做是对的，接在别的例子后面做" if passed else "再做一次，结果"
    return (
        f"这个例子，{alone}就变了：你的函数记着上一次调用留下的东西。"
        "是不是有一个列表或变量写在函数外面，或者写成了参数的默认值（`out=[]`）？"
        "它只造一次，几次调用共用。把它写在函数里面，每次调用都重新开始。"
    )


def judge_source(
    exercise: Exercise, source: str, name: str = NAME, seconds: float = SECONDS
) -> Verdict:
    """检查一段源代码：先运行它，再检查里面那个名字对的函数。"""
    space, outcome = execute(source, name, seconds)
    if outcome.late or outcome.error is not None:
        return telling.failed(f"**代码还不能运行**：{trouble(outcome)}")
    if exercise.function not in space:
        text = f"**找不到函数**：代码里没有叫`{exercise.function}`的函数。名字要和题目一样。"
        return telling.failed(text)
    return judge(exercise, space[exercise.function], seconds, source)


def execute(
    source: str, name: str, seconds: float = SECONDS, given: dict[str, Any] | None = None
) -> tuple[dict[str, Any], Outcome]:
    """运行一段源代码，返回它定义的东西，和运行的结果；结果的值是最后一个表达式写出来的样子。

    `given`是代码运行以前就有的名字。
    """
    source = source.removeprefix("\ufeff")
    # 让traceback找得到这段代码的每一行
    linecache.cache[name] = len(source), None, io.StringIO(source, None).readlines(), name
    space: dict[str, Any] = {**(given or {}), "__name__": "__main__"}
    shown = ""

    def everything() -> int:
        nonlocal shown
        tree = ast.parse(source, name)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with redirect_stderr(sys.stdout):  # 警告之类也给人看
            exec(compile(tree, name, "exec"), space)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), name, "eval"), space)
                shown = "" if value is None else repr(value)
        return 0

    (outcome,) = run_calls(everything, [()], seconds)
    outcome.value = shown
    return space, outcome
