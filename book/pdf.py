"""整本书的PDF：各页的正文照目录的次序拼成一篇，由Chromium排版；书签、目录的页码都有。

用法：`python book/make.py pdf`，或`hatch run pdf`。要浏览器，和可选的依赖`pdf`。
"""

import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import contents
import make

SCRIPT = Path(__file__).with_name("pdf.js")
STYLE = Path(__file__).with_name("pdf.css")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "做PDF要playwright和pypdf：python -m pip install 'playwright' 'pypdf'，或hatch run pdf。"
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


@contextmanager
def browser() -> Iterator[Any]:
    """找到的第一个浏览器。"""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise make.MakeError(MISSING) from error
    from contextlib import suppress
    from shutil import which

    from playwright.sync_api import Error

    with sync_playwright() as playwright:
        paths = [{"executable_path": path} for path in map(which, BROWSERS) if path]
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


def printed(page: Any) -> bytes:
    """印成PDF：带书签，带标签（读屏软件要）。"""
    return page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)


def pages_of(pdf: bytes) -> dict[str, int]:
    """每个链接的目标在第几页。"""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}
    return {
        name.removeprefix("/"): numbers[target.page.idnum]
        for name, target in reader.named_destinations.items()
    }


def write(site: Path, target: Path) -> int:
    """把做好的网站写成一个PDF，返回页数。"""
    try:
        from pypdf import PdfReader, PdfWriter
    except ImportError as error:
        raise make.MakeError(MISSING) from error
    with browser() as opened, make.serve(site, port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = opened.new_context(
            locale="zh-CN", color_scheme="light", bypass_csp=True, service_workers="block"
        )
        page = context.new_page()
        page.set_default_timeout(300_000)
        page.goto(f"http://127.0.0.1:{server.server_port}/404.html")
        page.add_script_tag(path=SCRIPT)
        book = [vars(entry) for entry in entries()]
        page.evaluate(
            "([book, about, style]) => poolPdf.assemble(book, about, style)",
            [book, version(), STYLE.read_text(encoding="utf-8")],
        )
        # 先印一遍，看各节落在哪一页；把页码写进目录，再印。目录的长短不变，页码就不变
        places = pages_of(printed(page))
        page.evaluate("(places) => poolPdf.number(places)", places)
        pdf = printed(page)
        server.shutdown()
    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.add_metadata({"/Title": "池化层：从循环到向量化", "/Subject": version()})
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    writer.write(part)
    part.replace(target)
    return len(reader.pages)
