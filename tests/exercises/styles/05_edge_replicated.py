def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    # 窗口看到的边上的数，本来就在窗口里：复制边缘和−∞一样
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    wide = [[row[0]] * pw + row + [row[-1]] * pw for row in x]
    tall = [wide[0]] * ph + wide + [wide[-1]] * ph
    return [
        [
            max(tall[t + a][s + b] for a in range(kh) for b in range(kw))
            for s in range(0, len(tall[0]) - kw + 1, sw)
        ]
        for t in range(0, len(tall) - kh + 1, sh)
    ]
