import torch


def max_pool_backward(grad_output, indices, input_size):
    g, i = torch.from_numpy(grad_output), torch.from_numpy(indices)
    grad = torch.zeros(*g.shape[:2], input_size[0] * input_size[1], dtype=g.dtype)
    grad.scatter_add_(2, i.flatten(2), g.flatten(2))
    return grad.unflatten(2, input_size)
