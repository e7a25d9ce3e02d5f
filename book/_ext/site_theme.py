"""本书自己的主题（book/_theme）：它要的目录、脚本和样式。"""

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from site_assets import esbuild
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

THEME = Path(__file__).resolve().parents[1] / "_theme"
# 每一页都有的脚本和样式，由它们各自引来的几个打成一个
BUNDLES = ("early.js", "page.js", "book.css")
# Sphinx和别的扩展给每一页加的，本书用不着
UNUSED = re.compile(
    r"documentation_options|doctools|sphinx_highlight|translations|pygments|mystnb|basic\.css"
)

HAN = re.compile(r"[\u3400-\u9fff]")
# 只许用网站自己的东西，脚本和样式不许写在网页里；浏览器里的Python要编译WebAssembly
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
# 读者自己的照片，只在浏览器里
PICTURE_POLICY = f"{POLICY}; img-src 'self' blob:"


# ---- 脚本和样式 ----


def write_bundles(app: Sphinx) -> None:
    """打好每一页都有的脚本和样式。"""
    if app.builder.format != "html":
        return
    options = ["--bundle", f"--outdir={Path(app.outdir) / '_static'}"]
    esbuild([THEME / name for name in BUNDLES if name.endswith(".js")], [*options, "--format=iife"])
    esbuild([THEME / name for name in BUNDLES if name.endswith(".css")], options)


# ---- 模板要的东西 ----


def contents(app: Sphinx) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """全书目录：一部分一部分，每一页有名字、章号和标题。"""
    site_map = app.env.external_site_map
    return [
        (tree.caption, [entry(app, name) for name in tree.items]) for tree in site_map.root.subtrees
    ]


def entry(app: Sphinx, name: str) -> tuple[str, str, str]:
    """目录里的一页。章的文件名以两位数的章号开头；练习的标题里自己有号。"""
    number = re.match(r"book/0*(\d+)-", name)
    return name, number[1] if number else "", app.env.titles[name].astext()


def page_toc(app: Sphinx, name: str) -> str:
    """一页里的各节，写成HTML；只有一两节的页不用。"""
    if name not in app.env.tocs:
        return ""
    inner = [
        item
        for item in app.env.tocs[name].findall(nodes.bullet_list)
        if isinstance(item.parent, nodes.list_item)
    ]
    if not inner or len(inner[0]) < 3:
        return ""
    shown = inner[0].deepcopy()
    for reference in shown.findall(nodes.reference):
        reference["refuri"] = reference.get("anchorname") or "#"
    return app.builder.render_partial(shown)["fragment"]


def kind(name: str) -> str:
    """这一页是哪一种，样式要分别对待。"""
    if re.match(r"book/exercises/\d\d-", name):
        return "exercise"
    return "chapter" if re.match(r"book/\d\d-", name) else Path(name).name


def add_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """把目录、本页的目录、要用的脚本和样式交给模板。"""
    if app.builder.format != "html":
        return

    context["contents"] = contents(app)
    context["page_toc"] = page_toc(app, pagename)
    context["page_kind"] = kind(pagename)
    context["page_styles"] = list(filter(used, context["css_files"]))
    context["page_scripts"] = list(filter(used, context["script_files"]))
    pictures = 'id="pool-picture"' in context.get("body", "")
    context["policy"] = PICTURE_POLICY if pictures else POLICY
    context["notebook"] = context.get("page_source_suffix") == ".ipynb"


def used(file: Any) -> bool:
    """一个脚本或样式，是不是本书自己要的。"""
    name = getattr(file, "filename", file)
    return not UNUSED.search(str(name)) if name else "id" in file.attributes


def remove_unused(app: Sphinx, exception: Exception | None) -> None:
    """没有网页用的文件，不放在网站里。"""
    if exception or app.builder.format != "html":
        return
    for path in (Path(app.outdir) / "_static").iterdir():
        if UNUSED.search(path.name):
            path.unlink()


# ---- 正文 ----


class ScrollingTables(SphinxPostTransform):
    """表格在自己的框里横着滚，整页不动。"""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """每个表格外面加一个框。"""
        for table in list(self.document.findall(nodes.table)):
            frame = nodes.container(classes=["scroll"], is_div=True)
            table.replace_self(frame)
            frame += table


class LatinEmphasis(SphinxPostTransform):
    """强调的汉字加着重号；强调的拉丁字母照旧倾斜，点号会让它难认。"""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """没有汉字的，加上类名。"""
        for emphasis in self.document.findall(nodes.emphasis):
            if not HAN.search(emphasis.astext()):
                emphasis["classes"].append("latin")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.add_config_value("comments_config", {}, "")  # jupyter-book总要设它，评论的扩展没有装
    app.add_html_theme("tutorial_pool", THEME)
    app.add_post_transform(ScrollingTables)
    app.add_post_transform(LatinEmphasis)
    app.connect("builder-inited", write_bundles)
    app.connect("html-page-context", add_context, priority=900)
    app.connect("build-finished", remove_unused)
    app.add_css_file("book.css", priority=100)  # 别的排在后面
    app.add_js_file("early.js", priority=100)
    app.add_js_file("page.js", loading_method="defer", priority=200)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
