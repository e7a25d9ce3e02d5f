"""笔记本和程序的zip：读者下载它，解开就能运行。做网站时打好，首页上写明多大。

不靠git：下载了这本书的人，自己做网站时也有它。
"""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

from site_assets import write_zip
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

ROOT = Path(__file__).resolve().parents[2]
NAME = "tutorial-pool"
ARCHIVE = f"_static/{NAME}.zip"
PLACE = '<p id="pool-download"></p>'  # 首页上放链接的地方

# 一个项目有的东西；根上别的，是读者自己的
FOLDERS = (".ci", ".github", "book", "experiments", "tests", "tutorial_pool")
FILES = ("*.md", "*.toml", "*.yml", "CITATION.cff", "LICENSE", ".gitignore")


def ignored() -> list[str]:
    """.gitignore里的样式：生成的东西、下载的数据。"""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [line.strip("/") for line in lines if line and not line.startswith("#")]


def sources() -> Iterator[Path]:
    """要装进去的文件，照名字排好。"""
    patterns = ignored()

    def wanted(path: Path) -> bool:
        name = path.relative_to(ROOT).as_posix()
        return not any(fnmatch(part, each) for each in patterns for part in (name, path.name))

    def below(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if wanted(path):
                yield from below(path) if path.is_dir() else [path]

    files = {path for pattern in FILES for path in ROOT.glob(pattern) if path.is_file()}
    yield from sorted(files)
    for folder in FOLDERS:
        yield from below(ROOT / folder)


def write_archive(target: Path) -> None:
    """打成zip，都在一个文件夹里。"""
    target.parent.mkdir(parents=True, exist_ok=True)
    files = (
        (f"{NAME}/{path.relative_to(ROOT).as_posix()}", path.read_bytes()) for path in sources()
    )
    write_zip(target, files, ZIP_DEFLATED)


def write_file(app: Sphinx) -> None:
    """在写网页之前，把zip放进_static。"""
    if app.builder.format == "html":
        write_archive(Path(app.outdir) / ARCHIVE)


def add_link(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """在留好的地方写上链接和大小。"""
    if app.builder.format != "html" or PLACE not in context.get("body", ""):
        return
    size = (Path(app.outdir) / ARCHIVE).stat().st_size
    address = context["pathto"](ARCHIVE, resource=True)
    link = f'<a href="{address}" download>下载笔记本和程序</a>（zip，{size / 2**20:.1f} MB）'
    told = "里面是全部笔记本、练习和<code>tutorial_pool</code>这个包，解开，照下面运行。"
    context["body"] = context["body"].replace(PLACE, f'<p id="pool-download">{link}：{told}</p>')


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("builder-inited", write_file)
    app.connect("html-page-context", add_link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
