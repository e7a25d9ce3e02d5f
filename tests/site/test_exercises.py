"""练习页：在真的浏览器里写代码、运行、检查。

一道题只打开一次，几个测试轮流用，因为每开一页都要启动一次Python。
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import make
import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Route, expect
from website import PAGES, Site

NUMBERED = {found[1]: page for page in PAGES if (found := re.search(r"/exercises/(\d\d)-", page))}
INDEX = "book/exercises/index"
QUIZ = "book/exercises/quiz"
LIVE = [number for number in NUMBERED if number < "11"]
NUMPY = [number for number in NUMBERED if number >= "11"]

SOLUTIONS = make.ROOT / "tutorial_pool" / "exercises" / "content" / "solutions"
# 每一题的答案，把前一段改成后一段，就错了
MISTAKES = {
    "01": ("best = x[top][left]", "best = 0"),
    "02": ("stride + 1", "stride"),
    "03": ("max(window)", "sum(window) / len(window)"),
    "04": ("max(window)", "max(map(abs, window))"),
    "05": ("best = -math.inf", "best = 0"),
    "06": ("dh * (kh - 1) + 1", "dh * kh"),
    "07": ("size -= 1", "pass"),
    "08": (" or math.isnan(x[r][c])", ""),
    "09": ("] += g", "] = g"),
    "10": ("(2 * eps)", "eps"),
}
ENDLESS = "sum(iter(int, 1))\n"  # Python自己停不下来；别的死循环它五秒就停，机器忙时来不及按“停止”
PATIENCE = 120_000  # 机器再忙也等得到；只有真的坏了才会等这么久，单位是毫秒

# 颜色的对比度，按WCAG的定义；代码里每一种颜色都算
CONTRASTS = """() => {
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const frame = document.querySelector(".exercise-editor");
  const ground = luminance(getComputedStyle(frame).backgroundColor);
  const parts = frame.querySelectorAll(".cm-line, .cm-line span, .cm-gutterElement");
  return [...parts].map((part) => {
    const pair = [luminance(getComputedStyle(part).color), ground].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  });
}"""


def solution(number: str) -> str:
    """第几题的参考答案。"""
    return (SOLUTIONS / f"e{number}.py").read_text(encoding="utf-8")


def wrong(number: str) -> str:
    """第几题的一个错误的答案。"""
    right, mistaken = MISTAKES[number]
    assert right in solution(number)
    return solution(number).replace(right, mistaken)


@dataclass
class Desk:
    """打开着的一页练习，和它发出的请求。"""

    page: Page
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.context.on("request", lambda request: self.requests.append(request.url))

    @property
    def code(self) -> str:
        """编辑器里的代码。"""
        return "\n".join(self.page.locator(".cm-line").all_inner_texts()).replace("\n\n\n", "\n\n")

    @property
    def result(self) -> Locator:
        """显示结果的地方。"""
        return self.page.locator(".exercise-result")

    def button(self, name: str) -> Locator:
        """按钮。"""
        return self.page.get_by_role("button", name=name, exact=True)

    def write(self, source: str) -> None:
        """全选，再输入，像读者那样。"""
        self.page.locator(".cm-content").focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)

    def press(self, name: str) -> str:
        """按下按钮，等到有了结果。"""
        self.button(name).click()
        return self.settled()

    def settled(self) -> str:
        """等到有了结果。"""
        expect(self.result).to_have_attribute("aria-busy", "false", timeout=PATIENCE)
        return self.result.inner_text()

    def answer(self, source: str, name: str = "检查") -> str:
        """写好，按下按钮，等到有了结果。"""
        self.write(source)
        return self.press(name)

    def downloads(self) -> list[str]:
        """为Python取过的文件。"""
        return [url for url in self.requests if "pyodide" in url or "python_worker" in url]


@contextmanager
def desk(context: BrowserContext, site: Site, number: str) -> Iterator[Desk]:
    """打开第几题。"""
    opened = Desk(context.new_page())
    # 脚本这时都运行过了；图片之类不必等
    opened.page.goto(site.url(NUMBERED[number]), wait_until="domcontentloaded")
    yield opened
    opened.page.close()


@contextmanager
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """一个读者的浏览器，什么也没有下载过。"""
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """下载过的文件和进度，各页共用。"""
    with reader(browser) as context:
        yield context


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[BrowserContext]:
    """第一次来的读者。"""
    with reader(browser) as context:
        yield context


@pytest.fixture(scope="module", params=LIVE)
def numbered(
    request: pytest.FixtureRequest, context: BrowserContext, site: Site
) -> Iterator[tuple[str, Desk]]:
    """每一道能在网页上做的题。"""
    with desk(context, site, request.param) as opened:
        yield request.param, opened


@pytest.fixture(scope="module")
def fifth(context: BrowserContext, site: Site) -> Iterator[Desk]:
    """第5题，不挑题的测试都用它。"""
    with desk(context, site, "05") as opened:
        yield opened


# ---- 每一题 ----


def test_the_stub_is_met_kindly(numbered: tuple[str, Desk]) -> None:
    _, opened = numbered
    said = opened.press("检查")
    assert "还没有写" in said
    assert "✅" not in said
    for role in ("check", "try"):  # 编辑器的按钮代替了这两格
        cells = opened.page.locator(f".tag_exercise-{role}").all()
        assert [cell.is_hidden() for cell in cells] == [True]


def test_a_wrong_answer_is_refused(numbered: tuple[str, Desk], site: Site) -> None:
    number, opened = numbered
    assert "❌" in opened.answer(wrong(number))
    assert opened.page.locator(".exercise-track [aria-current] .exercise-mark").count() == 0
    links = opened.result.locator("a").evaluate_all("links => links.map((link) => link.href)")
    for link in links:
        assert (site.folder / urlsplit(link).path.lstrip("/")).is_file(), link


def test_the_solution_passes(numbered: tuple[str, Desk]) -> None:
    number, opened = numbered
    assert "✅" in opened.answer(solution(number))
    mark = opened.page.locator(".exercise-track [aria-current] .exercise-mark")
    expect(mark).to_have_text("✓（已通过）")
    follow = opened.result.get_by_role("link", name="下一题")
    assert follow.get_attribute("href").endswith(f"{list(NUMBERED.values())[int(number)]}.html")


# ---- 运行和停止 ----


def test_run_shows_what_is_printed(fifth: Desk) -> None:
    assert "1 <b>2</b>" in fifth.answer("print(1, '<b>2</b>')\n", "运行")
    assert "ZeroDivisionError" in fifth.answer("1 / 0\n", "运行")


def test_stop_stops_anything(fifth: Desk) -> None:
    expect(fifth.button("停止")).to_be_disabled()
    fifth.answer("print(1)\n", "运行")
    fifth.write(ENDLESS)
    fifth.button("运行").click()
    expect(fifth.result).to_contain_text("正在运行")
    assert "已经停下" in fifth.press("停止")
    expect(fifth.button("停止")).to_be_disabled()
    assert "✅" in fifth.answer(solution("05"))
    assert fifth.press("运行") == "运行完了，没有输出。"


def test_what_never_ends_is_stopped_for_you(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(site.url(NUMBERED["05"]))
    opened = Desk(page)
    assert opened.answer("print(7)\n", "运行").strip() == "7"
    opened.write(ENDLESS)
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 3600)  # 钟只由下面两行来拨
    opened.button("检查").click()
    page.clock.run_for(14_000)
    expect(opened.result).to_contain_text("正在检查")
    page.clock.run_for(2_000)
    expect(opened.result).to_contain_text("15秒")
    page.clock.resume()
    assert opened.answer("print(8)\n", "运行").strip() == "8"
    page.close()


# ---- 代码和进度 ----


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


def answer_dialogs(page: Page, answer: Callable[[Dialog], None]) -> None:
    """下一次问的时候，这样回答。"""
    page.once("dialog", answer)


def test_progress_is_shared_by_all_pages(context: BrowserContext, site: Site, fifth: Desk) -> None:
    index, other = context.new_page(), context.new_page()
    index.goto(site.url(INDEX))
    other.goto(site.url(NUMBERED["11"]))
    marks = [
        index.locator(".pool-progress [data-exercise='05'] .exercise-mark"),
        other.locator(".exercise-track a[href*='/05-'] .exercise-mark"),
        fifth.page.locator(".exercise-track [aria-current] .exercise-mark"),
    ]
    clear = index.get_by_role("button", name="清空网页上的进度")
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
    index.close()
    other.close()


def test_the_index_says_what_is_done_elsewhere(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(site.url(INDEX))
    told = page.locator("li:has(.exercise-elsewhere)")
    expect(told).to_contain_text(["在笔记本里做"] * 6)
    numbers = told.evaluate_all("items => items.map((item) => item.dataset.exercise)")
    assert numbers == [*NUMPY, "C1", "C2", "C3", "C4"]
    page.close()


def test_the_track_lists_every_exercise(fifth: Desk) -> None:
    links = fifth.page.locator(".exercise-track a")
    assert links.all_inner_texts() == [str(int(number)) for number in NUMBERED]
    assert fifth.page.locator(".exercise-track [aria-current='page']").inner_text() == "5"


def test_hints_open_one_by_one(fifth: Desk) -> None:
    hints = fifth.page.locator("details.pool-hint")
    said = fifth.answer(wrong("05"))
    for opened in range(1, 4):
        fifth.button("提示").click()
        assert fifth.page.locator("details.pool-hint[open]").count() == opened
        expect(hints.nth(opened - 1).locator("summary")).to_be_focused()
    fifth.button("复原").focus()
    fifth.button("提示").click()  # 都打开了，就回到最后一个
    expect(hints.last.locator("summary")).to_be_focused()
    assert fifth.result.inner_text() == said


def test_works_without_local_storage(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    page.goto(site.url(NUMBERED["05"]))
    assert "✅" in Desk(page).answer(solution("05"))
    expect(page.locator(".exercise-track [aria-current] .exercise-mark")).to_have_count(1)
    page.close()


# ---- 下载 ----


def test_downloads_once_and_then_needs_no_network(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as first:
        first.page.wait_for_load_state("networkidle")
        first.page.locator(".cm-content").click()
        assert first.downloads() == []  # 只是看看，什么也不取
        assert "✅" in first.answer(solution("05"))
        assert len(first.downloads()) == len(set(first.downloads())) == 6
        assert {urlsplit(url).hostname for url in http(first.requests)} == {"127.0.0.1"}

        newcomer.set_offline(True)
        before = len(http(first.requests))
        assert "❌" in first.answer(wrong("05"))
        first.write(ENDLESS)
        first.button("运行").click()
        first.press("停止")
        assert "✅" in first.answer(solution("05"))
        assert len(http(first.requests)) == before
        newcomer.set_offline(False)
    with desk(newcomer, site, "01") as second:
        assert "✅" in second.answer(solution("01"))
        assert second.downloads() == []


def http(urls: list[str]) -> list[str]:
    """真的请求；blob:是页面自己的东西。"""
    return [url for url in urls if url.startswith("http")]


def test_a_failed_download_can_be_retried(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as opened:
        opened.page.route("**/python_stdlib.zip*", lambda route: route.abort())
        assert "没有下载完" in opened.answer(solution("05"))
        opened.page.unroute("**/python_stdlib.zip*")
        opened.write(wrong("05"))  # 重试的是现在的代码
        assert "❌" in opened.press("重试")
        assert sum("pyodide.asm.wasm" in url for url in opened.requests) == 1


def test_says_how_much_is_downloaded(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as opened:
        waiting: list[Route] = []
        opened.page.route("**/python_stdlib.zip*", lambda route: waiting.append(route))
        opened.button("检查").click()
        progress = opened.page.locator(".exercise-progress")
        expect(progress).to_have_text(re.compile(r"^已下载1\d\.\d/1\d\.\d MB$"))
        assert "已经停下" in opened.press("停止")
        expect(progress).to_be_hidden()
        waiting[0].abort()


def test_a_page_older_than_the_site_says_so(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as opened:
        opened.page.route("**/tutorial_pool.zip*", lambda route: route.fulfill(body=b"newer"))
        assert "刷新" in opened.press("检查")


def test_a_damaged_snapshot_does_no_harm(context: BrowserContext, site: Site) -> None:
    with desk(context, site, "05") as opened:
        damaged = opened.page.evaluate(
            """async () => {
              const cache = await caches.open("tutorial-pool-python");
              const found = (await cache.keys()).filter(({ url }) => url.includes("snapshot"));
              for (const key of found) await cache.put(key, new Response("damaged"));
              return found.length;
            }"""
        )
        assert damaged == 1
        assert "✅" in opened.answer(solution("05"))
        assert opened.downloads() == []


# ---- 谁都能用 ----


def test_fits_a_phone(fifth: Desk) -> None:
    usual = fifth.page.viewport_size
    assert usual is not None
    fifth.page.set_viewport_size({"width": 390, "height": 844})
    assert "1" * 200 in fifth.answer(f"print({'1' * 200!r})\n", "运行")
    top = fifth.page.locator("#pst-back-to-top")
    top.evaluate("button => { button.style.display = 'block'; }")  # 主题这样显示它
    expect(top).to_be_hidden()  # 否则会盖住判定
    expect(fifth.page.locator(".cm-lineWrapping")).to_have_count(1)
    overflow = "frame => frame.scrollWidth - frame.clientWidth"
    assert fifth.page.locator(".cm-scroller").evaluate(overflow) == 0
    assert "❌" in fifth.answer(wrong("05"))
    assert fifth.page.evaluate("document.scrollingElement.scrollWidth") <= 390
    for name in ("运行", "检查", "停止", "提示", "复原"):
        box = fifth.button(name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 40
    size = "getComputedStyle(document.querySelector('.cm-content')).fontSize"
    assert float(fifth.page.evaluate(size).removesuffix("px")) >= 16  # 再小，iOS会放大整页
    fifth.page.set_viewport_size(usual)
    expect(fifth.page.locator(".cm-lineWrapping")).to_have_count(0)
    top.evaluate("button => { button.style.display = ''; }")


def test_keyboard_is_enough(fifth: Desk) -> None:
    keyboard = fifth.page.keyboard
    fifth.page.reload()
    fifth.page.locator(".exercise-track a").last.focus()
    for _ in range(20):
        keyboard.press("Tab")
        if fifth.page.evaluate("document.activeElement.matches('.cm-content')"):
            break
    keyboard.press("ControlOrMeta+a")
    keyboard.type("if 1:\n")
    keyboard.press("Tab")  # 上一行末尾的冒号已经缩进了一次
    keyboard.press("Backspace")
    keyboard.type("print('缩进')")
    assert fifth.code == "if 1:\n    print('缩进')"
    keyboard.press("Escape")
    keyboard.press("Tab")
    expect(fifth.button("运行")).to_be_focused()
    keyboard.press("Enter")
    assert fifth.settled().strip() == "缩进"
    keyboard.press("Tab")
    expect(fifth.button("检查")).to_be_focused()
    keyboard.press("Enter")
    assert "❌" in fifth.settled()
    fifth.write(solution("05"))
    keyboard.press("Control+Enter")
    assert "✅" in fifth.settled()
    keyboard.press("Shift+Enter")
    assert "✅" not in fifth.settled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_can_be_read(fifth: Desk, scheme: str) -> None:
    fifth.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    fifth.page.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")
    fifth.write("# 注释\nclass A:\n    def f(self):\n        return 'x' + 1 if None else [2.5]\n")
    contrasts = fifth.page.evaluate(CONTRASTS)
    assert len(contrasts) > 10
    assert min(contrasts) >= 4.5


@pytest.mark.parametrize("number", NUMPY)
def test_numpy_exercises_point_to_the_notebook(
    context: BrowserContext, site: Site, number: str
) -> None:
    with desk(context, site, number) as opened:
        note = opened.page.locator(".exercise-note")
        expect(note).to_contain_text("NumPy")
        expect(note.locator("a[href$='.ipynb']")).to_have_count(1)
        expect(opened.page.locator(".cm-editor")).to_have_count(0)
        for role in ("stub", "try", "check"):
            expect(opened.page.locator(f".tag_exercise-{role}")).to_be_visible()


def test_the_quiz_shows_nothing_before_it_is_asked(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(site.url(QUIZ))
    for part in (".tag_hide-output .cell_output", "section > details > p"):
        shown = page.locator(part)
        assert shown.count() >= 11
        assert not any(one.is_visible() for one in shown.all())
    page.get_by_text("看结果").first.click()
    expect(page.locator(".tag_exercise-proof .cell_output").first).to_be_visible()
    page.get_by_text("看结论").first.click()
    expect(page.locator("section > details > p").first).to_be_visible()
    page.close()


def test_an_old_browser_is_told_so(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(site.url(NUMBERED["05"]))
    expect(page.locator(".exercise-note")).to_contain_text("太旧")
    expect(page.locator(".tag_exercise-stub")).to_be_visible()
    page.close()


def test_a_page_opened_as_a_file_says_so(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(site.file(NUMBERED["05"]).as_uri())
    expect(page.locator(".exercise-note")).to_contain_text("从文件打开")
    expect(page.locator(".tag_exercise-stub")).to_be_visible()
    page.close()


def test_readable_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url(NUMBERED["05"]))
    expect(page.locator(".tag_exercise-stub")).to_contain_text("def max_pool")
    expect(page.locator(".tag_exercise-check .cell_output")).to_be_visible()
    page.locator("details.pool-solution summary").click()
    expect(page.locator("details.pool-solution[open]")).to_have_count(1)
    context.close()


# ---- 做网站的那一半 ----


def test_the_archive_is_always_the_same(tmp_path: Path) -> None:
    from site_exercises import write_archive

    for name in ("a.zip", "b.zip"):
        write_archive(tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
