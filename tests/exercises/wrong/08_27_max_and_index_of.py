def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y, indices = [], []
    for image in x:
        y.append([])
        indices.append([])
        for plane in image:
            h, w = len(plane), len(plane[0])
            values, places = [], []
            for top in range(-ph, h + ph - kh + 1, sh):
                values.append([])
                places.append([])
                for left in range(-pw, w + pw - kw + 1, sw):
                    seen, where = [], []
                    for r in range(max(top, 0), min(top + kh, h)):
                        for c in range(max(left, 0), min(left + kw, w)):
                            seen.append(plane[r][c])
                            where.append(r * w + c)
                    best = max(seen)
                    values[-1].append(best)
                    places[-1].append(where[seen.index(best)])
            y[-1].append(values)
            indices[-1].append(places)
    return y, indices
