"""同一个误解，程序可以有不同的反应：从不报错的，和在不同的时候报错的。"""

import math
from typing import Any

from tutorial_pool.exercises.misconceptions.changed.looking import within_padding
from tutorial_pool.exercises.misconceptions.changed.taking import KeepsOnlyLeadingNan, SkipsNan
from tutorial_pool.exercises.misconceptions.steps import Axis, Place, Plane, Steps, Window


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


class EmptyRaises(Steps):
    """窗口一个数也看不到，程序就报错。"""

    def reduce(self, window: Window) -> tuple[float, int]:
        if not window.seen:
            raise ValueError("空的窗口")
        return super().reduce(window)


class ReallyPadded(Steps):
    """真的填上了−∞，而不是跳过填充。"""

    def outside(self, x: Plane, place: Place, axes: tuple[Axis, Axis]) -> float | None:
        return -math.inf if within_padding(place, axes) else super().outside(x, place, axes)


class NoWindowRaises(Steps):
    """窗口比输入还大，一个也放不下，程序就报错（`sliding_window_view`这样）。"""

    def size(self, axis: Axis) -> int:
        size = super().size(axis)
        if size <= 0:
            raise ValueError("放不下窗口")
        return size


class UnsetRaises(Steps):
    """谁也没有胜出时，程序就报错：位置还没有赋过值。"""

    unchosen = -1

    def reduce(self, window: Window) -> tuple[float, int]:
        value, winner = super().reduce(window)
        if winner < 0:
            raise ValueError("谁也没有胜出")
        return value, winner


class UnsetIsPrevious(Steps):
    """谁也没有胜出时，位置还是上一个窗口的；前面没有窗口，程序就报错。"""

    unchosen = -1
    before: Window | None = None

    def max_pool_backward(self, grad_output: Plane, x: Plane, *arguments: Any) -> Plane:
        self.before = None
        return super().max_pool_backward(grad_output, x, *arguments)

    def window(self, x: Plane, output: Place, axes: tuple[Axis, Axis]) -> Window:
        window = super().window(x, output, axes)
        if self.reduce(window)[1] >= 0:
            self.before = window
        if self.before is None:
            raise ValueError("谁也没有胜出")
        return self.before


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


Manner = tuple[type[Steps], ...]
FORGETFUL: tuple[Manner, ...] = (
    (UnsetRaises,),
    (UnsetRaises, ReallyPadded),
    (UnsetIsPrevious,),
    (UnsetIsPrevious, ReallyPadded),
)
SILENT: tuple[Manner, ...] = (
    (),
    (ReallyPadded,),
    (UnsetIsZero,),
    (UnsetIsMinusOne,),
    (UnsetIsCorner,),
)
CRASHING: tuple[Manner, ...] = (
    (OverrunRaises,),
    (EmptyRaises,),
    (OverrunRaises, EmptyRaises),
    (EmptyRaises, ReallyPadded),
    (StrayRaises,),
    (NoWindowRaises,),
    *FORGETFUL,
)
# 遮住的地方写着NaN，程序看了它：用`>`比的，NaN赢不了；用Python的max的，在最前面才留下
NAN_BLIND: tuple[Manner, ...] = ((SkipsNan,), (KeepsOnlyLeadingNan,))
# 程序的反应自己就说明了一切：全是−∞的窗口，一个也没有选中
UNSET: tuple[Manner, ...] = (*SILENT[2:], *FORGETFUL)
# 别的都对，只是这时候出了错：说出来就够了，不用再猜误解
ALONE: tuple[tuple[Manner, str], ...] = (
    (
        (OverrunRaises,),
        "别的都对，只有窗口伸到输入的右边或下边外面时才出错：那里没有数。取数之前，"
        "先看行小于行数、列小于列数；左边和上边，看不小于0。",
    ),
)
# 误解的做法会遇到的错误，和你的程序这时候会出的错
CRASHES: dict[type[Exception], tuple[type[Exception], ...]] = {
    IndexError: (IndexError, KeyError),
    ValueError: (ValueError, TypeError, LookupError, NameError, StopIteration),
    ZeroDivisionError: (ZeroDivisionError,),
}
