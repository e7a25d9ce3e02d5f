import math


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    if stride is None:
        stride = kernel_size
    kh, kw = kernel_size
    sh, sw = stride
    ph, pw = padding
    channels, height, width = len(x[0]), len(x[0][0]), len(x[0][0][0])
    h_out = (height + 2 * ph - kh) // sh + 1
    w_out = (width + 2 * pw - kw) // sw + 1
    y = []
    indices = []
    for n in range(len(x)):
        y.append([])
        indices.append([])
        for ch in range(channels):
            values = []
            places = []
            for i in range(h_out):
                values.append([])
                places.append([])
                for j in range(w_out):
                    best, index = -math.inf, 0
                    for a in range(kh):
                        for b in range(kw):
                            r = i * kh - ph + a
                            c = j * kw - pw + b
                            if not (0 <= r < height and 0 <= c < width):
                                continue
                            v = x[n][ch][r][c]
                            if v > best or math.isnan(v):
                                best = v
                                index = r * width + c
                    values[i].append(best)
                    places[i].append(index)
            y[n].append(values)
            indices[n].append(places)
    return y, indices
