"""目录表：首页的和练习总览的，都由`_toc.yml`和各页的开头拼成，所以不会漏掉哪一页；术语表由`terms.yml`拼成。

笔记本里打着`contents-…`标签的那一格，由`make.py refresh`照着改写。
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import terms
import yaml
from nbformat import NotebookNode

from tutorial_pool.exercises.content.track import CHALLENGES, TRACK

ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = ' <small class="exercise-elsewhere">在笔记本里做</small>'  # 网页上做不了
NUMBERED = re.compile(r"(?<=exercises/)\d\d(?=-)")  # 一道一道的练习，题号在文件名里


@dataclass(frozen=True)
class Page:
    """一页，和它的开头说的话。"""

    file: Path
    part: str  # 在_toc.yml的哪一部分里
    title: str
    learn: str  # 你将学到
    before: str  # 需要先会
    time: str  # 用时
    level: str  # 难度，练习才有

    @property
    def number(self) -> int | None:
        """第几章、第几题：文件名开头的数字；没有就是None。"""
        found = re.match(r"\d+", self.file.name)
        return int(found[0]) if found else None

    def link(self, start: Path, text: str = "") -> str:
        """从文件夹`start`里的一页，指着它的链接。"""
        address = Path(os.path.relpath(self.file, start)).as_posix()
        return f"[{text or self.title}]({address})"


def pages() -> Iterator[Page]:
    """`_toc.yml`里的每一页，首页除外，照书里的次序。"""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc["parts"]:
        for chapter in part["chapters"]:
            files = (ROOT / f"{chapter['file']}{suffix}" for suffix in (".ipynb", ".md"))
            yield read(next(file for file in files if file.exists()), part["caption"])


def read(file: Path, part: str) -> Page:
    """读一页的开头。没有写“你将学到”的，就用第一段的第一句。"""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".ipynb":
        text = nbformat.reads(text, as_version=4).cells[0].source
    title, _, rest = text.removeprefix("# ").partition("\n")

    def said(name: str) -> str:
        found = re.search(rf"^- \*\*{name}\*\*：(.*?)[。：]?$", rest, re.MULTILINE)
        return found[1] if found else ""

    first = re.sub(r"<!--.*?-->", "", rest, flags=re.DOTALL).strip().partition("。")[0]
    learn = said("你将学到") or first
    return Page(file, part, title, learn, said("需要先会"), said("用时"), said("难度"))


def chapters(folder: Path) -> str:
    """首页的表，一部分一张，折起来；一道一道的练习在练习总览里，这里不列。"""
    tables: dict[str, list[str]] = {}
    for page in pages():
        if NUMBERED.search(page.file.as_posix()):
            continue
        rows = tables.setdefault(page.part, ["| 章 | 你会弄清楚 | 用时 |", "|---|---|---|"])
        title = f"{page.number}. {page.title}" if page.number else page.title
        minutes = re.split("[，。；]", page.time)[0]
        rows.append(f"| {page.link(folder, title)} | {page.learn} | {minutes} |")
    return "\n\n".join(
        f"<details>\n<summary>{part}（{len(rows) - 2}页）</summary>\n\n{table}\n\n</details>"
        for part, rows in tables.items()
        for table in ["\n".join(rows)]
    )


def exercises(folder: Path) -> str:
    """练习总览的表，一题一行，挑战在最后；网页上，脚本按题号打勾。"""
    rows = ["| 题 | 练什么 | 难度 | 用时 |", "|---|---|---|---|"]
    every = {page.file.stem: page for page in pages()}
    in_notebooks = [exercise.number for exercise in TRACK if exercise.needs_numpy]
    for page in every.values():
        if NUMBERED.search(page.file.as_posix()):
            link = page.link(folder, f"{page.number}. {page.title.partition('：')[2]}")
            if f"{page.number:02d}" in in_notebooks:
                link += ELSEWHERE
            minutes = page.time.removeprefix("约")
            rows.append(f"| {link} | {page.learn} | {page.level} | {minutes} |")
    for exercise in CHALLENGES:
        if exercise.page in every:
            link = every[exercise.page].link(folder, f"{exercise.label}. {exercise.title}")
            level = "★" * exercise.level + "☆" * (3 - exercise.level)
            rows.append(
                f"| {link}{ELSEWHERE} | {exercise.covers} | {level} | {exercise.minutes}分钟 |"
            )
    table = "\n".join(rows)
    return f":::{{container}} exercise-table\n{table}\n:::"


def glossary(folder: Path) -> str:
    """术语表，一个术语一个标题；后面是从英文找中文的表。"""
    parts, topic = [], ""
    for term in terms.read():
        if term.topic != topic:
            topic = term.topic
            parts.append(f"## {topic}")
        parts += [f"### {term.term}", entry(term, folder)]
    in_english = sorted(terms.read(), key=lambda term: term.english.lower())
    rows = [f"| {term.english} | [{term.term}](#{terms.slug(term.term)}) |" for term in in_english]
    parts += ["## 从英文找中文", "\n".join(["| 英文 | 中文 |", "|---|---|", *rows])]
    return "\n\n".join(parts)


def entry(term: terms.Term, folder: Path) -> str:
    """一个术语：英文，意思，别的写法，讲它的一节。"""
    said = [f"*{term.english}*。{term.meaning}"]
    if term.also:
        said.append(f"也写作：{'、'.join(map(as_written, term.also))}。")
    address = Path(os.path.relpath(terms.BOOK / term.see, folder)).as_posix()
    said.append(f"见[{term.section}]({address})。")
    return "".join(said)


def as_written(word: str) -> str:
    """代码里的名字排成代码。"""
    return f"`{word}`" if re.search(r"_|\.|[a-z][A-Z]|[a-z]\d", word) else word


TABLES: dict[str, Callable[[Path], str]] = {
    "contents-chapters": chapters,
    "contents-exercises": exercises,
    "contents-glossary": glossary,
}


def fill(notebook: NotebookNode, folder: Path) -> None:
    """把笔记本里的目录表换成现在的；`folder`是它所在的文件夹。"""
    for cell in notebook.cells:
        for tag in cell.metadata.get("tags", []):
            if tag in TABLES:
                cell.source = TABLES[tag](folder)
