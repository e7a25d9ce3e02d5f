"""一次调用怎样走完：检查过的参数交给孪生；一个模板怎样变出一族函数，前向和反向都有。

`functional`里的每个模板检查完参数，就返回一个`Call`。
"""

import inspect
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Concatenate, ParamSpec

import numpy as np

from tutorial_pool.arguments import SPACE, check_array, check_every_window_sees
from tutorial_pool.geometry import INT64


@dataclass(frozen=True)
class Call:
    """检查过的一次调用：孪生里名叫`name`的函数，在`input`上，用参数`args`。

    `output`是各条空间轴的输出长度。`indices`是反池化的索引，和`input`一样要添批量轴。
    """

    impl: ModuleType
    name: str
    input: np.ndarray
    output: tuple[int, ...]
    args: tuple[Any, ...]
    indices: np.ndarray | None = None
    both: bool = True  # 孪生给出值和索引时，是两样都要，还是只要值
    repeatable: bool = True  # 同样的参数，是否总得到同样的结果

    def forward(self) -> Any:
        return self._run(self.name, self.input)

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
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
        if not self.repeatable:
            raise RuntimeError("反向传播要用前向时的随机数，请给出_random_samples")
        if self.name == "max_pool" and x.size:
            check_every_window_sees(self.args[0])
        # torch的自适应平均在没有通道时照样前向，反向却只认输出全是1的
        no_channels = x.ndim == len(self.output) + 2 and x.shape[1] == 0
        if 0 in self.output or (no_channels and set(self.output) != {1}):
            raise RuntimeError(f"输出里一个元素也没有，谈不上梯度；输出长度是{self.output}")
        return self._run(f"{self.name}_backward", grad_output, x)

    def _run(self, name: str, *arrays: np.ndarray) -> Any:
        function = getattr(self.impl, name, None)
        if function is None:
            wanted = "tutorial_pool.loops或tutorial_pool.vectorized"
            raise TypeError(f"impl应为{wanted}，得到{self.impl!r}")
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
        if not isinstance(result, tuple):
            return result if batched else result[0]
        parts = result if batched else tuple(part[0] for part in result)
        return parts if self.both else parts[0]


BACKWARD_DOC = """`<name>`的反向传播：<sentence>

Args:
    grad_output: 上游梯度，形状和类型都同`<name>`的输出。其余参数同`<name>`。

Returns:
    损失对`input`的梯度，形状和类型都同`input`。

Raises:
    TypeError: `grad_output`不是NumPy数组。
    RuntimeError: `grad_output`的形状或类型不对，或`input`不是浮点数。此外同`<name>`。

来源：`torch.autograd`对`torch.nn.functional.<name>`求得的梯度。

Examples:
"""


P = ParamSpec("P")
Functions = tuple[list[Callable[P, Any]], list[Callable[..., np.ndarray]]]


def for_each_rank(
    *ranks: int, without: str = ""
) -> Callable[[Callable[Concatenate[int, P], Call]], Functions[P]]:
    """一个模板变出一族函数：每种维数一个前向、一个反向。签名和文档只写一次。

    模板的第一个参数是空间轴的条数`n`；一维的没有参数`without`；文档里`Backward:`以后归反向传播。
    """

    def decorate(template: Callable[Concatenate[int, P], Call]) -> Functions[P]:
        make: Callable[..., Call] = template
        _, *every = inspect.signature(template).parameters.values()
        # Python 3.13起，文档字符串的缩进已经去掉了；cleandoc让各个版本一样
        doc = inspect.cleandoc(template.__doc__ or "")
        forward_doc, backward_doc = doc.split("\nBackward:\n")
        sentence, example = backward_doc.split("\nExamples:\n")
        sentence = inspect.cleandoc(sentence).rstrip()
        backward_doc = BACKWARD_DOC.replace("<sentence>", sentence) + example
        forwards, backwards = [], []
        for n in ranks:

            def forward(n: int = n, **arguments: Any) -> Any:
                return make(n, **arguments).forward()

            def backward(grad_output: np.ndarray, n: int = n, **arguments: Any) -> np.ndarray:
                return make(n, **arguments).backward(grad_output)

            name = f"{template.__name__.strip('_')}{n}d"
            own, text = every, forward_doc
            if n == 1 and without:
                own = [p for p in every if p.name != without]
                text = re.sub(rf"^ +{without}: .*\n", "", text, flags=re.MULTILINE)
            forwards.append(_function(forward, name, own, _filled(text, n, name)))
            own = [GRAD_OUTPUT, *(p for p in own if p.name != "return_indices")]
            doc = _filled(backward_doc, n, name)
            backwards.append(_function(backward, f"{name}_backward", own, doc))
        for function in forwards + backwards:
            function.__module__ = template.__module__
        return forwards, backwards

    return decorate


GRAD_OUTPUT = inspect.Parameter(
    "grad_output", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=np.ndarray
)


def _function(
    run: Callable[..., Any], name: str, parameters: list[inspect.Parameter], doc: str
) -> Callable[..., Any]:
    """名叫`name`的函数：先按`parameters`认出参数，再交给`run`。"""
    signature = inspect.Signature(parameters, return_annotation=Any)

    names = [p.name for p in parameters]
    needed = {p.name for p in parameters if p.default is inspect.Parameter.empty}
    by_position = sum(p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD for p in parameters)

    def function(*args: Any, **kwargs: Any) -> Any:
        arguments = dict(zip(names, args, strict=False)) | kwargs
        once = len(arguments) == len(args) + len(kwargs) and len(args) <= by_position
        if not once or not needed <= arguments.keys() <= set(names):
            signature.bind(*args, **kwargs)  # 它慢，但会说清楚错在哪里
        return run(**arguments)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    function.__annotations__ = {p.name: p.annotation for p in parameters}
    function.__signature__ = signature  # type: ignore[attr-defined]
    return function


def _filled(doc: str, n: int, name: str) -> str:
    for blank, text in {
        "<name>": name,
        "<n>维": f"{'零一二三'[n]}维",
        "<n>": str(n),
        "<space>": SPACE[n],
        "<1s>": ", ".join("1" * n),
        "<kernel>": str((1,) * (n - 1) + (2,)) if n > 1 else "2",
    }.items():
        doc = doc.replace(blank, text)
    return doc
