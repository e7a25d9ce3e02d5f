"""同一个误解，程序可以有不同的反应：从不报错的，和在不同的时候报错的。"""

import math
from typing import Any

from tutorial_pool.exercises.misconceptions.changed.looking import within_padding
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
)
CRASHES = (IndexError, ValueError, ZeroDivisionError)  # 误解的做法会遇到的错误
