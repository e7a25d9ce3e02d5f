"""一次调用怎样走完：参数检查过，数组交给引擎，结果还给你。"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import Any

import numpy as np

from tutorial_pool.engines import Array, Impl, find, missing
from tutorial_pool.functional.arguments import check_array
from tutorial_pool.geometry import INT64

SMALL = 2**20  # 不到这么多字节的结果，总是放得下


@dataclass(frozen=True)
class Call:
    """检查过的一次调用：用引擎里名叫`name`的函数，参数是`args`。数组还没有给，所以可以记着，下次再用。

    Attributes:
        shape: 输入的形状。
        dtype: 引擎要的类型，反向传播时上游梯度也是它。
        output: 各条空间轴的输出长度。
        no_gradient: 说为什么求不了梯度，空的就是求得了；反向传播时才问，前向不必等它。
    """

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype
    output: tuple[int, ...]
    args: tuple[Any, ...]
    no_gradient: Callable[[], str] = lambda: ""

    def forward(self, impl: Impl, input: Array, *indices: Array) -> Array:
        """值。`indices`是反池化的索引。"""
        return self._run(impl, self.name, (input,), indices)[0]

    def forward_with_indices(self, impl: Impl, input: Array) -> tuple[Array, Array]:
        """值和索引。"""
        values, indices = self._run(impl, self.name, (input,))
        return values, indices

    def backward(self, impl: Impl, grad_output: Array, input: Array, *indices: Array) -> Array:
        """损失对`input`的梯度。上游梯度也在这里检查。"""
        check_array("grad_output", grad_output)
        shape = (*self._lead, *self.output)
        if self.dtype.kind != "f":
            raise RuntimeError(f"只有浮点数才有梯度，得到input的类型{self.dtype}")
        dtype = self.dtype.newbyteorder("=")
        if grad_output.shape != shape or grad_output.dtype.newbyteorder("=") != dtype:
            raise RuntimeError(
                f"grad_output应和输出一样，形状{shape}、类型{dtype}，"
                f"得到形状{grad_output.shape}、类型{grad_output.dtype}"
            )
        if reason := self.no_gradient():
            raise RuntimeError(reason)
        # torch的自适应平均在没有通道时照样前向，反向却只认输出全是1的
        no_channels = self._batched and self.shape[1] == 0
        if 0 in self.output or (no_channels and set(self.output) != {1}):
            raise RuntimeError(f"输出里一个元素也没有，谈不上梯度；输出长度是{self.output}")
        return self._run(impl, f"{self.name}_backward", (grad_output, input), indices)[0]

    def _run(
        self, impl: Impl, name: str, arrays: tuple[Array, ...], indices: tuple[Array, ...] = ()
    ) -> tuple[Array, ...]:
        engine = find(impl)
        function = getattr(engine, name, None)
        if function is None:
            who = getattr(engine, "__name__", repr(engine))
            raise NotImplementedError(
                f"引擎{who}没有{name}；它不全，缺{'、'.join(missing(engine))}"
            )
        given = [np.asarray(a, self._native) for a in arrays]
        if indices:
            given += [np.asarray(a, np.int64) for a in indices]
        if self._bytes >= INT64:
            raise RuntimeError(f"结果太大，输出长度是{self.output}")
        if not self._batched:  # 先添一条长度为1的批量轴，算完再去掉
            given = [a[np.newaxis] for a in given]
        try:
            if self._bytes > SMALL:  # 放不下就早说
                np.empty((*self._lead, *self.output), self.dtype)
            with np.errstate(all="ignore"):  # NaN和无穷是正常的结果，torch也不为它们告警
                result = function(*given, *self.args)
        except MemoryError as error:
            raise RuntimeError(f"内存放不下结果，输出长度是{self.output}") from error
        parts = result if isinstance(result, tuple) else (result,)
        return parts if self._batched else tuple(part[0] for part in parts)

    @cached_property
    def _lead(self) -> tuple[int, ...]:
        return self.shape[: -len(self.output)]

    @cached_property
    def _batched(self) -> bool:
        return len(self._lead) == 2

    @cached_property
    def _native(self) -> np.dtype:
        """本机字节序的。newbyteorder给出的虽然相等，却是另一个对象，NumPy会走慢的路。"""
        return np.dtype(self.dtype.char)

    @cached_property
    def _bytes(self) -> int:
        """一条轴一条轴地做，中间结果至多这么大；有一条轴是0时，NumPy也会先算其余的轴。"""
        larger = map(max, self.shape[-len(self.output) :], self.output)
        return math.prod(max(1, size) for size in (*self._lead, *larger)) * 8


PLAIN = frozenset({int, float, bool, type(None)})  # 一样就是一样的参数
KINDS = PLAIN | {tuple}


def remembered(check: Callable[..., Call]) -> Callable[..., Call]:
    """检查过的记着：参数、形状和类型都一样的，下次不再检查。

    `check(n, input, *arguments)`只看`input`的形状和类型。True和1相等，却不是一样的参数，
    所以类型也比；不在`PLAIN`里的参数可能会变（比如数组），每次都检查。
    """

    @lru_cache(maxsize=256, typed=True)
    def again(
        n: int,
        shape: tuple[int, ...],
        dtype: np.dtype,
        inner: tuple[type, ...],
        *arguments: Any,
    ) -> Call:
        return check(n, np.broadcast_to(np.empty((), dtype), shape), *arguments)

    @wraps(check)
    def checked(n: int, input: Array, *arguments: Any) -> Call:
        kinds = [type(a) for a in arguments]
        inner: tuple[type, ...] = ()
        if tuple in kinds:
            inner = tuple(type(each) for a in arguments if type(a) is tuple for each in a)
        if isinstance(input, np.ndarray) and KINDS.issuperset(kinds) and PLAIN.issuperset(inner):
            return again(n, input.shape, input.dtype, inner, *arguments)
        return check(n, input, *arguments)

    return checked
