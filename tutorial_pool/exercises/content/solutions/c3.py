import math


def avg_pool(x, kernel_size, stride, padding, ceil_mode, include, override):
    """一个平面的平均池化，填充是0，除数和torch的一样。

    x是嵌套列表(H, W)，include就是torch的count_include_pad，
    override就是divisor_override。返回嵌套列表。
    """
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    height, width = len(x), len(x[0])
    y = []
    for i in range(output_size(height, kh, sh, ph, ceil_mode)):
        y.append([])
        for j in range(output_size(width, kw, sw, pw, ceil_mode)):
            top, left = i * sh - ph, j * sw - pw
            bottom, right = min(top + kh, height + ph), min(left + kw, width + pw)
            seen = [v for row in x[max(top, 0) : bottom] for v in row[max(left, 0) : right]]
            count = (bottom - top) * (right - left) if include else len(seen)
            y[-1].append(sum(seen) / (count if override is None else override))
    return y


def output_size(length, kernel_size, stride, padding, ceil_mode):
    """一条轴的输出大小：就是练习7。"""
    room = length + 2 * padding - kernel_size
    if not ceil_mode:
        return room // stride + 1
    size = math.ceil(room / stride) + 1
    if (size - 1) * stride >= length + padding:  # 最后一个窗口从右填充里开始
        size -= 1
    return size
