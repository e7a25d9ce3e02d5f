"""首页：一眼看得出这是什么、按哪里；能动的图到了，别的东西不跳；整本书下载得到。"""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import contents
import make
import pytest
import site_download
from bs4 import Tag
from playwright.sync_api import Browser, Page, expect
from website import PAGES, Site, reader

FRONT = PAGES[0]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
BUTTONS = ["从第1章开始", "先做一道题", "报错速查", "下载"]
ALIVE = ".tag_front-widget [role='grid']"

# 从打开到现在，东西一共跳了多少
SHIFTS = """() => new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) total += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(total))));
})"""


def opened(browser: Browser, site: Site, **options: object) -> Iterator[Page]:
    """打开首页。"""
    with reader(browser, **options) as context:
        page = context.new_page()
        page.goto(site.url(FRONT))
        yield page


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=[PHONE, LAPTOP], ids=["手机", "电脑"])
def page(
    request: pytest.FixtureRequest, browser: Browser, site: Site, scheme: str
) -> Iterator[Page]:
    """手机上、电脑上，亮的、暗的。"""
    yield from opened(browser, site, color_scheme=scheme, **request.param)


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    """没有JavaScript的手机。"""
    yield from opened(browser, site, java_script_enabled=False, **PHONE)


def section(site: Site, heading: str) -> Tag:
    """首页的一节。"""
    found = site.html[FRONT].find(id=heading)
    assert isinstance(found, Tag)
    return found


def above_the_fold(page: Page) -> None:
    """第一屏里，有书名、一句话、图和四个按钮。"""
    size = page.viewport_size
    assert size is not None
    article = page.locator("article")
    seen = [article.locator("h1"), article.locator("h1 + p"), article.locator("h1 + p + p")]
    seen += article.locator(".tag_front-widget > *").all()
    seen += [article.get_by_role("link", name=name, exact=True).first for name in BUTTONS]
    for one in seen:
        expect(one).to_be_visible()
        box = one.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert box["y"] + box["height"] <= size["height"]
    for one in page.locator("article :is(.cell_input, pre, table:not([role='grid']))").all():
        box = one.bounding_box()
        assert box is None or box["y"] >= size["height"]


def test_the_first_screen(page: Page) -> None:
    expect(page.locator(ALIVE).first).to_be_visible()
    above_the_fold(page)


def test_nothing_jumps(page: Page) -> None:
    expect(page.locator(ALIVE).first).to_be_visible()
    assert page.evaluate(SHIFTS) <= 0.02


def test_the_small_lab(page: Page) -> None:
    """走一步、换步幅、向上取整；接着这里的设置到实验台里去。"""
    lab = page.locator(".tag_front-widget")
    output = lab.locator("[data-grid='output'] [role='gridcell']")
    chosen = lab.locator("[data-grid='output'] .chosen")
    expect(output).to_have_text(["2", "3", "5", "3"])
    lab.get_by_role("button", name="后一个输出").click()
    expect(chosen).to_have_text("3")
    expect(lab.locator("[data-grid='x'] .winner")).to_have_attribute("data-place", "0,3")
    lab.get_by_role("checkbox").check()
    expect(output).to_have_text(["2", "3", "1", "5", "3", "1", "2", "1", "1"])
    lab.get_by_role("button", name=re.compile("步幅.*减1")).click()
    expect(output).to_have_count(16)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= page.viewport_size["width"]
    lab.get_by_role("link").click()
    page.wait_for_url("**/lab.html#*")
    expect(page.locator("#pool-lab input[name='ceil_mode']")).to_be_checked()
    expect(page.locator("#pool-lab [data-grid='output'] [role='gridcell']")).to_have_count(16)


def test_a_button_is_big_enough_for_a_finger(page: Page) -> None:
    for name in BUTTONS:
        box = page.locator("article").get_by_role("link", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_without_javascript(plain: Page) -> None:
    expect(plain.locator(".tag_front-widget svg").first).to_be_visible()
    above_the_fold(plain)
    plain.locator("article").get_by_role("link", name="下载", exact=True).click()
    link = plain.locator("#pool-download a")
    expect(link).to_be_in_viewport()
    with plain.expect_download() as download:
        link.click()
    assert zipfile.is_zipfile(download.value.path())


def test_only_the_front_page_loads_its_widget(site: Site) -> None:
    loaded = "script[src*='lab/front.js'], link[href*='lab/front.css']"
    assert [page for page in PAGES if site.html[page].select(loaded)] == [FRONT]


def test_there_is_no_table_of_ratios(site: Site) -> None:
    for table in site.html[FRONT].select("article table"):
        assert [cell.get_text() for cell in table.select("th")] == ["章", "你会弄清楚", "用时"]


def pages_linked(part: Tag) -> list[str]:
    """这一部分链接到的页，照次序，一页一次。"""
    found = (str(link["href"]).partition("#")[0] for link in part.select("a[href]"))
    return list(dict.fromkeys(f"book/{page.removesuffix('.html')}" for page in found if page))


WAYS = ["20分钟只看懂", "一个下午动手", "一个周末深入"]


def test_the_three_ways_lead_to_every_chapter_and_exercise(site: Site) -> None:
    linked = [page for way in WAYS for page in pages_linked(section(site, way))]
    wanted = [page for page in PAGES[1:] if not re.search("reference/|exercises/index", page)]
    assert [page for page in wanted if page not in linked] == []


@pytest.mark.parametrize("way", WAYS[1:])
def test_the_hours_it_says_are_those_of_its_pages(site: Site, way: str) -> None:
    part = section(site, way)
    said = re.search(r"约([\d.]+)小时", part.get_text())
    assert said is not None
    times = {
        page.file.relative_to(make.ROOT).with_suffix("").as_posix(): page.time
        for page in contents.pages()
    }
    minutes = [re.match(r"约(\d+)分钟", times[page]) for page in pages_linked(part)]
    total = sum(int(found[1]) for found in minutes if found)
    assert abs(float(said[1]) - total / 60) <= 0.5


def test_each_picture_leads_somewhere(browser: Browser, site: Site) -> None:
    """点图，就是点那张卡片的链接。"""
    cards = section(site, "书里有什么").find_all("section", recursive=False)
    assert len(cards) == 6
    pictures = [card.select_one(".cell_output :is(svg, img, .pool-verdict)") for card in cards]
    assert None not in pictures
    for page in opened(browser, site, **PHONE):
        for card in page.locator("#书里有什么 > section").all():
            address = card.locator("> p > a[href]").last.get_attribute("href")
            card.locator(".cell_output").scroll_into_view_if_needed()
            reached = card.locator(".cell_output").evaluate(
                """(element) => {
                  const { x, y, width, height } = element.getBoundingClientRect();
                  const top = document.elementFromPoint(x + width / 2, y + height / 2);
                  return top.closest("a")?.getAttribute("href");
                }"""
            )
            assert reached == address


# ---- 整本书的zip ----


@pytest.fixture(scope="module")
def unpacked(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """解开网站上的那一个。"""
    folder = tmp_path_factory.mktemp("download")
    with zipfile.ZipFile(site.folder / site_download.ARCHIVE) as archive:
        archive.extractall(folder)
    return folder / site_download.NAME


def test_the_size_beside_the_link(site: Site) -> None:
    size = (site.folder / site_download.ARCHIVE).stat().st_size
    place = site.html[FRONT].select_one("#pool-download")
    assert place is not None
    assert f"{size / 2**20:.1f} MB" in place.get_text()


def test_the_same_book_makes_the_same_bytes(site: Site, tmp_path: Path) -> None:
    site_download.write_archive(tmp_path / "again.zip")
    again = (tmp_path / "again.zip").read_bytes()
    assert again == (site.folder / site_download.ARCHIVE).read_bytes()
    assert list(tmp_path.iterdir()) == [tmp_path / "again.zip"]


def test_the_download_is_the_book(unpacked: Path) -> None:
    for page in PAGES:
        (original,) = make.ROOT.glob(f"{page}.*[bd]")
        assert (unpacked / original.relative_to(make.ROOT)).read_bytes() == original.read_bytes()
    for name in ("README.md", "pyproject.toml", "environment.yml", "book/data/speed.json"):
        assert (unpacked / name).is_file()
    names = {path.name for path in unpacked.rglob("*")}
    assert not names & {".git", ".venv", "_build", ".cache", "__pycache__", "speed-mine.json"}


def test_the_downloaded_package_works(unpacked: Path) -> None:
    program = """if 1:
        import numpy as np, tutorial_pool
        print(tutorial_pool.max_pool2d(np.eye(2)[None], 2), tutorial_pool.__file__)
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=unpacked,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert result.stdout.split() == [
        "[[[1.]]]",
        str(unpacked / "tutorial_pool" / "__init__.py"),
    ]


def test_what_is_generated_is_not_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "README.md",
        "05.py",
        ".venv/lib.py",
        "book/intro.ipynb",
        "book/dataset/cifar",
        "book/data/speed-mine.json",
        "book/_ext/__pycache__/a.pyc",
        "tutorial_pool/__init__.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    for folder in site_download.FOLDERS:
        (tmp_path / folder).mkdir(exist_ok=True)
    ignored = (make.ROOT / ".gitignore").read_text(encoding="utf-8")
    (tmp_path / ".gitignore").write_text(ignored, encoding="utf-8")
    monkeypatch.setattr(site_download, "ROOT", tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in site_download.sources()]
    assert found == [".gitignore", "README.md", "book/intro.ipynb", "tutorial_pool/__init__.py"]
