import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding

    def order(pair):
        v, at = pair
        return (1, 0, at) if math.isnan(v) else (0, v, -at)

    def one(plane, top, left):
        w = len(plane[0])
        return max(
            (
                (plane[r][c], r * w + c)
                for r in range(max(top, 0), min(top + kh, len(plane)))
                for c in range(max(left, 0), min(left + kw, w))
            ),
            key=order,
        )

    def walk(part):
        return [
            [
                [
                    [
                        one(plane, top, left)[part]
                        for left in range(-pw, len(plane[0]) + pw - kw + 1, sw)
                    ]
                    for top in range(-ph, len(plane) + ph - kh + 1, sh)
                ]
                for plane in image
            ]
            for image in x
        ]

    return [walk(0), walk(1)]
