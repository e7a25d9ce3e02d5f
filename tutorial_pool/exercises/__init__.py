"""练习：一道一道的题，认得出你的误解时，检查会说出它叫什么。

在笔记本里这样用：

    >>> from tutorial_pool.exercises import check
    >>> def output_size(length, kernel_size, stride=None, padding=0):
    ...     return (length + 2 * padding - kernel_size) // (stride or kernel_size) + 1
    >>> check("02", output_size).passed
    True

喜欢用编辑器的话，把函数写在一个文件里，运行`python -m tutorial_pool.exercises watch 文件`。
多数题不需要NumPy，在网页上也能做。
"""

import sys
from html import escape
from typing import Any

from tutorial_pool.book.svg import Figure
from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.judging.verdict import Verdict, marked
from tutorial_pool.exercises.records import Progress, progress, record, reset

if sys.platform == "emscripten":  # 网页里开不了别的进程，也不用开：停不下来的，由网页来停
    from tutorial_pool.exercises.judging.checking import judge
else:
    from tutorial_pool.exercises.apart import judge

__all__ = ["Progress", "Verdict", "check", "hint", "progress", "reset", "solution", "start"]


def check(number: Any, function: Any) -> Verdict:
    """检查一道练习。

    Args:
        number: 题号，"05"、"5"或5都行。
        function: 你写的函数。

    Returns:
        Verdict: 判定。放在笔记本单元格的最后一行就会显示；在程序里用`print`打印它。

    Raises:
        ValueError: 没有这一题。

    Examples:
        >>> verdict = check("03", lambda x, kernel_size, stride=None: 0)
        >>> verdict.passed
        False
    """
    exercise = find(number)
    verdict = judge(exercise, function)
    record(exercise.number, verdict.passed)
    return verdict


def hint(number: Any) -> Figure:
    """一道练习的三级提示，折叠着，点开一级看一级。

    Args:
        number: 题号。

    Raises:
        ValueError: 没有这一题。
    """
    exercise = find(number)
    levels = [
        f'<details class="pool-hint"><summary>提示{level}</summary><p>{marked(text)}</p></details>'
        for level, text in enumerate(exercise.hints, start=1)
    ]
    return Figure("".join(levels), f"{exercise.label}的提示，共{len(levels)}级")


def solution(number: Any) -> Figure:
    """一道练习的答案和说明，折叠着。

    Args:
        number: 题号。

    Raises:
        ValueError: 没有这一题。
    """
    exercise = find(number)
    html = (
        f'<details class="pool-solution"><summary>答案</summary>'
        f"<pre><code>{escape(exercise.solution)}</code></pre>"
        f"<p>{marked(exercise.explanation)}</p></details>"
    )
    return Figure(html, f"{exercise.label}的答案")


def start(number: Any) -> str:
    """一道练习还没有写的样子：函数的签名和说明。

    Args:
        number: 题号。

    Raises:
        ValueError: 没有这一题。

    Examples:
        >>> print(start("02"))
        def output_size(length, kernel_size, stride=None, padding=0):
            \"\"\"一条轴的输出大小，向下取整。
        <BLANKLINE>
            stride是None时等于kernel_size，两端各填充padding个。
            都是整数，返回整数。
            \"\"\"
            raise NotImplementedError  # 删掉这一行，写上你的代码
    """
    return find(number).stub
