def pool_plane(x, kernel_size, stride):
    (kh, kw), (sh, sw) = kernel_size, stride or (1, 1)
    return [
        [
            max(x[r][c] for r in range(top, top + kh) for c in range(left, left + kw))
            for left in range(0, len(x[0]) - kw + 1, sw)
        ]
        for top in range(0, len(x) - kh + 1, sh)
    ]


def max_pool(x, kernel_size, stride=None):
    y = []
    for image in x:
        channels = []
        for plane in image:
            channels.append(pool_plane(plane, kernel_size, stride))
        y.append(channels)
    return y
