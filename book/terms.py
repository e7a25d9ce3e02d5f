"""术语：读`terms.yml`，给术语表、网页上的解释和测试用。"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pages import BOOK, markdown

FILE = BOOK / "terms.yml"
LATIN_PAIR = re.compile("[A-Za-z0-9_]{2}")  # 在它们中间切开，就把一个拉丁词切断了


@dataclass(frozen=True)
class Term:
    """一个术语。各项是什么，写在`terms.yml`的开头。"""

    term: str
    english: str
    meaning: str
    see: str
    topic: str
    also: tuple[str, ...] = ()
    mark: bool = True

    @property
    def page(self) -> str:
        """讲它的那一页，不带后缀，从book/算起。"""
        return Path(self.see.partition("#")[0]).with_suffix("").as_posix()

    @property
    def section(self) -> str:
        """讲它的那一节的标题；`see`只写了页的，就是那一页的。"""
        file, _, anchor = self.see.partition("#")
        titles = headings(BOOK / file)
        return titles[anchor] if anchor else next(iter(titles.values()))


@cache
def read() -> tuple[Term, ...]:
    """全部术语，照`terms.yml`的次序。"""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Term(**row | {"also": tuple(row.get("also", ()))}) for row in rows)


@cache
def headings(file: Path) -> dict[str, str]:
    """一页里的标题，按链接里的写法来找。"""
    text = re.sub(r"^(`{3,}).*?^\1$", "", markdown(file), flags=re.DOTALL | re.MULTILINE)
    found = re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE)
    return {slug(title): title.replace("`", "") for title in found}


def slug(title: str) -> str:
    """标题在链接里的写法：小写，空格换成`-`，去掉标点。"""
    return re.sub(r"[^\w\- ]", "", title.lower().replace(" ", "-"))


class Finder:
    """在一段文字里认出术语：长的先认，所以“全局平均池化”里没有“平均池化”。"""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = {term.term: term for term in terms}
        # 别的写法也要认：认出来，才知道里面那一截不是另一个术语
        words = {word for term in self.terms.values() for word in (term.term, *term.also)}
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        self.pattern = re.compile("|".join(map(re.escape, longest_first)))

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """文字里的术语：从哪里到哪里，是哪一个。"""
        for match in self.pattern.finditer(text):
            cut = any(LATIN_PAIR.fullmatch(text[i - 1 : i + 1]) for i in match.span())
            if match[0] in self.terms and not cut:
                yield *match.span(), self.terms[match[0]]
