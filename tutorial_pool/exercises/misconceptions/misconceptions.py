"""误解：每个误解是一个类，只改正确做法的一步，于是能算出抱着它会得到什么。

误解写成`Steps`的子类，两个误解同时犯就是同时继承两个类。没有自己的`number`的子类，是同一个误解的另一种写法。
编号1到37来自教学中收集的误解，38以后是写这些练习时添的。
"""

import math
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from tutorial_pool.exercises.misconceptions.steps import Axis, Pair, Place, Plane, Steps, Window


class Misconception(Steps):
    """一个误解。"""

    number: ClassVar[int]
    name: ClassVar[str]  # 一句话说做了什么
    thought: ClassVar[str]  # 你大概怎么想的
    truth: ClassVar[str]  # 为什么不是这样
    lesson: ClassVar[str]  # 哪一章讲它
    section: ClassVar[str]  # 那一章的哪一节


# ---- 填充和起点 ----


class ZeroPadding(Misconception):
    number = 1
    name = "用0填充"
    thought = "填充的地方没有数，你就当那里是0。卷积确实这样做。"
    truth = (
        "0也会参加比较。窗口里全是负数时，0就赢了，可是输入里根本没有它。"
        "最大池化的填充是−∞：它永远赢不了，等于没看到。"
    )
    lesson, section = "01-max-pooling", "填充是−∞，不是0"

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        return 0.0


class ZeroInPaddingOnly(ZeroPadding):
    """填充里是0，填充之外看不到。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        inside = all(p < axis.length + axis.padding for p, axis in zip(place, axes, strict=True))
        return 0.0 if inside else super(ZeroPadding, self).outside(x, place, axes)


class StartsAtZero(Misconception):
    number = 2
    name = "从0开始比"
    thought = "还没看任何数的时候，你让最大值先等于0。"
    truth = (
        "窗口里全是负数时，谁也比不过0，结果就成了0。要从−∞（`-math.inf`）开始，"
        "或者从窗口的第一个数开始。"
    )
    lesson, section = "01-max-pooling", "填充是−∞，不是0"

    def initial(self, window: Window) -> float:
        return 0.0


class FiniteSentinel(Misconception):
    number = 3
    name = "用一个很小的数冒充−∞"
    thought = "你让最大值从一个很小的数开始，比如−1e9，觉得不会有数比它还小。"
    truth = "会有的。输入比它还小时，结果就成了它，而不是输入里的数。真正的−∞写作`-math.inf`。"
    lesson, section = "01-max-pooling", "填充是−∞，不是0"
    sentinel: ClassVar[float] = -1e9  # 比对时换成你用的那个数

    def initial(self, window: Window) -> float:
        return self.sentinel


class FiniteFill(FiniteSentinel):
    """填充里填的是它。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        inside = all(p < axis.length + axis.padding for p, axis in zip(place, axes, strict=True))
        return self.sentinel if inside else super().outside(x, place, axes)

    def initial(self, window: Window) -> float:
        return super(FiniteSentinel, self).initial(window)


class StrideOne(Misconception):
    number = 4
    name = "不给步幅时，步幅当成了1"
    thought = "卷积的步幅默认是1，你以为池化也是。"
    truth = "池化不给步幅时，步幅等于窗口大小：窗口一个挨一个，互不重叠。"
    lesson, section = "01-max-pooling", "步幅：窗口每次走多远"

    def default_stride(self, kernel_size: Any, dilation: Any) -> Any:
        return (1, 1) if isinstance(kernel_size, tuple) else 1


# ---- ceil_mode和最后一个窗口 ----


class PartialTakesFirst(Misconception):
    number = 5
    name = "不完整的窗口只取左上角的数"
    thought = "窗口伸出了边界，凑不齐，你就只取它左上角的那个数。有的笔记确实这样写。"
    truth = "不完整的窗口看到几个数，就取这几个数的最大值。伸出去的部分不看。"
    lesson, section = "01-max-pooling", "ceil_mode：装不满的窗口要不要"

    def reduce(self, window: Window) -> tuple[float, int]:
        if window.partial and window.seen:
            return window.seen[0][0], 0
        return super().reduce(window)


class TakesCorner(Misconception):
    number = 49
    name = "每个窗口都只取左上角的数"
    thought = "窗口停在哪里，你就取了哪里的数。"
    truth = "那只是窗口的第一个数。窗口里的每个数都要看一遍，留下最大的。"
    lesson, section = "01-max-pooling", "一个窗口，一个最大值"

    def reduce(self, window: Window) -> tuple[float, int]:
        return (window.seen[0][0], 0) if window.seen else super().reduce(window)


class NoLastWindowRule(Misconception):
    number = 6
    name = "向上取整以后，忘了最后一窗规则"
    thought = "`ceil_mode=True`就是向上取整，你照公式算了，没有再检查。"
    truth = (
        "还有一条规则：窗口必须从输入或左边的填充里开始。最后一个窗口要是从右边的填充里开始，"
        "就去掉它。不然它一个数也看不到。"
    )
    lesson, section = "04-output-size", "向上取整，和最后一窗规则"

    def is_extra(self, size: int, axis: Axis) -> bool:
        return False


class RuleCountsRightPadding(NoLastWindowRule):
    """把右填充也算作可以开始的地方。"""

    name = "最后一窗规则的界线差了一点"
    thought = "规则你写了，可是窗口从右填充里开始，你也留下了。"

    def is_extra(self, size: int, axis: Axis) -> bool:
        return (size - 1) * axis.stride >= axis.length + 2 * axis.padding


class RuleMissesByOne(RuleCountsRightPadding):
    """`>=`写成了`>`。"""

    thought = "规则你写了，可是刚好从右填充的第一格开始的窗口，你留下了：`>=`写成了`>`。"

    def is_extra(self, size: int, axis: Axis) -> bool:
        return (size - 1) * axis.stride > axis.length + axis.padding


class CeilIgnored(Misconception):
    number = 7
    name = "没有理会ceil_mode"
    thought = "输出大小总是向下取整，`ceil_mode`你没有用上。"
    truth = "`ceil_mode=True`时要向上取整：右边剩下的零头，也开一个窗口来看。"
    lesson, section = "01-max-pooling", "ceil_mode：装不满的窗口要不要"

    def axis(self, axis: Axis) -> Axis:
        return super().axis(axis)._replace(ceil_mode=False)


class AlwaysCeil(Misconception):
    number = 8
    name = "总是向上取整"
    thought = "剩下的零头也是数，你就再开一个窗口。"
    truth = "默认是向下取整：放不下一个完整的窗口，零头就不要了。要它，得写`ceil_mode=True`。"
    lesson, section = "01-max-pooling", "ceil_mode：装不满的窗口要不要"

    def axis(self, axis: Axis) -> Axis:
        return super().axis(axis)._replace(ceil_mode=True)


class AlwaysCeilNoRule(AlwaysCeil):
    """总是向上取整，也没有最后一窗规则。"""

    def is_extra(self, size: int, axis: Axis) -> bool:
        return False


class StartsRunToTheEnd(AlwaysCeil):
    """起点写成`range(0, H, sh)`，一直走到头。"""

    thought = "窗口的起点，你让它一直走到输入的尽头，后面放不下的也算。"

    def axis(self, axis: Axis) -> Axis:
        return super(AlwaysCeil, self).axis(axis)

    def size(self, axis: Axis) -> int:
        return -(-(axis.length + 2 * axis.padding) // axis.stride)


class Rounds(Misconception):
    number = 9
    name = "四舍五入"
    thought = "除不尽，你就四舍五入。"
    truth = "输出大小只有两种取整：默认向下，`ceil_mode=True`时向上。没有四舍五入。"
    lesson, section = "01-max-pooling", "把输出大小写成公式"

    def divide(self, room: int, axis: Axis) -> int:
        return round(room / axis.stride)


class RoundsHalfUp(Rounds):
    """逢五进一；Python的round逢五取偶。"""

    def divide(self, room: int, axis: Axis) -> int:
        return math.floor(room / axis.stride + 0.5)


class RoundsAtTheEnd(Rounds):
    """先加1，再四舍五入。"""

    def divide(self, room: int, axis: Axis) -> int:
        return round(room / axis.stride + 1) - 1


class RoundsForCeil(Rounds):
    """向上取整写成了四舍五入。"""

    def divide(self, room: int, axis: Axis) -> int:
        if not axis.ceil_mode:
            return room // axis.stride
        return math.floor(room / axis.stride + 0.5)


class ShiftedInside(Misconception):
    number = 10
    name = "把最后一个窗口挪回了里面"
    thought = "最后一个窗口伸出了边界，你就把它往回挪，让它完整。"
    truth = "窗口的起点总是步幅的整数倍，不会挪。伸出去的部分不看，里面有几个数就看几个。"
    lesson, section = "01-max-pooling", "ceil_mode：装不满的窗口要不要"

    def start(self, output: int, axis: Axis) -> int:
        start = super().start(output, axis)
        return min(start, axis.length + axis.padding - self.span(axis))


class ShiftedInsideInput(ShiftedInside):
    """连填充也不许伸进去。"""

    def start(self, output: int, axis: Axis) -> int:
        start = super().start(output, axis)
        return min(start, max(0, axis.length - self.span(axis)))


class PartialGivesZero(Misconception):
    number = 11
    name = "不完整的窗口给了0"
    thought = "窗口伸出了边界，凑不齐，你就给它一个0。"
    truth = "不完整的窗口也有自己的数，取它们的最大值。"
    lesson, section = "01-max-pooling", "ceil_mode：装不满的窗口要不要"

    def reduce(self, window: Window) -> tuple[float, int]:
        return (0.0, 0) if window.partial else super().reduce(window)


# ---- 填充怎么算 ----


class PaddingOnce(Misconception):
    number = 12
    name = "填充只算了一边"
    thought = "公式里的填充，你只加了一次。"
    truth = "填充在两边都有，所以长度多了`2 * padding`。"
    lesson, section = "01-max-pooling", "把输出大小写成公式"

    def room(self, axis: Axis) -> int:
        return super().room(axis) - axis.padding


class PaddingIgnored(Misconception):
    number = 50
    name = "没有理会填充"
    thought = "窗口还是只在输入里面走，`padding`你没有用上。"
    truth = "两边各多出`padding`格，所以窗口从`-padding`开始，输出也更大。"
    lesson, section = "01-max-pooling", "填充是−∞，不是0"

    def axis(self, axis: Axis) -> Axis:
        return super().axis(axis)._replace(padding=0)


class PaddingAfter(Misconception):
    number = 13
    name = "填充只加在了右边和下边"
    thought = "第一个窗口你从第0个元素开始看，填充都放在后面。"
    truth = "两边各填充`padding`个，所以第一个窗口从`-padding`开始。"
    lesson, section = "01-max-pooling", "填充是−∞，不是0"

    def start(self, output: int, axis: Axis) -> int:
        return super().start(output, axis) + axis.padding


class PaddingAfterOnce(PaddingAfter):
    """右边和下边，也只加一次。"""

    def room(self, axis: Axis) -> int:
        return super().room(axis) - axis.padding


class Reflects(Misconception):
    number = 14
    name = "用镜像填充"
    thought = "填充的地方，你填上了输入照镜子的样子。"
    truth = "镜像会让窗口看到本来看不到的数。最大池化的填充是−∞，不带来任何新的数。"
    lesson, section = "01-max-pooling", "填充是−∞，不是0"

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        last = len(x) - 1, len(x[0]) - 1
        r, c = (end - abs(end - abs(p)) for p, end in zip(place, last, strict=True))
        return x[r][c] if r >= 0 and c >= 0 else None


class NegativeIndexWraps(Misconception):
    number = 38
    name = "负的下标绕到了末尾"
    thought = "窗口从−1开始，你直接写了`x[-1]`，或者从负数开始切片。"
    truth = (
        "Python的`x[-1]`是最后一个元素，不是左边外面的那个；切片从负数开始，也绕到末尾。"
        "不报错，却看错了地方。"
        "取数之前，先看下标是不是在输入里面。"
    )
    lesson, section = "01-max-pooling", "填充是−∞，不是0"

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        r, c = place
        wraps = -len(x) <= r < len(x) and -len(x[0]) <= c < len(x[0])
        return x[r][c] if wraps else super().outside(x, place, axes)

    def target(self, place: Place, axes: tuple[Axis, Axis]) -> Place:
        r, c = (p + axis.length if p < 0 else p for p, axis in zip(place, axes, strict=True))
        return super().target((r, c), axes)


class NegativeSliceWraps(NegativeIndexWraps):
    """切片从负数开始。"""

    def taps(self, start: int, axis: Axis) -> list[int]:
        seen = range(axis.length)[start : start + axis.kernel_size]
        return list(seen) if axis.dilation == 1 else super().taps(start, axis)


# ---- 空洞 ----


class DilationIgnored(Misconception):
    number = 15
    name = "没有理会空洞"
    thought = "窗口的抽头你还是一个挨一个地看，`dilation`没有用上。"
    truth = "空洞让抽头隔开：相邻两个抽头相距`dilation`。窗口看的数没有变多，只是看得更远。"
    lesson, section = "01-max-pooling", "空洞：把抽头隔开"

    def axis(self, axis: Axis) -> Axis:
        return super().axis(axis)._replace(dilation=1)


class DilationOnlyInSize(DilationIgnored):
    """输出大小算对了，看的时候没有隔开。"""

    def axis(self, axis: Axis) -> Axis:
        return super(DilationIgnored, self).axis(axis)

    def taps(self, start: int, axis: Axis) -> list[int]:
        return super().taps(start, axis._replace(dilation=1))


class DilationFilled(DilationOnlyInSize):
    """窗口有那么大，里面却一个也没有跳过。"""

    name = "跨度里的每个数都看了"
    thought = "你让窗口变大了，可是里面的数一个也没有跳过。"

    def taps(self, start: int, axis: Axis) -> list[int]:
        return list(range(start, start + self.span(axis)))


class DilationOnlyInTaps(DilationIgnored):
    """看的时候隔开了，输出大小没有跟着变。"""

    name = "输出大小没有用有效跨度"
    thought = "看的时候你隔开了抽头，输出大小却还是按`kernel_size`算的。"
    truth = "隔开以后，窗口占的地方大了：有效跨度是`d * (k - 1) + 1`。输出大小的公式里，要用它。"

    def axis(self, axis: Axis) -> Axis:
        return super(DilationIgnored, self).axis(axis)

    def span(self, axis: Axis) -> int:
        return axis.kernel_size


class SpanTimes(Misconception):
    number = 16
    name = "有效跨度算成了空洞乘窗口大小"
    thought = "窗口有k个抽头，每个占d格，你算成一共`d * k`格。"
    truth = "最后一个抽头后面不再空了。k个抽头之间只有k−1个间隔，有效跨度是`d * (k - 1) + 1`。"
    lesson, section = "01-max-pooling", "空洞：把抽头隔开"

    def span(self, axis: Axis) -> int:
        return axis.dilation * axis.kernel_size


class SpanMissingOne(SpanTimes):
    """少加了1。"""

    thought = "k个抽头之间有k−1个间隔，你算成一共`d * (k - 1)`格。"
    truth = "那是第一个抽头到最后一个抽头的距离。两头的格子都要算，所以再加1：`d * (k - 1) + 1`。"

    def span(self, axis: Axis) -> int:
        return axis.dilation * (axis.kernel_size - 1)


class DilationOnStride(Misconception):
    number = 17
    name = "把空洞用在了步幅上"
    thought = "你让窗口走得更远，而不是让抽头隔得更开。"
    truth = "空洞只管窗口里面：相邻两个抽头的距离。相邻两个窗口的距离是步幅，和空洞无关。"
    lesson, section = "01-max-pooling", "空洞：把抽头隔开"

    def axis(self, axis: Axis) -> Axis:
        axis = super().axis(axis)
        return axis._replace(stride=axis.stride * axis.dilation, dilation=1)


class DilationOnStrideToo(DilationOnStride):
    """抽头隔开了，步幅也乘了空洞。"""

    def axis(self, axis: Axis) -> Axis:
        axis = super(DilationOnStride, self).axis(axis)
        return axis._replace(stride=axis.stride * axis.dilation)


class StrideIsSpan(Misconception):
    number = 45
    name = "不给步幅时，步幅当成了有效跨度"
    thought = "有空洞时，你让窗口一个挨一个，走了整个有效跨度。"
    truth = "不给步幅时，步幅就是`kernel_size`，和空洞无关。有空洞的窗口，会互相穿插。"
    lesson, section = "01-max-pooling", "空洞：把抽头隔开"

    def default_stride(self, kernel_size: Any, dilation: Any) -> Any:
        if isinstance(kernel_size, int):
            return dilation * (kernel_size - 1) + 1
        return tuple(d * (k - 1) + 1 for k, d in zip(kernel_size, dilation, strict=True))


# ---- 高和宽 ----


class KernelSwapped(Misconception):
    number = 18
    name = "窗口的高和宽对调了"
    thought = "`kernel_size`的两个数，你按`(宽, 高)`用了。"
    truth = "次序和形状一样，先高后宽：`kernel_size[0]`管行，`kernel_size[1]`管列。"
    lesson, section = "04-output-size", "高和宽可以不一样"

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        kernel_size, *rest = super().pairs(*pairs)
        return (kernel_size[1], kernel_size[0]), *rest


class KernelSwappedInTaps(KernelSwapped):
    """输出大小算对了，看的时候对调了。"""

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        return super(KernelSwapped, self).pairs(*pairs)

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        rows, columns = axes
        rows, columns = (
            rows._replace(kernel_size=columns.kernel_size),
            columns._replace(kernel_size=rows.kernel_size),
        )
        return super().look(x, start, (rows, columns))


class StrideSwapped(Misconception):
    number = 19
    name = "步幅的高和宽对调了"
    thought = "`stride`的两个数，你按`(宽, 高)`用了。"
    truth = "次序和形状一样，先高后宽：`stride[0]`是往下走几行，`stride[1]`是往右走几列。"
    lesson, section = "04-output-size", "高和宽可以不一样"

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        kernel_size, *rest = super().pairs(*pairs)
        return (kernel_size, *(pair[::-1] for pair in rest[:1]), *rest[1:])


class PaddingSwapped(Misconception):
    number = 20
    name = "填充的高和宽对调了"
    thought = "`padding`的两个数，你按`(宽, 高)`用了。"
    truth = "次序和形状一样，先高后宽：`padding[0]`加在上下，`padding[1]`加在左右。"
    lesson, section = "04-output-size", "高和宽可以不一样"

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        first, rest = super().pairs(*pairs)[:2], super().pairs(*pairs)[2:]
        return (*first, *(pair[::-1] for pair in rest[:1]), *rest[1:])


class DilationSwapped(Misconception):
    number = 42
    name = "空洞的高和宽对调了"
    thought = "`dilation`的两个数，你按`(宽, 高)`用了。"
    truth = "次序和形状一样，先高后宽：`dilation[0]`隔开行，`dilation[1]`隔开列。"
    lesson, section = "04-output-size", "高和宽可以不一样"

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        first, rest = super().pairs(*pairs)[:3], super().pairs(*pairs)[3:]
        return (*first, *(pair[::-1] for pair in rest))


class StrideSwappedInStart(StrideSwapped):
    """输出大小算对了，起点对调了。"""

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        return super(StrideSwapped, self).pairs(*pairs)

    def window(self, x: Plane, output: Place, axes: tuple[Axis, Axis]) -> Window:
        rows, columns = axes
        turned = rows._replace(stride=columns.stride), columns._replace(stride=rows.stride)
        top, left = (self.start(i, axis) for i, axis in zip(output, turned, strict=True))
        return self.look(x, (top, left), axes)


class DilationSwappedInTaps(DilationSwapped):
    """输出大小算对了，看的时候对调了。"""

    def pairs(self, *pairs: Pair) -> tuple[Pair, ...]:
        return super(DilationSwapped, self).pairs(*pairs)

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        rows, columns = axes
        turned = rows._replace(dilation=columns.dilation), columns._replace(dilation=rows.dilation)
        return super().look(x, start, turned)


# ---- 变成什么 ----


class Means(Misconception):
    number = 21
    name = "取了平均"
    thought = "窗口里的数，你加起来再平均。"
    truth = "那是平均池化。最大池化只留下最大的一个。"
    lesson, section = "01-max-pooling", "一个窗口，一个最大值"

    def reduce(self, window: Window) -> tuple[float, int]:
        values = [value for value, *_ in window.seen]
        best, winner = super().reduce(window)
        return (sum(values) / self.divisor(window) if values else best), winner

    def divisor(self, window: Window) -> int:
        return len(window.seen)


class MeansOfKernel(Means):
    """除以窗口大小，填充也算。"""

    def divisor(self, window: Window) -> int:
        return window.axes[0].kernel_size * window.axes[1].kernel_size


class TakesSmallest(Misconception):
    number = 51
    name = "取了最小的"
    thought = "比大小的方向反了：你留下了更小的数。"
    truth = "最大池化留下最大的：新来的数更大（`>`），才换下原来的。"
    lesson, section = "01-max-pooling", "一个窗口，一个最大值"

    def reduce(self, window: Window) -> tuple[float, int]:
        turned = [(-value, place, tap) for value, place, tap in window.seen]
        best, winner = super().reduce(window._replace(seen=turned))
        return (-best if window.seen else best), winner


class AbsoluteMax(Misconception):
    number = 22
    name = "比的是绝对值"
    thought = "你以为最大就是离0最远。"
    truth = "最大就是最大，负数总比正数小：−9比1小。最大池化不取绝对值。"
    lesson, section = "01-max-pooling", "填充是−∞，不是0"

    def reduce(self, window: Window) -> tuple[float, int]:
        seen = [(abs(value), place, tap) for value, place, tap in window.seen]
        return super().reduce(window._replace(seen=seen))


class FarthestFromZero(AbsoluteMax):
    """按绝对值比，留下原来的数。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        winner = super().reduce(window)[1]
        return (window.seen[winner][0] if window.seen else -math.inf), winner


class AcrossChannels(Misconception):
    number = 23
    name = "把通道也混在一起比了"
    thought = "同一个位置的几个通道，你取了它们一起的最大值。"
    truth = "池化不碰通道：每个通道自己算自己的，输出的通道数和输入一样。"
    lesson, section = "01-max-pooling", "通道不变，也没有参数"

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        return [[self.largest(planes)] for planes in super().max_pool_batch(x, *arguments)]

    def largest(self, planes: list[Plane]) -> Plane:
        """几个平面，逐个位置取最大。"""
        rows = zip(*planes, strict=True)
        return [[max(values) for values in zip(*row, strict=True)] for row in rows]


class AcrossChannelsFlat(AcrossChannels):
    """通道轴也没有了。"""

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        return [plane for (plane,) in super().max_pool_batch(x, *arguments)]


class AcrossChannelsRepeated(AcrossChannels):
    """每个通道都是混在一起的最大值。"""

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        pooled = super().max_pool_batch(x, *arguments)
        return [image * len(channels) for image, channels in zip(pooled, x, strict=True)]


class MissingOne(Misconception):
    number = 24
    name = "输出大小少加了1"
    thought = "你算的是窗口能挪几步。"
    truth = (
        "挪几步是几步，第一个窗口不用挪也在那里。所以个数是步数加1。"
        "写成`range`也一样：右端不算在内，最后一个起点是`H - kh`，"
        "要写`range(0, H - kh + 1, sh)`；写成`while`，就是`<=`。"
    )
    lesson, section = "01-max-pooling", "把输出大小写成公式"

    def size(self, axis: Axis) -> int:
        return super().size(axis) - 1


class MissingOneBeforeRule(MissingOne):
    """少加了1以后，还检查最后一窗规则。"""

    def size(self, axis: Axis) -> int:
        return super(MissingOne, self).size(axis)

    def divide(self, room: int, axis: Axis) -> int:
        return super().divide(room, axis) - 1


class RangeOneShort(MissingOne):
    """起点写成`range(0, H - kh, sh)`。"""

    def size(self, axis: Axis) -> int:
        return -(-self.room(axis) // axis.stride)


class StartTimesKernel(Misconception):
    number = 25
    name = "窗口的起点按窗口大小算了"
    thought = "第i个窗口，你从`i * kernel_size`开始看。"
    truth = "窗口每次走的是步幅，所以第i个窗口从`i * stride`开始。步幅等于窗口大小时，两者才一样。"
    lesson, section = "01-max-pooling", "步幅：窗口每次走多远"

    def start(self, output: int, axis: Axis) -> int:
        return super().start(output, axis) + output * (axis.kernel_size - axis.stride)


class EndsTooEarly(Misconception):
    number = 26
    name = "窗口的边上差了一个"
    thought = "窗口到哪里为止，你多算或少算了一个。"
    truth = (
        "Python的切片和`range`都不含右端：从`a`开始的k个数，写作`x[a : a + k]`或"
        "`range(a, a + k)`，不多也不少。"
    )
    lesson, section = "01-max-pooling", "一个窗口，一个最大值"

    def taps(self, start: int, axis: Axis) -> list[int]:
        return super().taps(start, axis._replace(kernel_size=axis.kernel_size - 1))


class EndsTooLate(EndsTooEarly):
    """多看了一个。"""

    def taps(self, start: int, axis: Axis) -> list[int]:
        return super(EndsTooEarly, self).taps(
            start, axis._replace(kernel_size=axis.kernel_size + 1)
        )


class EndsTooEarlyAfterFirst(EndsTooEarly):
    """从窗口的第一个数开始比，所以至少看了它。"""

    def initial(self, window: Window) -> float:
        r, c = (max(0, p) for p in window.start)
        return window.x[r][c]


class StartsAtCorner(Misconception):
    number = 41
    name = "从整个输入的第一个数开始比"
    thought = "每个窗口，你都让最大值先等于`x[0][0]`。"
    truth = "`x[0][0]`不一定在这个窗口里。它要是很大，每个窗口的结果就都成了它。"
    lesson, section = "01-max-pooling", "一个窗口，一个最大值"

    def initial(self, window: Window) -> float:
        return window.x[0][0]


# ---- 索引、并列、NaN ----


class NanSkipped(Misconception):
    number = 27
    name = "跳过了NaN"
    thought = "NaN和谁比都是假，所以它从来没有赢过。"
    truth = "torch让NaN传下去：窗口里有NaN，结果就是NaN，这样你才会发现前面算错了。"
    lesson, section = "06-backward", "并列：ReLU之后是常事"

    def spreads(self, value: float) -> bool:
        return False


class NanByOrder(NanSkipped):
    """从第一个数开始比，NaN在最前面时才留得下来，Python的max就这样。"""

    def initial(self, window: Window) -> float:
        return window.seen[0][0] if window.seen else super().initial(window)


class NothingChosen(Misconception):
    number = 47
    name = "全是−∞的窗口，一个也没有选中"
    thought = "最大值从−∞开始，只有更大的数才换下它，于是−∞一个也换不了。"
    truth = (
        "窗口里全是−∞时，最大值是−∞，索引是窗口里的第一个，梯度也给它。"
        "从窗口的第一个数开始比，就不会漏掉。"
    )
    lesson, section = "06-backward", "索引：最大值在哪里"
    unchosen = -1


class NothingChosenMinusOne(NothingChosen):
    """索引写了−1。"""

    unset = -1


class FirstNan(Misconception):
    number = 44
    name = "留下的是第一个NaN"
    thought = "遇到NaN，你就停下来，或者不再换了。"
    truth = (
        "并列时取先遇到的，NaN却相反：torch每遇到一个NaN都换成它，所以索引是最后一个NaN的。"
        "值是一样的，差别只在索引。"
    )
    lesson, section = "06-backward", "并列：ReLU之后是常事"

    def reduce(self, window: Window) -> tuple[float, int]:
        for i, (value, *_) in enumerate(window.seen):
            if self.spreads(value):
                return value, i
        return super().reduce(window)


class LastTieWins(Misconception):
    number = 28
    name = "并列时取了最后一个"
    thought = "两个数一样大，你让后来的赢（写了`>=`）。"
    truth = "并列时，索引是先遇到的那个。后来的要真的更大（`>`），才能换下它。"
    lesson, section = "06-backward", "并列：ReLU之后是常事"

    def beats(self, value: float, best: float) -> bool:
        return value >= best


class LocalIndex(Misconception):
    number = 29
    name = "索引是在窗口里数的"
    thought = "最大值是窗口里的第几个，你就写了几。"
    truth = (
        "索引要从整个平面的左上角数起：`行 * 宽 + 列`。不然反池化时，谁也不知道是哪个窗口的第几个。"
    )
    lesson, section = "06-backward", "索引：最大值在哪里"

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        return tap[0] * axes[1].kernel_size + tap[1]


class LocalIndexOfSeen(LocalIndex):
    """只数看得到的，伸出去的不数。"""

    def index(self, window: Window, winner: int) -> int:
        return winner


class PaddedIndex(Misconception):
    number = 30
    name = "索引把填充也数进去了"
    thought = "你先把输入填充好，再在填充过的平面上数位置。"
    truth = "索引是原来的输入里的位置，填充不算。行和列都要先减去`padding`。"
    lesson, section = "06-backward", "索引：最大值在哪里"

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        (r, c), (rows, columns) = place, axes
        width = columns.length + 2 * columns.padding
        return (r + rows.padding) * width + c + columns.padding


class GlobalIndex(Misconception):
    number = 31
    name = "索引跨过了通道和图片"
    thought = "索引你从整个批量的第一个数数起。"
    truth = "每个平面自己数自己的，都从0开始。第n张图片第c个通道，由它在数组里的位置说明。"
    lesson, section = "06-backward", "索引：最大值在哪里"

    def plane_offset(self, n: int, c: int, channels: int, area: int) -> int:
        return (n * channels + c) * area


class GlobalIndexInImage(GlobalIndex):
    """只跨过了通道。"""

    def plane_offset(self, n: int, c: int, channels: int, area: int) -> int:
        return c * area


class IndexTimesHeight(Misconception):
    number = 43
    name = "索引里，行号乘了高"
    thought = "位置写成一个数，你用行号乘了行数。"
    truth = "走完一行要经过“宽”那么多个数，所以索引是`行 * 宽 + 列`。输入是正方形时，看不出错。"
    lesson, section = "06-backward", "索引：最大值在哪里"

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        return place[0] * axes[0].length + place[1]


# ---- 反向传播 ----


class EveryTie(Misconception):
    number = 32
    name = "并列的每个元素都拿到了梯度"
    thought = "几个数一样大，你让它们各得一整份上游梯度。"
    truth = "前向时只有先遇到的那个被选中，梯度就只给它一个。都给的话，梯度凭空多了几倍。"
    lesson, section = "06-backward", "并列：ReLU之后是常事"

    def shares(self, window: Window) -> list[float]:
        best = self.reduce(window)[0]
        return [float(value == best) for value, *_ in window.seen]


class SplitAmongTies(EveryTie):
    number = 33
    name = "并列的元素平分了梯度"
    thought = "几个数一样大，你让它们平分上游梯度。`torch.amax`确实这样做。"
    truth = "`max_pool2d`不平分：梯度全给先遇到的那个最大值。"
    lesson, section = "06-backward", "并列：ReLU之后是常事"

    def shares(self, window: Window) -> list[float]:
        shares = super().shares(window)
        return [share / sum(shares) for share in shares]


class Overwrites(Misconception):
    number = 34
    name = "后来的梯度盖掉了先来的"
    thought = (
        "一个元素分到梯度时，你写了`=`；或者用NumPy写了`grad[索引] += …`，"
        "而索引有重复时，它只加一次。"
    )
    truth = (
        "窗口重叠时，一个元素可以是几个窗口的最大值。每个窗口给它的梯度都要加上："
        "循环里用`+=`，NumPy里用`np.add.at`。"
    )
    lesson, section = "06-backward", "重叠：梯度要相加"

    def add(self, old: float, new: float) -> float:
        return new


class GradientOffset(Misconception):
    number = 35
    name = "梯度的位置偏了一个填充"
    thought = "你按填充过的平面来放梯度。"
    truth = "梯度的形状和输入一样，不带填充。位置要先减去`padding`，或者最后把填充裁掉。"
    lesson, section = "06-backward", "一个数变一点，结果变多少"

    def target(self, place: Place, axes: tuple[Axis, Axis]) -> Place:
        r, c = super().target(place, axes)
        return r + axes[0].padding, c + axes[1].padding


class GradientWithPadding(GradientOffset):
    """填充没有裁掉。"""

    def target(self, place: Place, axes: tuple[Axis, Axis]) -> Place:
        return super(GradientOffset, self).target(place, axes)

    def max_pool_backward(self, grad_output: Plane, x: Plane, *arguments: Any) -> Plane:
        top, left = (axis.padding for axis in self.axes(x, *arguments))
        grad = super().max_pool_backward(grad_output, x, *arguments)
        side, border = [0.0] * left, [[0.0] * (len(x[0]) + 2 * left)] * top
        return [*border, *([*side, *row, *side] for row in grad), *border]


class SpreadsEvenly(Misconception):
    number = 36
    name = "梯度摊给了窗口里的每个元素"
    thought = "窗口里的每个数，你都分到一样多。"
    truth = "那是平均池化的梯度。最大池化的输出只由最大的那个数决定，梯度就全给它。"
    lesson, section = "06-backward", "平均池化：平分"

    def shares(self, window: Window) -> list[float]:
        return [1 / self.parts(window)] * len(window.seen)

    def parts(self, window: Window) -> int:
        return window.axes[0].kernel_size * window.axes[1].kernel_size


class SpreadsOverSeen(SpreadsEvenly):
    """只分给看到的，填充不算。"""

    def parts(self, window: Window) -> int:
        return len(window.seen)


class SpreadsWhole(SpreadsEvenly):
    """每个元素都给一整份。"""

    def parts(self, window: Window) -> int:
        return 1


class UpstreamIgnored(Misconception):
    number = 37
    name = "没有用上游梯度"
    thought = "每个输出的上游梯度，你都当成了1。"
    truth = "输入变一点，输出跟着变多少，还要乘上`grad_output`：这个输出变一点，最后的损失变多少。"
    lesson, section = "06-backward", "一个数变一点，结果变多少"

    def upstream(self, gradient: float) -> float:
        return 1.0


# ---- 数值梯度检验 ----


class OneSided(Misconception):
    number = 39
    name = "只往上挪了一步"
    thought = "你算了挪上去和原地的差，再除以`eps`。"
    truth = "要一上一下，各挪一步：两边的误差大半抵消，结果准得多。只挪一边，弯的函数就算不准。"
    lesson, section = "06-backward", "怎样知道没有写错：数值梯度检验"

    def below(self, eps: float) -> float:
        return 0.0

    def width(self, eps: float) -> float:
        return eps


class Backward(OneSided):
    """只往下挪。"""

    name = "只往下挪了一步"
    thought = "你算了原地和挪下去的差，再除以`eps`。"

    def above(self, eps: float) -> float:
        return 0.0

    def below(self, eps: float) -> float:
        return eps


class TimesEps(Misconception):
    number = 48
    name = "除以2，又乘了eps"
    thought = "你写了`/ 2 * eps`，以为是除以`2 * eps`。"
    truth = "Python从左到右算：先除以2，再乘`eps`。分母要用括号括起来：`/ (2 * eps)`。"
    lesson, section = "06-backward", "怎样知道没有写错：数值梯度检验"

    def width(self, eps: float) -> float:
        return 2 / eps


class HalfWidth(Misconception):
    number = 40
    name = "少除了一个2"
    thought = "一上一下的差，你除以了`eps`。"
    truth = "从`x - eps`到`x + eps`，一共隔了`2 * eps`，所以要除以`2 * eps`。"
    lesson, section = "06-backward", "怎样知道没有写错：数值梯度检验"

    def width(self, eps: float) -> float:
        return eps


class SharedRows(Misconception):
    number = 46
    name = "往上挪和往下挪，没有分开"
    thought = "多半是直接改了`x`，或者只抄了外面一层（`x.copy()`、`list(x)`、`x[:]`）。"
    truth = (
        "只抄外面一层，里面的每一行还是原来的：往上挪、往下挪，挪的是同一个数。"
        "每次挪之前，都从原来的`x`抄一份新的：`[list(row) for row in x]`。"
    )
    lesson, section = "06-backward", "怎样知道没有写错：数值梯度检验"

    def numeric_gradient(self, f: Any, x: Plane, *arguments: Any) -> Plane:
        return [[0.0] * len(row) for row in x]


class SharedRowsInTurn(SharedRows):
    """先挪上去算，再挪下来算：挪下来就回到了原地。"""

    def numeric_gradient(self, f: Any, x: Plane, *arguments: Any) -> Plane:
        return super(SharedRows, self).numeric_gradient(f, x, *arguments)

    def below(self, eps: float) -> float:
        return 0.0


# ---- 同一个误解，程序可以有不同的反应 ----


class OverrunRaises(Steps):
    """下标超出了输入的右边或下边，程序就报错（用切片写则不会）。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        if place[0] >= len(x) or place[1] >= len(x[0]):
            raise IndexError(place)
        return super().outside(x, place, axes)


class StrayRaises(Steps):
    """梯度要送去的位置不在输入里，程序就报错。"""

    def stray(self) -> None:
        raise IndexError


class ReallyPadded(Steps):
    """真的填上了−∞，而不是跳过填充。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        inside = all(p < axis.length + axis.padding for p, axis in zip(place, axes, strict=True))
        return -math.inf if inside else super().outside(x, place, axes)


class UnsetIsZero(Steps):
    """谁也没有胜出时，索引写0，梯度不给谁。"""

    unchosen = -1


class UnsetIsMinusOne(UnsetIsZero):
    """谁也没有胜出时，索引写−1。"""

    unset = -1


class UnsetIsCorner(UnsetIsZero):
    """谁也没有胜出时，梯度给左上角。"""

    def max_pool_backward(self, grad_output: Plane, x: Plane, *arguments: Any) -> Plane:
        axes = self.axes(x, *arguments)
        grad = super().max_pool_backward(grad_output, x, *arguments)
        for i, row in enumerate(grad_output):
            for j, gradient in enumerate(row):
                if not any(self.shares(self.window(x, (i, j), axes))):
                    grad[0][0] = self.add(grad[0][0], self.upstream(gradient))
        return grad


class EmptyRaises(Steps):
    """窗口一个数也看不到，程序就报错。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        if not window.seen:
            raise ValueError("空的窗口")
        return super().reduce(window)


def _below(cls: type[Misconception]) -> Iterator[type[Misconception]]:
    for child in cls.__subclasses__():
        yield child
        yield from _below(child)


# 全部误解，连同各种写法，按编号排
EVERY = tuple(sorted(_below(Misconception), key=lambda cls: cls.number))

AXIS_STEPS = ("axis", "room", "span", "divide", "is_extra", "size", "start", "taps")


def only_on(which: int, one: type[Misconception]) -> type[Misconception] | None:
    """只在一条轴上（0是高，1是宽）这样想；和轴无关的误解就是None。"""
    wrong = [name for name in AXIS_STEPS if getattr(one, name) is not getattr(Steps, name)]
    if not wrong:
        return None

    def on_one_side(name: str) -> Callable[..., Any]:
        def step(self: Steps, *arguments: Any) -> Any:
            mine = arguments[-1].which == which
            return getattr(one if mine else Steps, name)(self, *arguments)

        return step

    return type(one.__name__, (one,), {name: on_one_side(name) for name in wrong})


ON_ONE_SIDE = tuple(
    half for one in EVERY for which in (0, 1) if (half := only_on(which, one)) is not None
)


def by_number(number: int) -> type[Misconception]:
    """第几号误解。"""
    return next(cls for cls in EVERY if cls.number == number)


def together(*classes: type[Steps]) -> Steps | None:
    """同时抱着几个误解的做法；合不到一起就是None。"""
    try:
        return type("Together", classes, {})()
    except TypeError:  # 一个是另一个的子类
        return None
