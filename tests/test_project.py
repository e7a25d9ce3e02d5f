"""项目文件：两份依赖清单一致，README里的命令都在，文字守住排版的约定。"""

import json
import re
import tomllib
from pathlib import Path

import contents
import nbformat
import pages
import pytest
import yaml

import tutorial_pool

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NOTEBOOKS = [path for path in pages.PAGES if path.suffix == ".ipynb"]
PAGES = [*pages.PAGES, ROOT / "README.md", ROOT / "CHANGELOG.md"]
HAN = r"[\u4e00-\u9fff]"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    """页面里的文字：去掉代码块、指令、公式、行内代码和网址。"""
    text = re.sub(r"^(```|\$\$).*?^\1$", "", pages.markdown(path), flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^:\w+:.*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"`[^`\n]*`|\$[^$\n]*\$|\]\([^)]*\)", "〔码〕", text)


def test_conda_and_pip_install_the_same():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, pip = environment["dependencies"]
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = [*PROJECT["project"]["dependencies"], *extras["book"], *extras["test"]]
    assert sorted(pip["pip"]) == sorted(["-e .", *wanted])
    lower = PROJECT["project"]["requires-python"]
    assert any(entry.startswith(f"python{lower}") for entry in conda)


def test_reading_the_book_needs_every_extra_of_the_package():
    extras = PROJECT["project"]["optional-dependencies"]
    assert set(extras["layers"] + extras["compiled"] + extras["pictures"]) < set(extras["book"])


def test_the_version_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert citation["version"] == tutorial_pool.__version__
    assert re.findall(r"^## (\d+\.\d+\.\d+)", changes, re.MULTILINE)[0] == citation["version"]
    assert citation["license"] == PROJECT["project"]["license"]


def test_the_pythons_we_say_are_the_pythons_we_test():
    """README、首页、conda的环境、分类和CI说的最新的Python是同一个。"""
    classifiers = PROJECT["project"]["classifiers"]
    newest = max(int(line.rpartition(".")[2]) for line in classifiers if "Python :: 3." in line)
    environment = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert f"<3.{newest + 1}\n" in environment
    for file in ("README.md", "book/intro.ipynb"):
        assert f"到3.{newest}。" in (ROOT / file).read_text(encoding="utf-8")
    assert f'"3.{newest}"' in (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")


def test_every_command_of_the_readme_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"hatch run ([a-z]+)", readme))
    scripts = set(PROJECT["tool"]["hatch"]["envs"]["default"]["scripts"])
    assert commands >= scripts  # 每个命令都写进了README
    assert commands <= scripts | {"pytest", "python", "tensorboard"}


def test_the_readme_says_what_was_measured():
    """README和首页说的几道里几道、几毫秒，就是speed.json里的；说快，也说最快的对手。"""
    speed = json.loads((ROOT / "book/data/speed.json").read_text(encoding="utf-8"))["results"]
    asked = ("channels_first", "max", 1)
    rows = [row for row in speed if (row["layout"], row["operation"], row["threads"]) == asked]
    ours = ("tutorial_pool", "编译的循环", "memcpy")
    ahead = {
        whose: sum(
            min(q[1] for name, q in row[whose].items() if name not in ours) >= 1 for row in rows
        )
        for whose in ("compiled", "ratios")
    }
    (photo,) = (row["microseconds"] for row in rows if row["key"] == "vgg-photo")
    names = ("torch", "torch channels_last", "tutorial_pool", "编译的循环")
    milliseconds = [f"{photo[name] / 1000:.1f}" for name in names]

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert (
        "PyTorch要{}毫秒，让它通道在后{}毫秒，向量化{}毫秒，编译的循环{}毫秒".format(*milliseconds)
        in readme
    )
    counts = [str(n) for n in (len(rows), ahead["compiled"], ahead["ratios"])]
    assert "{}道最大池化里，编译的循环有{}道比最快的对手快，向量化有{}道".format(*counts) in readme
    assert (
        "PyTorch takes {} ms ({} channels_last), NumPy {}, the compiled loops {}".format(
            *milliseconds
        )
        in readme
    )
    assert (
        "Of {} workloads the compiled loops beat the fastest rival on {}, NumPy on {}".format(
            *counts
        )
        in readme
    )
    (front,) = re.findall(r"\*\*快，有条件。\*\*.*", pages.markdown(ROOT / "book/intro.ipynb"))
    assert re.findall(r"(\d+)道", front) == counts


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_the_files_a_page_names_exist(path):
    """第2章曾说测试在一个没有的文件里。speed-mine.json是读者自己量出来的。"""
    folders = "tests|experiments|tutorial_pool|book/data"
    file = rf"`((?:{folders})/[\w./-]+\.(?:py|json))`"
    named = set(re.findall(file, path.read_text(encoding="utf-8")))
    named -= {"book/data/speed-mine.json"}
    assert [file for file in sorted(named) if not (ROOT / file).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_typography(path):
    text = prose(path)
    assert re.findall(rf"{HAN} [A-Za-z0-9]|[A-Za-z0-9] {HAN}", text) == []  # 空隙由样式表来留
    assert re.findall(rf"{HAN}[,;:?!]|[,;:?!]{HAN}", text) == []  # 中文用全角标点
    line = rf"[^\n]*{HAN}[^\n]*"
    wrapped = re.findall(rf"^(?![\s|>#:-]){line}\n(?![\s|>#:\d-]){line}", text, re.MULTILINE)
    assert wrapped == []  # 一段一行


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_page_opens_and_closes_as_agreed(path):
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].source.startswith("# ")
    # 首页的第一屏给人看、给人按，这三行在它下面
    opening = pages.markdown(path) if path.name == "intro.ipynb" else cells[0].source
    for words in ("**你将学到**：", "**需要先会**：", "**用时**："):
        assert words in opening
    closing = "\n".join(cell.source for cell in cells[-2:])
    assert "## 小结" in closing
    assert "下一步：" in closing


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_cells_are_short_and_were_run_in_order(path):
    cells = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    assert all(1 <= len(cell.source.splitlines()) <= 8 for cell in cells)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output.output_type for cell in cells for output in cell.outputs}
    assert "error" not in kinds


@pytest.mark.parametrize("path", [*PAGES, *sorted((ROOT / "book" / "data").iterdir())], ids=name)
def test_nothing_names_the_machine_it_was_written_on(path):
    text = path.read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert str(Path.home()) not in text


def test_the_tables_of_contents_are_those_of_the_toc():
    """首页、练习总览和术语表的表过时了，就用`hatch run refresh`重做这几页。"""
    tables = {
        "intro.ipynb": "contents-chapters",
        "index.ipynb": "contents-exercises",
        "glossary.ipynb": "contents-glossary",
    }
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        tags = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])]
        assert [tag for tag in tags if tag in contents.TABLES] == (
            [tables[path.name]] if path.name in tables else []
        )
        before = [cell.source for cell in notebook.cells]
        contents.fill(notebook, path.parent)
        assert [cell.source for cell in notebook.cells] == before


def test_a_new_page_appears_in_the_tables(monkeypatch, tmp_path):
    """目录里多一章、多一题，表里就多一行。"""
    for folder in ("book", "book/exercises"):
        (tmp_path / folder).mkdir()
    opening = "# {}：新的\n\n- **你将学到**：一二三。\n- **需要先会**：[旧的](../01-old.ipynb)。\n"
    opening += "- **用时**：约9分钟。\n- **难度**：★☆☆\n"
    for name, title in (("01-old", "旧"), ("02-new", "章"), ("exercises/13-new", "练习13")):
        cells = [nbformat.v4.new_markdown_cell(opening.format(title))]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / f"book/{name}.ipynb")
    asked = "# 附录\n\n<!-- 问：怎样查 -->\n\n查得到。还有别的。\n"  # 注释是给搜索的
    (tmp_path / "book/look.md").write_text(asked, encoding="utf-8")
    names = ("01-old", "look", "02-new", "exercises/13-new")
    chapters = [{"file": f"book/{name}"} for name in names]
    toc = {"parts": [{"caption": "甲", "chapters": chapters}]}
    (tmp_path / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    monkeypatch.setattr(contents, "ROOT", tmp_path)
    listed = contents.chapters(tmp_path / "book")
    assert "<summary>甲（3页）</summary>" in listed
    assert "| [附录](look.md) | 查得到 |  |" in listed
    assert listed.splitlines()[-3] == "| [2. 章：新的](02-new.ipynb) | 一二三 | 约9分钟 |"
    assert "13" not in listed
    row = "| [13. 新的](13-new.ipynb) | 一二三 | ★☆☆ | 9分钟 |"
    assert contents.exercises(tmp_path / "book" / "exercises").splitlines()[-2] == row
