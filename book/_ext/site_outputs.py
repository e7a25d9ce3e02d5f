"""单元格的输出是现成的HTML，样子写在style里，图写成data地址；笔记本里非这样不可，网页上不必。

做网站时，每一种style变成一个类，图变成文件。笔记本不动。
"""

import base64
import hashlib
import io
import re
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from PIL import Image

# 一个标签，或者一整段脚本：脚本里的字不动。属性里的大于号都写成&gt;
TAGS = re.compile(r"<script\b.*?</script>|<[a-z][^<>]*>", re.DOTALL)
STYLE = re.compile(r'\sstyle="([^"]*)"')
SOURCE = re.compile(r'\ssrc="([^"]*)"')
DATA = re.compile(r"data:image/[\w+-]+;base64,(.*)", re.DOTALL)

SMALL = 100  # 边长不到这么多的，是给人看像素的，一个也不能变


def rewrite(html: str, change: Callable[[str], str]) -> str:
    """逐个改标签。"""
    return TAGS.sub(lambda tag: tag[0] if tag[0].startswith("<script") else change(tag[0]), html)


# ---- 样子 ----


class Styles:
    """全书用到的style，和替它们的类。"""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def change(self, tag: str) -> str:
        """一个标签里的style，换成类。"""
        found = STYLE.search(tag)
        if not found:
            return tag
        tag = tag[: found.start()] + tag[found.end() :]
        value = unescape(found[1]).strip().rstrip(";")
        if not value:
            return tag
        name = "s" + hashlib.sha256(value.encode()).hexdigest()[:6]
        self.names[name] = value
        if ' class="' in tag:
            return tag.replace(' class="', f' class="{name} ', 1)
        return re.sub(r"^<[\w-]+", rf'\g<0> class="{name}"', tag)

    def rules(self) -> str:
        """样式表。:not(#s)总是真的，只为了和原来的style一样，压得过一般的规则。"""
        rules = (f".{name}:not(#s){{{value}}}\n" for name, value in sorted(self.names.items()))
        return "".join(rules)


# ---- 图 ----


class Pictures:
    """把图写进网站的_images。"""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.replaced: set[Path] = set()  # 已经有了更小的一份

    def change(self, tag: str, page: str) -> str:
        """一个<img>：地址换成文件，写明宽和高，滚到了才取。"""
        found = SOURCE.search(tag)
        if not tag.startswith("<img ") or not found:
            return tag
        up = "../" * page.count("/")
        if data := DATA.match(found[1]):
            path = self.write(base64.b64decode(data[1]))
        else:
            path = (self.site / page).parent.joinpath(unquote(found[1].partition("?")[0])).resolve()
            if not path.is_relative_to(self.site) or path.suffix not in (".png", ".webp", ".jpg"):
                return tag
            if path.parent.name == "_images" and path.suffix == ".png":
                self.replaced.add(path)
                path = self.write(path.read_bytes())
        if path.parent.name == "_images":
            address = f"{up}_images/{path.name}"
            tag = f'{tag[: found.start()]} src="{address}"{tag[found.end() :]}'
        more = {"decoding": "async", "loading": "lazy"}
        if " width=" not in tag:
            width, height = size(path)
            more |= {"height": str(height), "width": str(width)}
        for name, value in more.items():
            if f" {name}=" not in tag:
                tag = f'<img {name}="{value}"{tag[4:]}'
        return tag

    def write(self, data: bytes) -> Path:
        """写成WebP，名字是内容的哈希。"""
        folder = self.site / "_images"
        folder.mkdir(exist_ok=True)
        data = smaller(data)
        path = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.webp"
        if not path.exists():
            path.write_bytes(data)
        return path


@cache
def size(path: Path) -> tuple[int, int]:
    """图的宽和高。"""
    with Image.open(path) as picture:
        return picture.size


@cache
def smaller(data: bytes) -> bytes:
    """同一张图的WebP：无损的；大的照片，有损的不到一半大，就用有损的。"""
    with Image.open(io.BytesIO(data)) as picture:
        if picture.format != "WEBP":
            data = encode(picture, lossless=True, quality=80)  # 再用力，慢八十倍，只小百分之一
        if min(picture.size) >= SMALL:
            lossy = encode(picture, quality=90)
            data = lossy if len(lossy) * 2 < len(data) else data
    return data


def encode(picture: Image.Image, **options: object) -> bytes:
    """写成WebP。"""
    stream = io.BytesIO()
    picture.convert("RGB").save(stream, "webp", **options)
    return stream.getvalue()


# ---- 一起做 ----


def finish(pages: dict[str, str], site: Path) -> tuple[dict[str, str], str]:
    """改好各页（名字到HTML）；返回改过的，和它们要的样式。"""
    styles, pictures = Styles(), Pictures(site)
    changed = {}
    for page, html in pages.items():
        new = rewrite(html, lambda tag, page=page: styles.change(pictures.change(tag, page)))
        if new != html:
            changed[page] = new
    for path in pictures.replaced:
        small = pictures.write(path.read_bytes()).name
        for page, html in changed.items():  # 点开看大图的链接
            changed[page] = html.replace(f"_images/{path.name}", f"_images/{small}")
        path.unlink()
    return changed, styles.rules()
