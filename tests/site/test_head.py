"""网页在别的程序眼里：说明、图、图标、清单；找不到的页也是这本书的样子。"""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urljoin

import pytest
import site_head
from bs4 import BeautifulSoup
from docutils.core import publish_doctree
from PIL import Image
from playwright.sync_api import BrowserContext, expect
from website import PAGES, Site

HAN = re.compile("[\u3400-\u9fff]")


def meta(html: BeautifulSoup, name: str) -> str:
    (found,) = html.select(f"meta[name='{name}'], meta[property='{name}']")
    return str(found["content"])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_it_is_about(site: Site, page: str) -> None:
    html = site.html[page]
    said = meta(html, "description")
    assert HAN.search(said)
    assert 10 <= len(said) <= site_head.LONGEST
    assert meta(html, "og:description") == said
    assert meta(html, "og:title")
    assert {"python", "pytorch", "deep learning"} <= set(meta(html, "keywords").lower().split(","))


def test_descriptions_differ(site: Site) -> None:
    said = [meta(site.html[page], "description") for page in PAGES]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("page", PAGES)
def test_the_pictures_and_the_icons_are_there(site: Site, page: str) -> None:
    html = site.html[page]
    links = [
        str(link["href"])
        for link in html.select(
            "link[rel~='icon'], link[rel='apple-touch-icon'], link[rel='manifest']"
        )
    ]
    assert len(links) >= 3
    for link in [*links, meta(html, "og:image")]:
        assert (site.file(page).parent / link).is_file(), link


def test_the_picture_is_of_the_size_it_says(site: Site) -> None:
    html = site.html[PAGES[0]]
    with Image.open(site.folder / site_head.PICTURE) as picture:
        assert picture.size == (1200, 630)
        assert [str(side) for side in picture.size] == [
            meta(html, "og:image:width"),
            meta(html, "og:image:height"),
        ]
        assert len(picture.getcolors(1 << 20)) > 10  # 画了东西
    for side in site_head.SIZES:
        with Image.open(site.folder / f"_static/icons/{side}.png") as icon:
            assert icon.size == (side, side)


def test_the_manifest(site: Site) -> None:
    listed = json.loads((site.folder / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert listed["lang"] == "zh-CN"
    assert (site.folder / listed["start_url"]).is_file()
    assert {icon["sizes"] for icon in listed["icons"]} == {"192x192", "512x512"}
    for icon in listed["icons"]:
        assert (site.folder / icon["src"]).is_file()


def test_colours_for_light_and_dark(site: Site) -> None:
    colors = site.html[PAGES[0]].select("meta[name='theme-color']")
    assert [str(color["media"]) for color in colors] == [
        "(prefers-color-scheme: light)",
        "(prefers-color-scheme: dark)",
    ]


def test_without_an_address_nothing_pretends(site: Site) -> None:
    assert not (site.folder / "sitemap.xml").exists()
    assert (site.folder / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"
    for page in PAGES:
        assert site.html[page].select("link[rel='canonical'], meta[property='og:url']") == []


def test_with_an_address(tmp_path: Path) -> None:
    """写了html_baseurl：有规范的地址，有网站地图；404.html里的链接从那里算起。"""
    base = "https://example.org/pool/"
    builder = SimpleNamespace(format="html", get_target_uri=lambda name: f"{name}.html")
    app = SimpleNamespace(
        builder=builder,
        config=SimpleNamespace(html_baseurl=base, project="池化层", root_doc="book/intro"),
        env=SimpleNamespace(found_docs={"book/intro", "book/lab"}),
        outdir=tmp_path,
    )
    lost = (
        '<html data-content_root="./"><a href="book/lab.html"><a href="#x"><a href="https://a.b/">'
    )
    (tmp_path / "404.html").write_text(lost, encoding="utf-8")
    site_head.write_files(app, None)
    assert f"Sitemap: {base}sitemap.xml" in (tmp_path / "robots.txt").read_text(encoding="utf-8")
    urls = re.findall("<loc>(.*?)</loc>", (tmp_path / "sitemap.xml").read_text(encoding="utf-8"))
    assert urls == [urljoin(base, "book/intro.html"), urljoin(base, "book/lab.html")]
    assert (tmp_path / "404.html").read_text(encoding="utf-8") == (
        '<html data-content_root="/pool/"><a href="/pool/book/lab.html"><a href="#x"><a href="https://a.b/">'
    )
    app.config.html_baseurl = ""  # 又不写了：网站地图也没有了
    site_head.write_files(app, None)
    assert not (tmp_path / "sitemap.xml").exists()
    app.config.html_baseurl = base
    context = {"title": "实验台"}
    site_head.add_head(app, "book/lab", "page.html", context, None)
    assert context["head"]["address"] == f"{base}book/lab.html"
    assert context["head"]["picture"] == f"{base}{site_head.PICTURE}"


@pytest.mark.parametrize("length", [10, 149, 150, 151, 400])
def test_a_long_description_stops_at_a_mark(length: int) -> None:
    text = ("一句话，还有半句。" * 100)[:length]
    short = site_head.shortened(text)
    assert len(short) <= site_head.LONGEST
    assert short == text or short[-1] in "。…"


def test_the_description_is_what_you_will_learn() -> None:
    document = publish_doctree("第一段。\n\n- **你将学到**：窗口\n  和步幅。\n- 用时：十分钟\n")
    assert site_head.description(document) == "窗口 和步幅。"
    assert site_head.description(publish_doctree("只有一段。")) == "只有一段。"
    assert site_head.description(None) == site_head.ABOUT


# ---- 没有这一页 ----


@pytest.mark.parametrize("depth", ["x.html", "book/no/such/page.html"])
def test_a_page_that_is_not_there(context: BrowserContext, site: Site, depth: str) -> None:
    page = context.new_page()
    failures: list[str] = []
    page.on("response", lambda reply: reply.status >= 400 and failures.append(reply.url))
    page.on("pageerror", lambda error: failures.append(str(error)))
    reply = page.goto(f"{site.address}/{depth}")
    assert reply is not None
    assert reply.status == 404
    expect(page.locator("article h1")).to_contain_text("没有这一页")
    page.wait_for_load_state("networkidle")
    assert failures == [f"{site.address}/{depth}"]  # 样式和脚本都取得到
    page.locator("article").get_by_role("link", name="搜索").click()
    expect(page.locator("input[name='q']").last).to_be_visible()
    page.close()


@pytest.mark.parametrize(
    ("asked", "guessed"),
    [
        ("max-pooling", "book/01-max-pooling.html"),
        ("old/tensor.html", "book/02-tensor.html"),
        ("book/报错速查", "book/reference/errors.html"),
    ],
)
def test_it_guesses(context: BrowserContext, site: Site, asked: str, guessed: str) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/{asked}")
    links = page.locator("#pool-guess a")
    expect(links.first).to_be_visible()
    assert f"/{guessed}" in [unquote(str(link.get_attribute("href"))) for link in links.all()]
    links.first.click()
    expect(page.locator("article h1")).not_to_contain_text("没有这一页")
    page.close()


def test_it_does_not_guess_at_random(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/qqqq")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#pool-guess")).to_be_hidden()
    page.close()
