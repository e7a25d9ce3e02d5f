"""README里的图：从做好的网站截下来。

    python book/make.py book --build-only
    python experiments/pictures.py

写进book/images：首页、一章、一道练习的判定，各一张WebP。网站变了样子，就再运行一次。
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "book"), str(ROOT / "tests" / "site")]

import make  # noqa: E402
from website import launch, reader  # noqa: E402

PHONE = {"width": 390, "height": 760}
DESK = {"width": 1280, "height": 760}
WRONG = """def output_size(length, kernel_size, stride=None, padding=0):
    return (length - kernel_size) // (stride or 1) + 1
"""


def front(page: Page) -> None:
    """首页：框走了两步。"""
    step = page.get_by_role("button", name="后一个输出")
    step.click()
    step.click()


def chapter(page: Page) -> None:
    """第4章：最后一窗规则的图。"""
    page.locator("figure.pool-steps").first.scroll_into_view_if_needed()


def verdict(page: Page) -> None:
    """练习2：写错了，说出错在哪里。"""
    page.locator(".exercise-editor").scroll_into_view_if_needed()
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(WRONG)
    page.get_by_role("button", name="检查", exact=True).click()
    page.locator(".exercise-result .pool-failed").wait_for(timeout=120_000)


# 文件名 → 页、窗口、亮暗、先做什么
PICTURES: dict[str, tuple[str, dict[str, int], str, Callable[[Page], None]]] = {
    "front": ("book/intro", DESK, "light", front),
    "chapter": ("book/04-output-size", PHONE, "dark", chapter),
    "exercise": ("book/exercises/02-output-size", DESK, "light", verdict),
}


def main() -> None:
    """一张一张截。"""
    site = ROOT / "_build" / "html"
    if not site.is_dir():
        raise SystemExit("先做好网站：python book/make.py book --build-only")
    with make.serve(site, port=0) as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        browser = launch(playwright)
        if browser is None:
            raise SystemExit("找不到Chromium、Chrome或Edge")
        for name, (page, viewport, scheme, prepare) in PICTURES.items():
            with reader(browser, viewport=viewport, color_scheme=scheme) as context:
                opened = context.new_page()
                opened.goto(f"http://127.0.0.1:{server.server_port}/{page}.html")
                prepare(opened)
                picture = Image.open(io.BytesIO(opened.screenshot()))
            path = ROOT / "book" / "images" / f"{name}.webp"
            part = path.with_suffix(".part")
            picture.save(part, "WEBP", quality=80, method=6)
            part.replace(path)
            print(f"{path.relative_to(ROOT)}：{path.stat().st_size / 1024:.0f} KB")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
