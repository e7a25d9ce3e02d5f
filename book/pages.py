"""书里的各页：有哪些，各写了什么。"""

from functools import cache
from pathlib import Path

import nbformat

BOOK = Path(__file__).resolve().parent
PAGES = sorted(
    path
    for suffix in ("*.ipynb", "*.md")
    for path in BOOK.rglob(suffix)
    if not {".ipynb_checkpoints", "_build"} & set(path.parts)
)


@cache
def markdown(path: Path) -> str:
    """一页的文字，笔记本的代码单元格不在内。"""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
