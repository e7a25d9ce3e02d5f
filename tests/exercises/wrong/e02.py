"""练习2：各种写错的；每段的号码是误解的编号。"""


# %% 04 if_none
def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = 1
    return (length + 2 * padding - kernel_size) // stride + 1


# %% 04 or_one
def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or 1
    count = 0
    start = -padding
    while start + kernel_size <= length + padding:
        count += 1
        start += stride
    return count


# %% 08 math_ceil
import math


def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    return math.ceil((length + 2 * padding - kernel_size) / stride) + 1


# %% 08 while_reaches_end
def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    count = 0
    start = -padding
    while count == 0 or start + kernel_size < length + padding + stride:
        count += 1
        start += stride
    return count


# %% 09 plus_half
def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    return int((length + 2 * padding - kernel_size) / stride + 0.5) + 1


# %% 09 round
def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    return round((length + 2 * padding - kernel_size) / stride) + 1


# %% 09 round_at_the_end
def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    return round((length + 2 * padding - kernel_size) / stride + 1)


# %% 12 formula
def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    return (length + padding - kernel_size) // stride + 1


# %% 12 right_side_only
def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    count = 0
    start = 0
    while start + kernel_size <= length + padding:
        count += 1
        start += stride
    return count


# %% 24 formula
def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    return (length + 2 * padding - kernel_size) // stride


# %% 24 range_stops_early
def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    return len(range(-padding, length + padding - kernel_size, stride))


# %% 24 while_strict
def output_size(length, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    count = 0
    start = -padding
    while start + kernel_size < length + padding:
        count += 1
        start += stride
    return count


# %% 54 kernel_for_stride
def output_size(length, kernel_size, stride=None, padding=0):
    return (length + 2 * padding - kernel_size) // kernel_size + 1


# %% 54 always_one
def output_size(length, kernel_size, stride=None, padding=0):
    count = 0
    for start in range(-padding, length + padding):
        if start + kernel_size <= length + padding:
            count += 1
    return count


# %% 59 one_less_subtracted
def output_size(length, kernel_size, stride=None, padding=0):
    step = stride or kernel_size
    return (length + 2 * padding - kernel_size + 1) // step + 1


# %% 59 plus_two
def output_size(length, kernel_size, stride=None, padding=0):
    step = stride or kernel_size
    return (length + 2 * padding - kernel_size) // step + 2


# %% 59 no_window
def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    return (length + padding + padding) // stride


# %% 12 padding_times_window
def output_size(length, kernel_size, stride=None, padding=0):
    if stride is None:
        stride = kernel_size
    room = length - kernel_size + padding * kernel_size
    return room // stride + 1
