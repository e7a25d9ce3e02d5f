"""打印：速查表正好是一页A4，印的是表，不是证明。"""

import re

import pytest
from playwright.sync_api import BrowserContext, expect
from website import Site

SHEET = "book/reference/cheatsheet"


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
    expect(sheet.locator("#jb-print-docs-body")).to_be_hidden()
