def window_max(x, top, left, kernel_size):
    best = None
    for r, row in enumerate(x):
        for c, value in enumerate(row):
            if top <= r < top + kernel_size[0] and left <= c < left + kernel_size[1]:
                if best is None or value >= best:
                    best = value
    return best
