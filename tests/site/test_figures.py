"""图：每张窗口的图都能动手改，一步一步的图能走、不跳、念得出；没有脚本、在纸上，全看得到。"""

import json
from collections.abc import Iterator
from urllib.parse import unquote

import nbformat
import pytest
from bs4 import BeautifulSoup
from exercise_pages import desk, wrong
from make import ROOT
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from website import PAGES, Site, reader, until

CHAPTER = "book/01-max-pooling"
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
# 练习和第1到6章
COUNTED = [
    page for page in PAGES if page[5:7] in ("01", "02", "04", "05", "06") or "/exercises/" in page
]

# 图后面的字从哪里开始，从页面的开头算起
# 先猜的题的答案里也有图，还没有问，它们看不见
FIGURES = "figure.pool-figure:not(.pool-predict *)"
STEPPERS = "figure.pool-steps:not(.pool-predict *)"
BELOW = "figure => figure.closest('.cell').getBoundingClientRect().bottom + scrollY"

# 整页横着多出来多少像素
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def drawn(page: str) -> Iterator[BeautifulSoup]:
    """笔记本存着的每一张图。"""
    path = ROOT / f"{page}.ipynb"
    cells = nbformat.read(path, as_version=4).cells if path.exists() else []
    for output in (output for cell in cells for output in cell.get("outputs", [])):
        html = output.get("data", {}).get("text/html", "")
        if "pool-figure" in html:
            yield BeautifulSoup(html, "html.parser")


def editable(page: str) -> int:
    """这一页有几张能动手改的图：步骤里面的算在外面那一张里。"""
    count = 0
    for figure in drawn(page):
        outer = [f for f in figure.select("figure") if not f.find_parent(class_="pool-step")]
        count += sum(
            "data-pool" in f.attrs
            or bool(f.select(".pool-step [data-pool], .pool-step[data-pool]"))
            for f in outer
        )
    return count


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """在电脑上打开第1章。"""
    with reader(browser, viewport=LAPTOP) as context:
        yield opened(context, site)


@pytest.fixture
def phone(site: Site, browser: Browser) -> Iterator[Page]:
    """在手机上打开第1章。"""
    with reader(browser, viewport=PHONE, has_touch=True, is_mobile=True) as context:
        yield opened(context, site)


def opened(context: BrowserContext, site: Site, name: str = CHAPTER) -> Page:
    page = context.new_page()
    page.goto(site.url(name))
    expect(page.locator(".pool-bar").first).to_be_attached()
    return page


def longest(page: Page) -> Locator:
    """步数最多的那一张。"""
    figures = page.locator(STEPPERS).all()
    return max(figures, key=lambda figure: figure.locator(".pool-step").count())


def at(figure: Locator) -> int:
    """看得见的是第几步；正好一步。"""
    seen = [step.is_visible() for step in figure.locator(".pool-step").all()]
    assert seen.count(True) == 1
    return seen.index(True)


# ---- 动手改 ----


def test_every_figure_of_windows_can_be_changed(site: Site, browser: Browser) -> None:
    """网页上的按钮，和笔记本里带着设置的图，一样多；画窗口的格子都有。"""
    total = 0
    with reader(browser) as context:
        page = context.new_page()
        for name in COUNTED:
            wanted = editable(name)
            page.goto(site.url(name))
            expect(page.locator(".pool-tools button")).to_have_count(wanted)
            total += wanted
    assert total > 50


def test_the_cells_that_draw_windows_carry_their_settings() -> None:
    calls = ("draw.window(", "draw.windows(", "draw.axis(", "draw.gradients(", "draw.unpooling(")
    without = []
    for name in COUNTED:
        path = ROOT / f"{name}.ipynb"
        for cell in nbformat.read(path, as_version=4).cells if path.exists() else []:
            if cell.cell_type == "code" and any(call in cell.source for call in calls):
                html = "".join(
                    output.get("data", {}).get("text/html", "") for output in cell.outputs
                )
                if "data-pool=" not in html:
                    without.append(cell.id)
    assert without == ["05family-51"]  # 分数池化：实验台里没有


def test_change_replaces_the_figure_and_back(page: Page, site: Site) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    figure = page.locator("figure.pool-figure[data-pool]").first
    drawing = figure.locator(":scope > div > svg").first
    button = figure.get_by_role("button", name="动手改")
    assert not any("/lab.css" in url for url in loaded)
    button.click()
    lab = figure.locator(".pool-here")
    expect(lab).not_to_be_empty()
    expect(drawing).to_be_hidden()
    assert any("/lab.css?v=" in url for url in loaded)
    close = figure.get_by_role("button", name="收起")
    expect(close).to_have_attribute("aria-expanded", "true")
    expect(close).to_be_focused()
    link = figure.get_by_role("link", name="在实验台里打开")
    address, _, written = unquote(str(link.get_attribute("href"))).partition("#")
    assert address == site.url("book/lab")
    pool = json.loads(str(figure.get_attribute("data-pool")))
    assert f"x={json.dumps(pool['x']).replace(' ', '')}" in written
    close.click()
    expect(lab).to_have_count(0)
    expect(drawing).to_be_visible()
    expect(link).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_the_frame_of_the_lab_stands_on_its_cells(page: Page, phone: Page) -> None:
    """书页另有表格的样子、居中的字，实验台不能跟着变。"""
    for opened in (page, phone):
        figure = opened.locator("figure.pool-figure[data-pool]").first
        figure.locator(".pool-tools button").click()
        cell = figure.locator("[data-grid=x] td[data-r='0'][data-c='0']")
        expect(cell).to_be_visible()
        box, frames = cell.bounding_box(), figure.locator(".lab-frames").first.bounding_box()
        assert box is not None
        assert frames is not None
        assert (box["x"], box["y"]) == pytest.approx((frames["x"], frames["y"]), abs=2)
        assert opened.evaluate(SIDEWAYS) == 0


def test_a_verdict_can_be_changed_too(context: BrowserContext, site: Site) -> None:
    with desk(context, site, "04") as opened:
        opened.answer(wrong("04"))
        figure = opened.result.locator("figure.pool-figure")
        figure.get_by_role("button", name="动手改").click()
        expect(figure.locator(".pool-lab")).to_be_visible()
        expect(figure.locator(".pool-here")).to_have_attribute("aria-live", "off")


def test_the_step_on_show_is_the_one_to_change(page: Page) -> None:
    """各步的设置不一样的图，改的是眼前那一步。"""
    figure = page.locator("figure.pool-steps:not([data-pool]):has([data-pool])").first
    figure.locator(".pool-next").click()
    inner = figure.locator(".pool-now [data-pool]")
    wanted = json.loads(str(inner.get_attribute("data-pool")))
    figure.get_by_role("button", name="动手改").click()
    link = figure.get_by_role("link", name="在实验台里打开")
    expect(link).to_be_visible()
    expect(inner).to_be_hidden()
    expect(figure.locator(".pool-bar")).to_be_hidden()
    given = unquote(str(link.get_attribute("href")))
    assert ("stride=" in given) == ("stride" in wanted)
    figure.get_by_role("button", name="收起").click()
    assert at(figure) == 1


def test_a_lab_that_does_not_come(page: Page) -> None:
    page.route("**/lab/lab.css*", lambda route: route.abort())
    figure = page.locator("figure.pool-figure[data-pool]").first
    figure.get_by_role("button", name="动手改").click()
    expect(figure.get_by_role("status").first).to_contain_text("实验台没有取到")
    expect(figure.locator("svg").first).to_be_visible()
    expect(figure.get_by_role("button", name="动手改")).to_have_attribute("aria-expanded", "false")


# ---- 一步一步 ----


def test_buttons_slider_and_keys(page: Page) -> None:
    figure = longest(page)
    total = figure.locator(".pool-step").count()
    back, forth = figure.locator(".pool-back"), figure.locator(".pool-next")
    slider, told = figure.get_by_role("slider"), figure.locator(".pool-bar [role=status]")
    assert total > 3
    assert at(figure) == 0
    expect(told).to_be_empty()  # 没有走，就什么也不念
    forth.click()
    assert at(figure) == 1
    expect(told).to_contain_text(f"第2步，共{total}步：")
    back.press("ArrowRight")
    back.press("ArrowRight")
    back.press("ArrowLeft")
    assert at(figure) == 2
    slider.fill(str(total))
    assert at(figure) == total - 1
    expect(slider).to_have_attribute("aria-valuetext", str(told.text_content()))
    expect(forth).to_have_attribute("aria-disabled", "true")
    forth.click(force=True)
    assert at(figure) == total - 1
    slider.press("ArrowLeft")
    assert at(figure) == total - 2
    figure.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("ArrowRight")  # 焦点不在里面，不归它管
    assert at(figure) == total - 2


def test_nothing_moves_by_itself(site: Site, browser: Browser) -> None:
    with reader(browser, viewport=LAPTOP, reduced_motion="reduce") as context:
        page = opened(context, site)
        figure = longest(page)
        expect(figure.locator(".pool-play")).to_be_hidden()
        assert figure.evaluate("figure => figure.getAnimations({ subtree: true }).length") == 0


def test_play_walks_to_the_end_and_stops(page: Page) -> None:
    figure = longest(page)
    total = figure.locator(".pool-step").count()
    page.clock.install()
    play = figure.locator(".pool-play")
    play.click()
    expect(play).to_have_text("停")
    page.clock.run_for(60_000)
    assert at(figure) == total - 1
    expect(play).to_have_text("播放")


def test_nothing_below_moves(page: Page) -> None:
    """换一步，图后面的字不动。"""
    for figure in page.locator(STEPPERS).all():
        places = {figure.evaluate(BELOW)}
        bar = figure.locator(".pool-bar").bounding_box()
        assert bar is not None
        for step in figure.locator(".pool-step").all():
            box = step.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= bar["y"] + 1  # 按钮不压在图上
        for _ in range(figure.locator(".pool-step").count() - 1):
            figure.locator(".pool-next").click()
            places.add(figure.evaluate(BELOW))
        assert len(places) == 1


STYLED = "[...document.querySelectorAll('link[rel=stylesheet]')].every(({ sheet }) => sheet)"


def test_the_scripts_move_nothing_when_they_come(site: Site, browser: Browser) -> None:
    ends = []
    for size in (LAPTOP, PHONE):
        for late in (True, False):
            with reader(browser, viewport=size) as context:
                page = context.new_page()
                if late:  # 还没有取到，也没有失败
                    page.route("**/lab/*.js*", lambda route: None)
                page.goto(site.url(CHAPTER), wait_until="commit")
                until(page, "() => document.querySelector('footer')")
                until(page, STYLED)
                count = 0 if late else page.locator(STEPPERS).count()
                expect(page.locator(f"{STEPPERS} .pool-bar")).to_have_count(count)
                figures = page.locator(FIGURES)
                ends.append([figure.evaluate("f => f.offsetHeight") for figure in figures.all()])
    assert ends[0] == ends[1]
    assert ends[2] == ends[3]


def test_all_at_once(page: Page) -> None:
    figure = longest(page)
    figure.get_by_role("button", name="全部显示").click()
    for step in figure.locator(".pool-step").all():
        expect(step).to_be_visible()
    expect(figure.locator(".pool-next")).to_be_hidden()
    figure.get_by_role("button", name="一步一步看").click()
    assert at(figure) == 0


def test_a_finger(phone: Page) -> None:
    assert phone.evaluate(SIDEWAYS) == 0
    for figure in phone.locator("figure.pool-figure:has(> .pool-tools)").all():
        for control in figure.locator("button:visible, input:visible").all():
            box = control.bounding_box()
            assert box is not None
            assert box["width"] >= 44
            assert box["height"] >= 44
    figure = longest(phone)
    figure.locator(".pool-next").tap()
    assert at(figure) == 1
    figure.get_by_role("button", name="全部显示").tap()
    assert phone.evaluate(SIDEWAYS) == 0


# ---- 没有脚本，在纸上 ----


def everything_is_shown(page: Page) -> None:
    for step in page.locator(f"{STEPPERS} .pool-step").all():
        expect(step).to_be_visible()
    for figure in page.locator(STEPPERS).all():
        boxes = [step.bounding_box() for step in figure.locator(".pool-step").all()]
        places = {(box["x"], box["y"]) for box in boxes if box}
        assert len(places) == len(boxes)  # 没有叠在一起
    expect(page.locator(".pool-bar:visible, .pool-tools:visible")).to_have_count(0)


def test_on_paper_all_steps_are_printed(page: Page) -> None:
    page.locator(".pool-tools button").first.click()
    expect(page.locator(".pool-here")).not_to_be_empty()
    page.emulate_media(media="print")
    everything_is_shown(page)
    expect(page.locator(".pool-here")).to_be_hidden()
    expect(page.locator("figure.pool-figure svg").first).to_be_visible()


def test_without_javascript_all_steps_are_shown(site: Site, browser: Browser) -> None:
    with reader(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url(CHAPTER))
        everything_is_shown(page)


@pytest.mark.parametrize("why", ["disk", "failed"])
def test_without_modules_all_steps_are_shown(site: Site, browser: Browser, why: str) -> None:
    """从磁盘打开的网页取不了模块；断网时也取不到。"""
    with reader(browser) as context:
        page = context.new_page()
        page.route("**/lab/*.js*", lambda route: route.abort())
        page.goto(site.file(CHAPTER).as_uri() if why == "disk" else site.url(CHAPTER))
        expect(page.locator("html.pool-still")).to_have_count(1)
        everything_is_shown(page)
