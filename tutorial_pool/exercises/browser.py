"""网页里的Python：运行一段代码，检查一段代码。进出都是文本，显示由网页来做。"""

import json

from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.judging.checking import execute, judge_source
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.verdict import words

NAME = "<你的代码>"


def check(number: str, source: str) -> str:
    """检查一道练习，返回判定的JSON。"""
    verdict = judge_source(find(number), source, NAME)
    return json.dumps(
        {
            "passed": verdict.passed,
            "misconceptions": verdict.misconceptions,
            "message": verdict.message,
            "html": verdict.html,
        }
    )


def run(source: str) -> str:
    """运行一段代码，返回打印的东西、最后一个表达式的值，或者错误，写成JSON。"""
    _, outcome = execute(source, NAME)
    wrong = outcome.late or outcome.error is not None
    last = words(trouble(outcome)).text.replace("`", "") if wrong else outcome.value
    text = outcome.printed + ("\n" if outcome.printed[-1:] not in ("", "\n") else "") + last
    return json.dumps({"text": text, "error": wrong})
