"""让autodoc读得懂中文的文档字符串。

reStructuredText要求行内代码两边有空格，又把换行当作空格，而中文里不留空格；
这里补上不占位置的`\\ `，去掉汉字之间的换行。
"""

import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

# 单反引号或双反引号里的代码；`:func:`之类的角色和`链接`_除外
CODE = re.compile(r"(?<![`:\\])(``?)(?!`)([^`]+)\1(?![`_])")
WIDE = "[\u2014\u201c\u201d\u3000-\u9fff\uff00-\uffef]"
BREAK = re.compile(rf"(?<={WIDE})\n(?= *{WIDE})")
MODULE = re.compile(r"<module '([\w.]+)' from '[^']*'>")


def space_code(
    app: Sphinx, what: str, name: str, obj: object, options: Any, lines: list[str]
) -> None:
    """把行内代码写成reStructuredText认得的样子；例子里的代码不动。"""
    spaced = [
        line if line.lstrip().startswith((">>>", "...")) else CODE.sub(r"\\ ``\2``\\ ", line)
        for line in lines
    ]
    lines[:] = BREAK.sub(r"\\\n", "\n".join(spaced)).split("\n")


def name_modules(
    app: Sphinx,
    what: str,
    name: str,
    obj: object,
    options: Any,
    signature: str | None,
    returns: str | None,
) -> tuple[str | None, str | None]:
    """默认值是模块时只写它的名字，不写它在生成网站的那台电脑上的路径。"""
    return signature and MODULE.sub(r"\1", signature), returns


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("autodoc-process-docstring", space_code)
    app.connect("autodoc-process-signature", name_modules)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
