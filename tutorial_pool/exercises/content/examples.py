"""网页上按“运行”时现成的例子：每道练习的书页里手做的那一个。"""

import ast
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Example:
    """一个例子：先有哪些数，怎样调用你的函数。"""

    given: str
    call: str

    def names(self) -> dict[str, Any]:
        """例子里的名字，每次都是新的一份：改了它，下一次还是原来的。"""
        space: dict[str, Any] = {}
        exec(self.given, space)
        del space["__builtins__"]
        return space

    def suits(self, source: str, function: str) -> bool:
        """代码里写好了函数，自己却没有要印的：就替它试一试。"""
        try:
            body = ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False  # 运行的时候再说
        plain = (ast.FunctionDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
        written = any(isinstance(one, ast.FunctionDef) and one.name == function for one in body)
        return written and all(isinstance(one, plain) or _is_text(one) for one in body)


def _is_text(one: ast.stmt) -> bool:
    return isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)


EXAMPLES = {
    "01": Example(
        "x = [[-5, -2, -9, 4], [-7, -3, -8, -6], [-4, -9, -5, -1]]",
        "window_max(x, 1, 0, (2, 3))",
    ),
    "02": Example("", "output_size(9, 4, 3)"),
    "03": Example(
        """x = [
    [-1, -8, -3, -6, -9],
    [-7, -2, -5, -4, -12],
    [-10, -6, -11, -3, -8],
    [-4, -13, -9, -7, -5],
]""",
        "max_pool(x, (2, 3), (2, 1))",
    ),
    "04": Example(
        """red = [[-3, -7, -2, -9], [-5, -4, -8, -6]]
green = [[-10, -14, -11, -20], [-13, -12, -17, -15]]
other_red = [[1, -2, -6, -4], [-8, 5, -3, -7]]
other_green = [[-21, -25, -30, -24], [-22, -28, -23, -26]]
x = [[red, green], [other_red, other_green]]""",
        "max_pool(x, (2, 2))",
    ),
    "05": Example("x = [[-4, -9, -2], [-7, -1, -8]]", "max_pool(x, (2, 2), None, (1, 1))"),
    "06": Example(
        """x = [
    [-6, -1, -9, -3, -8],
    [-2, -7, -4, -12, -5],
    [-11, -3, -10, -14, -2],
    [-8, -13, -1, -9, -4],
]""",
        "max_pool(x, (2, 2), (1, 1), (2, 3))",
    ),
    "07": Example(
        "x = [[-6, -9, -4, -8], [-3, -7, -5, -2], [-12, -10, -11, -1]]",
        "max_pool(x, (2, 3), None, (0, 0), True)",
    ),
    "08": Example(
        """import math
plane = [[-5, -2, -2, -7], [-3, -2, math.nan, -4], [-6, -9, -1, math.nan]]""",
        "max_pool([[plane]], (2, 2), (1, 2))",
    ),
    "09": Example(
        "x = [[-6, -9, -1], [-7, -2, -8], [-3, -5, -10]]",
        "max_pool_backward([[2, 3], [-1, 4]], x, (2, 2), (1, 1))",
    ),
    "10": Example(
        """def squares(plane):
    return [[value * value for value in row] for row in plane]


x, weights = [[-3, 4]], [[2, 1]]""",
        "numeric_gradient(squares, x, weights, 0.5)",
    ),
    "13": Example("layers = [(3, 1, 1), (2, 2, 1)]", "receptive_field(layers)"),
    "14": Example(
        """x = [[[-4], [-9], [-2], [0], [0]]]
mask = [[True, True, True, False, False]]""",
        'masked_pool(x, mask, "max")',
    ),
    "15": Example(
        """x = [[[-5, 3], [1, -7]], [[2, -4], [-6, 4]]]
weight = [[2, -1], [-3, 1]]
bias = [-9, 2]""",
        "class_map(x, weight, bias)",
    ),
}
