import math


def scan(cells):
    best = cells[0]
    for cell in cells[1:]:
        if cell[0] != cell[0]:
            best = cell
        elif cell[0] > best[0]:
            best = cell
    return best


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    y, places = [], []
    for image in x:
        y.append([])
        places.append([])
        for plane in image:
            height, width = len(plane), len(plane[0])
            values, indices = [], []
            top = -padding[0]
            while top + kernel_size[0] <= height + padding[0]:
                values.append([])
                indices.append([])
                left = -padding[1]
                while left + kernel_size[1] <= width + padding[1]:
                    cells = []
                    for r in range(top, top + kernel_size[0]):
                        for c in range(left, left + kernel_size[1]):
                            if 0 <= r < height and 0 <= c < width:
                                cells.append((plane[r][c], width * r + c))
                    value, index = scan(cells)
                    values[-1].append(math.nan if value != value else value)
                    indices[-1].append(index)
                    left += stride[1]
                top += stride[0]
            y[-1].append(values)
            places[-1].append(indices)
    return y, places
