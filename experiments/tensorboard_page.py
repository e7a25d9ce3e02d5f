"""打开一个真正的TensorBoard，量它显示多少步，截一张图。

    python experiments/tensorboard_page.py

先把第03章的笔记本运行一遍，好有日志。写出book/data/tensorboard.json和book/images/tensorboard.png。
"""

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

BOOK = Path(__file__).parents[1] / "book"
SIZE = {"width": 700, "height": 720}
MAIN = {"x": 278, "y": 122, "width": 422, "height": 568}  # 只要右边的图，手机上才看得清
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


@contextmanager
def tensorboard(logs: str, *options: str) -> Iterator[str]:
    """在一个空的端口上运行TensorBoard，给出地址。"""
    command = [sys.executable, "-m", "tensorboard.main", "--logdir", logs]
    command += ["--host", "127.0.0.1", "--port", "0", "--load_fast", "false", *options]
    with subprocess.Popen(command, cwd=BOOK, stderr=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stderr:
                if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                    yield found[0]
                    return
            raise RuntimeError("TensorBoard没有启动")
        finally:
            process.terminate()


def steps(address: str) -> dict[str, int]:
    """每组图能看到多少步。TensorBoard要先读完日志，所以等到两组都有、且不再变多为止。"""

    def get(path: str) -> object:
        with urllib.request.urlopen(address + path) as response:
            return json.load(response)

    count: dict[str, int] = {}
    while True:
        tags = get("data/plugin/images/tags").get(".", {})
        now = {
            tag: len(get(f"data/plugin/images/images?run=.&tag={tag}&sample=0"))
            for tag in ("raw", "maxpool")
            if tag in tags
        }
        if len(now) == 2 and now == count:
            return now
        count = now


def screenshot(address: str, path: Path) -> None:
    """截下IMAGES页。256色就够看清，文件小得多。"""
    with sync_playwright() as playwright:
        executable = next(filter(None, map(shutil.which, BROWSERS)))
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE)
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
    assert default_steps["raw"] == default_steps["maxpool"]
    assert all_steps["raw"] == all_steps["maxpool"]
    record = {"default_steps": default_steps["raw"], "all_steps": all_steps["raw"]}
    print(record)
    target = BOOK / "data" / "tensorboard.json"
    part = target.with_suffix(".json.part")
    part.write_text(json.dumps(record) + "\n", encoding="utf-8")
    part.replace(target)


if __name__ == "__main__":
    main()
