def max_unpool(x, indices, output_size):
    """最大反池化：每个数放回它的索引，其余是0。

    x和indices是嵌套列表(N, C, H, W)，output_size是输出的(高, 宽)。
    索引重复时留下后来的；索引不在平面里就报错。
    """
    return [
        [unpool_plane(values, places, *output_size) for values, places in zip(*pair, strict=True)]
        for pair in zip(x, indices, strict=True)
    ]


def unpool_plane(values, places, height, width):
    """一个平面的反池化。"""
    y = [[0] * width for _ in range(height)]
    for row, line in zip(values, places, strict=True):
        for value, place in zip(row, line, strict=True):
            if not 0 <= place < height * width:
                raise IndexError(f"索引应在0到{height * width - 1}之间，得到{place}")
            y[place // width][place % width] = value
    return y
