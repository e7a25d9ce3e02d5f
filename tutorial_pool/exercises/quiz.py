"""概念小测：`quiz(7)`出第7题，`quiz(7, "A")`说选得对不对、为什么。"""

from typing import Any

from tutorial_pool.exercises.content.questions import LETTERS, QUESTIONS, Option, Question
from tutorial_pool.exercises.judging.verdict import Verdict, put_together, words


def quiz(number: int, choice: str | None = None) -> Question | Verdict:
    """概念小测的一道题；给了选项，就说对不对、为什么。

    Args:
        number: 第几题，从1数起。
        choice: 你选的字母，比如"A"；大小写都行。

    Returns:
        Question | Verdict: 题目；给了`choice`时，是判定。

    Raises:
        ValueError: 没有这一题，或者没有这个选项。

    Examples:
        >>> quiz(7, "a").passed
        True
    """
    if number not in range(1, len(QUESTIONS) + 1):
        raise ValueError(f"题号应为1到{len(QUESTIONS)}，得到{number!r}")
    question = QUESTIONS[number - 1]
    if choice is None:
        return question
    option = _option(question, choice)
    return put_together([words(option.judged)], passed=option.right)


def _option(question: Question, choice: Any) -> Option:
    letters = LETTERS[: len(question.options)]
    letter = str(choice).strip().upper()
    if letter not in tuple(letters):
        raise ValueError(f"选项应为{'、'.join(letters)}之一，得到{choice!r}")
    return question.options[letters.index(letter)]
