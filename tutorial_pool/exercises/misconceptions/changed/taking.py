"""看的地方对，取错了数：从什么数开始比，怎样比，NaN和并列，索引怎样写。"""

import math
from typing import Any

from tutorial_pool.exercises.misconceptions.steps import Axis, Place, Plane, Seen, Steps, Window

# ---- 从什么数开始比 ----


class StartsAtZero(Steps):
    """从0开始比。"""

    def initial(self, window: Window) -> float:
        return 0.0


class StartsAtSentinel(Steps):
    """从一个很小的数开始比。"""

    sentinel = -1e9  # 比对时换成你用的那个数

    def initial(self, window: Window) -> float:
        return self.sentinel


class StartsAtInputCorner(Steps):
    """从整个输入的第一个数开始比。"""

    def initial(self, window: Window) -> float:
        return window.x[0][0]


# ---- 取哪一个 ----


class TakesFirst(Steps):
    """只取窗口的第一个数。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        return (window.seen[0][0], 0) if window.seen else super().reduce(window)


class TakesFirstOfPartial(Steps):
    """不完整的窗口只取第一个数。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        if window.partial and window.seen:
            return window.seen[0][0], 0
        return super().reduce(window)


class TakesZeroOfPartial(Steps):
    """不完整的窗口给0。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        return (0.0, 0) if window.partial else super().reduce(window)


class NeverRises(Steps):
    """从−∞开始，留下更小的，所以总是−∞。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        return -math.inf, 0


class StartsAtInfinity(Steps):
    """从+∞开始，谁也比不过它。"""

    def initial(self, window: Window) -> float:
        return math.inf


class CarriesOver(Steps):
    """最大值没有在每个窗口重新开始，一直带到下一个窗口。"""

    carried: Seen = []  # noqa: RUF012 从不在原处改

    def window(self, x: Plane, output: Place, axes: tuple[Axis, Axis]) -> Window:
        window = super().window(x, output, axes)
        if self.starts_again(output):
            self.carried = []
        self.carried = [*self.carried, *window.seen]
        return window._replace(seen=self.carried)

    def starts_again(self, output: Place) -> bool:
        """到了哪个窗口，最大值重新开始。"""
        return output == (0, 0)


class CarriesOverInRow(CarriesOver):
    """最大值只在每一行输出的开头重新开始。"""

    def starts_again(self, output: Place) -> bool:
        return output[1] == 0


class TakesFirstRow(Steps):
    """只看了窗口的第一行。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        seen = [one for one in window.seen if one[1][0] == window.seen[0][1][0]]
        return super().reduce(window._replace(seen=seen))


class TakesLastRow(Steps):
    """只剩下窗口最后一行的最大值。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        skipped = [one for one in window.seen if one[1][0] != window.seen[-1][1][0]]
        seen = window.seen[len(skipped) :]
        best, winner = super().reduce(window._replace(seen=seen))
        return best, winner + len(skipped) if winner >= 0 else winner


class TakesLast(Steps):
    """只留下窗口的最后一个数。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        last = len(window.seen) - 1
        return (window.seen[last][0], last) if window.seen else super().reduce(window)


class TakesDiagonal(Steps):
    """只看了窗口的对角线：行和列一起走。"""

    def look(self, x: Plane, start: Place, axes: tuple[Axis, Axis]) -> Window:
        window = super().look(x, start, axes)
        return window._replace(seen=[one for one in window.seen if one[2][0] == one[2][1]])


class TakesMean(Steps):
    """取看到的数的平均。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        best, winner = super().reduce(window)
        return (total(window) / len(window.seen) if window.seen else best), winner


class TakesMeanOfKernel(Steps):
    """取平均，除以窗口大小，填充也算。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        best, winner = super().reduce(window)
        rows, columns = window.axes
        area = rows.kernel_size * columns.kernel_size
        return (total(window) / area if window.seen else best), winner


def total(window: Window) -> float:
    """看到的数之和。"""
    return sum(value for value, *_ in window.seen)


class TakesSmallest(Steps):
    """取最小的。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        turned = [(-value, place, tap) for value, place, tap in window.seen]
        best, winner = super().reduce(window._replace(seen=turned))
        return (-best if window.seen else best), winner


class TakesAbsolute(Steps):
    """取最大的绝对值。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        seen = [(abs(value), place, tap) for value, place, tap in window.seen]
        return super().reduce(window._replace(seen=seen))


class TakesFarthestFromZero(TakesAbsolute):
    """按绝对值比，留下原来的数。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        winner = super().reduce(window)[1]
        return (window.seen[winner][0] if window.seen else -math.inf), winner


class MergesChannels(Steps):
    """几个通道取一起的最大值，通道只剩一个。"""

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        return [[largest(planes)] for planes in super().max_pool_batch(x, *arguments)]


class DropsChannels(MergesChannels):
    """几个通道取一起的最大值，通道轴也没有了。"""

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        return [plane for (plane,) in super().max_pool_batch(x, *arguments)]


class RepeatsMergedChannels(MergesChannels):
    """每个通道都是一起的最大值。"""

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        pooled = super().max_pool_batch(x, *arguments)
        return [image * len(channels) for image, channels in zip(pooled, x, strict=True)]


class MergesImages(Steps):
    """几张图片取一起的最大值。"""

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        pooled = super().max_pool_batch(x, *arguments)
        together = [largest(list(planes)) for planes in zip(*pooled, strict=True)]
        return [together for _ in pooled]


class ChannelsLast(Steps):
    """把形状看成了(N, H, W, C)。"""

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        turned = [[_axis_moved(image, (2, 0, 1)) for image in x]]
        pooled = [
            super(ChannelsLast, self).max_pool_batch([image], *arguments) for image in turned[0]
        ]
        return [_axis_moved(one, (1, 2, 0)) for (one,) in pooled]


class FirstChannelOnly(Steps):
    """每张图片只做了第一个通道。"""

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        return super().max_pool_batch([image[:1] for image in x], *arguments)


class FirstImageOnly(Steps):
    """只做了第一张图片。"""

    def max_pool_batch(self, x: list[list[Plane]], *arguments: Any) -> Any:
        return super().max_pool_batch(x[:1], *arguments)


def _axis_moved(image: Any, order: tuple[int, int, int]) -> Any:
    """三条轴换个次序，和NumPy的transpose一样。"""
    sizes = len(image), len(image[0]) if image else 0, len(image[0][0]) if image and image[0] else 0
    a, b, c = (sizes[axis] for axis in order)

    def at(*place: int) -> float:
        i, j, k = (place[order.index(axis)] for axis in range(3))
        return image[i][j][k]

    return [[[at(i, j, k) for k in range(c)] for j in range(b)] for i in range(a)]


def largest(planes: list[Plane]) -> Plane:
    """几个平面，逐个位置取最大。"""
    rows = zip(*planes, strict=True)
    return [[max(values) for values in zip(*row, strict=True)] for row in rows]


# ---- NaN和并列 ----


class SkipsNan(Steps):
    """NaN从来不会赢。"""

    def spreads(self, value: float) -> bool:
        return False


class KeepsOnlyLeadingNan(SkipsNan):
    """从第一个数开始比，NaN在最前面时才留得下来，Python的max就这样。"""

    def initial(self, window: Window) -> float:
        return window.seen[0][0] if window.seen else super().initial(window)


class TakesFirstNan(Steps):
    """留下第一个NaN。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        for i, (value, *_) in enumerate(window.seen):
            if self.spreads(value):
                return value, i
        return super().reduce(window)


class LeavesRowAtNan(Steps):
    """遇到NaN就不看这一行剩下的，下一行又接着看。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        seen: list[tuple[int, Any]] = []
        over = None
        for i, one in enumerate(window.seen):
            if one[1][0] != over:
                seen.append((i, one))
                over = one[1][0] if math.isnan(one[0]) else None
        best, winner = super().reduce(window._replace(seen=[one for _, one in seen]))
        return best, seen[winner][0] if seen and winner >= 0 else winner


class TakesLastTie(Steps):
    """并列时取最后一个。"""

    def beats(self, value: float, best: float) -> bool:
        return value >= best


class ChoosesNothing(Steps):
    """窗口里全是−∞时，一个也不选。"""

    unchosen = -1


class ChoosesNothingSaysMinusOne(ChoosesNothing):
    """窗口里全是−∞时，一个也不选，索引写−1。"""

    unset = -1


# ---- 索引怎样写 ----


class CountsInKernel(Steps):
    """索引在窗口里数。"""

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        return tap[0] * axes[1].kernel_size + tap[1]


class CountsWhatIsSeen(Steps):
    """索引在窗口里数，只数看得到的，伸出去的不数。"""

    def index(self, window: Window, winner: int) -> int:
        return winner


class CountsPadding(Steps):
    """索引把填充也数进去。"""

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        (r, c), (rows, columns) = place, axes
        width = columns.length + 2 * columns.padding
        return (r + rows.padding) * width + c + columns.padding


class CountsShifted(Steps):
    """索引的行和列都加了填充，宽还是输入的宽。"""

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        rows, columns = axes
        return super().flat(place, tap, axes) + rows.padding * columns.length + columns.padding


class MultipliesByHeight(Steps):
    """索引是行号乘高，再加列号。"""

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        return place[0] * axes[0].length + place[1]


class CountsByColumns(Steps):
    """索引一列一列地数：列号乘高，再加行号。"""

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        return place[1] * axes[0].length + place[0]


class CountsFromOne(Steps):
    """索引从1数起。"""

    def flat(self, place: Place, tap: Place, axes: tuple[Axis, Axis]) -> int:
        return super().flat(place, tap, axes) + 1


class CountsAcrossBatch(Steps):
    """索引从整个批量的第一个数数起。"""

    def plane_offset(self, n: int, c: int, channels: int, area: int) -> int:
        return (n * channels + c) * area


class CountsAcrossChannels(Steps):
    """索引从一张图片的第一个数数起。"""

    def plane_offset(self, n: int, c: int, channels: int, area: int) -> int:
        return c * area
