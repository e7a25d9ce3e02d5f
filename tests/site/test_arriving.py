"""网页一段一段地到：先到的一段画出来了，后面的来时，它不动；从目录里点过去，走到的正是那一条。"""

import time
from collections.abc import Iterator
from threading import Thread

import make
import pytest
from exercise_pages import INDEX, NUMBERED
from playwright.sync_api import Browser, BrowserContext
from website import SHIFTS, Site, reader

PASSED = """localStorage.setItem("tutorial-pool/passed/01", "1");"""
ARRIVING = (
    "book/intro",
    "book/lab",
    "book/04-output-size",
    "book/reference/connect",
    "book/exercises/quiz",
    INDEX,
    NUMBERED["07"],
)
LONG = ("book/reference/api", "book/reference/errors")


class Sliced(make.Handler):
    """网页分六段发，每段之间歇一歇：浏览器先画到了的。"""

    def copyfile(self, source, outputfile) -> None:
        if not self.path.endswith(".html"):
            return super().copyfile(source, outputfile)
        html = source.read()
        size = len(html) // 6 + 1
        for start in range(0, len(html), size):
            outputfile.write(html[start : start + size])
            outputfile.flush()
            time.sleep(0.1)
        return None


@pytest.fixture(scope="module")
def sliced(site: Site) -> Iterator[str]:
    server = make.Server(("127.0.0.1", 0), make.partial(Sliced, directory=str(site.folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize("name", ARRIVING)
def test_nothing_moves_as_it_arrives(browser: Browser, sliced: str, name: str, width: int) -> None:
    with reader(browser, viewport={"width": width, "height": 844}) as context:
        context.add_init_script(SHIFTS + PASSED)
        page = context.new_page()
        page.goto(f"{sliced}/{name}.html", wait_until="networkidle")
        assert page.evaluate("seen.shift") <= 0.02, page.evaluate("seen.moved")


@pytest.mark.parametrize("name", LONG)
def test_a_link_lands_on_its_entry(newcomer: BrowserContext, site: Site, name: str) -> None:
    """没有走到的一条先不排版，高是估的；走过去，还是走到它。"""
    page = newcomer.new_page()
    page.goto(site.url(name))
    entries = page.locator("article :is(section section section, dl.py > dt)[id]")
    ids = entries.evaluate_all("entries => entries.map(({ id }) => id)")
    third = len(ids) // 3
    page.goto("about:blank")
    page.goto(f"{site.url(name)}#{ids[2 * third]}")
    for anchor in (ids[2 * third], ids[third]):
        page.evaluate("anchor => { location.hash = anchor }", anchor)
        page.wait_for_timeout(300)  # 估的高换成真的
        top = page.evaluate(
            "anchor => document.getElementById(anchor).getBoundingClientRect().top", anchor
        )
        assert 0 <= top <= 150, anchor
