"""层：把本包的池化装进`torch.nn.Module`，好放进真正的网络。

类名、参数次序、属性和打印出来的样子都来自`torch.nn`的同名层，只有计算换成了本包的。
目前只有前向：反向传播还没有写，所以输入需要梯度时会报错，而不是悄悄断开梯度。
"""

from importlib import import_module
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd import forward_ad

from tutorial_pool import functional, vectorized

__all__ = ["MaxPool1d", "MaxPool2d", "MaxPool3d"]


class _MaxPool:
    """三个最大池化层共有的部分：`torch.nn`的层管参数，这里只换掉计算。"""

    _function: str

    def __init__(self, *args: Any, impl: ModuleType = vectorized, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.impl = impl

    def __getstate__(self) -> dict[str, Any]:
        """模块不能pickle，存它的名字；这样层能复制，也能存盘。"""
        return self.__dict__ | {"impl": self.impl.__name__}

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state | {"impl": import_module(state["impl"])})

    def forward(self, input: Tensor) -> Tensor | tuple[Tensor, Tensor]:
        if not isinstance(input, Tensor):
            raise TypeError(f"input应为torch.Tensor，得到{type(input).__name__}")
        if input.dtype is torch.bfloat16:
            raise NotImplementedError("NumPy没有bfloat16。请先转换：input.float()")
        tracked = input.requires_grad and torch.is_grad_enabled()
        if tracked or forward_ad.unpack_dual(input).tangent is not None:
            raise NotImplementedError(
                "本层还没有反向传播，而输入需要梯度。只做前向时，请放进with torch.no_grad(): 里"
            )
        result = getattr(functional, self._function)(
            input.detach().cpu().numpy(),
            self.kernel_size,
            self.stride,
            self.padding,
            self.dilation,
            self.ceil_mode,
            self.return_indices,
            impl=self.impl,
        )
        if self.return_indices:
            return tuple(torch.from_numpy(part).to(input.device) for part in result)
        return torch.from_numpy(result).to(input.device)


class MaxPool1d(_MaxPool, nn.MaxPool1d):
    """一维最大池化层，输入`(N, C, L)`或`(C, L)`。

    参数和次序同`torch.nn.MaxPool1d`（注意：`return_indices`在`ceil_mode`前面，和函数版相反），
    外加`impl`。错误同`functional.max_pool1d`；输入需要梯度时是NotImplementedError。

    Examples:
        >>> MaxPool1d(2)(torch.tensor([[-4.0, -1.0, -3.0, -2.0]]))
        tensor([[-1., -2.]])
    """

    _function = "max_pool1d"


class MaxPool2d(_MaxPool, nn.MaxPool2d):
    """二维最大池化层，输入`(N, C, H, W)`或`(C, H, W)`。其余同`MaxPool1d`。

    Examples:
        >>> layer = MaxPool2d(kernel_size=3, ceil_mode=True)
        >>> layer
        MaxPool2d(kernel_size=3, stride=3, padding=0, dilation=1, ceil_mode=True)
        >>> layer(torch.zeros(1, 1, 5, 5)).shape
        torch.Size([1, 1, 2, 2])
    """

    _function = "max_pool2d"


class MaxPool3d(_MaxPool, nn.MaxPool3d):
    """三维最大池化层，输入`(N, C, D, H, W)`或`(C, D, H, W)`。其余同`MaxPool1d`。

    Examples:
        >>> MaxPool3d((1, 2, 2))(torch.zeros(3, 4, 6, 8)).shape
        torch.Size([3, 4, 3, 4])
    """

    _function = "max_pool3d"
