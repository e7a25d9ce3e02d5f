"""写好的网页还要改：没有译成中文的界面文字，单元格输出里的链接；

没有用的标记去掉（site_light），公式换成图（site_math），输出里的样子和图放到外面（site_outputs）。
"""

import hashlib
import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import site_light
import site_math
import site_outputs
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

INTERFACE = {
    'title="Link to this heading"': 'title="本节的链接"',
    'title="Link to this definition"': 'title="本条的链接"',
    'title="Link to this image"': 'title="本图的链接"',
    'title="Link to this table"': 'title="本表的链接"',
    'title="Link to this code"': 'title="这段代码的链接"',
    'title="Link to this equation"': 'title="本式的链接"',
    '<summary aria-label="Toggle hidden content">': "<summary>",  # 里面的字已经说清楚了
}

# 单元格的输出是现成的HTML，里面的链接指着笔记本
NOTEBOOK_LINK = re.compile(r'href="([^":#?]+)\.ipynb"')


def finish_pages(app: Sphinx, exception: Exception | None) -> None:
    """改好每一个写好的网页；每个文件只读写一次。"""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    clean = site_light.cleaner()
    pages = {
        path.relative_to(site).as_posix(): clean(finish(site, path))
        for path in sorted(site.rglob("*.html"))
    }
    drawn, rules = site_math.draw_pages(pages)
    pages |= drawn
    add_style(site, pages, drawn, "math.css", rules)
    changed, rules = site_outputs.finish(pages, site)
    pages |= changed
    add_style(site, pages, changed, "outputs.css", rules)
    for name, html in pages.items():
        (site / name).write_text(html, encoding="utf-8", newline="\n")


def finish(site: Path, page: Path) -> str:
    """一页里的字和链接。"""
    html = page.read_text(encoding="utf-8")
    for english, chinese in INTERFACE.items():
        html = html.replace(english, chinese)
    return NOTEBOOK_LINK.sub(partial(to_page, page.parent), html)


def add_style(
    site: Path, pages: dict[str, str], wanting: Iterable[str], name: str, rules: str
) -> None:
    """在_static里写好一个样式表，这几页都用它；地址带着内容的哈希，内容一变地址就变。"""
    (site / "_static" / name).write_text(rules, encoding="utf-8", newline="\n")
    version = hashlib.sha256(rules.encode()).hexdigest()[:8]
    for page in wanting:
        address = f"{'../' * page.count('/')}_static/{name}?v={version}"
        link = f'<link rel="stylesheet" href="{address}">'
        pages[page] = pages[page].replace("</head>", f"{link}\n</head>", 1)


def to_page(folder: Path, link: re.Match[str]) -> str:
    """指着笔记本的链接，改成指着它的网页；供下载的笔记本没有网页，就不改。"""
    target = f"{link[1]}.html"
    return f'href="{target}"' if (folder / target).is_file() else link[0]


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("build-finished", finish_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
