"""让练习页上的代码在浏览器里运行：编辑器、Python和教学用的包，都放进网站。

编辑器是CodeMirror，用esbuild从editor.js打包；Python是Pyodide；要交给它的包打成一个zip。
每个练习页里写一份清单：这些文件在哪里，多大，内容的哈希是多少；哪几题要NumPy。读者要用到Python时，页面才按清单去取。
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from site_assets import ASSETS, bundle, install, write_zip
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from tutorial_pool.exercises.content.track import EVERY_EXERCISE

HERE = Path(__file__).resolve().parent
BOOK = HERE.parent
PACKAGE = BOOK.parent / "tutorial_pool"

EXERCISE = re.compile(r"book/exercises/(?:index$|\d\d-)")
SCRIPTS = (
    "exercises_progress.js",
    "exercises_code.js",
    "exercises_python.js",
    "exercises_editor.js",
    "exercises.js",
)

# 浏览器里的Python要取的文件，都在_static里
ARCHIVE = "pyodide/tutorial_pool.zip"
WORKER = "python_worker.js"
RUNTIME = [name for name in ASSETS.values() if name.startswith("pyodide/")]
# 包里不用NumPy的那一部分；exercises整个都在内
SHARED = ("__init__.py", "geometry.py", "book/__init__.py", "book/svg.py")

NOTICE = "CodeMirror, (C) Marijn Haverbeke and others, MIT License, codemirror.net"


def sources() -> list[Path]:
    """浏览器里要用到的Python文件。"""
    exercises = PACKAGE / "exercises"
    found = [*exercises.rglob("*.py"), *exercises.rglob("py.typed")]
    return sorted([*(PACKAGE / name for name in SHARED), *found])


def write_archive(target: Path) -> None:
    """打成zip，不压缩，换行统一。"""
    texts = {path: path.read_bytes().replace(b"\r\n", b"\n") for path in sources()}
    root = PACKAGE.parent
    write_zip(target, ((path.relative_to(root).as_posix(), text) for path, text in texts.items()))


def write_files(app: Sphinx) -> None:
    """在写网页之前，把包和编辑器放进_static；Pyodide由site_assets来放。"""
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    (static / ARCHIVE).parent.mkdir(parents=True, exist_ok=True)
    write_archive(static / ARCHIVE)
    bundle(HERE / "editor.js", static / "exercises_editor.js", "poolEditor", NOTICE)


def describe(folder: Path, name: str) -> dict[str, Any]:
    """一个文件的地址、字节数和哈希。地址带着哈希，内容一变地址就变，缓存就不会给出旧的。"""
    data = (folder / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return {
        "name": name.rpartition("/")[-1],
        "url": f"{name}?v={digest[:16]}",
        "bytes": len(data),
        "sha256": digest,
    }


@cache
def manifest(static: Path) -> dict[str, Any]:
    """浏览器里的Python要取的全部文件，地址从_static算起；还有它没有NumPy，做不了的题。"""
    files = [describe(static, name) for name in (*RUNTIME, ARCHIVE)]
    files.append(describe(BOOK / "_static", WORKER))
    lock = json.loads((install() / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    # 那几百个可以另外下载的包，网站上都没有
    numpy = [exercise.number for exercise in EVERY_EXERCISE if exercise.needs_numpy]
    return {"files": files, "lock": json.dumps(lock | {"packages": {}}), "needsNumpy": numpy}


def add_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """练习的各页才有这些脚本和清单。"""
    if app.builder.format != "html" or not EXERCISE.match(pagename):
        return
    root = context["pathto"]("_static/", resource=True)
    listed = {"root": root} | manifest(Path(app.outdir) / "_static")
    app.add_css_file("exercises.css")
    app.add_js_file(None, body=json.dumps(listed), type="application/json", id="python-files")
    for name in SCRIPTS:
        app.add_js_file(name, loading_method="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("builder-inited", write_files)
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
