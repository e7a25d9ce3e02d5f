def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):
    stride = stride or kernel_size
    grad = [[0 for _ in row] for row in x]
    i = 0
    while i < len(grad_output):
        j = 0
        while j < len(grad_output[i]):
            top, left = i * stride[0] - padding[0], j * stride[1] - padding[1]
            rows = range(max(top, 0), min(top + kernel_size[0], len(x)))
            columns = range(max(left, 0), min(left + kernel_size[1], len(x[0])))
            m = max(x[r][c] for r in rows for c in columns)
            given = False
            for r in rows:
                for c in columns:
                    if x[r][c] == m and not given:
                        grad[r][c] += grad_output[i][j]
                        given = True
            j += 1
        i += 1
    return grad
