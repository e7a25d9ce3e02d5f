"""公式在做网站时就画好了：不要脚本和字体，看得见，念得出，和字对得齐；写错了，网站就做不成。"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import site_math
from playwright.sync_api import Browser, Page, expect
from sphinx.errors import ExtensionError
from website import PAGES, Site, reader

WIDE = "book/04-output-size"  # 有一个很窄的屏幕上放不下的公式
MANY = "book/07-loops-to-vectorized"
NARROW = {"width": 320, "height": 640}

# 每个句子里的公式：底边比字的基线低多少，宽、高，和字的颜色一样不一样。单位是em
PLACED = """() => [...document.querySelectorAll("article p > span.math")].map((formula) => {
  const svg = formula.querySelector("svg");
  const probe = document.createElement("span");  // 空的行内块，底边就在基线上
  probe.style.display = "inline-block";
  formula.after(probe);
  const em = parseFloat(getComputedStyle(formula).fontSize);
  const { bottom, width, height } = svg.getBoundingClientRect();
  const seen = {
    tex: formula.querySelector("math").textContent,
    low: (bottom - probe.getBoundingClientRect().bottom) / em,
    width: width / em,
    height: height / em,
    inked: getComputedStyle(svg).fill === getComputedStyle(formula).color,
  };
  probe.remove();
  return seen;
})"""


@pytest.mark.parametrize("page", PAGES)
def test_every_formula_is_drawn(site: Site, page: str) -> None:
    html = site.html[page]
    for formula in html.select(".math"):
        assert [child.name for child in formula.find_all(recursive=False)] == ["svg", "math"]
        assert "\\" not in formula.get_text()
        for use in formula.select("use"):
            assert html.select_one(f'path[id="{str(use["href"])[1:]}"]'), use
    assert bool(html.select(".math")) == ("math.css" in site.file(page).read_text("utf-8"))


def test_the_book_has_formulas(site: Site) -> None:
    assert sum(len(site.html[page].select(".math use")) for page in PAGES) > 300


def test_nothing_of_mathjax_is_left(site: Site) -> None:
    assert [path for path in site.folder.rglob("*") if "mathjax" in path.name.lower()] == []
    for page in PAGES:
        assert "mathjax" not in site.file(page).read_text("utf-8").lower()


@pytest.fixture(scope="module", params=["light", "dark"])
def still(request: pytest.FixtureRequest, site: Site, browser: Browser) -> Iterator[Page]:
    """没有JavaScript，公式最多的一页。"""
    with reader(browser, java_script_enabled=False, color_scheme=request.param) as context:
        page = context.new_page()
        page.goto(site.url(MANY))
        yield page


def test_a_formula_stands_on_the_line(still: Page) -> None:
    placed = still.evaluate(PLACED)
    letters = [one for one in placed if one["tex"] in ("k", "h", "P", "n", "M")]
    assert letters
    for one in letters:  # 没有往下伸的笔画
        assert abs(one["low"]) < 0.05, one
        assert 0.4 < one["height"] < 1, one
    assert all(one["inked"] and one["width"] > 0.3 for one in placed)


def test_a_formula_is_printed(still: Page) -> None:
    still.emulate_media(media="print")
    placed = still.evaluate(PLACED)
    still.emulate_media(media="screen")
    assert placed
    assert all(one["width"] > 0.3 and one["height"] > 0.3 for one in placed)


def test_a_formula_is_spoken(still: Page) -> None:
    written = still.locator("article .math").count()
    expect(still.locator("article").get_by_role("math")).to_have_count(written)
    for one in still.locator("article .math > math").all():  # 看不见，也不占地方
        assert one.bounding_box()["width"] <= 1


def test_a_long_formula_scrolls(site: Site, browser: Browser) -> None:
    """放不下的，自己滚，键盘也能；宽的屏幕上Tab不停在公式上。"""
    with reader(browser, viewport=NARROW) as context:
        page = context.new_page()
        page.goto(site.url(WIDE))
        long = page.locator("article div.math").filter(has_text="⌈")
        expect(long).to_have_attribute("tabindex", "0")
        assert long.evaluate("it => it.scrollWidth > it.clientWidth")
        long.focus()
        page.keyboard.press("ArrowRight")
        expect(long).not_to_have_js_property("scrollLeft", 0)
        page.set_viewport_size({"width": 1280, "height": 800})
        expect(long).not_to_have_attribute("tabindex", "0")
        expect(page.locator("article .math[tabindex]")).to_have_count(0)


# ---- 怎样画 ----


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """还什么也没有画过。"""
    monkeypatch.setattr(site_math, "CACHE", tmp_path)
    return tmp_path


def page_of(*formulas: str) -> dict[str, str]:
    """有这些公式的一页。"""
    written = "".join(f'<span class="math">{tex}</span>' for tex in formulas)
    return {"book/05-family.html": f"<html><body><article><p>{written}</p></article></body></html>"}


@pytest.mark.parametrize("tex", [r"\foo", r"\frac{1", r"x^2^3", r"\left( x"])
def test_a_wrong_formula_fails_the_build(tex: str, empty: Path) -> None:
    with pytest.raises(ExtensionError) as failure:
        site_math.draw_pages(page_of("x", tex))
    told = str(failure.value)
    assert told.startswith("book/05-family.ipynb: ERROR: ")  # make.py照ERROR来挑要说的话
    assert tex in told
    assert told.count("\n") == 0


def test_a_drawn_formula_is_not_drawn_again(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = page_of("x", r"\frac{a}{b}")
    once = site_math.draw_pages(pages)
    assert once[0]["book/05-family.html"].count("<svg") == 3  # 还有一个放字形
    kept = next(empty.iterdir())
    assert {tex for tex, _, _ in json.loads(kept.read_text("utf-8"))} == {"x", r"\frac{a}{b}"}
    monkeypatch.setattr(site_math, "run", lambda *_: pytest.fail("又画了一次"))
    assert site_math.draw_pages(pages) == once


def test_glyphs_are_written_once(empty: Path) -> None:
    drawn, _ = site_math.draw_pages(page_of("x + x", "x", r"x \text{和} x"))
    html = drawn["book/05-family.html"]
    assert html.count("<path ") == 2  # x和加号
    assert html.count("<use ") == 6
    assert ">和</text>" in html
