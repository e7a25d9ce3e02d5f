"""把做错的例子画出来：不一样的那个窗口或元素，应得的和你的。"""

from typing import Any

from tutorial_pool.book.svg import (
    CHOSEN,
    PADDED,
    PLAIN,
    RULER,
    SEEN,
    Figure,
    Side,
    State,
    box,
    cell,
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
from tutorial_pool.exercises.judging.comparing import Difference, Trial, difference
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
    """输入，和不一样的那个窗口；说不出是哪个，就画最后一个。"""
    found = difference(exercise, trial)
    watch = _Watch()
    exercise.answer(watch, *trial.given)
    if not watch.looks:
        return []
    start, window = watch.looks[found.order if found else -1]
    rows, columns = map(_side, start, window.axes)
    seen = {place for _, place, _ in window.seen}
    which = "不一样的那个窗口" if found else "应有的最后一个窗口"
    if len(watch.looks) == 1:
        which = "窗口"
    alt = f"输入，框出的是{which}，它看到{len(seen)}个元素"
    panels = [window_grid(window.x, rows, columns, seen, None, alt), *_compared(found)]
    where = "这是x[{}][{}]。".format(*found.place) if found and len(found.place) == 4 else ""
    caption = f"{where}橙色框是{which}，涂色的是它看到的元素。"
    return [figure(panels, caption, alt, _state(exercise, start, window))]


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
    for i in range(count):
        for tap in range(kernel_size):
            place = i + 1 + RULER, i * axis.stride + tap
            shapes.append(box(*place, 1, 1, f'{SEEN} rx="4"', inset=8))
    alt = f"长{length}的轴，两端各填充{axis.padding}，放得下的窗口一行一个"
    panel = svg(shapes, count + 1 + RULER, length + 2 * axis.padding + 1, alt)  # 右边写“位置”
    caption = "小字是位置，灰的虚线格是填充；下面每一行是一个窗口。"
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
    return [figure([*panels, *_compared(found)], f"不一样的是{where}的梯度。", alt)]


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
    return [figure([panel, *_compared(found)], caption, alt)]


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
    return [figure([*panels, *_compared(found)], f"不一样的是{where}。", alt)]


def _matrix(name: str, plane: Plane, mark: Any) -> str:
    panel = value_grid(plane, {mark} if mark else (), f"矩阵{name}")
    return f'<div style="text-align:center;font-size:.85em">{panel}<br>{name}</div>'


def _compared(found: Difference | None) -> list[str]:
    """应得的和你的，各一格，并排。"""
    if not found:
        return []
    right, mine = number(found.expected), number(found.got)
    shapes = []
    for column, label, value in ((0, "应为", right), (2, "你的", mine)):
        shapes.append(write(0.5, column + 0.5, label))
        shapes.append(cell(1, column, value, PLAIN if column else CHOSEN, bold=True))
    return [svg(shapes, 2, 3, f"应为{right}，你的是{mine}")]
