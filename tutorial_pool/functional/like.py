"""文档只写一次：二维的写全，一维和三维的照着它变。"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

# 几维 → 二维的哪些话换成什么；例子里的形状和窗口也换
WORDS = {
    1: {"二维": "一维", "2d": "1d", "H, W": "L", "(1, 1, ": "(1, ", "(1, 2)": "2"},
    3: {
        "二维": "三维",
        "2d": "3d",
        "H, W": "D, H, W",
        "(1, 1, ": "(1, 1, 1, ",
        "(1, 2)": "(1, 1, 2)",
        "(N, C, 2)": "(N, C, 3)",  # 分数池化的随机数，每条空间轴一个
        "] * 2": "] * 3",
    },
}


def like(flat: Callable[..., Any], without: str = "") -> Callable[[F], F]:
    """函数的文档照二维的`flat`写；`without`是它没有的那个参数。"""

    def document(function: F) -> F:
        (n,) = re.findall(r"(\d)d", function.__name__)
        text = flat.__doc__ or ""  # python -OO时没有文档
        if without:
            text = re.sub(rf"^ +{without}: .*\n", "", text, flags=re.MULTILINE)
        words = WORDS[int(n)]
        found = "|".join(map(re.escape, words))
        function.__doc__ = re.sub(found, lambda match: words[match[0]], text) or None
        return function

    return document
