"""一次调用怎样走完：检查过的参数交给引擎，结果还给你。"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tutorial_pool.engines import Array, Impl, find, missing
from tutorial_pool.functional.arguments import check_array
from tutorial_pool.geometry import INT64


@dataclass(frozen=True)
class Call:
    """检查过的一次调用：引擎里名叫`name`的函数，在`input`上，用参数`args`。

    Attributes:
        output: 各条空间轴的输出长度。
        indices: 反池化的索引；和`input`一样，没有批量轴的要添上。
        no_gradient: 说为什么求不了梯度，空的就是求得了；反向传播时才问，前向不必等它。
    """

    impl: Impl
    name: str
    input: Array
    output: tuple[int, ...]
    args: tuple[Any, ...]
    indices: Array | None = None
    no_gradient: Callable[[], str] = lambda: ""

    def forward(self) -> Array:
        """值。"""
        return self._run(self.name, self.input)[0]

    def forward_with_indices(self) -> tuple[Array, Array]:
        """值和索引。"""
        values, indices = self._run(self.name, self.input)
        return values, indices

    def backward(self, grad_output: Array) -> Array:
        """损失对`input`的梯度。上游梯度也在这里检查。"""
        check_array("grad_output", grad_output)
        x = self.input
        shape = (*x.shape[: -len(self.output)], *self.output)
        if x.dtype.kind != "f":
            raise RuntimeError(f"只有浮点数才有梯度，得到input的类型{x.dtype}")
        dtype = x.dtype.newbyteorder("=")
        if grad_output.shape != shape or grad_output.dtype.newbyteorder("=") != dtype:
            raise RuntimeError(
                f"grad_output应和输出一样，形状{shape}、类型{dtype}，"
                f"得到形状{grad_output.shape}、类型{grad_output.dtype}"
            )
        if reason := self.no_gradient():
            raise RuntimeError(reason)
        # torch的自适应平均在没有通道时照样前向，反向却只认输出全是1的
        no_channels = x.ndim == len(self.output) + 2 and x.shape[1] == 0
        if 0 in self.output or (no_channels and set(self.output) != {1}):
            raise RuntimeError(f"输出里一个元素也没有，谈不上梯度；输出长度是{self.output}")
        return self._run(f"{self.name}_backward", grad_output, x)[0]

    def _run(self, name: str, *arrays: Array) -> tuple[Array, ...]:
        engine = find(self.impl)
        function = getattr(engine, name, None)
        if function is None:
            who = getattr(engine, "__name__", repr(engine))
            raise NotImplementedError(
                f"引擎{who}没有{name}；它不全，缺{'、'.join(missing(engine))}"
            )
        if self.indices is not None:
            arrays = (*arrays, self.indices)
        # np.dtype("f4").newbyteorder("=")和np.dtype("f4")相等，却是另一个对象，NumPy会走慢的路
        arrays = tuple(np.asarray(a, np.dtype(a.dtype.char)) for a in arrays)
        n, lead = len(self.output), self.input.shape[: -len(self.output)]
        # 一条轴一条轴地做，中间结果至多这么大；有一条轴是0时，NumPy也会先算其余的轴
        larger = map(max, self.input.shape[-n:], self.output)
        if math.prod(max(1, size) for size in (*lead, *larger)) * 8 >= INT64:
            raise RuntimeError(f"结果太大，输出长度是{self.output}")
        batched = self.input.ndim == len(self.output) + 2
        if not batched:  # 先添一条长度为1的批量轴，算完再去掉
            arrays = tuple(a[np.newaxis] for a in arrays)
        try:
            np.empty((*lead, *self.output), self.input.dtype)  # 放不下就早说
            with np.errstate(all="ignore"):  # NaN和无穷是正常的结果，torch也不为它们告警
                result = function(*arrays, *self.args)
        except MemoryError as error:
            raise RuntimeError(f"内存放不下结果，输出长度是{self.output}") from error
        parts = result if isinstance(result, tuple) else (result,)
        return parts if batched else tuple(part[0] for part in parts)
