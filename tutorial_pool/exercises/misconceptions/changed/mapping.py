"""全局平均池化和CAM做错了：平均、得分、图，各错在哪里。"""

import math

from tutorial_pool.exercises.misconceptions.steps import Plane, Steps

# ---- 平均 ----


class SumsPlane(Steps):
    """求和，没有除。"""

    def squeezed(self, plane: Plane) -> float:
        return float(sum(map(sum, plane)))


class DividesByHeight(Steps):
    """和只除以行数。"""

    def squeezed(self, plane: Plane) -> float:
        return sum(map(sum, plane)) / len(plane)


class DividesByWidth(Steps):
    """和只除以列数。"""

    def squeezed(self, plane: Plane) -> float:
        return sum(map(sum, plane)) / len(plane[0])


class DividesByChannels(Steps):
    """和除以通道数。"""

    channels = 1

    def class_map(self, x: list[Plane], weight: Plane, bias: list[float]) -> list[object]:
        self.channels = len(x)
        return super().class_map(x, weight, bias)

    def squeezed(self, plane: Plane) -> float:
        return sum(map(sum, plane)) / self.channels


class LargestOfPlane(Steps):
    """全局最大池化。"""

    def squeezed(self, plane: Plane) -> float:
        return max(map(max, plane))


# ---- 得分 ----


class ForgetsBias(Steps):
    """没有加偏置。"""

    def logit(self, weights: list[float], pooled: list[float], bias: float) -> float:
        return super().logit(weights, pooled, 0.0)


class AddsFirstBias(Steps):
    """每一类都加了第一类的偏置。"""

    def class_map(self, x: list[Plane], weight: Plane, bias: list[float]) -> list[object]:
        return super().class_map(x, weight, [bias[0]] * len(bias))


class TransposesWeight(Steps):
    """权重的行和列反了。"""

    def weights(self, weight: Plane) -> Plane:
        return [[weight[c][k] for c in range(len(weight[0]))] for k in range(len(weight))]


class Softmax(Steps):
    """得分做了softmax。"""

    def scores(self, logits: list[float]) -> list[float]:
        powers = [math.exp(value - max(logits)) for value in logits]
        return [power / sum(powers) for power in powers]


# ---- 图 ----


class MapsFirst(Steps):
    """总是第一类的图。"""

    def cam_weights(self, weight: Plane, logits: list[float]) -> list[float]:
        return weight[0]


class MapsLast(Steps):
    """总是最后一类的图。"""

    def cam_weights(self, weight: Plane, logits: list[float]) -> list[float]:
        return weight[-1]


class MapsLowest(Steps):
    """得分最低的那一类的图。"""

    def cam_weights(self, weight: Plane, logits: list[float]) -> list[float]:
        return weight[logits.index(min(logits))]


class MapsFarthest(Steps):
    """得分的绝对值最大的那一类的图。"""

    def cam_weights(self, weight: Plane, logits: list[float]) -> list[float]:
        sizes = list(map(abs, logits))
        return weight[sizes.index(max(sizes))]


class MapsEveryClass(Steps):
    """各类的权重加在一起。"""

    def cam_weights(self, weight: Plane, logits: list[float]) -> list[float]:
        return [sum(column) for column in zip(*weight, strict=True)]


class Unweighted(Steps):
    """各通道直接相加，没有乘权重。"""

    def cam_weights(self, weight: Plane, logits: list[float]) -> list[float]:
        return [1.0] * len(weight[0])


class UnweightedMean(Steps):
    """各通道的平均，没有乘权重。"""

    def cam_weights(self, weight: Plane, logits: list[float]) -> list[float]:
        return [1 / len(weight[0])] * len(weight[0])


class DividesMap(Steps):
    """图又除以了格数。"""

    def heat(self, total: float, area: int, bias: float) -> float:
        return total / area


class DividesMapByChannels(Steps):
    """图又除以了通道数。"""

    def cam_weights(self, weight: Plane, logits: list[float]) -> list[float]:
        return [value / len(weight[0]) for value in super().cam_weights(weight, logits)]


class AddsBiasToMap(Steps):
    """图的每格都加了偏置。"""

    def heat(self, total: float, area: int, bias: float) -> float:
        return total + bias


class ClipsMap(Steps):
    """图上的负数变成了0。"""

    def heat(self, total: float, area: int, bias: float) -> float:
        return max(total, 0.0)


class TakesSizeOfMap(Steps):
    """图上的负数去掉了负号。"""

    def heat(self, total: float, area: int, bias: float) -> float:
        return abs(total)
