"""本书的搜索：Sphinx自己的那一套不认得中文的问句，这里换掉它，搜索页和Ctrl+K照旧。

一节是一条：章节、练习、小测的题、API的一项、报错速查的一条都是。做网站时把每一节的文字收好，
写进`_static/search_index.js`；读者点到搜索框，浏览器才取它，再由`search_engine.js`（从search_engine.mjs打包）去找。
哪些词不算数、哪些词是一个意思，写在`search_words.yml`和`book/terms.yml`里。
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from site_assets import bundle
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))  # terms.py在book里

import terms  # noqa: E402

WORDS = HERE / "search_words.yml"

# 这几样不是给人找的：画出来的图、公式的源码、目录
SILENT = (nodes.raw, nodes.math, nodes.math_block, nodes.image, nodes.comment, nodes.target)
SILENT += (addnodes.toctree, addnodes.index, addnodes.desc_parameterlist, addnodes.desc_returns)
SAID_ELSEWHERE = re.compile(r"(需要先会|用时|难度|下一步)：")  # 别的页的题目，不是这一节的内容
ALSO = re.compile(r"也写作：.*")  # 术语的别名在words里
TWIN = re.compile(r"tutorial_pool\.(loops|vectorized)\.")  # 同名的函数，functional里都说过
REPEATED = {
    "小结",
    "你来写",
    "提示",
    "答案",
    "提示和答案",
    "怎样用这一页",
}  # 只把别处说过的再说一遍
STATEMENT = "题目"  # 练习的题面：参数、返回什么，各题差不多，一步一步的手算多是数，不收
MESSAGE = re.compile(r"^(?:\w+\.)*\w*(?:Error|Warning|Exception|Interrupt)\b.*", re.MULTILINE)
WORD = re.compile(r"[^\W\d]\w+(?<!Error)\b")  # 是哪一类错，人人都有
LETTER = re.compile(r"[^\W\d_]")  # 表里光是数的格子，没有人去找
LEFTOVER = re.compile(r"\s+")
# 标题不是问句的一节，可以在注释里写上读者会怎样问：<!-- 问：count_include_pad是什么意思 -->
ASKED = re.compile(r"<!-- 问：(.*?) -->")

Section = dict[str, Any]


def clean(text: str) -> str:
    """换行和连着的空白，都当一个空格。"""
    return LEFTOVER.sub(" ", text).strip()


def simple_math(node: nodes.math) -> str:
    """行内的公式：没有命令的照写，有命令的给人看的是源码，不如不要。"""
    text = node.astext()
    return "…" if re.search(r"[\\{}^_]", text) else text


def spoken(node: nodes.Node) -> str:
    """一个节点里给人读的文字。"""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.math):
        return simple_math(node)
    if isinstance(node, SILENT):
        return ""
    return "".join(map(spoken, node.children))


def is_about_form(paragraph: nodes.paragraph) -> bool:
    """说的是返回什么样的东西，或者手算哪一个例子。"""
    return paragraph.astext().startswith(("返回", "先用手"))


def is_listing(row: nodes.row) -> bool:
    """目录表的一行：第一格只有一个链接。"""
    first = row.children[0].astext()
    return any(link.astext() == first for link in row.children[0].findall(nodes.reference))


class Collector:
    """从一页的文档树里，收好它的每一节。"""

    def __init__(self) -> None:
        """还什么也没有收到。"""
        self.sections: list[Section] = []

    def begin(self, anchor: str, heading: str, above: str = "") -> Section:
        """新开一节；`above`是它所在的那一节的标题。"""
        section = {"anchor": anchor, "heading": clean(heading), "above": above}
        section |= {"text": [], "messages": [], "asked": []}
        self.sections.append(section)
        return section

    def page(self, document: nodes.document) -> list[Section]:
        """收一整页。"""
        for node in document.children:
            if isinstance(node, nodes.section):
                self.section(node, "")
        return self.sections

    def section(self, node: nodes.section, above: str) -> None:
        """一节，和它里面的各小节。"""
        title = node.next_node(nodes.title)
        heading = spoken(title) if title is not None else ""
        # 一页的题目不必再写一遍；页首的链接就是页的链接
        section = self.begin(node["ids"][0] if above else "", heading, above.removeprefix("/"))
        for child in node.children:
            self.block(child, section, heading if above else "/")

    def block(self, node: nodes.Node, section: Section, heading: str) -> None:
        """一块：一段、一格、一张表……"""
        match node:
            case nodes.comment() | nodes.raw():
                section["asked"] += ASKED.findall(node.astext())
            case nodes.title() | nodes.math_block():
                pass
            case nodes.row() | nodes.bullet_list() if section["heading"] == STATEMENT:
                pass
            case nodes.paragraph() if section["heading"] == STATEMENT and is_about_form(node):
                pass
            case nodes.section():
                self.section(node, heading)
            case addnodes.desc():
                self.entry(node, section)
            case nodes.literal_block():
                self.code(node, section)
            case nodes.row():
                if not is_listing(node):
                    cells = map(spoken, node.children)
                    self.say(" ".join(filter(LETTER.search, cells)), section)
            case nodes.paragraph() | nodes.term() | nodes.caption() | addnodes.desc_signature():
                self.say(spoken(node), section)
            case nodes.citation():
                pass  # 文献的题目，在讲到它的那一节里找
            case nodes.Element():
                if not isinstance(node, SILENT):
                    for child in node.children:
                        self.block(child, section, heading)

    def entry(self, node: addnodes.desc, section: Section) -> None:
        """API的一项，自己是一节。"""
        signature = node.next_node(addnodes.desc_signature)
        if signature is None or not signature["ids"]:
            return
        inner = self.begin(signature["ids"][0], signature["fullname"], section["heading"])
        for child in node.children:
            if not isinstance(child, addnodes.desc_signature):
                self.block(child, inner, section["heading"])
        # 一句话说它做什么；细节各项大同小异，到了那里再看
        del inner["text"][0 if TWIN.match(inner["anchor"]) else 1 :]

    def say(self, text: str, section: Section) -> None:
        """收一段话。"""
        if (text := ALSO.sub("", clean(text))) and not SAID_ELSEWHERE.match(text):
            section["text"].append(text)

    def code(self, node: nodes.literal_block, section: Section) -> None:
        """一段代码或它的输出：收里面的报错，别的不收。"""
        section["messages"] += map(clean, MESSAGE.findall(node.astext()))


def only_said_in_messages(section: Section) -> str:
    """报错里有、标题里没有的词，一个只写一遍。"""
    words = dict.fromkeys(WORD.findall("\n".join(section["messages"])))
    return " ".join(word for word in words if word not in section["heading"])


def packed(sections: list[Section]) -> Iterator[list[Any]]:
    """写进文件的样子：浏览器推得出的写成0，末尾空着的不写；一句话也没有的节，没有什么可找。"""
    above = ""
    for section in sections:
        if section["heading"] in REPEATED:
            continue
        fields = ["\n".join(section["text"]), only_said_in_messages(section)]
        fields.append("\n".join(section["asked"]))
        if not any(fields) and not section["anchor"]:
            continue
        while fields and not fields[-1]:
            fields.pop()
        # 节的名字多半就是标题做的；在哪一节下面，多半和前一节一样
        anchor = 0 if section["anchor"] == terms.slug(section["heading"]) else section["anchor"]
        yield [
            anchor,
            section["heading"],
            0 if section["above"] == above else section["above"],
            *fields,
        ]
        above = section["above"]


def words() -> dict[str, Any]:
    """搜索要用的词：不算数的，和一个意思的。"""
    read = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    same = [line.split("、") for line in read["same"]]
    same += [[term.term, term.english, *term.also] for term in terms.read()]
    return {
        "stop": [word for line in read["stop"] for word in line.split("、")],
        "weak": [*read["weak"], *read["faint"].split("、")],
        "same": [list(dict.fromkeys(map(str, group))) for group in same],
    }


def reading_order(app: Sphinx) -> Iterator[str]:
    """书里各页的先后：先是首页，再照目录。"""

    def below(name: str) -> Iterator[str]:
        yield name
        for child in app.env.toctree_includes.get(name, []):
            yield from below(child)

    yield from below(app.config.root_doc)


class Index:
    """正在做的网站的索引。"""

    def __init__(self) -> None:
        """还没有收到一页。"""
        self.pages: dict[str, list[Section]] = {}

    def begin(self, app: Sphinx) -> None:
        """Sphinx不必再做它的索引，搜索页照做；搜索的程序打包好。"""
        if app.builder.format != "html":
            return
        app.builder.search = False
        app.config.html_additional_pages = {"search": "search.html"}
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        bundle(HERE / "search_engine.mjs", static / "search_engine.js", "poolSearchEngine")

    def collect(self, app: Sphinx, document: nodes.document, name: str) -> None:
        """收好一页。"""
        self.pages[name] = Collector().page(document)

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """写好索引，照书里的次序。"""
        if exception or app.builder.format != "html":
            return
        pages = []
        for name in reading_order(app):
            sections = self.pages[name]
            pages.append(
                [app.builder.get_target_uri(name), sections[0]["heading"], list(packed(sections))]
            )
        index = {"pages": pages, "words": words()}
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        target = Path(app.outdir) / "_static" / "search_index.js"
        target.write_text(f"poolSearch.index={text};\n", encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    index = Index()
    app.connect("builder-inited", index.begin)
    app.connect("doctree-resolved", index.collect)
    app.connect("build-finished", index.write)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
