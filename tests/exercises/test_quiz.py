"""概念小测：每题一个对的选项，每个选项都有解释；书页上每题后面都有证据，证据说的和答案一样。"""

import re
from html.parser import HTMLParser

import make
import nbformat
import pytest

from tutorial_pool.exercises.content.questions import LETTERS, QUESTIONS
from tutorial_pool.exercises.quiz import quiz

PAGE = nbformat.read(make.BOOK / "exercises" / "quiz.ipynb", as_version=4)
NUMBERS = range(1, len(QUESTIONS) + 1)
# 每题的证据里，这一句非有不可
SETTLED = {
    1: "MaxPool2d 0\n",
    2: "2 [[0.0, 0.0]] 不变\n",
    3: "1 [[0.0, 1.0, 3.0, 0.0, 2.0, 0.0]] 得到 [[1.0, 3.0, 2.0]]\n",
    4: "池化 3.0\n卷积 6.0\n",
    5: "1 (1, 2, 2)\n2 RuntimeError\n",
    6: "(5, 5) RuntimeError\n(1, 5, 5) 得到 (1, 2, 2)\n",
    7: "不写步幅 (1, 1, 1)\n步幅1    (1, 3, 3)\n",
    8: "tensor([[[nan]]])",
    9: "True [[8.0, 12.0, 8.0]]\nFalse [[12.0, 12.0, 12.0]]\n",
    10: "池化      [[[-5.0, -5.0, -5.0], [-5.0, -5.0, -5.0], [-5.0, -5.0, -5.0]]]\n",
    11: "tensor([[[8., 0.],\n         [0., 0.]]])",
}


class Outline(HTMLParser):
    """读HTML，标签要配对；记下每个折叠里的标题和内容，和折叠之外的字。"""

    def __init__(self, html):
        super().__init__()
        self.open, self.titles, self.bodies, self.outside, self.attributes = [], [], [], "", []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag == "details":
            self.titles.append("")
            self.bodies.append("")
            self.attributes.append(attrs)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "summary" in self.open:
            self.titles[-1] += data
        elif "details" in self.open:
            self.bodies[-1] += data
        else:
            self.outside += data


def cells(number):
    """书页上第几题的那些格。"""
    starts = [i for i, cell in enumerate(PAGE.cells) if cell.source.startswith("## ")]
    return PAGE.cells[starts[number - 1] : starts[number]]


def tagged(number, tag):
    return [cell for cell in cells(number) if tag in cell.metadata.get("tags", [])]


def shown(cell):
    return "".join(output.get("text") or output.data["text/plain"] for output in cell.outputs)


def test_the_numbers_run_from_one():
    assert [question.number for question in QUESTIONS] == list(NUMBERS)
    assert len(QUESTIONS) >= 8


@pytest.mark.parametrize("number", NUMBERS)
def test_exactly_one_option_is_right_and_each_is_explained(number):
    options = quiz(number).options
    assert 2 <= len(options) <= len(LETTERS)
    assert sum(option.right for option in options) == 1
    for texts in ([option.text for option in options], [option.why for option in options]):
        assert len(set(texts)) == len(texts)
        assert all(text.endswith("。") for text in texts)


def test_the_right_letter_cannot_be_guessed():
    letters = [[option.right for option in question.options].index(True) for question in QUESTIONS]
    assert all(letters.count(letter) <= len(QUESTIONS) / 2 for letter in letters)
    assert {0, 1, 2} <= set(letters)
    longest = [
        max(question.options, key=lambda option: len(option.text)).right for question in QUESTIONS
    ]
    assert sum(longest) <= len(QUESTIONS) / 2


@pytest.mark.parametrize("number", NUMBERS)
def test_the_html_is_well_formed_and_hides_the_answer(number):
    question = quiz(number)
    html = question._repr_html_()
    outline = Outline(html)
    assert len(outline.titles) == len(question.options)
    assert len({str(attributes) for attributes in outline.attributes}) == 1  # 从标签看不出对错
    assert not any(name == "open" for attributes in outline.attributes for name, _ in attributes)
    visible = outline.outside + "".join(outline.titles)
    assert not re.search("[✅❌]", visible)
    for option, body in zip(question.options, outline.bodies, strict=True):
        assert body.startswith("✅ 对。" if option.right else "❌ 不对。")
        assert option.why.replace("`", "") in body
        assert option.why.replace("`", "") not in visible
    assert "<script" not in html


@pytest.mark.parametrize("number", NUMBERS)
def test_plain_text_asks_without_answering(number):
    question = quiz(number)
    lines = repr(question).splitlines()
    assert len(lines) == len(question.options) + 2
    assert [line[0] for line in lines[1:-1]] == list(LETTERS[: len(question.options)])
    assert not any(option.why in repr(question) for option in question.options)
    assert f"quiz({number}, " in lines[-1]


@pytest.mark.parametrize("number", NUMBERS)
def test_choosing_tells_whether_and_why(number):
    for letter, option in zip(LETTERS, quiz(number).options, strict=False):
        for choice in (letter, letter.lower(), f" {letter} "):
            verdict = quiz(number, choice)
            assert verdict.passed == option.right
            assert verdict.message == ("✅ 对。" if option.right else "❌ 不对。") + option.why
            Outline(verdict.html)


@pytest.mark.parametrize("number", [0, len(QUESTIONS) + 1, -1, "1", None])
def test_a_question_that_is_not_there(number):
    with pytest.raises(ValueError, match=f"题号应为1到{len(QUESTIONS)}"):
        quiz(number)


@pytest.mark.parametrize(
    "choice",
    ["D", "", "AB", "对", 1],
    ids=["beyond", "empty", "two", "word", "number"],
)
def test_an_option_that_is_not_there(choice):
    with pytest.raises(ValueError, match="选项应为A、B、C之一"):
        quiz(1, choice)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_question_is_followed_by_its_proof(number):
    heading, *_ = cells(number)
    assert heading.source.startswith(f"## {number}. ")
    (asked,), (proof,) = tagged(number, "exercise-quiz"), tagged(number, "exercise-proof")
    assert asked.source == f"quiz({number})"
    order = [cell.id for cell in cells(number)]
    between = cells(number)[order.index(proof.id) - 1]
    assert between.source == "跑一跑，看个究竟："
    assert order.index(asked.id) + 2 == order.index(proof.id)
    assert SETTLED[number] in shown(proof)
    assert cells(number)[-1].cell_type == "markdown"  # 说一说看到了什么


@pytest.mark.parametrize("number", NUMBERS)
def test_the_page_stores_the_question_as_it_is(number):
    (asked,) = tagged(number, "exercise-quiz")
    (output,) = asked.outputs
    assert output.data["text/html"] == quiz(number)._repr_html_()
    assert output.data["text/plain"] == repr(quiz(number))


def test_the_summary_names_every_belief():
    closing = PAGE.cells[-1].source
    for question in QUESTIONS:
        assert f"\n| {question.belief} | " in closing


def test_a_shift_by_whole_strides_can_still_change_the_border():
    """第3题：边上有填充时，挪整数个步幅，结果也不一定整齐地跟着挪；书页上说了。"""
    (proof,) = tagged(3, "exercise-proof")
    before, after = re.findall(r"有填充 .* 得到 \[\[(.*)\]\]", shown(proof))
    assert before.split(", ")[:-1] != after.split(", ")[1:]
    assert "边上不一定" in cells(3)[-1].source
