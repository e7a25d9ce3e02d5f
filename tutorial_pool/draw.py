"""画图：窗口、矩阵和图片。

每个函数返回一个`Figure`，放在单元格的最后一行就会显示。图是SVG，字是真正的文字，不靠字体文件；
颜色跟着页面走，亮色暗色都看得清。画的就是`geometry`和`functional`算出来的结果。
"""

import base64
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from tutorial_pool.functional import max_pool2d, per_axis, regular_axes
from tutorial_pool.geometry import Regular

LIMIT = 5000  # 一张图最多画多少格
CELL = 40  # 一格的边长，单位是SVG的像素
WINDOW = "rgba(240, 140, 0, 0.38)"  # 半透明：亮底暗底上都看得清
FRAME = "rgb(230, 125, 0)"
OUTPUT = "rgba(30, 130, 230, 0.32)"


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


def matrix(x: np.ndarray, caption: str = "") -> Figure:
    """画一个矩阵。

    Args:
        x: 形状`(H, W)`。
        caption: 图下的说明。

    Raises:
        TypeError: `x`不是NumPy数组。
        RuntimeError: `x`不是二维，或者太大。

    Examples:
        >>> matrix(np.eye(2), "单位矩阵")
        <图：2×2的矩阵，单位矩阵>
    """
    height, width = _plane(x).shape
    alt = f"{height}×{width}的矩阵" + (f"，{caption}" if caption else "")
    _check_room(x.size)
    cells = [_cell(r, c, _number(x[r, c])) for r, c in np.ndindex(height, width)]
    return _figure([_svg(cells, height, width, alt)], caption, alt)


def window(
    x: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    *,
    output: tuple[int, int] = (0, 0),
    caption: str = "",
) -> Figure:
    """画最大池化的一个窗口：先是输入和窗口，箭头后面是输出。

    橙色框是窗口，涂色的是它看到的元素，粗框是其中的最大值，虚线格是填充（−∞），点线格在填充之外。

    Args:
        x: 形状`(H, W)`。
        kernel_size: 同`functional.max_pool2d`，`stride`、`padding`、`dilation`、`ceil_mode`也是。
        output: 画输出的哪一格的窗口。
        caption: 图下的说明；不给就写一句默认的。

    Raises:
        TypeError: 同`functional.max_pool2d`。
        RuntimeError: 同`functional.max_pool2d`，或`x`不是二维，或者太大，画出来看不清。
        IndexError: 输出里没有这一格。

    Examples:
        >>> window(np.array([[1, 9], [3, 4]]), 2)
        <图：2×2的输入，窗口对应输出(0, 0)，看到4个元素，最大值是9>
    """
    arguments = (kernel_size, stride, padding, dilation, ceil_mode)
    left, right, alt = _window_panels(x, arguments, output)
    caption = caption or "橙色框是窗口，涂色的是它看到的元素，粗框是其中的最大值；箭头后面是输出。"
    result = f'<div style="display:flex;align-items:center;gap:16px">{_ARROW}{right}</div>'
    return _figure([left, result], caption, alt)


def windows(
    x: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    *,
    caption: str = "",
) -> Figure:
    """画最大池化的全部窗口，一个输出一张小图。参数和错误同`window`。

    Examples:
        >>> windows(np.arange(16).reshape(4, 4), 2)
        <图：4×4的输入，4个窗口，输出是[[5, 7], [13, 15]]>
    """
    arguments = (kernel_size, stride, padding, dilation, ceil_mode)
    y = max_pool2d(_plane(x)[np.newaxis], *arguments)[0]
    _check_room(y.size * x.size)
    panels = [
        f'<div style="text-align:center;font-size:.85em">{_window_panels(x, arguments, (i, j))[0]}'
        f"<br>输出({i}, {j})：{_number(y[i, j])}</div>"
        for i, j in np.ndindex(y.shape)
    ]
    height, width = x.shape
    numbers = "[" + ", ".join(f"[{', '.join(map(_number, row))}]" for row in y) + "]"
    alt = f"{height}×{width}的输入，{y.size}个窗口，输出是{numbers}"
    return _figure(panels, caption or "每张小图是一个窗口，依次对应输出的每一格。", alt)


def axis(
    length: int,
    kernel_size: int,
    stride: int | None = None,
    padding: int = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
    *,
    caption: str = "",
) -> Figure:
    """画一条轴上的窗口：第一行是输入的位置，下面每行是一个窗口。

    方块是窗口的抽头。图里有填充、有看不到的位置、有被最后一窗规则去掉的窗口时，图注会说明怎么看。

    参数和错误同`geometry.Regular`。

    Examples:
        >>> axis(5, 3)
        <图：长5的轴，1个窗口，看不到的位置：3、4>
    """
    regular = Regular(length, kernel_size, stride, padding, dilation, ceil_mode)
    length, padding, dilation = regular.length, regular.padding, regular.dilation
    starts = [i * regular.stride - padding for i in range(len(regular))]
    if ceil_mode and starts[-1] + regular.span < length + padding:
        starts.append(starts[-1] + regular.stride)  # 向上取整本来会放下它，最后一窗规则不要
    left, right = -padding, max(length + padding, starts[-1] + regular.span)
    _check_room((right - left) * len(starts))
    unseen = sorted(set(range(length)) - {position for w in regular for position in w})
    shapes = [
        _cell(0, p - left, _number(p), _style(p, length, padding)) for p in range(left, right)
    ]
    shapes += [_hatch(0, p - left) for p in unseen]
    for row, start in enumerate(starts, start=1):
        keep = row <= len(regular)
        y = (row + 0.5) * CELL
        x1, x2 = ((start - left + 0.5) * CELL, (start - left + regular.span - 0.5) * CELL)
        shapes.append(f'<path d="M{x1:g} {y:g}H{x2:g}" stroke="currentColor" opacity=".5"/>')
        for position in range(start, start + regular.span, dilation):
            style = 'fill="none" stroke="currentColor" stroke-dasharray="4 3" opacity=".6"'
            if keep and 0 <= position < length:
                style = f'fill="{WINDOW}" stroke="currentColor"'
            x = (position - left) * CELL + 8
            box = f'x="{x}" y="{y - 12:g}" width="{CELL - 16}" height="24" rx="4"'
            shapes.append(f"<rect {box} {style}/>")
        label = f"y[{row - 1}]" if keep else "✗"
        shapes.append(_text((right - left) * CELL + 30, y, label))
    alt = f"长{length}的轴，{len(regular)}个窗口"
    if unseen:
        alt += f"，看不到的位置：{'、'.join(map(str, unseen))}"
    if len(starts) > len(regular):
        alt += f"，从位置{starts[-1]}开始的窗口被去掉"
    legend = {
        "虚线格是填充": padding > 0,
        "点线格在外面": right > length + padding,
        "斜线格谁也看不到": bool(unseen),
        "打叉的窗口一个元素也看不到，不要": len(starts) > len(regular),
    }
    caption = "；".join([caption, *(words for words, drawn in legend.items() if drawn)]).strip("；")
    svg = _svg(shapes, len(starts) + 1, right - left + 1.5, alt)
    return _figure([svg], caption, alt)


def images(pictures: Iterable[tuple[Any, str]], caption: str = "", width: int = 150) -> Figure:
    """并排画几张图片，像素放大成看得清的方块。

    Args:
        pictures: 若干`(图片, 说明)`。图片的形状是`(H, W, 3)`、`(3, H, W)`或`(H, W)`；
            uint8按0到255，浮点数按0到1（超出的截断）。torch的张量也可以。
        caption: 整张图的说明。
        width: 每张图片显示的宽度，单位是CSS像素；屏幕窄时会小一点。

    Raises:
        RuntimeError: 形状不是图片的形状，或者是空的。
        TypeError: 元素类型不是uint8或浮点数。

    Examples:
        >>> images([(np.zeros((2, 2, 3)), "全黑")], "一张图片")
        <图：一张图片：全黑>
    """
    panels = []
    alts = []
    for picture, words in pictures:
        source = f"data:image/webp;base64,{base64.b64encode(_webp(_rgb(picture))).decode()}"
        style = "width:100%;image-rendering:pixelated;margin:0"
        box = f"flex:1 1 {min(width, 150)}px;max-width:{width}px"  # 手机上一行放得下两张
        panels.append(
            f'<div style="{box};text-align:center;font-size:.85em">'
            f'<img src="{source}" alt="{escape(words)}" style="{style}"><br>{escape(words)}</div>'
        )
        alts.append(words)
    alt = f"{caption or '图片'}：{'、'.join(alts)}"
    return _figure(panels, caption, alt)


def _window_panels(
    x: np.ndarray, arguments: tuple[Any, ...], output: tuple[int, int]
) -> tuple[str, str, str]:
    """输入（标出一个窗口）和输出（标出对应的一格）的SVG，以及描述。"""
    height, width = _plane(x).shape
    values, indices = max_pool2d(x[np.newaxis], *arguments, return_indices=True)
    *sizes, ceil_mode = arguments
    rows, columns = regular_axes(x.shape, per_axis(2, *sizes), ceil_mode)
    value, winner = values[0][output], divmod(int(indices[0][output]), width)
    i, j = (range(len(a))[k] for a, k in zip((rows, columns), output, strict=True))
    seen = set(product(rows[i], columns[j]))
    top, bottom = _extent(rows)
    left, right = _extent(columns)
    _check_room((bottom - top) * (right - left))
    cells = []
    for r, c in product(range(top, bottom), range(left, right)):
        if not (0 <= r < height and 0 <= c < width):
            padded = _style(r, height, rows.padding) != _BEYOND
            padded &= _style(c, width, columns.padding) != _BEYOND
            cells.append(
                _cell(r - top, c - left, "−∞" if padded else "", _PAD if padded else _BEYOND)
            )
        elif (r, c) in seen:
            style = f'fill="{WINDOW}" stroke="currentColor"'
            cells.append(_cell(r - top, c - left, _number(x[r, c]), style, bold=(r, c) == winner))
        else:
            cells.append(_cell(r - top, c - left, _number(x[r, c])))
    first = [k * a.stride - a.padding for k, a in zip((i, j), (rows, columns), strict=True)]
    y0, x0 = (first[0] - top) * CELL, (first[1] - left) * CELL
    box = f'x="{x0}" y="{y0}" width="{columns.span * CELL}" height="{rows.span * CELL}"'
    cells.append(f'<rect {box} fill="none" stroke="{FRAME}" stroke-width="4" rx="3"/>')
    if winner in seen:
        y0, x0 = (winner[0] - top) * CELL, (winner[1] - left) * CELL
        box = f'x="{x0 + 3}" y="{y0 + 3}" width="{CELL - 6}" height="{CELL - 6}"'
        cells.append(f'<rect {box} fill="none" stroke="currentColor" stroke-width="3"/>')
    alt = f"{height}×{width}的输入，窗口对应输出({i}, {j})，看到{len(seen)}个元素，"
    alt += f"最大值是{_number(value)}"
    results = []
    for r, c in np.ndindex(values[0].shape):
        style = f'fill="{OUTPUT}" stroke="currentColor"' if (r, c) == (i, j) else _PLAIN
        results.append(_cell(r, c, _number(values[0][r, c]), style, bold=(r, c) == (i, j)))
    return (
        _svg(cells, bottom - top, right - left, alt),
        _svg(results, *values[0].shape, f"输出，{values.shape[1]}×{values.shape[2]}"),
        alt,
    )


_PLAIN = 'fill="none" stroke="currentColor"'
_PAD = 'fill="none" stroke="currentColor" stroke-dasharray="4 3" opacity=".6"'
_BEYOND = 'fill="none" stroke="currentColor" stroke-dasharray="2 4" opacity=".5"'
_ARROW = '<span aria-hidden="true" style="font-size:1.6em">→</span>'


def _extent(windows: Regular) -> tuple[int, int]:
    """要画出的位置：从左填充，到右填充或最后一个窗口的末尾。"""
    last = (len(windows) - 1) * windows.stride - windows.padding + windows.span
    return -windows.padding, max(windows.length + windows.padding, last)


def _style(position: int, length: int, padding: int) -> str:
    if 0 <= position < length:
        return _PLAIN
    return _PAD if -padding <= position < length + padding else _BEYOND


def _plane(x: np.ndarray) -> np.ndarray:
    if not isinstance(x, np.ndarray):
        raise TypeError(f"x应为NumPy数组，得到{type(x).__name__}")
    if x.ndim != 2:
        raise RuntimeError(f"x应为二维数组(H, W)，得到形状{x.shape}")
    return x


def _check_room(cells: int) -> None:
    if cells > LIMIT:
        raise RuntimeError(f"太大了，画出来也看不清：一共{cells}格，最多{LIMIT}格")


def _number(value: Any) -> str:
    text = str(value)
    if isinstance(value, (float, np.floating)):
        text = f"{value:.3g}" if abs(value) < 1000 else f"{value:.6g}"
    return {"nan": "NaN", "inf": "∞", "-inf": "−∞"}.get(text, text.replace("-", "−"))


def _text(x: float, y: float, text: str, *, bold: bool = False) -> str:
    size = min(17, 62 / len(text))  # 字多就小一点，不出格
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:.3g}"{weight} fill="currentColor" '
        f'text-anchor="middle" dominant-baseline="central">{escape(text)}</text>'
    )


def _cell(row: int, column: int, text: str, style: str = _PLAIN, *, bold: bool = False) -> str:
    x, y = column * CELL, row * CELL
    box = f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" {style}/>'
    return box + (_text(x + CELL / 2, y + CELL / 2, text, bold=bold) if text else "")


def _hatch(row: int, column: int) -> str:
    x, y = column * CELL, row * CELL
    lines = "".join(f"M{x + 40 - d} {y}L{x} {y + 40 - d}" for d in (0, 10, 20, 30))
    lines += "".join(f"M{x + 40} {y + d}L{x + d} {y + 40}" for d in (10, 20, 30))
    return f'<path d="{lines}" stroke="currentColor" opacity=".35"/>'


def _svg(shapes: Sequence[str], rows: float, columns: float, alt: str) -> str:
    width, height = columns * CELL + 4, rows * CELL + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(alt)}" '
        f'viewBox="-2 -2 {width:g} {height:g}" width="{width:g}" '
        f'style="max-width:100%;height:auto">{"".join(shapes)}</svg>'
    )


def _figure(panels: Sequence[str], caption: str, alt: str) -> Figure:
    row = "display:flex;flex-wrap:wrap;gap:16px;align-items:center;justify-content:center"
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    html = f'<figure class="pool-figure"><div style="{row}">{"".join(panels)}</div>{words}</figure>'
    return Figure(html, alt)


def _rgb(picture: Any) -> np.ndarray:
    """任何一种图片，变成`(H, W, 3)`的uint8。"""
    picture = np.asarray(picture)
    if picture.ndim == 2:
        picture = np.repeat(picture[..., np.newaxis], 3, axis=2)
    elif picture.ndim == 3 and picture.shape[2] != 3 and picture.shape[0] == 3:
        picture = picture.transpose(1, 2, 0)
    if picture.ndim != 3 or picture.shape[2] != 3 or 0 in picture.shape:
        raise RuntimeError(f"图片的形状应为(H, W, 3)、(3, H, W)或(H, W)，得到{picture.shape}")
    if picture.dtype == np.uint8:
        return picture
    if picture.dtype.kind != "f":
        raise TypeError(f"图片的元素类型应为uint8或浮点数，得到{picture.dtype}")
    return np.rint(np.clip(np.nan_to_num(picture), 0, 1) * 255).astype(np.uint8)


def _webp(pixels: np.ndarray) -> bytes:
    """无损压缩：像素一个不变，比PNG小三分之一。"""
    from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(stream, "webp", lossless=True, quality=100)
    return stream.getvalue()
