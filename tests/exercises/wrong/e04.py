"""练习4：各种写错的；每段的号码是误解的编号。"""


# %% 02 loop
def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 02 max_with_zero
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(max(window), 0)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 03 minus_10000
def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -10000
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 03 minus_1e9
def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -1e9
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 04 if_none
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = (1, 1)
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 04 or
def pool_plane(x, kernel_size, stride):
    (kh, kw), (sh, sw) = kernel_size, stride or (1, 1)
    return [
        [
            max(x[r][c] for r in range(top, top + kh) for c in range(left, left + kw))
            for left in range(0, len(x[0]) - kw + 1, sw)
        ]
        for top in range(0, len(x) - kh + 1, sh)
    ]


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 08 every_start
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = len(range(0, len(x), stride[0]))
    w_out = len(range(0, len(x[0]), stride[1]))
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 08 loop_raises
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = math.ceil((len(x) - kh) / sh) + 1
    w_out = math.ceil((len(x[0]) - kw) / sw) + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 08 slices
import math


def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = math.ceil((len(x) - kh) / stride[0]) + 1
    w_out = math.ceil((len(x[0]) - kw) / stride[1]) + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 09 loop_raises_half_up
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = int((len(x) - kh) / sh + 0.5) + 1
    w_out = int((len(x[0]) - kw) / sw + 0.5) + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 09 slices
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = round((len(x) - kh) / stride[0]) + 1
    w_out = round((len(x[0]) - kw) / stride[1]) + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 18 in_the_window_only
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kw):
                for b in range(kh):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 18 loop
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kw, kh = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 18 slices
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kw, kh = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 19 comprehension
def pool_plane(x, kernel_size, stride):
    (kh, kw), (sw, sh) = kernel_size, stride or kernel_size
    return [
        [
            max(x[r][c] for r in range(top, top + kh) for c in range(left, left + kw))
            for left in range(0, len(x[0]) - kw + 1, sw)
        ]
        for top in range(0, len(x) - kh + 1, sh)
    ]


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 19 in_the_start_only
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[1]
            left = j * stride[0]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 19 loop
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sw, sh = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 21 loop
def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            total = 0
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    total += value
            row.append(total / (kh * kw))
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 21 slices
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = sum(window) / len(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 22 abs_from_zero
def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    value = abs(x[i * sh + a][j * sw + b])
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 22 abs_in_if
def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if abs(value) > abs(best):
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 22 key_abs
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window, key=abs)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 23 channel_axis_lost
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    y = []
    for image in x:
        height, width = len(image[0]), len(image[0][0])
        plane = []
        for top in range(0, height - kernel_size[0] + 1, stride[0]):
            row = []
            for left in range(0, width - kernel_size[1] + 1, stride[1]):
                best = image[0][top][left]
                for channel in image:
                    for r in range(top, top + kernel_size[0]):
                        for c in range(left, left + kernel_size[1]):
                            best = max(best, channel[r][c])
                row.append(best)
            plane.append(row)
        y.append(plane)
    return y


# %% 23 channels_merged
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    y = []
    for image in x:
        height, width = len(image[0]), len(image[0][0])
        plane = []
        for top in range(0, height - kernel_size[0] + 1, stride[0]):
            row = []
            for left in range(0, width - kernel_size[1] + 1, stride[1]):
                best = image[0][top][left]
                for channel in image:
                    for r in range(top, top + kernel_size[0]):
                        for c in range(left, left + kernel_size[1]):
                            best = max(best, channel[r][c])
                row.append(best)
            plane.append(row)
        y.append([plane])
    return y


# %% 23 every_channel_the_same
def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    N, C, H, W = len(x), len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (H - kernel_size[0]) // stride[0] + 1
    w_out = (W - kernel_size[1]) // stride[1] + 1
    y = [[[[0] * w_out for _ in range(h_out)] for _ in range(C)] for _ in range(N)]
    for n in range(N):
        for i in range(h_out):
            for j in range(w_out):
                values = []
                for c in range(C):
                    for a in range(kernel_size[0]):
                        for b in range(kernel_size[1]):
                            values.append(x[n][c][i * stride[0] + a][j * stride[1] + b])
                for c in range(C):
                    y[n][c][i][j] = max(values)
    return y


# %% 24 formula
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh
    w_out = (len(x[0]) - kw) // sw
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 24 range_stops_early
def pool_plane(x, kernel_size, stride):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    return [
        [
            max(x[r][c] for r in range(top, top + kh) for c in range(left, left + kw))
            for left in range(0, len(x[0]) - kw, sw)
        ]
        for top in range(0, len(x) - kh, sh)
    ]


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 24 rows_only
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0]
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 25 loop_raises
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * kh + a][j * kw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 25 slices_raise
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * kh
            left = j * kw
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 25 slices_skip_empty
import math


def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * kh
            left = j * kw
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw]
            y[i][j] = max(window, default=-math.inf)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 26 columns_only
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh]:
                window += row[left : left + kw - 1]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 26 loop_too_long
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh + 1):
                for b in range(kw + 1):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 26 loop_too_short
import math


def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh - 1):
                for b in range(kw - 1):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 26 slices_too_long
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh + 1]:
                window += row[left : left + kw + 1]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 26 slices_too_short
def pool_plane(x, kernel_size, stride):
    stride = stride or kernel_size
    kh, kw = kernel_size
    h_out = (len(x) - kh) // stride[0] + 1
    w_out = (len(x[0]) - kw) // stride[1] + 1
    y = [[0] * w_out for _ in range(h_out)]
    for i in range(h_out):
        for j in range(w_out):
            top = i * stride[0]
            left = j * stride[1]
            window = []
            for row in x[top : top + kh - 1]:
                window += row[left : left + kw - 1]
            y[i][j] = max(window)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 41 loop
def pool_plane(x, kernel_size, stride):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = x[0][0]
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y


# %% 57 one_channel
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size

    def plane(p):
        return [
            [
                max(max(r[c : c + kw]) for r in p[t : t + kh])
                for c in range(0, len(p[0]) - kw + 1, sw)
            ]
            for t in range(0, len(p) - kh + 1, sh)
        ]

    return [[plane(image[0])] for image in x]


# %% 57 return_after_an_image
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size

    def plane(p):
        return [
            [
                max(max(r[c : c + kw]) for r in p[t : t + kh])
                for c in range(0, len(p[0]) - kw + 1, sw)
            ]
            for t in range(0, len(p) - kh + 1, sh)
        ]

    y = []
    for image in x:
        y.append([plane(p) for p in image])
        return y


# %% 23 images_merged
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = []
    for image in x:
        y.append([])
        for c in range(len(image)):
            plane = []
            for t in range(0, len(image[c]) - kh + 1, sh):
                line = []
                for left in range(0, len(image[c][0]) - kw + 1, sw):
                    best = float("-inf")
                    for other in x:
                        for row in other[c][t : t + kh]:
                            best = max(best, *row[left : left + kw])
                    line.append(best)
                plane.append(line)
            y[-1].append(plane)
    return y


# %% 68 channels_last
def max_pool(x, kernel_size, stride=None):
    kh, kw = kernel_size
    sh, sw = stride or kernel_size
    y = []
    for image in x:
        height, width, channels = len(image), len(image[0]), len(image[0][0])
        rows = []
        for t in range(0, height - kh + 1, sh):
            columns = []
            for left in range(0, width - kw + 1, sw):
                numbers = []
                for c in range(channels):
                    seen = [image[t + a][left + b][c] for a in range(kh) for b in range(kw)]
                    numbers.append(max(seen))
                columns.append(numbers)
            rows.append(columns)
        y.append(rows)
    return y
