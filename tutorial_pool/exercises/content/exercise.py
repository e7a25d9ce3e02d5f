"""一道练习是什么：题目、考的例子、提示和答案。"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Any

from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.misconceptions.steps import Steps

Call = tuple[Any, ...]  # 调用一次的参数


@dataclass(frozen=True)
class Exercise:
    """一道练习。"""

    number: str  # "05"
    title: str
    function: str  # 你要写的函数
    page: str  # 在书的exercises文件夹里的哪一页
    level: int  # 难度，1到3
    minutes: int
    kind: str  # 怎样画出来：window、axis或element
    returns: str  # 应该返回什么，说给人听
    depth: tuple[int, ...]  # 结果里每一部分嵌套几层
    covers: str  # 通过时，说说考了什么
    hints: tuple[str, str, str]
    explanation: str  # 和答案一起看的话
    calls: Callable[[], list[Call]]  # 考的例子，从小到大
    answer: Callable[..., Any]  # 照某种做法（Steps）应得的结果
    # 例子都对了以后，还要看什么：由函数和它最多运行的秒数来判定
    further: Callable[[Any, float], Verdict | None] | None = None
    needs_numpy: bool = False  # 没有NumPy就做不了，所以在网页上也做不了
    parts: tuple[str, ...] = ("结果",)  # 结果的各部分叫什么
    inside: tuple[str, ...] = ()  # 参数里面，还有叫这些名字的数

    @property
    def label(self) -> str:
        """练习5、挑战1这样的称呼。"""
        kind = "挑战" if self.number.startswith("C") else "练习"
        return kind + self.number.lstrip("C0")

    @property
    def file(self) -> str:
        """答案的文件名，不带后缀。"""
        return self.number.lower() if self.number.startswith("C") else f"e{self.number}"

    @cached_property
    def solution(self) -> str:
        """答案的源代码，和书里显示的、测试里检验的是同一个文件。"""
        file = resources.files("tutorial_pool.exercises.content") / "solutions" / f"{self.file}.py"
        return file.read_text(encoding="utf-8")

    @cached_property
    def stub(self) -> str:
        """还没有写的样子：答案的签名和文档，身子是空的。"""
        lines = self.solution.splitlines()
        tree = ast.parse(self.solution)
        function = next(
            node
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name == self.function
        )
        last = function.body[0].end_lineno
        head = lines[function.lineno - 1 : last]
        return "\n".join([*head, "    raise NotImplementedError  # 删掉这一行，写上你的代码\n"])

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """你要写的函数，参数依次叫什么。"""
        return tuple(argument.arg for argument in self._signature.args)

    @property
    def names(self) -> tuple[str, ...]:
        """参数，和参数里面的数，叫什么。"""
        return (*self.parameters, *self.inside)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """有默认值的参数，默认值是多少。"""
        values = [ast.literal_eval(value) for value in self._signature.defaults]
        return dict(zip(self.parameters[::-1], values[::-1], strict=False))

    @cached_property
    def _signature(self) -> ast.arguments:
        (function,) = ast.parse(self.stub).body
        assert isinstance(function, ast.FunctionDef)
        return function.args

    def expected(self, call: Call) -> Any:
        """正确的结果。"""
        return self.answer(Steps(), *call)
