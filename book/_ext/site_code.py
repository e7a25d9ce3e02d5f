"""代码怎样显示：一行一行地分开，放不下时好折行；只画图、只导入的单元格折叠起来。"""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

from pygments.formatters import HtmlFormatter
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge
from sphinx.util.typing import ExtensionMetadata

TAG = re.compile(r"<[^>]*>")
# 这些名字画图；别的调用算出读者要看的数
DRAWING = {"draw"}
# 折起来时、打开以后，各写什么
PROMPTS = ("code_prompt_show", "code_prompt_hide")


class Lines(HtmlFormatter):
    """每一行是一个`span`，类名里有它缩进了几个字；样式让续行比它再缩进一些。"""

    def wrap(self, source: Iterator[tuple[int, str]]) -> Any:
        """在外层的标签里面，把一行一行包起来。"""
        return super().wrap((code, wrap_line(line) if code else line) for code, line in source)


def wrap_line(line: str) -> str:
    """包好的一行。"""
    words = TAG.sub("", line)
    indent = min(len(words) - len(words.lstrip(" ")), 16)
    names = f"line in-{indent // 2 * 2}" if indent > 1 else "line"
    return f'<span class="{names}">{line}</span>'


def fold_cells(app: Sphinx, docname: str, source: list[str]) -> None:
    """只画图、只导入的单元格，代码折叠起来：先看图，想看怎样画的再打开。"""
    if not str(app.env.doc2path(docname)).endswith(".ipynb"):
        return
    notebook = json.loads(source[0])
    for cell in notebook["cells"]:
        tags = cell["metadata"].setdefault("tags", [])
        if cell["cell_type"] == "code" and not tags and only_draws("".join(cell["source"])):
            tags.append("hide-input")
            prompt = "画图的代码" if "draw." in "".join(cell["source"]) else "导入的代码"
            cell["metadata"]["mystnb"] = dict.fromkeys(PROMPTS, prompt)
    source[0] = json.dumps(notebook)


def only_draws(code: str) -> bool:
    """一段代码是不是只导入、只画图。"""
    try:
        statements = ast.parse(code).body
    except SyntaxError:  # 笔记本里的%命令
        return False
    return bool(statements) and all(map(draws, statements))


def draws(statement: ast.stmt) -> bool:
    """一个语句是不是导入，或者画一幅图。"""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return True
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    function = statement.value.func
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id in DRAWING
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    PygmentsBridge.html_formatter = Lines
    app.connect("source-read", fold_cells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
