"""网站测试共用的东西：做好并供着的网站，和一个真的浏览器。"""

import os
from collections.abc import Iterator
from threading import Thread

import make
import pytest
from exercise_pages import Desk, desk
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright
from site_build import finished
from website import WINDOWLESS, Site, launch, reader


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """刚做好的网站，供在本机的一个空端口上。"""
    common = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        common = common.parent  # 几个进程共有的
    folder = finished(common / "site")
    with make.serve(folder, port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


# 不用session：playwright在的时候主线程里有事件循环，会妨碍后面的nbval
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """开浏览器的。"""
    with sync_playwright() as playwright:
        yield playwright


def opened_browser(playwright: Playwright, *first: str) -> Iterator[Browser]:
    """这台电脑上的Chromium、Chrome或Edge；没有就跳过，在CI上则算失败。"""
    browser = launch(playwright, *first)
    if browser is None:
        reason = "找不到Chromium、Chrome或Edge，没法检查网站"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """快的浏览器：有没有窗口的，就用它。"""
    yield from opened_browser(playwright, WINDOWLESS)


@pytest.fixture
def windowed(playwright: Playwright) -> Iterator[Browser]:
    """读者用的那种浏览器，会冻住离开的页。"""
    yield from opened_browser(playwright)


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


@pytest.fixture(scope="module")
def fifth(context: BrowserContext, site: Site) -> Iterator[Desk]:
    """第5题，不挑题的测试都用它。"""
    with desk(context, site, "05") as opened:
        yield opened


@pytest.fixture(scope="module")
def opened(
    request: pytest.FixtureRequest, context: BrowserContext, site: Site
) -> Iterator[tuple[str, Desk]]:
    """打开一道题，几个测试轮流用。"""
    with desk(context, site, request.param) as opened:
        yield request.param, opened


@pytest.fixture
def numbered(opened: tuple[str, Desk]) -> tuple[str, Desk]:
    """一道题，像还没有做过的样子。"""
    number, page = opened
    page.forget(number)
    return opened
