"""搜索：书里有的都找得到，最像的排在前面，高亮的是查询的那段话。"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from website import PAGES, Site, reader
from zh_ngram_search import NgramSearch

QUERIES = (
    "池化",
    "最大池化",
    "步幅",
    "填充",
    "空洞",
    "向上取整",
    "缓存",
    "线程",
    "加倍",
    "内层循环",
    "负无穷",
    "感受野",
    "窗口大小",
    "滑动窗口",
    "下采样",
    "形状",
    "通道",
    "批量",
    "张量",
    "索引",
    "反池化",
    "自适应池化",
    "数值梯度检验",
    "最后一窗",
    "勘误",
    "窗",
    "ceil_mode",
    "CEIL_MODE",
    "dilation",
    "return_indices",
    "MaxPool2d",
    "maxpool",
    "max_pool2d",
    "count_include_pad",
    "PaddlePaddle",
    "概念小测",
    "练习",
    "sliding_window_view",
    "pool",
    "PyTorch",
    "TensorBoard",
    "CIFAR-10",
    "32",
    "torch.nn.functional",
    "最大池化 ceil_mode",
    "步幅stride",
)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """一个浏览器页，各个查询轮流用。"""
    with reader(browser) as context:
        yield context.new_page()


def search(page: Page, site: Site, query: str) -> list[str]:
    """在搜索页里查，返回结果各在哪一页，按先后。"""
    page.goto(f"{site.address}/search.html?{urlencode({'q': query})}")
    return results(page)


def search_again(page: Page, site: Site, query: str) -> list[str]:
    """在打开着的搜索页里再查一次，不必重新打开那一页。"""
    if not page.url.startswith(f"{site.address}/search.html"):
        page.goto(f"{site.address}/search.html")
        page.wait_for_function("Search._index")
    page.evaluate(
        """query => {
          document.getElementById("search-results").replaceChildren();
          Search.performSearch(query);
        }""",
        query,
    )
    return results(page)


def results(page: Page) -> list[str]:
    """等搜索做完，读出结果各在哪一页。"""
    page.wait_for_function("document.querySelector('.search-summary')?.innerText")
    links = page.locator("#search-results li > a").evaluate_all("links => links.map(a => a.href)")
    return [urlsplit(link).path.strip("/").removesuffix(".html") for link in links]


def phrases(query: str) -> list[str]:
    """查询里的各段话：连着的汉字是一段，别的以空格为界。"""
    return re.findall(r"[\u3400-\u9fff]+|[^\s\u3400-\u9fff]+", query.lower())


def pages_with(site: Site, query: str) -> set[str]:
    """正文里真的有查询里每一段话的页。"""
    texts = {page: text.lower() for page, text in site.texts.items()}
    return {page for page in PAGES if all(words in texts[page] for words in phrases(query))}


@pytest.mark.parametrize("query", QUERIES)
def test_finds_every_page_that_has_it(page: Page, site: Site, query: str) -> None:
    expected = pages_with(site, query)
    assert expected, "书里没有这个词，换一个查询"
    assert expected <= set(search_again(page, site, query))


@pytest.mark.parametrize("name", PAGES)
def test_a_title_finds_its_page_first(page: Page, site: Site, name: str) -> None:
    title = site.html[name].select_one("article h1")
    assert title is not None
    assert search_again(page, site, title.contents[0].get_text())[0] == name


@pytest.mark.parametrize("query", ["龘龘", "池化 龘龘", "xyzzy pool"])
def test_every_word_must_be_there(page: Page, site: Site, query: str) -> None:
    assert search(page, site, query) == []


@pytest.mark.parametrize("query", ["最大池化", "负无穷", "ceil_mode"])
def test_highlights_what_was_asked(page: Page, site: Site, query: str) -> None:
    search(page, site, query)
    page.wait_for_selector("#search-results .context .highlighted")
    marked = page.locator("#search-results .context .highlighted").all_inner_texts()
    assert {text.lower() for text in marked} == {query}


def test_the_search_box_works(page: Page, site: Site) -> None:
    page.goto(site.url(PAGES[0]))
    page.keyboard.press("Control+k")
    page.keyboard.type("最大池化")
    page.keyboard.press("Enter")
    assert pages_with(site, "最大池化") <= set(results(page))


def test_words_survive_inline_markup() -> None:
    language = NgramSearch({})
    words = language.split("**之前，最大") + language.split("池化") + language.split("层")
    assert {"最大", "大池", "池化", "化层"} <= set(words)
