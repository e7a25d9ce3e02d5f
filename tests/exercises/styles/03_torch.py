import torch
import torch.nn.functional as F


def max_pool(x, kernel_size, stride=None):
    return F.max_pool2d(torch.tensor([x], dtype=torch.float64), kernel_size, stride)[0]
