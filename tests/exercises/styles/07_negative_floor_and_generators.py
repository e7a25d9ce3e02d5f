def count(length, k, s, p, up):
    room = length + 2 * p - k
    n = -(-room // s) if up else room // s
    while n * s - p >= length:
        n -= 1
    return n + 1


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    inside = lambda v, end: 0 <= v < end  # noqa: E731
    return (
        (
            max(
                x[r][c]
                for r in range(i * sh - ph, i * sh - ph + kh)
                if inside(r, len(x))
                for c in range(j * sw - pw, j * sw - pw + kw)
                if inside(c, len(x[0]))
            )
            for j in range(count(len(x[0]), kw, sw, pw, ceil_mode))
        )
        for i in range(count(len(x), kh, sh, ph, ceil_mode))
    )
