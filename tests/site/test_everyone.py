"""练习页谁都能用：手机、键盘、旧的浏览器；用不了的时候说得清楚。"""

import pytest
from exercise_pages import NUMBERED, NUMPY, QUIZ, Desk, desk, solution, wrong
from playwright.sync_api import Browser, BrowserContext, expect
from website import Site, reader, until

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


def test_the_track_lists_every_exercise(fifth: Desk) -> None:
    # 通过了的，编号后面还有一个勾
    numbers = "links => links.map((link) => link.firstChild.textContent)"
    links = fifth.page.locator(".exercise-track li a")
    assert links.evaluate_all(numbers) == [str(int(number)) for number in NUMBERED]
    here = fifth.page.locator(".exercise-track [aria-current='page']")
    assert here.evaluate_all(numbers) == ["5"]


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


def test_fits_a_phone(fifth: Desk) -> None:
    usual = fifth.page.viewport_size
    assert usual is not None
    fifth.page.set_viewport_size({"width": 390, "height": 844})
    assert "1" * 200 in fifth.answer(f"print({'1' * 200!r})\n", "运行")
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
        assert box["height"] >= 44
    size = "getComputedStyle(document.querySelector('.cm-content')).fontSize"
    assert float(fifth.page.evaluate(size).removesuffix("px")) >= 16  # 再小，iOS会放大整页
    fifth.page.set_viewport_size(usual)
    expect(fifth.page.locator(".cm-lineWrapping")).to_have_count(0)


def test_keyboard_is_enough(fifth: Desk) -> None:
    keyboard = fifth.page.keyboard
    fifth.page.reload()
    fifth.page.locator(".exercise-track a").last.focus()
    for _ in range(40):  # 前面的图上也有按钮
        keyboard.press("Tab")
        if fifth.page.evaluate("document.activeElement.matches('.exercise-editor *')"):
            break
    expect(fifth.page.locator(".cm-content")).to_be_focused()  # 编辑器来了，光标还在里面
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
    until(fifth.page, f"document.documentElement.dataset.theme === '{scheme}'")
    fifth.write("# 注释\nclass A:\n    def f(self):\n        return 'x' + 1 if None else [2.5]\n")
    contrasts = fifth.page.evaluate(CONTRASTS)
    assert len(contrasts) > 10
    assert min(contrasts) >= 4.5


@pytest.mark.parametrize("number", NUMPY)
def test_numpy_exercises_point_to_the_notebook(
    context: BrowserContext, site: Site, number: str
) -> None:
    with desk(context, site, number) as opened:
        expect(opened.page.locator(".exercise-note")).to_contain_text("NumPy")
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
    page.locator("summary").filter(has_text="看结果").first.click()
    expect(page.locator(".tag_exercise-proof .cell_output").first).to_be_visible()
    page.locator("summary").filter(has_text="看结论").first.click()
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
    with reader(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url(NUMBERED["05"]))
        expect(page.locator(".tag_exercise-stub")).to_contain_text("def max_pool")
        expect(page.locator(".tag_exercise-check .cell_output")).to_be_visible()
        page.locator("details.pool-solution summary").click()
        expect(page.locator("details.pool-solution[open]")).to_have_count(1)
