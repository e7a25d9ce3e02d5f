"""层：把本包的池化装进`torch.nn.Module`，好放进真正的网络，前向和反向都由本包来算。

类名、参数次序、属性和打印出来的样子都来自`torch.nn`的同名层，只有计算换成了`functional`里的函数。
每个层比`torch.nn`的多一个参数`impl`：用哪个引擎，同`functional`。输入和输出的形状、会报的错，也同`functional`
里的函数；bfloat16是NotImplementedError，因为NumPy没有它。

注意一个陷阱：`nn.MaxPool2d`里`return_indices`在`ceil_mode`前面，`F.max_pool2d`里正好相反。
反向传播只能求一次：对梯度再求梯度、前向模式的自动微分、`torch.func`的变换，都会报错。
"""

from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

import numpy as np

from tutorial_pool import functional
from tutorial_pool.engines import Impl, find
from tutorial_pool.extras import needs

with needs("layers", "torch"):
    import torch
    from torch import Tensor, nn
    from torch.autograd.function import once_differentiable

__all__ = [
    "AdaptiveAvgPool1d",
    "AdaptiveAvgPool2d",
    "AdaptiveAvgPool3d",
    "AdaptiveMaxPool1d",
    "AdaptiveMaxPool2d",
    "AdaptiveMaxPool3d",
    "AvgPool1d",
    "AvgPool2d",
    "AvgPool3d",
    "FractionalMaxPool2d",
    "FractionalMaxPool3d",
    "LPPool1d",
    "LPPool2d",
    "LPPool3d",
    "MaxPool1d",
    "MaxPool2d",
    "MaxPool3d",
    "MaxUnpool1d",
    "MaxUnpool2d",
    "MaxUnpool3d",
]


class _Pooling(torch.autograd.Function):
    """一次池化：前向和反向都到NumPy里去算，autograd只管把它们连起来。"""

    @staticmethod
    def forward(
        ctx: Any,
        input: Tensor,
        indices: Tensor | None,
        name: str,
        arguments: dict[str, Any],
    ) -> Any:
        ctx.save_for_backward(input, indices)  # 存在这里的张量，后来被改动了会报错
        ctx.name, ctx.arguments = name, arguments
        result = getattr(functional, name)(_numpy(input), **_with(indices, arguments))
        if not isinstance(result, tuple):
            return torch.from_numpy(result).to(input.device)
        values, chosen = (torch.from_numpy(part).to(input.device) for part in result)
        ctx.mark_non_differentiable(chosen)
        return values, chosen

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad_output: Tensor, *_: Tensor) -> tuple[Tensor | None, ...]:
        x, indices = ctx.saved_tensors
        arguments = {k: v for k, v in ctx.arguments.items() if k != "return_indices"}
        backward = getattr(functional, f"{ctx.name}_backward")
        grad_input = backward(_numpy(grad_output), _numpy(x), **_with(indices, arguments))
        return torch.from_numpy(grad_input).to(x.device), None, None, None


def _with(indices: Tensor | None, arguments: dict[str, Any]) -> dict[str, Any]:
    return arguments if indices is None else arguments | {"indices": _numpy(indices)}


def _numpy(value: Tensor) -> np.ndarray:
    return value.detach().cpu().resolve_neg().numpy()


class _Layer:
    """所有池化层共有的部分：`torch.nn`的层管参数，这里只换掉计算。"""

    _function: ClassVar[str]  # `functional`里的哪个函数来算
    _arguments: ClassVar[tuple[str, ...]]  # 层的哪些属性是它的参数，名字都一样

    def __init__(self, *args: Any, impl: Impl = "vectorized", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.impl = find(impl)

    def __getstate__(self) -> dict[str, Any]:
        """模块不能pickle，存它的名字；这样层能复制，也能存盘。"""
        impl = self.impl.__name__ if isinstance(self.impl, ModuleType) else self.impl
        return self.__dict__ | {"impl": impl}

    def __setstate__(self, state: dict[str, Any]) -> None:
        impl = state["impl"]
        engine = import_module(impl) if isinstance(impl, str) else impl
        super().__setstate__(state | {"impl": engine})  # type: ignore[misc]  # 另一个父类是nn.Module

    def forward(self, input: Tensor) -> Any:
        return self._pool(input)

    def _pool(self, input: Tensor, indices: Tensor | None = None, **more: Any) -> Any:
        if not isinstance(input, Tensor):
            raise TypeError(f"input应为torch.Tensor，得到{type(input).__name__}")
        if input.dtype is torch.bfloat16:
            raise NotImplementedError("NumPy没有bfloat16。请先转换：input.float()")
        arguments = {name: getattr(self, name) for name in self._arguments}
        arguments |= {"impl": self.impl} | more
        return _Pooling.apply(input, indices, self._function, arguments)


class _MaxPool(_Layer):
    _arguments = ("kernel_size", "stride", "padding", "dilation", "ceil_mode", "return_indices")


class _AvgPool1d(_Layer):
    _arguments = ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad")


class _AvgPool(_Layer):  # 比一维的多一个divisor_override
    _arguments = (*_AvgPool1d._arguments, "divisor_override")


class _AdaptiveMaxPool(_Layer):
    _arguments = ("output_size", "return_indices")


class _AdaptiveAvgPool(_Layer):
    _arguments = ("output_size",)


class _LPPool(_Layer):
    _arguments = ("kernel_size", "stride", "ceil_mode")
    norm_type: float

    def forward(self, input: Tensor) -> Tensor:
        return self._pool(input, norm_type=float(self.norm_type))  # torch的层也这样转换


class _MaxUnpool(_Layer):
    _arguments = ("kernel_size", "stride", "padding")

    def forward(  # type: ignore[override]  # 反池化的输入有两个
        self, input: Tensor, indices: Tensor, output_size: list[int] | None = None
    ) -> Any:
        if not isinstance(indices, Tensor):
            raise TypeError(f"indices应为torch.Tensor，得到{type(indices).__name__}")
        return self._pool(input, indices, output_size=output_size)


class _FractionalMaxPool(_Layer):
    _arguments = ("kernel_size", "output_size", "output_ratio", "return_indices")
    kernel_size: Any
    _random_samples: Tensor | None

    def forward(self, input: Tensor) -> Any:
        n, samples = len(self.kernel_size), self._random_samples
        if samples is None and isinstance(input, Tensor) and input.dim() in (n + 1, n + 2):
            batch = input.shape[0] if input.dim() == n + 2 else 1  # 和torch抽同样的随机数
            samples = torch.rand(batch, input.shape[-n - 1], n, dtype=input.dtype)
        # 存一份拷贝：反向要用前向时的随机数，哪怕这一层的后来变了
        return self._pool(
            input, _random_samples=None if samples is None else _numpy(samples).copy()
        )


class MaxPool1d(_MaxPool, nn.MaxPool1d):
    """一维最大池化层：每个窗口里取最大的那个数。

    来源：`torch.nn.MaxPool1d`，参数同它；由`functional.max_pool1d`来算。

    Examples:
        >>> MaxPool1d(2)(torch.zeros(1, 3, 4)).shape
        torch.Size([1, 3, 2])
    """

    _function = "max_pool1d"


class MaxPool2d(_MaxPool, nn.MaxPool2d):
    """二维最大池化层：每个窗口里取最大的那个数。

    来源：`torch.nn.MaxPool2d`，参数同它；由`functional.max_pool2d`来算。

    Examples:
        >>> MaxPool2d(2)(torch.zeros(1, 3, 4, 4)).shape
        torch.Size([1, 3, 2, 2])
    """

    _function = "max_pool2d"


class MaxPool3d(_MaxPool, nn.MaxPool3d):
    """三维最大池化层：每个窗口里取最大的那个数。

    来源：`torch.nn.MaxPool3d`，参数同它；由`functional.max_pool3d`来算。

    Examples:
        >>> MaxPool3d(2)(torch.zeros(1, 3, 4, 4, 4)).shape
        torch.Size([1, 3, 2, 2, 2])
    """

    _function = "max_pool3d"


class AvgPool1d(_AvgPool1d, nn.AvgPool1d):
    """一维平均池化层：每个窗口里的数求平均。

    来源：`torch.nn.AvgPool1d`，参数同它；由`functional.avg_pool1d`来算。

    Examples:
        >>> AvgPool1d(2)(torch.zeros(1, 3, 4)).shape
        torch.Size([1, 3, 2])
    """

    _function = "avg_pool1d"


class AvgPool2d(_AvgPool, nn.AvgPool2d):
    """二维平均池化层：每个窗口里的数求平均。

    来源：`torch.nn.AvgPool2d`，参数同它；由`functional.avg_pool2d`来算。

    Examples:
        >>> AvgPool2d(2)(torch.zeros(1, 3, 4, 4)).shape
        torch.Size([1, 3, 2, 2])
    """

    _function = "avg_pool2d"


class AvgPool3d(_AvgPool, nn.AvgPool3d):
    """三维平均池化层：每个窗口里的数求平均。

    来源：`torch.nn.AvgPool3d`，参数同它；由`functional.avg_pool3d`来算。

    Examples:
        >>> AvgPool3d(2)(torch.zeros(1, 3, 4, 4, 4)).shape
        torch.Size([1, 3, 2, 2, 2])
    """

    _function = "avg_pool3d"


class LPPool1d(_LPPool, nn.LPPool1d):
    """一维Lp池化层：每个窗口里的数，求p次方的和，再开p次方。

    来源：`torch.nn.LPPool1d`，参数同它；由`functional.lp_pool1d`来算。

    Examples:
        >>> LPPool1d(2, 2)(torch.zeros(1, 3, 4)).shape
        torch.Size([1, 3, 2])
    """

    _function = "lp_pool1d"


class LPPool2d(_LPPool, nn.LPPool2d):
    """二维Lp池化层：每个窗口里的数，求p次方的和，再开p次方。

    来源：`torch.nn.LPPool2d`，参数同它；由`functional.lp_pool2d`来算。

    Examples:
        >>> LPPool2d(2, 2)(torch.zeros(1, 3, 4, 4)).shape
        torch.Size([1, 3, 2, 2])
    """

    _function = "lp_pool2d"


class LPPool3d(_LPPool, nn.LPPool3d):
    """三维Lp池化层：每个窗口里的数，求p次方的和，再开p次方。

    来源：`torch.nn.LPPool3d`，参数同它；由`functional.lp_pool3d`来算。

    Examples:
        >>> LPPool3d(2, 2)(torch.zeros(1, 3, 4, 4, 4)).shape
        torch.Size([1, 3, 2, 2, 2])
    """

    _function = "lp_pool3d"


class AdaptiveMaxPool1d(_AdaptiveMaxPool, nn.AdaptiveMaxPool1d):
    """一维自适应最大池化层：只说要多大的输出。

    来源：`torch.nn.AdaptiveMaxPool1d`，参数同它；由`functional.adaptive_max_pool1d`来算。

    Examples:
        >>> AdaptiveMaxPool1d(2)(torch.zeros(1, 3, 4)).shape
        torch.Size([1, 3, 2])
    """

    _function = "adaptive_max_pool1d"


class AdaptiveMaxPool2d(_AdaptiveMaxPool, nn.AdaptiveMaxPool2d):
    """二维自适应最大池化层：只说要多大的输出。

    来源：`torch.nn.AdaptiveMaxPool2d`，参数同它；由`functional.adaptive_max_pool2d`来算。

    Examples:
        >>> AdaptiveMaxPool2d(2)(torch.zeros(1, 3, 4, 4)).shape
        torch.Size([1, 3, 2, 2])
    """

    _function = "adaptive_max_pool2d"


class AdaptiveMaxPool3d(_AdaptiveMaxPool, nn.AdaptiveMaxPool3d):
    """三维自适应最大池化层：只说要多大的输出。

    来源：`torch.nn.AdaptiveMaxPool3d`，参数同它；由`functional.adaptive_max_pool3d`来算。

    Examples:
        >>> AdaptiveMaxPool3d(2)(torch.zeros(1, 3, 4, 4, 4)).shape
        torch.Size([1, 3, 2, 2, 2])
    """

    _function = "adaptive_max_pool3d"


class AdaptiveAvgPool1d(_AdaptiveAvgPool, nn.AdaptiveAvgPool1d):
    """一维自适应平均池化层：只说要多大的输出；是1就是全局平均池化。

    来源：`torch.nn.AdaptiveAvgPool1d`，参数同它；由`functional.adaptive_avg_pool1d`来算。

    Examples:
        >>> AdaptiveAvgPool1d(2)(torch.zeros(1, 3, 4)).shape
        torch.Size([1, 3, 2])
    """

    _function = "adaptive_avg_pool1d"


class AdaptiveAvgPool2d(_AdaptiveAvgPool, nn.AdaptiveAvgPool2d):
    """二维自适应平均池化层：只说要多大的输出；是1就是全局平均池化。

    来源：`torch.nn.AdaptiveAvgPool2d`，参数同它；由`functional.adaptive_avg_pool2d`来算。

    Examples:
        >>> AdaptiveAvgPool2d(2)(torch.zeros(1, 3, 4, 4)).shape
        torch.Size([1, 3, 2, 2])
    """

    _function = "adaptive_avg_pool2d"


class AdaptiveAvgPool3d(_AdaptiveAvgPool, nn.AdaptiveAvgPool3d):
    """三维自适应平均池化层：只说要多大的输出；是1就是全局平均池化。

    来源：`torch.nn.AdaptiveAvgPool3d`，参数同它；由`functional.adaptive_avg_pool3d`来算。

    Examples:
        >>> AdaptiveAvgPool3d(2)(torch.zeros(1, 3, 4, 4, 4)).shape
        torch.Size([1, 3, 2, 2, 2])
    """

    _function = "adaptive_avg_pool3d"


class FractionalMaxPool2d(_FractionalMaxPool, nn.FractionalMaxPool2d):
    """二维分数最大池化层：窗口的间隔是随机的，评估时（`eval()`）也是。

    来源：`torch.nn.FractionalMaxPool2d`，参数同它；由`functional.fractional_max_pool2d`来算。

    Examples:
        >>> FractionalMaxPool2d(2, output_size=2)(torch.zeros(1, 3, 4, 4)).shape
        torch.Size([1, 3, 2, 2])
    """

    _function = "fractional_max_pool2d"


class FractionalMaxPool3d(_FractionalMaxPool, nn.FractionalMaxPool3d):
    """三维分数最大池化层：窗口的间隔是随机的，评估时（`eval()`）也是。

    来源：`torch.nn.FractionalMaxPool3d`，参数同它；由`functional.fractional_max_pool3d`来算。

    Examples:
        >>> FractionalMaxPool3d(2, output_size=2)(torch.zeros(1, 3, 4, 4, 4)).shape
        torch.Size([1, 3, 2, 2, 2])
    """

    _function = "fractional_max_pool3d"


class MaxUnpool1d(_MaxUnpool, nn.MaxUnpool1d):
    """一维反池化层：把数放回索引记下的位置，别处是0。

    来源：`torch.nn.MaxUnpool1d`，参数同它；由`functional.max_unpool1d`来算。

    Examples:
        >>> x = torch.zeros(1, 3, 4)
        >>> MaxUnpool1d(2)(x, x.long()).shape
        torch.Size([1, 3, 8])
    """

    _function = "max_unpool1d"


class MaxUnpool2d(_MaxUnpool, nn.MaxUnpool2d):
    """二维反池化层：把数放回索引记下的位置，别处是0。

    来源：`torch.nn.MaxUnpool2d`，参数同它；由`functional.max_unpool2d`来算。

    Examples:
        >>> x = torch.zeros(1, 3, 4, 4)
        >>> MaxUnpool2d(2)(x, x.long()).shape
        torch.Size([1, 3, 8, 8])
    """

    _function = "max_unpool2d"


class MaxUnpool3d(_MaxUnpool, nn.MaxUnpool3d):
    """三维反池化层：把数放回索引记下的位置，别处是0。

    来源：`torch.nn.MaxUnpool3d`，参数同它；由`functional.max_unpool3d`来算。

    Examples:
        >>> x = torch.zeros(1, 3, 4, 4, 4)
        >>> MaxUnpool3d(2)(x, x.long()).shape
        torch.Size([1, 3, 8, 8, 8])
    """

    _function = "max_unpool3d"
