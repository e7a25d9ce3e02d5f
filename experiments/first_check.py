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


<<<<<<< HEAD
class Handler(SimpleHTTPRequestHandler):
    """会压的就压。"""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """一个文件。"""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        small = path.suffix in PACKED
        data = packed(path) if small else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """不说话。"""


class Slow:
    """一页，慢的；数着它取了多少字节。"""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.fetched = 0.0
        self.received: dict[str, int] = {}
        urls: dict[str, str] = {}
        session = context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        session.on(
            "Network.requestWillBeSent",
            lambda e: urls.update({e["requestId"]: e["request"]["url"]}),
        )

        def finished(event: dict[str, Any]) -> None:
            url = urls.get(event["requestId"], "?")
            self.received[url] = self.received.get(url, 0) + int(event["encodedDataLength"])

        session.on("Network.loadingFinished", finished)
        self.page.add_init_script(SHIFTS)

    def check(self) -> float:
        """按“检查”，到有判定的秒数。"""
        start = time.monotonic()
        self.page.get_by_role("button", name="检查", exact=True).click()
        self.page.get_by_text("正在启动Python").wait_for(timeout=120_000)
        self.fetched = time.monotonic() - start
        verdict = self.page.locator(".exercise-verdict, .pool-verdict:not(.cell *)")
        verdict.first.wait_for(timeout=120_000)
        return time.monotonic() - start
=======
def tell(what: str, sent: Sent, page: Page, files: bool) -> None:
    """取了多少，移动了多少；也可以列出是哪些文件。"""
    size = sum(size for _, size in sent) / 1000
    cls = page.evaluate("audit.cls")
    print(f"{what}：{size:.0f} kB，{len(sent)}个文件，CLS {cls:.3f}", flush=True)
    if files:
        for path, size in sorted(sent, key=lambda one: -one[1]):
            print(f"  {size / 1000:8.1f} {path}")
>>>>>>> origin/main


def main() -> None:
    """量一遍，打印。"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--page", default=PAGE)
    parser.add_argument("--list", action="store_true", help="列出取了哪些文件")
    chosen = parser.parse_args()
<<<<<<< HEAD

    class Here(Handler):
        def __init__(self, *rest: Any, **named: Any) -> None:
            super().__init__(*rest, directory=str(chosen.site), **named)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Here)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/book/exercises"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chosen.browser, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": chosen.width, "height": 844}, locale="zh-CN"
        )
        slow = Slow(context)
        slow.page.goto(f"{address}/{chosen.page}.html", wait_until="networkidle", timeout=120_000)
        before = dict(slow.received)
        shift = slow.page.evaluate("window.cls ?? 0")
        total = sum(before.values()) / 1000
        print(f"动手以前：{total:.0f} kB，{len(before)}个文件，CLS {shift:.3f}")
        if chosen.list:
            for url, size in sorted(before.items(), key=lambda item: -item[1]):
                print(f"  {size / 1000:8.1f} {re.sub('^.*//[^/]*/', '', url)}")
        took = slow.check()
        print(f"第一次检查：{took:.1f}秒，其中取文件{slow.fetched:.1f}秒", flush=True)
        more = {url: size for url, size in slow.received.items() if url not in before}
        print(f"又取了{sum(more.values()) / 1000:.0f} kB")
        if chosen.list:
            for url, size in more.items():
                print(f"  {size / 1000:8.1f} {re.sub('^.*//[^/]*/', '', url)}")
        slow.page.wait_for_timeout(3000)  # 存进浏览器
        slow.page.close()
        again = Slow(context)
        again.page.goto(f"{address}/06-dilation.html", wait_until="networkidle", timeout=120_000)
        print(f"再开一题：{again.check():.1f}秒")
=======
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
>>>>>>> origin/main
        browser.close()


if __name__ == "__main__":
    main()
