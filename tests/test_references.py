"""参考文献：每一篇都写全了，书里都引到了。"""

import re

import pytest
from pages import BOOK, PAGES, markdown
from pybtex.database import Entry, parse_file

FILE = BOOK / "references.bib"
ENTRIES = parse_file(str(FILE), bib_format="bibtex").entries  # 有重复的，这里就报错

WHERE = {
    "article": {"journal"},
    "inproceedings": {"booktitle"},
    "book": {"publisher"},
    "techreport": {"institution"},
    "misc": {"howpublished"},
}


def surname(entry: Entry) -> str:
    """第一作者的姓，小写，去掉重音符号和空格。"""
    person = entry.persons["author"][0]
    name = "".join([*person.prelast_names, *person.last_names])
    return re.sub(r"\\[^a-z]|\\[a-z] |[{}\s-]", "", name).lower()


def test_entries_are_in_order():
    keys = re.findall(r"^@\w+\{([^,]+),", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert keys == sorted(set(keys))
    assert len(keys) == len(ENTRIES)


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_is_complete(key):
    entry = ENTRIES[key]
    fields = entry.fields
    assert re.fullmatch(rf"{surname(entry)}{fields['year']}[a-z]?", key)
    assert all(person.last_names for person in entry.persons["author"])
    assert {"title", "year", *WHERE[entry.type]} <= set(fields)
    assert re.match(r"10\.\d{4,}/", fields.get("doi", "")) or re.match(
        "https://", fields.get("url", "")
    )
    # 期刊和会议的论文有页码；只在网上出版的没有，给出网址
    assert entry.type not in ("article", "inproceedings") or {"pages", "url"} & set(fields)


def cited() -> set[str]:
    """书里引到的。"""
    groups = re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", "\n".join(map(markdown, PAGES)))
    return {key.strip() for group in groups for key in group.split(",")}


def test_every_entry_is_cited():
    assert set(ENTRIES) - cited() == set()
