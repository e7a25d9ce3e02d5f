"""下载来的书：解开，从磁盘打开（file://），读、搜、动手改、先猜都行；做不了的，当场说。"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import site_book
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Request, expect
from website import PAGES, Site, reader

FIRST = "book/01-max-pooling"


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """解开的书；路径里有空格和汉字，像读者电脑上的。"""
    target = tmp_path_factory.mktemp("下载 书")
    with zipfile.ZipFile(site.folder / site_book.ARCHIVE) as archive:
        archive.extractall(target)
    return target / site_book.NAME


class Desk:
    """从磁盘打开的一页一页，和浏览器抱怨过的话。"""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", self.failed)
        page.on(
            "console",
            lambda said: said.type in ("error", "warning") and self.complaints.append(said.text),
        )

    def failed(self, request: Request) -> None:
        """没有取到；换到下一页时还没有取完的，不算。"""
        if "ERR_ABORTED" not in str(request.failure):
            self.complaints.append(request.url)

    def open(self, name: str) -> Page:
        """打开一页，等它要的都取来。"""
        self.page.goto((self.folder / f"{name}.html").as_uri())
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture
def desk(browser: Browser, folder: Path) -> Iterator[Desk]:
    with reader(browser) as context:
        yield Desk(context.new_page(), folder)


def test_the_door(desk: Desk) -> None:
    page = desk.open("打开")
    page.wait_for_url("**/book/intro.html")
    expect(page.locator("article h1")).to_be_visible()


def test_every_page_opens_from_the_disk(desk: Desk) -> None:
    for name in (*PAGES, "search"):
        desk.open(name)
        assert desk.complaints == [], name
    assert {urlsplit(url).scheme for url in desk.asked} <= {"file", "data", "blob"}


def test_the_formulas_and_their_fonts(desk: Desk) -> None:
    page = desk.open(FIRST)
    formulas = page.locator("article .math").count()
    expect(page.locator("article .math > svg")).to_have_count(formulas)
    fonts = "document.fonts.ready.then((all) => [...all].map((font) => font.status))"
    assert "error" not in page.evaluate(fonts)


def test_search(desk: Desk) -> None:
    page = desk.open("search")
    page.locator("main input[name='q']").fill("ceil_mode装不满的窗口要不要")
    page.locator("#search-results a").first.click()
    expect(page.locator("mark.search-hit").first).to_be_visible()
    assert unquote(page.url).startswith((desk.folder / "book").as_uri().partition("%")[0])
    assert desk.complaints == []


def test_the_figures_move(desk: Desk) -> None:
    page = desk.open(FIRST)
    steps = page.locator(".pool-steps").first
    steps.get_by_role("button", name="下一步").click()
    expect(steps.locator(".pool-step").nth(1)).to_have_class(re.compile("pool-now"))
    page.get_by_role("button", name="动手改").first.click()
    expect(page.locator(".pool-here [role='grid']").first).to_be_visible()
    question = page.locator(".pool-predict.live").first
    question.get_by_role("button", name=re.compile("看答案|选好了")).click()
    expect(question.get_by_role("status")).not_to_be_empty()
    assert desk.complaints == []


def test_the_lab(desk: Desk) -> None:
    page = desk.open("book/lab")
    page.get_by_role("button", name="后一个输出").click()
    expect(page.locator("[data-grid='output'] .chosen")).to_have_count(1)
    assert "#" in page.url
    assert desk.complaints == []


def test_the_picture_lab(desk: Desk) -> None:
    page = desk.open("book/picture-lab")
    said = page.locator(".picture-said")
    expect(said).to_contain_text("512×512变成64×64")
    page.get_by_role("button", name="条纹").click()
    expect(said).to_contain_text("96×96变成12×12")
    assert desk.complaints == []


def test_an_exercise_says_where_it_can_be_done(desk: Desk) -> None:
    page = desk.open("book/exercises/05-padding")
    expect(page.locator(".exercise-note")).to_contain_text("直接从文件打开的")
    assert desk.complaints == []


def test_the_theme_is_remembered(desk: Desk) -> None:
    page = desk.open(FIRST)
    page.evaluate("localStorage.setItem('mode', 'dark'); localStorage.setItem('theme', 'dark')")
    page = desk.open("book/02-tensor")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_no_link_is_dead(folder: Path) -> None:
    """站内的链接，zip里都有；联网才有用的，一个也没有。"""
    for path in folder.rglob("*.html"):
        html = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert (
            html.select("script[type='module'], link[rel='manifest'], meta[http-equiv^=Con]") == []
        )
        for element in html.select("[href], [src]"):
            target = urlsplit(str(element.get("href") or element.get("src")))
            if target.scheme or not target.path:
                continue
            assert (path.parent / unquote(target.path)).exists(), (path.name, target.path)


def test_the_size_beside_the_link(site: Site) -> None:
    archive = site.folder / site_book.ARCHIVE
    size = archive.stat().st_size
    place = site.html[PAGES[0]].select_one("#pool-book")
    assert place is not None
    assert f"{size / 2**20:.1f} MB" in place.get_text()
    assert size < 8 * 2**20
    assert not any("pyodide" in name for name in zipfile.ZipFile(archive).namelist())


def test_the_same_site_makes_the_same_bytes(site: Site, tmp_path: Path) -> None:
    again = dict(site_book.pages_and_files(site.folder))
    with zipfile.ZipFile(site.folder / site_book.ARCHIVE) as archive:
        assert [f"{site_book.NAME}/{name}" for name in again] == archive.namelist()
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
        front = f"{PAGES[0]}.html"  # 网站的那一页，后来写上了大小
        for name, data in again.items():
            assert name == front or archive.read(f"{site_book.NAME}/{name}") == data, name
