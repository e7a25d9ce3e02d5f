"""画量到的数：条形图、折线图、屋顶图，和内存的来往。画窗口和矩阵的在`draw`。"""

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

from tutorial_pool.book.svg import CELL, OUTPUT, WINDOW, Figure, figure, number, svg

__all__ = ["bars", "curves", "roofline", "traffic"]

INKS = ("rgb(230, 125, 0)", "rgb(30, 130, 230)", "rgb(40, 150, 90)", "rgb(190, 80, 180)", "gray")
GRID = 'stroke="currentColor" opacity=".2"'
WIDTH, HEIGHT = 5.5, 6.0  # 画线的地方，以格为单位


def bars(values: Mapping[str, float], unit: str = "", caption: str = "") -> Figure:
    """画横的条形图，对数刻度：两条竖线之间是10倍。差几百倍的数，也能画在一起。

    Args:
        values: 名字和数。
        unit: 写在数后面的单位。
        caption: 图下的说明。

    Raises:
        RuntimeError: 一个数也没有，或者有的不是正的、不是有限的。

    Examples:
        >>> bars({"循环": 300.0, "切片": 0.75}, "毫秒")
        <图：循环：300毫秒、切片：0.75毫秒>
    """
    if not values or not all(0 < value < math.inf for value in values.values()):
        raise RuntimeError(f"对数刻度只能画正的、有限的数，得到{dict(values)}")
    texts = {name: number(float(f"{value:.3g}")) + unit for name, value in values.items()}
    powers = {name: math.log10(value) for name, value in values.items()}
    bottom = math.floor(min(powers.values()) - 0.1)  # 最小的也要看得见
    tens = max(1, math.ceil(max(powers.values()) - bottom))
    ruler = "linear-gradient(to right,rgba(128,128,128,.6) 1px,transparent 1px)"
    parts = []
    for name, text in texts.items():
        width = 100 * (powers[name] - bottom) / tens
        bar = f'<div style="width:{width:.3g}%;height:1.4em;background:{INKS[0]}"></div>'
        track = f"background:{ruler} 0 0/{100 / tens:.4g}% 100%"
        words = f'<div style="text-align:left">{escape(text)}</div>'
        parts.append(f'<div style="text-align:right">{escape(name)}</div>')
        parts.append(f'<div style="{track}">{bar}</div>{words}')
    marks = "".join(f"<div>{_tick(power)}</div>" for power in range(bottom, bottom + tens + 1))
    scale = "display:flex;justify-content:space-between;font-size:.85em"
    parts.append(f'<div></div><div style="{scale}">{marks}</div><div>{escape(unit)}</div>')
    columns = "grid-template-columns:fit-content(45%) minmax(6em,1fr) max-content"
    room = f"display:grid;{columns};gap:6px 8px;align-items:center"
    room += ";flex:1 1 100%;max-width:640px;font-size:.9em"
    alt = "、".join(f"{name}：{texts[name]}" for name in values)
    return figure([f'<div style="{room}">{"".join(parts)}</div>'], caption, alt)


def _tick(power: int) -> str:
    """对数刻度上写的数：10的几次方。

    Examples:
        >>> _tick(-2), _tick(3), _tick(5)
        ('0.01', '1000', '10万')
    """
    return number(10.0**power) if power < 5 else f"{number(10.0 ** (power - 4))}万"


Place = Callable[[float, float], tuple[float, float]]


def _axes(
    x: Sequence[float], y: Sequence[float], names: tuple[str, str]
) -> tuple[Place, list[str]]:
    """两条对数刻度的轴：一个点画在哪一行、哪一列，和格线、刻度、轴的名字。"""
    left, right = math.log10(min(x)), math.log10(max(x))
    low = math.floor(min(map(math.log10, y)))
    high = math.ceil(max(map(math.log10, y)) + 1e-9)

    def place(p: float, v: float) -> tuple[float, float]:
        across = (math.log10(p) - left) / ((right - left) or 1)
        return across * WIDTH + 1.5, (high - math.log10(v)) / (high - low) * HEIGHT + 0.7

    shapes = [_words(0.3, 0.2, names[1]), _words(HEIGHT + 1.8, 1.5, names[0])]
    for power in range(low, high + 1):
        row = place(min(x), 10**power)[1]
        shapes.append(f'<path d="M60 {row * CELL:g}h{WIDTH * CELL:g}" {GRID}/>')
        shapes.append(_words(row, 1.35, _tick(power), anchor="end"))
    for p in x:
        column = place(p, 10**low)[0]
        shapes.append(f'<path d="M{column * CELL:g} {0.7 * CELL:g}v{HEIGHT * CELL:g}" {GRID}/>')
    for p in (min(x), max(x)):
        shapes.append(_words(HEIGHT + 1.1, place(p, 10**low)[0], number(p), anchor="middle"))
    return place, shapes


def curves(
    x: Sequence[float],
    series: Mapping[str, Sequence[float | None]],
    names: tuple[str, str] = ("", ""),
    caption: str = "",
) -> Figure:
    """画几条折线，两条轴都是对数刻度：斜的直线就是幂，平的就是不变。第一条涂得最粗。

    Args:
        x: 各点的横坐标，从小到大。
        series: 每条线的名字，和它在各点的值；没有值的点写None。
        names: 横轴和纵轴的名字。
        caption: 图下的说明。

    Raises:
        RuntimeError: 一个点也没有，或者有的数不是正的、不是有限的。

    Examples:
        >>> curves([1, 10], {"平方": [1, 100], "不变": [5, 5]}, ("窗口", "微秒"))
        <图：折线，横轴窗口从1到10，纵轴微秒，平方：从1到100，不变：从5到5>
    """
    lines = {
        name: [(p, v) for p, v in zip(x, values, strict=True) if v is not None]
        for name, values in series.items()
    }
    points = [point for line in lines.values() for point in line]
    if not all(lines.values()) or not all(0 < n < math.inf for point in points for n in point):
        raise RuntimeError(f"对数刻度只能画正的、有限的数，得到{dict(series)}")
    place, shapes = _axes(x, [v for _, v in points], names)
    ends, alt = {}, f"折线，横轴{names[0]}从{number(min(x))}到{number(max(x))}，纵轴{names[1]}"
    for i, (name, line) in enumerate(lines.items()):
        path = "L".join(f"{c * CELL:.4g} {r * CELL:.4g}" for c, r in (place(*p) for p in line))
        style = f'stroke="{INKS[i % len(INKS)]}" stroke-width="{2.5 if i else 5}" fill="none"'
        shapes.append(f'<path d="M{path}" {style}/>')
        ends[name] = place(*line[-1])[1]
        alt += f"，{name}：从{number(line[0][1])}到{number(line[-1][1])}"
    row = 0.0
    for name in sorted(ends, key=ends.__getitem__):  # 名字写在线的右端，挤在一起的往下让
        row = max(ends[name], row + 0.55)
        ink = INKS[list(ends).index(name) % len(INKS)]
        shapes.append(_words(row, 7.15, name, ink))
    longest = max(map(len, lines))
    return figure([svg(shapes, HEIGHT + 2.2, 7.3 + longest * 0.24, alt)], caption, alt)


def roofline(
    points: Mapping[str, Mapping[str, tuple[float, float]]],
    bandwidth: float,
    caption: str = "",
) -> Figure:
    """画屋顶图：横轴是每搬一个字节要做几次比较，纵轴是每秒做几十亿次，两条轴都是对数刻度。

    斜线是内存给的上限：每秒搬`bandwidth`GB，每个字节做的次数乘上它，就是每秒做的次数。一样颜色的点是一个引擎。

    Args:
        points: 引擎 → 题目 → (每字节几次, 每秒几十亿次)。
        bandwidth: 每秒搬几GB。
        caption: 图下的说明。

    Raises:
        RuntimeError: 一个点也没有，或者有的数不是正的、不是有限的。

    Examples:
        >>> roofline({"编译": {"VGG": (0.15, 2.0), "SPP": (20, 90.0)}}, 15)
        <图：屋顶图，内存每秒搬15GB；编译：VGG每字节0.15次、每秒2十亿次，SPP每字节20次、每秒90十亿次>
    """
    every = [point for each in points.values() for point in each.values()]
    if not every or not all(0 < n < math.inf for point in (*every, (bandwidth, 1)) for n in point):
        raise RuntimeError(f"对数刻度只能画正的、有限的数，得到{dict(points)}和{bandwidth}")
    x = sorted({p for p, _ in every})
    roof = [bandwidth * p for p in (x[0], x[-1])]
    place, shapes = _axes(
        x, [*roof, *(v for _, v in every)], ("每搬一个字节做几次比较", "十亿次/秒")
    )
    path = "L".join(
        f"{c * CELL:.4g} {r * CELL:.4g}"
        for c, r in (place(p, v) for p, v in zip((x[0], x[-1]), roof, strict=True))
    )
    dash = 'stroke="currentColor" stroke-width="2" stroke-dasharray="7 5" fill="none"'
    shapes.append(f'<path d="M{path}" {dash}/>')
    for i, (name, each) in enumerate(points.items()):
        ink = INKS[i % len(INKS)]
        for p, v in each.values():
            column, row = (n * CELL for n in place(p, v))
            shapes.append(f'<circle cx="{column:.4g}" cy="{row:.4g}" r="7" fill="{ink}"/>')
        shapes.append(_words(1 + 0.6 * i, 7.4, name, ink))
    shapes.append(_words(1 + 0.6 * len(points), 7.4, "虚线：内存"))
    said = "；".join(
        f"{name}："
        + "，".join(
            f"{title}每字节{number(p)}次、每秒{number(v)}十亿次" for title, (p, v) in each.items()
        )
        for name, each in points.items()
    )
    alt = f"屋顶图，内存每秒搬{number(bandwidth)}GB；{said}"
    longest = max(5, *map(len, points))
    return figure([svg(shapes, HEIGHT + 2.2, 7.5 + longest * 0.4, alt)], caption, alt)


def traffic(ways: Mapping[str, Sequence[tuple[str, float]]], caption: str = "") -> Figure:
    """画内存的来往：一种做法一排，一次读或写一个方块，方块越长搬得越多。读是橙色，写是蓝色。

    Args:
        ways: 做法 → 每一次`("读…"或"写…", 多少MB)`，照先后排。
        caption: 图下的说明。

    Raises:
        RuntimeError: 一次也没有；有的不是正的、不是有限的；有的说不出是读还是写。

    Examples:
        >>> traffic({"一遍": [("读x", 51.4), ("写y", 12.8)]})
        <图：一遍：读x 51.4MB、写y 12.8MB，一共64.2MB>
    """
    every = [move for moves in ways.values() for move in moves]
    if not every or not all(name[:1] in ("读", "写") and 0 < n < math.inf for name, n in every):
        raise RuntimeError(f"每一次都要写明读或写，搬得要比0多，得到{dict(ways)}")
    most = max(sum(n for _, n in moves) for moves in ways.values())
    parts, said = [], []
    for way, moves in ways.items():
        total = f"一共{number(sum(n for _, n in moves))}MB"
        blocks = "".join(
            f'<div style="flex:{n / most:.4g} 1 0;min-width:2.6em;padding:.3em 0;overflow:hidden;'
            f"background:{WINDOW if name[0] == '读' else OUTPUT};border:1px solid currentColor;"
            f'text-align:center;line-height:1.25">{escape(name)}<br>{number(n)}</div>'
            for name, n in moves
        )
        share = 100 * sum(n for _, n in moves) / most
        bar = f'<div style="display:flex;width:{share:.4g}%">{blocks}</div>'
        head = f'<div style="text-align:left">{escape(way)}：{total}</div>'
        parts.append(f'<div style="margin:.4em 0">{head}{bar}</div>')
        said.append(f"{way}：" + "、".join(f"{a} {number(n)}MB" for a, n in moves) + f"，{total}")
    room = "flex:1 1 100%;max-width:640px;font-size:.9em"
    return figure([f'<div style="{room}">{"".join(parts)}</div>'], caption, "；".join(said))


def _words(
    row: float, column: float, text: str, ink: str = "currentColor", anchor: str = "start"
) -> str:
    return (
        f'<text x="{column * CELL:g}" y="{row * CELL:g}" font-size="16" fill="{ink}" '
        f'text-anchor="{anchor}" dominant-baseline="central">{escape(text)}</text>'
    )
