"""float16和float32之间：用位运算来换，一次换十几个，比NumPy快几倍。

float16的一个数是1位符号、5位指数、10位尾数，float32是1、8、23位。指数和尾数左移13位，指数再加112，就是float32；
无穷和NaN的指数全是1，要再加112。指数是0的（零和次正规数）没有藏着的那个1，是尾数乘2的负24次方。
"""

import numpy as np

from tutorial_pool.compiled.jit import entry, int32, uint32

SMALLEST = np.float32(2.0**-24)  # float16最小的正数
BIAS = np.uint32(112 << 23)  # 两种指数差112


def to_float32(halves: np.ndarray) -> np.ndarray:
    """同`halves.astype(np.float32)`。"""
    floats = np.empty(halves.shape, np.float32)
    widen(halves.reshape(-1).view(np.uint16), *_both(floats))
    return floats


def to_float16(floats: np.ndarray, halves: np.ndarray) -> None:
    """同`halves[...] = floats`；`floats`里的每个数都正好是某个float16：最大值总是输入里的一个。"""
    narrow(*_both(floats), halves.reshape(-1).view(np.uint16))


def _both(floats: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """同一块内存，当作整数和当作浮点数。"""
    flat = floats.reshape(-1)
    return flat.view(np.uint32), flat


@entry
def widen(halves, bits, floats):
    """`halves`是float16的位，换进`floats`。"""
    for i in range(halves.size):
        half = uint32(halves[i])
        sign, rest = half & uint32(0x8000), half & uint32(0x7FFF)
        more = BIAS if rest >= uint32(0x7C00) else uint32(0)
        bits[i] = (sign << uint32(16)) | ((rest << uint32(13)) + BIAS + more)
    for i in range(halves.size):
        half = int32(halves[i])
        size = np.float32(half & int32(0x3FF)) * SMALLEST
        small = -size if half & int32(0x8000) else size
        floats[i] = floats[i] if half & int32(0x7C00) else small


@entry
def narrow(bits, floats, halves):
    """反过来。"""
    for i in range(halves.size):
        sign, rest = bits[i] >> uint32(31), bits[i] & uint32(0x7FFFFFFF)
        less = BIAS if rest >= uint32(0x7F800000) else uint32(0)
        normal = (rest - BIAS - less) >> uint32(13)
        small = uint32(int32(abs(floats[i]) * np.float32(2.0**24)))
        small_one = rest < uint32(0x38800000)  # 比2的负14次方小
        halves[i] = (sign << uint32(15)) | (small if small_one else normal)
