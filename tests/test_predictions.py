"""先猜的题：答案是算出来的，题看得出错，看答案之前看不见答案，每章都有几道。"""

import json
import re
from html.parser import HTMLParser

import nbformat
import numpy as np
import pytest
import torch
from pages import BOOK
from torch.nn import functional

from tutorial_pool import loops
from tutorial_pool.book import predict
from tutorial_pool.exercises.misconceptions.table import MISCONCEPTIONS
from tutorial_pool.functional import max_pool2d

CHAPTERS = sorted(BOOK.glob("0[1-7]-*.ipynb"))
SCRIPTS = BOOK / "_static" / "lab"
SCHEDULE = (SCRIPTS / "schedule.js").read_text(encoding="utf-8")
REVIEWS = set(
    "".join(re.findall(r'"([a-z0-9 -]+)"', SCHEDULE.split("IDS = (")[1].split(")")[0])).split()
)
SAID = {"question": "问一句。", "why": "因为这样。", "review": "size"}


class Shown(HTMLParser):
    """读HTML，标签要配对；折叠之外的字是看得见的。"""

    def __init__(self, html):
        super().__init__()
        self.open, self.visible, self.hidden, self.folds = [], "", "", []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            return
        self.open.append(tag)
        if tag == "details":
            self.folds.append(dict(attrs))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        folded = "details" in self.open and "summary" not in self.open
        self.hidden += data if folded else ""
        self.visible += "" if folded else data


def made(prediction):
    """题的HTML里写着的：答案，和这样错会得到什么。"""
    html = prediction._repr_html_()
    found = re.findall(r'data-answer="([^"]*)"', html)
    return [json.loads(text.replace("&quot;", '"')) for text in found]


def predictions(path):
    """一章里先猜的题：代码，和存着的HTML。"""
    cells = [c for c in nbformat.read(path, as_version=4).cells if "-predict-" in c.id]
    return [(cell, cell.outputs[-1].data["text/html"]) for cell in cells]


every = [
    pytest.param(cell, html, id=cell.id) for path in CHAPTERS for cell, html in predictions(path)
]


# ---- 答案是算出来的 ----


@pytest.mark.parametrize("seed", range(20))
def test_the_output_is_that_of_torch_and_of_the_loops(seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(-9, 9, (int(rng.integers(3, 7)), int(rng.integers(3, 7)))).astype(float)
    k, s, p = int(rng.integers(2, 4)), int(rng.integers(1, 4)), int(rng.integers(0, 2))
    arguments = k, s, p, 1, bool(rng.integers(2))
    (answer,) = made(predict.output(x, *arguments, **SAID))
    right = functional.max_pool2d(torch.tensor(x)[None], *arguments)[0]
    assert answer == right.tolist()
    assert answer == max_pool2d(x[None], *arguments, impl=loops)[0].tolist()


@pytest.mark.parametrize("seed", range(20))
def test_sizes_and_unseen_are_those_of_torch(seed):
    rng = np.random.default_rng(seed)
    length, k, s = (int(n) for n in rng.integers([5, 2, 1], [9, 4, 5]))
    ceil = bool(rng.integers(2))
    rows = torch.eye(length)[:, None]
    pooled = functional.max_pool1d(rows, k, s, ceil_mode=ceil)
    assert made(predict.size(length, k, s, ceil_mode=ceil, **SAID))[0] == [[pooled.shape[-1]]]
    left_out = [[0, i] for i in range(length) if not pooled[i].any()]
    assert made(predict.unseen(length, k, s, ceil_mode=ceil, **SAID))[0] == left_out


@pytest.mark.parametrize("seed", range(20))
def test_windows_gradients_and_indices_are_those_of_torch(seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 4, (5, 5)).astype(float)
    t = torch.tensor(x[None], requires_grad=True)
    y, indices = functional.max_pool2d(t, 3, 2, 1, return_indices=True)
    grad = rng.integers(1, 9, y.shape[1:]).astype(float)
    y.backward(torch.tensor(grad[None]))
    assert made(predict.gradient(grad, x, 3, 2, 1, **SAID))[0] == t.grad[0].tolist()
    assert made(predict.indices(x, 3, 2, 1, **SAID))[0] == indices[0].tolist()
    output = tuple(int(i) for i in rng.integers(0, 2, 2))
    spots = torch.eye(25).reshape(25, 1, 5, 5)
    seen = functional.max_pool2d(spots, 2, 1, dilation=2)[:, 0, output[0], output[1]]
    places = [list(divmod(int(i), 5)) for i in seen.nonzero()]
    assert made(predict.window(x, 2, 1, dilation=2, output=output, **SAID))[0] == places


def test_special_numbers_are_written_as_words():
    row = np.array([[np.nan, -np.inf, np.inf, 1.5]])
    assert made(predict.values(row, "问。", "答。", "size")) == [[["NaN", "−∞", "∞", 1.5]]]


# ---- 看得出错 ----


def test_a_mistake_gives_what_its_misconception_gives():
    answer, *wrong = made(predict.size(7, 3, 2, padding=1, **SAID, mistakes=[12, 24]))
    assert (answer, wrong) == ([[4]], [[[3]], [[3]]])
    answer, *wrong = made(predict.size(5, 3, **SAID, mistakes=[4, 8]))
    assert (answer, wrong) == ([[1]], [[[3]], [[2]]])


@pytest.mark.parametrize(
    "ask",
    [
        lambda: predict.size(6, 3, **SAID, mistakes=[12]),
        lambda: predict.output(np.eye(4), 2, **SAID, mistakes=[1]),
        lambda: predict.window(np.eye(4), 2, output=(0, 0), **SAID, mistakes=[25]),
        lambda: predict.values(3, "问。", "答。", "size", {"一样": 3}),
        lambda: predict.values(3, "问。", "答。", "size", {"形状不同": [3, 3]}),
        lambda: predict.cells([1, 2], [(0, 1)], "问。", "答。", "taps", {"一样": [(0, 1)]}),
    ],
)
def test_a_question_must_be_able_to_tell_the_mistake(ask):
    with pytest.raises(ValueError, match="看不出"):
        ask()


def test_the_answer_must_be_among_the_options():
    with pytest.raises(ValueError, match="算出来的答案是3"):
        predict.choose("问。", {"1": "甲。", "2": "乙。"}, "3", "size")


# ---- 写出来的样子 ----


def test_words_are_escaped():
    evil = '<b onclick="x()">&"'
    html = predict.values(1, evil, evil, "size", {evil: 2})._repr_html_()
    html += predict.choose(evil, {evil: evil, "别的": evil}, evil, "size")._repr_html_()
    assert "<b onclick" not in html
    assert html.count("&lt;b onclick=") == 3 + 6


@pytest.mark.parametrize(("cell", "html"), every)
def test_the_answer_is_not_visible_before_it_is_asked_for(cell, html):
    shown = Shown(html)
    assert shown.folds
    assert not any("open" in attributes for attributes in shown.folds)
    assert "pool-answer" in shown.folds[-1]["class"]
    assert shown.visible.startswith("先猜一猜。")
    assert shown.visible.rstrip().endswith("直接看")
    assert not re.search("[✅❌]|因为|答案", shown.visible)
    assert "<script" not in html
    assert "先猜一猜。" in cell.outputs[-1].data["text/plain"]
    hidden = re.sub(r"\s", "", shown.hidden)
    assert hidden
    assert hidden not in re.sub(r"\s", "", cell.outputs[-1].data["text/plain"])


# ---- 各章 ----


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_asks_two_to_four_questions(path):
    cells = [cell for cell, _ in predictions(path)]
    assert 2 <= len(cells) <= 4
    for cell in cells:
        assert cell.metadata.tags == ["remove-input"]  # 网站上不显示代码
        assert cell.source.splitlines()[-1].startswith("predict.")


# 每道题，和揭晓它的那一格
REVEALED = {
    "01maxpooling-predict-stride": "01maxpooling-09",
    "01maxpooling-predict-taps": "01maxpooling-35",
    "01maxpooling-predict-partial": "01maxpooling-42",
    "01maxpooling-predict-lowest": "01maxpooling-59",
    "02tensor-predict-partial": "02tensor-predict-partial",  # 用手算的，答案折在题里
    "02tensor-predict-floor": "02tensor-predict-floor",
    "02tensor-predict-hwc": "02tensor-52",
    "02tensor-predict-index": "02tensor-62",
    "03images-predict-ceil": "03images-07",
    "03images-predict-bright": "03images-10",
    "04outputsize-predict-padding": "04outputsize-07",
    "04outputsize-predict-dilation": "04outputsize-09",
    "04outputsize-predict-last": "04outputsize-16",
    "04outputsize-predict-unseen": "04outputsize-32",
    "05family-predict-divisor": "05family-13",
    "05family-predict-lp": "05family-27",
    "05family-predict-adaptive": "05family-37",
    "06backward-predict-winners": "06backward-06",
    "06backward-predict-tie": "06backward-15",
    "06backward-predict-overlap": "06backward-21",
    "06backward-predict-average": "06backward-29",
    "07loopstovec-predict-separable": "07loopstovec-54",
    "07loopstovec-predict-doubling": "07loopstovec-65",
    "07loopstovec-predict-sum": "07loopstovec-68",
    "07loopstovec-predict-garbage": "07loopstovec-76",
}


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_question_comes_just_before_the_cell_that_answers_it(path):
    """图都看过了再猜，就不是猜；隔得太远，也对不上。"""
    order = [cell.id for cell in nbformat.read(path, as_version=4).cells]
    for name in order:
        if "-predict-" in name:
            distance = order.index(REVEALED[name]) - order.index(name)
            assert REVEALED[name] == name or 1 <= distance <= 3, name


@pytest.mark.parametrize(("cell", "html"), every)
def test_a_question_comes_back_as_a_kind_that_exists(cell, html):
    (review,) = re.findall('<div class="pool-predict"[^>]* data-review="([^"]*)"', html)
    assert review in REVIEWS | {""}


def test_every_misconception_has_a_kind_of_question_or_is_known_to_have_none():
    """练习的检查认出一个误解，复习就问看得出它的题；要看代码才知道的六个没有，52以后的也还没有。"""
    text = (SCRIPTS / "misconceptions.js").read_text(encoding="utf-8")
    listed = re.findall(r'^  "?([a-z0-9-]+)"?: \[([\d, ]+)\],$', text, re.MULTILINE)
    numbers = [int(number) for _, group in listed for number in group.split(",")]
    assert {name for name, _ in listed} <= REVIEWS
    assert len(numbers) == len(set(numbers))
    none = {31, 38, 41, 44, 46, 47, *range(52, 99)}
    assert set(numbers) | none == {one.number for one in MISCONCEPTIONS}
    assert not set(numbers) & none


def test_a_kind_shows_the_mistakes_it_is_asked_for():
    """排上了看得出误解的题，题里就真的有这个误解；3（−1e9冒充−∞）要很小的数才看得出，问填充填几。"""
    text = (SCRIPTS / "misconceptions.js").read_text(encoding="utf-8")
    questions = (SCRIPTS / "questions.js").read_text(encoding="utf-8")
    parts = dict(
        re.findall(r"^  (\w+)\(random\) \{(.*?)^  \},", questions, re.MULTILINE | re.DOTALL)
    )
    for name, group in re.findall(r'^  "?([a-z0-9-]+)"?: \[([\d, ]+)\],$', text, re.MULTILINE):
        told = {int(n) for n in re.findall(r"\[(?:ceil \? 7 : )?(\d+), ", parts[name])}
        assert {int(n) for n in group.split(",")} - told <= {3}
