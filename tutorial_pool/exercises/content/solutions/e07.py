import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    """能向上取整的最大池化。

    x是嵌套列表(H, W)，ceil_mode是True时向上取整，
    并遵守最后一窗规则。返回嵌套列表。
    """
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        row = []
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            best = -math.inf
            for r in range(max(top, 0), min(top + kh, height)):
                for c in range(max(left, 0), min(left + kw, width)):
                    best = max(best, x[r][c])
            row.append(best)
        y.append(row)
    return y


def output_size(length, kernel_size, stride, padding, ceil_mode):
    """一条轴的输出大小。"""
    room = length + 2 * padding - kernel_size
    if not ceil_mode:
        return room // stride + 1
    size = math.ceil(room / stride) + 1
    if (size - 1) * stride >= length + padding:  # 最后一个窗口从右填充里开始
        size -= 1
    return size
