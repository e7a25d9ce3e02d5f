import torch


def max_pool(x, kernel_size, stride=None, padding=(0, 0), ceil_mode=False):
    layer = torch.nn.MaxPool2d(kernel_size, stride, padding, ceil_mode=ceil_mode)
    return layer(torch.tensor(x, dtype=torch.double)[None, None])[0, 0].numpy()
