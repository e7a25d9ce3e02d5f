"""项目文件：两份依赖清单一致，README里的命令都在，文字守住排版的约定。"""

import re
import tomllib
from pathlib import Path

import nbformat
import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NOTEBOOKS = sorted(
    path
    for path in (ROOT / "book").rglob("*.ipynb")
    if not {".ipynb_checkpoints", "_build"} & set(path.parts)
)
PAGES = [*NOTEBOOKS, *sorted((ROOT / "book").rglob("*.md")), ROOT / "README.md"]
HAN = r"[\u4e00-\u9fff]"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    """页面里的文字：去掉代码块、指令、公式、行内代码和网址。"""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    text = re.sub(r"^(```|\$\$).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
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


def test_every_command_of_the_readme_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"hatch run ([a-z]+)", readme))
    scripts = set(PROJECT["tool"]["hatch"]["envs"]["default"]["scripts"])
    assert commands >= scripts  # 每个命令都写进了README
    assert commands <= scripts | {"pytest", "python", "tensorboard"}


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
    for words in ("**你将学到**：", "**需要先会**：", "**用时**："):
        assert words in cells[0].source
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
