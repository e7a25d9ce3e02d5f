"""下载来的笔记本：解开，照“怎么用”装一次，在新的环境里，只有它自己带的包，也能运行。"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import site_notebooks
from bs4 import BeautifulSoup
from IPython.core.inputtransformer2 import TransformerManager
from website import PAGES, Site

import tutorial_pool

# 装的时候叫什么，导入的时候叫什么
IMPORTED = {"pillow": "PIL", "jupyterlab": "IPython"}
# 报错速查里，没有装会怎样的例子
ASKED_FOR_IN_VAIN = {"tensorflow", "keras", "cv2"}

# 在一个空间里，从头到尾运行一本笔记本的代码
RUN = """
import json, sys
cells = json.load(open(sys.argv[1], encoding="utf-8"))["cells"]
space = {"__name__": "__main__"}
for cell in cells:
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), cell["id"], "exec"), space)
import tutorial_pool
print(tutorial_pool.__file__)
"""


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """解开的笔记本；路径里有空格和汉字，像读者电脑上的。"""
    target = tmp_path_factory.mktemp("下载 笔记本")
    with zipfile.ZipFile(site.folder / site_notebooks.ARCHIVE) as archive:
        archive.extractall(target)
    return target / site_notebooks.NAME


@pytest.fixture(scope="module")
def python(folder: Path) -> Path:
    """新的环境里的Python，装了zip里的wheel。

    requirements.txt里别的包，借这里装好的，不重新下载；这里的tutorial_pool借不到。
    """
    venv.create(folder / ".venv", with_pip=True)
    python = folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    variables = {"base": str(folder / ".venv"), "platbase": str(folder / ".venv")}
    packages = Path(sysconfig.get_path("purelib", "venv", variables))
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    install = [python, "-m", "pip", "install", "--no-index", "--no-deps", "--quiet"]
    subprocess.run([*install, "--force-reinstall", folder / wheel(folder)], check=True, env=clean())
    return python


def clean() -> dict[str, str]:
    """没有PYTHONPATH的环境变量。"""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


# 有没有包的数据文件的、画图的、要torch的；第3章要写一分钟的日志，不在这里跑
@pytest.mark.parametrize(
    "name", ["01-max-pooling", "02-tensor", "04-output-size", "exercises/01-one-window"]
)
def test_a_downloaded_notebook_runs_alone(folder: Path, python: Path, name: str) -> None:
    path = folder / "book" / f"{name}.ipynb"
    done = subprocess.run(
        [python, "-c", RUN, path.name],
        cwd=path.parent,
        env=clean(),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.splitlines()[-1]).is_relative_to(folder / ".venv")


def test_every_notebook_is_in_it(folder: Path) -> None:
    inside = {path.relative_to(folder).as_posix() for path in (folder / "book").rglob("*.ipynb")}
    notebooks = {
        f"{page}.ipynb"
        for page in PAGES
        if (site_notebooks.site_download.ROOT / f"{page}.ipynb").exists()
    }
    assert inside == notebooks
    assert sorted(path.name for path in folder.iterdir() if path.name[0] != ".") == sorted(
        ["book", "requirements.txt", wheel(folder), site_notebooks.HOW]
    )


def wheel(folder: Path) -> str:
    (found,) = folder.glob("*.whl")
    return found.name


def imports(folder: Path) -> Iterator[str]:
    """全部笔记本导入的包。"""
    for path in (folder / "book").rglob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] != "code" or source.startswith("%"):
                continue
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Import):
                    yield from (alias.name.partition(".")[0] for alias in node.names)
                if isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module.partition(".")[0]


def test_what_the_notebooks_import_is_required(folder: Path) -> None:
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [re.split("[<>=]", line)[0] for line in lines]
    assert names[0] == f"./{wheel(folder)}"
    given = {IMPORTED.get(name, name) for name in names[1:]} | {"numpy", "tutorial_pool"}
    needed = set(imports(folder)) - set(sys.stdlib_module_names) - ASKED_FOR_IN_VAIN
    assert needed - given == set()


def test_the_files_the_notebooks_read_are_in_it(folder: Path) -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in (folder / "book").rglob("*.ipynb"))
    read = set(re.findall(r"data/([\w-]+\.json)", text)) - {"speed-mine.json"}
    assert len(read) >= 4
    assert [name for name in read if not (folder / "book/data" / name).is_file()] == []


def test_the_how_to_names_what_is_there(folder: Path) -> None:
    told = (folder / site_notebooks.HOW).read_text(encoding="utf-8")
    assert wheel(folder) in told
    assert "requirements.txt" in told
    assert (folder / "book" / "01-max-pooling.ipynb").is_file()
    assert f"tutorial_pool-{tutorial_pool.__version__}-" in wheel(folder)


@pytest.mark.parametrize("page", PAGES)
def test_every_notebook_page_leads_to_it(site: Site, page: str) -> None:
    html: BeautifulSoup = site.html[page]
    links = [str(a["href"]) for a in html.select("footer a[download]")]
    assert [site.resolves(page, link) for link in links] == [True] * len(links)
    is_notebook = (site_notebooks.site_download.ROOT / f"{page}.ipynb").exists()
    assert any(link.endswith("-notebooks.zip") for link in links) == is_notebook


def test_the_site_serves_the_same_wheel(site: Site, folder: Path) -> None:
    served = site.folder / "_static" / wheel(folder)
    assert served.read_bytes() == (folder / wheel(folder)).read_bytes()


def test_a_single_notebook_of_a_published_site_installs_the_package(
    site: Site, tmp_path: Path
) -> None:
    """网址里真有这个wheel，这一格IPython读得懂；再做一遍，也只有一格。"""
    shutil.copytree(site.folder / "_sources", tmp_path / "_sources")
    (tmp_path / "_static").mkdir()
    (served,) = (site.folder / "_static").glob("*.whl")
    shutil.copy(served, tmp_path / "_static")
    app = SimpleNamespace(
        outdir=tmp_path,
        builder=SimpleNamespace(format="html"),
        config=SimpleNamespace(html_baseurl="https://book.example/pool/"),
    )
    for _ in range(2):
        site_notebooks.add_install(app, None)  # type: ignore[arg-type]
    path = tmp_path / "_sources" / "book" / "01-max-pooling.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    assert [cell.id for cell in cells].count("install") == 1
    assert cells[1].id == "install"
    (address,) = re.findall(r"https://\S+\.whl", cells[1].source)
    assert site.resolves("index", address.removeprefix("https://book.example/pool/"))
    code = TransformerManager().transform_cell(cells[1].source)
    space = {"get_ipython": lambda: pytest.fail("已经装了，不该再装")}
    exec(code, space)
    original = json.loads((site.folder / "_sources/book/01-max-pooling.ipynb").read_text("utf-8"))
    assert [cell["id"] for cell in original["cells"]] == [
        cell.id for cell in cells if cell.id != "install"
    ]


def test_the_front_page_says_how_large_it_is(site: Site) -> None:
    size = (site.folder / site_notebooks.ARCHIVE).stat().st_size
    place = site.html[PAGES[0]].select_one("#pool-notebooks")
    assert place is not None
    assert f"{size / 2**20:.1f} MB" in place.get_text()
