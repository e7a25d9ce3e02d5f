"""读过的页，断网也能再读：把Service Worker放在网站的根上，它才管得到每一页。

它的版本是全部网页和文件的哈希，所以书一变，浏览器就知道要换。
"""

import hashlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

WORKER = Path(__file__).resolve().with_name("sw.js")
VERSION = "开发中"  # sw.js里写版本的地方


def version(site: Path) -> str:
    """网站的哈希，它自己不算。"""
    digest = hashlib.sha256(WORKER.read_bytes())
    for path in sorted(site.rglob("*")):
        if path.is_file() and path != site / WORKER.name:
            digest.update(path.relative_to(site).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def write_worker(app: Sphinx, exception: Exception | None) -> None:
    """网站都写好了，写上版本。"""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    text = WORKER.read_text(encoding="utf-8").replace(VERSION, version(site))
    (site / WORKER.name).write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("build-finished", write_worker, priority=950)  # 最后一步
    return {"parallel_read_safe": True, "parallel_write_safe": True}
