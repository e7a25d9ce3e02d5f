"""练习6：各种写错的；每段的号码是误解的编号。"""


# %% 02 loop
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = 0
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 03 minus_1e9
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -1e9
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 04 if_none
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = (1, 1)
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 08 slices
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * (kh - 1) + 1
    span_w = dw * (kw - 1) + 1
    y = []
    for i in range(math.ceil((len(x) - span_h) / sh) + 1):
        y.append([])
        for j in range(math.ceil((len(x[0]) - span_w) / sw) + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h : dh]:
                window += row[left : left + span_w : dw]
            y[i].append(max(window))
    return y


# %% 09 loop_raises
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = round((len(x) - (dh * (kh - 1) + 1)) / sh) + 1
    w_out = round((len(x[0]) - (dw * (kw - 1) + 1)) / sw) + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 15 never_used
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
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
                    value = x[i * sh + a][j * sw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 15 only_in_the_size
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
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


# %% 15 only_in_the_taps_raises
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - kh) // sh + 1
    w_out = (len(x[0]) - kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 15 only_in_the_taps_slices
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * (kh - 1) + 1
    span_w = dw * (kw - 1) + 1
    y = []
    for i in range((len(x) - kh) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - kw) // sw + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h : dh]:
                window += row[left : left + span_w : dw]
            y[i].append(max(window))
    return y


# %% 15 whole_span_seen
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * (kh - 1) + 1
    span_w = dw * (kw - 1) + 1
    y = []
    for i in range((len(x) - span_h) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - span_w) // sw + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h]:
                window += row[left : left + span_w]
            y[i].append(max(window))
    return y


# %% 16 loop
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - dh * kh) // sh + 1
    w_out = (len(x[0]) - dw * kw) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 16 slices
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * kh
    span_w = dw * kw
    y = []
    for i in range((len(x) - span_h) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - span_w) // sw + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h : dh]:
                window += row[left : left + span_w : dw]
            y[i].append(max(window))
    return y


# %% 17 both
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // (sh * dh) + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // (sw * dw) + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh * dh + a * dh][j * sw * dw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 17 stride_times
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - kh) // (sh * dh) + 1
    w_out = (len(x[0]) - kw) // (sw * dw) + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh * dh + a][j * sw * dw + b]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 18 loop
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kw, kh = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 19 loop
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sw, sh = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 21 slices
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * (kh - 1) + 1
    span_w = dw * (kw - 1) + 1
    y = []
    for i in range((len(x) - span_h) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - span_w) // sw + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h : dh]:
                window += row[left : left + span_w : dw]
            y[i].append(sum(window) / len(window))
    return y


# %% 22 abs
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * (kh - 1) + 1
    span_w = dw * (kw - 1) + 1
    y = []
    for i in range((len(x) - span_h) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - span_w) // sw + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h : dh]:
                window += row[left : left + span_w : dw]
            y[i].append(max(abs(v) for v in window))
    return y


# %% 22 key_abs
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * (kh - 1) + 1
    span_w = dw * (kw - 1) + 1
    y = []
    for i in range((len(x) - span_h) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - span_w) // sw + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h : dh]:
                window += row[left : left + span_w : dw]
            y[i].append(max(window, key=abs))
    return y


# %% 24 loop
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 25 loop_raises
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * kh + a * dh][j * kw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 25 slices
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * (kh - 1) + 1
    span_w = dw * (kw - 1) + 1
    y = []
    for i in range((len(x) - span_h) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - span_w) // sw + 1):
            top, left = i * kh, j * kw
            window = []
            for row in x[top : top + span_h : dh]:
                window += row[left : left + span_w : dw]
            y[i].append(max(window, default=-math.inf))
    return y


# %% 26 loop_too_long
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh + 1):
                for b in range(kw + 1):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 26 loop_too_short
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh - 1):
                for b in range(kw - 1):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 26 slices_too_short
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dh, dw) = kernel_size, stride or kernel_size, dilation
    span_h = dh * (kh - 1) + 1
    span_w = dw * (kw - 1) + 1
    y = []
    for i in range((len(x) - span_h) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - span_w) // sw + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h - 1 : dh]:
                window += row[left : left + span_w - 1 : dw]
            y[i].append(max(window))
    return y


# %% 41 loop
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = x[0][0]
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 42 in_the_taps_only
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dh, dw = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dw][j * sw + b * dh]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 42 loop
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    dw, dh = dilation
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 42 slices
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw), (dw, dh) = kernel_size, stride or kernel_size, dilation
    span_h = dh * (kh - 1) + 1
    span_w = dw * (kw - 1) + 1
    y = []
    for i in range((len(x) - span_h) // sh + 1):
        y.append([])
        for j in range((len(x[0]) - span_w) // sw + 1):
            top, left = i * sh, j * sw
            window = []
            for row in x[top : top + span_h : dh]:
                window += row[left : left + span_w : dw]
            y[i].append(max(window))
    return y


# %% 45 default_is_the_span
import math


def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    kh, kw = kernel_size
    dh, dw = dilation
    if stride is None:
        stride = (dh * (kh - 1) + 1, dw * (kw - 1) + 1)
    sh, sw = stride
    h_out = (len(x) - (dh * (kh - 1) + 1)) // sh + 1
    w_out = (len(x[0]) - (dw * (kw - 1) + 1)) // sw + 1
    y = []
    for i in range(h_out):
        row = []
        for j in range(w_out):
            best = -math.inf
            for a in range(kh):
                for b in range(kw):
                    value = x[i * sh + a * dh][j * sw + b * dw]
                    if value > best:
                        best = value
            row.append(best)
        y.append(row)
    return y


# %% 55 gap
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    dh, dw = dilation[0] + 1, dilation[1] + 1
    tall, wide = dh * (kh - 1) + 1, dw * (kw - 1) + 1
    y = []
    for top in range(0, len(x) - tall + 1, sh):
        row = []
        for left in range(0, len(x[0]) - wide + 1, sw):
            row.append(max(x[top + a * dh][left + b * dw] for a in range(kh) for b in range(kw)))
        y.append(row)
    return y


# %% 58 one_dilation
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    dh = dw = dilation[0]
    tall, wide = dh * (kh - 1) + 1, dw * (kw - 1) + 1
    y = []
    for top in range(0, len(x) - tall + 1, sh):
        row = []
        for left in range(0, len(x[0]) - wide + 1, sw):
            row.append(max(x[top + a * dh][left + b * dw] for a in range(kh) for b in range(kw)))
        y.append(row)
    return y


# %% 66 jumps_inside_the_window
def max_pool(x, kernel_size, stride=None, dilation=(1, 1)):
    (kh, kw), (sh, sw) = kernel_size, stride or kernel_size
    dh, dw = dilation
    y = []
    for top in range(0, len(x) - kh + 1, sh):
        row = []
        for left in range(0, len(x[0]) - kw + 1, sw):
            lines = x[top : top + kh : dh]
            row.append(max(max(line[left : left + kw : dw]) for line in lines))
        y.append(row)
    return y
