"""带掩码的池化做错了：遮住的数算了进去，除数不对，掩码用错。"""

import math

from tutorial_pool.exercises.misconceptions.steps import Plane, Steps


class SeesHidden(Steps):
    """遮住的数也看了，也数了。"""

    def is_real(self, value: float, real: bool) -> bool:
        return True


class SumsHidden(Steps):
    """平均时，遮住的数也加了进去，除数却是真的数有几个。"""

    def hidden(self, value: float, mode: str) -> float | None:
        return value if mode == "mean" else super().hidden(value, mode)


class StartsAtFirst(Steps):
    """求最大时从第一个数开始比，不管它是不是遮住的。"""

    def masked_row(self, row: list[float], mask: list[bool], mode: str) -> float:
        starts = mode == "max" and self.starts(mask)
        return super().masked_row(row, [True, *mask[1:]] if starts else mask, mode)

    def starts(self, mask: list[bool]) -> bool:
        """这个序列，是不是也从第一个数开始。"""
        return True


class StartsAtFirstOfReal(StartsAtFirst):
    """从第一个数开始比；一个真的数也没有的，先就给了0。"""

    def starts(self, mask: list[bool]) -> bool:
        return any(mask)


class HiddenIsZero(Steps):
    """遮住的位置当成0，求最大时0也参加比较。"""

    def hidden(self, value: float, mode: str) -> float | None:
        return 0.0


class Multiplies(Steps):
    """用乘法遮：遮住的数乘0。"""

    def hidden(self, value: float, mode: str) -> float | None:
        return value * 0.0


class MultipliesInMean(Steps):
    """只在平均时用乘法遮。"""

    def hidden(self, value: float, mode: str) -> float | None:
        return value * 0.0 if mode == "mean" else super().hidden(value, mode)


class DividesByLength(Steps):
    """平均除以整个长度。"""

    def divisor(self, real: int, length: int) -> int:
        return length


class InvertsMask(Steps):
    """掩码的真假反了。"""

    def mask_of(self, mask: list[list[bool]], n: int, c: int) -> list[bool]:
        return [not real for real in super().mask_of(mask, n, c)]


class RealOnesFirst(Steps):
    """数一数有几个真的，就取最前面的几个。"""

    def mask_of(self, mask: list[list[bool]], n: int, c: int) -> list[bool]:
        return sorted(super().mask_of(mask, n, c), reverse=True)


class StopsAtHidden(Steps):
    """遇到第一个遮住的，就不再看后面的。"""

    def mask_of(self, mask: list[list[bool]], n: int, c: int) -> list[bool]:
        one = super().mask_of(mask, n, c)
        return [all(one[: i + 1]) for i in range(len(one))]


class ZeroIsHidden(Steps):
    """把0当成填充，没有看掩码。"""

    def is_real(self, value: float, real: bool) -> bool:
        return value != 0


class NothingIsUnset(Steps):
    """一个真的数也没有时，最大是−∞。"""

    def nothing(self, mode: str) -> float:
        return -math.inf if mode == "max" else super().nothing(mode)


class NothingIsNan(Steps):
    """一个真的数也没有时，平均是NaN。"""

    def nothing(self, mode: str) -> float:
        return math.nan if mode == "mean" else super().nothing(mode)


class NothingIsUnsetOrNan(NothingIsUnset, NothingIsNan):
    """一个真的数也没有时，最大是−∞，平均是NaN。"""


class NothingIsAlwaysNan(Steps):
    """一个真的数也没有时，都是NaN。"""

    def nothing(self, mode: str) -> float:
        return math.nan


class FirstMaskForAll(Steps):
    """每个序列都用第一个的掩码。"""

    def mask_of(self, mask: list[list[bool]], n: int, c: int) -> list[bool]:
        return super().mask_of(mask, 0, c)


class MasksChannels(Steps):
    """掩码用在了通道上。"""

    def mask_of(self, mask: list[list[bool]], n: int, c: int) -> list[bool]:
        one = super().mask_of(mask, n, c)
        return [one[c]] * len(one)


class PoolsChannels(Steps):
    """沿着通道取，每个位置变成一个数。"""

    def masked_pool(self, x: list[Plane], mask: list[list[bool]], mode: str) -> Plane:
        return [
            [self.masked_row(position, [real] * len(position), mode) for position, real in pairs]
            for pairs in (list(zip(*one, strict=True)) for one in zip(x, mask, strict=True))
        ]
