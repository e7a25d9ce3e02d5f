"""在浏览器里要等多久：练习从点“检查”到看见判定，搜索从打字到看见结果，写进book/data/browser.json。

    python experiments/browser.py

先生成网站，供在本机上。每一轮用一个新的浏览器环境，依次量：第一次（什么也没有下载过），再点一次，
同一个读者打开的下一题，关掉停不下来的程序以后；再量搜索：打开搜索框到索引备好，一个问句到看见结果，
这两样在放慢四倍的处理器上各再量一次，像手机。取各轮的中位数。网络是本机，不含下载的时间。
"""

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, expect, sync_playwright
from record import record

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "book"), str(ROOT / "book" / "_ext"), str(ROOT / "tests" / "site")]

import make  # noqa: E402
from site_assets import install  # noqa: E402
from website import PAGES, Site, launch  # noqa: E402

ROUNDS = 7
QUESTION = "自适应平均池化后面怎么接全连接层"
FIRST, NEXT = (next(page for page in PAGES if f"/exercises/{n}-" in page) for n in ("05", "07"))


def seconds_to_verdict(page: Page) -> float:
    """点“检查”，到看见判定，几秒。"""
    page.locator(".exercise-result").evaluate("result => result.replaceChildren()")
    start = time.perf_counter()
    page.get_by_role("button", name="检查", exact=True).click()
    page.locator(".exercise-verdict").wait_for(timeout=60_000)
    return time.perf_counter() - start


def stop_endless(page: Page) -> None:
    """运行一个Python自己停不下来的程序，再点“停止”，换回最初的代码。"""
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator(".cm-content").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("sum(iter(int, 1))")
    page.get_by_role("button", name="运行", exact=True).click()
    expect(page.locator(".exercise-result")).to_contain_text("正在运行")
    page.get_by_role("button", name="停止", exact=True).click()
    page.get_by_role("button", name="复原", exact=True).click()


def seconds_to_results(page: Page) -> dict[str, float]:
    """打开搜索框到索引备好，打完一个问句到看见结果，各几秒。"""
    page.goto(page.url, wait_until="networkidle")
    start = time.perf_counter()
    page.keyboard.press("Control+k")
    page.evaluate("poolSearch.ready.then(() => true)")
    ready = time.perf_counter() - start
    shown = page.evaluate(
        """query => {
          const input = document.querySelector("#search-dialog input");
          input.value = query;
          const start = performance.now();
          input.dispatchEvent(new InputEvent("input", {bubbles: true}));
          return new Promise((resolve) => {
            const look = () => document.querySelector("#search-dialog .search-page")
              ? resolve((performance.now() - start) / 1000)
              : requestAnimationFrame(look);
            look();
          });
        }""",
        QUESTION,
    )
    return {"index_ready": ready, "first_result": shown}


def measure(browser: Browser, site: Site) -> dict[str, float]:
    """一轮。"""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(site.url(FIRST), wait_until="networkidle")
    seconds = {"cold": seconds_to_verdict(page), "warm": seconds_to_verdict(page)}
    page.wait_for_timeout(1000)  # 存进浏览器的那一份还在写
    page.goto(site.url(NEXT), wait_until="networkidle")
    seconds["next_page"] = seconds_to_verdict(page)
    stop_endless(page)
    seconds["after_stop"] = seconds_to_verdict(page)
    seconds |= {f"search_{name}": value for name, value in seconds_to_results(page).items()}
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    seconds |= {f"search_{name}_slow": value for name, value in seconds_to_results(page).items()}
    context.close()
    return seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        built = make.build(output=Path(folder))
        with make.serve(built, port=0) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            browser = launch(playwright)
            assert browser is not None, "找不到Chromium、Chrome或Edge"
            site = Site(built, f"http://127.0.0.1:{server.server_port}")
            rounds = [measure(browser, site) for _ in range(ROUNDS)]
            version = browser.version
            browser.close()
            server.shutdown()
        pyodide = json.loads((install() / "pyodide" / "package.json").read_text(encoding="utf-8"))
        files = [*(built / "_static" / "pyodide").iterdir()]
        megabytes = sum(path.stat().st_size for path in files) / 1e6
    measured = {
        "seconds": {name: median([one[name] for one in rounds]) for name in rounds[0]},
        "rounds": ROUNDS,
        "megabytes": round(megabytes, 1),
        "machine": f"{platform.machine()}，{platform.system()}，{os.cpu_count()}核",
        "versions": {"chromium": version, "pyodide": pyodide["version"]},
    }
    print(measured)
    record("browser", measured)


def median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


if __name__ == "__main__":
    main()
