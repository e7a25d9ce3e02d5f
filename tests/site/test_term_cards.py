"""术语的解释：鼠标、键盘、手指都看得到，不挡路；没有JavaScript也不少什么。"""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
import terms
from bs4 import Tag
from playwright.sync_api import Browser, Locator, Page, expect
from site_terms import LIMIT, WITHOUT
from website import LAID_OUT, PAGES, Site, reader, until

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}

# 卡片四边到屏幕四边，都不小于0，就没有出屏幕
ROOM = """card => {
  const { left, top, right, bottom } = card.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  return Math.min(left, top, clientWidth - right, clientHeight - bottom);
}"""

# 正文里每一段的位置
PLACES = """() => [...document.querySelectorAll("article p")].map((p) => {
  const { left, top, width, height } = p.getBoundingClientRect();
  return [left, top + scrollY, width, height];
})"""

CONTRAST = """card => {
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const { color, backgroundColor } = getComputedStyle(card);
  const [low, high] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""


def marks(site: Site, page: str) -> list[Tag]:
    """一页里标出来的术语。"""
    return site.html[page].select("a.term")


@pytest.fixture(scope="module")
def name(site: Site) -> str:
    """标得最多的一页。"""
    return max(PAGES, key=lambda page: len(marks(site, page)))


@pytest.fixture
def page(site: Site, browser: Browser, name: str) -> Iterator[Page]:
    """在电脑上打开它。"""
    with reader(browser, viewport=LAPTOP, color_scheme="light") as context:
        page = context.new_page()
        page.goto(site.url(name))
        yield page


@pytest.fixture
def phone(site: Site, browser: Browser, name: str) -> Iterator[Page]:
    """在手机上打开它。"""
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
    with reader(browser, **options) as context:
        page = context.new_page()
        page.goto(site.url(name))
        yield page


def card_of(word: Locator) -> Locator:
    """一个词的卡片。"""
    return word.locator("xpath=following-sibling::*[1][@class='term-card']")


def test_each_page_marks_a_few_words_once(site: Site) -> None:
    known = {term.term for term in terms.read()}
    for page in PAGES:
        words = [mark.get_text() for mark in marks(site, page)]
        assert len(words) <= LIMIT
        assert len(words) == len(set(words))
        assert set(words) <= known
        assert not words or page not in WITHOUT
        assert site.html[page].select(":is(h1, h2, h3, pre, code, table, nav, figure) a.term") == []
    assert any(marks(site, page) for page in PAGES if "/exercises/" in page)


def test_a_mark_needs_no_inline_script_or_style(site: Site) -> None:
    for page in PAGES:
        for mark in marks(site, page):
            assert not [name for name in mark.attrs if name == "style" or name.startswith("on")]


def test_every_term_can_be_linked_to(site: Site) -> None:
    glossary = site.html["book/reference/glossary"]
    anchors = {str(element["id"]) for element in glossary.select("[id]")}
    assert {terms.slug(term.term) for term in terms.read()} <= anchors


def test_the_mouse(page: Page) -> None:
    word = page.locator("a.term").first
    card = card_of(word)
    until(page, LAID_OUT)
    before = page.evaluate(PLACES)
    word.hover()
    expect(card).to_be_visible()
    assert page.evaluate(PLACES) == before  # 什么也没有挪动
    card.locator("a").hover()  # 从词移到卡片上，卡片还在
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    assert card.evaluate(CONTRAST) >= 7
    page.mouse.move(5, 400)
    expect(card).to_be_hidden()


def test_the_keyboard(page: Page, site: Site) -> None:
    word = page.locator("a.term").first
    card = card_of(word)
    says = word.get_attribute("title") or card.locator("span").inner_text()
    expect(word).to_have_accessible_description(says)  # 读屏软件念的
    word.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    word.focus()
    page.keyboard.press("Tab")
    section = str(card.locator("a").get_attribute("href")).partition("#")[2]
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: unquote(url).endswith(f"#{section}"))
    top = page.locator(f"[id='{section}']").bounding_box()
    assert top is not None
    assert 0 <= top["y"] < LAPTOP["height"] / 2


def test_a_finger(phone: Page, site: Site, name: str) -> None:
    words = phone.locator("a.term")
    for word in words.all():
        word.scroll_into_view_if_needed()
        word.tap()
        card = card_of(word)
        expect(card).to_be_visible()
        assert card.evaluate(ROOM) >= 0
        assert phone.locator(".term-card:visible").count() == 1
    assert card.evaluate(CONTRAST) >= 7  # 暗色
    assert phone.url == site.url(name)  # 第一下只是看
    phone.locator("article").tap(position={"x": 2, "y": 2})
    expect(phone.locator(".term-card:visible")).to_have_count(0)
    word.tap()
    word.tap()
    phone.wait_for_url("**/glossary.html#*")


def test_without_javascript(site: Site, browser: Browser, name: str) -> None:
    with reader(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url(name))
        word = page.locator("a.term").first
        term = next(term for term in terms.read() if term.term == word.text_content())
        assert term.meaning in str(word.get_attribute("title"))
        word.click()
        page.wait_for_url("**/glossary.html#*")
        expect(page.locator(f"[id='{terms.slug(term.term)}'] > h3")).to_be_in_viewport()
