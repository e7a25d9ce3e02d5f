def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    if kh > 1:
        return max(window_max(x, top, left, (1, kw)), window_max(x, top + 1, left, (kh - 1, kw)))
    if kw > 1:
        return max(x[top][left], window_max(x, top, left + 1, (1, kw - 1)))
    return x[top][left]
