"""写好的网页里，没有样子、没有意思、也没有人要的标记，都去掉；不合HTML规矩的，换成合规矩的。"""

import re
from collections.abc import Callable
from pathlib import Path

CODE = Path(__file__).resolve().parents[1] / "_theme" / "code.css"

# docutils和myst给的，样式和脚本都不用的类
CLASS = re.compile(r'<(?!table\b)([\w-]+)([^<>]*?) class="([^"]*)"')  # table.docutils，样式要用
UNUSED = {"docutils", "notranslate", "tex2jax_ignore", "mathjax_ignore"}
# 只包着字的；没有类的不动，脚本要往里写
WORDS = re.compile(r'<span class="(pre|std std-ref|std std-doc|\w{1,3})">([^<]*)</span>')
# 代码里上了色的那几种词，在样式里有名字
COLORED = re.compile(r"\.([a-z]\w{0,2})\b")

SUMMARY = re.compile(r"<summary>\s*(<p\b.*?)\s*</summary>", re.DOTALL)
PARAGRAPH = re.compile(r"\s*<(/?)p\b")
CORNER = re.compile(r'<th class="head[^"]*"><p></p></th>')  # 表的左上角，不是谁的表头
HEAD = re.compile(r'<th class="(head[^"]*)">')
SIGNATURE = re.compile(r"<dl>\n((?:<dd>.*</dd>\n)+)</dl>")  # 长的签名，一行一个参数，没有dt
CITATIONS = re.compile(r'<div role="list" class="citation-list">(.*?\n</div>)\n</div>', re.DOTALL)
# 正文里引的是作者和年份，文献表里再写[AW19]这样的编号，反而对不上
CITATION = re.compile(
    r'<div class="citation" id="([^"]*)" role="doc-biblioentry">\n'
    r'(?:<span class="label">[^\n]*</span>\n)?(.*?)\n</div>',
    re.DOTALL,
)


def cleaner() -> Callable[[str], str]:
    """改一页的函数。"""
    colored = set(COLORED.findall(CODE.read_text(encoding="utf-8")))

    def unwrap(span: re.Match[str]) -> str:
        return span[0] if span[1] in colored else span[2]

    def clean(html: str) -> str:
        html = WORDS.sub(unwrap, html)
        html = CLASS.sub(without_unused, html)
        html = SUMMARY.sub(phrase, html)
        html = HEAD.sub(r'<th scope="col" class="\1">', CORNER.sub("<td></td>", html))
        html = SIGNATURE.sub(parameters, html)
        return CITATIONS.sub(as_list, html)

    return clean


def without_unused(tag: re.Match[str]) -> str:
    """一个标签，只留下用得着的类。"""
    names = [name for name in tag[3].split() if name not in UNUSED]
    written = f' class="{" ".join(names)}"' if names else ""
    return f"<{tag[1]}{tag[2]}{written}"


def phrase(summary: re.Match[str]) -> str:
    """折叠处的标题里不能有段落，换成span。"""
    words = PARAGRAPH.sub(r"<\g<1>span", summary[1])
    return f"<summary>{words}</summary>"


def parameters(signature: re.Match[str]) -> str:
    """签名里的参数，写成列表。"""
    items = signature[1].replace("<dd>", "<li>").replace("</dd>", "</li>")
    return f'<ul class="parameters">\n{items}</ul>'


def as_list(block: re.Match[str]) -> str:
    """文献表，写成真正的列表。"""
    items = CITATION.sub(r'<li class="citation" id="\1">\2</li>', block[1])
    return f'<ul class="citation-list">{items}\n</ul>'
