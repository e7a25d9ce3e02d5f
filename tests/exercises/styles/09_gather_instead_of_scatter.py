from collections import defaultdict


def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    received = defaultdict(list)
    for i, row in enumerate(grad_output):
        for j, g in enumerate(row):
            cells = [
                (-x[r][c], r, c)
                for r in range(max(0, i * sh - ph), min(len(x), i * sh - ph + kh))
                for c in range(max(0, j * sw - pw), min(len(x[0]), j * sw - pw + kw))
            ]
            _, r, c = min(cells)
            received[r, c].append(g)
    return [[sum(received[r, c]) for c in range(len(x[0]))] for r in range(len(x))]
