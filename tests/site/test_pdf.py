"""整本书的PDF：从做好的网站拼起来，页码、书签、链接都对，什么也没有裁掉，文字选得出来。

整本有几百页，要几分钟；这里每一种页取一页，拼的办法是一样的。
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import make
import pdf
import pikepdf
import pytest
from playwright.sync_api import Browser, Page
from website import PAGES, Site, reader

CHOSEN = (
    "book/intro",
    "book/lab",
    "book/01-max-pooling",
    "book/exercises/07-ceil-mode",
    "book/reference/cheatsheet",
    "book/reference/frameworks",
    "book/reference/errata",  # 它的锚点长
)


@pytest.fixture(scope="module")
def chosen() -> list[pdf.Entry]:
    return [entry for entry in pdf.entries() if entry.name in CHOSEN]


# 用browser，是为了没有浏览器时和别的测试一样跳过
@pytest.fixture(scope="module")
def document(
    site: Site, chosen: list[pdf.Entry], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[pikepdf.Pdf]:
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    pages = pdf.write(site.folder, target, chosen)
    assert [path.name for path in target.parent.iterdir()] == ["book.pdf"]
    with pikepdf.open(target) as opened:
        assert len(opened.pages) == pages
        yield opened


def target_page(document: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    """书签指着第几页。"""
    place = item.destination
    if place is None:
        place = document.Root.Dests[f"/{item.action.D}"]
    elif not isinstance(place, pikepdf.Array):
        place = document.Root.Dests[f"/{str(place).removeprefix('/')}"]
    return next(
        number
        for number, page in enumerate(document.pages, 1)
        if page.obj.objgen == place[0].objgen
    )


def headings(site: Site, name: str, level: str) -> list[str]:
    """网站上这一页的标题。"""
    article = site.html[name].select_one("article")
    assert article is not None
    found = (heading for heading in article.select(f"section[id] > {level}"))
    return [re.sub(r"#$", "", heading.get_text().strip()) for heading in found]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_all_pages_are_in_the_order_of_the_contents() -> None:
    assert [entry.name for entry in pdf.entries()] == list(PAGES)


def test_the_outline_has_every_chapter_and_section(
    document: pikepdf.Pdf, site: Site, chosen: list[pdf.Entry]
) -> None:
    with document.open_outline() as outline:
        chapters = list(outline.root)
        titles = [squeezed(item.title) for item in chapters]
        for entry, item in zip(chosen, chapters, strict=True):
            (title,) = headings(site, entry.name, "h1")[:1]
            assert squeezed(item.title) == squeezed(f"{entry.number}{title}"), titles
        third = chapters[[entry.name for entry in chosen].index("book/01-max-pooling")]
        sections = [squeezed(child.title) for child in third.children]
        assert sections == [squeezed(text) for text in headings(site, "book/01-max-pooling", "h2")]
        starts = [target_page(document, item) for item in chapters]
    assert starts == sorted(set(starts))  # 每章另起一页


def text(page: pikepdf.Page) -> bytes:
    """一页的内容流。"""
    return (
        b"".join(part.read_bytes() for part in page.obj.Contents)
        if isinstance(page.obj.Contents, pikepdf.Array)
        else page.obj.Contents.read_bytes()
    )


def test_every_page_is_a4_and_has_something(document: pikepdf.Pdf) -> None:
    assert len(document.pages) > 30
    for page in document.pages:
        left, bottom, right, top = map(float, page.mediabox)
        assert (right - left, top - bottom) == pytest.approx((595, 842), abs=1)
        assert b"Tj" in text(page) or b"TJ" in text(page)  # 没有空白页


def test_it_says_what_it_is(document: pikepdf.Pdf) -> None:
    assert str(document.docinfo["/Title"]) == pdf.TITLE
    assert str(document.Root.Lang).startswith("zh")
    assert bool(document.Root.MarkInfo.Marked)  # 读屏软件要的标签


def test_the_text_can_be_copied(document: pikepdf.Pdf) -> None:
    """每种字体都说得出一个字形是哪个字。"""
    fonts = 0
    for page in document.pages:
        for font in (page.obj.Resources.get("/Font") or {}).values():
            assert "/ToUnicode" in font
            fonts += 1
    assert fonts


def test_internal_links_stay_inside(document: pikepdf.Pdf) -> None:
    places = set(document.Root.Dests.keys())
    assert max(len(name.encode()) for name in places) <= 128  # 再长，有的阅读器不认；算上开头的“/”
    inside = 0
    for page in document.pages:
        for note in page.obj.get("/Annots") or []:
            action = note.get("/A")
            if action is not None and action.S == "/URI":
                assert "127.0.0.1" not in str(action.URI)
            elif "/Dest" in note:
                assert f"/{str(note.Dest).removeprefix('/')}" in places
                inside += 1
    assert inside > 50


CLIPPED = """() => {
  const found = document.querySelectorAll("article :is(pre, table, figure, svg, img)");
  const wide = (element) => element.getBoundingClientRect().right > innerWidth + 1;
  const cut = (element) => !element.closest("svg") && element.scrollWidth > element.clientWidth + 1
    && getComputedStyle(element).overflowX !== "visible";
  const wrong = [...found].filter((one) => one.checkVisibility() && (wide(one) || cut(one)));
  return wrong.map((one) => one.textContent.slice(0, 60));
}"""
WRONG = """() => {
  const every = (selector) => [...document.querySelectorAll(selector)];
  const ids = every("[id]").map(({ id }) => id);
  const linked = every("a[href^='#']").map((link) => decodeURIComponent(link.hash.slice(1)));
  const controls = every("button, input[type='range'], .headerlink");
  const seen = new Set();
  return {
    twice: ids.filter((id) => seen.has(id) || !seen.add(id)),
    lost: linked.filter((id) => !seen.has(id)),
    controls: controls.filter((one) => one.checkVisibility()).length,
    closed: every("details:not([open])").length,
    tried: every(".pdf-try").length,
    numbers: every("[data-target]").length,
  };
}"""


@pytest.fixture(scope="module")
def whole(browser: Browser, site: Site) -> Iterator[Page]:
    """整本书拼好，还没有印。"""
    paper = {"width": 680, "height": 980}
    with reader(browser, bypass_csp=True, viewport=paper) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto(f"{site.address}/404.html")
        page.add_script_tag(path=pdf.SCRIPT)
        book = [vars(entry) for entry in pdf.entries()]
        style = pdf.STYLE.read_text(encoding="utf-8")
        page.evaluate("(given) => poolPdf.assemble(...given)", [pdf.TITLE, book, "今天", style])
        yield page


def test_the_whole_book_fits_together(whole: Page) -> None:
    found = whole.evaluate(WRONG)
    assert found["twice"] == []
    assert found["lost"] == []
    assert found["controls"] == 0
    assert found["closed"] == 0
    assert found["tried"] == 0  # 没有网站的地址
    assert found["numbers"] > 200


def test_nothing_is_clipped(whole: Page) -> None:
    assert whole.evaluate(CLIPPED) == []


def test_without_what_it_needs_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    monkeypatch.setattr(pdf.importlib.util, "find_spec", lambda name: name != "pikepdf" or None)
    assert make.main(["pdf"]) == 1
    assert "要pikepdf，还没有装" in capsys.readouterr().err


def test_a_destination_is_found_on_its_page(document: pikepdf.Pdf) -> None:
    buffer = io.BytesIO()
    document.save(buffer)
    places = pdf.pages_of(buffer.getvalue())
    assert all(1 <= number <= len(document.pages) for number in places.values())
    assert Path(pdf.SCRIPT).is_file()
