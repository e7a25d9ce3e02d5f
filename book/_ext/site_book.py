"""整个网站的zip：下载、解开，双击“打开.html”，不联网也能读。

从磁盘打开的网页（file://），浏览器不让它取别的文件，也不让它运行ES模块。所以zip里的网页另有几处不同：
会动的东西打成普通的脚本，图片实验台的图写在脚本里；只有网站上才有用的东西，都不要。
"""

import base64
import re
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

import site_download
from site_assets import esbuild, write_zip
from site_lab import SOURCES, version
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

NAME = "tutorial-pool-book"
ARCHIVE = f"_static/{NAME}.zip"
DOOR = "打开.html"  # 双击它，和index.html一样
PLACE = '<span id="pool-book-size"></span>'  # 首页上写大小的地方：网页都写好了，才知道

# zip里用不着的：浏览器里的Python（只有网站上能运行），只给网站用的
LEFT_OUT = (
    ARCHIVE,
    "_static/pyodide/*",
    "_static/python_worker.js",
    "_static/exercises_editor.js",
    "_static/unpack.js",
    "_static/lab/*.js",  # 换成普通的脚本
    "_static/modules.js",
    "_static/icons/*",
    "*.map",
    "*.part",
    "404.html",
    "sw.js",
    "robots.txt",
    "sitemap.xml",
    "manifest.webmanifest",
    "objects.inv",
    ".buildinfo",
    ".nojekyll",
)
FILES = "files.js"  # 写在脚本里的文件
CARRIED = ("photo.webp", "stripes.png", "rings.png")

MODULE = re.compile(r'<script type="module" src="((?:\.\./)*)_static/lab/(\w+)\.js[^"]*"></script>')
# 从磁盘打开时没有用，或者会出错的：内容安全策略里的'self'不含磁盘上的文件，清单和预取要联网
ONLY_ONLINE = re.compile(
    r'<meta [^>]*http-equiv="Content-Security-Policy"[^>]*>'
    r'|<link [^>]*rel="(?:manifest|modulepreload|apple-touch-icon|preload)"[^>]*>'
    r'|<script [^>]*src="[^"]*_static/modules\.js[^"]*"[^>]*></script>'
)
HERE = re.compile(r'<p id="pool-book">.*?</p>', re.DOTALL)
CROSSORIGIN = re.compile(r"(<(?:script|link)\b[^>]*?) crossorigin(?:=\"[^\"]*\")?")

Scripts = tuple[str, ...]


def together(scripts: Scripts) -> str:
    """一页的几个脚本，合在一个文件里，叫什么。"""
    return f"{'-'.join(scripts)}.js"


def classic(html: str) -> tuple[str, Scripts]:
    """改好一页：ES模块换成一个普通的脚本。返回网页，和它要的是哪几个。"""
    found = list(MODULE.finditer(html))
    scripts = tuple(match[2] for match in found)
    for number, match in enumerate(found):
        folder = f"{match[1]}_static/lab"
        files = [FILES, together(scripts)] if "picture" in scripts else [together(scripts)]
        tags = "".join(f'<script defer src="{folder}/{file}"></script>' for file in files)
        html = html.replace(match[0], "" if number else tags)
    html = HERE.sub('<p id="pool-book">你正在读的，就是下载来的整本书。</p>', html)
    return CROSSORIGIN.sub(r"\1", ONLY_ONLINE.sub("", html)), scripts


def bundled(wanted: set[Scripts]) -> Iterator[tuple[str, bytes]]:
    """各页要的脚本：一页的几个打成一个，共用的部分在里面只有一份。"""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        entries = []
        for scripts in sorted(wanted):
            entry = folder / together(scripts)
            lines = (f"import {str(SOURCES / name)!r};\n" for name in scripts)
            entry.write_text("".join(lines), encoding="utf-8")
            entries.append(entry)
        output = folder / "output"
        options = ["--bundle", "--format=iife", f"--outdir={output}"]
        options.append(f'--define:VERSION="{version()}"')
        esbuild([SOURCES / "picture_worker.js"], options)
        # 普通的脚本没有import.meta，它自己的地址要另外记住
        options.append("--define:import.meta.url=poolAddress")
        options.append("--banner:js=var poolAddress=document.currentScript.src;")
        esbuild(entries, options)
        for path in sorted(output.iterdir()):
            yield path.name, path.read_bytes()


def as_address(data: bytes, kind: str) -> str:
    """一个文件的内容，写成data:开头的地址。"""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def carried(pictures: Path, worker: bytes) -> bytes:
    """图片实验台要的文件，写在一个脚本里。"""
    kinds = {".webp": "image/webp", ".png": "image/png"}
    files = {"picture_worker.js": as_address(worker, "text/javascript")}
    for name in CARRIED:
        path = pictures / name
        files[name] = as_address(path.read_bytes(), kinds[path.suffix])
    pairs = ",".join(f'"{name}":"{address}"' for name, address in files.items())
    return f"globalThis.poolFiles={{{pairs}}};\n".encode()


def pages_and_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """装进zip的全部东西，照名字排好。"""
    wanted: set[Scripts] = set()
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or any(fnmatch(name, pattern) for pattern in LEFT_OUT):
            continue
        if path.suffix == ".html":
            html, scripts = classic(path.read_text(encoding="utf-8"))
            if scripts:
                wanted.add(scripts)
            if name == "index.html":
                yield DOOR, html.encode()
            yield name, html.encode()
        else:
            yield name, path.read_bytes()
    scripts_of_pages = dict(bundled(wanted))
    worker = scripts_of_pages.pop("picture_worker.js")
    scripts_of_pages[FILES] = carried(site / "_static" / "pictures", worker)
    for name, data in sorted(scripts_of_pages.items()):
        yield f"_static/lab/{name}", data


def write_archive(site: Path) -> Path:
    """打成zip，都在一个文件夹里；同样的网站得到同样的字节。"""
    target = site / ARCHIVE
    files = ((f"{NAME}/{name}", data) for name, data in pages_and_files(site))
    write_zip(target, files, ZIP_DEFLATED)
    return target


def add_link(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """首页上，项目的zip前面，先写这一个。"""
    place = site_download.PLACE
    if app.builder.format != "html" or place not in context.get("body", ""):
        return
    address = context["pathto"](ARCHIVE, resource=True)
    told = f"解开，双击“{DOOR}”，不联网也能读，搜索、实验台都在。练习要Python，只有网站上能做。"
    link = f'<a href="{address}" download>下载整本书</a>（网页，zip{PLACE}）：{told}'
    context["body"] = context["body"].replace(place, f'<p id="pool-book">{link}</p>\n{place}')


def write_size(app: Sphinx, exception: Exception | None) -> None:
    """网页都写好了：打成zip，再把大小写在网站的首页上。zip里的那一页不写。"""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    size = write_archive(site).stat().st_size
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        if PLACE in html:
            html = html.replace(PLACE, f"，{size / 2**20:.1f} MB")
            page.write_text(html, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("html-page-context", add_link, priority=400)  # 排在site_download前面
    app.connect("build-finished", write_size, priority=900)  # 别的扩展都改好了网页
    return {"parallel_read_safe": True, "parallel_write_safe": True}
