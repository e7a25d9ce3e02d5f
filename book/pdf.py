"""整本书的PDF：各页的正文照目录的次序拼成一篇，由Chromium排版；书签、目录的页码都有。

用法：`python book/make.py pdf`，或`hatch run pdf`。要浏览器，和可选的依赖`pdf`。
"""

import datetime
import importlib.util
import io
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import contents
import make

SCRIPT = Path(__file__).with_name("pdf.js")
STYLE = Path(__file__).with_name("pdf.css")
TITLE = "池化层：从循环到向量化"
PATIENCE = 600_000  # 几百页要排一会儿，单位是毫秒
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "做PDF要{name}，还没有装：python -m pip install {name}，或者用hatch run pdf。"
NO_BROWSER = "做PDF要Chrome、Edge或Chromium，这台电脑上一个也没有找到。"


@dataclass(frozen=True)
class Entry:
    """书里的一页：在哪一部分，网站上叫什么，题目前面的号。"""

    name: str
    part: str
    number: str


def entries() -> Iterator[Entry]:
    """照_toc.yml的次序，先是首页。"""
    root = make.ROOT
    yield Entry("book/intro", "", "")
    for page in contents.pages():
        name = page.file.relative_to(root).with_suffix("").as_posix()
        chapter = page.number and "exercises" not in name
        yield Entry(name, page.part, f"第{page.number}章" if chapter else "")


def check() -> None:
    """缺什么，先说。"""
    for name in ("playwright", "pikepdf"):
        if importlib.util.find_spec(name) is None:
            raise make.MakeError(MISSING.format(name=name))


@contextmanager
def browser() -> Iterator[Any]:
    """找到的第一个浏览器。"""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        paths = [{"executable_path": path} for path in map(shutil.which, BROWSERS) if path]
        for choice in [*paths, {"channel": "chrome"}, {"channel": "msedge"}, {}]:
            with suppress(Error):
                opened = playwright.chromium.launch(args=["--no-sandbox"], **choice)
                break
        else:
            raise make.MakeError(NO_BROWSER)
        yield opened
        opened.close()


def version() -> str:
    """书的版本和日期。"""
    from tutorial_pool import __version__

    today = datetime.date.today()
    return f"{__version__}版，{today.year}年{today.month}月{today.day}日"


def printed(page: Any, draft: bool = False) -> bytes:
    """印成PDF：带书签，带标签（读屏软件要）；草稿不带，快一些。"""
    whole = not draft
    return page.pdf(prefer_css_page_size=True, print_background=True, outline=whole, tagged=whole)


def pages_of(pdf: bytes) -> dict[str, int]:
    """每个链接的目标在第几页。"""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        places = document.Root.Dests.items()
        return {name.removeprefix("/"): numbers[place[0].objgen] for name, place in places}


def save(pdf: bytes, target: Path) -> int:
    """写上书名，压紧，存好；返回页数。"""
    import pikepdf

    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.docinfo["/Title"] = TITLE
        document.docinfo["/Subject"] = version()
        document.Root.PageMode = pikepdf.Name.UseOutlines  # 打开就看得到书签
        document.save(part, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        pages = len(document.pages)
    part.replace(target)
    return pages


def write(site: Path, target: Path, book: Iterable[Entry] | None = None) -> int:
    """把做好的网站（默认是整本书）写成一个PDF，返回页数。"""
    check()
    with browser() as opened, make.serve(site, port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = opened.new_context(
            locale="zh-CN", color_scheme="light", bypass_csp=True, service_workers="block"
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.emulate_media(media="print")
        page.goto(f"http://127.0.0.1:{server.server_port}/404.html")
        page.add_script_tag(path=SCRIPT)
        chosen = [vars(entry) for entry in book or entries()]
        style = STYLE.read_text(encoding="utf-8")
        page.evaluate("(given) => poolPdf.assemble(...given)", [TITLE, chosen, version(), style])
        # 先印一遍，看各节落在哪一页；把页码写进目录，再印。目录的长短不变，页码就不变
        page.evaluate("(places) => poolPdf.number(places)", pages_of(printed(page, draft=True)))
        pdf = printed(page)
        server.shutdown()
    return save(pdf, target)
