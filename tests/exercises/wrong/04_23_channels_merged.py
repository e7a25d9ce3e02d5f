def max_pool(x, kernel_size, stride=None):
    stride = stride or kernel_size
    y = []
    for image in x:
        height, width = len(image[0]), len(image[0][0])
        plane = []
        for top in range(0, height - kernel_size[0] + 1, stride[0]):
            row = []
            for left in range(0, width - kernel_size[1] + 1, stride[1]):
                best = image[0][top][left]
                for channel in image:
                    for r in range(top, top + kernel_size[0]):
                        for c in range(left, left + kernel_size[1]):
                            best = max(best, channel[r][c])
                row.append(best)
            plane.append(row)
        y.append([plane])
    return y
