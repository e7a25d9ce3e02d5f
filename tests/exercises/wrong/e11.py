"""练习11：各种写错的；每段的号码是误解的编号。"""

# %% 01 pad_default
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 01 zeros
import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    n, c, h, w = x.shape
    padded = np.zeros((n, c, h + 2 * ph, w + 2 * pw))
    padded[:, :, ph : ph + h, pw : pw + w] = x
    h_out = (h + 2 * ph - kh) // sh + 1
    w_out = (w + 2 * pw - kw) // sw + 1
    y = np.full((n, c, h_out, w_out), -np.inf)
    for a in range(kh):
        for b in range(kw):
            part = padded[:, :, a : a + sh * h_out : sh, b : b + sw * w_out : sw]
            y = np.maximum(y, part)
    return y


# %% 02 initial
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1), initial=0)


# %% 02 zeros
import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    n, c, h, w = x.shape
    padded = np.full((n, c, h + 2 * ph, w + 2 * pw), -np.inf)
    padded[:, :, ph : ph + h, pw : pw + w] = x
    h_out = (h + 2 * ph - kh) // sh + 1
    w_out = (w + 2 * pw - kw) // sw + 1
    y = np.zeros((n, c, h_out, w_out))
    for a in range(kh):
        for b in range(kw):
            part = padded[:, :, a : a + sh * h_out : sh, b : b + sw * w_out : sw]
            y = np.maximum(y, part)
    return y


# %% 03 constant_values
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-1e9)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 03 float32_min
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(
        x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=np.finfo(np.float32).min
    )
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 03 starts
import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    n, c, h, w = x.shape
    padded = np.full((n, c, h + 2 * ph, w + 2 * pw), -np.inf)
    padded[:, :, ph : ph + h, pw : pw + w] = x
    h_out = (h + 2 * ph - kh) // sh + 1
    w_out = (w + 2 * pw - kw) // sw + 1
    y = np.full((n, c, h_out, w_out), -1e9)
    for a in range(kh):
        for b in range(kw):
            part = padded[:, :, a : a + sh * h_out : sh, b : b + sw * w_out : sw]
            y = np.maximum(y, part)
    return y


# %% 04 view_as_it_is
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = (1, 1)
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 12 once_in_front
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, 0), (pw, 0)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 13 pad_after
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (0, 2 * ph), (0, 2 * pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 13 pad_after_once
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (0, ph), (0, pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 14 reflect
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), mode="reflect")
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 18 axes_swapped
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(3, 2))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 18 reversed
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size[::-1], axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 19 swapped
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sw, ::sh].max(axis=(-2, -1))


# %% 20 swapped
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (pw, pw), (ph, ph)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 21 mean
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].mean(axis=(-2, -1))


# %% 21 nanmean
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=np.nan)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return np.nanmean(windows[:, :, ::sh, ::sw], axis=(-2, -1))


# %% 22 abs
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=0)
    windows = sliding_window_view(np.abs(padded), kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1))


# %% 23 max_over_channels
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(1, -2, -1))


# %% 23 max_over_channels_keepdims
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    ph, pw = padding
    sh, sw = stride
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    windows = sliding_window_view(padded, kernel_size, axis=(2, 3))
    return windows[:, :, ::sh, ::sw].max(axis=(-2, -1)).max(axis=1, keepdims=True)


# %% 24 slices_stop_early
import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    n, c, h, w = x.shape
    padded = np.full((n, c, h + 2 * ph, w + 2 * pw), -np.inf)
    padded[:, :, ph : ph + h, pw : pw + w] = x
    h_out = (h + 2 * ph - kh) // sh
    w_out = (w + 2 * pw - kw) // sw
    y = np.full((n, c, h_out, w_out), -np.inf)
    for a in range(kh):
        for b in range(kw):
            part = padded[:, :, a : a + sh * h_out : sh, b : b + sw * w_out : sw]
            y = np.maximum(y, part)
    return y


# %% 26 kernel_minus_one
import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    n, c, h, w = x.shape
    padded = np.full((n, c, h + 2 * ph, w + 2 * pw), -np.inf)
    padded[:, :, ph : ph + h, pw : pw + w] = x
    h_out = (h + 2 * ph - kh) // sh + 1
    w_out = (w + 2 * pw - kw) // sw + 1
    y = np.full((n, c, h_out, w_out), -np.inf)
    for a in range(kh - 1):
        for b in range(kw - 1):
            part = padded[:, :, a : a + sh * h_out : sh, b : b + sw * w_out : sw]
            y = np.maximum(y, part)
    return y


# %% 54 every_window
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    sides = [(0, 0), (0, 0), *((p, p) for p in padding)]
    padded = np.pad(x, sides, constant_values=-np.inf)
    return sliding_window_view(padded, kernel_size, axis=(2, 3)).max(axis=(4, 5))


# %% 54 blocks
import numpy as np


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (ph, pw) = kernel_size, padding
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    rows, columns = padded.shape[2] // kh, padded.shape[3] // kw
    cut = padded[:, :, : rows * kh, : columns * kw]
    return cut.reshape(*x.shape[:2], rows, kh, columns, kw).max(axis=(3, 5))
