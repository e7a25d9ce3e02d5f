"""画图：窗口、矩阵和图片。

每个函数返回一个`Figure`，放在单元格的最后一行就会显示。图是SVG，字是真正的文字，不靠字体文件；
颜色跟着页面走，亮色暗色都看得清。画的就是`geometry`和`functional`算出来的结果。
"""

import base64
import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import product
from typing import Any

import numpy as np

from tutorial_pool.book.charts import INKS, bars, curves, roofline, traffic
from tutorial_pool.book.svg import (
    CELL,
    FRAME,
    GRADES,
    PADDED,
    PLAIN,
    RULER,
    SEEN,
    Figure,
    Side,
    State,
    box,
    cell,
    check_room,
    figure,
    hatch,
    labelled,
    number,
    regular,
    ruler,
    stack_grid,
    state,
    step_panels,
    svg,
    value_grid,
    window_grid,
    write,
)
from tutorial_pool.extras import needs
from tutorial_pool.functional import max_pool2d, max_pool2d_backward, max_unpool2d
from tutorial_pool.functional.arguments import per_axis, regular_axes
from tutorial_pool.geometry import Adaptive, Regular, Windows

__all__ = [
    "Figure",
    "axis",
    "bars",
    "beside",
    "curves",
    "gradients",
    "images",
    "lines",
    "matrix",
    "network",
    "passes",
    "pooled",
    "roofline",
    "stack",
    "steps",
    "traffic",
    "unpooling",
    "window",
    "windows",
]


ARROW = '<span aria-hidden="true" style="font-size:1.6em">→</span>'


def matrix(x: np.ndarray, caption: str = "", marked: Iterable[tuple[int, int]] = ()) -> Figure:
    """画一个矩阵。

    Args:
        x: 形状`(H, W)`。
        caption: 图下的说明。
        marked: 要涂色的格子，每个是`(行, 列)`。

    Raises:
        TypeError: `x`不是NumPy数组。
        RuntimeError: `x`不是二维，或者太大。

    Examples:
        >>> matrix(np.eye(2), "单位矩阵")
        <图：2×2的矩阵，单位矩阵>
        >>> matrix(np.eye(2), marked=[(0, 1)])
        <图：2×2的矩阵，涂色的格子：(0, 1)>
    """
    height, width = _plane(x).shape
    chosen = {(int(r), int(c)) for r, c in marked}
    alt = f"{height}×{width}的矩阵" + (f"，{caption}" if caption else "")
    if chosen:
        alt += f"，涂色的格子：{'、'.join(map(str, sorted(chosen)))}"
    return figure([value_grid(x, chosen, alt)], caption, alt)


def beside(*figures: Figure, caption: str = "") -> Figure:
    """几张图并排，屏幕窄时换行。

    Examples:
        >>> beside(matrix(np.eye(1), "左"), matrix(np.eye(1), "右"))
        <图：1×1的矩阵，左；1×1的矩阵，右>
    """
    return figure([f.html for f in figures], caption, "；".join(f.alt for f in figures))


def steps(figures: Iterable[Figure], captions: Iterable[str], caption: str = "") -> Figure:
    """几张图，是先后的几步：网页上一次看一步，笔记本里、纸上全看得到。

    Args:
        figures: 每一步的图。
        captions: 每一步的一句话：这一步做了什么。
        caption: 图下的说明。

    Raises:
        ValueError: 图和话不一样多。

    Examples:
        >>> steps([axis(4, 2), axis(4, 2, stride=1)], ["步幅2", "步幅1"])
        <图：第1步，步幅2：长4的轴，2个窗口；第2步，步幅1：长4的轴，3个窗口>
    """
    drawn = list(zip(figures, captions, strict=True))
    alts = [f"第{i}步，{words}：{one.alt}" for i, (one, words) in enumerate(drawn, start=1)]
    panels = step_panels([(one.html, words, None) for one, words in drawn])
    return figure(panels, caption, "；".join(alts), steps=len(drawn) > 1)


def pooled(x: np.ndarray, kernel_size: Any, stride: Any = None, caption: str = "") -> Figure:
    """画整张图池化前后；不是0的格子涂色，看得出画的是什么。

    Args:
        x: 形状`(H, W)`。
        kernel_size: 同`functional.max_pool2d`，`stride`也是。
        caption: 图下的说明。

    Raises:
        TypeError: 同`functional.max_pool2d`。
        RuntimeError: 同`functional.max_pool2d`，或`x`不是二维，或者太大，画出来看不清。

    Examples:
        >>> pooled(np.array([[0, 1, 0, 0]]), (1, 2))
        <图：最大池化前[[0, 1, 0, 0]]，后[[1, 0]]>
    """
    y = max_pool2d(_plane(x)[np.newaxis], kernel_size, stride)[0]
    before, after = (
        value_grid(each, set(zip(*each.nonzero(), strict=True)), f"{name}{_rows(each)}")
        for each, name in ((x, "池化前"), (y, "池化后"))
    )
    alt = f"最大池化前{_rows(x)}，后{_rows(y)}"
    return figure([_turned_into(before, after, x.shape[1], y.shape[1])], caption, alt)


def passes(x: np.ndarray, kernel_size: int, caption: str = "") -> Figure:
    """画可分离的两遍：先在每一列里取最大，再在每一行里取最大，步幅等于窗口。

    一个框里的几个数，变成箭头后面的一个数；涂色的是第一个窗口。放不满的窗口，先补上−∞。

    Args:
        x: 形状`(H, W)`。
        kernel_size: 窗口的边长。
        caption: 图下的说明。

    Raises:
        TypeError: 同`functional.max_pool2d`。
        RuntimeError: 同`functional.max_pool2d`，或`x`不是二维，或者太大，画出来看不清。

    Examples:
        >>> passes(np.array([[1, 9], [3, 4]]), 2)
        <图：第一遍，一列2个数变成1个，得到[[3, 9]]；第二遍，一行2个数变成1个，得到[[9]]>
    """
    high, wide = (-(-length // kernel_size) * kernel_size for length in _plane(x).shape)
    padded = np.full((high, wide), -np.inf)
    padded[: x.shape[0], : x.shape[1]] = x
    columns = max_pool2d(padded[np.newaxis], (kernel_size, 1))[0]
    both = max_pool2d(columns[np.newaxis], (1, kernel_size))[0]
    shown: list[tuple[str, str, State | None]] = []
    alts = []
    for before, after, size, way in (
        (padded, columns, (kernel_size, 1), "列"),
        (columns, both, (1, kernel_size), "行"),
    ):
        words = f"第{'二' if shown else '一'}遍，一{way}{kernel_size}个数变成1个"
        seen = set(product(range(size[0]), range(kernel_size)))
        made = {(0, j) for j in range(kernel_size // size[1])}
        panels = _grouped(before, size, seen), value_grid(after, made, words)
        alts.append(f"{words}，得到{_rows(after)}")
        shown.append((_turned_into(*panels, before.shape[1], after.shape[1]), f"{words}。", None))
    return figure(step_panels(shown), caption, "；".join(alts), steps=True)


def _grouped(x: np.ndarray, size: tuple[int, int], seen: set[tuple[int, int]]) -> str:
    """一个矩阵，几格一框；`seen`里的涂色，补上的−∞涂灰。"""
    check_room(x.size)
    shapes = []
    for r, c in np.ndindex(x.shape):
        style = SEEN if (r, c) in seen else PADDED if x[r, c] == -np.inf else PLAIN
        shapes.append(cell(r, c, number(x[r, c]), style))
    frame = f'fill="none" stroke="{FRAME}" stroke-width="3" rx="3"'
    for r, c in product(range(0, x.shape[0], size[0]), range(0, x.shape[1], size[1])):
        shapes.append(box(r, c, *size, frame, inset=2))
    height, width = x.shape
    return svg(shapes, height, width, f"{size[0]}×{size[1]}一框，{_rows(x)}")


def _turned_into(before: str, after: str, wide: int, narrow: int) -> str:
    """前后两个矩阵，各`wide`、`narrow`列；屏幕窄时一起缩小，格子还是一样大。"""
    room = f"display:grid;grid-template-columns:{wide}fr auto {narrow}fr;gap:8px"
    room += f";align-items:center;flex:1 1 100%;max-width:{32 * (wide + narrow) + 40}px"
    return f'<div style="{room};margin:auto">{before}{ARROW}{after}</div>'


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

    橙色框是窗口，涂色的是它看到的元素，粗框是其中的最大值，灰的虚线格是填充（−∞），空的点线格在填充之外。

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
    result = f'<div style="display:flex;align-items:center;gap:16px">{ARROW}{right}</div>'
    return figure([left, result], caption, alt, _state(x, arguments, output))


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
    """画最大池化的全部窗口，一步一个输出。参数和错误同`window`。

    Examples:
        >>> windows(np.arange(16).reshape(4, 4), 2)
        <图：4×4的输入，4个窗口，输出是[[5, 7], [13, 15]]>
    """
    arguments = (kernel_size, stride, padding, dilation, ceil_mode)
    y = max_pool2d(_plane(x)[np.newaxis], *arguments)[0]
    check_room(y.size * x.size)
    shown = []
    for i, j in np.ndindex(y.shape):
        panel, _, alt = _window_panels(x, arguments, (i, j))
        words = f"{alt[alt.index('看到') :]}，写进输出({i}, {j})。"
        shown.append((panel, words, {"output": [i, j]}))
    alt = f"{x.shape[0]}×{x.shape[1]}的输入，{y.size}个窗口，输出是{_rows(y)}"
    caption = caption or "一步是一个窗口，依次对应输出的每一格。"
    pool = _state(x, arguments)
    return figure(step_panels(shown), caption, alt, pool, steps=y.size > 1)


def gradients(
    x: np.ndarray,
    grad_output: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    *,
    caption: str = "",
) -> Figure:
    """画最大池化的反向传播，一步送一个上游梯度。

    Args:
        x: 形状`(H, W)`。
        grad_output: 上游梯度，形状和输出一样。
        kernel_size: 同`functional.max_pool2d`，`stride`、`padding`、`dilation`、`ceil_mode`也是。
        caption: 图下的说明。

    Raises:
        TypeError: 同`functional.max_pool2d_backward`。
        RuntimeError: 同`functional.max_pool2d_backward`，或`x`不是二维，或者太大，画出来看不清。

    Examples:
        >>> gradients(np.array([[1.0, 5, 3]]), np.array([[10.0, 20]]), (1, 2), 1)
        <图：1×3的输入，上游梯度[[10, 20]]，输入的梯度[[0, 30, 0]]>
    """
    arguments = (kernel_size, stride, padding, dilation, ceil_mode)
    whole = max_pool2d_backward(grad_output[np.newaxis], _plane(x)[np.newaxis], *arguments)[0]
    check_room(grad_output.size * x.size)
    indices = max_pool2d(x[np.newaxis], *arguments, return_indices=True)[1][0]
    received, shown = np.zeros_like(whole), []
    for i, j in np.ndindex(grad_output.shape):
        one = np.zeros_like(grad_output)
        one[i, j] = grad_output[i, j]
        before, place = received, divmod(int(indices[i, j]), x.shape[1])
        received = before + max_pool2d_backward(one[np.newaxis], x[np.newaxis], *arguments)[0]
        words = f"输出({i}, {j})的上游梯度{number(one[i, j])}，给{_winner(x, arguments, (i, j))}"
        if before[place]:
            words += f"；它已有{number(before[place])}，相加得{number(received[place])}"
        panel = _window_panels(x, arguments, (i, j))[0]
        upstream = value_grid(grad_output, {(i, j)}, f"上游梯度，取({i}, {j})")
        given = value_grid(received, {place}, f"输入的梯度，到这一步为止{_rows(received)}")
        parts = [(panel, "输入"), (upstream, "上游梯度"), (given, "输入的梯度")]
        shown.append((labelled(parts), f"{words}。", {"output": [i, j]}))
    height, width = x.shape
    alt = f"{height}×{width}的输入，上游梯度{_rows(grad_output)}，输入的梯度{_rows(whole)}"
    pool = _state(x, arguments, direction="backward", grad_output=grad_output.tolist())
    return figure(step_panels(shown), caption, alt, pool, steps=len(shown) > 1)


def unpooling(
    values: np.ndarray,
    indices: np.ndarray,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    output_size: tuple[int, int] | None = None,
    *,
    caption: str = "",
) -> Figure:
    """画反池化，一步放回一个数。

    Args:
        values: 池化的结果，形状`(H, W)`。
        indices: 它们的索引，形状一样。
        kernel_size: 同`functional.max_unpool2d`，`stride`、`padding`、`output_size`也是。
        caption: 图下的说明。

    Raises:
        TypeError: 同`functional.max_unpool2d`。
        ValueError: 同`functional.max_unpool2d`。
        RuntimeError: 同`functional.max_unpool2d`，或`values`不是二维，或者太大，画出来看不清。

    Examples:
        >>> unpooling(np.array([[7.0, 4]]), np.array([[4, 2]]), 2)
        <图：1×2的池化结果[[7, 4]]，索引[[4, 2]]，反池化成[[0, 0, 4, 0], [7, 0, 0, 0]]>
    """
    arguments = (kernel_size, stride, padding)
    whole = max_unpool2d(_plane(values)[np.newaxis], indices[np.newaxis], *arguments, output_size)[
        0
    ]
    check_room(values.size * whole.size)
    placed, shown = np.zeros(whole.shape, bool), []
    for i, j in np.ndindex(values.shape):
        place = divmod(int(indices[i, j]), whole.shape[1])
        placed[place] = True
        back = np.where(placed, whole, whole.dtype.type(0))
        words = f"{number(values[i, j])}的索引是{indices[i, j]}，放回{place}。"
        parts = [
            (value_grid(values, {(i, j)}, f"池化的结果，取({i}, {j})"), "池化的结果"),
            (value_grid(indices, {(i, j)}, f"索引，取({i}, {j})"), "索引"),
            (value_grid(back, {place}, f"反池化，到这一步为止{_rows(back)}"), "反池化"),
        ]
        shown.append((labelled(parts), words, {"output": [i, j]}))
    height, width = values.shape
    alt = f"{height}×{width}的池化结果{_rows(values)}，索引{_rows(indices)}，反池化成{_rows(whole)}"
    sizes = per_axis(2, kernel_size, stride, padding)
    settings = dict(zip(("kernel_size", "stride", "padding"), map(list, sizes), strict=False))
    if stride is None:
        del settings["stride"]
    settings |= {"indices": indices.tolist(), "output_size": list(whole.shape)}
    pool = state("max_unpool2d", values.tolist(), **settings)
    return figure(step_panels(shown), caption, alt, pool, steps=len(shown) > 1)


def axis(
    length: int | Windows,
    kernel_size: int | None = None,
    stride: int | None = None,
    padding: int = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
    *,
    labels: Sequence[str] = (),
    count_include_pad: bool | None = None,
    caption: str = "",
) -> Figure:
    """画一条轴上的窗口：小字是位置，它下面的一行格子是输入，再下面每行是一个窗口。

    方块是窗口的抽头。图里有填充、有不在任何窗口里的位置、有被最后一窗规则去掉的窗口时，图注会说明怎么看。

    Args:
        length: 输入长度；或者一个现成的几何，如`geometry.Adaptive(7, 3)`，那就不要别的参数了。
        kernel_size: 同`geometry.Regular`，后面几个也是。
        labels: 写在每个窗口右边的字；不给就写`y[0]`、`y[1]`……
        count_include_pad: 给了就是平均池化，窗口右边写除以几：填充算不算。
        caption: 图下的说明。

    Raises:
        TypeError: 同`geometry.Regular`。
        RuntimeError: 同`geometry.Regular`，或者太大，画出来看不清。

    Examples:
        >>> axis(5, 3)
        <图：长5的轴，1个窗口，不在窗口里的位置：3、4>
        >>> from tutorial_pool.geometry import Adaptive
        >>> axis(Adaptive(7, 3))
        <图：长7的轴，3个窗口>
        >>> axis(3, 2, padding=1, count_include_pad=False)
        <图：长3的轴，2个窗口（除以1、除以2）>
    """
    if isinstance(length, Windows):
        windows = length
        taps = [list(window) for window in windows]
    else:
        if kernel_size is None:
            raise TypeError("缺少参数kernel_size")
        windows = Regular(length, kernel_size, stride, padding, dilation, ceil_mode)
        starts = [i * windows.stride - windows.padding for i in range(len(windows))]
        if ceil_mode and starts[-1] + windows.span < windows.length + windows.padding:
            starts.append(starts[-1] + windows.stride)  # 向上取整本来会放下它，最后一窗规则不要
        taps = [list(range(at, at + windows.span, windows.dilation)) for at in starts]
    length, padding = windows.length, getattr(windows, "padding", 0)
    left, right = -padding, max([length + padding, *(row[-1] + 1 for row in taps if row)])
    check_room((right - left) * len(taps))
    unseen = sorted(set(range(length)) - {position for w in windows for position in w})
    shapes = ruler(range(left, right))
    for p in range(left, right):
        style = GRADES[0 if 0 <= p < length else 1 if -padding <= p < length + padding else 2]
        shapes.append(cell(RULER, p - left, "", style))
    shapes += [hatch(RULER, p - left) for p in unseen]
    if count_include_pad is not None:
        counted = windows.padded if count_include_pad else windows.__getitem__
        labels = [f"除以{len(counted(i))}" for i in range(len(windows))]
    names = labels or [f"y[{i}]" for i in range(len(windows))]
    margin = max([4, *map(len, names)]) / 4  # 右边写字的地方有几格宽
    for i, positions in enumerate(taps):
        keep, row = i < len(windows), i + 1 + RULER
        if positions:
            start, span = positions[0] - left + 0.5, positions[-1] - positions[0]
            line = f"M{start * CELL:g} {(row + 0.5) * CELL:g}h{span * CELL}"
            shapes.append(f'<path d="{line}" stroke="currentColor" opacity=".5"/>')
        for position in positions:
            style = SEEN if keep and 0 <= position < length else PADDED
            shapes.append(box(row, position - left, 1, 1, f'{style} rx="4"', inset=8))
        words = names[i] if keep else "✗"
        shapes.append(write(row + 0.5, right - left + 0.25 + margin / 2, words))
    alt = f"长{length}的轴，{len(windows)}个窗口"
    if labels:
        alt += f"（{'、'.join(labels)}）"
    if unseen:
        alt += f"，不在窗口里的位置：{'、'.join(map(str, unseen))}"
    if len(taps) > len(windows):
        alt += f"，从位置{taps[-1][0]}开始的窗口被去掉"
    legend = {
        "灰的虚线格是填充": padding > 0,
        "空的点线格在外面": right > length + padding,
        "斜线格不在任何窗口里": bool(unseen),
        "打叉的窗口里一个元素也没有，不要": len(taps) > len(windows),
    }
    caption = "；".join([caption, *(words for words, drawn in legend.items() if drawn)]).strip("；")
    panel = svg(shapes, len(taps) + 1 + RULER, right - left + 0.5 + margin, alt)
    return figure([panel], caption, alt, _axis_state(windows, count_include_pad))


def stack(layers: Iterable[tuple[int, int, int]], caption: str = "") -> Figure:
    """几层叠起来，最后的一个输出看到输入的哪些。

    Args:
        layers: 从输入往后排的各层，每层是`(窗口, 步幅, 空洞)`，只看一条轴。
        caption: 图注。

    Raises:
        RuntimeError: 格子太多，画出来也看不清。

    Examples:
        >>> stack([(3, 1, 1), (2, 2, 1)])
        <图：2层叠起来，最后一个输出看到输入的4格>
    """
    every = list(layers)
    seen = {0}
    for kernel_size, stride, dilation in reversed(every):
        seen = {at * stride + tap * dilation for at in seen for tap in range(kernel_size)}
    alt = f"{len(every)}层叠起来，最后一个输出看到输入的{max(seen) + 1}格"
    return figure([stack_grid(every, alt)], caption, alt)


def lines(
    rows: Mapping[str, Sequence[Any]],
    marked: Iterable[tuple[int, int]] = (),
    hatched: Iterable[tuple[int, int]] = (),
    caption: str = "",
) -> Figure:
    """画几行数，左边对齐，右边写着每行的名字；各行可以不一样长。

    Args:
        rows: 名字和这一行的数。
        marked: 要涂色的格子，每个是`(第几行, 第几格)`。
        hatched: 要打上斜线的格子。
        caption: 图下的说明。

    Raises:
        RuntimeError: 太大，画出来看不清。

    Examples:
        >>> lines({"x": [4, 1, 3], "较大": [4, 3]}, marked=[(0, 0), (0, 1), (1, 0)])
        <图：2行数，x：4、1、3，较大：4、3，涂色的格子：(0, 0)、(0, 1)、(1, 0)>
    """
    length, names = max(map(len, rows.values()), default=0), max(map(len, rows), default=0)
    check_room(length * len(rows))
    chosen, crossed = set(marked), sorted(set(hatched))
    shapes = [hatch(*place) for place in crossed]
    alt = f"{len(rows)}行数"
    for row, (name, values) in enumerate(rows.items()):
        texts = [number(value) for value in values]
        for i, text in enumerate(texts):
            shapes.append(cell(row, i, text, SEEN if (row, i) in chosen else PLAIN))
        shapes.append(write(row + 0.5, len(texts) + 0.25 + names / 4, name))
        alt += f"，{name}：{'、'.join(texts)}"
    for words, places in (("涂色", sorted(chosen)), ("打斜线", crossed)):
        alt += f"，{words}的格子：{'、'.join(map(str, places))}" if places else ""
    return figure([svg(shapes, len(rows), length + 0.5 + names / 2, alt)], caption, alt)


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
        style = "width:100%;image-rendering:pixelated;margin:0"
        room = f"flex:1 1 {min(width, 150)}px;max-width:{width}px"  # 手机上一行放得下两张
        panels.append(
            f'<div style="{room};text-align:center;font-size:.85em">'
            f'<img src="{_source(picture)}" alt="{escape(words)}" style="{style}">'
            f"<br>{escape(words)}</div>"
        )
        alts.append(words)
    alt = f"{caption or '图片'}：{'、'.join(alts)}"
    return figure(panels, caption, alt)


def network(passed: Any, caption: str = "") -> Figure:
    """画一张图片走过一个小网络：图片、卷积后的特征图、池化后的特征图、十类的得分。

    池化以后的图画得小，因为它真的小；亮的地方是大的数。

    Args:
        passed: `network.run`的结果。
        caption: 图下的说明。

    Examples:
        >>> from tutorial_pool.book.network import run
        >>> from tutorial_pool.book.standin import StandIn
        >>> network(run(StandIn(number=8)[7][0]))
        <图：一张32×32的图片，卷积得到3张32×32的特征图，池化得到3张16×16的，分类：最像猫>
    """
    brightest = max(each.max() for each in passed.maps.values())
    best = max(passed.scores, key=passed.scores.__getitem__)
    columns = [_column({"": passed.picture}, "图片", 1)]
    sizes = [len(passed.picture)]
    for maps, name in ((passed.maps, "卷积后"), (passed.pooled, "池化后")):
        sizes.append(len(next(iter(maps.values()))))
        shown = {kind: 1.5 * each / brightest for kind, each in maps.items()}
        columns.append(_column(shown, name, sizes[-1] / sizes[0]))
    columns.append(_scores(passed.scores, best))
    words = [
        f"{name}<br>{told}"
        for name, told in zip(
            ("图片", "卷积后", "<b>池化后</b>", "分类"),
            (*(f"{size}×{size}" for size in sizes), f"最像{best}"),
            strict=True,
        )
    ]
    cells = [part for column in columns for part in (ARROW, column)][1:]
    cells += [f"<div>{part}</div>" for word in words for part in ("", word)][1:]
    grid = "display:grid;grid-template-columns:4fr auto 4fr auto 4fr auto 5fr;gap:6px"
    grid += ";flex:1 1 100%;max-width:640px;align-items:center;text-align:center;font-size:.85em"
    count, (size, between, small) = len(passed.maps), sizes
    alt = f"一张{size}×{size}的图片，卷积得到{count}张{between}×{between}的特征图，"
    alt += f"池化得到{count}张{small}×{small}的，分类：最像{best}"
    return figure([f'<div style="{grid}">{"".join(cells)}</div>'], caption, alt)


def _scores(scores: Mapping[str, float], best: str) -> str:
    """十类的得分：得分最高的那一条最长。"""
    rows = []
    for name, score in scores.items():
        ink, tag = (INKS[0], "b") if name == best else (INKS[-1], "span")
        style = f"width:{100 * max(score, 0) / scores[best]:.0f}%;height:.9em;background:{ink}"
        rows.append(f'<{tag}>{name}</{tag}><div style="{style}"></div>')
    room = "display:grid;grid-template-columns:max-content 1fr;gap:2px 6px;align-items:center"
    return f'<div style="{room};font-size:.8em;text-align:right">{"".join(rows)}</div>'


def _column(pictures: Mapping[str, Any], name: str, share: float) -> str:
    """一列图片，名字写在各张的下面；宽是这一列的几分之几。"""
    style = f"width:{100 * share:g}%;image-rendering:pixelated;margin:0"
    parts = []
    for words, picture in pictures.items():
        alt = f"{name}，{words}" if words else name
        parts.append(f'<img src="{_source(picture)}" alt="{escape(alt)}" style="{style}">')
        parts += [f'<div style="margin-bottom:4px">{escape(words)}</div>'] if words else []
    return f"<div>{''.join(parts)}</div>"


def _source(picture: Any) -> str:
    """一张图片，写成data:开头的地址。"""
    return f"data:image/webp;base64,{base64.b64encode(_webp(_rgb(picture))).decode()}"


def _window_panels(
    x: np.ndarray, arguments: tuple[Any, ...], output: tuple[int, int]
) -> tuple[str, str, str]:
    """输入（标出一个窗口）和输出（标出对应的一格）的SVG，以及描述。"""
    height, width = _plane(x).shape
    values, indices = (
        part[0] for part in max_pool2d(x[np.newaxis], *arguments, return_indices=True)
    )
    value, winner = values[output], divmod(int(indices[output]), width)
    *sizes, ceil_mode = arguments
    rows, columns = regular_axes(x.shape, per_axis(2, *sizes), ceil_mode)
    i, j = range(len(rows))[output[0]], range(len(columns))[output[1]]
    seen = set(product(rows[i], columns[j]))
    alt = f"{height}×{width}的输入，窗口对应输出({i}, {j})，看到{len(seen)}个元素，"
    alt += f"最大值是{number(value)}"
    panel = window_grid(x, _side(rows, i), _side(columns, j), seen, winner, alt)
    tall, wide = values.shape
    return panel, value_grid(values, {(i, j)}, f"输出，{tall}×{wide}"), alt


def _winner(x: np.ndarray, arguments: tuple[Any, ...], output: tuple[int, int]) -> str:
    """梯度给谁：最大的那个；有并列时第一个，有NaN时最后一个。"""
    *sizes, ceil_mode = arguments
    axes = regular_axes(x.shape, per_axis(2, *sizes), ceil_mode)
    seen = x[np.ix_(*(list(axis[i]) for axis, i in zip(axes, output, strict=True)))]
    most = seen.max()
    if most != most:
        return "最后一个NaN" if np.isnan(seen).sum() > 1 else "NaN"
    ties = int((seen == most).sum())
    return f"{ties}个并列的{number(most)}里的第一个" if ties > 1 else f"最大的{number(most)}"


def _state(
    x: np.ndarray, arguments: tuple[Any, ...], output: tuple[int, int] = (0, 0), **more: Any
) -> State | None:
    """最大池化的设置。"""
    *sizes, ceil_mode = arguments
    axes = regular_axes(x.shape, per_axis(2, *sizes), ceil_mode)
    place = [range(len(axis))[i] for axis, i in zip(axes, output, strict=True)]
    return state("max_pool2d", x.tolist(), **regular(axes), output=place, **more)


def _axis_state(windows: Windows, count_include_pad: bool | None) -> State | None:
    """一条轴的设置：一行的矩阵，数就是位置。"""
    x = [list(range(windows.length))]
    if isinstance(windows, Adaptive):
        return state("adaptive_max_pool2d", x, output_size=[1, len(windows)])
    if not isinstance(windows, Regular):
        return None  # 分数池化要随机数，实验台里没有
    axes = regular((Regular(1, 1, ceil_mode=windows.ceil_mode), windows))
    if count_include_pad is None:
        return state("max_pool2d", x, **axes)
    del axes["dilation"]
    return state("avg_pool2d", x, **axes, count_include_pad=count_include_pad)


def _rows(x: np.ndarray) -> str:
    """一个矩阵，写成一行。"""
    return "[" + ", ".join(f"[{', '.join(map(number, row))}]" for row in x) + "]"


def _side(windows: Regular, output: int) -> Side:
    """一条轴上第`output`个窗口，画到右填充或最后一个窗口的末尾为止。"""
    starts = [i * windows.stride - windows.padding for i in (output, len(windows) - 1)]
    stop = max(windows.length + windows.padding, starts[1] + windows.span)
    return Side(windows.length, windows.padding, starts[0], windows.span, stop)


def _plane(x: np.ndarray) -> np.ndarray:
    if not isinstance(x, np.ndarray):
        raise TypeError(f"x应为NumPy数组，得到{type(x).__name__}")
    if x.ndim != 2:
        raise RuntimeError(f"x应为二维数组(H, W)，得到形状{x.shape}")
    return x


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
    """无损压缩：像素一个不变；书里那张照片，比PNG小三分之一。"""
    with needs("pictures", "PIL"):
        from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(stream, "webp", lossless=True, quality=100)
    return stream.getvalue()
