"""练习页写代码的地方：一打开就够得到，什么都不跳动，代码怎样捣乱都停得下来、说得清楚。"""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from exercise_pages import INDEX, NUMBERED, Desk, desk, solution, wrong
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect
from website import LAID_OUT, SHIFTS, Site, reader, until

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; object-src 'none'"
)
WATCH = (
    SHIFTS
    + """
Object.assign(seen, { violations: [], progress: [] });
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, target }) => {
  // 在编辑器里换掉一段，浏览器自己会暂时写行内样式
  if (!target.closest?.(".cm-content")) seen.violations.push(`${violatedDirective} ${blockedURI}`);
});
"""
)
WIDTHS = (360, 768, 1280, 1920)


@pytest.fixture(scope="module")
def strict(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """网页都带着安全策略：只许用网站自己的东西，脚本和样式不许写在网页里。"""
    with reader(browser, service_workers="block") as context:
        context.add_init_script(WATCH)
        context.route("**/*.html", add_policy)
        yield context


def add_policy(route: Route) -> None:
    """网页加上安全策略。"""
    reply = route.fetch()
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    route.fulfill(response=reply, body=reply.text().replace("<head>", f"<head>{policy}", 1))


@pytest.fixture(scope="module")
def fifth(strict: BrowserContext, site: Site) -> Iterator[Desk]:
    """第5题。"""
    with desk(strict, site, "05") as opened:
        yield opened


# ---- 一打开 ----


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_it_opens(newcomer: BrowserContext, site: Site, width: int) -> None:
    newcomer.add_init_script(WATCH)
    newcomer.add_init_script(
        """localStorage.setItem("tutorial-pool/code/05", "x = 1\\n".repeat(200));
        localStorage.setItem("tutorial-pool/passed/01", "1");"""
    )
    page = newcomer.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    for name in (NUMBERED["05"], INDEX):
        page.goto(site.url(name), wait_until="networkidle")
        if name != INDEX:
            page.locator(".exercise-editor").scroll_into_view_if_needed()
            expect(page.locator(".cm-content")).to_be_visible()
        assert page.evaluate("seen.shift") <= 0.02, page.evaluate("seen.moved")


def test_little_is_fetched_before_you_write(newcomer: BrowserContext, site: Site) -> None:
    fetched: dict[str, int] = {}

    def weigh(request: Request) -> None:
        path = site.folder / urlsplit(request.url).path.lstrip("/")
        fetched[request.url] = len(gzip.compress(path.read_bytes()))

    newcomer.on("request", weigh)
    page = newcomer.new_page()
    page.goto(site.url(NUMBERED["05"]), wait_until="networkidle")
    expect(page.locator(".cm-content")).to_be_visible()
    assert sum(fetched.values()) <= 290_000, fetched


@pytest.mark.parametrize("width", [1280, 1920])
def test_a_wide_screen_shows_the_task_and_the_editor(fifth: Desk, width: int) -> None:
    page = fifth.page
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("scrollTo(0, 0)")
    until(page, LAID_OUT)  # 没有排版的各节，高度是估的
    for _ in ("一打开", "到了页尾"):
        expect(page.locator(".exercise-editor")).to_be_in_viewport(ratio=0.99)
        expect(fifth.button("检查")).to_be_in_viewport(ratio=0.99)
        page.evaluate("scrollTo(0, document.querySelector('article').offsetHeight - 800)")
    editor = page.locator(".exercise-editor").bounding_box()
    task = page.locator("article h2").first.bounding_box()
    assert editor is not None
    assert task is not None
    assert task["x"] + task["width"] <= editor["x"]
    page.evaluate("scrollTo(0, 0)")
    assert "❌" in fifth.answer(wrong("05"))  # 判定自己滚动，编辑器还在
    expect(page.locator(".exercise-editor")).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize("width", [390, 1024])
def test_a_narrow_screen_jumps_to_the_editor(
    newcomer: BrowserContext, site: Site, width: int
) -> None:
    page = newcomer.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url(NUMBERED["05"]))
    page.locator("article").get_by_role("link", name="跳到编辑器").click()
    expect(page.locator(".exercise-editor")).to_be_in_viewport(ratio=0.99)
    writing = page.locator(".exercise-editor :is(textarea, .cm-content)")
    expect(writing).to_be_focused()
    page.reload()
    for name in ("跳到正文", "跳到编辑器"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name=name).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(writing).to_be_focused()


def test_writes_and_checks_without_the_editor(newcomer: BrowserContext, site: Site) -> None:
    newcomer.route("**/exercises_editor.js*", lambda route: route.abort())
    page = newcomer.new_page()
    page.goto(site.url(NUMBERED["05"]))
    plain = page.get_by_role("textbox", name="练习5的代码")
    plain.fill(solution("05"))
    plain.press("Control+Enter")
    expect(page.locator(".exercise-verdict")).to_contain_text("✅")
    page.reload()
    expect(plain).to_have_value(solution("05"))


def test_what_is_being_written_stays_when_the_editor_comes(
    newcomer: BrowserContext, site: Site
) -> None:
    held: list[Route] = []
    newcomer.route("**/exercises_editor.js*", lambda route: held.append(route))
    page = newcomer.new_page()
    with page.expect_request("**/exercises_editor.js*"):
        page.goto(site.url(NUMBERED["05"]))
    plain = page.get_by_role("textbox", name="练习5的代码")
    plain.fill("one")
    plain.press("ArrowLeft")
    expect(plain).to_be_focused()
    held[0].continue_()
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.type("ab")
    expect(page.locator(".cm-line")).to_have_text(["onabe"])


# ---- 取Python ----


def test_the_progress_never_goes_back(newcomer: BrowserContext, site: Site) -> None:
    newcomer.add_init_script(WATCH)
    with desk(newcomer, site, "05") as opened:
        opened.page.evaluate(
            """new MutationObserver(() => {
              const bar = document.querySelector(".exercise-progress progress");
              if (bar.hasAttribute("value")) seen.progress.push(bar.value);
            }).observe(document.querySelector(".exercise-progress"), {
              attributes: true, childList: true, subtree: true });"""
        )
        opened.write("# 动手写，就先去取\n")
        expect(opened.page.locator(".exercise-progress")).to_contain_text("正在启动Python")
        values = opened.page.evaluate("seen.progress")
        assert len(values) > 3
        assert values == sorted(values)
        assert values[-1] == 1


def test_the_policy_allows_all_of_it(fifth: Desk) -> None:
    assert "❌" in fifth.answer(wrong("05"))  # 有图
    assert "✅" in fifth.answer(solution("05"))
    assert "1" in fifth.answer("print(1)\n", "运行")
    font = "getComputedStyle(document.querySelector('.cm-gutters')).display"
    assert fifth.page.evaluate(font) == "flex"  # 编辑器自己的样式在
    assert fifth.page.evaluate("seen.violations") == []


def test_nothing_moves_when_the_first_verdict_comes(newcomer: BrowserContext, site: Site) -> None:
    newcomer.add_init_script(WATCH)
    page = newcomer.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site.url(NUMBERED["05"]))
    opened = Desk(page)
    opened.write(wrong("05"))
    page.evaluate("seen.shift = 0")
    assert "❌" in opened.press("检查")
    assert page.evaluate("seen.shift") <= 0.02, page.evaluate("seen.moved")


# ---- 判定和输出 ----


def test_the_next_step_is_the_filled_button(fifth: Desk) -> None:
    filled = fifth.page.locator(".exercise-panel .pool-button:not(.quiet)")
    fifth.answer(wrong("05"))
    expect(filled).to_have_text(["检查"])
    fifth.answer(solution("05"))
    expect(filled).to_have_text(["下一题"])
    fifth.write("x = 1\n")
    expect(filled).to_have_text(["检查"])


def test_standard_error_is_shown(fifth: Desk) -> None:
    code = "import sys, warnings\nprint('甲')\nprint('乙', file=sys.stderr)\nwarnings.warn('丙')\n"
    said = fifth.answer(code, "运行")
    assert re.search("甲.*乙.*丙", said, re.DOTALL)


def test_a_long_output_is_folded(fifth: Desk) -> None:
    fifth.answer("for i in range(500):\n    print('第', i)\n'末尾'\n", "运行")
    output = fifth.page.locator(".exercise-output")
    expect(output).to_contain_text("第 19")
    expect(output).not_to_contain_text("第 20")
    expect(output).to_contain_text("末尾")
    fifth.button("还有480行，全部显示").click()
    expect(output).to_contain_text("第 499")
    box = output.bounding_box()
    assert box is not None
    assert box["height"] <= 400


def test_ten_thousand_lines_do_no_harm(fifth: Desk) -> None:
    fifth.answer("for i in range(10_000):\n    print('行', i)\n", "运行")
    more = fifth.result.get_by_role("button", name="全部显示")
    expect(more).to_have_text("还有9980行，全部显示")
    more.click()
    expect(fifth.page.locator(".exercise-output")).to_contain_text(
        re.compile("后面[0-9]+行没有留下")
    )
    assert len(fifth.result.inner_text()) < 25_000
    assert len(fifth.answer("'x' * 10 ** 7\n", "运行")) < 25_000


# ---- 捣乱 ----


def test_input_is_answered_with_a_sentence(fifth: Desk) -> None:
    assert "数据从参数来" in fifth.answer("input('?')\n", "运行")


@pytest.mark.parametrize(
    "code",
    [
        "import js\njs.postMessage('假的')\n",
        "import js\njs.self.close()\n",
        "import js\njs.fetch('https://example.com')\n",
        "from pyodide.code import run_js\nrun_js('postMessage(1)')\n",
    ],
)
def test_the_page_is_out_of_reach(fifth: Desk, code: str) -> None:
    assert "Error" in fifth.answer(code, "运行")
    assert "✅" in fifth.answer(solution("05"))


def test_the_worker_cannot_be_closed(fifth: Desk) -> None:
    close = "from js import Object\nObject.constructor('self.close()')()\n"
    assert "close is not a function" in fifth.answer(close, "运行")
    assert "✅" in fifth.answer(solution("05"))


def test_a_worker_that_is_gone_is_started_again(newcomer: BrowserContext, site: Site) -> None:
    newcomer.add_init_script(
        """const { Worker } = self;
        self.workers = [];
        self.Worker = function (...rest) {
          const made = new Worker(...rest);
          workers.push(made);
          return made;
        };"""
    )
    with desk(newcomer, site, "05") as opened:
        assert "✅" in opened.answer(solution("05"))
        opened.page.evaluate("workers[0].terminate()")
        assert "已经重新启动" in opened.press("检查")
        assert "✅" in opened.press("重试")


def test_too_much_memory_is_said(fifth: Desk) -> None:
    assert "要的内存太多了" in fifth.answer("x = [0] * 10 ** 9\n", "运行")
    endless = "x = []\nwhile True:\n    x.append(bytes(10 ** 7))\n"
    assert "要的内存太多了" in fifth.answer(endless, "运行")
    assert "✅" in fifth.answer(solution("05"))


# ---- 标准库 ----


def test_the_rest_of_the_library_comes_when_asked(newcomer: BrowserContext, site: Site) -> None:
    with desk(newcomer, site, "05") as opened:
        usual = "math random itertools functools collections copy typing dataclasses statistics "
        usual += "time re json decimal fractions heapq bisect operator string textwrap"
        opened.answer("\n".join(f"import {name}" for name in usual.split()), "运行")
        assert not any("more.zip" in url for url in opened.requests)
        assert "True" in opened.answer("import difflib\n'diff' in difflib.__name__\n", "运行")
        assert sum("more.zip" in url for url in opened.requests) == 1
        assert "没有带着它" in opened.answer("import turtle\n", "运行")


def test_the_index_is_one_list_on_a_phone(browser: Browser, site: Site) -> None:
    with reader(
        browser, viewport={"width": 360, "height": 740}, java_script_enabled=False
    ) as phone:
        page: Page = phone.new_page()
        page.goto(site.url(INDEX))
        assert page.locator("table").count() == 1
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
        rows = page.locator(".exercise-table tbody tr")
        expect(rows.first).to_contain_text("10分钟")
        boxes = [cell.bounding_box() for cell in rows.first.locator("td").all()]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)


@pytest.mark.parametrize("number", ["01", "13"])
def test_what_cannot_run_here_is_not_offered_to_copy(
    context: BrowserContext, site: Site, number: str
) -> None:
    with desk(context, site, number) as opened:
        expect(opened.page.locator("article .cell").first).to_be_attached()
        expect(opened.page.locator("article button.copy")).to_have_count(0)
        expect(opened.page.locator("article")).to_contain_text("网页上已经运行好了，不用抄")
    page = context.new_page()
    page.goto(site.url(NUMBERED["11"]))  # 要在笔记本里做的，抄得走
    expect(page.locator("article button.copy").first).to_be_attached()
    page.close()
