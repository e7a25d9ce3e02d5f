"""公式在做网站时就画好：网页里是SVG，给看不到图的人的是MathML，读的时候不要脚本，也不要字体。

先在写网页时原样写下公式；各页都写好了，全书的公式交给node一次画完（math.mjs），再放回原处。
一页里用到的字形写一次，各个公式引用它。画过的存在.cache里，公式没变就不必再画。
"""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterable
from html import escape, unescape
from pathlib import Path
from typing import Any

import site_assets
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache" / "math"

Formula = tuple[str, bool]  # TeX，是不是单独一行
Drawing = dict[str, Any]  # math.mjs写的：view、width、depth、shapes、mathml，或者error

WRITTEN = re.compile(r'<(span|div)((?: id="[^"]*")?) class="math">([^<]*)</\1>')
GLYPH = re.compile(r'<path d="([^"]+)"')

# ---- 写网页时 ----


def write_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """句子里的公式。"""
    translator.body.append(f'<span class="math">{escape(node.astext())}</span>')
    raise nodes.SkipNode


def write_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """单独一行的公式。"""
    name = f' id="{node["ids"][0]}"' if node["ids"] else ""
    translator.body.append(f'<div{name} class="math">{escape(node.astext())}</div>\n')
    raise nodes.SkipNode


# ---- 写好以后 ----


def draw(formulas: Iterable[Formula]) -> dict[Formula, Drawing]:
    """画出这些公式；画过的不再画。"""
    script = HERE / "math.mjs"
    packages = site_assets.install()
    version = hashlib.sha256(script.read_bytes() + packages.name.encode()).hexdigest()[:16]
    path = CACHE / f"{version}.json"
    known: dict[Formula, Drawing] = {}
    if path.exists():
        known = {(tex, block): one for tex, block, one in json.loads(path.read_text("utf-8"))}
    wanted = sorted(set(formulas))
    if new := [formula for formula in wanted if formula not in known]:
        known |= dict(zip(new, run(script, packages, new), strict=True))
        CACHE.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")  # 几个进程也许同时在做网站
        right = [[*formula, one] for formula, one in sorted(known.items()) if "error" not in one]
        part.write_text(json.dumps(right, ensure_ascii=False), encoding="utf-8")
        part.replace(path)
    return {formula: known[formula] for formula in wanted}


def run(script: Path, packages: Path, formulas: list[Formula]) -> list[Drawing]:
    """用node画。"""
    result = subprocess.run(
        [site_assets.find_node(), str(script)],
        input=json.dumps(formulas),
        env=os.environ | {"NODE_PATH": str(packages)},
        capture_output=True,
        encoding="utf-8",
    )
    if result.returncode:
        raise ExtensionError(f"公式没有画成：\n{result.stderr.strip()}")
    return json.loads(result.stdout)


def found(html: str) -> list[Formula]:
    """一页里的公式。"""
    return [(unescape(tex), tag == "div") for tag, _, tex in WRITTEN.findall(html)]


def draw_pages(pages: dict[str, str]) -> tuple[dict[str, str], str]:
    """各页（名字到HTML）里的公式都换成图，再加上它们要的样式；有写错的就报错。"""
    inside = {name: found(html) for name, html in pages.items()}
    drawings = draw(formula for formulas in inside.values() for formula in formulas)
    wrong = [
        f"{source(name)}: ERROR: 公式{tex.strip()}写错了：{drawings[tex, block]['error']}"
        for name, formulas in inside.items()
        for tex, block in dict.fromkeys(formulas)
        if "error" in drawings[tex, block]
    ]
    if wrong:
        raise ExtensionError("\n".join(wrong))
    depths = sorted({one["depth"] for one in drawings.values()})
    rules = "".join(f".{lowered(depth)}{{vertical-align:{-depth:g}em}}\n" for depth in depths)
    base = (HERE / "math.css").read_text(encoding="utf-8")
    drawn = {
        name: draw_page(pages[name], drawings) for name, formulas in inside.items() if formulas
    }
    return drawn, base + rules


def source(page: str) -> str:
    """一页的源文件。"""
    notebook = Path(page).with_suffix(".ipynb")
    markdown = Path(page).with_suffix(".md")
    return (markdown if (HERE.parents[1] / markdown).exists() else notebook).as_posix()


def lowered(depth: float) -> str:
    """往下放这么多的类名。"""
    return f"math-{round(depth * 100)}".replace("--", "-up-")


def draw_page(html: str, drawings: dict[Formula, Drawing]) -> str:
    """换好一页里的公式；字形放在正文的末尾。"""
    glyphs: dict[str, str] = {}  # 形状到名字

    def use(path: re.Match[str]) -> str:
        name = glyphs.setdefault(path[1], glyph_name(path[1]))
        return f'<use href="#{name}"'

    def put(match: re.Match[str]) -> str:
        tag, name, tex = match.groups()
        one = drawings[unescape(tex), tag == "div"]
        shapes = GLYPH.sub(use, one["shapes"])
        svg = (
            f'<svg class="{lowered(one["depth"])}" viewBox="{one["view"]}" '
            f'width="{one["width"]}em" aria-hidden="true">'
            f'<g transform="scale(1,-1)">{shapes}</g></svg>'
        )
        return f'<{tag}{name} class="math">{svg}{one["mathml"]}</{tag}>'

    html = WRITTEN.sub(put, html)
    paths = "".join(f'<path id="{name}" d="{path}"/>' for path, name in glyphs.items())
    shared = f'<svg class="math-glyphs" aria-hidden="true"><defs>{paths}</defs></svg>'
    before, end, after = html.rpartition("</article>")
    return f"{before}{shared}\n{end}{after}"


def glyph_name(path: str) -> str:
    """字形的名字由形状来定：几页合成一份（比如PDF）也不会认错。"""
    return f"g{hashlib.sha256(path.encode()).hexdigest()[:6]}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记；放回网页是site_pages做的，每个文件只读写一次。"""
    app.add_html_math_renderer(
        "drawn", inline_renderers=(write_inline, None), block_renderers=(write_block, None)
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
