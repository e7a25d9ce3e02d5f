"""做好的网站和它的页，供tests/site的测试共用。"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import make
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect
from sphinx_external_toc.parsing import parse_toc_yaml

PAGES = tuple(parse_toc_yaml(make.ROOT / "_toc.yml"))

# 没有窗口的Chromium快得多，只是不会冻住离开的页
WINDOWLESS = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--liftoff-only",  # 每页的Python只跑一会儿，不值得再优化编译
]
# 读者的浏览器在“后退”时回到冻着的那一页，测试的也要
NOT_FLAGS = ["--disable-back-forward-cache"]
# 等不到就是真的坏了；CI上的机器可能忙得多。单位是毫秒
PATIENCE = 120_000 if os.environ.get("CI") else 20_000


@dataclass(frozen=True)
class Site:
    """做好的网站：它的文件夹，和供着它的地址。"""

    folder: Path
    address: str

    @cached_property
    def html(self) -> dict[str, BeautifulSoup]:
        """每一页的HTML。"""
        return {
            page: BeautifulSoup(self.file(page).read_text(encoding="utf-8"), "html.parser")
            for page in PAGES
        }

    @cached_property
    def texts(self) -> dict[str, str]:
        """每一页正文的文字。"""
        found = {page: html.select_one("article") for page, html in self.html.items()}
        return {page: article.get_text() for page, article in found.items()}

    def file(self, page: str) -> Path:
        """这一页的文件。"""
        return self.folder / f"{page}.html"

    def url(self, page: str) -> str:
        """这一页的地址。"""
        return f"{self.address}/{page}.html"

    def inline(self, page: str) -> list[str]:
        """写在网页里的脚本、样式和on…，内容安全策略都不许。"""
        html = BeautifulSoup(self.file(page).read_text(encoding="utf-8"), "html.parser")
        banned = html.select("[style], style, script:not([src], [type='application/json'])")
        banned += html.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs))
        return [str(tag)[:90] for tag in banned]

    def broken_links(self, page: str) -> list[str]:
        """这一页里哪儿也到不了的链接。"""
        html = BeautifulSoup(self.file(page).read_text(encoding="utf-8"), "html.parser")
        links = [str(link["href"]) for link in html.select("a[href]")]
        return [href for href in links if not self.resolves(page, href)]

    def resolves(self, page: str, href: str) -> bool:
        """站内的链接：文件在，锚点也在。站外的不管。"""
        target = urlsplit(urljoin(f"http://site/{page}.html", href))
        if target.scheme not in ("http", "https") or target.hostname != "site":
            return target.scheme in ("http", "https", "mailto")
        path = self.folder / unquote(target.path).lstrip("/")
        if path.is_dir():
            path /= "index.html"
        return path.is_file() and (not target.fragment or unquote(target.fragment) in anchors(path))


@cache
def anchors(path: Path) -> set[str]:
    """一页里的全部锚点。"""
    html = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    return {str(element["id"]) for element in html.select("[id]")}


def launch(playwright: Playwright, *first: str) -> Browser | None:
    """打开找到的第一个浏览器，先找`first`。"""
    paths = [{"executable_path": path} for path in map(shutil.which, (*first, *BROWSERS)) if path]
    for choice in [*paths, {"channel": "chrome"}, {"channel": "msedge"}, {}]:
        with suppress(Error):
            return playwright.chromium.launch(args=FLAGS, ignore_default_args=NOT_FLAGS, **choice)
    return None


# 一打开就看着：页面移动了多少，移动的是什么
SHIFTS = """
window.seen = { shift: 0, moved: [] };
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    if (hadRecentInput) continue;
    seen.shift += value;
    seen.moved.push(...sources.map(({ node }) => node?.outerHTML?.slice(0, 99)));
  }
}).observe({ type: "layout-shift", buffered: true });
"""


# 全部的节都排过版了（later.js）：以后位置不再变
LAID_OUT = """
[...document.querySelectorAll("article section, article dl.py")]
  .every((one) => getComputedStyle(one).contentVisibility === "visible")
"""


@contextmanager
def reader(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """一个读者的浏览器，什么也没有下载过。"""
    context = browser.new_context(locale="zh-CN", **options)
    if "service_workers" not in options:  # 存着的页会让别的测试看不到网络；要它的测试自己说要
        context.add_init_script("delete Navigator.prototype.serviceWorker")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield context
    context.close()


def until(page: Page, expression: str, arg: Any = None) -> None:
    """等到网页里的这个式子成立。page.wait_for_function要在网页里用eval，安全策略不许。"""
    deadline = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, f"等不到{expression}"
        page.wait_for_timeout(50)
