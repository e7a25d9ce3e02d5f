"""SVG的零件：格子、文字、斜线，和装着它们的图。`draw`和`exercises`用它们拼出每一张图。

坐标以格为单位：第几行、第几列。颜色用currentColor，跟着页面走；涂色是半透明的，亮底暗底上都看得清。

本模块只用标准库，不需要NumPy。
"""

import json
import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import product
from numbers import Integral, Real
from pathlib import Path
from typing import Any, NamedTuple

LIMIT = 5000  # 一张图最多画多少格
CELL = 40  # 一格的边长，单位是SVG的像素
RULER = 0.6  # 写位置的那一行有几格高
LAB = 12  # 实验台里的矩阵，最多几行、几列

WINDOW = "rgba(240, 140, 0, 0.38)"
FRAME = "rgb(230, 125, 0)"
OUTPUT = "rgba(30, 130, 230, 0.32)"
MISTAKE = "rgba(224, 49, 49, 0.26)"

PLAIN = 'fill="none" stroke="currentColor"'
SEEN = f'fill="{WINDOW}" stroke="currentColor"'
CHOSEN = f'fill="{OUTPUT}" stroke="currentColor"'
WRONG = f'fill="{MISTAKE}" stroke="currentColor"'
PADDED = 'fill="rgba(128, 128, 128, 0.4)" stroke="currentColor" stroke-dasharray="4 3" opacity=".6"'
BEYOND = 'fill="none" stroke="currentColor" stroke-dasharray="2 4" opacity=".5"'
GRADES = (PLAIN, PADDED, BEYOND)  # 次序同Side.grade

State = dict[str, Any]  # 一张图的设置，名字照torch的


@dataclass(frozen=True)
class Figure:
    """一张图：`html`给笔记本显示，`alt`是给看不到图的人的描述。"""

    html: str
    alt: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<图：{self.alt}>"

    def save(self, path: str | Path) -> None:
        """把图存成一个能直接用浏览器打开的HTML文件。

        Raises:
            OSError: 写不了这个文件。写到一半出错时，原来的文件还在。
        """
        path = Path(path)
        part = path.with_name(path.name + ".part")
        try:
            part.write_text(
                f'<!doctype html><html lang="zh-CN"><meta charset="utf-8">{self.html}</html>\n',
                encoding="utf-8",
            )
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def check_room(cells: int) -> None:
    """格子太多就报错：画出来也看不清，还会拖垮浏览器。"""
    if cells > LIMIT:
        raise RuntimeError(f"太大了，画出来也看不清：一共{cells}格，最多{LIMIT}格")


def number(value: Any) -> str:
    """一个数，照数学里的写法。"""
    if isinstance(value, Real) and not isinstance(value, Integral):
        text = f"{value:.3g}" if abs(float(value)) < 1000 else f"{value:.6g}"
    elif isinstance(value, Integral) and abs(int(value)) >= 10**12:
        text = f"{Decimal(int(value)):.3g}"
    else:
        text = str(value)
    return {"nan": "NaN", "inf": "∞", "-inf": "−∞"}.get(
        text, text.replace("-", "−").replace("e+", "e")
    )


def write(row: float, column: float, text: str, *, bold: bool = False) -> str:
    """以(row, column)为中心写字；字多就小一点，不出格。"""
    size = min(17, 54 / len(text))
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{column * CELL:g}" y="{row * CELL:g}" font-size="{size:.3g}"{weight} '
        f'fill="currentColor" text-anchor="middle" dominant-baseline="central">'
        f"{escape(text)}</text>"
    )


def box(
    row: float, column: float, height: float, width: float, style: str, *, inset: float = 0
) -> str:
    """一个方框；`inset`是向里缩多少像素。"""
    x, y = column * CELL + inset, row * CELL + inset
    size = f'width="{width * CELL - 2 * inset:g}" height="{height * CELL - 2 * inset:g}"'
    return f'<rect x="{x:g}" y="{y:g}" {size} {style}/>'


def cell(row: float, column: float, text: str, style: str = PLAIN, *, bold: bool = False) -> str:
    """一格，里面写着字。"""
    words = write(row + 0.5, column + 0.5, text, bold=bold) if text else ""
    return box(row, column, 1, 1, style) + words


def ruler(positions: Iterable[int], name: str = "位置") -> list[str]:
    """格子上面的一行小字，写着各格的位置，末尾写着它叫什么：没有框，不会当成格子里的数。"""
    words = [number(position) for position in positions]
    small = 'font-size="12" opacity=".8" fill="currentColor" dominant-baseline="central"'
    shapes = []
    for column, text in enumerate([*words, name]):
        x, anchor = (column + 0.5) * CELL, "middle"
        if column == len(words):
            x, anchor = column * CELL + 10, "start"
        place = f'x="{x:g}" y="{RULER / 2 * CELL:g}"'
        shapes.append(f'<text {place} {small} text-anchor="{anchor}">{escape(text)}</text>')
    return shapes


def value_grid(
    x: Any,
    chosen: Container[tuple[int, int]],
    alt: str,
    wrong: Container[tuple[int, int]] = (),
) -> str:
    """一个矩阵；`chosen`里的格子涂色、加粗，`wrong`里的打叉。

    `x`是二维数组或嵌套列表。
    """
    height, width = len(x), len(x[0]) if len(x) else 0
    check_room(height * width)
    cells = []
    for r, c in product(range(height), range(width)):
        mine = (r, c) in chosen
        style = WRONG if (r, c) in wrong else CHOSEN if mine else PLAIN
        cells.append(cell(r, c, number(x[r][c]), style, bold=mine))
        if (r, c) in wrong:
            cells.append(cross(r, c))
    return svg(cells, height, width, alt)


def cross(row: float, column: float) -> str:
    """一格右上角的叉：不靠颜色也看得出。"""
    x, y = (column + 1) * CELL - 10, row * CELL + 4
    return (
        f'<path d="M{x:g} {y:g}l6 6m0-6l-6 6" fill="none" stroke="currentColor" stroke-width="2"/>'
    )


class Side(NamedTuple):
    """画一个窗口时，一条轴上的事：输入多长、填充多少、窗口从哪里开始、占多大、画到哪里为止。"""

    length: int
    padding: int
    start: int
    span: int
    stop: int

    def grade(self, position: int) -> int:
        """位置在哪里：0在输入里，1在填充里，2还在填充之外。"""
        if 0 <= position < self.length:
            return 0
        return 1 if -self.padding <= position < self.length + self.padding else 2


def window_grid(
    x: Any,
    rows: Side,
    columns: Side,
    seen: Container[tuple[int, int]],
    winner: tuple[int, int] | None,
    alt: str,
) -> str:
    """输入和它上面的一个窗口：橙色框是窗口，涂色的是看到的元素，粗框是选中的元素。

    `x`是二维数组或嵌套列表。
    """
    top, left = -rows.padding, -columns.padding
    check_room((rows.stop - top) * (columns.stop - left))
    cells = []
    for r, c in product(range(top, rows.stop), range(left, columns.stop)):
        grade = max(rows.grade(r), columns.grade(c))
        style = SEEN if (r, c) in seen else GRADES[grade]
        text = ("" if grade else number(x[r][c]), "−∞", "")[grade]
        cells.append(cell(r - top, c - left, text, style, bold=(r, c) == winner))
    frame = f'fill="none" stroke="{FRAME}" stroke-width="4" rx="3"'
    place = rows.start - top, columns.start - left
    cells.append(box(*place, rows.span, columns.span, frame))
    if winner and winner in seen:
        frame = 'fill="none" stroke="currentColor" stroke-width="3"'
        cells.append(box(winner[0] - top, winner[1] - left, 1, 1, frame, inset=3))
    return svg(cells, rows.stop - top, columns.stop - left, alt)


def stack_grid(layers: Sequence[tuple[int, int, int]], alt: str) -> str:
    """几层叠起来：最上面是输入，下面一层一行，连着线的是最后那个输出看到的。

    `layers`的每层是`(窗口, 步幅, 空洞)`，从输入往后排。
    """
    seen = [{0}]  # 每一层有哪几个数要用，从输出往回走
    for kernel_size, stride, dilation in reversed(layers):
        taps = [tap * dilation for tap in range(kernel_size)]
        seen.insert(0, {at * stride + tap for at in seen[0] for tap in taps})
    width = max(seen[0]) + 1
    check_room(width * len(seen))
    lines, cells = [], [cell(0, at, "", SEEN if at in seen[0] else PLAIN) for at in range(width)]
    cells.append(write(0.5, width + 0.9, "输入"))
    left, jump = 0.0, 1  # 这一层的第0个数画在第几列，相邻两个隔几列
    for i, (kernel_size, stride, dilation) in enumerate(layers, start=1):
        row, middle = i * 1.7, left + dilation * (kernel_size - 1) * jump / 2
        for at in sorted(seen[i]):
            column = middle + at * stride * jump
            cells.append(cell(row, column, "", SEEN if i < len(layers) else CHOSEN))
            for tap in range(kernel_size):
                above = left + (at * stride + tap * dilation) * jump
                ends = (above + 0.5, row - 0.7), (column + 0.5, row)
                (x1, y1), (x2, y2) = ((x * CELL, y * CELL) for x, y in ends)
                lines.append(
                    f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="currentColor" opacity=".5"/>'
                )
        cells.append(write(row + 0.5, width + 0.9, f"第{i}层后"))
        left, jump = middle, jump * stride
    return svg([*lines, *cells], len(layers) * 1.7 + 1, width + 1.8, alt)


def hatch(row: float, column: float) -> str:
    """盖在一格上的斜线。"""
    x, y, quarters = column * CELL, row * CELL, range(0, CELL, CELL // 4)
    lines = "".join(f"M{x + CELL - d:g} {y:g}L{x:g} {y + CELL - d:g}" for d in quarters)
    lines += "".join(f"M{x + CELL:g} {y + d:g}L{x + d:g} {y + CELL:g}" for d in quarters[1:])
    return f'<path d="{lines}" stroke="currentColor" opacity=".35"/>'


def svg(shapes: Sequence[str], rows: float, columns: float, alt: str) -> str:
    """一张SVG，`rows`格高，`columns`格宽；屏幕窄时跟着缩小。"""
    width, height = columns * CELL + 4, rows * CELL + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(alt)}" '
        f'viewBox="-2 -2 {width:g} {height:g}" width="{width:g}" '
        f'style="max-width:100%;height:auto">{"".join(shapes)}</svg>'
    )


def figure(
    panels: Sequence[str], caption: str, alt: str, pool: State | None = None, *, steps: bool = False
) -> Figure:
    """几块并排，放不下就换行，下面是图注。

    `pool`是这张图的设置：网页上的“动手改”从它开始。`steps`说各块是先后的几步。
    """
    row = "display:flex;flex-wrap:wrap;gap:16px;align-items:center;justify-content:center"
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    names = "pool-figure pool-steps" if steps else "pool-figure"
    inside = f'<div style="{row}">{"".join(panels)}</div>{words}'
    return Figure(f'<figure class="{names}"{data(pool)}>{inside}</figure>', alt)


# ---- 一步一步的图 ----


def step_panels(steps: Sequence[tuple[str, str, State | None]]) -> list[str]:
    """先后的几步，每步是`(图, 一句话, 这一步的设置)`；网页上一次看一步，别处全看得到。"""
    panels = []
    for i, (html, words, pool) in enumerate(steps, start=1):
        names = "pool-step" if i > 1 else "pool-step pool-now"
        if len(steps) > 1:
            words = f"第{i}步，共{len(steps)}步：{words}"
        # 宽0，最少100%：话再长也不把图撑宽，在图的宽度里折行
        title = f'<div class="pool-words" style="width:0;min-width:100%">{escape(words)}</div>'
        room = "min-width:9em;max-width:100%;text-align:center;font-size:.9em"
        panels.append(f'<div class="{names}"{data(pool)} style="{room}">{title}{html}</div>')
    return panels


def labelled(panels: Sequence[tuple[str, str]]) -> str:
    """几块`(图, 名字)`并排，名字写在下面。"""
    row = "display:flex;flex-wrap:wrap;gap:4px 16px;align-items:end;justify-content:center"
    blocks = (
        f'<div style="max-width:100%">{html}<br>{escape(name)}</div>' for html, name in panels
    )
    return f'<div style="{row}">{"".join(blocks)}</div>'


# ---- 图的设置：实验台从它开始 ----

DEFAULTS = {"padding": [0, 0], "dilation": [1, 1], "ceil_mode": False, "output": [0, 0]}


def state(operation: str, x: Sequence[Sequence[Any]], **settings: Any) -> State | None:
    """一张图的设置，名字照torch的，每条轴一个数；和默认一样的不写。实验台放不下的，没有。

    Examples:
        >>> state("max_pool2d", [[1, 2]], kernel_size=[1, 2], stride=[1, 2], padding=[0, 0])
        {'operation': 'max_pool2d', 'x': [[1, 2]], 'kernel_size': [1, 2]}
    """
    if not 0 < len(x) <= LAB or not 0 < len(x[0]) <= LAB:
        return None
    if settings.get("stride") == settings.get("kernel_size"):
        settings.pop("stride", None)
    written = {name: value for name, value in settings.items() if DEFAULTS.get(name) != value}
    return {"operation": operation, "x": x, **written}


def regular(axes: Sequence[Any]) -> State:
    """规则窗口的五个参数；`axes`是高和宽两条轴。"""
    names = ("kernel_size", "stride", "padding", "dilation")
    sizes = {name: [getattr(axis, name) for axis in axes] for name in names}
    return {**sizes, "ceil_mode": axes[0].ceil_mode}


def data(pool: State | None) -> str:
    """把设置写成属性；JSON里没有NaN和无穷，写成字符串。"""
    if not pool:
        return ""
    text = json.dumps(_plain(pool), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f" data-pool='{escape(text, quote=False).replace(chr(39), '&#39;')}'"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    return value
