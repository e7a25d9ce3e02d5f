"""练习10：数值梯度检验。"""

import random
from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import SQUARE, by_size, plane
from tutorial_pool.exercises.judging import telling
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.verdict import Verdict
from tutorial_pool.exercises.misconceptions.steps import Plane, Steps
from tutorial_pool.exercises.running.calling import nested, run_calls


class Function:
    """数值梯度检验的对象：一个说得清的函数，平面进，平面出。"""

    def __init__(self, words: str, rule: Callable[[Plane], Plane]) -> None:
        self.words, self.rule = words, rule

    def __call__(self, x: Any) -> Plane:
        return self.rule(nested(x))

    def __repr__(self) -> str:
        return self.words


SQUARES = Function("把每个数平方", lambda x: [[v * v for v in row] for row in x])
TOTAL = Function("把所有的数加起来，得到1×1的平面", lambda x: [[sum(map(sum, x))]])
PRODUCT = Function(
    "把每个数乘它右边的数，所以少一列",
    lambda x: [[a * b for a, b in pairwise(row)] for row in x],
)
POOL = Function("做2×2的最大池化", lambda x: Steps().max_pool(x, SQUARE))


def calls() -> list[Call]:
    """函数至多是二次的，`eps`又小于各数之差的一半，所以两边差分一点误差也没有。"""
    chance = random.Random(10)
    asked: list[Call] = [(TOTAL, [[-2]], [[3]], 0.5), (SQUARES, [[-2]], [[1]], 0.5)]
    for height, width in product(range(1, 4), range(2, 5)):
        for function in (TOTAL, SQUARES, PRODUCT, POOL):
            if function is POOL and height < 2:
                continue
            x = plane(chance, height, width)
            grad = [[chance.randint(2, 9) for _ in row] for row in function(x)]
            asked.append((function, x, grad, chance.choice([0.25, 0.125])))
    return by_size(asked)


def uses_eps(function: Any, seconds: float) -> Verdict | None:
    """挪多少要由`eps`说了算。例子里的函数至多是二次的，用别的步子也算得对，所以看`f`拿到了什么。"""
    x, grad, steps = [[-3.0, 5.0]], [[2, 7]], []
    for eps in (0.25, 0.125):
        seen: set[float] = set()

        def watched(plane: Any, seen: set[float] = seen) -> Plane:
            moved = nested(plane)
            seen |= {abs(a - b) for a, b in zip(moved[0], x[0], strict=True)}
            return SQUARES(moved)

        (outcome,) = run_calls(function, [(watched, x, grad, eps)], seconds)
        if trouble(outcome):
            return telling.failed(f"**例子都对，换一个`f`就不行了。**{trouble(outcome)}")
        steps.append(seen - {0.0})
    if steps[0] != steps[1]:
        return None
    return telling.failed(
        "**结果都对，可是没有用给的`eps`。**",
        "`eps`给0.25和0.125，你挪的都一样多。挪多少由参数`eps`说了算，别自己定一个数。",
    )


EXERCISE = Exercise(
    number="10",
    title="数值梯度检验",
    function="numeric_gradient",
    page="10-gradient-check",
    level=2,
    minutes=20,
    kind="element",
    returns="嵌套列表，(H, W)",
    depth=(2,),
    covers="求和、平方、相邻相乘和2×2最大池化，不同的上游梯度和`eps`",
    hints=(
        "一次只看`x`的一个数，别的不动：把它往上挪`eps`，算一次`f`；从原来的往下挪`eps`，再算一次。"
        "两次的结果差多少，除以两次隔了多远，就是它的梯度。",
        "往上的减往下的，隔的是`2 * eps`。别改`x`本身：每次挪之前，都从原来的`x`抄一份，"
        "每一行也要抄。",
        "`f`的结果是一个平面。把它的每个数乘上对应的`grad_output`，加起来，得到一个数；"
        "挪之前挪之后，比的是这个数。",
    ),
    explanation="不用知道`f`里面是什么，挪一挪就知道梯度。反向传播写得对不对，和它比一比就知道。",
    calls=calls,
    answer=lambda steps, *call: steps.numeric_gradient(*call),
    further=uses_eps,
)
