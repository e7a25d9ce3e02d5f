"""向量化版的各种做法：切得很碎、几个线程、拼窗口或不拼。小数组平时只有一块，这样才考得到它们。"""

import inspect
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from tutorial_pool import vectorized
from tutorial_pool.engines import FUNCTIONS
from tutorial_pool.vectorized.plan import Plan


@dataclass(frozen=True)
class Shredded(Plan):
    """照说的来切、来分，不问划不划算；记下切成了几块。"""

    workers: int = 1
    merging: bool | None = None
    thread_passes: float = -1
    small: int = 0
    made: list[int] = field(default_factory=list)

    def threads(self, nbytes):
        return self.workers

    def merges(self, *arguments):
        return super().merges(*arguments) if self.merging is None else self.merging

    def cut(self, *arguments):
        pieces = super().cut(*arguments)
        self.made.append(len(pieces))
        return pieces


def planned(plan: Plan) -> Any:
    """照这个打算来做的向量化版，可以当作`impl`。"""
    functions = {name: getattr(vectorized, name) for name in FUNCTIONS}
    return SimpleNamespace(
        **{
            name: partial(function, plan=plan) if takes_plan(function) else function
            for name, function in functions.items()
        }
    )


def takes_plan(function: Any) -> bool:
    return "plan" in inspect.signature(function).parameters


def plans() -> st.SearchStrategy[Plan]:
    """平常的打算；不查表的；切得很碎的。"""
    shredded = st.builds(
        Shredded,
        scratch_bytes=st.sampled_from([2**5, 2**8, 2**22]),
        group=st.sampled_from([1, 16, 2**17]),
        workers=st.sampled_from([1, 3]),
        merging=st.sampled_from([None, False, True]),
    )
    return st.sampled_from([vectorized.PLAN, Plan(small=0)]) | shredded


def must_be_cut(plan: Plan, x: Any) -> bool:
    """这个输入一定要切成几块：图片不止一张，一张就比一块大。"""
    return len(x) > 1 and x[0].size >= plan.scratch_bytes
