"""另一个浏览器：Firefox里，每一页都好好的，能动的都动得了。"""

import os
from collections.abc import Iterator
from threading import Thread

import make
import pytest
from attempts import WRONG
from exercise_pages import NUMBERED, solution
from firefox import Firefox, installed
from website import PAGES, Site

from tutorial_pool.exercises.misconceptions.table import MISCONCEPTIONS

CHAPTER = "book/01-max-pooling"
FORMULAS = "book/07-loops-to-vectorized"
EXERCISE = NUMBERED["05"]
PHONE = (390, 844)
LAPTOP = (1280, 800)

# 横着多出来多少像素，和没有取到的图
SEEN = """const { scrollWidth, clientWidth } = document.documentElement;
const images = [...document.images].filter((one) => one.complete && !one.naturalWidth);
return [scrollWidth - clientWidth, images.map((one) => one.src)];"""

# 正文的字和底，亮度各是多少，从0到1
LIGHTNESS = """const light = (color) =>
  color.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + part / 255 / 3, 0);
return [light(getComputedStyle(document.querySelector("article")).color),
  light(getComputedStyle(document.body).backgroundColor)];"""

# 每个公式：画出来的字形有多宽，颜色和字一样不一样
DRAWN = """return [...document.querySelectorAll("article .math > svg")].map((svg) => ({
  inked: [...svg.querySelectorAll("use")].some((one) => one.getBoundingClientRect().width > 1),
  colored: getComputedStyle(svg).fill === getComputedStyle(svg.parentElement).color,
}));"""

# 三张结果各有多少种颜色
COLORS = """return [...document.querySelectorAll("#pool-picture label > canvas")].map((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
});"""

# 输出的每一格
OUTPUT = "[...document.querySelectorAll('[data-grid=output] td[data-r]')].map((td) => td.innerText)"

# 第一张一步一步的图，和它看得见的各步
STEPPER = "figure.pool-steps:not(.pool-predict *)"
SHOWN = f'''[...document.querySelector("{STEPPER}").querySelectorAll(".pool-step")].map((step) =>
  step.checkVisibility({{ visibilityProperty: true }}))'''

# 这一页和它的样式、脚本，都存下了；浏览器自己预取的下一页不算
KEPT = """(async () => {
  const entries = performance.getEntriesByType("resource").map(({ name }) => name);
  const wanted = [location.href, ...entries.filter((url) => /[.](css|js)\\b/.test(url))];
  const kept = await Promise.all(wanted.map((url) => caches.match(url, { ignoreSearch: true })));
  return document.querySelector(".pool-tools button") && kept.every(Boolean);
})()"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """这台电脑上的Firefox；没有就跳过，在CI上则算失败。"""
    path = installed()
    if path is None:
        reason = "找不到Firefox，没法在它里面检查网站"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    firefox = Firefox(path, tmp_path_factory.mktemp("firefox"))
    yield firefox
    firefox.close()


@pytest.fixture
def firefox(opened: Firefox, site: Site) -> Iterator[Firefox]:
    """手机大小的Firefox；用完了，网页里没有出错。"""
    opened.resize(*PHONE)
    yield opened
    assert opened.troubles(site.address) == []


@pytest.mark.parametrize("page", [*PAGES, "search", "404"])
def test_every_page(firefox: Firefox, site: Site, page: str) -> None:
    firefox.go(site.url(page))
    assert firefox.run(SEEN) == [0, []]


def test_a_trouble_would_be_told(opened: Firefox, site: Site) -> None:
    """脚本的错、安全策略不许的，真的会听到。"""
    opened.go(site.url(PAGES[0]))
    opened.run(
        """const script = document.createElement("script");
        script.textContent = "1";
        document.head.append(script);
        document.body.setAttribute("onclick", "1");
        window.setTimeout(() => nothing());"""
    )
    told: list[str] = []
    while len(told) < 3:
        told += opened.troubles(site.address)
    for words in ("inline script", "event handler", "nothing is not defined"):
        assert any(words in one for one in told), told


def test_formulas_are_drawn(firefox: Firefox, site: Site) -> None:
    firefox.go(site.url(FORMULAS))
    drawn = firefox.run(DRAWN)
    assert len(drawn) > 50
    assert all(one["inked"] and one["colored"] for one in drawn)


def test_light_and_dark(firefox: Firefox, site: Site) -> None:
    firefox.go(site.url(CHAPTER))
    text, ground = firefox.run(LIGHTNESS)
    assert ground - text > 0.7
    firefox.prefer("dark")
    firefox.until("document.documentElement.dataset.theme === 'dark'")
    text, ground = firefox.run(LIGHTNESS)
    assert text - ground > 0.7
    firefox.click("[data-theme-switch]")  # 跟随系统的下一个是亮色
    assert firefox.run(LIGHTNESS)[1] > 0.9
    firefox.reload()
    assert firefox.run("return document.documentElement.dataset.mode") == "light"
    firefox.prefer("light")
    firefox.run("poolMode('auto')")


def test_the_drawers(firefox: Firefox, site: Site) -> None:
    firefox.go(site.url(CHAPTER))
    for name in ("contents", "page-contents"):
        firefox.click(f"[data-drawer='{name}']")
        firefox.until(f"document.querySelector('#drawer[open] > #{name}')")
        firefox.press("Escape")
        firefox.until(f"!document.querySelector('#drawer[open], #drawer > #{name}')")
        assert firefox.run(f"return document.activeElement.dataset.drawer === '{name}'")
    firefox.click("[data-drawer='page-contents']")
    firefox.click("#drawer a", "小结")
    firefox.until("!document.querySelector('#drawer[open]') && location.hash")
    firefox.until("document.querySelector(':target').getBoundingClientRect().top < innerHeight / 2")
    firefox.click("[data-drawer='contents']")
    firefox.click("#drawer a[href*='06-backward']")
    firefox.until("location.pathname.endsWith('06-backward.html')")
    firefox.until("document.readyState === 'complete' && !document.querySelector('dialog[open]')")


def test_search(firefox: Firefox, site: Site) -> None:
    firefox.go(site.url(CHAPTER))
    firefox.press("Control", "k")
    firefox.until("document.activeElement.matches('#search-dialog input')")
    firefox.type("最大池化 ceil_mode")
    firefox.find("#search-dialog .search-page mark", "ceil_mode")
    firefox.press("ArrowDown")
    wanted = firefox.run("return document.activeElement.href.replace(/[?].*#/, '#')")
    assert wanted.startswith(site.address)
    firefox.press("Enter")
    firefox.find("mark.search-hit")
    assert firefox.run("return location.href") == wanted
    firefox.until("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_the_lab_by_keyboard(firefox: Firefox, site: Site) -> None:
    firefox.resize(*LAPTOP)
    firefox.go(site.url("book/lab"))
    firefox.focus("input[name='kernel_size']")
    assert firefox.run(f"return {OUTPUT}") == ["2"]
    firefox.press("Control", "a")
    firefox.type("2")
    firefox.press("Enter")
    firefox.until(f"{OUTPUT}.join() === '2,3,5,3'")
    firefox.until("location.hash.includes('kernel_size=2')")


def test_a_figure_is_changed_in_place(firefox: Firefox, site: Site) -> None:
    firefox.go(site.url(CHAPTER))
    firefox.click(".pool-tools button", "动手改")
    firefox.find(".pool-here [data-grid='x']")
    assert firefox.run(SEEN) == [0, []]
    firefox.click(".pool-here summary", "设置")
    before = firefox.run(f"return {OUTPUT}.length")
    firefox.click(".pool-here .lab-fields [data-do='less']")
    firefox.until(f"{OUTPUT}.length > {before}")
    firefox.click(".pool-tools button", "收起")
    firefox.until("!document.querySelector('.pool-here')")


def test_one_step_at_a_time(firefox: Firefox, site: Site) -> None:
    firefox.go(site.url(CHAPTER))
    firefox.click(f"{STEPPER} .pool-next")
    firefox.until(f"{SHOWN}.join() === 'false,true,false'")
    firefox.press("ArrowRight")
    firefox.until(f"{SHOWN}.join() === 'false,false,true'")
    firefox.find(f"{STEPPER} .pool-words", "第3步，共3步：不写步幅：等于窗口大小")


def test_a_prediction(firefox: Firefox, site: Site) -> None:
    firefox.go(site.url(CHAPTER))
    firefox.focus(".pool-predict input")
    firefox.type("3")
    firefox.press("Enter")
    firefox.until("document.querySelector('.pool-says').textContent.includes('你猜3，其实是1。')")
    firefox.find(".pool-predict details[open] svg")


def test_the_picture_lab(firefox: Firefox, site: Site) -> None:
    firefox.go(site.url("book/picture-lab"))
    firefox.find(".picture-said", "512×512变成64×64：每个输出看64个数。")
    assert min(firefox.run(COLORS)) > 1000
    firefox.focus("#pool-picture input[type=range]")
    firefox.press("ArrowRight")
    firefox.find(".picture-said", "512×512变成56×56：每个输出看81个数。")


def test_an_exercise(firefox: Firefox, site: Site) -> None:
    """Python在模块的Worker里，在安全策略下。"""
    result = "document.querySelector('.exercise-result[aria-busy=false]')?.textContent"

    def checked(source: str, mark: str) -> str:
        firefox.focus(".exercise-editor :is(textarea, .cm-content)")  # 到了眼前，才取编辑器
        firefox.focus(".cm-content")
        firefox.press("Control", "a")
        firefox.paste(source)
        firefox.click("button", "检查")
        firefox.until(f"{result}?.includes('{mark}')")
        return firefox.run(f"return {result}")

    firefox.go(site.url(EXERCISE))
    attempt = next(one for one in WRONG if one.exercise.number == "05")
    names = {one.number: one.name for one in MISCONCEPTIONS}
    assert names[attempt.misconception] in checked(attempt.source, "❌")
    checked(solution("05"), "✅")
    firefox.reload()
    firefox.find(".exercise-track [aria-current] .exercise-mark")
    firefox.focus(".exercise-editor :is(textarea, .cm-content)")
    firefox.find(".cm-line")
    kept = "[...document.querySelectorAll('.cm-line')].map((one) => one.textContent).join('\\n')"
    assert firefox.run(f"return {kept}").strip() == solution("05").strip()


def test_what_was_read_can_be_read_offline(opened: Firefox, site: Site) -> None:
    with make.serve(site.folder, port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/{CHAPTER}.html"
        opened.go(url)
        opened.until(KEPT)
        server.shutdown()
    opened.go(url)  # Marionette的刷新绕过一切存着的
    opened.find("article h1")
    opened.find(".pool-tools button", "动手改")
    opened.go(url.replace("01-max-pooling", "00-never-read"))
    opened.find("h1", "没有联网")
