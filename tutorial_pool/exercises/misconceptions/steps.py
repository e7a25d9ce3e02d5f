"""最大池化（和从它引出的几道题）的正确做法，一步一个方法。

把做法拆成这么多步，是为了让`changed`里的每个类只改其中一步：改完再算一遍，
就知道抱着这个误解会得到什么。输入输出都是嵌套列表，不需要NumPy；快慢不要紧。
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

Pair = tuple[int, int]
Place = tuple[int, int]
Plane = list[list[float]]  # 一个平面，(H, W)
Layer = tuple[int, int, int]  # 一层：窗口、步幅、空洞
Seen = list[tuple[float, Place, Place]]  # 窗口看到的：值、在输入里的位置、是窗口的第几行第几列
ONE, ZERO = (1, 1), (0, 0)


class Axis(NamedTuple):
    """一条轴上的参数。"""

    length: int
    kernel_size: int
    stride: int
    padding: int = 0
    dilation: int = 1
    ceil_mode: bool = False
    which: int = 0  # 0是高，1是宽


class Window(NamedTuple):
    """一个窗口看到了什么。"""

    seen: Seen
    x: Plane
    start: Place
    axes: tuple[Axis, Axis]
    partial: bool  # 不完整窗口：伸出了右边或下边的填充


class Steps:
    """正确的做法。改过的做法是它的子类，各改一步。"""

    # ---- 看哪里 ----

    def default_stride(self, kernel_size: Any, dilation: Any) -> Any:
        """不给步幅时的步幅。"""
        return kernel_size

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        """依次是窗口、步幅、填充、空洞，各是(高, 宽)。"""
        return pairs

    def axis(self, axis: Axis) -> Axis:
        """一条轴上的参数。"""
        return axis

    def size(self, axis: Axis) -> int:
        """输出长度。"""
        size = self.divide(self.room(axis), axis) + 1
        return size - (axis.ceil_mode and self.is_extra(size, axis))

    def room(self, axis: Axis) -> int:
        """第一个窗口还能往右挪多远。"""
        return axis.length + 2 * axis.padding - self.span(axis)

    def span(self, axis: Axis) -> int:
        """有效跨度：从第一个抽头到最后一个抽头，一共占多少个位置。"""
        return axis.dilation * (axis.kernel_size - 1) + 1

    def divide(self, room: int, axis: Axis) -> int:
        """窗口还能挪几步。"""
        return -(-room // axis.stride) if axis.ceil_mode else room // axis.stride

    def is_extra(self, size: int, axis: Axis) -> bool:
        """最后一窗规则：从右填充里开始的窗口是多出来的。"""
        return (size - 1) * axis.stride >= axis.length + axis.padding

    def start(self, output: int, axis: Axis) -> int:
        """第几个窗口从哪里开始，从填充里开始的是负数。"""
        return output * axis.stride - axis.padding

    def taps(self, start: int, axis: Axis) -> list[int]:
        """窗口的各个抽头落在哪里，包括落在外面的。"""
        return [start + tap * axis.dilation for tap in range(axis.kernel_size)]

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        """落在输入外面的抽头看到什么；None是什么也看不到，和看到−∞一样。"""
        return None

    # ---- 变成什么 ----

    unchosen = 0  # 谁也没有胜出（全是−∞）时，是窗口里的第几个；-1是没有
    unset = 0  # 没有的话，索引写什么

    def reduce(self, window: Window) -> tuple[float, int]:
        """看到的数变成一个数，和它是`seen`里的第几个；并列时是第一个，有NaN时是最后一个NaN。"""
        best, winner = self.initial(window), self.unchosen
        for i, (value, *_) in enumerate(window.seen):
            if self.beats(value, best) or self.spreads(value):
                best, winner = value, i
        return best, winner

    def initial(self, window: Window) -> float:
        """还一个数都没看的时候，最大值是多少。"""
        return -math.inf

    def beats(self, value: float, best: float) -> bool:
        """新来的数比到目前为止的最大值大吗。"""
        return value > best

    def spreads(self, value: float) -> bool:
        """这个数是不是一出现，结果就是它。"""
        return math.isnan(value)

    def index(self, window: Window, winner: int) -> int:
        """胜出的那个在哪里，写成一个数。"""
        if winner < 0 or not window.seen:
            return self.unset
        return self.flat(*window.seen[winner][1:], window.axes)

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        """位置写成扁平索引。"""
        return place[0] * axes[1].length + place[1]

    def plane_offset(self, n: int, c: int, channels: int, area: int) -> int:
        """第n张图片第c个通道的平面里，索引从几开始数。"""
        return 0

    # ---- 梯度给谁 ----

    def shares(self, window: Window) -> list[float]:
        """窗口看到的每个元素，各分到上游梯度的几成。"""
        winner = self.reduce(window)[1]
        return [float(i == winner) for i in range(len(window.seen))]

    def upstream(self, gradient: float) -> float:
        """上游梯度。"""
        return gradient

    def add(self, old: float, new: float) -> float:
        """同一个元素又分到一份。"""
        return old + new

    def stray(self) -> None:
        """梯度要送去的位置不在输入里。"""

    def target(self, place: Place, axes: tuple[Axis, Axis]) -> Place:
        """看到的位置，在输入的梯度里是哪里。"""
        return place

    def above(self, eps: float) -> float:
        """数值梯度检验里，往上挪多少。"""
        return eps

    def below(self, eps: float) -> float:
        """数值梯度检验里，往下挪多少。"""
        return eps

    def width(self, eps: float) -> float:
        """数值梯度检验里，一上一下隔多远。"""
        return 2 * eps

    # ---- 合起来：几道题都问的，或者有误解要改的；只有一道题问的，写在那道题里 ----

    def max_pool(self, x: Plane, *arguments: Any, **named: Any) -> Plane:
        """一个平面的最大池化。"""
        axes = self.axes(x, *arguments, **named)
        return [[self.reduce(window)[0] for window in row] for row in self.windows(x, axes)]

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        """一个批量的最大池化。"""
        return [[self.max_pool(plane, *arguments) for plane in image] for image in x]

    def max_pool_indices(self, x: list[list[Plane]], *arguments: Any) -> list[Any]:
        """一个批量的最大值，和它们的索引。"""
        values: Any = []
        indices: Any = []
        for n, image in enumerate(x):
            values.append([])
            indices.append([])
            for c, plane in enumerate(image):
                offset = self.plane_offset(n, c, len(image), len(plane) * len(plane[0]))
                value, index = self.plane_indices(plane, offset, *arguments)
                values[-1].append(value)
                indices[-1].append(index)
        return [values, indices]

    def max_pool_backward(self, grad_output: Plane, x: Plane, *arguments: Any) -> Plane:
        """一个平面的最大池化，上游梯度传到输入。"""
        axes = self.axes(x, *arguments)
        grad = [[0.0] * len(row) for row in x]
        for i, gradients in enumerate(grad_output):
            for j, gradient in enumerate(gradients):
                window = self.window(x, (i, j), axes)
                for (_, place, _), share in zip(window.seen, self.shares(window), strict=True):
                    r, c = self.target(place, axes)
                    if share and 0 <= r < len(grad) and 0 <= c < len(grad[0]):
                        grad[r][c] = self.add(grad[r][c], share * self.upstream(gradient))
                    elif share:
                        self.stray()
        return grad

    def numeric_gradient(
        self, f: Callable[[Plane], Plane], x: Plane, grad_output: Plane, eps: float
    ) -> Plane:
        """数值梯度检验：把每个数挪一挪，看结果变了多少。"""

        def moved(r: int, c: int, by: float) -> list[float]:
            bumped = [list(row) for row in x]
            bumped[r][c] += by
            return [value for row in f(bumped) for value in row]

        weights = [self.upstream(value) for row in grad_output for value in row]

        def slope(r: int, c: int) -> float:
            above, below = moved(r, c, self.above(eps)), moved(r, c, -self.below(eps))
            change = sum(g * (a - b) for g, a, b in zip(weights, above, below, strict=True))
            return change / self.width(eps)

        return [[slope(r, c) for c in range(len(x[0]))] for r in range(len(x))]

    # ---- 感受野：从输入起，一层一层往后推；一层是(窗口, 步幅, 空洞) ----

    first_field = 1  # 一层也没有时，感受野多大

    def in_order(self, layers: list[Layer]) -> list[Layer]:
        """先过哪一层。"""
        return layers

    def layer_span(self, layer: Layer) -> int:
        """一层的有效跨度。"""
        kernel_size, stride, dilation = layer
        return self.span(self.axis(Axis(0, kernel_size, stride, dilation=dilation)))

    def grown(self, field: int, jump: int, span: int, stride: int) -> int:
        """过了一层，感受野变成多大；`jump`是过这一层以前，相邻两个数在输入里隔几格。"""
        return field + (span - 1) * jump

    def spread(self, jump: int, stride: int) -> int:
        """过了一层，相邻两个数在输入里隔几格。"""
        return jump * stride

    def receptive_field(self, layers: list[Layer]) -> int:
        """几层叠起来，一个输出和输入的几格有关。"""
        field, jump = self.first_field, 1
        for layer in self.in_order(layers):
            _, stride, _ = layer
            field = self.grown(field, jump, self.layer_span(layer), stride)
            jump = self.spread(jump, stride)
        return field

    # ---- 带掩码的池化：只看真的数；序列是(N, L, C)，掩码是(N, L) ----

    def mask_of(self, mask: list[list[bool]], n: int, c: int) -> list[bool]:
        """第n个序列第c个通道，哪些位置是真的。"""
        return mask[n]

    def is_real(self, value: float, real: bool) -> bool:
        """这个数算不算真的数。"""
        return real

    def hidden(self, value: float, mode: str) -> float | None:
        """遮住的位置看到什么；None是什么也看不到。"""
        return None

    def divisor(self, real: int, length: int) -> int:
        """平均除以几。"""
        return real

    def nothing(self, mode: str) -> float:
        """一个真的数也没有，结果是多少。"""
        return 0.0

    def masked_pool(self, x: list[Plane], mask: list[list[bool]], mode: str) -> Plane:
        """一批变长的序列，每个序列的每个通道变成一个数。"""
        return [
            [
                self.masked_row(row, self.mask_of(mask, n, c), mode)
                for c, row in enumerate(map(list, zip(*positions, strict=True)))
            ]
            for n, positions in enumerate(x)
        ]

    def masked_row(self, row: list[float], mask: list[bool], mode: str) -> float:
        """一个序列的一个通道，变成一个数。"""
        length, real = len(row), 0
        seen: Seen = []
        for i in range(length):
            counts = self.is_real(row[i], mask[i])
            value = row[i] if counts else self.hidden(row[i], mode)
            real += counts
            if value is not None:
                seen.append((value, (0, i), (0, i)))
        if mode != "max":
            count, total = self.divisor(real, length), sum(value for value, *_ in seen)
            return total / count if count else self.nothing(mode)
        if not seen:
            return self.nothing(mode)
        axes = Axis(1, 1, 1), Axis(length, length, length, which=1)
        return self.reduce(Window(seen, [[value for value, *_ in seen]], ZERO, axes, False))[0]

    # ---- 全局平均池化和CAM ----

    def squeezed(self, plane: Plane) -> float:
        """一个通道变成一个数。"""
        return sum(map(sum, plane)) / (len(plane) * len(plane[0]))

    def weights(self, weight: Plane) -> Plane:
        """每一类各通道的权重。"""
        return weight

    def logit(self, weights: list[float], pooled: list[float], bias: float) -> float:
        """一类的得分。"""
        return sum(w * p for w, p in zip(weights, pooled, strict=True)) + bias

    def scores(self, logits: list[float]) -> list[float]:
        """各类的得分，最后的样子。"""
        return logits

    def cam_weights(self, weight: Plane, logits: list[float]) -> list[float]:
        """画图用的各通道的权重。"""
        return weight[logits.index(max(logits))]

    def heat(self, total: float, area: int, bias: float) -> float:
        """图上的一格：各通道的数乘上权重，加起来的`total`，最后的样子。"""
        return total

    def class_map(self, x: list[Plane], weight: Plane, bias: list[float]) -> list[Any]:
        """各类的得分，和得分最高的那一类的CAM。"""
        pooled, weight = [self.squeezed(plane) for plane in x], self.weights(weight)
        logits = [self.logit(w, pooled, b) for w, b in zip(weight, bias, strict=True)]
        chosen = self.cam_weights(weight, logits)
        area, offset = len(x[0]) * len(x[0][0]), bias[logits.index(max(logits))]
        cam = [
            [
                self.heat(sum(w * v for w, v in zip(chosen, values, strict=True)), area, offset)
                for values in zip(*rows, strict=True)
            ]
            for rows in zip(*x, strict=True)
        ]
        return [self.scores(logits), cam]

    # ---- 上面几个共用的 ----

    def axes(
        self,
        x: Plane,
        kernel_size: Pair,
        stride: Pair | None = None,
        padding: Pair = ZERO,
        dilation: Pair = ONE,
        ceil_mode: bool = False,
    ) -> tuple[Axis, Axis]:
        """两条轴上的参数。"""
        if stride is None:
            stride = self.default_stride(kernel_size, dilation)
        lengths = len(x), len(x[0])
        pairs = self.pairs(kernel_size, stride, padding, dilation)
        height, width = (
            self.axis(Axis(length, k, s, p, d, ceil_mode, which))
            for which, (length, k, s, p, d) in enumerate(zip(lengths, *pairs, strict=True))
        )
        return height, width

    def windows(self, x: Plane, axes: tuple[Axis, Axis]) -> Iterator[Iterator[Window]]:
        """每个输出的窗口看到什么，一行一行地。"""
        for i in range(self.size(axes[0])):
            yield (self.window(x, (i, j), axes) for j in range(self.size(axes[1])))

    def window(self, x: Plane, output: Place, axes: tuple[Axis, Axis]) -> Window:
        """一个输出的窗口看到什么。"""
        top, left = (self.start(i, axis) for i, axis in zip(output, axes, strict=True))
        return self.look(x, (top, left), axes)

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        """从`start`开始的窗口看到什么。"""
        taps = [self.taps(first, axis) for first, axis in zip(start, axes, strict=True)]
        seen: Seen = []
        for (a, r), (b, c) in product(enumerate(taps[0]), enumerate(taps[1])):
            inside = 0 <= r < len(x) and 0 <= c < len(x[0])
            value = x[r][c] if inside else self.outside(x, (r, c), axes)
            if value is not None:
                seen.append((value, (r, c), (a, b)))
        partial = any(
            positions and positions[-1] >= axis.length + axis.padding
            for positions, axis in zip(taps, axes, strict=True)
        )
        return Window(seen, x, start, axes, partial)

    def plane_indices(self, x: Plane, offset: int, *arguments: Any) -> tuple[Plane, list[Any]]:
        """一个平面的最大值，和它们的索引。"""
        axes = self.axes(x, *arguments)
        values: Plane = []
        indices: list[Any] = []
        for row in self.windows(x, axes):
            values.append([])
            indices.append([])
            for window in row:
                value, winner = self.reduce(window)
                values[-1].append(value)
                indices[-1].append(offset + self.index(window, winner))
        return values, indices


def steps_changed(one: type[Steps]) -> frozenset[str]:
    """这种做法改了哪几步。"""
    return frozenset(
        name
        for name, value in vars(Steps).items()
        if callable(value) and getattr(one, name) is not value
    )


def flatten(x: Any) -> list[Any]:
    """嵌套列表里的数，按次序排成一列。"""
    return [value for part in x for value in flatten(part)] if isinstance(x, list) else [x]


def chop(x: Sequence[Any], size: int) -> list[Any]:
    """切成若干段，每段`size`个。"""
    return [list(x[at : at + size]) for at in range(0, len(x), size)]
