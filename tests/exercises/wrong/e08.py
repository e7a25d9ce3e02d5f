"""练习8：各种写错的；每段的号码是误解的编号。"""

# %% 01 else_zero
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            v = 0
                            if 0 <= r < height and 0 <= c < width:
                                v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 02 loop
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best, index = 0, 0
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 03 minus_1e9
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best, index = -1e9, 0
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 03 minus_1e9_index_of_first
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best, index = -1e9, max(i * sh - ph, 0) * width + max(j * sw - pw, 0)
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 04 if_none
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = (1, 1)
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 12 formula
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + ph - kh) // sh + 1
    w_out = (width + pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 13 start_at_zero
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best, index = -math.inf, 0
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh + a
                            c = j * sw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 18 loop
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kw, kh = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 19 loop
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sw, sh = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 20 loop
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    pw, ph = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 22 abs
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or abs(v) > abs(best) or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 22 abs_value
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = abs(x[n][ch][r][c])
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 24 formula
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh
    w_out = (width + 2 * pw - kw) // sw
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 25 loop
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best, index = -math.inf, 0
                    for a in range(kh):
                        for b in range(kw):
                            r = i * kh - ph + a
                            c = j * kw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 26 too_long
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh + 1):
                        for b in range(kw + 1):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 26 too_short
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best, index = -math.inf, 0
                    for a in range(kh - 1):
                        for b in range(kw - 1):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 27 max_and_index_of
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y, indices = [], []
    for image in x:
        y.append([])
        indices.append([])
        for plane in image:
            h, w = len(plane), len(plane[0])
            values, places = [], []
            for top in range(-ph, h + ph - kh + 1, sh):
                values.append([])
                places.append([])
                for left in range(-pw, w + pw - kw + 1, sw):
                    seen, where = [], []
                    for r in range(max(top, 0), min(top + kh, h)):
                        for c in range(max(left, 0), min(left + kw, w)):
                            seen.append(plane[r][c])
                            where.append(r * w + c)
                    best = max(seen)
                    values[-1].append(best)
                    places[-1].append(where[seen.index(best)])
            y[-1].append(values)
            indices[-1].append(places)
    return y, indices


# %% 27 plain_comparison_from_first
def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best:
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 27 plain_comparison_from_infinity
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best, index = -math.inf, 0
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if v > best:
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 28 at_least
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v >= best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 29 counted_in_the_seen
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    count = -1
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            count += 1
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = count
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 29 in_the_window
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = a * kw + b
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 30 padded_place
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = (r + ph) * (width + 2 * pw) + c + pw
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 30 padded_place_own_width
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = (r + ph) * width + c + pw
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 31 global
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = ((n * channels + ch) * height + r) * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 31 in_image
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = ch * height * width + r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 38 no_guard_below
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (r < height and c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 41 loop
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best, index = x[n][ch][0][0], 0
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 43 times_height
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or math.isnan(v):
                                best = v
                                index = r * height + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 44 nan_stays
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best = None
                    for a in range(kh):
                        for b in range(kw):
                            r = i * sh - ph + a
                            c = j * sw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if best is None or v > best or (math.isnan(v) and not math.isnan(best)):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices


# %% 47 strictly_greater_than_infinity
"""从−∞开始比，全是−∞的窗口一个也没有选中。"""

import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y, indices = [], []
    for image in x:
        y.append([])
        indices.append([])
        for plane in image:
            height, width = len(plane), len(plane[0])
            values, places = [], []
            for top in range(-ph, height + ph - kh + 1, sh):
                values.append([])
                places.append([])
                for left in range(-pw, width + pw - kw + 1, sw):
                    best, place = -math.inf, 0
                    for r in range(max(top, 0), min(top + kh, height)):
                        for c in range(max(left, 0), min(left + kw, width)):
                            if plane[r][c] > best or math.isnan(plane[r][c]):
                                best, place = plane[r][c], r * width + c
                    values[-1].append(best)
                    places[-1].append(place)
            y[-1].append(values)
            indices[-1].append(places)
    return y, indices


# %% 44 leaves_the_row
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding

    def plane(p):
        height, width = len(p), len(p[0])
        values, places = [], []
        for top in range(-ph, height + ph - kh + 1, sh):
            values.append([])
            places.append([])
            for left in range(-pw, width + pw - kw + 1, sw):
                best = place = None
                for r in range(max(top, 0), min(top + kh, height)):
                    for c in range(max(left, 0), min(left + kw, width)):
                        if place is None or p[r][c] > best or math.isnan(p[r][c]):
                            best, place = p[r][c], r * width + c
                        if math.isnan(p[r][c]):
                            break
                values[-1].append(best)
                places[-1].append(place)
        return values, places

    found = [[plane(p) for p in image] for image in x]
    return [[[part[k] for part in image] for image in found] for k in (0, 1)]


# %% 43 column_by_column
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding

    def plane(p):
        height, width = len(p), len(p[0])
        values, places = [], []
        for top in range(-ph, height + ph - kh + 1, sh):
            values.append([])
            places.append([])
            for left in range(-pw, width + pw - kw + 1, sw):
                best = place = None
                for r in range(max(top, 0), min(top + kh, height)):
                    for c in range(max(left, 0), min(left + kw, width)):
                        if place is None or p[r][c] > best or math.isnan(p[r][c]):
                            best, place = p[r][c], c * height + r
                values[-1].append(best)
                places[-1].append(place)
        return values, places

    found = [[plane(p) for p in image] for image in x]
    return [[[part[k] for part in image] for image in found] for k in (0, 1)]


# %% 56 index_from_one
import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding

    def plane(p):
        height, width = len(p), len(p[0])
        values, places = [], []
        for top in range(-ph, height + ph - kh + 1, sh):
            values.append([])
            places.append([])
            for left in range(-pw, width + pw - kw + 1, sw):
                best = place = None
                for r in range(max(top, 0), min(top + kh, height)):
                    for c in range(max(left, 0), min(left + kw, width)):
                        if place is None or p[r][c] > best or math.isnan(p[r][c]):
                            best, place = p[r][c], r * width + c + 1
                values[-1].append(best)
                places[-1].append(place)
        return values, places

    found = [[plane(p) for p in image] for image in x]
    return [[[part[k] for part in image] for image in found] for k in (0, 1)]
