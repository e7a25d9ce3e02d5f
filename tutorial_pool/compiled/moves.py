"""搬运：照着位置送数、取数，和把梯度分给一个窗口里的每个元素。"""

from tutorial_pool.compiled.anywhere import window
from tutorial_pool.compiled.jit import entry, uint64


@entry
def add_at(target, size, where, values, count):
    """每个平面里，把`values`加到`where`说的位置上。平面一个长`size`，位置一个平面有`count`个。"""
    for k in range(uint64(values.size)):
        at = k // count * size + uint64(where[k])
        target[at] += values[k]


@entry
def put_at(target, size, where, values, count):
    """每个平面里，把`values`放到`where`说的位置上；后放的盖掉先放的。"""
    for k in range(uint64(values.size)):
        target[k // count * size + uint64(where[k])] = values[k]


@entry
def take_at(source, size, where, target, count):
    """每个平面里，从`where`说的位置取数。"""
    for k in range(uint64(target.size)):
        target[k] = source[k // count * size + uint64(where[k])]


@entry
def spread(shares, target, sizes, table, counts, row_counts, line):
    """求和的反方向：每个输出的那一份，加到它看过的每个输入上；`line`是放得下一行输入的草稿。

    窗口的表同`pool_anywhere`，每个平面都一样。
    """
    s, zero = sizes[0], uint64(0)
    planes = uint64(target.size) // (s.depth * s.height * s.width)
    for plane in range(planes):
        for z in range(s.out_depth):
            for i in range(s.out_height):
                row = z * s.out_height + i
                at = (plane * s.out_depth * s.out_height + row) * s.out_width
                line[:] = 0
                for j in range(s.out_width):
                    share = shares[at + j] / (row_counts[row] * counts[j])
                    first, count, apart = window(table, zero, s.out_depth + s.out_height + j)
                    for t in range(count):
                        line[first + t * apart] += share
                first_z, layers, apart_z = window(table, zero, z)
                first, rows, apart = window(table, zero, s.out_depth + i)
                for d in range(layers):
                    layer = plane * s.depth + first_z + d * apart_z
                    for t in range(rows):
                        to = (layer * s.height + first + t * apart) * s.width
                        for w in range(s.width):
                            target[to + w] += line[w]
