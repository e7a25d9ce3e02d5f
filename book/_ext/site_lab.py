"""会动的东西：book/_static/lab里的脚本压小后放进网站，哪一页用得着哪个，才取哪个。

它们是ES模块，互相`import`。每处引用都带上内容的哈希：内容一变地址就变，缓存就不会把新旧混在一起。
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from site_assets import minify
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

SOURCES = Path(__file__).resolve().parents[1] / "_static" / "lab"

# 网页里有这个记号，就要用这个脚本和样式
MODULES: dict[str, tuple[str, str]] = {
    'id="pool-picture"': ("picture.js", "picture.css"),
}

IMPORTED = re.compile(r'(?<=["\'])\./(\w+\.(?:js|css))(?=["\'])')


@cache
def version(name: str) -> str:
    """一个文件连同它用到的文件，内容的哈希。"""
    text = (SOURCES / name).read_text(encoding="utf-8")
    whole = text + "".join(version(other) for other in dict.fromkeys(IMPORTED.findall(text)))
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def add_modules(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """用得着的页，才有这些脚本。"""
    if app.builder.format != "html":
        return
    for marker, (script, style) in MODULES.items():
        if marker in context.get("body", ""):
            app.add_js_file(f"lab/{script}", type="module")
            app.add_css_file(f"lab/{style}")


def finish(app: Sphinx, exception: Exception | None) -> None:
    """把网站里的那一份压小，给引用带上哈希。"""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / "lab"
    files = [folder / path.name for path in sorted(SOURCES.iterdir())]
    minify(files, folder)
    for path in files:
        text = path.read_text(encoding="utf-8")
        text = IMPORTED.sub(lambda found: f"{found[0]}?v={version(found[1])}", text)
        path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("html-page-context", add_modules)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
