"""做好的网站和它的页，供tests/site的测试共用。"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import make
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Error, Playwright
from sphinx_external_toc.parsing import parse_toc_yaml

PAGES = tuple(parse_toc_yaml(make.ROOT / "_toc.yml"))

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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

    def file(self, page: str) -> Path:
        """这一页的文件。"""
        return self.folder / f"{page}.html"

    def url(self, page: str) -> str:
        """这一页的地址。"""
        return f"{self.address}/{page}.html"

    def text(self, page: str) -> str:
        """这一页正文的文字。"""
        article = self.html[page].select_one("article.bd-article")
        assert article is not None
        return article.get_text()


def launch(playwright: Playwright) -> Browser | None:
    """打开找到的第一个浏览器。"""
    paths = [{"executable_path": path} for path in map(shutil.which, BROWSERS) if path]
    for choice in [*paths, {"channel": "chrome"}, {"channel": "msedge"}, {}]:
        with suppress(Error):
            return playwright.chromium.launch(args=FLAGS, **choice)
    return None
