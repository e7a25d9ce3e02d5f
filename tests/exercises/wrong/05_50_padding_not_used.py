"""没有用padding。"""


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    kh, kw = kernel_size
    return [
        [
            max(x[i + a][j + b] for a in range(kh) for b in range(kw))
            for j in range(0, len(x[0]) - kw + 1, stride[1])
        ]
        for i in range(0, len(x) - kh + 1, stride[0])
    ]
