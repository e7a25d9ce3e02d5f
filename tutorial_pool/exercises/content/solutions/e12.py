import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    """最大池化的反向传播，不写循环。

    grad_output和indices是数组(N, C, H_out, W_out)，
    input_size是输入的(H, W)。返回数组(N, C, H, W)。
    """
    planes = grad_output.shape[0] * grad_output.shape[1]
    height, width = input_size
    grad = np.zeros((planes, height * width))
    which = np.arange(planes)[:, np.newaxis]
    np.add.at(grad, (which, indices.reshape(planes, -1)), grad_output.reshape(planes, -1))
    return grad.reshape(*grad_output.shape[:2], height, width)
