"""让一节的链接用它的标题。

Sphinx只认ASCII，中文标题的节就叫id1、id2……前面添一节，后面的链接全都指错。
这里在编号前面加上MyST从标题做的名字；编号还留着。
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata


def name_sections(app: Sphinx, document: nodes.document) -> None:
    """标题的名字排在编号前面，目录、搜索和本节的链接就用它。"""
    for section in document.findall(nodes.section):
        slug = section.get("slug")
        if slug and slug not in document.ids:
            section["ids"].insert(0, slug)


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("doctree-read", name_sections, priority=100)  # 在收集目录之前
    return {"parallel_read_safe": True, "parallel_write_safe": True}
