"""练习13：各种写错的；每段的号码是误解的编号。"""


# %% 75 adds_the_kernel
def receptive_field(layers):
    field, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        field += (dilation * (kernel_size - 1) + 1) * jump
        jump *= stride
    return field


# %% 75 backwards_without_minus_one
def receptive_field(layers):
    r = 1
    for k, s, d in reversed(layers):
        r = r * s + d * (k - 1) + 1
    return r


# %% 76 no_jump
def receptive_field(layers):
    field = 1
    for kernel_size, stride, dilation in layers:
        field += dilation * (kernel_size - 1)
    return field


# %% 76 jump_is_the_stride
def receptive_field(layers):
    field, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        field += dilation * (kernel_size - 1) * jump
        jump = stride
    return field


# %% 76 jump_adds
def receptive_field(layers):
    field, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        field += dilation * (kernel_size - 1) * jump
        jump += stride
    return field


# %% 76 jump_adds_less_one
def receptive_field(layers):
    field, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        field += dilation * (kernel_size - 1) * jump
        jump += stride - 1
    return field


# %% 77 stride_before
def receptive_field(layers):
    field, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        jump *= stride
        field += dilation * (kernel_size - 1) * jump
    return field


# %% 77 own_stride_in_the_product
import math


def receptive_field(layers):
    r = 1
    for i, (k, _, d) in enumerate(layers):
        r += d * (k - 1) * math.prod(s for _, s, _ in layers[: i + 1])
    return r


# %% 15 no_dilation
def receptive_field(layers):
    field, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        field += (kernel_size - 1) * jump
        jump *= stride
    return field


# %% 16 span_is_a_product
def receptive_field(layers):
    field, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        field += (dilation * kernel_size - 1) * jump
        jump *= stride
    return field


# %% 55 dilation_plus_one
def receptive_field(layers):
    field, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        field += (dilation + 1) * (kernel_size - 1) * jump
        jump *= stride
    return field


# %% 78 starts_at_zero
def receptive_field(layers):
    field, jump = 0, 1
    for kernel_size, stride, dilation in layers:
        field += dilation * (kernel_size - 1) * jump
        jump *= stride
    return field


# %% 79 from_the_last_layer
def receptive_field(layers):
    field, jump = 1, 1
    for k, s, d in layers[::-1]:
        field += d * (k - 1) * jump
        jump *= s
    return field


# %% 79 backwards_formula_forwards
def receptive_field(layers):
    r = 1
    for k, s, d in layers:
        r = (r - 1) * s + d * (k - 1) + 1
    return r


# %% 80 product_of_windows
def receptive_field(layers):
    r = 1
    for k, s, d in layers:
        r *= k
    return r


# %% 80 sum_of_windows
def receptive_field(layers):
    return sum(k for k, s, d in layers)


# %% 80 last_only
def receptive_field(layers):
    r = 1
    for k, s, d in layers:
        r = d * (k - 1) + 1
    return r


# %% 80 largest
def receptive_field(layers):
    return max([d * (k - 1) + 1 for k, s, d in layers] or [1])
