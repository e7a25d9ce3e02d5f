"""先猜的题、小测和复习，像读者那样做：填、点、选，键盘和手指都行；日程准，存不下也不坏。"""

import gzip
import json
import math
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from website import Site, reader

import tutorial_pool
from tutorial_pool.exercises.content.questions import QUESTIONS
from tutorial_pool.geometry import Adaptive, Regular, output_size

FIRST = "book/01-max-pooling"
QUIZ = "book/exercises/quiz"
REVIEW = "book/review"
PHONE = {"width": 360, "height": 740}
KEY = "tutorial-pool/review/"
NOON = datetime(2026, 3, 10, 12)
BROKEN = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {
    get() { throw new DOMException("denied", "SecurityError"); },
    configurable: true,
  });"""


# 字和它下面的底，对比度不到4.5的；没有名字的格子和按钮
UNREADABLE = """(root) => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const [r, g, b, alpha = 1] = parts(getComputedStyle(element).backgroundColor);
    if (alpha === 1) return [r, g, b];
    const below = ground(element.parentElement);
    return [r, g, b].map((value, i) => alpha * value + (1 - alpha) * below[i]);
  };
  const bad = [];
  for (const element of root.querySelectorAll("p, li, b, td, input, button, label span, caption")) {
    if (!element.checkVisibility() || !(element.textContent.trim() || element.value)) continue;
    const color = luminance(parts(getComputedStyle(element).color).slice(0, 3));
    const [low, high] = [color, luminance(ground(element))].sort((a, b) => a - b);
    if ((high + 0.05) / (low + 0.05) < 4.5) bad.push(element.outerHTML.slice(0, 80));
  }
  for (const control of root.querySelectorAll("input:not([hidden]), button"))
    if (!(control.ariaLabel || control.textContent.trim() || control.labels?.length))
      bad.push(control.outerHTML);
  return bad;
}"""


def unreadable(place: Locator) -> list[str]:
    return place.evaluate(UNREADABLE)


# ---- 出的题：和Python算的一样 ----

MADE = """async ([folder, seeds]) => {
  const { ask, QUESTIONS } = await import(`${folder}questions.js`);
  const random = (seed) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const plain = (key, value) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  const made = [];
  for (const id of Object.keys(QUESTIONS))
    for (let seed = 0; seed < seeds; seed += 1) made.push(ask(id, random(seed * 7919 + 1)));
  return JSON.stringify(made, plain);
}"""


def numbers(value: Any) -> Any:
    """JSON里写成文字的NaN和∞，变回数。"""
    if isinstance(value, list):
        return [numbers(one) for one in value]
    words = {"NaN": math.nan, "∞": math.inf, "−∞": -math.inf}
    return words[value] if isinstance(value, str) else value


def axis(length: int, k: int, s: int | None, p: int = 0, d: int = 1, ceil: bool = False) -> Regular:
    return Regular(length, k, s, p, d, ceil)


def times(k: int, way: int) -> int:
    """第7章的三种写法，各调用几次np.maximum：真的数一遍。"""
    calls = 0

    def down(x: np.ndarray, k: int, halves: bool) -> np.ndarray:
        nonlocal calls
        if k == 1:
            return x
        half = down(x, (k + 1) // 2 if halves else k - 1, halves)
        calls += 1
        n, shift = len(x) - k + 1, k // 2 if halves else 0
        other = half[shift : shift + n] if halves else x[k - 1 :]
        return np.maximum(half[:n], other)

    x = np.random.default_rng(0).normal(size=(20, 20))
    if way == 0:
        return k * k - 1
    y = down(down(x, k, way == 2).T, k, way == 2).T
    assert np.array_equal(y, tutorial_pool.max_pool2d(x[None], k, stride=1)[0])
    return calls


def truth(spec: dict[str, Any]) -> Any:
    """照题目的说明，用包再算一遍。"""
    asked, args = spec["ask"], spec.get("args")
    match asked:
        case "size":
            return [[len(axis(*args))]]
        case "sizes":
            return [[output_size(*one) for one in zip(*args, strict=True)]]
        case "start":
            length, k, s, p, i = args
            assert i < len(axis(length, k, s, p))
            return [[i * s - p]]
        case "shape":
            shape, k = args
            return [list(tutorial_pool.max_pool2d(np.zeros(shape), k).shape)]
        case "taps":
            (height, width), k, s, d, output = args
            rows, columns = (
                axis(n, k, s, 0, d)[i] for n, i in zip((height, width), output, strict=True)
            )
            return [[r, c] for r in rows for c in columns]
        case "unseen":
            length, k, s, d, ceil = args
            seen = {i for window in axis(length, k, s, 0, d, ceil) for i in window}
            return [[0, i] for i in range(length) if i not in seen]
        case "adaptive":
            length, size, i = args
            return [[0, at] for at in Adaptive(length, size)[i]]
        case "comparisons":
            return [[times(*args)]]
        case "numeric":
            up, down, h = args
            return [[(up - down) / (2 * h)]]
    x = np.array(numbers(spec["x"]), dtype=float)[None]
    arguments = {name: value for name, value in args.items() if value is not None}
    pool = getattr(tutorial_pool, spec["operation"])
    if asked == "output":
        return pool(x, **arguments)[0].tolist()
    if asked == "indices":
        return pool(x, **arguments, return_indices=True)[1][0].tolist()
    backward = getattr(tutorial_pool, f"{spec['operation']}_backward")
    return backward(np.array(spec["grad"], dtype=float)[None], x, **arguments)[0].tolist()


@pytest.fixture(scope="module")
def made(site: Site, browser: Browser) -> list[dict[str, Any]]:
    """每种题各出30道。"""
    with reader(browser) as context:
        page = context.new_page()
        page.goto(site.url(REVIEW))
        return json.loads(page.evaluate(MADE, [f"{site.address}/_static/lab/", 30]))


def test_there_are_enough_questions(made: list[dict[str, Any]]) -> None:
    assert len(made) >= 600
    assert len({one["question"] + str(one.get("asked")) for one in made}) > len(made) * 0.75


def test_the_truth_is_that_of_the_package(made: list[dict[str, Any]]) -> None:
    for one in made:
        answer = numbers(json.loads(one["answer"]))
        assert np.allclose(answer, truth(one["spec"]), rtol=0, atol=1e-9, equal_nan=True), one


def test_a_mistake_is_never_the_truth(made: list[dict[str, Any]]) -> None:
    for one in made:
        assert one["mistakes"]
        answers = [json.loads(one["answer"]), *(json.loads(got) for _, got in one["mistakes"])]
        keys = [json.dumps(sorted(a) if "cells" in one else a) for a in answers]
        assert len(set(keys)) == len(keys), one


# ---- 章节里先猜的题 ----


@pytest.fixture
def page(newcomer: BrowserContext, site: Site) -> Iterator[Page]:
    """第一章；没有一个脚本出错。"""
    page = newcomer.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site.url(FIRST))
    yield page
    assert errors == []


def question(page: Page, words: str) -> Locator:
    """写着这几个字的那道题。"""
    return page.locator(".pool-predict", has_text=words).first


def type_in(ask: Locator, *texts: str) -> None:
    """一格一格地填。"""
    for cell, text in zip(ask.locator("form input").all(), texts, strict=True):
        cell.fill(text)


def look(ask: Locator) -> None:
    ask.get_by_role("button", name="看答案").click()


def says(ask: Locator) -> Locator:
    return ask.locator(".pool-says")  # 图上的“动手改”另有自己的


def answer(ask: Locator) -> Locator:
    """折叠着的答案。"""
    return ask.locator("details.pool-answer")


def test_the_code_of_a_question_is_not_shown(page: Page) -> None:
    expect(page.locator(".pool-predict")).to_have_count(4)
    expect(page.get_by_text("predict.size(")).to_have_count(0)
    expect(page.locator("details.pool-answer[open]")).to_have_count(0)


def test_a_right_number(page: Page) -> None:
    ask = question(page, "不写步幅，输出有几个？")
    type_in(ask, " １ ")  # 全角
    look(ask)
    expect(says(ask)).to_contain_text("✓ 对了。")
    expect(answer(ask)).to_have_attribute("open", "")
    expect(ask.locator("[data-mark]")).to_have_count(0)
    expect(ask.get_by_role("button", name="看答案")).to_have_count(0)


def test_a_wrong_number_names_its_misconception(page: Page) -> None:
    ask = question(page, "不写步幅，输出有几个？")
    type_in(ask, "3")
    ask.locator("input").press("Enter")
    expect(says(ask)).to_contain_text("你猜3，其实是1。")
    expect(says(ask)).to_contain_text("不给步幅时，步幅当成了1")
    expect(ask.locator("td[data-mark='✗']")).to_have_count(1)
    expect(ask.locator("form table").last).to_contain_text("其实是")
    expect(says(ask)).to_be_focused()


def test_only_the_cells_that_differ_are_marked(page: Page) -> None:
    ask = question(page, "窗口3×3，不写步幅，ceil_mode=True")
    type_in(ask, "12", "3", "15", "18")
    look(ask)
    expect(ask.locator("td[data-mark='✗']")).to_have_count(3)
    expect(says(ask)).to_contain_text("(0, 1)：你猜3，其实是14。")
    expect(says(ask)).to_contain_text("不完整的窗口只取左上角的数")


def test_a_wrong_number_of_no_known_misconception(page: Page) -> None:
    ask = question(page, "不写步幅，输出有几个？")
    type_in(ask, "77")
    look(ask)
    expect(says(ask)).to_contain_text("你猜77，其实是1。")
    expect(says(ask)).not_to_contain_text("正好是这样想")


def test_junk_and_empty_cells_are_not_answers(page: Page) -> None:
    ask = question(page, "每个窗口里有一个真正的数")
    look(ask)
    expect(says(ask)).to_contain_text("还空着4格")
    type_in(ask, "-5", "<b>x</b>", "--3", "1e")
    look(ask)
    expect(says(ask)).to_contain_text("“<b>x</b>”不是数")
    expect(ask.locator("input[aria-invalid=true]")).to_have_count(3)
    expect(ask.locator("input").nth(1)).to_be_focused()
    expect(answer(ask)).not_to_have_attribute("open", "")
    type_in(ask, "−5", "-2.0", "－3", "-4e0")
    look(ask)
    expect(says(ask)).to_contain_text("✓ 对了。")


@pytest.mark.parametrize("text", ["nan", "-inf", "∞", "−∞"])
def test_special_numbers_are_numbers(page: Page, text: str) -> None:
    ask = question(page, "不写步幅，输出有几个？")
    type_in(ask, text)
    look(ask)
    expect(says(ask)).to_contain_text("✗ 不一样。")


def test_arrows_walk_between_the_cells(page: Page) -> None:
    ask = question(page, "每个窗口里有一个真正的数")
    cells = ask.locator("input")
    cells.nth(1).focus()
    page.keyboard.type("-5")
    page.keyboard.press("ArrowLeft")  # 光标在数字里走
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(cells.nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cells.nth(3)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(cells.nth(2)).to_be_focused()


def test_cells_are_tapped_with_the_keyboard(page: Page) -> None:
    ask = question(page, "输出(1, 1)的窗口看到哪些数？")
    cells = ask.locator("td button")
    expect(ask.locator(".pool-asked")).to_be_hidden()  # 数已经写在格子里
    cells.nth(0).focus()
    for keys in ("ArrowDown ArrowRight Space", "ArrowRight ArrowRight Space", "ArrowDown Space"):
        for key in keys.split():
            page.keyboard.press(key)
    expect(ask.locator("[aria-pressed=true]")).to_have_count(3)
    page.keyboard.press("Tab")  # 一张表只占一次Tab
    expect(ask.get_by_role("button", name="看答案")).to_be_focused()
    page.keyboard.press("Enter")
    expect(says(ask)).to_contain_text("点多了：(2, 3)。漏了：(3, 1)、(3, 3)。")
    marks = ask.locator("td[data-mark]")
    assert sorted(marks.evaluate_all("cells => cells.map((cell) => cell.dataset.mark)")) == sorted(
        "✓✓多漏漏"
    )


def test_cells_are_tapped_with_a_finger(site: Site, browser: Browser) -> None:
    with reader(browser, viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(site.url(FIRST))
        ask = question(page, "输出(1, 1)的窗口看到哪些数？")
        cells = ask.locator("td button")
        box = cells.first.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        for place in (6, 7, 11, 12):  # 忘了空洞
            cells.nth(place).tap()
        ask.get_by_role("button", name="看答案").tap()
        expect(says(ask)).to_contain_text("没有理会空洞")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]


def test_nothing_tapped_is_asked_twice(page: Page) -> None:
    ask = question(page, "输出(1, 1)的窗口看到哪些数？")
    look(ask)
    expect(says(ask)).to_contain_text("一格也没有点")
    look(ask)
    expect(says(ask)).to_contain_text("漏了")


def test_the_answer_is_there_at_any_time(page: Page) -> None:
    ask = question(page, "不写步幅，输出有几个？")
    ask.get_by_text("直接看").click()
    expect(answer(ask).get_by_text("步幅就是窗口大小")).to_be_visible()
    assert page.evaluate(f"localStorage.getItem('{KEY}stride')") is None  # 没有猜，就不来问


def test_choosing(newcomer: BrowserContext, site: Site) -> None:
    page = newcomer.new_page()
    page.goto(site.url("book/03-images"))
    ask = question(page, "看上去会怎样？")
    ask.get_by_role("button", name="选好了").click()
    expect(says(ask)).to_have_text("先选一个。")
    ask.get_by_label("变暗了").check()
    ask.get_by_role("button", name="选好了").click()
    expect(says(ask)).to_contain_text("❌ 不对。")
    expect(answer(ask)).not_to_have_attribute("open", "")
    ask.get_by_label("变亮了").check()
    ask.get_by_role("button", name="选好了").click()
    expect(says(ask)).to_contain_text("✅ 对。")
    expect(answer(ask)).to_have_attribute("open", "")


def test_without_javascript(site: Site, browser: Browser) -> None:
    with reader(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url(FIRST))
        ask = question(page, "不写步幅，输出有几个？")
        ask.get_by_text("直接看").click()
        expect(answer(ask).get_by_text("步幅就是窗口大小")).to_be_visible()
        page.goto(site.url(QUIZ))
        page.locator(".pool-quiz summary").first.click()
        expect(page.get_by_text("卷积的窗口才是一格一个权重")).to_be_visible()
        page.goto(site.url(REVIEW))
        expect(page.locator("#pool-review")).to_contain_text("这一页要用JavaScript")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_readable_in_light_and_dark(site: Site, browser: Browser, scheme: Any) -> None:
    with reader(browser, viewport=PHONE, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(site.url(FIRST))
        ask = question(page, "窗口3×3，不写步幅，ceil_mode=True")
        type_in(ask, "12", "3", "15", "18")
        look(ask)
        expect(says(ask)).to_contain_text("✗ 不一样。")
        assert unreadable(ask.locator("form")) == []


def test_light_enough(site: Site) -> None:
    """动手之前要取的，压缩以后不超过3.2 KB；看答案要用的，到时候才取。"""
    folder = site.folder / "_static" / "lab"
    files = {"predict.css", *needed(folder, "predict.js")}
    assert sum(len(gzip.compress((folder / name).read_bytes(), 9)) for name in files) <= 3.2 * 1024
    assert "数。写一个数" not in "".join((folder / name).read_text("utf-8") for name in files)


def needed(folder: Path, name: str) -> set[str]:
    """一个脚本，和它一开始就要用的。"""
    text = (folder / name).read_text(encoding="utf-8")
    found = re.findall(r'(?:from|import)\s*"\./([\w-]+\.js)"', text)
    return {name}.union(*(needed(folder, other) for other in found))


# ---- 小测 ----


@pytest.fixture
def quiz(newcomer: BrowserContext, site: Site) -> Page:
    page = newcomer.new_page()
    page.goto(site.url(QUIZ))
    return page


MARKED = re.compile("[✓✗]")


def choose(page: Page, number: int, pick: int) -> Locator:
    """第几题，选第几个。"""
    ask = page.locator(".pool-quiz").nth(number - 1)
    ask.get_by_role("radio").nth(pick).check()
    ask.get_by_role("button", name="选好了").click()
    expect(ask.locator("label").nth(pick)).to_have_attribute("data-mark", MARKED)
    return ask


def right(number: int) -> int:
    return [option.right for option in QUESTIONS[number - 1].options].index(True)


def score(page: Page) -> Locator:
    return page.locator(".pool-score [role=status]")


def test_a_wrong_option_may_be_tried_again(quiz: Page) -> None:
    expect(score(quiz)).to_contain_text("共11题，还没有答")
    ask = choose(quiz, 1, 0)
    expect(says(ask)).to_contain_text("❌ 不对。卷积的窗口才是一格一个权重")
    expect(ask.get_by_role("radio").nth(0)).to_be_disabled()
    proof = quiz.locator(".tag_exercise-proof").first.locator("details")
    expect(proof).not_to_have_attribute("open", "")
    expect(score(quiz)).to_contain_text("答对0题，共11题")
    choose(quiz, 1, right(1))
    expect(says(ask)).to_contain_text("✅ 对。")
    expect(proof).to_have_attribute("open", "")
    expect(quiz.get_by_text("两种池化各有0个")).to_be_visible()
    expect(score(quiz)).to_contain_text("答对1题，共11题；第一次就选对的有0题")


def test_a_second_click_while_fetching_does_not_count(quiz: Page) -> None:
    """网慢，点了没有动静，改了主意又点：算的是取到以后那一个，一次也不多记。"""
    waiting: list[Route] = []
    slow = True
    quiz.route("**/lab/part-*.js*", lambda r: waiting.append(r) if slow else r.continue_())
    ask = quiz.locator(".pool-quiz").first
    for pick in (0, right(1)):
        ask.get_by_role("radio").nth(pick).check()
        ask.get_by_role("button", name="选好了").click()
    while not waiting:  # 机器忙时，点了过一阵才去取
        quiz.wait_for_timeout(50)
    slow = False
    for route in waiting:
        route.continue_()
    expect(score(quiz)).to_contain_text("答对1题，共11题；第一次就选对的有1题")


def test_the_score_is_kept_and_can_be_cleared(quiz: Page) -> None:
    choose(quiz, 1, 0)
    choose(quiz, 1, right(1))
    choose(quiz, 7, right(7))
    expect(score(quiz)).to_contain_text("答对2题，共11题；第一次就选对的有1题")
    quiz.reload()
    expect(score(quiz)).to_contain_text("答对2题，共11题；第一次就选对的有1题")
    first = quiz.locator(".pool-quiz").first
    expect(first.locator("label[data-mark='✗']")).to_have_count(1)
    expect(says(first)).to_contain_text("✅ 对。")
    expect(quiz.locator(".tag_exercise-proof").first.locator("details")).to_have_attribute(
        "open", ""
    )
    quiz.once("dialog", lambda dialog: dialog.accept())
    again = quiz.get_by_role("button", name="重做")
    again.click()
    expect(score(quiz)).to_contain_text("还没有答")
    expect(again).to_be_hidden()


@pytest.mark.parametrize("junk", ["", "9", "0123210", "<b>", '{"v":1}', "00"])
def test_junk_in_the_score_is_ignored(quiz: Page, junk: str) -> None:
    quiz.evaluate("junk => localStorage.setItem('tutorial-pool/quiz/1', junk)", junk)
    quiz.reload()
    expect(score(quiz)).to_be_visible()
    choose(quiz, 1, right(1))
    expect(score(quiz)).to_contain_text("答对1题")


# ---- 复习 ----


def at(page: Page, day: int) -> None:
    """过了几天。"""
    page.clock.set_fixed_time(NOON.replace(day=NOON.day + day) if day < 20 else later(day))


def later(day: int) -> datetime:
    from datetime import timedelta

    return NOON + timedelta(days=day)


TODAY = (NOON.date() - datetime(1970, 1, 1).date()).days


@pytest.fixture
def review(newcomer: BrowserContext, site: Site) -> Page:
    """复习的那一页，时钟停在一个中午。"""
    page = newcomer.new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(site.url(REVIEW))
    return page


def put(page: Page, **records: dict[str, Any]) -> None:
    """存进几条记录，再打开。"""
    for name, record in records.items():
        key = KEY + name.replace("_", "-")
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(record)])
    page.reload()


def record(page: Page, name: str) -> Any:
    return page.evaluate(f"JSON.parse(localStorage.getItem('{KEY}{name}'))")


def told(page: Page) -> Locator:
    return page.locator("#pool-review > [role=status]")


def solve(page: Page, *, wrong: bool = False) -> None:
    """做完眼前的这一题。"""
    ask = page.locator("#pool-review :is(.pool-predict, .pool-quiz)")
    if ask.get_attribute("data-kind") == "values":
        rows = json.loads(ask.get_attribute("data-answer") or "")
        type_in(ask, *[str(value) if not wrong else "98765" for row in rows for value in row])
        look(ask)
    elif ask.get_attribute("data-kind") == "cells":
        columns = len(json.loads(ask.get_attribute("data-given") or "")[0])
        for r, c in json.loads(ask.get_attribute("data-answer") or "")[: 1 if wrong else None]:
            ask.locator("td button").nth(r * columns + c).click()
        if wrong:
            ask.locator("td button[aria-pressed=true]").first.click()
            look(ask)
            expect(says(ask)).to_contain_text("再按一次")  # 第一次按，才去取对答案的脚本
        look(ask)
    else:
        marks = ask.locator("details p").all_text_contents()
        pick = [text.startswith("✅") != wrong for text in marks].index(True)
        ask.get_by_role("radio").nth(pick).check()
        ask.get_by_role("button", name="选好了").click()
    expect(says(ask)).to_contain_text(re.compile("[✓✗✅❌]"))


def test_an_answer_in_a_chapter_comes_back_after_1_7_and_30_days(
    newcomer: BrowserContext, site: Site
) -> None:
    page = newcomer.new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(site.url(FIRST))
    ask = question(page, "不写步幅，输出有几个？")
    type_in(ask, "1")
    look(ask)
    expect(says(ask)).to_contain_text("过些日子")
    assert record(page, "stride") == {"v": 1, "step": 0, "asked": TODAY, "r": 0}
    says(ask).get_by_role("link", name="复习").click()
    expect(told(page)).to_have_text("今天没有要复习的了。")
    expect(page.locator("#pool-plan")).to_contain_text("明天（3月11日）")
    day = 0
    for step, gap in enumerate((1, 7, 30)):
        at(page, day + gap - 1)
        page.reload()
        expect(told(page)).to_have_text("今天没有要复习的了。")
        day += gap
        at(page, day)
        page.reload()
        expect(told(page)).to_contain_text("今天有1题可以复习")
        solve(page)
        assert record(page, "stride") == {"v": 1, "step": step + 1, "asked": TODAY + day, "r": 1}
    expect(page.locator("#pool-plan")).to_contain_text("记住了，不再问")


def test_a_wrong_answer_starts_again(review: Page) -> None:
    put(review, size={"v": 1, "step": 2, "asked": TODAY - 30})
    solve(review, wrong=True)
    assert record(review, "size") == {"v": 1, "step": 0, "asked": TODAY, "r": 1}
    expect(review.locator("#pool-plan")).to_contain_text("明天（3月11日）")


def test_the_numbers_are_new_each_time(review: Page) -> None:
    put(review, partial={"v": 1, "step": 0, "asked": TODAY - 1})
    seen = set()
    for _ in range(4):
        seen.add(review.locator("#pool-review .pool-predict p").first.inner_text())
        review.reload()
    assert len(seen) >= 3


def test_five_a_day(review: Page) -> None:
    names = ["size", "ceil", "stride", "dilation", "start", "partial", "quiz_4"]
    put(
        review,
        **{name: {"v": 1, "step": 0, "asked": TODAY - 9 + i} for i, name in enumerate(names)},
    )
    expect(told(review)).to_contain_text("今天有5题可以复习")
    for left in (4, 3, 2, 1):
        solve(review)
        expect(told(review)).to_contain_text(f"今天有{left}题可以复习")
        review.get_by_role("button", name="下一题").click()
    solve(review)
    expect(told(review)).to_have_text("今天问过5题了，剩下的2题明天再问。")
    expect(review.get_by_role("button", name="下一题")).to_be_hidden()
    review.reload()
    expect(told(review)).to_have_text("今天问过5题了，剩下的2题明天再问。")
    expect(review.locator("#pool-review .pool-predict")).to_have_count(0)
    at(review, 1)
    review.reload()
    expect(told(review)).to_contain_text("今天有2题可以复习")


def test_every_kind_of_question_can_be_done(review: Page) -> None:
    names = review.evaluate(
        "folder => import(`${folder}schedule.js`).then(({ IDS }) => IDS)",
        review.url.replace("book/review.html", "_static/lab/"),
    )
    assert len(names) >= 20
    for name in names:
        review.evaluate("localStorage.removeItem('nothing')")
        put(review, **{name.replace("-", "_"): {"v": 1, "step": 0, "asked": TODAY - 1}})
        expect(told(review)).to_contain_text("今天有1题可以复习")
        solve(review)
        assert record(review, name)["step"] == 1
        review.evaluate("key => localStorage.removeItem(key)", KEY + name)


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "null",
        "[]",
        "{",
        '"x"',
        '{"v":2,"step":0,"asked":1}',
        '{"v":1,"step":9,"asked":1}',
        '{"v":1,"step":0,"asked":"<img>"}',
        '{"v":1,"step":0,"asked":1e300}',
        '{"v":1,"step":0,"asked":-5}',
    ],
)
def test_junk_in_the_schedule_is_ignored(review: Page, junk: str) -> None:
    review.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"{KEY}size", junk])
    review.reload()
    expect(told(review)).to_contain_text("还没有题")


def test_a_clock_that_was_set_back(review: Page) -> None:
    """时钟快了一年时答的题，拨回来以后，最多等一轮。"""
    put(review, size={"v": 1, "step": 1, "asked": TODAY + 365})
    expect(review.locator("#pool-plan")).to_contain_text("7天后（3月17日）")
    at(review, 7)
    review.reload()
    expect(told(review)).to_contain_text("今天有1题可以复习")


def test_the_day_is_the_local_one(site: Site, browser: Browser) -> None:
    """晚上11点答的，过了零点就是第二天，不看UTC。"""
    with reader(browser, timezone_id="Asia/Shanghai") as context:
        page = context.new_page()
        page.clock.set_fixed_time("2026-03-10T15:30:00Z")  # 上海23:30
        page.goto(site.url(REVIEW))
        put(page, size={"v": 1, "step": 0, "asked": TODAY})
        expect(told(page)).to_have_text("今天没有要复习的了。")
        page.clock.set_fixed_time("2026-03-10T16:30:00Z")  # 第二天0:30
        page.reload()
        expect(told(page)).to_contain_text("今天有1题可以复习")


def test_two_tabs_do_not_overwrite_each_other(newcomer: BrowserContext, site: Site) -> None:
    first, second = newcomer.new_page(), newcomer.new_page()
    for page in (first, second):
        page.goto(site.url(FIRST))
    for page, words, text in ((first, "不写步幅，输出", "1"), (second, "输出的四格各是几", "1")):
        ask = question(page, words)
        type_in(ask, *[text] * ask.locator("form input").count())
        look(ask)
        expect(says(ask)).to_contain_text("过些日子")
    assert record(first, "stride") is not None
    assert record(first, "partial") is not None


def exported(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="导出").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_export_and_import(review: Page, browser: Browser, site: Site, tmp_path: Path) -> None:
    put(
        review,
        size={"v": 1, "step": 1, "asked": TODAY - 3, "r": 1},
        quiz_4={"v": 1, "step": 0, "asked": TODAY},
    )
    path = exported(review, tmp_path)
    with reader(browser) as other:
        page = other.new_page()
        page.clock.set_fixed_time(NOON)
        page.goto(site.url(REVIEW))
        put(page, size={"v": 1, "step": 0, "asked": TODAY - 1})  # 这里的更新，留着
        page.locator("input[type=file]").set_input_files(path)
        expect(page.locator("#pool-move")).to_contain_text("导入了1题的记录")
        assert record(page, "size")["step"] == 0
        assert record(page, "quiz-4") == {"v": 1, "step": 0, "asked": TODAY, "r": 0}
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="清空").click()
        expect(told(page)).to_contain_text("还没有题")
        page.locator("input[type=file]").set_input_files(path)
        expect(page.locator("#pool-move")).to_contain_text("导入了2题的记录")
        assert record(page, "size") == {"v": 1, "step": 1, "asked": TODAY - 3, "r": 1}


HOSTILE = {
    "不是JSON": "<html>",
    "不是复习的记录": '{"items":{"size":{"v":1,"step":0,"asked":1}}}',
    "别的版本": '{"format":"tutorial-pool/review","version":2,"items":{}}',
    "导入了0题": json.dumps(
        {
            "format": "tutorial-pool/review",
            "version": 1,
            "items": {
                "<img src=x onerror=alert(1)>": {"v": 1, "step": 0, "asked": 1},
                "size": {"v": 1, "step": "0", "asked": 1},
                "ceil": {"v": 1, "step": 0, "asked": 1.5},
                "../passed/01": {"v": 1, "step": 0, "asked": 1},
                "stride": None,
            },
        }
    ).replace('"stride"', '"__proto__": {"v": 1, "step": 0, "asked": 1}, "stride"'),
    "太大": " " * 200_000,
    "导入了0题的": '{"format":"tutorial-pool/review","version":1,"items":7}',
}


@pytest.mark.parametrize(("words", "text"), HOSTILE.items())
def test_a_hostile_file(review: Page, tmp_path: Path, words: str, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    review.locator("input[type=file]").set_input_files(path)
    expect(review.locator("#pool-move [role=status]")).to_contain_text(words)
    expect(told(review)).to_contain_text("还没有题")
    assert review.locator("#pool-move img").count() == 0


def test_a_future_in_the_file_is_today(review: Page, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    items = {"size": {"v": 1, "step": 0, "asked": TODAY + 9999}}
    body = {"format": "tutorial-pool/review", "version": 1, "items": items}
    path.write_text(json.dumps(body), encoding="utf-8")
    review.locator("input[type=file]").set_input_files(path)
    expect(review.locator("#pool-plan")).to_contain_text("明天（3月11日）")


def test_storage_blocked(newcomer: BrowserContext, site: Site) -> None:
    page = newcomer.new_page()
    page.add_init_script(BROKEN)
    page.goto(site.url(FIRST))
    ask = question(page, "不写步幅，输出有几个？")
    type_in(ask, "1")
    look(ask)
    expect(says(ask)).to_contain_text("✓ 对了。")
    expect(says(ask)).to_contain_text("浏览器不让存")
    page.goto(site.url(QUIZ))
    choose(page, 1, right(1))
    expect(score(page)).to_contain_text("答对1题，共11题")
    expect(score(page)).to_contain_text("浏览器不让存")
    page.goto(site.url(REVIEW))
    expect(told(page)).to_contain_text("还没有题")
    items = {"size": {"v": 1, "step": 0, "asked": 100}}
    body = {"format": "tutorial-pool/review", "version": 1, "items": items}
    file = {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(body).encode()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("#pool-move")).to_contain_text("浏览器不让存，只在这一页里记得")
    expect(told(page)).to_contain_text("今天有1题可以复习")  # 这一次照样能用
    solve(page)


def test_the_front_page_says_what_is_due(newcomer: BrowserContext, site: Site) -> None:
    """首页放上一行空的，模块就会写；没有到期的，不显示。"""
    page = newcomer.new_page()
    page.clock.set_fixed_time(NOON)
    page.goto(site.url(REVIEW))
    load = """async (address) => {
      const line = '<p id="pool-due" hidden></p>';
      document.querySelector("article").insertAdjacentHTML("afterbegin", line);
      await import(address);
    }"""
    module = f"{site.address}/_static/lab/due.js"
    page.evaluate(load, module)
    expect(page.locator("#pool-due")).to_be_hidden()
    put(page, size={"v": 1, "step": 0, "asked": TODAY - 1})
    page.evaluate(load, module)
    expect(page.locator("#pool-due")).to_have_text("今天有1题可以复习。")
    page.locator("#pool-due a").click()
    expect(told(page)).to_contain_text("今天有1题可以复习")


def test_a_misconception_named_by_the_checker_is_asked_later(
    newcomer: BrowserContext, site: Site
) -> None:
    page = newcomer.new_page()
    page.goto(site.url("book/exercises/05-padding"))
    fire = """() => {
      const verdict = document.createElement("div");
      document.querySelector(".exercise-result").append(verdict);
      const detail = [1, 44];
      verdict.dispatchEvent(new CustomEvent("pool-misconceptions", { bubbles: true, detail }));
    }"""
    expect(page.locator(".exercise-panel")).to_be_visible()
    page.evaluate(fire)
    expect(page.locator(".exercise-review")).to_contain_text("明天在复习里")
    assert record(page, "lowest")["step"] == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_review_page_on_a_phone(site: Site, browser: Browser, scheme: Any) -> None:
    with reader(browser, viewport=PHONE, color_scheme=scheme) as context:
        page = context.new_page()
        page.clock.set_fixed_time(NOON)
        page.goto(site.url(REVIEW))
        put(page, taps={"v": 1, "step": 0, "asked": TODAY - 1})
        solve(page, wrong=True)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
        assert unreadable(page.locator("#pool-review")) == []
