"""写出来的HTML：合规矩，样子都在样式表里，图都是文件。"""

from pathlib import Path

import pytest
from PIL import Image
from valid import wrong
from website import PAGES, Site


def test_every_page_is_valid(site: Site) -> None:
    assert wrong(list(site.folder.rglob("*.html"))) == []


def test_an_invalid_page_is_found(tmp_path: Path) -> None:
    """上面那个测试不是什么都放过。"""
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html><html lang="zh-CN"><head><title>页</title></head>'
        '<body><span><p id="a">字</p></span><p id="a" style="color:red">字</p></body></html>'
    )
    rules = {rule for _, rule, _ in wrong([page])}
    assert {"element-permitted-content", "no-dup-id", "no-inline-style"} <= rules


@pytest.mark.parametrize("page", PAGES)
def test_pictures_are_files_with_a_size(site: Site, page: str) -> None:
    for image in site.html[page].select("article img"):
        path = (site.file(page).parent / str(image["src"])).resolve()
        assert path.suffix == ".webp"
        with Image.open(path) as picture:
            width, height = picture.size
        # 显示的大小可以不同，形状要一样
        assert int(image["width"]) * height == int(image["height"]) * width
        assert (image["loading"], image["decoding"]) == ("lazy", "async")


def test_a_picture_of_pixels_is_not_changed(site: Site) -> None:
    """给人看像素的小图，一个像素也没有变。"""
    sizes = set()
    for image in site.html["book/03-images"].select("article figure img"):
        path = (site.file("book/03-images").parent / str(image["src"])).resolve()
        with Image.open(path) as picture:
            sizes.add(picture.size)
            if max(picture.size) < 100:
                assert path.read_bytes()[12:16] == b"VP8L"  # 无损的WebP
    assert {(32, 32), (11, 11), (320, 320)} <= sizes


@pytest.mark.parametrize("page", PAGES)
def test_styles_are_in_a_file(site: Site, page: str) -> None:
    html = site.html[page]
    assert html.select("[style], style") == []
    sheets = [str(link["href"]) for link in html.select("link[rel=stylesheet]")]
    drawn = any("outputs.css" in sheet for sheet in sheets)
    assert drawn == bool(html.select("article :is(figure.pool-figure svg, figure.pool-figure img)"))
