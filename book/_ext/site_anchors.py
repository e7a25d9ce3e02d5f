"""每个标题都可以用自己的字来链接：`04-output-size.html#查表`。

Sphinx给中文标题的锚点是id1、id2，前面加了一节就会变；这里多给一个不变的。写法和笔记本里的链接一样。
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata


def add_anchors(app: Sphinx, doctree: nodes.document) -> None:
    """给一页里的每一节加上锚点。"""
    for section in doctree.findall(nodes.section):
        slug = section.get("slug")
        if slug and slug not in doctree.ids:
            section["ids"].insert(0, slug)  # 目录、搜索和本节的链接就用它
            doctree.ids[slug] = section


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("doctree-read", add_anchors, priority=100)  # 在收集目录之前
    return {"parallel_read_safe": True, "parallel_write_safe": True}
