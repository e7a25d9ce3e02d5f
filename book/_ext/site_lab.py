"""会动的东西：book/_static/lab里的脚本打好包放进网站，哪一页用得着哪个，才取哪个。

它们是ES模块，互相`import`。几个脚本共用的部分，esbuild拆成另外的文件，名字里带着内容的哈希；
所以内容一变地址就变，缓存不会把新旧混在一起。
"""

import hashlib
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from site_assets import esbuild
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

SOURCES = Path(__file__).resolve().parents[1] / "_static" / "lab"

# 网页里有这个记号，就要用这个脚本和样式；没有样式的，写空的
MODULES = {
    'id="pool-lab"': ("lab_page.js", "lab.css"),
    "tag_front-widget": ("front.js", "front.css"),
    "data-pool=": ("figures.js", "figures.css"),
    "tag_exercise-check": ("figures.js", "figures.css"),  # 判定里的图，检查以后才有
    "pool-steps": ("steps.js", "steps.css"),
    'class="pool-predict"': ("predict.js", "predict.css"),
    'class="pool-quiz"': ("quiz.js", "predict.css"),
    'id="pool-review"': ("review.js", "predict.css"),
    'id="pool-due"': ("due.js", ""),
    "tag_exercise-stub": ("misconceptions.js", ""),
    'id="pool-picture"': ("picture.js", "picture.css"),
}
# 不由网页直接引用，也要有自己的名字：别的脚本、Worker或者检验会按名字来取
NAMED = ("core.js", "lab.js", "picture_worker.js", "questions.js", "schedule.js")


def version() -> str:
    """全部脚本和样式的内容的哈希。"""
    whole = b"".join(path.read_bytes() for path in sorted(SOURCES.iterdir()))
    return hashlib.sha256(whole).hexdigest()[:8]


@cache
def bundle(folder: Path) -> None:
    """把网站里原样复制来的那一份，换成打好包的。"""
    shutil.rmtree(folder)
    scripts = [*dict.fromkeys([*NAMED, *(script for script, _ in MODULES.values())])]
    esbuild(sorted(SOURCES.glob("*.css")), ["--bundle", f"--outdir={folder}"])
    options = ["--bundle", "--splitting", "--format=esm", f"--outdir={folder}"]
    # 点了才取的样式和Worker，名字里没有哈希，跟在地址后面
    options.append(f'--define:VERSION="{version()}"')
    esbuild([SOURCES / name for name in scripts], [*options, "--chunk-names=part-[hash]"])


def add_modules(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """用得着的页，才有这些脚本。"""
    if app.builder.format != "html":
        return
    bundle(Path(app.outdir) / "_static" / "lab")  # 这时Sphinx已经复制好，还没有写哪一页
    body = context.get("body", "")
    wanted = [files for marker, files in MODULES.items() if marker in body]
    if wanted:
        app.add_js_file("modules.js")
    for script, style in dict.fromkeys(wanted):
        app.add_js_file(f"lab/{script}", type="module")
        if style:
            app.add_css_file(f"lab/{style}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("html-page-context", add_modules)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
