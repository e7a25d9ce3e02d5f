"""写的代码和进度留在读者的浏览器里：几个标签页不互相盖掉，存不下就说出来。"""

import re
from collections.abc import Iterator

import pytest
from exercise_pages import INDEX, NUMBERED, NUMPY, Desk, answer_dialogs, desk, solution
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from website import Site, reader, until

from tutorial_pool.exercises.content.track import find

SAVED = "localStorage.getItem('tutorial-pool/code/05')"
DRAFT = "sessionStorage.getItem('tutorial-pool/draft/05')"

# 几种存不下的浏览器
BROKEN = {
    "不让看": """for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, {
        get() { throw new DOMException("denied", "SecurityError"); },
        configurable: true,
      });""",
    "不让写": """Storage.prototype.setItem = () => {
      throw new DOMException("denied", "SecurityError");
    };""",
    "已经写满": """for (let size = 2 ** 23; size >= 1; size /= 2)
      try {
        localStorage.setItem(`filler/${size}`, "x".repeat(size));
      } catch {}""",
}
EMPTY = """() => {
  for (let size = 2 ** 23; size >= 1; size /= 2) localStorage.removeItem(`filler/${size}`);
}"""


# ---- 一个标签页 ----


def test_code_survives_a_reload(fifth: Desk) -> None:
    fifth.write("x = [\n    1,\n]\n\n\nprint(x)\n")
    fifth.page.reload()
    assert fifth.press("运行").strip() == "[1]"


def test_reset_brings_the_stub_back(fifth: Desk, site: Site) -> None:
    stub = site.html[NUMBERED["05"]].select_one(".tag_exercise-stub .cell_input pre")
    assert stub is not None
    fifth.write("1\n")
    answer_dialogs(fifth.page, lambda dialog: dialog.dismiss())
    fifth.button("复原").click()
    assert fifth.code.strip() == "1"
    answer_dialogs(fifth.page, lambda dialog: dialog.accept())
    fifth.button("复原").click()
    assert fifth.code.strip() == stub.get_text().strip()
    fifth.page.reload()
    assert fifth.code.strip() == stub.get_text().strip()


def test_progress_is_shared_by_all_pages(context: BrowserContext, site: Site, fifth: Desk) -> None:
    index, other = context.new_page(), context.new_page()
    index.goto(site.url(INDEX))
    other.goto(site.url(NUMBERED["11"]))
    marks = [
        index.locator(".exercise-table td.passed:has(a[href^='05-']) > .exercise-mark"),
        other.locator(".exercise-track a.passed[href^='05-'] > .exercise-mark"),
        fifth.page.locator(".exercise-track .passed[aria-current] > .exercise-mark"),
    ]
    clear = index.get_by_role("button", name="清空进度")
    if clear.is_enabled():
        answer_dialogs(index, lambda dialog: dialog.accept())
        clear.click()
    for mark in marks:
        expect(mark).to_have_count(0)
    fifth.answer(solution("05"))
    expect(index.get_by_text("你通过了1题")).to_be_visible()
    for mark in marks:
        expect(mark).to_have_text("✓（已通过）")
    answer_dialogs(index, lambda dialog: dialog.accept())
    clear.click()
    for mark in marks:
        expect(mark).to_have_count(0)
    expect(clear).to_be_disabled()
    fifth.page.reload()
    assert fifth.page.evaluate(SAVED) == solution("05")  # 只清进度，代码留着
    index.close()
    other.close()


def test_the_index_says_what_is_done_elsewhere(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(site.url(INDEX))
    told = page.locator(".exercise-table td:has(.exercise-elsewhere)")
    titles = [find(number).title for number in [*NUMPY, "C1", "C2", "C3", "C4"]]
    expect(told).to_contain_text(titles)
    page.close()


def test_the_index_leads_to_the_next_exercise(newcomer: BrowserContext, site: Site) -> None:
    page = newcomer.new_page()
    page.goto(site.url(INDEX))
    start = page.locator(".exercise-summary a")
    expect(start).to_have_attribute("href", re.compile("01-"))
    page.evaluate(
        """() => {
          localStorage.setItem("tutorial-pool/passed/01", "1");
          localStorage.setItem("tutorial-pool/code/02", "x");
          dispatchEvent(new Event("pageshow"));
        }"""
    )
    expect(start).to_have_attribute("href", re.compile("02-"))
    expect(start).to_contain_text("接着做2. 输出有多大")
    marks = page.locator(".exercise-table .exercise-mark")
    expect(marks).to_have_text(["✓（已通过）", "…（写过）"])


# ---- 几个标签页 ----


@pytest.fixture
def tabs(newcomer: BrowserContext, site: Site) -> Iterator[tuple[Desk, Desk]]:
    """两个标签页，开着同一题。"""
    with desk(newcomer, site, "05") as first, desk(newcomer, site, "05") as second:
        yield first, second


def save(opened: Desk, source: str) -> None:
    """写好，等它存下。"""
    opened.write(source)
    until(opened.page, f"source => {SAVED} === source", arg=source)


def expect_code(opened: Desk, source: str) -> None:
    """编辑器里会是这一行代码。"""
    expect(opened.page.locator(".cm-line")).to_have_text([source])


def follow(page: Page, address: str) -> None:
    """像点链接那样去另一页。"""
    page.evaluate("address => { location.href = address; }", address)
    page.wait_for_url(f"**/{address}")


def back(page: Page, address: str) -> None:
    """按“后退”；冻着的页已经打开过，不会再有load。"""
    page.evaluate("history.back()")
    page.wait_for_url(f"**/{address}", wait_until="commit")


def test_an_untouched_tab_takes_over_the_code(tabs: tuple[Desk, Desk]) -> None:
    first, second = tabs
    save(first, "x = 1")
    expect_code(second, "x = 1")
    expect(clash(second)).to_be_hidden()
    follow(second.page, "index.html")
    first.page.reload()
    expect_code(first, "x = 1")


def test_taking_over_can_be_undone(tabs: tuple[Desk, Desk]) -> None:
    first, second = tabs
    for source in ("x = 1", "x = 2"):
        save(first, source)
        expect_code(second, source)
    second.page.locator(".cm-content").press("ControlOrMeta+z")
    expect_code(second, "x = 1")
    expect(clash(first)).to_be_visible()  # 撤销也是改
    expect_code(first, "x = 2")


def test_back_brings_the_newest_code(windowed: Browser, site: Site) -> None:
    with reader(windowed) as newcomer, desk(newcomer, site, "05") as opened:
        page = opened.page
        page.evaluate("window.frozen = true")
        follow(page, "index.html")
        follow(page, "05-padding.html")
        save(opened, "x = 1")
        back(page, "index.html")
        back(page, "05-padding.html")
        assert page.evaluate("window.frozen")  # 真的是冻着的那一页
        expect_code(opened, "x = 1")
        follow(page, "index.html")
        assert page.evaluate(SAVED) == "x = 1"


def test_a_tab_of_another_exercise_is_left_alone(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "04") as fourth, desk(newcomer, site, "05") as fifth:
        fourth.write("x = 4")
        save(fifth, "x = 5")
        expect_code(fourth, "x = 4")
        fourth.page.reload()
        expect_code(fourth, "x = 4")


def test_a_reset_elsewhere_takes_nothing_away(tabs: tuple[Desk, Desk]) -> None:
    first, second = tabs
    save(first, "x = 1")
    expect_code(second, "x = 1")
    answer_dialogs(first.page, lambda dialog: dialog.accept())
    first.button("复原").click()
    until(second.page, f"{SAVED} === null")
    expect_code(second, "x = 1")  # 在这里还看得到，也不会自己存回去
    follow(second.page, "index.html")
    assert second.page.evaluate(SAVED) is None


# ---- 两边都改过 ----


def clash(opened: Desk) -> Locator:
    """告诉读者两边都改过的那几句。"""
    return opened.page.locator(".exercise-note", has_text="这一题在别处也改过")


@pytest.fixture
def torn(tabs: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """两边都改过：第一个标签页存下的时候，第二个写的还没有来得及存。"""
    first, second = tabs
    second.page.evaluate("window.setTimeout = () => 0")
    second.write("x = 2")
    save(first, "x = 1")
    expect(clash(second)).to_be_visible()
    return first, second


def test_nothing_is_dropped_before_the_reader_chooses(torn: tuple[Desk, Desk]) -> None:
    first, second = torn
    second.page.reload()
    expect_code(second, "x = 2")
    second.page.locator(".cm-content").press("ControlOrMeta+End")
    second.page.keyboard.type("2")  # 接着写，也不算选了
    until(second.page, f"{DRAFT}.includes('x = 22')")
    second.page.reload()
    expect_code(second, "x = 22")
    expect_code(first, "x = 1")
    assert second.page.evaluate(SAVED) == "x = 1"
    clash(second).get_by_text("看看那边的").click()
    expect(clash(second).locator("pre")).to_have_text("x = 1")


def test_what_was_saved_here_is_not_replaced_either(tabs: tuple[Desk, Desk]) -> None:
    first, second = tabs
    save(first, "x = 1")
    expect_code(second, "x = 1")
    save(second, "x = 2")
    expect(clash(first)).to_be_visible()
    expect_code(first, "x = 1")


@pytest.mark.parametrize(("choice", "kept"), [("用那边的", "x = 1"), ("留这边的", "x = 2")])
def test_the_reader_chooses(torn: tuple[Desk, Desk], choice: str, kept: str) -> None:
    first, second = torn
    second.button(choice).click()
    expect(clash(second)).to_be_hidden()
    expect(second.page.locator(".cm-content")).to_be_focused()
    expect_code(second, kept)
    first.page.reload()
    expect_code(first, "x = 1")  # 那边也是读者写的，也由他来选
    expect(clash(first)).to_be_visible(visible=kept != "x = 1")
    second.page.reload()
    expect_code(second, kept)
    expect(clash(second)).to_be_hidden()


def test_what_was_not_chosen_can_still_be_undone(torn: tuple[Desk, Desk]) -> None:
    _, second = torn
    second.button("用那边的").click()
    expect_code(second, "x = 1")
    second.page.keyboard.press("ControlOrMeta+z")
    expect_code(second, "x = 2")
    second.page.reload()
    expect_code(second, "x = 2")


# ---- 存不下 ----


def unsaved(opened: Desk) -> Locator:
    """告诉读者没有存下的那几句。"""
    return opened.page.locator(".exercise-note", has_text="写的代码没有存下")


@pytest.fixture(params=BROKEN)
def broken(request: pytest.FixtureRequest, context: BrowserContext) -> Iterator[Page]:
    """存不下的浏览器里的一页；没有一个脚本因此出错。"""
    page = context.new_page()
    page.add_init_script(BROKEN[request.param])
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.evaluate(EMPTY)
    page.close()
    assert errors == []


def test_says_that_nothing_is_saved_and_goes_on(broken: Page, site: Site) -> None:
    broken.goto(site.url(NUMBERED["06"]))
    opened = Desk(broken)
    expect(unsaved(opened)).to_be_hidden()
    opened.write("x = 1")
    expect(unsaved(opened)).to_be_visible()
    assert "✅" in opened.answer(solution("06"))
    expect(broken.locator(".exercise-track .passed[aria-current] > .exercise-mark")).to_have_count(
        1
    )


def test_saves_again_as_soon_as_there_is_room(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as opened:
        save(opened, "x = 1")
        opened.page.evaluate(BROKEN["已经写满"])
        opened.write(longer := f"x = '{'2' * 100}'")
        expect(unsaved(opened)).to_be_visible()
        opened.page.reload()
        expect_code(opened, longer)
        expect(unsaved(opened)).to_be_visible()
        assert opened.page.evaluate(SAVED) == "x = 1"
        opened.page.evaluate(EMPTY)
        save(opened, "x = 3")
        expect(unsaved(opened)).to_be_hidden()


def test_the_theme_button_works_when_nothing_can_be_saved(broken: Page, site: Site) -> None:
    broken.goto(site.url(INDEX))
    modes = []
    for _ in range(3):
        broken.locator("[data-theme-switch]").click()
        modes.append(broken.evaluate("document.documentElement.dataset.mode"))
    assert sorted(modes) == ["auto", "dark", "light"]


def test_search_works_when_nothing_can_be_saved(broken: Page, site: Site) -> None:
    broken.goto(f"{site.address}/search.html?q=pool")
    expect(broken.locator("#search-results li").first).to_be_visible()
