import heapq


def window_max(x, top, left, kernel_size):
    heap = []
    for r in range(kernel_size[0]):
        for c in range(kernel_size[1]):
            heapq.heappush(heap, -x[top + r][left + c])
    return -heap[0]
