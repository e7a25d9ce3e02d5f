"""打开一页，量它：取了多少，多久看得见，动没动，合不合无障碍的规矩。

供测试和`experiments/audit.py`共用；在网页里跑的那一半是`measures.js`。
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from accessible import violations
from network import Host, Sent, slow_down
from playwright.sync_api import Browser, Page, expect
from website import PAGES, reader

ALL = (*PAGES, "search", "404")  # 书里的各页，还有不在书里的两页
FRONT = PAGES[0]
PHONE = 390
PAPER = {"width": 680, "height": 980}  # A4去掉边，一个像素是1/96英寸
LOOKS = [(width, scheme) for scheme in ("light", "dark") for width in (360, 1280)]
MEASURES = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def chapters(name: str) -> bool:
    """是章。"""
    return re.match(r"book/\d", name) is not None


def exercises(name: str) -> bool:
    """是一道练习。"""
    return re.match(r"book/exercises/\d", name) is not None


@dataclass
class Visit:
    """第一次来，打开了一页，还没有动。"""

    page: Page
    sent: Sent
    lcp: float  # 最大的一块画出来，毫秒
    cls: float  # 页面移动了多少
    messages: list[str]  # 控制台里的错误和警告，没有取到的
    foreign: list[str]  # 向别的网站取的

    @property
    def bytes(self) -> int:
        """取了多少字节。"""
        return sum(size for _, size in self.sent)

    @property
    def refused(self) -> list[str]:
        """到现在，内容安全策略拦下的。"""
        return self.page.evaluate("audit.refused")


@contextmanager
def visit(browser: Browser, host: Host, name: str, *, slow: bool = False) -> Iterator[Visit]:
    """拿着手机，第一次来到这一页；取完为止。"""
    options: dict[str, Any] = {"viewport": {"width": PHONE, "height": 844}, "color_scheme": "light"}
    # 颜色正在变的时候，量不准对比度
    with reader(browser, reduced_motion="reduce", **options) as context:
        page = context.new_page()
        page.add_init_script(MEASURES)
        if slow:
            slow_down(page)
        messages: list[str] = []
        foreign: list[str] = []
        page.on("console", lambda m: m.type in ("error", "warning") and messages.append(m.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("requestfailed", lambda r: messages.append(f"{r.url} {r.failure}"))
        page.on("request", lambda r: elsewhere(r.url) and foreign.append(r.url))
        host.sent.clear()
        page.goto(host.url(name), wait_until="networkidle", timeout=120_000)
        measured = page.evaluate("audit.opening()")
        yield Visit(page, [*host.sent], measured["lcp"], measured["cls"], messages, foreign)


def elsewhere(url: str) -> bool:
    """是别的网站的。"""
    return url.startswith("http") and urlsplit(url).hostname != "127.0.0.1"


def look(page: Page, width: int, scheme: Any) -> None:
    """换个宽度，换亮换暗。"""
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)


def faults(page: Page, looks: Iterable[tuple[int, str]]) -> dict[str, list[Any]]:
    """axe在各种样子下找到的毛病。点的地方不到24像素的（target-size）也在里面。"""
    found = {}
    for width, scheme in looks:
        look(page, width, scheme)
        found[f"{width}，{scheme}"] = violations(page)
    return found


def clipped(page: Page) -> list[str]:
    """照现在的样子，被裁掉一些的。"""
    page.evaluate(MEASURES)
    return page.evaluate("audit.clipped()")


def clipped_on_paper(page: Page) -> list[str]:
    """打印在A4上，被裁掉一些的。"""
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    return clipped(page)


def unseen_focus(page: Page) -> list[str]:
    """用键盘到得了，看不出到了的。"""
    page.keyboard.press("Tab")
    return page.evaluate("audit.unseenFocus()")
