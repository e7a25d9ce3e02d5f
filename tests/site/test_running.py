"""在网页上运行和检查：停得下来，下载一次就够，坏了说得清楚。"""

import re
from pathlib import Path
from urllib.parse import urlsplit

from exercise_pages import ENDLESS, NUMBERED, Desk, desk, solution, wrong
from playwright.sync_api import BrowserContext, Route, expect
from site_exercises import write_archive
from website import Site, until

# 浏览器里存着的，已经启动的Python
SNAPSHOTS = """async () => {
  const cache = await caches.open("tutorial-pool-python");
  return (await cache.keys()).filter(({ url }) => url.includes("snapshot"));
}"""


def test_run_shows_what_is_printed(fifth: Desk) -> None:
    assert "1 <b>2</b>" in fifth.answer("print(1, '<b>2</b>')\n", "运行")
    assert "ZeroDivisionError" in fifth.answer("1 / 0\n", "运行")


def test_stop_stops_anything(fifth: Desk) -> None:
    expect(fifth.button("停止")).to_be_disabled()
    fifth.answer("print(1)\n", "运行")
    fifth.write(ENDLESS)
    fifth.button("运行").click()
    expect(fifth.result).to_contain_text("正在运行")
    assert "已经停下" in fifth.press("停止")
    expect(fifth.button("停止")).to_be_disabled()
    assert "✅" in fifth.answer(solution("05"))
    assert "max_pool(x, (2, 2), None, (1, 1))是：\n[[-4, -2], [-7, -1]]" in fifth.press("运行")
    assert fifth.answer("x\n", "运行").strip() == "[[-4, -9, -2], [-7, -1, -8]]"
    assert fifth.answer("y = x\n", "运行") == "运行完了，没有输出。"


def test_what_never_ends_is_stopped_for_you(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(site.url(NUMBERED["05"]))
    opened = Desk(page)
    assert opened.answer("print(7)\n", "运行").strip() == "7"
    opened.write(ENDLESS)
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 3600)  # 钟只由下面两行来拨
    opened.button("检查").click()
    page.clock.run_for(14_000)
    expect(opened.result).to_contain_text("正在检查")
    page.clock.run_for(2_000)
    expect(opened.result).to_contain_text("15秒")
    page.clock.resume()
    assert opened.answer("print(8)\n", "运行").strip() == "8"
    page.close()


def test_downloads_once_and_then_needs_no_network(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as first:
        first.page.wait_for_load_state("networkidle")
        first.page.locator(".cm-content").click()
        assert first.downloads() == []  # 只是看看，Python不取
        assert "✅" in first.answer(solution("05"))
        assert len(first.downloads()) == len(set(first.downloads())) == 3
        assert {urlsplit(url).hostname for url in http(first.requests)} == {"127.0.0.1"}

        newcomer.set_offline(True)
        before = first.downloads()
        assert "❌" in first.answer(wrong("05"))
        first.write(ENDLESS)
        first.button("运行").click()
        first.press("停止")
        assert "✅" in first.answer(solution("05"))
        assert first.downloads() == before
        newcomer.set_offline(False)
    with desk(newcomer, site, "01") as second:
        assert "✅" in second.answer(solution("01"))
        assert second.downloads() == []


def http(urls: list[str]) -> list[str]:
    """真的请求；blob:是页面自己的东西。"""
    return [url for url in urls if url.startswith("http")]


def test_a_failed_download_can_be_retried(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as opened:
        opened.page.route("**/stdlib.zip.bin*", lambda route: route.abort())
        assert "没有下载完" in opened.answer(solution("05"))
        opened.page.unroute("**/stdlib.zip.bin*")
        opened.write(wrong("05"))  # 重试的是现在的代码
        assert "❌" in opened.press("重试")
        assert sum("python.wasm" in url for url in opened.requests) == 1


def test_says_how_much_is_downloaded(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as opened:
        waiting: list[Route] = []
        opened.page.route("**/stdlib.zip.bin*", lambda route: waiting.append(route))
        opened.button("检查").click()
        progress = opened.page.locator(".exercise-progress")
        expect(progress).to_have_text(re.compile(r"^下载Python（只有第一次）：\d\.\d/3\.\d MB$"))
        assert "已经停下" in opened.press("停止")
        expect(progress.get_by_role("progressbar")).to_be_hidden()
        waiting[0].abort()


def test_a_page_older_than_the_site_says_so(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as opened:
        opened.page.route("**/tutorial_pool.zip.bin*", lambda route: route.fulfill(body=b"newer"))
        assert "刷新" in opened.press("检查")


def test_a_damaged_snapshot_does_no_harm(context: BrowserContext, site: Site) -> None:
    with desk(context, site, "05") as first:
        first.press("检查")
        until(first.page, f"async () => (await ({SNAPSHOTS})()).length === 1")
    with desk(context, site, "05") as opened:
        opened.page.evaluate(
            f"""async () => {{
              const cache = await caches.open("tutorial-pool-python");
              for (const key of await ({SNAPSHOTS})())
                await cache.put(key, new Response("damaged"));
            }}"""
        )
        assert "✅" in opened.answer(solution("05"))
        assert opened.downloads() == []


def test_the_archive_is_always_the_same(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_archive(tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
