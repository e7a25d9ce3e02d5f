"""打开一个真正的TensorBoard，量它显示多少步，截一张图。

    python experiments/tensorboard_page.py

先把第03章的笔记本运行一遍，好有日志。写出book/data/tensorboard.json和book/images/tensorboard.png。
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image
from playwright.sync_api import sync_playwright
from record import record

T = TypeVar("T")

BOOK = Path(__file__).parents[1] / "book"
SIZE = {"width": 700, "height": 720}
MAIN = {"x": 278, "y": 122, "width": 422, "height": 568}  # 只要右边的图，手机上才看得清
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def wait_for(get: Callable[[], T | None], what: str, seconds: float = 60) -> T:
    """隔一会儿问一次，直到有了结果；一直没有就报错。"""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if (result := get()) is not None:
            return result
        time.sleep(0.2)
    raise TimeoutError(f"等了{seconds:.0f}秒，{what}")


@contextmanager
def tensorboard(logs: str, *options: str) -> Iterator[str]:
    """在一个空的端口上运行TensorBoard，给出地址。"""
    command = [sys.executable, "-m", "tensorboard.main", "--logdir", logs]
    command += ["--host", "127.0.0.1", "--port", "0", "--load_fast", "false", *options]
    with tempfile.TemporaryDirectory() as folder:
        messages = Path(folder, "messages.txt")
        with (
            messages.open("w", encoding="utf-8") as file,
            subprocess.Popen(command, cwd=BOOK, stdout=file, stderr=file) as process,
        ):

            def address() -> str | None:
                found = re.search(r"http://127\.0\.0\.1:\d+/", messages.read_text("utf-8"))
                return found and found[0]

            try:
                yield wait_for(address, "TensorBoard没有启动")
            finally:
                process.terminate()


def steps(address: str) -> int:
    """每组图能看到多少步。TensorBoard要先读完日志，所以等到两组一样多、且不再变多为止。"""

    def get(path: str) -> Any:
        with urllib.request.urlopen(address + path, timeout=30) as response:
            return json.load(response)

    last: list[int] = []

    def settled() -> int | None:
        nonlocal last
        tags = get("data/plugin/images/tags").get(".", {})
        if not {"raw", "maxpool"} <= set(tags):
            return None
        query = "data/plugin/images/images?run=.&sample=0&tag="
        before, last = last, [len(get(query + tag)) for tag in ("raw", "maxpool")]
        return last[0] if before == last and last[0] == last[1] else None

    return wait_for(settled, "两组图的步数还在变")


def screenshot(address: str, path: Path) -> None:
    """截下IMAGES页。256色就够看清，文件小得多。"""
    with sync_playwright() as playwright:
        executable = next(filter(None, map(shutil.which, BROWSERS)))
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE, device_scale_factor=2)  # 放大也清楚
        page.goto(f"{address}?darkMode=false#images")
        page.locator("tf-image-loader img").nth(1).wait_for()
        page.wait_for_load_state("networkidle")
        part = path.with_suffix(".part.png")
        page.screenshot(path=part, clip=MAIN)
        browser.close()
    Image.open(part).convert("RGB").quantize(256).save(part, optimize=True)
    part.replace(path)


def main() -> None:
    newest = f"logs/{max((BOOK / 'logs').iterdir()).name}"
    with tensorboard(newest, "--samples_per_plugin", "images=500") as address:
        all_steps = steps(address)
        (BOOK / "images").mkdir(exist_ok=True)
        screenshot(address, BOOK / "images" / "tensorboard.png")
    with tensorboard(newest) as address:
        default_steps = steps(address)
    measured = {"default_steps": default_steps, "all_steps": all_steps}
    print(measured)
    record("tensorboard", measured)


if __name__ == "__main__":
    main()
