"""练习4的约定。"""

from random import Random

from contracts.pooling import max_pooled
from contracts.ranges import batch, both, planes, shortened
from tutorial_pool.exercises.content.exercise import Call


def wide(chance: Random) -> Call:
    size, kernel, stride, *_ = both(chance)
    return shortened(chance, (planes(chance, batch(chance, size)), kernel, stride), (None,))


package = max_pooled
