"""层：把本包的池化装进`torch.nn.Module`，好放进真正的网络，前向和反向都由本包来算。

类名、参数次序、属性和打印出来的样子都来自`torch.nn`的同名层，只有计算换成了`functional`里的函数。
注意一个陷阱：`nn.MaxPool2d`里`return_indices`在`ceil_mode`前面，`F.max_pool2d`里正好相反。
反向传播只能求一次：对梯度再求梯度、前向模式的自动微分、`torch.func`的变换，都会报错。
"""

import inspect
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.autograd.function import FunctionCtx, once_differentiable

from tutorial_pool import functional, vectorized

DOC = """同`torch.nn.<name>`，只是前向和反向都由`functional.<function>`来算。

    参数和次序都同`torch.nn.<name>`，外加`impl`。输入和输出的形状、会报的错，同`functional.<function>`；
    bfloat16是NotImplementedError，因为NumPy没有它。

    来源：`torch.nn.<name>`。

    Examples:
        >>> layer = <name>(<example>)
        >>> layer(<input>).shape
        torch.Size([1, 3, <output>])
"""


class _Pooling(torch.autograd.Function):
    """一次池化：前向和反向都到NumPy里去算，autograd只管把它们连起来。"""

    @staticmethod
    def forward(
        ctx: FunctionCtx,
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
    def backward(ctx: FunctionCtx, grad_output: Tensor, *_: Tensor) -> tuple[Tensor | None, ...]:
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

    _function: str

    def __init_subclass__(cls, example: str = "2", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.__name__.startswith("_"):
            name, n = cls.__name__, int(cls.__name__[-2])
            cls._function = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)[1:]
            cls._function = cls._function.replace("l_p_", "lp_")
            x = f"torch.zeros(1, 3, {', '.join('4' * n)})"
            output = ", ".join("2" * n)
            if "Unpool" in name:
                x, output = f"{x}, {x}.long()", ", ".join("8" * n)
            filled = {"name": name, "function": cls._function, "example": example}
            cls.__doc__ = DOC
            for blank, text in (filled | {"input": x, "output": output}).items():
                cls.__doc__ = cls.__doc__.replace(f"<{blank}>", text)

    def __init__(self, *args: Any, impl: ModuleType = vectorized, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.impl = impl

    def __getstate__(self) -> dict[str, Any]:
        """模块不能pickle，存它的名字；这样层能复制，也能存盘。"""
        return self.__dict__ | {"impl": self.impl.__name__}

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state | {"impl": import_module(state["impl"])})

    def forward(self, input: Tensor) -> Any:
        return self._pool(input)

    def _pool(self, input: Tensor, indices: Tensor | None = None, **more: Any) -> Any:
        if not isinstance(input, Tensor):
            raise TypeError(f"input应为torch.Tensor，得到{type(input).__name__}")
        if input.dtype is torch.bfloat16:
            raise NotImplementedError("NumPy没有bfloat16。请先转换：input.float()")
        # 层的属性就是函数的参数，名字都一样。
        names = inspect.signature(getattr(functional, self._function)).parameters
        arguments = {name: getattr(self, name) for name in names if hasattr(self, name)}
        return _Pooling.apply(input, indices, self._function, arguments | more)


class _LPPool(_Layer):
    def forward(self, input: Tensor) -> Tensor:
        return self._pool(input, norm_type=float(self.norm_type))  # torch的层也这样转换


class _MaxUnpool(_Layer):
    def forward(
        self, input: Tensor, indices: Tensor, output_size: list[int] | None = None
    ) -> Tensor:
        if not isinstance(indices, Tensor):
            raise TypeError(f"indices应为torch.Tensor，得到{type(indices).__name__}")
        return self._pool(input, indices, output_size=output_size)


class _FractionalMaxPool(_Layer):
    def forward(self, input: Tensor) -> Any:
        n, samples = len(self.kernel_size), self._random_samples
        if samples is None and isinstance(input, Tensor) and input.dim() in (n + 1, n + 2):
            batch = input.shape[0] if input.dim() == n + 2 else 1  # 和torch抽同样的随机数
            samples = torch.rand(batch, input.shape[-n - 1], n, dtype=input.dtype)
        # 存一份拷贝：反向要用前向时的随机数，哪怕这一层的后来变了
        return self._pool(
            input, _random_samples=None if samples is None else _numpy(samples).copy()
        )


class MaxPool1d(_Layer, nn.MaxPool1d): ...


class MaxPool2d(_Layer, nn.MaxPool2d): ...


class MaxPool3d(_Layer, nn.MaxPool3d): ...


class AvgPool1d(_Layer, nn.AvgPool1d): ...


class AvgPool2d(_Layer, nn.AvgPool2d): ...


class AvgPool3d(_Layer, nn.AvgPool3d): ...


class LPPool1d(_LPPool, nn.LPPool1d, example="2, 2"): ...


class LPPool2d(_LPPool, nn.LPPool2d, example="2, 2"): ...


class LPPool3d(_LPPool, nn.LPPool3d, example="2, 2"): ...


class AdaptiveMaxPool1d(_Layer, nn.AdaptiveMaxPool1d): ...


class AdaptiveMaxPool2d(_Layer, nn.AdaptiveMaxPool2d): ...


class AdaptiveMaxPool3d(_Layer, nn.AdaptiveMaxPool3d): ...


class AdaptiveAvgPool1d(_Layer, nn.AdaptiveAvgPool1d): ...


class AdaptiveAvgPool2d(_Layer, nn.AdaptiveAvgPool2d): ...


class AdaptiveAvgPool3d(_Layer, nn.AdaptiveAvgPool3d): ...


class FractionalMaxPool2d(
    _FractionalMaxPool, nn.FractionalMaxPool2d, example="2, output_size=2"
): ...


class FractionalMaxPool3d(
    _FractionalMaxPool, nn.FractionalMaxPool3d, example="2, output_size=2"
): ...


class MaxUnpool1d(_MaxUnpool, nn.MaxUnpool1d): ...


class MaxUnpool2d(_MaxUnpool, nn.MaxUnpool2d): ...


class MaxUnpool3d(_MaxUnpool, nn.MaxUnpool3d): ...


__all__ = [name for name in globals() if name.endswith(("1d", "2d", "3d"))]
