"""前三章给只会Python的人读：一个词先解释，再使用。

解释的写法是全书的约定：第一次出现写成`*术语*（term）`，前面的章解释过的不必再解释。代码里的名字
先在正文里说到，再出现在要读的代码里；只画图、只导入的代码折着，不算。
"""

import ast
import re
from collections.abc import Iterator

import nbformat
import pytest
import terms
from pages import BOOK
from site_code import only_draws

CHAPTERS = ("01-max-pooling", "02-tensor", "03-images")
# 术语表里没有的，也要先解释
PLAIN = ("神经网络", "网络", "层", "训练", "矩阵")
EXPLAINED = re.compile(r"\*([^*\n]+)\*（[A-Za-z−∞][^）]*）")
NOT_READ = re.compile(
    r"<!--.*?-->|\[[^\]\n]*\]\([^)]*\)|\{cite:\w\}`[^`]*`|^#+ .*$|^- \*\*.*$|^:.*$", re.M
)
SIGNPOST = re.compile(r"[^。\n]*见\[[^\]\n]*\]\([^)]*\)[^。\n]*")  # 指路的一句，去不去由你
LIBRARIES = ("np", "nn", "torch", "inspect")
KNOWN_CODE = {"torch.float32"}  # 同np.float32


def prose(source: str) -> str:
    """一格文字里要读的：没有标题、开头的三行、注释、链接，和指路的话。"""
    return NOT_READ.sub("", SIGNPOST.sub("", source))


def cells(chapter: str) -> list[nbformat.NotebookNode]:
    return nbformat.read(BOOK / f"{chapter}.ipynb", as_version=4).cells


def texts(chapter: str) -> str:
    return "\n\n".join(prose(c.source) for c in cells(chapter) if c.cell_type == "markdown")


def first_uses(text: str) -> dict[str, int]:
    """每个术语第一次出现在哪里。行内代码里的不算。"""
    text = re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), text)
    found: dict[str, int] = {}
    for start, _, term in terms.Finder(terms.read()).find(text):
        found.setdefault(term.term, start)
    for word in PLAIN:
        if word in text:
            found.setdefault(word, text.index(word))
    return found


def unexplained(texts: list[str]) -> list[tuple[int, str, str]]:
    """没有解释就用的词：第几页，哪个词，在哪一句里。"""
    known: set[str] = set()
    bad = []
    for page, text in enumerate(texts):
        explained = {m[1]: m.start(1) for m in reversed(list(EXPLAINED.finditer(text)))}
        if "神经网络" in explained:
            explained.setdefault("网络", explained["神经网络"])
        for word, place in sorted(first_uses(text).items(), key=lambda item: item[1]):
            if word not in known and place < explained.get(word, len(text) + 1) - len("神经"):
                line = text[text.rfind("\n", 0, place) + 1 : text.find("\n", place)]
                bad.append((page, word, line))
        known |= set(explained)
    return bad


def test_every_term_is_explained_before_it_is_used() -> None:
    assert unexplained([texts(chapter) for chapter in CHAPTERS]) == []


@pytest.mark.parametrize(
    ("pages", "bad"),
    [
        (["*通道*（channel）是一张。通道不变。"], []),
        (["通道不变。*通道*（channel）是一张。"], ["通道"]),
        (["通道不变。"], ["通道"]),
        (["*通道*（channel）", "通道不变。"], []),
        (["*通道*很重要。"], ["通道"]),
        (["`通道`是代码。\n# 通道\n- **你将学到**：通道。"], []),
        (["一层一层地挪。"], ["层"]),
        (["通道，见[别处](x.ipynb)。"], []),
    ],
)
def test_the_check_sees_a_term_that_comes_too_early(pages: list[str], bad: list[str]) -> None:
    found = unexplained([prose(page) + "\n" for page in pages])
    assert [word for _, word, _ in found] == bad


# ---- 代码里的名字 ----


def names(code: str) -> Iterator[str]:
    """一格代码里，初学者不认得的名字：包里的函数、补轴的写法、类的写法。"""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Attribute(value=ast.Name(id=library), attr=name) if library in LIBRARIES:
                yield f"{library}.{name}"
            case ast.Subscript(slice=ast.Constant(value=None)):
                yield "[None]"
            case ast.FunctionDef(name="__init__" | "forward" as name):
                yield name
            case ast.Call(func=ast.Name(id="super")):
                yield "super().__init__()"


def unsaid(pages: list[list[nbformat.NotebookNode]]) -> list[tuple[str, str]]:
    """正文里还没有说到，代码里就用了的名字：哪一格，哪个名字。"""
    said, bad = "", []
    for cell in (cell for page in pages for cell in page):
        if cell.cell_type == "markdown":
            said += "".join(re.findall(r"`[^`]+`", prose(cell.source)))
        elif not cell.metadata.get("tags") and not only_draws(cell.source):
            new = {name for name in names(cell.source) if name not in said} - KNOWN_CODE
            bad += [(cell.id, name) for name in sorted(new)]
            said += "".join(new)  # 说一次就够了
    return bad


def test_every_name_in_the_code_is_explained_before_it_is_used() -> None:
    assert unsaid([cells(chapter) for chapter in CHAPTERS]) == []


@pytest.mark.parametrize(
    ("text", "code", "bad"),
    [
        ("`x[None]`补一条轴", "y = x[None]", []),
        ("补一条轴", "y = x[None]", ["[None]"]),
        ("继承`nn.Module`", "class A(nn.Module):\n    pass", []),
        ("写一个类", "class A(nn.Module):\n    pass", ["nn.Module"]),
        ("写一个类", "super().__init__()", ["super().__init__()"]),
        ("画图的折着", "draw.matrix(np.eye(2))", []),
    ],
)
def test_the_check_sees_a_name_that_comes_too_early(text: str, code: str, bad: list[str]) -> None:
    page = [nbformat.v4.new_markdown_cell(text), nbformat.v4.new_code_cell(code)]
    assert [name for _, name in unsaid([page])] == bad
