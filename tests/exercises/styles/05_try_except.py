def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding

    def at(r, c):
        if r < 0 or c < 0:
            return None
        try:
            return x[r][c]
        except IndexError:
            return None

    def window(top, left):
        seen = [at(r, c) for r in range(top, top + kh) for c in range(left, left + kw)]
        return max(v for v in seen if v is not None)

    return [
        [window(top, left) for left in range(-pw, len(x[0]) + pw - kw + 1, sw)]
        for top in range(-ph, len(x) + ph - kh + 1, sh)
    ]
