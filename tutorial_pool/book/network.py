"""一个小小的网络：卷积、池化、分类。第1章的第一张图画的就是它。

卷积的三组权重是手写的，各找一种边；分类是和每一类的平均比，比的是替身的图。
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from tutorial_pool.book.cifar10 import CLASS_NAMES_ZH
from tutorial_pool.book.standin import StandIn
from tutorial_pool.functional import max_pool2d

Floats = npt.NDArray[np.float64]

# 左右、上下、斜着相差多少：差得多的地方就是边。整数，所以在哪台机器上算都一样
WEIGHTS = {
    "竖边": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "横边": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "斜边": ((0, 1, 2), (-1, 0, 1), (-2, -1, 0)),
}
TAUGHT = 300  # 分类那一层看过几张图


@dataclass(frozen=True)
class Pass:
    """一张图走过网络，各层得到什么。"""

    picture: npt.NDArray[np.uint8]  # (32, 32, 3)
    maps: dict[str, Floats]  # 卷积以后，一种边一张，(32, 32)
    pooled: dict[str, Floats]  # 池化以后，(16, 16)
    scores: dict[str, float]  # 十类各有多像，-1到1


def run(picture: npt.NDArray[np.uint8], kernel_size: int = 2) -> Pass:
    """让一张32×32的彩色图走一遍。

    Examples:
        >>> passed = run(StandIn(number=8)[7][0])
        >>> max(passed.scores, key=passed.scores.get)
        '猫'
    """
    picture = np.asarray(picture)
    maps = convolve(picture)
    pooled = max_pool2d(maps, kernel_size)
    average, classes = taught(kernel_size)
    found = (pooled - average).ravel()
    lengths = np.linalg.norm(classes, axis=1) * np.linalg.norm(found)
    scores = classes @ found / lengths
    return Pass(
        picture,
        dict(zip(WEIGHTS, maps, strict=True)),
        dict(zip(WEIGHTS, pooled, strict=True)),
        dict(zip(CLASS_NAMES_ZH, map(float, scores), strict=True)),
    )


def convolve(picture: npt.NDArray[np.uint8]) -> Floats:
    """三张特征图：窗口里的数乘上权重，加起来，再去掉正负号。边上照着最近的一格补。"""
    gray = np.pad(picture.sum(-1, dtype=np.int64), 1, mode="edge")
    weights = np.array(list(WEIGHTS.values()))
    sums = np.einsum("hwij,kij->khw", sliding_window_view(gray, (3, 3)), weights)
    return np.abs(sums).astype(np.float64)


@cache
def taught(kernel_size: int) -> tuple[Floats, Floats]:
    """全部图的平均，和每一类的平均与它差多少。"""
    shown = StandIn(train=True, number=TAUGHT)
    pooled = np.stack([max_pool2d(convolve(picture), kernel_size) for picture in shown.data])
    labels, average = np.array(shown.targets), pooled.mean(axis=0)
    differences = [pooled[labels == label].mean(axis=0) - average for label in range(10)]
    return average, np.stack(differences).reshape(10, -1)
