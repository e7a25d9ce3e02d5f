from functools import partial


def pool(plane, k, s):
    return [
        [
            max(v for row in plane[i : i + k[0]] for v in row[j : j + k[1]])
            for j in range(0, len(plane[0]) - k[1] + 1, s[1])
        ]
        for i in range(0, len(plane) - k[0] + 1, s[0])
    ]


def max_pool(x, kernel_size, stride=None):
    one = partial(pool, k=kernel_size, s=stride or kernel_size)
    return map(lambda image: map(one, image), x)
