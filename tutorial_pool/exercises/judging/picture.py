"""把做错的例子画出来：不一样的那个窗口或元素，应得的结果和你的。"""

from itertools import product
from typing import Any

from tutorial_pool.book.svg import (
    CHOSEN,
    LAB,
    PADDED,
    PLAIN,
    RULER,
    SEEN,
    WRONG,
    Figure,
    Side,
    State,
    box,
    cell,
    cross,
    figure,
    number,
    regular,
    ruler,
    stack_grid,
    state,
    svg,
    value_grid,
    window_grid,
    write,
)
from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.judging.comparing import (
    Trial,
    difference,
    matches,
    results,
    shape,
)
from tutorial_pool.exercises.misconceptions.steps import Axis, Place, Plane, Steps, Window, flatten

WIDEST = 24  # 感受野比这还大，就不画了
ROOM = 400  # 输入超过这么多个数，就不画了


def draw(exercise: Exercise, trial: Trial) -> list[Figure]:
    """这个例子的图；没有什么好画的，就是空的。"""
    ways = {
        "window": _window,
        "axis": _axis,
        "element": _element,
        "layers": _layers,
        "sequence": _sequence,
        "maps": _maps,
    }
    inputs = [part for part in trial.given if isinstance(part, list)]
    if exercise.kind not in ways or len(flatten(inputs)) > ROOM:
        return []
    return ways[exercise.kind](exercise, trial)


class _Watch(Steps):
    """把看过的窗口都记下来的做法。"""

    def __init__(self) -> None:
        self.looks: list[tuple[Place, Window]] = []

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        window = super().look(x, start, axes)
        self.looks.append((start, window))
        return window


def _window(exercise: Exercise, trial: Trial) -> list[Figure]:
    """输入，和不一样的那个窗口；形状不一样，就画多出来的、少了的第一个窗口。"""
    found = difference(exercise, trial)
    watch = _Watch()
    exercise.answer(watch, *trial.given)
    if not watch.looks:
        return []
    compared = _compared(exercise, trial)
    sizes = None if found else _sizes(exercise, trial)
    extra = _extra(sizes, watch.looks) if sizes else None
    if extra:
        start, window, why = extra
        rows, columns = map(_side, start, window.axes)
        alt = "输入，框出的是再多的一个窗口"
        panels = [window_grid(window.x, rows, columns, (), None, alt), *compared]
        caption = f"照给的步幅，橙色框是再多的一个窗口，{why}，不该有。"
        return [figure(panels, caption, alt, _state(exercise, *watch.looks[-1]))]
    order, which = (found.order, "不一样的那个窗口") if found else _missing(sizes)
    start, window = watch.looks[order]
    rows, columns = map(_side, start, window.axes)
    seen = {place for _, place, _ in window.seen}
    if len(watch.looks) == 1:
        which = "窗口"
    alt = f"输入，框出的是{which}，它看到{len(seen)}个元素"
    panels = [window_grid(window.x, rows, columns, seen, None, alt), *compared]
    where = "这是x[{}][{}]。".format(*found.place) if found and len(found.place) == 4 else ""
    caption = f"{where}橙色框是{which}，涂色的是它看到的元素。"
    return [figure(panels, caption, alt, _state(exercise, start, window))]


Sizes = tuple[Place, Place]  # 应有几行几列窗口，你有几行几列


def _sizes(exercise: Exercise, trial: Trial) -> Sizes | None:
    """应有几行几列窗口，你有几行几列；只有行数、列数不一样，才说得出。"""
    if trial.outcome.error is not None:
        return None
    for _, right, mine in results(exercise, trial):
        wanted, got = shape(right), shape(mine)
        if not wanted or not got or wanted == got or len(wanted) != len(got):
            continue
        if len(wanted) > 1 and wanted[:-2] == got[:-2]:
            return (wanted[-2], wanted[-1]), (got[-2], got[-1])
    return None


def _extra(sizes: Sizes, looks: list[tuple[Place, Window]]) -> tuple[Place, Window, str] | None:
    """多出来的第一个窗口：从哪里开始，为什么不该有。"""
    first, window = looks[0]
    for i, axis in enumerate(window.axes):
        wanted, got = sizes[0][i], sizes[1][i]
        if got <= wanted:
            continue
        start = first[i] + wanted * axis.stride
        if start + Steps().span(axis) <= axis.length + axis.padding:
            return None  # 放得下：窗口不是照这里的步幅走的
        place = (start, first[1]) if i == 0 else (first[0], start)
        return place, window, _why_not(axis, start, "下右"[i])
    return None


def _why_not(axis: Axis, start: int, side: str) -> str:
    """为什么没有从这里开始的窗口。"""
    if not axis.ceil_mode:
        return f"伸到了{side}边的填充外面" if axis.padding else f"伸到了输入的{side}边外面"
    if start >= axis.length:
        return f"不是从输入里开始的，已经到了{side}边"
    return f"前一个窗口已经够到了{side}边的尽头"


def _missing(sizes: Sizes | None) -> tuple[int, str]:
    """形状不一样，又没有多出来的：画第几个窗口，它是什么。"""
    if sizes:
        (rows, columns), got = sizes
        if got[0] < rows:
            return got[0] * columns, "你少了的一个窗口"
        if got[1] < columns:
            return got[1], "你少了的一个窗口"
    return -1, "应有的最后一个窗口"


def _state(exercise: Exercise, start: Place, window: Window) -> State | None:
    """这个窗口的设置，交给实验台；平均池化要的参数这里没有，就不给。"""
    if exercise.function == "avg_pool":
        return None
    axes = list(window.axes)
    for i, (first, axis) in enumerate(zip(start, axes, strict=True)):
        if (first + axis.padding) % axis.stride:  # 题目直接说了窗口在哪里，没有步幅
            axes[i] = axis._replace(stride=1)
    place = [(s + a.padding) // a.stride for s, a in zip(start, axes, strict=True)]
    return state("max_pool2d", window.x, **regular(axes), output=place)


def _side(start: int, axis: Axis) -> Side:
    span = Steps().span(axis)
    stop = max(axis.length + axis.padding, start + span)
    return Side(axis.length, axis.padding, start, span, stop)


def _axis(exercise: Exercise, trial: Trial) -> list[Figure]:
    """一条轴，和上面放得下的窗口。"""
    length, kernel_size, stride, padding, *_ = *trial.call, None, None
    axis = Axis(length, kernel_size, stride or kernel_size, padding or 0)
    count = Steps().size(axis)
    places = range(-axis.padding, length + axis.padding)
    shapes = ruler(places)
    for position in places:
        style = PLAIN if 0 <= position < length else PADDED
        shapes.append(cell(RULER, position + axis.padding, "", style))
    got = trial.outcome.value
    extra = isinstance(got, (int, float)) and count < got < length + kernel_size
    shown = count + extra
    for i, tap in product(range(shown), range(kernel_size)):
        row, column = i + 1 + RULER, i * axis.stride + tap
        shapes.append(box(row, column, 1, 1, f'{SEEN if i < count else WRONG} rx="4"', inset=8))
        if i >= count:
            shapes.append(cross(row, column))
    alt = f"长{length}的轴，两端各填充{axis.padding}，放得下的窗口一行一个"
    width = max(length + 2 * axis.padding, (shown - 1) * axis.stride + kernel_size)
    panel = svg(shapes, shown + 1 + RULER, width + 1, alt)  # 右边写“位置”
    caption = "小字是位置，灰的虚线格是填充；下面每一行是一个窗口。"
    if extra:
        alt += "；打叉的一个放不下"
        caption += "打叉的是再多一个窗口：放不下。"
    pool = state("max_pool2d", [list(range(length))], **regular((Axis(1, 1, 1), axis)))
    return [figure([panel], caption, alt, pool)]


def _element(exercise: Exercise, trial: Trial) -> list[Figure]:
    """各个输入，和结果里不一样的那个元素。"""
    found = difference(exercise, trial)
    if not found:
        return []
    *front, r, c = found.place
    panels = []
    for name, value in zip(exercise.parameters, trial.given, strict=False):
        if isinstance(value, list):
            plane = value
            for index in front:
                plane = plane[index]
            panels.append(_matrix(name, plane, (r, c) if name == "x" else None))
    where = f"位置({r}, {c})"
    if front:
        where = "第{}张图片第{}个通道的".format(*front) + where
    alt = f"各个输入，不一样的是{where}的梯度"
    return [figure([*panels, *_compared(exercise, trial)], f"不一样的是{where}的梯度。", alt)]


def _layers(exercise: Exercise, trial: Trial) -> list[Figure]:
    """一层一层，最后那个输出看到输入的哪些。"""
    (layers,) = trial.given
    if not layers or trial.expected > WIDEST:
        return []
    alt = f"{len(layers)}层叠起来，最后一个输出看到输入的{trial.expected}格宽"
    caption = "最上面是输入，下面一层一行；连着线的，都和最下面那个输出有关。"
    return [figure([stack_grid(layers, alt)], caption, alt)]


def _sequence(exercise: Exercise, trial: Trial) -> list[Figure]:
    """不一样的那个序列的那个通道。"""
    found = difference(exercise, trial)
    if not found:
        return []
    x, mask, _ = trial.given
    n, c = found.place
    shapes = ruler(range(len(x[n])), "位置")
    for t, (token, real) in enumerate(zip(x[n], mask[n], strict=True)):
        shapes.append(cell(RULER, t, number(token[c]), SEEN if real else PADDED))
    alt = f"第{n}个序列的第{c}个通道，{sum(mask[n])}个真的数，{len(mask[n]) - sum(mask[n])}个遮住的"
    panel = svg(shapes, 1 + RULER, len(x[n]) + 1, alt)
    caption = f"这是x的第{n}个序列的第{c}个通道；灰的虚线格，掩码是False。"
    return [figure([panel, *_compared(exercise, trial)], caption, alt)]


def _maps(exercise: Exercise, trial: Trial) -> list[Figure]:
    """各通道的特征图，和不一样的那个数。"""
    found = difference(exercise, trial)
    if not found:
        return []
    x, weight, bias = trial.given
    mark = found.place if found.part == "cam" else None
    panels = [_matrix(f"x[{c}]", plane, mark) for c, plane in enumerate(x)]
    panels += [_matrix("weight", weight, None), _matrix("bias", [[value] for value in bias], None)]
    where = f"{found.part}的({', '.join(map(str, found.place))})"
    alt = f"各通道的特征图、权重和偏置，不一样的是{where}"
    return [figure([*panels, *_compared(exercise, trial)], f"不一样的是{where}。", alt)]


def _matrix(name: str, plane: Plane, mark: Any) -> str:
    return _named(name, value_grid(plane, {mark} if mark else (), f"矩阵{name}"))


def _named(name: str, panel: str) -> str:
    """图的下面写着名字。"""
    return f'<div style="text-align:center;font-size:.85em">{panel}<br>{name}</div>'


def _compared(exercise: Exercise, trial: Trial) -> list[str]:
    """应得的和你的，并排：整个的结果，不对的打叉；太大、说不清，就只是第一个不一样的数，各一格。"""
    found = difference(exercise, trial)
    planes = _planes(exercise, trial)
    if planes:
        right, mine = planes
        row, column = (0, 0, *found.place)[-2:] if found else (-1, -1)
        wrong = {
            (r, c)
            for r, c in product(range(len(mine)), range(len(mine[0])))
            if _is_wrong(right, mine, r, c, bool(found))
        }
        alt = f"你的结果，打叉的{len(wrong)}个不对"
        panels = [
            ("应为", value_grid(right, {(row, column)}, "应得的结果")),
            ("你的", value_grid(mine, (), alt, wrong)),
        ]
        return [_named(name, panel) for name, panel in panels]
    if not found:
        return []
    expected, got = number(found.expected), number(found.got)
    shapes = []
    for column, label, value in ((0, "应为", expected), (2, "你的", got)):
        shapes.append(write(0.5, column + 0.5, label))
        shapes.append(cell(1, column, value, PLAIN if column else CHOSEN, bold=True))
    return [svg(shapes, 2, 3, f"应为{expected}，你的是{got}")]


def _is_wrong(right: Plane, mine: Plane, r: int, c: int, compare: bool) -> bool:
    """这一格不对：值不一样，或者多出来了。形状不一样时，只说多出来的。"""
    if r >= len(right) or c >= len(right[0]):
        return True
    return compare and not matches(mine[r][c], right[r][c])


def _planes(exercise: Exercise, trial: Trial) -> tuple[Plane, Plane] | None:
    """不一样的那一部分里的那个平面，应得的和你的；不止一个数，又画得下，才有。"""
    if trial.outcome.error is not None:
        return None
    found = difference(exercise, trial)
    for part, right, mine in results(exercise, trial):
        wanted, got = shape(right), shape(mine)
        if not wanted or not got or len(wanted) != len(got):
            continue
        if part != found.part if found else wanted == got:
            continue
        for index in found.place[:-2] if found else [0] * (len(wanted) - 2):
            right, mine = right[index], mine[index]
        if len(wanted) == 1:
            right, mine = [right], [mine]
        fits = all(1 <= len(one) <= LAB and 1 <= len(one[0]) <= LAB for one in (right, mine))
        return (right, mine) if fits and len(flatten([right, mine])) > 2 else None
    return None
