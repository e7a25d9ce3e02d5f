"""让练习页上的代码在浏览器里运行：编辑器、Python和教学用的包，都放进网站。

编辑器是CodeMirror，用esbuild从editor.js打包；Python是裁过的Pyodide（site_python.py）；要交给它的包打成一个zip。
每个练习页里写一份清单：这些文件在哪里，多大，内容的哈希是多少；哪几题要NumPy。读者要用到Python时，页面才按清单去取。
写代码的地方（一个普通的输入框）和各题的编号，做网站时就写在页里：脚本来了，什么都不会动。
"""

import hashlib
import json
import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import site_python
from site_assets import bundle, install, write_zip
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import TRACK, find

HERE = Path(__file__).resolve().parent
BOOK = HERE.parent
PACKAGE = BOOK.parent / "tutorial_pool"

INDEX = "book/exercises/index"
EXERCISE = re.compile(r"book/exercises/(\d\d)-")
ANSWERING = ("exercises_code.js", "exercises_python.js", "exercises.js")  # 答题的页才有

# 浏览器里的Python要取的文件，都在_static里，都压过
ARCHIVE = "pyodide/tutorial_pool.zip.bin"
RUNTIME = ("pyodide/python.wasm.bin", "pyodide/stdlib.zip.bin")
MORE = "pyodide/more.zip.bin"
# 要用时才取的脚本
EDITOR = "exercises_editor.js"
UNPACK = "unpack.js"
# 包里不用NumPy的那一部分；exercises除了开另一个进程的、终端里用的，都在内
SHARED = ("__init__.py", "geometry.py", "book/__init__.py", "book/svg.py")
NOT_SHARED = {PACKAGE / "exercises" / "apart", PACKAGE / "exercises" / "__main__.py"}

CODEMIRROR = "CodeMirror, (C) Marijn Haverbeke and others, MIT License, codemirror.net"
XZ = "xz-decompress, (C) Steven Sanderson, Tim Perry, MIT License; XZ Embedded, public domain"

# 代码、一行：看不到图标也好，没有键盘也好，都用得上
PANEL = """
<section class="exercise-panel" id="exercise-editor" aria-label="写代码">
<div class="exercise-notices" aria-live="polite"></div>
<figure class="exercise-editor highlight"><textarea aria-label="{label}的代码" \
aria-describedby="exercise-keys" autocapitalize="off" autocomplete="off" spellcheck="false">
{stub}</textarea></figure>
<p class="exercise-keys" id="exercise-keys"><kbd>Ctrl+Enter</kbd>检查，<kbd>Shift+Enter</kbd>运行；\
按<kbd>Esc</kbd>再按<kbd>Tab</kbd>离开编辑器。</p>
<div class="exercise-buttons"></div>
<div class="exercise-progress"></div>
<div class="exercise-result" aria-live="polite"></div>
</section>
"""
JUMP = '<a class="exercise-jump pool-button quiet" href="#exercise-editor">跳到编辑器</a>'
NOT_HERE = """<p class="exercise-note">这一题要用NumPy，网页上做不了，请在笔记本里或终端里做：\
页尾有“下载这一页的笔记本”。</p>
"""
ELSEWHERE = """<p class="exercise-elsewhere">下面例子里的代码，网页上已经运行好了，不用抄；\
想自己改，请下载笔记本（页尾）。</p>
"""
STUB = re.compile(r'<div class="cell tag_exercise-stub')
CELL = re.compile(r'<div class="cell\b')
TABLE = re.compile(r'<div class="[^"]*\bexercise-table\b')
TITLE = re.compile(r"</h1>")


def sources() -> list[Path]:
    """浏览器里要用到的Python文件。"""
    exercises = PACKAGE / "exercises"
    found = [*exercises.rglob("*.py"), *exercises.rglob("py.typed")]
    found = [path for path in found if not NOT_SHARED & {path, path.parent}]
    return sorted([*(PACKAGE / name for name in SHARED), *found])


def write_archive(target: Path) -> None:
    """打成zip再压，换行统一。"""
    texts = {path: path.read_bytes().replace(b"\r\n", b"\n") for path in sources()}
    root = PACKAGE.parent
    write_zip(target, ((path.relative_to(root).as_posix(), text) for path, text in texts.items()))
    target.write_bytes(site_python.packed(target.read_bytes()))


def write_files(app: Sphinx) -> None:
    """在写网页之前，把Python、包和编辑器放进static。"""
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    site_python.write_files(static)
    write_archive(static / ARCHIVE)
    bundle(HERE / "editor.js", static / EDITOR, notice=CODEMIRROR)
    bundle(HERE / "unpack.js", static / UNPACK, notice=XZ)


def versioned(folder: Path, name: str) -> str:
    """一个文件的地址，带着哈希：内容一变地址就变，缓存就不会给出旧的。"""
    return f"{name}?v={hashlib.sha256((folder / name).read_bytes()).hexdigest()[:16]}"


def describe(folder: Path, name: str) -> dict[str, Any]:
    """一个文件解开以后的名字，它的地址、字节数和哈希。"""
    data = (folder / name).read_bytes()
    return {
        "name": Path(name).stem,
        "url": versioned(folder, name),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


@cache
def manifest(static: Path) -> dict[str, Any]:
    """浏览器里的Python要取的全部文件，地址从_static算起。"""
    # 那几百个可以另外下载的包，网站上都没有
    lock = json.loads((install() / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    scripts = {"worker": site_python.WORKER, "editor": EDITOR, "unpack": UNPACK}
    return {
        "files": [describe(static, name) for name in (*RUNTIME, ARCHIVE)],
        "more": describe(static, MORE),
        "scripts": {key: versioned(static, name) for key, name in scripts.items()},
        "lock": json.dumps(lock | {"packages": {}}),
    }


def track(here: Exercise) -> str:
    """一排编号，去别的题，脚本会标出做完了哪些；前面是跳到编辑器的链接。"""
    jump = "" if here.needs_numpy else JUMP
    items = []
    for exercise in TRACK:
        current = ' aria-current="page"' if exercise is here else ""
        number, title = int(exercise.number), escape(exercise.title)
        link = f'<a href="{exercise.page}.html" title="{title}"{current}>{number}</a>'
        items.append(f'<li data-exercise="{exercise.number}">{link}</li>')
    listed = f"<ol>{''.join(items)}</ol>"
    return f'<nav class="exercise-track" aria-label="全部练习">{jump}{listed}</nav>'


def with_panel(body: str, exercise: Exercise) -> str:
    """练习页的正文，加上各题的编号和写代码的地方。"""
    at = STUB.search(body)
    assert at, exercise.page
    if exercise.needs_numpy:
        body = body[: at.start()] + NOT_HERE + body[at.start() :]
    else:
        panel = PANEL.format(label=exercise.label, stub=escape(exercise.stub.rstrip()))
        # 写代码的地方在“你来写”一节的后面，和各节并列：宽的屏幕上好放到右边一栏
        end = body.index("</section>", at.start()) + len("</section>")
        body = body[:end] + panel + body[end:]
        first = CELL.search(body)
        assert first, exercise.page
        body = body[: first.start()] + ELSEWHERE + body[first.start() :]
    return TITLE.sub(lambda found: found[0] + track(exercise), body, count=1)


def with_summary(body: str) -> str:
    """总览的正文，表的前面加上从哪里开始；脚本会换成读者做到了哪里。"""
    first = TRACK[0]
    link = f'<a class="pool-button" href="{first.page}.html">从这里开始：1. {first.title}</a>'
    summary = f'<p class="exercise-summary"><span>一题一题做下去。</span>{link}</p>'
    return TABLE.sub(lambda found: summary + found[0], body, count=1)


def add_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """练习的各页才有这些脚本和清单。"""
    numbered = EXERCISE.match(pagename)
    if app.builder.format != "html" or not (numbered or pagename == INDEX):
        return
    app.add_css_file("exercises.css")
    app.add_js_file("exercises_progress.js", loading_method="defer")
    if not numbered:
        context["body"] = with_summary(context["body"])
        return
    exercise = find(numbered[1])
    context["body"] = with_panel(context["body"], exercise)
    if exercise.needs_numpy:
        return
    root = context["pathto"]("_static/", resource=True)
    listed = {"root": root} | manifest(Path(app.outdir) / "_static")
    app.add_js_file(None, body=json.dumps(listed), type="application/json", id="python-files")
    for name in ANSWERING:
        app.add_js_file(name, loading_method="defer")


def mark_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """网页上能做的题，<body>上有记号：写代码的地方还没有读到，版面就已经定了。"""
    if "exercise-panel" in context.get("body", ""):
        context["page_kind"] += " exercise-live"


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("builder-inited", write_files)
    app.connect("html-page-context", add_scripts)
    app.connect("html-page-context", mark_page, priority=950)  # 在主题之后
    return {"parallel_read_safe": True, "parallel_write_safe": True}
