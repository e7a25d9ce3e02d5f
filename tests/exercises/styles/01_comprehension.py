def window_max(x, top, left, kernel_size):
    kh, kw = kernel_size
    return max(x[r][c] for r in range(top, top + kh) for c in range(left, left + kw))
