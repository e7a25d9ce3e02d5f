"""池化实验台怎样用：坏地址、只用键盘、只用手指、宽和窄、亮和暗、没有JavaScript。"""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from accessible import violations
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from website import Site, reader

LAPTOP = {"width": 1280, "height": 800}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WIDTHS = [360, 390, 768, 1280]

ROWS = "[[1,2,3],[4,5,6],[7,8,9]]"
LARGE = [[r * 12 + c for c in range(12)] for r in range(12)]

# 设好地址，等网页读完
GO = """async (hash) => {
  const loaded = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
  location.hash = hash;
  await loaded;
}"""

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def opened(context: BrowserContext, site: Site, address: str = "") -> Iterator[Page]:
    """打开实验台；网页里出了错，或者冒出对话框，就不通过。"""
    troubles: list[object] = []
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append((page.url, error.stack)))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    page.goto(site.url("book/lab") + address)
    expect(page.locator(".pool-lab table").first).to_be_visible()
    yield page
    assert not troubles
    page.close()


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """电脑上的实验台。"""
    with reader(browser, viewport=LAPTOP) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        with opened(context, site) as page:
            yield page


@pytest.fixture
def phone(site: Site, browser: Browser) -> Iterator[Page]:
    """手机上的实验台。"""
    with reader(browser, **PHONE) as context, opened(context, site) as page:
        yield page


@pytest.fixture(scope="module")
def visited(site: Site, browser: Browser) -> Iterator[Page]:
    """一页实验台，几十个地址轮流打开；每次从默认的状态开始。"""
    with reader(browser, viewport=LAPTOP) as context, opened(context, site) as page:
        yield page


def go(page: Page, address: str) -> None:
    """换一个地址。"""
    page.evaluate(GO, address)


def message(page: Page) -> Locator:
    """提醒。"""
    return page.locator(".lab-message")


def grid(page: Page, name: str) -> Locator:
    """一个矩阵。"""
    return page.locator(f"table[data-grid='{name}']")


def cell(page: Page, name: str, r: int, c: int) -> Locator:
    """矩阵的一格。"""
    return grid(page, name).locator(f"[data-place='{r},{c}']")


def numbers(page: Page, name: str) -> list[str]:
    """一个矩阵里的数，排成一行。"""
    return grid(page, name).locator("td[data-r]").all_inner_texts()


def still_works(page: Page) -> None:
    """还能走一步，没有什么混进来。"""
    expect(grid(page, "x")).to_be_visible()
    page.locator("[data-do=next]").dispatch_event("click")  # 几十个地址，不必每次等它停稳
    expect(page.locator(".lab-result")).not_to_be_empty()
    assert page.evaluate("() => globalThis.hacked") is None
    assert page.locator(".pool-lab :is(script, img, iframe, a)").count() == 0


# ---- 坏地址 ----

# 地址 → 该说的话；空的就是什么也不用说
ADDRESSES = {
    "#": "",
    "#&&&": "",
    "#=": "不认识",
    "#junk": "不认识“junk”",
    "#chapter-1": "不认识“chapter-1”",
    "#operation=max_pool": "没有“max_pool”",
    "#operation=<script>hacked=1</script>": "没有“<script>hacked=1</sc…”",
    "#direction=sideways": "没有“sideways”",
    "#__proto__=1&constructor=2&toString=3&hasOwnProperty=4": "不认识“__proto__”",
    "#x.__proto__.hacked=1": "不认识",
    "#x=<img src=x onerror=hacked=1>": "两层方括号",
    "#x=[[<img/src=x/onerror=hacked=1>]]": "不是数",
    "#<img src=x onerror=hacked=1>=2": "不认识“<img src",
    "#x=javascript:hacked=1": "两层方括号",
    "#x=%E0%A4%A": "看不懂“%E0%A4%A”",
    "#%E0%A4%A=1": "看不懂",
    "#x=[[1,2": "看不懂",
    "#x=" + "[" * 5000: "看不懂",
    "#x=" + "[" * 5000 + "1" + "]" * 5000: "x：",
    "#x=[[1e400]]": "1e400太大，浏览器里放不下",
    "#x=[[" + "9" * 400 + "]]": "太大，浏览器里放不下",
    "#x=[]": "一个数也没有",
    "#x=[[]]": "一个数也没有",
    "#x=[[1,2],[3]]": "第1行有1个",
    "#x=[[1,two]]": "“two”不是数",
    "#x=[[true,null]]": "不是数",
    "#x=[1,2]": "两层方括号",
    "#x=7": "两层方括号",
    "#x=[[" + ",".join("1" * 13) + "]]": "最多12行12列，得到1行13列",
    "#x=[" + ",".join(["[" + ",".join("1" * 100) + "]"] * 100) + "]": "地址太长",
    "#x=[[1,2],[3,4]]&x=[[5]]": "看不懂",
    "#kernel_size=[1,2,3]": "应是一个数或两个数，得到3个",
    "#kernel_size=two": "“two”不是数",
    "#kernel_size=1e9": "最多24，得到1e9",
    "#kernel_size=-1e9": "最多24",
    "#kernel_size=Infinity": "最多24",
    "#kernel_size=nan": "应为整数，得到NaN",
    "#kernel_size=2.5": "应为整数，得到2.5",
    "#kernel_size=0": "至少应为1，得到0",
    "#kernel_size=": "应为整数",
    "#kernel_size=9": "放不下窗口",
    "#stride=[1,null]": "应为整数",
    "#stride=0": "stride should not be zero",
    "#padding=2": "最多是kernel_size的一半（1），得到2",
    "#padding=-1": "pad must be non-negative",
    "#dilation=0": "dilation should be greater than zero",
    "#ceil_mode=maybe": "应是true或false",
    "#operation=avg_pool2d&divisor_override=0": "divisor must be not zero",
    "#operation=avg_pool2d&divisor_override=1.5": "应为整数",
    "#operation=lp_pool2d&norm_type=0": "norm_type不能是0",
    "#operation=lp_pool2d&norm_type=nan": "norm_type应为数",
    "#operation=adaptive_max_pool2d&output_size=-1": "至少应为0",
    "#operation=adaptive_max_pool2d&output_size=0": "",
    "#operation=adaptive_avg_pool2d&output_size=[2,0]": "",
    "#operation=adaptive_avg_pool2d&output_size=0&direction=backward": "谈不上梯度",
    "#operation=max_pool2d&x=[[1],[1],[1]]&kernel_size=2&padding=1&dilation=2": "",
    "#x=[[1],[1],[1]]&kernel_size=2&padding=1&dilation=2&direction=backward": "梯度无处可去",
    "#operation=max_unpool2d&x=[[1]]&indices=[[99]]": "Found an invalid max index",
    "#operation=max_unpool2d&x=[[1]]&indices=[[-1]]": "索引应为",
    "#operation=max_unpool2d&x=[[1]]&indices=[[0,1]]": "indices应有1行",
    "#operation=max_unpool2d&indices=junk": "两层方括号",
    "#operation=max_unpool2d&x=[[1]]&padding=1&kernel_size=1": "算得-1",
    "#operation=max_unpool2d&x=[[1]]&output_size=9": "（不含两端），得到9",
    f"#operation=max_unpool2d&x={LARGE}&kernel_size=24": "输出有288×288格",
    f"#operation=adaptive_avg_pool2d&x={LARGE}&output_size=24": "",
    "#x=[[1]]&kernel_size=24&padding=12": "",
    "#direction=backward&grad_output=[[1,2,3]]": "",
    "#direction=backward&grad_output=[[nan]]": "",
    "#direction=backward&grad_output=hello": "两层方括号",
    "#output=[99,-5]": "",
    "#output=nan": "",
    "#output=[]": "应是一个数或两个数",
    "#output=[1e400,0]": "太大",
    "#x=[[-0,nan,-inf,inf]]&kernel_size=1": "",
}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:60])
def test_a_bad_address_gets_a_sentence(visited: Page, address: str) -> None:
    go(visited, f"#x={ROWS}&kernel_size=2")
    expect(message(visited)).to_be_empty()
    go(visited, address)
    words = ADDRESSES[address]
    if words:
        expect(message(visited)).to_contain_text(words)
    else:
        expect(message(visited)).to_be_empty()
    still_works(visited)


@pytest.mark.parametrize("address", ["#junk", "#kernel_size=0", "#x=[[1e400]]&direction=backward"])
def test_a_bad_address_opened_first(site: Site, browser: Browser, address: str) -> None:
    with reader(browser) as context, opened(context, site, address) as page:
        expect(message(page)).not_to_be_empty()
        still_works(page)


# 不收的设置：该怪哪一项
GUILTY = {
    "#kernel_size=nan": "kernel_size",
    "#kernel_size=2.5": "kernel_size",
    "#kernel_size=0": "kernel_size",
    "#kernel_size=": "kernel_size",
    "#kernel_size=[9,2]": "kernel_size",
    "#stride=[1,null]": "stride",
    "#stride=0": "stride",
    "#padding=2": "padding",
    "#padding=-1": "padding",
    "#dilation=[0,1]": "dilation",
    "#kernel_size=3&padding=1&dilation=20": "kernel_size",
    "#operation=avg_pool2d&divisor_override=0": "divisor_override",
    "#operation=lp_pool2d&norm_type=0": "norm_type",
    "#operation=adaptive_max_pool2d&output_size=-1": "output_size",
    "#operation=adaptive_avg_pool2d&output_size=0&direction=backward": "output_size",
    "#x=[[1],[1],[1]]&kernel_size=2&padding=1&dilation=2&direction=backward": "padding",
    "#operation=max_unpool2d&x=[[1]]&kernel_size=2&output_size=9": "output_size",
    f"#operation=max_unpool2d&x={LARGE}&kernel_size=24": "kernel_size",
}


@pytest.mark.parametrize("address", GUILTY, ids=lambda address: address[:60])
def test_the_nearest_legal_setting(visited: Page, address: str) -> None:
    """不收的设置，指着是哪一项，给一个改法；按下去就收了。"""
    go(visited, f"#x={ROWS}&kernel_size=2")
    go(visited, address)
    guilty = visited.locator("input[aria-invalid=true]").first
    expect(guilty).to_have_attribute("name", GUILTY[address])
    expect(guilty).to_have_accessible_description(message(visited).inner_text())
    expect(visited.locator(".lab-stage")).to_have_class(re.compile("stale"))
    visited.locator("[data-do=fix]").dispatch_event("click")
    expect(message(visited)).to_be_empty()
    expect(visited.locator("input[aria-invalid=true]")).to_have_count(0)
    still_works(visited)


def test_indices_outside_are_put_back(visited: Page) -> None:
    go(visited, "#operation=max_unpool2d&x=[[1]]&indices=[[99]]")
    visited.locator("[data-do=fix]").click()
    expect(message(visited)).to_be_empty()
    assert numbers(visited, "indices") == ["0"]


def test_indices_stay_while_they_fit(visited: Page) -> None:
    """改一个数，读者自己的索引还在；换了形状，对不上了，才重新排。"""
    go(visited, "#operation=max_unpool2d&x=[[7,5],[8,9]]&indices=[[4,3],[13,10]]&kernel_size=2")
    cell(visited, "x", 0, 0).focus()
    press(visited, "6", "Enter")
    assert numbers(visited, "x") == ["6", "5", "8", "9"]
    assert numbers(visited, "indices") == ["4", "3", "13", "10"]
    visited.locator("[data-do=more-row]").dispatch_event("click")
    assert numbers(visited, "indices") == ["0", "2", "8", "10", "16", "18"]


PIECES = [
    *["operation", "x", "kernel_size", "stride", "padding", "dilation", "output_size", "output"],
    *["indices", "direction", "grad_output", "norm_type", "ceil_mode", "max_pool2d", "avg_pool2d"],
    *["lp_pool2d", "adaptive_max_pool2d", "max_unpool2d", "backward", "[1,2]", "[[1,2],[3,4]]"],
    *["=", "=", "=", "=", "&", "&", "&", "&", "[", "]", "[[", "]]", ",", ",", "0", "1", "2", "3"],
    *["-1", "2.5", "1e9", "1e400", "nan", "inf", "null", "true", "%", "%20", "%E0", '"', "'"],
    *["<", ">", "\\", "#", "?", "+", " ", "__proto__"],
]


def test_random_addresses(visited: Page) -> None:
    rng = random.Random(0)
    for _ in range(100):
        start = rng.choice([f"#x={ROWS}&kernel_size=2&", "#operation=", "#"])
        go(visited, start + "".join(rng.choices(PIECES, k=rng.randrange(1, 12))))
    go(visited, f"#x={ROWS}&kernel_size=2")
    assert numbers(visited, "output") == ["5"]


def test_back_and_forward(page: Page, site: Site) -> None:
    """地址跟着设置走，不塞满“后退”；换过的地址，退得回去。"""
    page.goto(site.url("book/lab") + f"#x={ROWS}&kernel_size=2")
    expect(cell(page, "output", 0, 0)).to_have_text("5")
    before = page.evaluate("() => history.length")
    page.get_by_label("步幅stride高加1").click()
    page.get_by_label("步幅stride高减1").click()
    page.get_by_label("步幅stride高减1").click()
    expect(page).to_have_url(re.compile("stride=1"))
    assert page.evaluate("() => history.length") == before
    go(page, "#operation=avg_pool2d&x=[[1,3]]&kernel_size=[1,2]")
    assert numbers(page, "output") == ["2"]
    page.go_back()
    expect(cell(page, "output", 1, 1)).to_have_text("9")


# ---- 只用键盘 ----

# 能按、能写、能走进去的，一共几个；哪几个没有走到
CONTROLS = """(lab) => {
  const kinds = "button, input, select, textarea, summary, [tabindex='0']";
  const all = [...lab.querySelectorAll(kinds)];
  const controls = all.filter((one) => !one.disabled && one.checkVisibility());
  const missed = controls.filter((one) => !one.dataset.stop);
  return [controls.length, missed.map(({ outerHTML }) => outerHTML)];
}"""

# 焦点停在实验台里，就做个记号，看得见才算；出了实验台是null
STOP = """() => {
  const here = document.activeElement;
  if (!here.closest(".pool-lab")) return null;
  here.dataset.stop = true;
  return getComputedStyle(here).outlineStyle !== "none";
}"""


def test_the_tab_key_reaches_every_control(page: Page) -> None:
    open_all(page)
    page.locator("select[name=operation]").focus()
    while (visible := page.evaluate(STOP)) is not None:
        assert visible
        page.keyboard.press("Tab")
    count, missed = page.locator(".pool-lab").evaluate(CONTROLS)
    assert count >= 50
    assert missed == []
    for table in page.locator(".pool-lab table").all():  # 一个矩阵只停一次，里面用方向键走
        expect(table.locator("[data-stop]")).to_have_count(1)


def open_all(page: Page) -> None:
    """折起来的，全打开。"""
    for summary in page.locator(".pool-lab summary").all():
        if not summary.evaluate("summary => summary.parentElement.open"):
            summary.click()
    expect(page.locator("pre[data-library=torch]")).to_contain_text("import")
    expect(page.locator("[data-do=example]").first).to_be_visible()


def press(page: Page, *keys: str) -> None:
    """依次按这些键。"""
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str) -> None:
    """按Tab走进一个矩阵。"""
    inside = page.locator(f"table[data-grid='{name}'] :focus")
    for _ in range(60):
        if inside.count():
            return
        press(page, "Tab")
    pytest.fail(f"Tab走不进{name}")


def test_keyboard_only(page: Page) -> None:
    live = page.locator(".lab-live")
    go(page, f"#x={ROWS}&kernel_size=2&stride=1")
    # 走进矩阵
    page.locator("select[name=direction]").focus()
    tab_to(page, "x")
    expect(cell(page, "x", 0, 0)).to_be_focused()
    press(page, "ArrowRight", "ArrowDown")
    expect(cell(page, "x", 1, 1)).to_be_focused()
    expect(page.locator(".lab-result")).to_have_text(re.compile("4个窗口看到它"))
    press(page, "ArrowUp", "ArrowUp", "ArrowLeft", "ArrowLeft", "End")
    expect(cell(page, "x", 0, 2)).to_be_focused()
    press(page, "Control+End")
    expect(cell(page, "x", 2, 2)).to_be_focused()
    press(page, "Home")
    expect(cell(page, "x", 2, 0)).to_be_focused()
    press(page, "Control+Home")
    expect(cell(page, "x", 0, 0)).to_be_focused()
    # 改一格
    press(page, "Control+End", "1", "0", "Enter")
    expect(cell(page, "x", 2, 2)).to_be_focused()
    assert numbers(page, "output") == ["5", "6", "8", "10"]
    press(page, "F2")
    page.keyboard.insert_text("-inf")
    press(page, "Escape")  # 不要了
    expect(cell(page, "x", 2, 2)).to_be_focused()
    expect(cell(page, "x", 2, 2)).to_have_text("10")
    press(page, "F2")
    page.keyboard.insert_text("x")
    press(page, "Enter")
    expect(message(page)).to_have_text("x[2, 2]：“x”不是数")
    expect(live).to_have_text("x[2, 2]：“x”不是数")
    press(page, "F2", "Control+A")
    page.keyboard.insert_text("NaN")
    press(page, "Enter")
    expect(cell(page, "output", 1, 1)).to_have_text("NaN")
    expect(message(page)).to_be_empty()
    press(page, "Control+z")
    expect(cell(page, "output", 1, 1)).to_have_text("10")
    # 走进输出，停住，放开
    tab_to(page, "output")
    press(page, "Control+End", "Enter")
    expect(live).to_have_text(re.compile(r"输出\(1, 1\)：看到4个元素，最大10"))
    expect(page).to_have_url(re.compile(r"output=1|output=\[1,1\]"))
    expect(grid(page, "x").locator(".seen")).to_have_count(4)
    cell(page, "x", 0, 0).hover()  # 停住了，鼠标路过也不变
    expect(grid(page, "x").locator(".winner")).to_have_text("10")
    press(page, "Escape")
    # 一个一个地看
    slider = page.get_by_label("第几个输出")
    slider.focus()
    press(page, "Home")
    expect(page.locator(".lab-result")).to_contain_text("输出(0, 0)")
    expect(slider).to_have_attribute("aria-valuetext", "输出(0, 0)")
    press(page, "ArrowRight", "ArrowRight")
    expect(page.locator(".lab-result")).to_contain_text("输出(1, 0)")
    press(page, "Tab", "Enter")
    expect(page.locator(".lab-result")).to_contain_text("输出(1, 1)")
    # 设置
    page.get_by_label("填充padding高加1").focus()
    press(page, "Enter")
    expect(grid(page, "x").locator(".padded")).to_have_count(16)
    expect(live).to_have_text(re.compile("输出变成4×4"))
    page.get_by_label("向上取整").focus()
    press(page, "Space")
    expect(page).to_have_url(re.compile("ceil_mode=true"))
    page.get_by_label("窗口kernel_size高", exact=True).focus()
    press(page, "Control+A")
    page.keyboard.insert_text("x")
    press(page, "Enter")
    expect(message(page)).to_have_text("kernel_size：“x”不是数")
    press(page, "Control+A")
    page.keyboard.insert_text("3")
    press(page, "Enter")
    expect(message(page)).to_be_empty()
    expect(page).to_have_url(re.compile("padding=1"))
    page.get_by_label("高和宽分开设").focus()
    press(page, "Space")
    page.get_by_label("窗口kernel_size宽", exact=True).focus()
    press(page, "Control+A")
    page.keyboard.insert_text("2")
    press(page, "Enter")
    expect(page).to_have_url(re.compile(r"kernel_size=\[3,2\]"))
    # 换一种
    page.locator("select[name=operation]").focus()
    press(page, "ArrowDown")
    expect(page).to_have_url(re.compile("operation=avg_pool2d"))
    page.locator("select[name=direction]").focus()
    press(page, "ArrowDown")
    expect(grid(page, "gradient")).to_be_visible()
    # 工具
    page.get_by_role("button", name="复制链接").focus()
    press(page, "Enter")
    expect(live).to_have_text("复制好了")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url
    before = numbers(page, "x")
    page.get_by_role("button", name="换一组数").focus()
    press(page, "Enter")
    assert numbers(page, "x") != before
    page.get_by_role("button", name="撤销").focus()
    press(page, "Enter")
    assert numbers(page, "x") == before
    page.get_by_role("button", name="从头来").focus()
    press(page, "Enter")
    assert numbers(page, "x") == list("123456789")


def test_keyboard_only_in_the_folded_parts(page: Page) -> None:
    go(page, "#kernel_size=2")
    page.get_by_text("粘贴一个矩阵").focus()
    press(page, "Enter", "Tab")
    page.keyboard.insert_text("tensor([[1., 2.],\n        [3., nan]])")
    press(page, "Tab", "Enter")
    expect(grid(page, "x")).to_have_attribute("aria-label", "输入x，2×2")
    expect(cell(page, "x", 1, 1)).to_have_text("NaN")
    page.get_by_text("拿去用的代码").focus()
    press(page, "Enter")
    expect(page.locator("pre[data-library=torch]")).to_contain_text("import torch")
    page.get_by_role("button", name="复制tutorial_pool的代码").focus()
    press(page, "Enter")
    expect(page.locator(".lab-live")).to_have_text("复制好了")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.locator("pre[data-library=tutorial_pool]").inner_text()
    page.get_by_text("例子", exact=True).focus()
    press(page, "Enter")
    expect(page.locator("[data-do=example]").first).to_be_visible()
    press(page, "Tab", "Tab", "Enter")
    expect(page).to_have_url(re.compile("ceil_mode=true"))


def test_opening_another_part_keeps_the_focus(page: Page) -> None:
    go(page, "#kernel_size=2")
    page.get_by_text("例子", exact=True).click()
    second = page.locator("[data-do=example]").nth(1)
    second.focus()
    page.locator("details[data-part=code]").evaluate("(code) => { code.open = true; }")
    expect(page.locator("pre[data-library=torch]")).to_contain_text("import torch")
    expect(second).to_be_focused()


def test_keys_outside_do_nothing(page: Page) -> None:
    """焦点不在矩阵里，按键不归实验台管。"""
    page.get_by_label("填充padding高加1").click()
    before = page.url
    page.locator("article h1").click()
    press(page, "ArrowRight", "7", "Enter", "Control+z", "End")
    assert page.url == before
    expect(message(page)).to_be_empty()


# ---- 鼠标 ----


def test_the_mouse(page: Page) -> None:
    go(page, f"#x={ROWS}&kernel_size=2&stride=1")
    cell(page, "output", 1, 1).hover()
    expect(grid(page, "x").locator(".winner")).to_have_text("9")
    page.locator("article h1").hover()
    expect(grid(page, "x").locator(".winner")).to_have_text("5")  # 移开，回到原来那一格
    cell(page, "output", 0, 1).click()
    cell(page, "output", 1, 1).hover()
    expect(grid(page, "x").locator(".winner")).to_have_text("6")  # 点过，就停住
    press(page, "Escape")
    cell(page, "x", 1, 1).hover()
    expect(grid(page, "output").locator(".sees")).to_have_count(4)


def test_playing_stops_at_the_end(page: Page) -> None:
    go(page, f"#x={ROWS}&kernel_size=2&stride=1&output=[1,0]")
    page.get_by_role("button", name="播放").click()
    expect(page.locator(".lab-result")).to_contain_text("输出(1, 1)")
    expect(page.get_by_role("button", name="播放")).to_be_visible()  # 到头就停
    page.get_by_role("button", name="播放").click()  # 从头再来
    expect(page.locator(".lab-result")).to_contain_text("输出(0, 0)")
    page.get_by_role("button", name="停", exact=True).click()


# ---- 只用手指 ----

SMALLEST = """(lab) => {
  const kinds = "button, select, summary, input[type=text], input[type=range]";
  const all = [...lab.querySelectorAll(kinds)].filter((one) => one.checkVisibility());
  const sides = all.flatMap((one) => {
    const { width, height } = one.getBoundingClientRect();
    return one.matches("button") ? [width, height] : [height];
  });
  return Math.min(...sides);
}"""


def test_fingers_only(phone: Page) -> None:
    go(phone, f"#x={ROWS}&kernel_size=2&stride=1")
    cell(phone, "output", 1, 1).tap()
    expect(grid(phone, "x").locator(".winner")).to_have_text("9")
    expect(phone.locator(".lab-result")).to_be_in_viewport()
    cell(phone, "x", 2, 2).tap()
    expect(grid(phone, "output").locator(".sees")).to_have_count(1)
    line = phone.locator(".lab-edit input").first
    line.tap()
    line.fill("-4")
    line.press("Enter")
    expect(cell(phone, "output", 1, 1)).to_have_text("8")
    phone.get_by_text("设置", exact=True).tap()
    phone.get_by_label("填充padding高加1").tap()
    expect(grid(phone, "x").locator(".padded")).to_have_count(16)
    phone.get_by_label("向上取整").tap()
    expect(phone).to_have_url(re.compile("ceil_mode=true"))
    phone.get_by_role("button", name="后一个输出").tap()
    phone.get_by_role("button", name="前一个输出").tap()
    phone.get_by_role("button", name="撤销").tap()
    expect(phone).not_to_have_url(re.compile("ceil_mode=true"))
    phone.locator("select[name=operation]").select_option("avg_pool2d")
    phone.get_by_text("例子", exact=True).tap()
    phone.get_by_role("button", name="NaN：取最后一个").tap()
    expect(phone.locator(".lab-result")).to_contain_text("有NaN")


def test_everything_is_big_enough_for_a_finger(phone: Page) -> None:
    open_all(phone)
    assert phone.locator(".pool-lab").evaluate(SMALLEST) >= 44
    box = cell(phone, "x", 0, 0).bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 28


# ---- 宽和窄，亮和暗 ----

WIDE = [
    f"#x={LARGE}&kernel_size=3&stride=1&padding=1&ceil_mode=true",
    f"#operation=avg_pool2d&x={LARGE}&kernel_size=5&stride=2&padding=2&direction=backward",
]
BUSY = [  # 反向、反池化、不收、长的数
    f"#operation=avg_pool2d&x={ROWS}&kernel_size=2&stride=1&padding=1&direction=backward",
    f"#operation=max_unpool2d&x={ROWS}&kernel_size=3",
    f"#x={ROWS}&kernel_size=2&padding=2",
    "#x=[[-0.123456789,1e-300,123456.789,-inf]]&kernel_size=[1,2]",
]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_sideways_scrolling(site: Site, browser: Browser, width: int) -> None:
    viewport: Any = {"width": width, "height": 800}
    with reader(browser, viewport=viewport) as context, opened(context, site) as page:
        open_all(page)
        for address in [*WIDE, *BUSY]:
            go(page, address)
            assert page.evaluate(OVERFLOW) <= 0, address
            for table in page.locator(".pool-lab table").all():  # 放不下的，在自己的框里滚
                box = table.locator("xpath=..").bounding_box()
                assert box is not None
                assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(site: Site, browser: Browser, scheme: Any) -> None:
    viewport: Any = {"width": 390, "height": 844}
    options = {"color_scheme": scheme, "viewport": viewport, "reduced_motion": "reduce"}
    with reader(browser, **options) as context, opened(context, site) as page:
        open_all(page)
        for address in BUSY:
            go(page, address)
            assert violations(page, ".pool-lab") == [], address


def test_without_javascript(site: Site, browser: Browser) -> None:
    with reader(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url("book/lab"))
        expect(page.locator("article svg").first).to_be_visible()
        expect(page.locator("article")).to_contain_text("没有它，就看这四个窗口")
