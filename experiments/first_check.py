"""量一量：慢的网络、慢的电脑上，练习页要取多少，第一次“检查”要等多久。

    python experiments/first_check.py _build/html

网速1.6 Mbit/s，来回150毫秒，主线程慢4倍；供网站的照GitHub Pages的样子，用gzip压。
打印：动手以前取了多少，页面移动了多少（CLS）；打开就按“检查”，到有判定要几秒；再开一题，从浏览器里取，要几秒。
"""

import argparse
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "book"), str(ROOT / "book" / "_ext"), str(ROOT / "tests" / "site")]

from measures import visit  # noqa: E402
from network import Sent, hosted, slow_down  # noqa: E402
from website import launch  # noqa: E402

PAGE = "book/exercises/05-padding"
NEXT = "book/exercises/06-dilation"


def check(page: Page) -> float:
    """按“检查”，到有判定的秒数。"""
    start = time.monotonic()
    page.get_by_role("button", name="检查", exact=True).click()
    verdict = page.locator(".exercise-verdict, .pool-verdict:not(.cell *)")
    verdict.first.wait_for(timeout=120_000)
    return time.monotonic() - start


def tell(what: str, sent: Sent, page: Page, files: bool) -> None:
    """取了多少，移动了多少；也可以列出是哪些文件。"""
    size = sum(size for _, size in sent) / 1000
    cls = page.evaluate("audit.cls")
    print(f"{what}：{size:.0f} kB，{len(sent)}个文件，CLS {cls:.3f}", flush=True)
    if files:
        for path, size in sorted(sent, key=lambda one: -one[1]):
            print(f"  {size / 1000:8.1f} {path}")


def main() -> None:
    """量一遍，打印。"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--page", default=PAGE)
    parser.add_argument("--list", action="store_true", help="列出取了哪些文件")
    chosen = parser.parse_args()
    with sync_playwright() as playwright, hosted(chosen.site) as host:
        browser = launch(playwright)
        assert browser is not None, "找不到Chromium、Chrome或Edge"
        with visit(browser, host, chosen.page, slow=True) as first:
            tell("动手以前", first.sent, first.page, chosen.list)
            print(f"第一次检查：{check(first.page):.1f}秒", flush=True)
            tell("又取了", host.sent[len(first.sent) :], first.page, chosen.list)
            first.page.wait_for_timeout(3000)  # 存进浏览器
            again = first.page.context.new_page()
            slow_down(again)
            again.goto(host.url(NEXT), wait_until="networkidle", timeout=120_000)
            print(f"再开一题：{check(again):.1f}秒")
        browser.close()


if __name__ == "__main__":
    main()
