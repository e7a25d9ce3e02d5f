"""先猜，再看：放在图的前面，先问一问这张图会告诉你什么。

答案由包算出来，不写在题里；常见的错会得到什么，由`exercises`的误解算出来。在笔记本里，题目下面是一个
折叠着的答案；在网站上，`book/_static/lab/predict.js`把它变成可以填、可以点、可以选的格子。
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import product
from typing import Any

import numpy as np

from tutorial_pool.book import draw
from tutorial_pool.book.svg import Figure, number
from tutorial_pool.exercises.content.questions import LETTERS, Option, options_html
from tutorial_pool.exercises.judging.verdict import marked, words
from tutorial_pool.exercises.misconceptions.steps import Steps
from tutorial_pool.exercises.misconceptions.table import EVERY
from tutorial_pool.functional import max_pool2d, max_pool2d_backward
from tutorial_pool.functional.arguments import per_axis, regular_axes
from tutorial_pool.geometry import Regular

__all__ = [
    "Prediction",
    "cells",
    "choose",
    "gradient",
    "indices",
    "output",
    "size",
    "unseen",
    "values",
    "window",
]

CRASHES = (IndexError, ValueError, ZeroDivisionError)  # 误解的做法会遇到的错误
Rows = list[list[Any]]


@dataclass(frozen=True)
class Prediction:
    """一道先猜的题。放在笔记本单元格的最后一行，就会显示；`print`它则是一段文字，不带答案。"""

    question: str
    why: str
    review: str  # 以后复习哪一种题，名字在lab/questions.js里
    kind: str  # values要填，cells要点，choose要选
    answer: Any
    shown: Figure  # 答案画出来
    asked: Figure | None = None  # 题目里的图
    given: Rows | None = None  # 要点的格子里写着的数
    mistakes: tuple[tuple[Any, str], ...] = ()  # 这样错会得到什么，和为什么错
    options: tuple[Option, ...] = ()

    def _repr_html_(self) -> str:
        data = {"kind": self.kind, "review": self.review}
        if self.kind != "choose":
            data["answer"] = _json(self.answer)
        if self.given is not None:
            data["given"] = _json(self.given)
        attributes = "".join(f' data-{name}="{escape(text)}"' for name, text in data.items())
        asked = f'<div class="pool-asked">{self.asked.html}</div>' if self.asked else ""
        wrong = "".join(
            f'<li data-answer="{escape(_json(rows))}"><span class="pool-got">{_said(rows)}：</span>'
            f"{marked(text)}</li>"
            for rows, text in self.mistakes
        )
        wrong = wrong and f'<div class="pool-wrong"><p>容易错成这样：</p><ul>{wrong}</ul></div>'
        single = self.kind == "values" and np.size(self.answer) == 1
        short = f"<p>答案：<strong>{_said(self.answer)}</strong></p>" if single else ""
        return (
            f'<div class="pool-predict"{attributes}><p><strong>先猜一猜。</strong>'
            f"{marked(self.question)}</p>{asked}{options_html(self.options)}"
            f'<details class="pool-hint pool-answer"><summary>直接看</summary>'
            f"{short}{self.shown.html}<p>{marked(self.why)}</p>{wrong}</details></div>"
        )

    def __repr__(self) -> str:
        letters = zip(LETTERS, self.options, strict=False)
        lines = [f"{letter}. {words(option.text).text}" for letter, option in letters]
        return "\n".join([f"先猜一猜。{words(self.question).text}", *lines])


# ---- 填数 ----


def values(
    answer: Any,
    question: str,
    why: str,
    review: str,
    mistakes: Mapping[str, Any] | None = None,
    shown: Figure | None = None,
    asked: Figure | None = None,
) -> Prediction:
    """让读者填数，一格一个。

    Args:
        answer: 算出来的答案：一个数、一行或者一个矩阵。
        question: 问什么。`反引号`里的是代码，**星号**里的是重点。
        why: 为什么是这个答案。
        review: 以后复习哪一种题；没有这样的题，写空的。
        mistakes: 容易错成什么：怎么错的，和这样错会得到什么。
        shown: 画出来的答案；不给就画成矩阵。
        asked: 题目里的图。

    Raises:
        ValueError: 有一种错，得到的和答案一样，或者形状和答案不一样：这道题看不出它。

    Examples:
        >>> values(3, "1加2得几？", "数一数。", "size")
        先猜一猜。1加2得几？
    """
    rows = _rows(answer)
    wrong = tuple((_rows(value), text) for text, value in (mistakes or {}).items())
    for got, text in wrong:
        if _same(got, rows) or np.shape(got) != np.shape(rows):
            raise ValueError(f"这道题看不出“{text}”：答案{rows}，这样错得到{got}")
    shown = shown or draw.matrix(np.array(rows), "答案")
    return Prediction(question, why, review, "values", rows, shown, asked, None, wrong)


def output(
    x: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    *,
    question: str,
    why: str,
    review: str,
    mistakes: Sequence[int] = (),
) -> Prediction:
    """问最大池化的输出，一格一格地填。

    Args:
        x: 形状`(H, W)`。
        kernel_size: 同`functional.max_pool2d`，后面几个也是。
        question: 问什么，`why`、`review`同`values`。
        mistakes: 这道题能看出哪些误解，写它们的编号。

    Raises:
        TypeError: 同`functional.max_pool2d`。
        RuntimeError: 同`functional.max_pool2d`。
        ValueError: 有一个误解，这道题看不出来。

    Examples:
        >>> output(np.eye(2), 2, question="输出是几？", why="最大的是1。", review="maximum")
        先猜一猜。输出是几？
    """
    arguments = kernel_size, stride, padding, dilation, ceil_mode
    wrong = _by_mistake(mistakes, lambda steps: steps.max_pool(_rows(x), *_pairs(*arguments)))
    answer = max_pool2d(x[np.newaxis], *arguments)[0]
    shown, asked = draw.windows(x, *arguments), draw.matrix(x, "输入")
    return values(answer, question, why, review, _told(wrong, answer), shown, asked)


def indices(
    x: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    *,
    question: str,
    why: str,
    review: str,
    mistakes: Sequence[int] = (),
) -> Prediction:
    """问最大值在哪里：输出的各格，索引是几。参数和错误同`output`。

    Examples:
        >>> about = {"why": "第一个1。", "review": "index", "mistakes": [28]}
        >>> indices(np.eye(2), 2, question="在哪里？", **about)
        先猜一猜。在哪里？
    """
    arguments = kernel_size, stride, padding, dilation, ceil_mode

    def place(steps: Steps) -> Rows:
        return steps.plane_indices(_rows(x), 0, *_pairs(*arguments))[1]

    answer = max_pool2d(x[np.newaxis], *arguments, return_indices=True)[1][0]
    wrong = _told(_by_mistake(mistakes, place), answer)
    asked = draw.matrix(x, "输入")
    return values(answer, question, why, review, wrong, draw.matrix(answer, "索引"), asked)


def size(
    length: int,
    kernel_size: int,
    stride: int | None = None,
    padding: int = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
    *,
    question: str,
    why: str,
    review: str,
    mistakes: Sequence[int] = (),
) -> Prediction:
    """问一条轴上有几个输出。参数和错误同`output`，`length`是输入长度。

    Examples:
        >>> size(5, 3, question="几个输出？", why="步幅也是3。", review="stride", mistakes=[4])
        先猜一猜。几个输出？
    """
    arguments = kernel_size, stride, padding, dilation, ceil_mode

    def count(steps: Steps) -> int:
        return steps.size(_line(steps, length, *arguments)[1])

    answer = len(Regular(length, *arguments))
    wrong = _told(_by_mistake(mistakes, count), answer)
    return values(answer, question, why, review, wrong, draw.axis(length, *arguments))


def gradient(
    grad_output: np.ndarray,
    x: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    *,
    question: str,
    why: str,
    review: str,
    mistakes: Sequence[int] = (),
) -> Prediction:
    """问最大池化的梯度：输入的每一格收到多少。参数和错误同`output`，`grad_output`是上游梯度。

    Examples:
        >>> up, x = np.array([[8.0]]), np.zeros((2, 2))
        >>> gradient(up, x, 2, question="8给谁？", why="第一个。", review="tie", mistakes=[33])
        先猜一猜。8给谁？
    """
    arguments = kernel_size, stride, padding

    def spread(steps: Steps) -> Rows:
        return steps.max_pool_backward(_rows(grad_output), _rows(x), *_pairs(*arguments)[:3])

    answer = max_pool2d_backward(grad_output[np.newaxis], x[np.newaxis], *arguments)[0]
    wrong = _told(_by_mistake(mistakes, spread), answer)
    asked = draw.beside(draw.matrix(x, "输入"), draw.matrix(grad_output, "上游梯度"))
    shown = draw.matrix(answer, "输入的梯度", np.argwhere(answer))
    return values(answer, question, why, review, wrong, shown, asked)


# ---- 点格子 ----


def cells(
    x: Any,
    chosen: Iterable[Sequence[int]],
    question: str,
    why: str,
    review: str,
    mistakes: Mapping[str, Iterable[Sequence[int]]] | None = None,
    shown: Figure | None = None,
) -> Prediction:
    """让读者点格子。

    Args:
        x: 格子里写着的数：一行或者一个矩阵。
        chosen: 算出来的答案：该点的格子，每个是`(行, 列)`。
        question: 问什么，`why`、`review`、`mistakes`、`shown`同`values`。

    Raises:
        ValueError: 有一种错，点的和答案一样。

    Examples:
        >>> cells([4, 7], [(0, 1)], "点最大的。", "7比4大。", "taps")
        先猜一猜。点最大的。
    """
    rows, right = _rows(x), _places(chosen)
    wrong = tuple((_places(places), text) for text, places in (mistakes or {}).items())
    for got, text in wrong:
        if got == right:
            raise ValueError(f"这道题看不出“{text}”：点的和答案一样")
    grid: np.ndarray = np.array(rows)
    shown = shown or draw.matrix(grid, "涂色的是答案", right)
    asked = draw.matrix(grid)
    return Prediction(question, why, review, "cells", right, shown, asked, rows, wrong)


def window(
    x: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    *,
    output: tuple[int, int],
    question: str,
    why: str,
    review: str,
    mistakes: Sequence[int] = (),
) -> Prediction:
    """问一个输出看到哪些元素。参数和错误同上面的`output`，`output`是哪一个输出。

    Examples:
        >>> x = np.eye(4)
        >>> window(x, 2, output=(1, 0), question="看哪里？", why="第二排。", review="taps")
        先猜一猜。看哪里？
    """
    arguments = kernel_size, stride, padding, dilation, ceil_mode

    def seen(steps: Steps) -> list[tuple[int, int]]:
        axes = steps.axes(_rows(x), *_pairs(*arguments))
        return [place for _, place, _ in steps.window(_rows(x), output, axes).seen]

    axes = regular_axes(x.shape, per_axis(2, *arguments[:4]), ceil_mode)
    right = list(product(*(axis[i] for axis, i in zip(axes, output, strict=True))))
    wrong = _told(_by_mistake(mistakes, seen), right)
    return cells(x, right, question, why, review, wrong, draw.window(x, *arguments, output=output))


def unseen(
    length: int,
    kernel_size: int,
    stride: int | None = None,
    padding: int = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
    *,
    question: str,
    why: str,
    review: str,
    mistakes: Sequence[int] = (),
) -> Prediction:
    """问一条轴上哪些位置不在任何窗口里。参数和错误同`size`。

    Examples:
        >>> unseen(5, 3, question="哪些没有看到？", why="剩下两个。", review="unseen")
        先猜一猜。哪些没有看到？
    """
    arguments = kernel_size, stride, padding, dilation, ceil_mode

    def left_out(steps: Steps) -> list[tuple[int, int]]:
        line: list[list[float]] = [list(range(length))]
        (row,) = steps.windows(line, _line(steps, length, *arguments))
        found = {place for window in row for _, place, _ in window.seen}
        return sorted({(0, i) for i in range(length)} - found)

    found = {i for window in Regular(length, *arguments) for i in window}
    right = [(0, i) for i in range(length) if i not in found]
    wrong = _told(_by_mistake(mistakes, left_out), right)
    if right:
        wrong["**觉得一个也没有漏**。画斜线的格子，没有窗口看到。"] = []
    shown = draw.axis(length, *arguments)
    return cells(range(length), right, question, why, review, wrong, shown)


# ---- 选 ----


def choose(
    question: str,
    options: Mapping[str, str],
    answer: str,
    review: str,
    why: str = "",
    shown: Figure | None = None,
) -> Prediction:
    """让读者选一个。

    Args:
        question: 问什么。
        options: 几个选项，各为什么对、为什么不对。
        answer: 算出来的答案，是选项中的一个。
        review: 以后复习哪一种题。
        why: 看了答案以后，还要说的话；不给就是答案的那一句。
        shown: 画出来的答案。

    Raises:
        ValueError: 算出来的答案不在选项里。

    Examples:
        >>> choose("谁大？", {"1": "小。", "2": "2比1大。"}, str(max(1, 2)), "maximum")
        先猜一猜。谁大？
        A. 1
        B. 2
    """
    if answer not in options:
        raise ValueError(f"算出来的答案是{answer}，不在选项里：{'、'.join(options)}")
    made = tuple(Option(text, told, text == answer) for text, told in options.items())
    shown = shown or Figure(f"<p>答案：<strong>{marked(answer)}</strong></p>", answer)
    why = why or options[answer]
    return Prediction(question, why, review, "choose", answer, shown, options=made)


# ---- 误解会得到什么 ----


def _by_mistake(numbers: Sequence[int], compute: Callable[[Steps], Any]) -> dict[int, list[Any]]:
    """这几个误解，照各种做法各会得到什么；半路出错的做法不算。"""
    found: dict[int, list[Any]] = {number: [] for number in numbers}
    for guess in EVERY:
        if guess.number in found:
            try:
                found[guess.number].append(compute(guess.steps()))
            except CRASHES:
                continue
    return found


def _told(found: dict[int, list[Any]], answer: Any) -> dict[str, Any]:
    """每个误解的话，和它第一个能看出来的结果。"""
    every = {guess.number: guess for guess in reversed(EVERY)}
    told = {}
    for which, results in found.items():
        visible = [
            value
            for value in results
            if not _same(value, answer) and (_is_places(answer) or _fits(value, answer))
        ]
        if not visible:
            raise ValueError(f"这道题看不出误解{which}：{every[which].name}")
        told[f"**{every[which].name}**。{every[which].truth}"] = visible[0]
    return told


def _is_places(answer: Any) -> bool:
    return isinstance(answer, list) and all(isinstance(place, tuple) for place in answer)


def _fits(value: Any, answer: Any) -> bool:
    return np.shape(_rows(value)) == np.shape(_rows(answer))


def _same(first: Any, second: Any) -> bool:
    if _is_places(second):
        return _places(first) == _places(second)
    one, other = _rows(first), _rows(second)
    return np.shape(one) == np.shape(other) and bool(np.array_equal(one, other, equal_nan=True))


def _pairs(
    kernel_size: Any, stride: Any, padding: Any, dilation: Any = 1, ceil_mode: bool = False
) -> tuple[Any, ...]:
    """`Steps`要的参数：每个都是(高, 宽)。"""
    k, s, p, d = per_axis(2, kernel_size, stride, padding, dilation)
    return k, None if s == (None, None) else s, p, d, ceil_mode


def _line(steps: Steps, length: int, k: int, s: Any, p: int, d: int, ceil_mode: bool) -> Any:
    """只有一行的输入，两条轴上的参数。"""
    stride = None if s is None else (1, s)
    return steps.axes([[0.0] * length], (1, k), stride, (0, p), (1, d), ceil_mode)


# ---- 写成网页要的样子 ----


def _rows(value: Any) -> Rows:
    """一个数、一行或者一个矩阵，都写成几行。"""
    return np.atleast_2d(np.asarray(value)).tolist()


def _said(rows: Any) -> str:
    """几行数，写给人看。"""
    if rows == []:
        return "一格也没有"
    if isinstance(rows[0], tuple):
        flat = not any(r for r, _ in rows)
        return "、".join(f"位置{c}" if flat else f"({r}, {c})" for r, c in rows)
    return "；".join("、".join(map(number, row)) for row in rows)


def _places(places: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    return sorted((int(r), int(c)) for r, c in places)


def _json(rows: Any) -> str:
    """JSON里没有NaN和∞，写成文字。"""

    def plain(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [plain(one) for one in value]
        if isinstance(value, float):
            return number(value) if not math.isfinite(value) else float(f"{value:.10g}")
        return value

    return json.dumps(plain(rows), separators=(",", ":"), ensure_ascii=False)
