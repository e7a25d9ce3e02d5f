"""感受野算错了：一层看多宽，怎样往后推。"""

import math

from tutorial_pool.exercises.misconceptions.steps import Layer, Steps


class AddsWholeWindow(Steps):
    """加上整个窗口，没有减1。"""

    def grown(self, field: int, jump: int, span: int, stride: int) -> int:
        return field + span * jump


class BackwardsWithoutMinusOne(Steps):
    """从后往前推，每层乘步幅，再加整个窗口。"""

    def receptive_field(self, layers: list[Layer]) -> int:
        field = 1
        for _, stride, span in reversed(spans(self, layers)):
            field = field * stride + span
        return field


class JumpStaysOne(Steps):
    """相邻两个数总是隔一格：步幅没有用上。"""

    def spread(self, jump: int, stride: int) -> int:
        return jump


class JumpIsLastStride(Steps):
    """相邻两个数隔多远，只看前一层的步幅，没有把各层的乘起来。"""

    def spread(self, jump: int, stride: int) -> int:
        return stride


class JumpAdds(Steps):
    """步幅加起来，没有乘。"""

    def spread(self, jump: int, stride: int) -> int:
        return jump + stride


class JumpAddsFromZero(Steps):
    """步幅减1加起来，没有乘。"""

    def spread(self, jump: int, stride: int) -> int:
        return jump + stride - 1


class StrideFirst(Steps):
    """先乘这一层的步幅，再加这一层的窗口。"""

    def grown(self, field: int, jump: int, span: int, stride: int) -> int:
        return super().grown(field, jump * stride, span, stride)


class FieldFromZero(Steps):
    """感受野从0开始。"""

    first_field = 0


class LastLayerFirst(Steps):
    """从最后一层推起，公式却是从输入推的。"""

    def in_order(self, layers: list[Layer]) -> list[Layer]:
        return layers[::-1]


class BackwardsFromInput(Steps):
    """公式是从后往前推的，却从第一层用起。"""

    def receptive_field(self, layers: list[Layer]) -> int:
        field = 1
        for _, stride, span in spans(self, layers):
            field = (field - 1) * stride + span
        return field


class SumsWindows(Steps):
    """各层的窗口加起来。"""

    def receptive_field(self, layers: list[Layer]) -> int:
        return sum(kernel_size for kernel_size, *_ in layers)


class MultipliesWindows(Steps):
    """各层的窗口乘起来。"""

    def receptive_field(self, layers: list[Layer]) -> int:
        return math.prod(kernel_size for kernel_size, *_ in layers)


class LastWindowOnly(Steps):
    """只看了最后一层的窗口。"""

    def receptive_field(self, layers: list[Layer]) -> int:
        return super().receptive_field(layers[-1:])


class LargestWindow(Steps):
    """只留下最大的窗口。"""

    def receptive_field(self, layers: list[Layer]) -> int:
        return max((super(LargestWindow, self).receptive_field([one]) for one in layers), default=1)


def spans(steps: Steps, layers: list[Layer]) -> list[Layer]:
    """各层的窗口、步幅、有效跨度。"""
    return [(k, s, steps.layer_span((k, s, d))) for k, s, d in layers]
