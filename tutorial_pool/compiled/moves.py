"""搬运：照着位置送数、取数。平面一个长`size`，位置一个平面有`count`个；通道排在最后时，每个通道各搬各的。"""

from tutorial_pool.compiled.jit import entry, uint64


@entry
def add_at(target, size, where, values, count, channels, begin, end):
    """第`begin`到`end`个平面里，把`values`加到`where`说的位置上。"""
    for plane in range(uint64(begin), uint64(end)):
        first, base = plane * count * channels, plane * size * channels
        if channels == uint64(1):
            for k in range(first, first + count):
                target[base + uint64(where[k])] += values[k]
            continue
        for at in range(first, first + count * channels, channels):
            for c in range(channels):
                target[base + uint64(where[at + c]) * channels + c] += values[at + c]


@entry
def put_at(target, size, where, values, count, channels, begin, end):
    """第`begin`到`end`个平面里，把`values`放到`where`说的位置上；后放的盖掉先放的。"""
    for plane in range(uint64(begin), uint64(end)):
        for k in range(plane * count, plane * count + count):
            target[plane * size + uint64(where[k])] = values[k]


@entry
def take_at(source, size, where, target, count, channels, begin, end):
    """第`begin`到`end`个平面里，从`where`说的位置取数。"""
    for plane in range(uint64(begin), uint64(end)):
        for k in range(plane * count, plane * count + count):
            target[k] = source[plane * size + uint64(where[k])]
