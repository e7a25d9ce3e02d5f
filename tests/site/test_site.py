"""网站的每一页：在浏览器里打开没有毛病，链接和图片都在，手机上也好读。"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import make
import nbformat
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from website import PAGES, Site, reader

NOTEBOOKS = [page for page in PAGES if (make.ROOT / f"{page}.ipynb").exists()]
PHONE = {"width": 390, "height": 844}
HAN = re.compile("[\u3400-\u9fff]")
LATIN = re.compile("[A-Za-z]{2,}")
# 键名和文件的后缀不必翻译
NOT_WORDS = {"API", "CC BY 4.0"}

# 字体和图都取来了；滚到才取的图也现在就取
READY = """() => Promise.all([
  document.fonts.ready,
  ...[...document.images].map((image) => {
    image.loading = "eager";
    return image.decode().catch(() => {}); // 取不来的，下面会数
  }),
])"""

# 正文和目录以外的文字，以及会念出来、会浮出来的文字
INTERFACE = """() => {
  const content = "script, style, noscript, h1, h2, h3, h4, code, pre, figure, table, article p, " +
    "article li, article dl, nav a, .navbar-brand, .prev-next-title, .math, .cell_output";
  const spoken = ["title", "aria-label", "placeholder", "data-bs-title", "data-tooltip"];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest(content))
      words.push(walker.currentNode.textContent.trim());
  for (const name of spoken)
    for (const element of document.querySelectorAll(`body [${name}]`))
      if (!element.closest("a.reference, svg, .math")) words.push(element.getAttribute(name));
  return words;
}"""

# 字和底的对比度，按WCAG的定义
CONTRAST = """() => {
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const text = luminance(getComputedStyle(document.querySelector("article")).color);
  const ground = luminance(getComputedStyle(document.body).backgroundColor);
  return { text, ground };
}"""


@dataclass(frozen=True)
class Visit:
    """在手机大小的窗口里打开一页，看到了什么。"""

    requests: list[str]
    failures: list[str]
    messages: list[str]
    width: int
    broken_images: list[str]
    interface: list[str]
    colors: dict[str, dict[str, float]]


def open_page(context: BrowserContext, url: str) -> Visit:
    """打开一页，先亮后暗。"""
    page = context.new_page()
    requests: list[str] = []
    failures: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("requestfailed", lambda request: failures.append(f"{request.url} {request.failure}"))
    page.on("response", lambda reply: reply.status >= 400 and failures.append(reply.url))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on(
        "console",
        lambda message: message.type in ("error", "warning") and messages.append(message.text),
    )
    page.goto(url)
    page.evaluate(READY)
    visit = Visit(
        requests,
        [*failures],  # 下面关掉网页时，还没有取完的不算
        messages,
        width=page.evaluate("document.scrollingElement.scrollWidth"),
        broken_images=page.evaluate(
            "[...document.images].filter((image) => !image.naturalWidth).map((image) => image.src)"
        ),
        interface=page.evaluate(INTERFACE),
        colors={"light": page.evaluate(CONTRAST), "dark": colors_in_dark(page)},
    )
    page.close()
    return visit


def colors_in_dark(page: Page) -> dict[str, float]:
    """系统换成暗色以后的颜色。"""
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    return page.evaluate(CONTRAST)


@pytest.fixture(scope="module")
def visit(site: Site, browser: Browser) -> Iterator[Callable[[str], Visit]]:
    """打开一页；同一页只打开一次。"""
    with reader(browser, viewport=PHONE, color_scheme="light") as context:
        yield cache(lambda page: open_page(context, site.url(page)))


@pytest.mark.parametrize("page", PAGES)
def test_asks_nothing_of_other_hosts(visit: Callable[[str], Visit], page: str) -> None:
    hosts = {urlsplit(url).hostname for url in visit(page).requests if url.startswith("http")}
    assert hosts == {"127.0.0.1"}


@pytest.mark.parametrize("page", PAGES)
def test_loads_without_errors(visit: Callable[[str], Visit], page: str) -> None:
    assert visit(page).failures == []
    assert visit(page).messages == []
    assert visit(page).broken_images == []


@pytest.mark.parametrize("page", PAGES)
def test_fits_a_phone(visit: Callable[[str], Visit], page: str) -> None:
    assert visit(page).width <= PHONE["width"]


@pytest.mark.parametrize("page", PAGES)
def test_light_and_dark(visit: Callable[[str], Visit], page: str) -> None:
    light, dark = visit(page).colors["light"], visit(page).colors["dark"]
    assert (light["ground"] + 0.05) / (light["text"] + 0.05) >= 7
    assert (dark["text"] + 0.05) / (dark["ground"] + 0.05) >= 7


@pytest.mark.parametrize("page", PAGES)
def test_interface_is_chinese(visit: Callable[[str], Visit], site: Site, page: str) -> None:
    html = site.html[page]
    assert html.html is not None
    assert html.html["lang"] == "zh-CN"
    assert html.title is not None
    assert HAN.search(html.title.text)
    foreign = {
        text for text in visit(page).interface if LATIN.search(text) and not HAN.search(text)
    }
    assert foreign <= NOT_WORDS


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(site: Site, page: str) -> None:
    assert site.broken_links(page) == []


@pytest.mark.parametrize("page", PAGES)
def test_pictures_have_words(site: Site, page: str) -> None:
    article = site.html[page].select_one("article")
    assert article is not None
    for image in article.select("img"):
        # 没有写alt的输出图，myst-nb会填上文件名
        assert HAN.search(str(image.get("alt", ""))), image
    for drawing in article.select("svg"):
        assert HAN.search(str(drawing.get("aria-label", ""))) or drawing.get("aria-hidden"), drawing


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_notebook_can_be_downloaded(site: Site, page: str) -> None:
    link = site.html[page].select_one("footer a[download][href$='.ipynb']")
    assert link is not None
    path = (site.file(page).parent / str(link["href"])).resolve()
    downloaded = nbformat.read(path, as_version=4)
    nbformat.validate(downloaded)
    assert downloaded == nbformat.read(make.ROOT / f"{page}.ipynb", as_version=4)


@pytest.mark.parametrize("page", PAGES)
def test_tells_nothing_about_the_machine(site: Site, page: str) -> None:
    assert str(make.ROOT) not in site.file(page).read_text(encoding="utf-8")


def test_front_door_leads_to_the_book(site: Site, browser: Browser) -> None:
    with reader(browser) as context:
        page = context.new_page()
        page.goto(site.address)
        page.wait_for_url(site.url(PAGES[0]))


def test_a_citation_leads_to_a_marked_entry(site: Site, browser: Browser) -> None:
    """页末的文献滚不到屏幕的上边，要标出来才知道是哪一条。"""
    with reader(browser, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(site.url("book/01-max-pooling"))
        page.locator("article a[href*='bibliography.html#id']").first.click()
        entry = page.locator(".citation:target > p")
        expect(entry).to_be_in_viewport()
        ground = "element => getComputedStyle(element).backgroundColor"
        other = page.locator(".citation:not(:target) > p").first
        assert entry.evaluate(ground) != other.evaluate(ground)
