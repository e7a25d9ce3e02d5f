def masked_pool(x, mask, mode):
    """带掩码的池化：每个序列的每个通道，变成一个数。

    x是嵌套列表(N, L, C)，mask是(N, L)，真的数是True；
    mode是"max"或"mean"。返回嵌套列表(N, C)；
    一个真的数也没有时，是0.0。
    """
    y = []
    for sequence, real in zip(x, mask):
        y.append([])
        for c in range(len(sequence[0])):
            kept = [token[c] for token, keep in zip(sequence, real) if keep]
            if not kept:
                y[-1].append(0.0)
            elif mode == "max":
                y[-1].append(max(kept))
            else:
                y[-1].append(sum(kept) / len(kept))
    return y
