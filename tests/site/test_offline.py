"""断网：读过的页还能读；联网时看到的总是新的；存不下、没有见过的页，都不出错。"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import make
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from website import Site, reader, until

FIRST = "book/01-max-pooling"
OTHER = "book/02-tensor"
FORGOTTEN = "book/03-images"

KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("tutorial-pool-site"));
  const stores = await Promise.all(names.map((name) => caches.open(name)));
  const lists = await Promise.all(stores.map((store) => store.keys()));
  return lists.flat().map(({ url }) => url);
}"""


class Slow(make.Handler):
    """想慢就慢的服务。"""

    delay = 0.0

    def do_GET(self) -> None:  # noqa: N802
        time.sleep(self.delay if ".html" in self.path else 0)
        super().do_GET()


@dataclass
class Copy:
    """网站的一份，可以改，可以停。"""

    folder: Path
    server: make.Server
    handler: type[Slow]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def url(self, page: str) -> str:
        return f"{self.address}/{page}.html"

    @property
    def version(self) -> str:
        found = re.search(r'const VERSION = "(\w+)"', (self.folder / "sw.js").read_text("utf-8"))
        assert found is not None
        return found[1]

    def rebuild(self, page: str, old: str, new: str) -> None:
        """像作者改了字，又做了一遍网站。"""
        path = self.folder / f"{page}.html"
        html = path.read_text(encoding="utf-8")
        assert old in html
        path.write_text(html.replace(old, new), encoding="utf-8")
        worker = self.folder / "sw.js"
        text = worker.read_text(encoding="utf-8")
        later = worker.stat().st_mtime + 2  # 服务器只看到秒，同一秒里改的，浏览器以为没有变
        worker.write_text(text.replace(self.version, f"{self.version}0"), encoding="utf-8")
        os.utime(worker, (later, later))

    def stop(self) -> None:
        """断网。"""
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def copy(site: Site, tmp_path: Path) -> Iterator[Copy]:
    folder = tmp_path / "site"
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("*.zip", "pyodide"))
    handler = type("Handler", (Slow,), {})
    serve = make.Server(("127.0.0.1", 0), make.partial(handler, directory=str(folder)))
    Thread(target=serve.serve_forever, daemon=True).start()
    yield Copy(folder, serve, handler)
    serve.shutdown()
    serve.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with reader(browser, service_workers="allow") as context:
        yield context


def kept(page: Page, *names: str) -> None:
    """等到这几个都存好了。"""
    until(
        page,
        f"async (names) => {{ const kept = await ({KEPT})(); "
        "return names.every((name) => kept.some((url) => url.includes(name))); }",
        arg=list(names),
    )


def visited(context: BrowserContext, copy: Copy, *names: str) -> Page:
    """读过这几页。"""
    page = context.new_page()
    for name in names:
        page.goto(copy.url(name))
        until(page, "navigator.serviceWorker.ready.then(() => true)")
        kept(page, f"{name}.html", "book.css", "page.js")
    return page


def test_what_was_read_can_be_read_again(context: BrowserContext, copy: Copy) -> None:
    page = visited(context, copy, FIRST, OTHER)
    kept(page, "lab/figures.js", "lab/part-")
    copy.stop()
    for name in (FIRST, OTHER):
        page.goto(copy.url(name))
        expect(page.locator("article h1")).to_be_visible()
        expect(page.get_by_role("button", name="动手改").first).to_be_visible()
    # 从搜索结果点过来，地址里有要标的词
    page.goto(f"{copy.url(FIRST)}?marks=池化#x")
    expect(page.locator("article h1")).to_be_visible()


def test_a_page_never_read_says_so(context: BrowserContext, copy: Copy) -> None:
    page = visited(context, copy, FIRST)
    title = page.locator("article h1").inner_text().removesuffix("#")
    copy.stop()
    page.goto(copy.url(FORGOTTEN))
    expect(page.locator("main")).to_contain_text("这一页以前没有打开过，要联网才能读")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.get_by_role("link", name=title).click()
    expect(page.locator("article h1")).to_contain_text(title)


def test_a_rebuilt_page_is_new_at_once(context: BrowserContext, copy: Copy) -> None:
    page = visited(context, copy, FIRST)
    page.reload()
    copy.rebuild(FIRST, "最大池化层的原理", "重新写过的原理")
    page.reload()
    expect(page.locator("article h1")).to_contain_text("重新写过的原理")
    # 新的也存下了
    copy.stop()
    page.reload()
    expect(page.locator("article h1")).to_contain_text("重新写过的原理")


# 浏览器自己过几秒才问有没有新的。等它接手的时候不取东西：旧的忙着，新的就接不了手。
# 接了手、清完了，存着哪几份
TAKE_OVER = """async () => {
  const workers = navigator.serviceWorker;
  const changed = new Promise((done) => workers.addEventListener("controllerchange", done));
  await (await workers.getRegistration()).update();
  await changed;
  const { controller } = workers;
  await new Promise((done) => {
    const look = () => controller.state === "activated" && done();
    controller.addEventListener("statechange", look);
    look();
  });
  return (await caches.keys()).filter((name) => name.startsWith("tutorial-pool-site"));
}"""


def test_old_versions_are_cleared_away(context: BrowserContext, copy: Copy) -> None:
    """这一版和上一版留着，再以前的不要；浏览器里的Python是另外存的，不动。"""
    page = visited(context, copy, FIRST)
    page.evaluate("caches.open('tutorial-pool-python')")
    for number in range(3):
        copy.rebuild(FIRST, "<article", f"<article data-n{number}")
        page.goto(copy.url(FIRST))
        versions = [name.rpartition(" ")[2] for name in page.evaluate(TAKE_OVER)]
        assert versions == [copy.version[:-1], copy.version]
    assert "tutorial-pool-python" in page.evaluate("caches.keys()")
    copy.stop()
    page.reload()
    expect(page.locator("article h1")).to_be_visible()


def test_a_network_that_does_not_answer(context: BrowserContext, copy: Copy) -> None:
    page = visited(context, copy, FIRST)
    copy.handler.delay = 30
    page.reload()
    expect(page.locator("article h1")).to_be_visible()


BREAK = {
    "满了": "Cache.prototype.put = async () => { throw new Error('满了'); };",
    "不让用": "caches.open = caches.keys = caches.match = async () => { throw 0; };",
}


@pytest.mark.parametrize("how", BREAK)
def test_storage_that_fails_breaks_nothing(context: BrowserContext, copy: Copy, how: str) -> None:
    worker = copy.folder / "sw.js"
    worker.write_text(BREAK[how] + worker.read_text(encoding="utf-8"), encoding="utf-8")
    page = context.new_page()
    failures: list[str] = []
    page.on("response", lambda reply: reply.status >= 400 and failures.append(reply.url))
    page.on("requestfailed", lambda request: failures.append(request.url))
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(copy.url(FIRST))
    until(page, "!!navigator.serviceWorker.controller")
    page.goto(copy.url(OTHER))
    expect(page.get_by_role("button", name="动手改").first).to_be_visible()
    assert failures == []


def test_a_browser_without_workers(browser: Browser, copy: Copy) -> None:
    with reader(browser, service_workers="block") as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.add_init_script(
            "ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error('不让'))"
        )
        page.goto(copy.url(FIRST))
        expect(page.locator("article h1")).to_be_visible()
        assert errors == []


def test_what_is_left_alone(context: BrowserContext, copy: Copy) -> None:
    """只要一段的、提交的、大的下载，都不存；没有找到的页也不存。"""
    page = visited(context, copy, FIRST)
    until(page, "!!navigator.serviceWorker.controller")
    (copy.folder / "_static" / "big.zip").write_bytes(b"zip")
    page.evaluate(
        """async () => {
          await fetch("../_static/book.css?range", { headers: { Range: "bytes=0-9" } });
          await fetch("../_static/big.zip");
          await fetch("../_static/none.css").catch(() => {});
        }"""
    )
    page.goto(f"{copy.address}/book/nowhere.html")
    page.goto(copy.url(OTHER))
    kept(page, OTHER)
    assert [
        url for url in page.evaluate(KEPT) if re.search("range|big|none|nowhere|pyodide", url)
    ] == []


def test_the_version_follows_the_site(site: Site, tmp_path: Path) -> None:
    import site_offline

    (tmp_path / "a.html").write_text("一", encoding="utf-8")
    first = site_offline.version(tmp_path)
    (tmp_path / "sw.js").write_text("它自己不算", encoding="utf-8")
    assert site_offline.version(tmp_path) == first
    (tmp_path / "a.html").write_text("二", encoding="utf-8")
    assert site_offline.version(tmp_path) != first
    assert site_offline.VERSION not in (site.folder / "sw.js").read_text(encoding="utf-8")
