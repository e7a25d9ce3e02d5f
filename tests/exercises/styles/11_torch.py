import torch
import torch.nn.functional as F


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    return F.max_pool2d(torch.from_numpy(x), kernel_size, stride, padding).numpy()
