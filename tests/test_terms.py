"""术语：terms.yml里的每一条都站得住；网页上标的是该标的词。"""

import re
from types import SimpleNamespace

import pytest
import terms
from docutils import nodes
from docutils.core import publish_doctree
from pages import PAGES, markdown
from site_terms import LIMIT, mark, marked_term

TERMS = terms.read()
GLOSSARY = "glossary.ipynb"


def test_terms_are_many_and_kept_in_one_place():
    assert len(TERMS) >= 80
    topics = [term.topic for term in TERMS]
    groups = [topic for i, topic in enumerate(topics) if topic not in topics[:i]]
    assert topics == sorted(topics, key=groups.index)  # 同一组的写在一起


def test_a_word_belongs_to_one_term():
    words = [w.lower() for term in TERMS for w in (term.term, term.english, *term.also)]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.term)
def test_a_term_is_explained(term):
    assert term.section  # 讲它的一节真的有
    assert re.fullmatch(r"([^。]+。){1,2}", term.meaning)


def book_text() -> str:
    """书里的文字，术语表除外。"""
    return "\n".join(markdown(path) for path in PAGES if path.name != GLOSSARY)


def test_a_term_is_used():
    """书里用到它，或者解释别的术语时用到它。"""
    text = book_text() + "".join(term.meaning for term in TERMS)
    unused = [t.term for t in TERMS if not any(w in text for w in (t.term, *t.also))]
    assert unused == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("先说平均池化，再说全局平均池化", ["平均池化", "全局平均池化"]),
        ("全局平均池化", ["全局平均池化"]),
        ("空洞卷积不是空洞", ["空洞卷积", "空洞"]),
        ("几何平均", ["几何平均"]),
        ("步长就是步幅", ["步幅"]),  # 别的写法不标
        ("ReLU之后，ReLU6不算，PReLU也不算", ["ReLU"]),
        ("NaN和Lp池化", ["NaN", "Lp池化"]),
        ("没有", []),
    ],
)
def test_finds_terms_longest_first(text, expected):
    found = list(terms.Finder(TERMS).find(text))
    assert [term.term for _, _, term in found] == expected
    assert [text[start:stop] for start, stop, _ in found] == expected


HTML = SimpleNamespace(
    builder=SimpleNamespace(format="html", get_relative_uri=lambda here, page: f"{page}.html")
)


def marked(text: str, page: str = "book/new") -> list[str]:
    """一页里标出来的词；标题以外的字都还在。"""
    doctree = publish_doctree(text, settings_overrides={"doctitle_xform": False})
    before = doctree.astext()
    mark(HTML, doctree, page)
    assert doctree.astext() == before
    return [node.astext() for node in doctree.findall(marked_term)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("先有步幅，后有步幅和填充。", ["步幅", "填充"]),
        ("**步幅** 也算正文。", ["步幅"]),
        ("步幅\n----\n\n没有别的。", []),
        ("代码 ``步幅`` 不标，链接 `步幅 <https://example.org>`_ 不标。", []),
        ("讲到 *步幅* ，就不标步幅了，填充还标。", ["填充"]),
        (".. csv-table::\n\n   步幅, 填充", []),
        ("池化和最大池化太常见。", []),
        (".. note:: 步幅", ["步幅"]),
        ("步\n\n幅", []),
    ],
)
def test_marks_the_first_use_in_the_prose(body, expected):
    assert marked(f"标题\n====\n\n{body}") == expected


def test_what_a_page_will_teach_is_not_prose():
    assert marked("标题\n====\n\n- 你将学到：填充。\n\n正文\n----\n\n- 步幅。") == ["步幅"]


def test_the_page_that_teaches_a_term_does_not_mark_it():
    text = "标题\n====\n\n步幅和反池化。"
    assert marked(text, "book/01-max-pooling") == ["反池化"]
    assert marked(text, "book/reference/glossary") == []
    assert marked(text, "book/reference/api") == []


def test_marks_no_more_than_a_dozen():
    everything = "，".join(term.term for term in TERMS if term.mark)
    assert len(marked(f"标题\n====\n\n{everything}")) == LIMIT == 12


def test_a_mark_says_what_it_means_and_where_to_read_it():
    doctree = publish_doctree("标题\n====\n\n步幅", settings_overrides={"doctitle_xform": False})
    mark(HTML, doctree, "book/new")
    (node,) = doctree.findall(marked_term)
    assert isinstance(node, nodes.Inline)
    assert node["entry"] == "book/reference/glossary.html#步幅"
    assert node["says"] == "步幅（stride）：窗口每次挪几格。"
    assert node["see"] == "book/01-max-pooling.html#步幅窗口每次走多远"
    assert node["section"] == "步幅：窗口每次走多远"
