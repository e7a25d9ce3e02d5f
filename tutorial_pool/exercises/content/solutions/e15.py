def class_map(x, weight, bias):
    """各类的得分，和得分最高的那一类的CAM。

    x是一张图片的特征图，嵌套列表(C, H, W)；weight是
    (类数, C)，bias是(类数,)。返回(logits, cam)：
    logits是(类数,)，cam是(H, W)。
    """
    height, width = len(x[0]), len(x[0][0])
    means = [sum(map(sum, plane)) / (height * width) for plane in x]
    logits = []
    for row, b in zip(weight, bias):
        logits.append(sum(w * mean for w, mean in zip(row, means)) + b)
    best = weight[logits.index(max(logits))]
    cam = [
        [sum(w * plane[r][c] for w, plane in zip(best, x)) for c in range(width)]
        for r in range(height)
    ]
    return logits, cam
