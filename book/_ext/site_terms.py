"""每一页里，术语第一次出现时标上虚线，鼠标停上去或者点一下，就看到它的意思。

标出来的词是一个链接，指着术语表，意思写在链接的title里；所以没有JavaScript也看得到。
terms.js再把它变成一张小卡片。解释的文字来自terms.yml。
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

sys.path.append(str(Path(__file__).resolve().parents[1]))  # terms.py在book里

import terms

BOOK = "book/"
GLOSSARY = "book/reference/glossary"
WITHOUT = {GLOSSARY, "book/reference/api"}  # 不标的页
LIMIT = 12  # 一页最多标几个，再多就花了眼

# 这些里面的字不标：它们不是正文，或者自己已经是链接、代码、刚讲到的术语
SKIPPED = (
    nodes.title,
    nodes.reference,
    nodes.literal,
    nodes.emphasis,
    nodes.math,
    nodes.table,
    nodes.figure,
)


class marked_term(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils照类名来找怎样写
    """正文里标出来的一个术语。"""


def mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """标出一页里的术语。"""
    if app.builder.format != "html" or docname in WITHOUT:
        return
    taught = {emphasis.astext() for emphasis in doctree.findall(nodes.emphasis)}
    # 这一页自己讲的，不标
    left = {
        term.term
        for term in terms.read()
        if term.mark and term.term not in taught and BOOK + term.page != docname
    }
    finder = terms.Finder(terms.read())
    room = LIMIT
    for text in list(prose(doctree)):
        pieces: list[nodes.Node] = []
        done = 0
        for start, stop, term in finder.find(text):
            if term.term in left and room:
                pieces += [nodes.Text(text[done:start]), link(app.builder, docname, term)]
                done = stop
                left.remove(term.term)
                room -= 1
        if pieces:
            text.parent.replace(text, [*pieces, nodes.Text(text[done:])])


def prose(doctree: nodes.document) -> Iterator[nodes.Text]:
    """正文里的文字，一段一段的；开头的“你将学到”那几行不算。"""
    for paragraph in doctree.findall(nodes.paragraph):
        if not any(skipped(node) for node in above(paragraph)):
            for text in paragraph.findall(nodes.Text):
                if not any(skipped(node) for node in above(text)):
                    yield text


def above(node: nodes.Node) -> Iterator[nodes.Element]:
    """一个节点，和包着它的每一层。"""
    while node.parent is not None:
        node = node.parent
        yield node


def skipped(node: nodes.Element) -> bool:
    """这一层里面的字，是不是不标。"""
    opening = isinstance(node, nodes.bullet_list) and isinstance(node.parent.parent, nodes.document)
    output = {"cell_input", "cell_output"} & set(node.get("classes", []))
    return isinstance(node, SKIPPED) or opening or bool(output)


def link(builder: Builder, docname: str, term: terms.Term) -> marked_term:
    """标出来的术语。"""
    anchor = term.see.partition("#")[2]
    section = builder.get_relative_uri(docname, BOOK + term.page)
    return marked_term(
        "",
        nodes.Text(term.term),
        entry=f"{builder.get_relative_uri(docname, GLOSSARY)}#{terms.slug(term.term)}",
        says=f"{term.term}（{term.english}）：{term.meaning}",
        see=f"{section}#{anchor}" if anchor else section,
        section=term.section,
    )


def visit(self: HTML5Translator, node: marked_term) -> None:
    """写成链接。"""
    attributes = {
        "href": node["entry"],
        "title": node["says"],
        "data-see": node["see"],
        "data-section": node["section"],
    }
    self.body.append(self.starttag(node, "a", "", CLASS="term", **attributes))


def depart(self: HTML5Translator, node: marked_term) -> None:
    """链接到这里为止。"""
    self.body.append("</a>")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.add_node(marked_term, html=(visit, depart))
    app.connect("doctree-resolved", mark)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
