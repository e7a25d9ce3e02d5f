"""书里说的话站得住：数是量出来的，名字是真的，提到的节都有，术语只有一种写法，说满的话有理由。

改了书而这里不通过：数对不上，就改数；话说满了，先想是不是真的，再去claims.yml里写上为什么。
"""

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import pytest
import terms
import yaml
from pages import BOOK, PAGES, markdown

KNOWN = yaml.safe_load(Path(__file__).with_name("claims.yml").read_text(encoding="utf-8"))

CODE = re.compile(r"^(`{3,}|\$\$).*?^\1$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"(`+)(.+?)\1")
FORMULA = re.compile(r"\$[^$\n]+\$")
LINK = re.compile(r"\]\([^)]*\)|\{cite:\w\}`[^`]*`|<!--.*?-->|https?://\S+")


@dataclass(frozen=True)
class Page:
    """一页：文字，和能给文字作证的东西。"""

    path: Path
    text: str  # Markdown，代码单元格不在内
    evidence: str  # 代码、代码的输出、行内代码和公式

    @property
    def name(self) -> str:
        """从book算起，不带后缀。"""
        return self.path.relative_to(BOOK).with_suffix("").as_posix()

    @property
    def prose(self) -> str:
        """给人读的话：没有代码、公式和网址。"""
        text = CODE.sub("", self.text)
        text = re.sub(r"^:\w+:.*\n", "", text, flags=re.MULTILINE)
        return FORMULA.sub("〔式〕", INLINE.sub("〔码〕", LINK.sub("〔链〕", text)))

    @property
    def sentences(self) -> Iterator[str]:
        """一句一句的话，表里的一格也是一句。"""
        for line in self.prose.splitlines():
            for part in re.split(r"(?<=[。！？])|(?:^| )\|(?: |$)", line):
                if said := part.strip(" |>-*"):
                    yield said

    @property
    def codes(self) -> list[str]:
        """行内代码。"""
        return [
            match[2].strip() for match in INLINE.finditer(CODE.sub("", LINK.sub("", self.text)))
        ]


@cache
def read(path: Path) -> Page:
    """读一页。"""
    text = markdown(path)
    notebook = path.suffix == ".ipynb"
    cells = nbformat.read(path, as_version=4).cells if notebook else []
    shown = [cell.source for cell in cells if cell.cell_type == "code"]
    for output in (output for cell in cells for output in cell.get("outputs", [])):
        data = output.get("data", {})
        shown += [output.get("text", ""), data.get("text/plain", ""), data.get("text/markdown", "")]
    return Page(path, text, "\n".join([*shown, quoted(text)]))


def quoted(text: str) -> str:
    """文字里的代码和公式。"""
    found = [*CODE.finditer(text), *INLINE.finditer(text), *FORMULA.finditer(text)]
    return "\n".join(match[0] for match in found)


def name(path: Path) -> str:
    return path.relative_to(BOOK).as_posix()


every_page = pytest.mark.parametrize("path", PAGES, ids=name)


# ---- 数 ----

# 名字里的数不算：conv2、v2-1；汉字后面的算
NUMBER = re.compile(r"(?<![A-Za-z0-9_.#/-])\d[\d,]*(?:\.\d+)?(?![A-Za-z0-9_.-]*\d)")
# 这样的数不是量出来的：年份、版本、论文编号、题号、日期
NOT_MEASURED = re.compile(
    r"(?:arXiv:|第|Python |PyTorch |NumPy |torch|版本?|PEP )\s*\d[\d.]*|(?:19|20)\d\d"
)


def value(number: str) -> float:
    return float(number.replace(",", ""))


def measured(page: Page) -> Iterator[tuple[str, str]]:
    """话里像是量出来、算出来的数：小数，百分数，三位以上的数，几十倍。"""
    for said in page.sentences:
        for match in NUMBER.finditer(NOT_MEASURED.sub("", said)):
            unit = match.string[match.end() : match.end() + 1]
            percent = unit == "%"
            if "." in match[0] or value(match[0]) >= 100 or percent or unit == "倍":
                yield match[0] + "%" * percent, said


@cache
def numbers(text: str) -> frozenset[float]:
    """一段文字里的数。"""
    return frozenset(value(number) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text))


def proofs(page: Page) -> frozenset[float]:
    """能作证的数：这一页的代码和输出里的，和它读的book/data里的文件里的。"""
    files = [BOOK / "data" / file for file in re.findall(r"\w+\.json", page.evidence)]
    texts = [file.read_text(encoding="utf-8") for file in files if file.exists()]
    return frozenset().union(*map(numbers, [page.evidence, *texts]))


def rounds_to(found: float, said: str) -> bool:
    """量到的`found`，写成和`said`一样多的位数，是不是它；97%也可以量成0.97。"""
    number = said.rstrip("%")
    digits = len(number.partition(".")[2])
    scales = (1, 100) if said.endswith("%") else (1,)
    return any(round(scale * found, digits) == value(number) for scale in scales)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("快73.9倍，省12%。", ["73.9", "12%"]),
        ("3倍到5倍", ["3", "5"]),
        ("一共1,600个", ["1,600"]),
        ("PyTorch 2.14里，第300页，2019年的", []),
        ("ResNet-152的conv2，5格", []),
    ],
)
def test_which_numbers_are_measured(said: str, found: list[str]) -> None:
    """汉字挨着的数也要看到：从前看不到，七成的数没有检查。"""
    page = Page(BOOK / "x.md", said, "")
    assert [number for number, _ in measured(page)] == found


@every_page
def test_numbers_come_from_cells_or_data(path: Path) -> None:
    page = read(path)
    shown = proofs(page)
    known = KNOWN["numbers"].get(page.name, {})
    unproved = [
        (number, said)
        for number, said in measured(page)
        if number.rstrip("%") not in known and not any(rounds_to(found, number) for found in shown)
    ]
    assert unproved == []


# ---- 名字 ----

MODULES = {
    "torch": "torch",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "np": "numpy",
    "numpy": "numpy",
    "torchvision": "torchvision",
    "tutorial_pool": "tutorial_pool",
    "loops": "tutorial_pool.loops",
    "vectorized": "tutorial_pool.vectorized",
    "draw": "tutorial_pool.book.draw",
}
DOTTED = re.compile(rf"(?:{'|'.join(MODULES)})(?:\.[A-Za-z_]\w*)+")


def exists(dotted: str) -> bool:
    """这个名字真的有：模块、函数、类或它的属性。"""
    first, *rest = dotted.split(".")
    path = [*MODULES[first].split("."), *rest]
    for split in range(len(path), 0, -1):
        try:
            found: object = importlib.import_module(".".join(path[:split]))
        except ImportError:
            continue
        for attribute in path[split:]:
            if not hasattr(found, attribute):
                return False
            found = getattr(found, attribute)
        return True
    return False


@every_page
def test_the_names_it_mentions_exist(path: Path) -> None:
    page = read(path)
    named = {match[0] for code in page.codes if (match := DOTTED.match(code))}
    known = KNOWN["names"]
    assert sorted(name for name in named if name not in known and not exists(name)) == []


def test_known_missing_names_are_missing() -> None:
    """本来没有的名字，以后有了，书就要改。"""
    assert [name for name in KNOWN["names"] if exists(name)] == []


# ---- 节 ----

SECTION = re.compile(r"“([^”]+)”(?:一节|那一节|这一节)")


@every_page
def test_the_sections_it_names_exist(path: Path) -> None:
    titles = {title for page in PAGES for title in terms.headings(page).values()}
    named = SECTION.findall(read(path).text)
    assert [title for title in named if title.replace("`", "") not in titles] == []


# ---- 术语 ----


@every_page
def test_one_word_for_one_thing(path: Path) -> None:
    """正文里用术语表的写法，不用别的书的写法；说到别的写法的那几页除外。"""
    page = read(path)
    used = [
        (word, said)
        for word, allowed in KNOWN["words"].items()
        for said in page.sentences
        if word in said and page.name not in allowed
    ]
    assert used == []


# ---- 说满的话 ----

UNIVERSAL = re.compile("总是|(?<!不)一定|从不|从来不|永远|只有|任何|都")


@every_page
def test_universal_words_have_a_reason(path: Path) -> None:
    page = read(path)
    reasons = KNOWN["universal"].get(page.name, {})
    said = {sentence for sentence in page.sentences if UNIVERSAL.search(sentence)}
    assert sorted(said - set(reasons)) == []  # 新的：是真的吗？为什么？
    assert sorted(set(reasons) - said) == []  # 书里已经没有了
    assert [sentence for sentence, reason in reasons.items() if len(str(reason)) < 2] == []


def test_every_known_page_is_a_page() -> None:
    names = {read(path).name for path in PAGES}
    assert {*KNOWN["numbers"], *KNOWN["universal"]}.union(*KNOWN["words"].values()) <= names
