"""线：一段连续的数。几条线并成一条，是这里最里面的循环。

一个窗口有K个抽头。把抽头`t`看到的数，按输出的次序排成一条线，它就是从`at + taps[t]`开始的一段内存。
K条线并成一条，一次就做完许多个窗口：

    内存     3 1 4 1 5 9
    抽头0    3 1 4 1 5        从第0个数开始
    抽头1    1 4 1 5 9        从第1个数开始
    最大     3 4 4 5 9

循环写成这样，编译器才肯一次算十几个数：下标是无符号的整数（有符号的，要先看是不是负数）；抽头有几个，写在
元组的类型里，内层循环展开以后就没有了；比较和选择之间没有分支。
"""

from typing import Any, NamedTuple

from tutorial_pool.compiled.jit import helper, inlined, overload, uint64


class Maximum(NamedTuple):
    """归约：留下更大的，或者NaN；一样大时留下先来的。`fill`是填充的数，谁和它并，都得谁。"""

    fill: Any


class Total(NamedTuple):
    """归约：相加。"""

    fill: Any


class Winner(NamedTuple):
    """归约：同`Maximum`，还要它的位置。"""

    fill: Any


def combine(value, result, reduction):
    """先来的已经并成`result`，再并进`value`；编译时才知道怎样并。"""
    raise NotImplementedError


@overload(combine)
def _combine(value, result, reduction):
    if reduction.instance_class is Maximum:
        return lambda value, result, reduction: (
            value if (value > result) | (value != value) else result
        )
    return lambda value, result, reduction: result + value


@inlined
def merge(source, starts, target, to, n, reduction):
    """几条线并成一条：`target`从`to`开始的`n`个数。"""
    for j in range(n):
        result = source[starts[0] + j]
        for t in range(1, len(starts)):
            result = combine(source[starts[t] + j], result, reduction)
        target[to + j] = result


@inlined
def merge_pairs(source, at, target, to, n, reduction):
    """一条线里，相邻的两个并成一个：窗口和步幅都是2。"""
    for j in range(n):
        k = at + j + j
        target[to + j] = combine(source[k + uint64(1)], source[k], reduction)


@inlined
def merge_into(source, starts, target, to, n, reduction):
    """`target`里已经并了一些，再并进几条线。"""
    for j in range(n):
        result = target[to + j]
        for t in range(len(starts)):
            result = combine(source[starts[t] + j], result, reduction)
        target[to + j] = result


@inlined
def fold(source, at, taps, first, last, target, to, n, reduction):
    """`source`里的几条线并成一条，各从`at + taps[t]`开始，`t`从`first`到`last`。

    先并头五条，剩下的再三条三条地并。
    """
    count, two, three = last - first, uint64(2), uint64(3)
    a = at + taps[first]
    if count == uint64(1):
        merge(source, (a,), target, to, n, reduction)
        return
    b = at + taps[first + uint64(1)]
    if count == two:
        merge(source, (a, b), target, to, n, reduction)
        return
    c = at + taps[first + two]
    if count == three:
        merge(source, (a, b, c), target, to, n, reduction)
        return
    d = at + taps[first + three]
    if count == uint64(4):
        merge(source, (a, b, c, d), target, to, n, reduction)
        return
    e = at + taps[first + uint64(4)]
    merge(source, (a, b, c, d, e), target, to, n, reduction)
    if count > uint64(5):
        fold_into(source, at, taps, first + uint64(5), last, target, to, n, reduction)


@helper
def fold_apart(source, at, taps, first, last, target, to, n, reduction):
    """同`fold`，不展开：很长的线用。"""
    fold(source, at, taps, first, last, target, to, n, reduction)


@helper
def fold_into(source, at, taps, first, last, target, to, n, reduction):
    """同`fold`，`target`里已经并了一些。"""
    t = first
    while t + uint64(2) < last:
        starts = (at + taps[t], at + taps[t + uint64(1)], at + taps[t + uint64(2)])
        merge_into(source, starts, target, to, n, reduction)
        t += uint64(3)
    while t < last:
        merge_into(source, (at + taps[t],), target, to, n, reduction)
        t += uint64(1)


@inlined
def choose_two(source, first, second, places, begin, apart, target, where, to, n):
    """两条线里更大的，连同它的位置：`places[begin + j]`，加上`apart`里这条线的那一个。"""
    for j in range(n):
        best, value, place = source[first + j], source[second + j], places[begin + j]
        better = (value > best) | (value != value)
        target[to + j] = value if better else best
        where[to + j] = place + (apart[1] if better else apart[0])


@inlined
def choose(source, start, places, begin, offset, target, where, to, n):
    """`target`里已经有了一些，再看一条线：更大的留下，连同它的位置`places[begin + j] + offset`。

    一次只看一条。几个数组会不会重叠，编译器要一对一对地查，条数一多它就不查了，改成一个一个地算。
    """
    for j in range(n):
        value, best = source[start + j], target[to + j]
        place, old = places[begin + j] + offset, where[to + j]
        better = (value > best) | (value != value)
        target[to + j] = value if better else best
        where[to + j] = place if better else old


@inlined
def choose_earlier(source, places, start, target, to, where, at, n):
    """同`choose`，看的次序和位置的次序不同时用：一样大的，留下靠前的；几个NaN，留下靠后的。"""
    for j in range(n):
        value, best = source[start + j], target[to + j]
        place, old = places[start + j], where[at + j]
        nan = (value != value) & ((best == best) | (place > old))
        better = (value > best) | ((value == best) & (place < old)) | nan
        target[to + j] = value if better else best
        where[at + j] = place if better else old


@inlined
def choose_pairs(source, places, start, target, to, where, n):
    """同`choose_earlier`，相邻的两个数里选一个：窗口和步幅都是2。"""
    for j in range(n):
        k = start + j + j
        best, value = source[k], source[k + uint64(1)]
        old, place = places[k], places[k + uint64(1)]
        nan = (value != value) & ((best == best) | (place > old))
        better = (value > best) | ((value == best) & (place < old)) | nan
        target[to + j] = value if better else best
        where[j] = place if better else old
