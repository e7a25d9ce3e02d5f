"""梯度给错了：给谁，给多少，放在哪里；还有数值梯度检验。"""

from collections.abc import Callable
from typing import Any

from tutorial_pool.exercises.misconceptions.steps import Axis, Place, Plane, Steps, Window

# ---- 反向传播 ----


class GivesEveryTie(Steps):
    """并列的每个元素都得一整份。"""

    def shares(self, window: Window) -> list[float]:
        best = self.reduce(window)[0]
        return [float(value == best) for value, *_ in window.seen]


class SplitsAmongTies(GivesEveryTie):
    """并列的元素平分。"""

    def shares(self, window: Window) -> list[float]:
        shares = super().shares(window)
        return [share / sum(shares) for share in shares]


class SpreadsOverKernel(Steps):
    """窗口里的每个元素一样多，填充也算一份。"""

    def shares(self, window: Window) -> list[float]:
        rows, columns = window.axes
        return [1 / (rows.kernel_size * columns.kernel_size)] * len(window.seen)


class SpreadsOverSeen(Steps):
    """窗口看到的每个元素一样多。"""

    def shares(self, window: Window) -> list[float]:
        return [1 / len(window.seen)] * len(window.seen)


class GivesEveryElement(Steps):
    """窗口看到的每个元素都得一整份。"""

    def shares(self, window: Window) -> list[float]:
        return [1.0] * len(window.seen)


class SwapsUpstream(Steps):
    """上游梯度的行和列反了，没有的就当作0。"""

    def max_pool_backward(self, grad_output: Plane, x: Plane, *arguments: Any) -> Plane:
        height, width = len(grad_output), len(grad_output[0])
        turned = [
            [grad_output[j][i] if j < height and i < width else 0.0 for j in range(width)]
            for i in range(height)
        ]
        return super().max_pool_backward(turned, x, *arguments)


class TimesValue(Steps):
    """梯度又乘了最大值。"""

    def shares(self, window: Window) -> list[float]:
        pairs = zip(super().shares(window), window.seen, strict=True)
        return [share and share * value for share, (value, *_) in pairs]


class Averages(Steps):
    """同一个元素分到几份时，取它们的平均。"""

    def add(self, old: float, new: float) -> float:
        count = getattr(old, "count", 0)
        return _Mean((old * count + new) / (count + 1), count + 1)


class _Mean(float):
    """几份的平均，记着有几份。"""

    count: int

    def __new__(cls, value: float, count: int) -> "_Mean":
        mean = super().__new__(cls, value)
        mean.count = count
        return mean


class IgnoresUpstream(Steps):
    """上游梯度都当成1。"""

    def upstream(self, gradient: float) -> float:
        return 1.0


class Overwrites(Steps):
    """同一个元素分到几份时，只留下最后一份。"""

    def add(self, old: float, new: float) -> float:
        return new


class OffsetsByPadding(Steps):
    """梯度放偏了一个填充。"""

    def target(self, place: Place, axes: tuple[Axis, Axis]) -> Place:
        r, c = super().target(place, axes)
        return r + axes[0].padding, c + axes[1].padding


class KeepsPadding(Steps):
    """梯度带着填充，没有裁掉。"""

    def max_pool_backward(self, grad_output: Plane, x: Plane, *arguments: Any) -> Plane:
        top, left = (axis.padding for axis in self.axes(x, *arguments))
        grad = super().max_pool_backward(grad_output, x, *arguments)
        side, border = [0.0] * left, [[0.0] * (len(x[0]) + 2 * left)] * top
        return [*border, *([*side, *row, *side] for row in grad), *border]


# ---- 数值梯度检验 ----


class MovesUpOnly(Steps):
    """挪上去的减原地的，除以`eps`。"""

    def below(self, eps: float) -> float:
        return 0.0

    def width(self, eps: float) -> float:
        return eps


class MovesDownOnly(Steps):
    """原地的减挪下去的，除以`eps`。"""

    def above(self, eps: float) -> float:
        return 0.0

    def width(self, eps: float) -> float:
        return eps


class MovesUpAndBack(Steps):
    """先挪上去算，再挪下来算，挪下来就回到了原地；除以`2 * eps`。"""

    def below(self, eps: float) -> float:
        return 0.0


class MovesTogether(Steps):
    """往上挪和往下挪的是同一份，没有差别。"""

    def numeric_gradient(self, f: Any, x: Plane, *arguments: Any) -> Plane:
        return [[0.0] * len(row) for row in x]


class DividesByEps(Steps):
    """一上一下的差，除以`eps`。"""

    def width(self, eps: float) -> float:
        return eps


class MultipliesByEps(Steps):
    """一上一下的差，除以2，再乘`eps`。"""

    def width(self, eps: float) -> float:
        return 2 / eps


class MovesDownFirst(Steps):
    """挪下去的减挪上去的，符号反了。"""

    def width(self, eps: float) -> float:
        return -2 * eps


class MovesAll(Steps):
    """一次把所有的数都挪了。"""

    def numeric_gradient(
        self, f: Callable[[Plane], Plane], x: Plane, grad_output: Plane, eps: float
    ) -> Plane:
        def loss(by: float) -> float:
            weights = (g for row in grad_output for g in row)
            values = (v for row in f([[v + by for v in row] for row in x]) for v in row)
            return sum(g * v for g, v in zip(weights, values, strict=True))

        slope = (loss(self.above(eps)) - loss(-self.below(eps))) / self.width(eps)
        return [[slope] * len(row) for row in x]


class MovesByShare(Steps):
    """挪的是这个数的几分之几：乘了`1 + eps`和`1 - eps`。"""

    def numeric_gradient(self, f: Any, x: Plane, grad_output: Plane, eps: float) -> Plane:
        grad = [[0.0] * len(row) for row in x]
        for r, row in enumerate(x):
            for c, value in enumerate(row):
                if value:
                    slopes = super().numeric_gradient(f, x, grad_output, eps * value)
                    grad[r][c] = value * slopes[r][c]
        return grad


class SamePlaceOnly(Steps):
    """只看结果里同一个位置的数。"""

    def numeric_gradient(self, f: Any, x: Plane, grad_output: Plane, eps: float) -> Plane:
        grad = [[0.0] * len(row) for row in x]
        for r, row in enumerate(grad_output):
            for c, value in enumerate(row):
                if r < len(x) and c < len(x[0]):
                    alone = [[0.0] * len(line) for line in grad_output]
                    alone[r][c] = value
                    grad[r][c] = super().numeric_gradient(f, x, alone, eps)[r][c]
        return grad
