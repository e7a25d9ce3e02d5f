def sliding_max(x, kernel_size):
    """一行数上的滑动最大值，步幅是1，不填充。

    x是列表，返回列表，一共len(x) - kernel_size + 1个数。
    比较的次数不超过len(x) * (log2(kernel_size) + 2)。
    """
    best, size = list(x), 1  # best[i]是x[i : i + size]的最大值
    while size < kernel_size:
        step = min(size, kernel_size - size)
        best = [max(best[i], best[i + step]) for i in range(len(best) - step)]
        size += step
    return best
