"""打印：每一页在A4上什么也不裁掉，不印按钮，折起来的都打开；速查表正好是一页，印的是表，不是证明。"""

import re
from collections.abc import Iterator

import pytest
from measures import PAPER, clipped
from playwright.sync_api import Browser, BrowserContext, Page, expect
from website import PAGES, Site, reader

SHEET = "book/reference/cheatsheet"

CONTROLS = """() => [...document.querySelectorAll(
  "button, input:is([type='range'], [type='file'], [type='search']), nav, dialog, header,"
    + "[role='search'], .headerlink, .pool-tools, .pool-bar"
)].filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80))"""

CLOSED = """() => [...document.querySelectorAll("article details > :not(summary)")].filter(
  (element) => !element.matches("[hidden], [hidden] *") && !element.checkVisibility()
    && element.parentElement.checkVisibility()
).map((element) => element.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """一张A4：系统是暗色的，印出来也要是亮的。"""
    with reader(browser, viewport=PAPER, color_scheme="dark") as context:
        yield context.new_page()


@pytest.fixture(scope="module", params=PAGES)
def printed(request: pytest.FixtureRequest, paper: Page, site: Site) -> Page:
    """一页，照打印的样子。"""
    paper.emulate_media(media="screen")
    paper.goto(site.url(request.param))
    paper.wait_for_load_state("networkidle")
    paper.emulate_media(media="print")
    return paper


def test_nothing_is_clipped(printed: Page) -> None:
    assert clipped(printed) == []


def test_no_control_is_printed(printed: Page) -> None:
    assert printed.evaluate(CONTROLS) == []


def test_what_was_folded_is_open(printed: Page) -> None:
    assert printed.evaluate(CLOSED) == []


def test_every_step_is_printed(printed: Page) -> None:
    for step in printed.locator(".pool-step").all():
        expect(step).to_be_visible()


def test_it_is_dark_on_light(printed: Page) -> None:
    color = "(element) => getComputedStyle(element).color.match(/[\\d.]+/g).slice(0, 3).map(Number)"
    for selector in (
        "article p",
        "article pre",
        "article pre span",
        "article td",
        "article summary",
    ):
        for element in printed.locator(selector).all()[:5]:
            assert max(element.evaluate(color)) < 150, selector


def test_no_address_is_spelled_out(printed: Page) -> None:
    after = "(link) => getComputedStyle(link, '::after').content"
    said = {link.evaluate(after) for link in printed.locator("article a[href]").all()[:20]}
    assert not any("http" in text or "html" in text for text in said)


@pytest.fixture
def sheet(context: BrowserContext, site: Site):
    page = context.new_page()
    page.goto(site.url(SHEET))
    yield page
    page.close()


def test_the_cheat_sheet_is_one_page_of_a4(sheet):
    pdf = sheet.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 1
    (size,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [float(points) for points in size] == pytest.approx([595, 842], abs=1)


def test_the_tables_are_printed_and_the_proofs_are_not(sheet):
    sheet.emulate_media(media="print")
    for heading, printed in (("输出尺寸怎么算", True), ("陷阱", True), ("这些都对吗", False)):
        found = sheet.locator("article h2", has_text=heading)
        expect(found).to_be_visible(visible=printed)
