"""网页在别的程序眼里：说明、关键词、聊天里的图、图标、主屏、网站地图、找不到的页。

图都由代码画，做网站时写出，不进git。网站的地址不写也行；写在_config.yml的`html_baseurl`里，
才有规范的地址和网站地图。
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import numpy as np
from docutils import nodes
from PIL import Image, ImageDraw, ImageFont
from site_search import spoken
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from tutorial_pool import max_pool2d

ABOUT = "一本能动手的中文教程，从零讲神经网络的池化：每种池化先用循环写懂，再用NumPy写快。"
KEYWORDS = (
    "池化层,最大池化,平均池化,max pooling,ceil_mode,NumPy,Python,PyTorch,Deep Learning,深度学习"
)
COLORS = {"light": "#ffffff", "dark": "#16181c"}  # 和_theme/colors.css里的底色一样
LONGEST = 150

BLUE, ORANGE, INK, PALE = "#0b6bcb", "#e8590c", "#14181e", "#f1f3f5"
PICTURE = "_static/icons/card.png"
ALT = "max_pool2d：5×5的输入上一个3×3的窗口，2×2的输出"
SIZES = (180, 192, 512)
X = np.array([[1, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]])


# ---- 图 ----


def icon(side: int) -> Image.Image:
    """和favicon.svg一样的图标：一个窗口的四格，亮的是最大的。四角的圆由系统来切。"""
    big = Image.new("RGB", (160, 160), BLUE)
    draw = ImageDraw.Draw(big)
    faint = "#79b0e5"
    for x, y, color in ((3, 3, faint), (8.5, 3, faint), (3, 8.5, faint), (8.5, 8.5, "#ffffff")):
        draw.rectangle([10 * x, 10 * y, 10 * x + 44, 10 * y + 44], fill=color)
    return big.resize((side, side), Image.Resampling.LANCZOS)


def grid(
    draw: ImageDraw.ImageDraw, left: int, top: int, cell: int, x: np.ndarray, chosen: str, many: int
) -> None:
    """一格一格的数；左上角的many×many格涂色。"""
    font = ImageFont.load_default(0.46 * cell)  # Pillow自己带着的字体，只有拉丁字母和数字
    for (row, column), value in np.ndenumerate(x):
        inside = row < many and column < many
        corner = left + cell * column, top + cell * row
        box = [*corner, corner[0] + cell, corner[1] + cell]
        draw.rectangle(box, fill=chosen if inside else PALE, outline="#ffffff", width=4)
        middle = corner[0] + cell / 2, corner[1] + cell / 2
        draw.text(middle, str(value), "#ffffff" if inside else INK, font, anchor="mm")


def card() -> Image.Image:
    """聊天里、搜索里的图，1200×630：书里的第一个例子。没有汉字，所以不靠电脑上的字体。"""
    picture = Image.new("RGB", (1200, 630), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, 0, 1200, 16], fill=ORANGE)
    grid(draw, 90, 56, 94, X, ORANGE, 3)
    y = max_pool2d(X[None].astype(float), 3, ceil_mode=True)[0].astype(int)
    grid(draw, 800, 150, 141, y, BLUE, 1)
    draw.line([610, 291, 730, 291], fill=INK, width=8)
    draw.polygon([(730, 266), (770, 291), (730, 316)], fill=INK)
    draw.text((600, 578), "max_pool2d(x, 3, ceil_mode=True)", INK, ImageFont.load_default(40), "mm")
    return picture


def write_pictures(app: Sphinx) -> None:
    """在写网页之前，把图放进_static。"""
    if app.builder.format != "html":
        return
    site = Path(app.outdir)
    (site / PICTURE).parent.mkdir(parents=True, exist_ok=True)
    card().save(site / PICTURE, optimize=True)
    for side in SIZES:
        icon(side).save(site / f"_static/icons/{side}.png", optimize=True)


# ---- 每一页的话 ----


def shortened(text: str) -> str:
    """太长的，停在最后一个标点上。"""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    cut = text[: LONGEST - 1]
    stop = max(map(cut.rfind, "。；，、"))
    return cut[: stop + 1 if cut[stop] == "。" else stop] + ("" if cut[stop] == "。" else "…")


def description(document: nodes.document | None) -> str:
    """这一页讲什么：“你将学到”的那一行，没有就是第一段话。"""
    if document is None:
        return ABOUT
    for item in document.findall(nodes.list_item):
        if (text := spoken(item)).startswith("你将学到"):
            return shortened(text.partition("：")[2].strip())
    for paragraph in document.findall(nodes.paragraph):
        if text := spoken(paragraph).strip():
            return shortened(text)
    return ABOUT


def add_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """_theme/head.html要的变量。"""
    if app.builder.format != "html":
        return
    base = app.config.html_baseurl
    page = app.builder.get_target_uri(pagename)
    picture = urljoin(base, PICTURE) if base else context["pathto"](PICTURE, resource=True)
    title = re.sub(r"<[^>]*>", "", context.get("title") or app.config.project)
    context["head"] = {
        "address": urljoin(base, page) if base and pagename != "404" else "",
        "alt": ALT,
        "colors": COLORS.items(),
        "description": ABOUT if pagename == app.config.root_doc else description(doctree),
        "keywords": KEYWORDS,
        "picture": picture,
        "site": app.config.project,
        "title": title,
        "type": "website" if pagename == app.config.root_doc else "article",
    }


# ---- 找不到的页 ----

LOST = """<section><h1>没有这一页</h1>
<p>地址也许打错了，也许这一页换了地方。可以从目录里找，也可以<a href="search.html">搜索</a>，\
或者回到<a href="book/intro.html">首页</a>。</p>
<div id="pool-guess" hidden><h2>猜你要找</h2><ul></ul></div></section>"""


def lost_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """404.html：用书的样子，左边有目录。"""
    yield "404", {"title": "没有这一页", "body": LOST}, "page.html"


def add_guess(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """猜读者要找哪一页的脚本，只有那一页才有。"""
    if pagename == "404":
        app.add_js_file("lost.js", loading_method="defer")


RELATIVE = re.compile(r'(\s(?:href|src|action|data-content_root)=")(?![a-z]+:|[/#])([^"]*)"')


def root_everything(app: Sphinx) -> None:
    """哪一层的地址都可能找不到，所以404.html里的链接都从网站的根算起。"""
    page = Path(app.outdir) / "404.html"
    root = urlsplit(app.config.html_baseurl).path.rstrip("/") + "/"

    def absolute(match: re.Match[str]) -> str:
        return f'{match[1]}{root}{match[2].removeprefix("./")}"'

    html = RELATIVE.sub(absolute, page.read_text(encoding="utf-8"))
    page.write_text(html, encoding="utf-8", newline="\n")


# ---- 网站根上的文件 ----


def manifest(app: Sphinx) -> dict[str, Any]:
    """装到手机的主屏上要的。"""
    return {
        "name": app.config.project,
        "short_name": "池化层",
        "description": ABOUT,
        "lang": "zh-CN",
        "start_url": app.builder.get_target_uri(app.config.root_doc),
        "scope": "./",
        "display": "minimal-ui",
        "background_color": COLORS["light"],
        "theme_color": BLUE,
        "icons": [
            {"src": f"_static/icons/{side}.png", "sizes": f"{side}x{side}", "type": "image/png"}
            for side in SIZES[1:]
        ],
    }


def sitemap(app: Sphinx) -> str:
    """书里的每一页。"""
    pages = (app.builder.get_target_uri(name) for name in sorted(app.env.found_docs))
    urls = (f"<url><loc>{urljoin(app.config.html_baseurl, page)}</loc></url>\n" for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<urlset xmlns="{space}">\n{"".join(urls)}</urlset>\n'


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """写好根上的几个文件。"""
    if exception or app.builder.format != "html":
        return
    base = app.config.html_baseurl
    text = json.dumps(manifest(app), ensure_ascii=False, indent=1)
    files = {"manifest.webmanifest": f"{text}\n", "robots.txt": "User-agent: *\nAllow: /\n"}
    if base:
        files["robots.txt"] += f"Sitemap: {urljoin(base, 'sitemap.xml')}\n"
        files["sitemap.xml"] = sitemap(app)
    (Path(app.outdir) / "sitemap.xml").unlink(missing_ok=True)  # 上一遍也许还写着网址
    for name, content in files.items():
        (Path(app.outdir) / name).write_text(content, encoding="utf-8", newline="\n")
    root_everything(app)


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("builder-inited", write_pictures)
    app.connect("html-collect-pages", lost_page)
    app.connect("html-page-context", add_head)
    app.connect("html-page-context", add_guess)
    app.connect("build-finished", write_files, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
