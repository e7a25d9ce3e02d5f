"""看错了地方：填充、输出大小、起点、空洞、高和宽。"""

import math
from typing import Any

from tutorial_pool.exercises.misconceptions.steps import Axis, Pair, Place, Plane, Steps, Window


def within_padding(place: Place, axes: tuple[Axis, Axis]) -> bool:
    """没有越过右边和下边的填充。"""
    return all(p < axis.length + axis.padding for p, axis in zip(place, axes, strict=True))


# ---- 填充里有什么 ----


class ZeroOutside(Steps):
    """输入外面都是0。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        return 0.0


class ZeroInPadding(Steps):
    """填充里是0，填充之外看不到。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        return 0.0 if within_padding(place, axes) else super().outside(x, place, axes)


class InfinityInPadding(Steps):
    """填充里是+∞。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        return math.inf if within_padding(place, axes) else super().outside(x, place, axes)


class SentinelInPadding(Steps):
    """填充里是一个很小的数。"""

    sentinel = -1e9  # 比对时换成你用的那个数

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        return self.sentinel if within_padding(place, axes) else super().outside(x, place, axes)


class MirrorsOutside(Steps):
    """输入外面是它照镜子的样子。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        last = len(x) - 1, len(x[0]) - 1
        r, c = (end - abs(end - abs(p)) for p, end in zip(place, last, strict=True))
        return x[r][c] if r >= 0 and c >= 0 else None


class WrapsOutside(Steps):
    """输入外面是它另一头的数。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        return x[place[0] % len(x)][place[1] % len(x[0])]


class NegativeIndexWraps(Steps):
    """负的下标绕到末尾，看的时候是这样，放梯度的时候也是。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        r, c = place
        wraps = -len(x) <= r < len(x) and -len(x[0]) <= c < len(x[0])
        return x[r][c] if wraps else super().outside(x, place, axes)

    def target(self, place: Place, axes: tuple[Axis, Axis]) -> Place:
        r, c = (p + axis.length if p < 0 else p for p, axis in zip(place, axes, strict=True))
        return super().target((r, c), axes)


class NegativeSliceWraps(NegativeIndexWraps):
    """切片从负数开始，也绕到末尾。"""

    def taps(self, start: int, axis: Axis) -> list[int]:
        seen = range(axis.length)[start : start + axis.kernel_size]
        return list(seen) if axis.dilation == 1 else super().taps(start, axis)


# ---- 填充有多少 ----


class PadsOnce(Steps):
    """算输出大小时，填充只加一次。"""

    def room(self, axis: Axis) -> int:
        return super().room(axis) - axis.padding


class PadsTimesKernel(Steps):
    """算输出大小时，填充乘了窗口大小。"""

    def room(self, axis: Axis) -> int:
        return super().room(axis) + axis.padding * (axis.kernel_size - 2)


class IgnoresPadding(Steps):
    """没有填充。"""

    def axis(self, axis: Axis) -> Axis:
        return super().axis(axis)._replace(padding=0)


class PadsAfter(Steps):
    """填充都放在右边和下边。"""

    def start(self, output: int, axis: Axis) -> int:
        return super().start(output, axis) + axis.padding


class PadsAfterOnce(PadsAfter, PadsOnce):
    """填充放在右边和下边，也只加一次。"""


class PadsTheOutput(Steps):
    """先池化，再在结果的四周填充−∞。"""

    def max_pool(self, x: Plane, *arguments: Any, **named: Any) -> Plane:
        axes = self.axes(x, *arguments, **named)
        bare = axes[0]._replace(padding=0), axes[1]._replace(padding=0)
        y = [[self.reduce(window)[0] for window in row] for row in self.windows(x, bare)]
        top, left = (axis.padding for axis in axes)
        side = [-math.inf] * left
        border = [[-math.inf] * (2 * left + (len(y[0]) if y else 0))] * top
        return [*border, *([*side, *row, *side] for row in y), *border]


# ---- 输出有多大 ----


class OneMore(Steps):
    """窗口多一个。"""

    def size(self, axis: Axis) -> int:
        return super().size(axis) + 1


class RangeOneLong(Steps):
    """起点多走一格：写成`range(0, H - kh + 2, sh)`，或者公式里的窗口少减了1。"""

    def room(self, axis: Axis) -> int:
        return super().room(axis) + 1


class SizeWithoutKernel(Steps):
    """输出大小是长度除以步幅，窗口没有减掉。"""

    def size(self, axis: Axis) -> int:
        return (axis.length + 2 * axis.padding) // axis.stride


class SizeWithoutKernelPlusOne(SizeWithoutKernel):
    """长度除以步幅，加1。"""

    def size(self, axis: Axis) -> int:
        return super().size(axis) + 1


class SizeIsSame(Steps):
    """输出大小是输入长度除以步幅，向上取整，不管窗口和填充。"""

    def size(self, axis: Axis) -> int:
        return -(-axis.length // axis.stride)


class OneShort(Steps):
    """窗口少一个。"""

    def size(self, axis: Axis) -> int:
        return super().size(axis) - 1


class OneShortBeforeRule(Steps):
    """窗口少一个，然后才检查最后一窗规则。"""

    def divide(self, room: int, axis: Axis) -> int:
        return super().divide(room, axis) - 1


class RangeOneShort(Steps):
    """起点写成`range(0, H - kh, sh)`。"""

    def size(self, axis: Axis) -> int:
        return -(-self.room(axis) // axis.stride)


class StartsRunToTheEnd(Steps):
    """起点写成`range(0, H, sh)`，一直走到头。"""

    def size(self, axis: Axis) -> int:
        return -(-(axis.length + 2 * axis.padding) // axis.stride)


class IgnoresCeil(Steps):
    """总是向下取整。"""

    def axis(self, axis: Axis) -> Axis:
        return super().axis(axis)._replace(ceil_mode=False)


class AlwaysCeil(Steps):
    """总是向上取整。"""

    def axis(self, axis: Axis) -> Axis:
        return super().axis(axis)._replace(ceil_mode=True)


class InvertsCeil(Steps):
    """`ceil_mode`的真假反了。"""

    def axis(self, axis: Axis) -> Axis:
        axis = super().axis(axis)
        return axis._replace(ceil_mode=not axis.ceil_mode)


class DropsWindowsInPadding(Steps):
    """最后一窗规则里，拿输入的长度比，忘了起点是连填充数的。"""

    def is_extra(self, size: int, axis: Axis) -> bool:
        return (size - 1) * axis.stride >= axis.length


class KeepsExtraWindow(Steps):
    """从右填充里开始的窗口也留下。"""

    def is_extra(self, size: int, axis: Axis) -> bool:
        return False


class AlwaysCeilKeepsExtraWindow(AlwaysCeil, KeepsExtraWindow):
    """总是向上取整，从右填充里开始的窗口也留下。"""


class StartsInRightPadding(Steps):
    """右填充也算作可以开始的地方。"""

    def is_extra(self, size: int, axis: Axis) -> bool:
        return (size - 1) * axis.stride >= axis.length + 2 * axis.padding


class StartsAtRightPadding(Steps):
    """右填充的第一格也算作可以开始的地方：`>=`写成了`>`。"""

    def is_extra(self, size: int, axis: Axis) -> bool:
        return (size - 1) * axis.stride > axis.length + axis.padding


class Rounds(Steps):
    """四舍五入，逢五取偶，Python的round就这样。"""

    def divide(self, room: int, axis: Axis) -> int:
        return round(room / axis.stride)


class RoundsHalfUp(Steps):
    """四舍五入，逢五进一。"""

    def divide(self, room: int, axis: Axis) -> int:
        return math.floor(room / axis.stride + 0.5)


class RoundsAtTheEnd(Steps):
    """先加1，再四舍五入。"""

    def divide(self, room: int, axis: Axis) -> int:
        return round(room / axis.stride + 1) - 1


class RoundsToEvenForCeil(Steps):
    """向上取整写成了Python的round。"""

    def divide(self, room: int, axis: Axis) -> int:
        return round(room / axis.stride) if axis.ceil_mode else room // axis.stride


class RoundsForCeil(Steps):
    """向上取整写成了四舍五入。"""

    def divide(self, room: int, axis: Axis) -> int:
        if not axis.ceil_mode:
            return room // axis.stride
        return math.floor(room / axis.stride + 0.5)


# ---- 窗口从哪里开始，到哪里为止 ----


class StrideOne(Steps):
    """不给步幅时，步幅是1。"""

    def default_stride(self, kernel_size: Any, dilation: Any) -> Any:
        return (1, 1) if isinstance(kernel_size, tuple) else 1


class StrideIsSpan(Steps):
    """不给步幅时，步幅是有效跨度。"""

    def default_stride(self, kernel_size: Any, dilation: Any) -> Any:
        if isinstance(kernel_size, int):
            return dilation * (kernel_size - 1) + 1
        return tuple(d * (k - 1) + 1 for k, d in zip(kernel_size, dilation, strict=True))


class StrideIsKernel(Steps):
    """给了步幅，还是按窗口大小走。"""

    def axis(self, axis: Axis) -> Axis:
        axis = super().axis(axis)
        return axis._replace(stride=axis.kernel_size)


class StrideAlwaysOne(Steps):
    """不管步幅是多少，一格一格地走。"""

    def axis(self, axis: Axis) -> Axis:
        return super().axis(axis)._replace(stride=1)


class StartsAtOutput(Steps):
    """第i个窗口从i开始，没有乘步幅。"""

    def start(self, output: int, axis: Axis) -> int:
        return output - axis.padding


class StartsAtOne(Steps):
    """起点从1数起：`range(1, …)`。"""

    def size(self, axis: Axis) -> int:
        return -(-self.room(axis) // axis.stride)

    def start(self, output: int, axis: Axis) -> int:
        return super().start(output, axis) + 1


class StartsOneLate(Steps):
    """个数对，每个窗口的起点却晚了一格。"""

    def start(self, output: int, axis: Axis) -> int:
        return super().start(output, axis) + 1


class TapsFromOne(Steps):
    """窗口里从1数起，漏了第一行和第一列。"""

    def taps(self, start: int, axis: Axis) -> list[int]:
        return super().taps(start, axis)[1:]


class CentersWindow(Steps):
    """给的位置当成了窗口的中心。"""

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        top, left = (p - axis.kernel_size // 2 for p, axis in zip(start, axes, strict=True))
        return super().look(x, (top, left), axes)


class CentersWindowInside(Steps):
    """给的位置当成了窗口的中心，左上角不越出输入。"""

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        top, left = (max(0, p - a.kernel_size // 2) for p, a in zip(start, axes, strict=True))
        return super().look(x, (top, left), axes)


class EndsAtKernel(Steps):
    """窗口的右端写成了窗口大小，没有加上起点。"""

    def taps(self, start: int, axis: Axis) -> list[int]:
        return [tap for tap in super().taps(start, axis) if tap < axis.kernel_size]


class SeesEverything(Steps):
    """不看窗口，看整个输入。"""

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        window = super().look(x, start, axes)
        seen = [(v, (r, c), (r, c)) for r, row in enumerate(x) for c, v in enumerate(row)]
        return window._replace(seen=seen)


class OnlyFirstRow(Steps):
    """只做了第一行输出。"""

    def size(self, axis: Axis) -> int:
        size = super().size(axis)
        return size if axis.which else min(size, 1)


class OnlyFirstOutput(Steps):
    """只做了第一个输出。"""

    def size(self, axis: Axis) -> int:
        return min(super().size(axis), 1)


class StartsAtMultiplesOfKernel(Steps):
    """第i个窗口从`i * kernel_size`开始。"""

    def start(self, output: int, axis: Axis) -> int:
        return super().start(output, axis) + output * (axis.kernel_size - axis.stride)


class ShiftsBack(Steps):
    """最后一个窗口往回挪，不越过填充。"""

    def start(self, output: int, axis: Axis) -> int:
        start = super().start(output, axis)
        return min(start, axis.length + axis.padding - self.span(axis))


class ShiftsBackIntoInput(ShiftsBack):
    """最后一个窗口往回挪，连填充也不伸进去。"""

    def start(self, output: int, axis: Axis) -> int:
        start = super().start(output, axis)
        return min(start, max(0, axis.length - self.span(axis)))


class EndsEarly(Steps):
    """窗口少看最后一个。"""

    def taps(self, start: int, axis: Axis) -> list[int]:
        return super().taps(start, axis._replace(kernel_size=axis.kernel_size - 1))


class EndsEarlyAfterFirst(EndsEarly):
    """窗口少看最后一个，可是从窗口的第一个数开始比，所以至少看了它。"""

    def initial(self, window: Window) -> float:
        r, c = (max(0, p) for p in window.start)
        return window.x[r][c]


class EndsLate(Steps):
    """窗口多看一个。"""

    def taps(self, start: int, axis: Axis) -> list[int]:
        return super().taps(start, axis._replace(kernel_size=axis.kernel_size + 1))


# ---- 空洞 ----


class IgnoresDilation(Steps):
    """没有空洞。"""

    def axis(self, axis: Axis) -> Axis:
        return super().axis(axis)._replace(dilation=1)


class AdjacentTaps(Steps):
    """输出大小算对了，看的时候没有隔开。"""

    def taps(self, start: int, axis: Axis) -> list[int]:
        return super().taps(start, axis._replace(dilation=1))


class TapsFillSpan(Steps):
    """窗口有那么大，里面却一个也没有跳过。"""

    def taps(self, start: int, axis: Axis) -> list[int]:
        return list(range(start, start + self.span(axis)))


class DilationPlusOne(Steps):
    """空洞当成了中间隔几格，所以抽头的距离多了1。"""

    def axis(self, axis: Axis) -> Axis:
        axis = super().axis(axis)
        return axis._replace(dilation=axis.dilation + 1)


class TapsWithinKernel(Steps):
    """窗口还是那么大，在里面跳着看：`range(0, k, d)`。"""

    def span(self, axis: Axis) -> int:
        return axis.kernel_size

    def taps(self, start: int, axis: Axis) -> list[int]:
        return list(range(start, start + axis.kernel_size, axis.dilation))


class SpanIsKernel(Steps):
    """看的时候隔开了，输出大小没有跟着变。"""

    def span(self, axis: Axis) -> int:
        return axis.kernel_size


class SpanIsProduct(Steps):
    """有效跨度是空洞乘窗口大小。"""

    def span(self, axis: Axis) -> int:
        return axis.dilation * axis.kernel_size


class SpanIsDistance(Steps):
    """有效跨度是第一个抽头到最后一个抽头的距离，少1。"""

    def span(self, axis: Axis) -> int:
        return axis.dilation * (axis.kernel_size - 1)


class DilatesStride(Steps):
    """步幅乘了空洞，抽头没有隔开。"""

    def axis(self, axis: Axis) -> Axis:
        axis = super().axis(axis)
        return axis._replace(stride=axis.stride * axis.dilation, dilation=1)


class DilatesStrideToo(Steps):
    """抽头隔开了，步幅也乘了空洞。"""

    def axis(self, axis: Axis) -> Axis:
        axis = super().axis(axis)
        return axis._replace(stride=axis.stride * axis.dilation)


# ---- 高和宽 ----


def swapped(pairs: tuple[Pair, ...], which: int) -> tuple[Pair, ...]:
    """第几对的高和宽对调；没有这一对就不动。"""
    return tuple(pair[::-1] if i == which else pair for i, pair in enumerate(pairs))


class SwapsKernel(Steps):
    """窗口的高和宽对调。"""

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        return swapped(super().pairs(*pairs), 0)


class SwapsStride(Steps):
    """步幅的高和宽对调。"""

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        return swapped(super().pairs(*pairs), 1)


class SwapsPadding(Steps):
    """填充的高和宽对调。"""

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        return swapped(super().pairs(*pairs), 2)


class SwapsDilation(Steps):
    """空洞的高和宽对调。"""

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        return swapped(super().pairs(*pairs), 3)


class SwapsKernelInTaps(Steps):
    """输出大小算对了，看的时候窗口的高和宽对调。"""

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        rows, columns = axes
        turned = (
            rows._replace(kernel_size=columns.kernel_size),
            columns._replace(kernel_size=rows.kernel_size),
        )
        return super().look(x, start, turned)


class SwapsStrideInStart(Steps):
    """输出大小算对了，起点的步幅对调。"""

    def window(self, x: Plane, output: Place, axes: tuple[Axis, Axis]) -> Window:
        rows, columns = axes
        turned = rows._replace(stride=columns.stride), columns._replace(stride=rows.stride)
        top, left = (self.start(i, axis) for i, axis in zip(output, turned, strict=True))
        return self.look(x, (top, left), axes)


class SwapsDilationInTaps(Steps):
    """输出大小算对了，看的时候空洞对调。"""

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        rows, columns = axes
        turned = rows._replace(dilation=columns.dilation), columns._replace(dilation=rows.dilation)
        return super().look(x, start, turned)


def one_number(which: int, pair: int | None) -> type[Steps]:
    """(高, 宽)只用了其中一个数，两条轴都用它：第几对，None是每一对。"""

    class OneNumber(Steps):
        """两条轴用同一个数。"""

        def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
            return tuple(
                (one[which], one[which]) if pair in (None, i) else one
                for i, one in enumerate(super().pairs(*pairs))
            )

    return OneNumber
