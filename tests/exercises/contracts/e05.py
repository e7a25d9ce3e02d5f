"""练习5的约定。"""

from random import Random

from contracts.pooling import max_pooled
from contracts.ranges import both, planes, shortened
from tutorial_pool.exercises.content.exercise import Call


def wide(chance: Random) -> Call:
    size, kernel, stride, padding, _ = both(chance, padded=True)
    return shortened(chance, (planes(chance, size), kernel, stride, padding), (None, (0, 0)))


package = max_pooled
