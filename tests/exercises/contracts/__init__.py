"""各题的约定，一题一个文件：约定之内随便哪一组参数（wide），和包里的哪个函数应该一样（package）。"""

from collections.abc import Callable
from importlib import import_module
from random import Random
from typing import Any, NamedTuple

from tutorial_pool.exercises.content.exercise import Call, Exercise


class Contract(NamedTuple):
    """一题的约定。"""

    wide: Callable[[Random], Call]
    package: Callable[..., Any]


def contract_of(exercise: Exercise) -> Contract:
    """这一题的约定。"""
    module = import_module(f"contracts.{exercise.file}")
    return Contract(module.wide, module.package)
