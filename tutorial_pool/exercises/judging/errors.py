"""程序出的错，说成中文：第几行、什么错、多半是怎么回事。"""

import re

from tutorial_pool.exercises.judging.verdict import code
from tutorial_pool.exercises.running.calling import Outcome, said

# 初学时常见的错误：是哪一种例外，它的话里有什么，多半是怎么回事
COMMON: tuple[tuple[type[Exception], str, str], ...] = (
    (SyntaxError, "invalid character", "这里用了中文的标点，换成英文的。"),
    (SyntaxError, "expected ':'", "这一行的末尾少了冒号。"),
    (SyntaxError, "expected an indented block", "下面的代码要往里缩进4格。"),
    (
        SyntaxError,
        "unindent|inconsistent use of tabs",
        "缩进没有对齐：空格的个数不一样，或者混用了Tab。",
    ),
    (SyntaxError, "unexpected indent", "这一行多缩进了。"),
    (SyntaxError, "never closed|unmatched|does not match", "括号没有配上对。"),
    (SyntaxError, "unterminated", "引号没有配上对。"),
    (SyntaxError, "==", "比较两个数是否相等，用两个等号`==`。"),
    (
        TypeError,
        "NoneType",
        "有一个值是None：也许还没有赋过值；不给步幅时，`stride`也是None。",
    ),
    (TypeError, "not iterable", "把一个数当成列表来循环了：多循环了一层，或者函数调用了它自己？"),
    (
        TypeError,
        "cannot be interpreted as an integer",
        "这里要整数。用`/`除得到的是小数，要用`//`。",
    ),
    (TypeError, "'tuple'.*and|and.*'tuple'", "(高, 宽)是两个数，要先分开，再各自加减。"),
    (
        TypeError,
        "indices must be integers or slices, not tuple",
        "嵌套列表要写`x[0][0]`，不能写`x[0, 0]`。",
    ),
    (TypeError, "not subscriptable", "把一个数当成列表来取元素了：多取了一层。"),
    (
        ValueError,
        "empty",
        "求最大值的时候，一个数也没有。是不是窗口越过了边界，或者切片写错了？"
        "切片写作`x[top : top + 高]`；`x[a:b][c:d]`切的两次都是行，列要一行一行地切。",
    ),
    (ModuleNotFoundError, "numpy", "这里没有NumPy，第1到10题用列表就够了。"),
)
ERRORS = {
    "AttributeError": "这个东西没有你要的属性或方法。",
    "IndexError": "下标超出了范围：列表没有那么长。",
    "KeyError": "字典里没有这个键。",
    "MemoryError": "要的内存太多了。",
    "ModuleNotFoundError": "这里没有这个模块：名字写错了，或者网页上的Python没有带着它。",
    "NameError": "用了一个没有定义的名字：是不是写错了，忘了导入，或者是别的题里的函数？",
    "RecursionError": "函数不停地调用自己，停不下来：递归要有到头的条件；也可能是函数重了名。",
    "SystemExit": "函数里不要用exit：返回结果就行。",
    "TypeError": "类型不对，或者参数的个数不对。",
    "UnboundLocalError": "这个变量在用之前还没有赋值：是不是有一种情形，没有走到赋值的那一行？",
    "ValueError": "值不对，或者形状、轴对不上。",
    "ZeroDivisionError": "除以了0。",
}


def trouble(outcome: Outcome) -> str:
    """停不下来或者出了错，用一句话说：第几行、什么错。都没有就是空的。"""
    error = outcome.error
    if error is None and not outcome.late:
        return ""
    if error is None:
        return f"运行了{outcome.seconds:g}秒还没有完，停不下来，只好叫停。{line(outcome)}"
    kind = type(error).__name__
    if isinstance(error, SyntaxError):
        text = code((error.text or "").strip())
        where = (
            f"第{error.lineno}行写得不合语法：{text}。" if error.lineno else "代码写得不合语法。"
        )
        return where + code(f"{kind}: {error.msg}") + "。" + explained(error)
    return f"{line(outcome)}{code(f'{kind}: {short(said(error), 200)}')}。{explained(error)}"


def explained(error: BaseException) -> str:
    """这种错误多半是怎么回事。"""
    text = said(error)
    for kind, pattern, meaning in COMMON:
        if isinstance(error, kind) and re.search(pattern, text):
            return meaning
    return ERRORS.get(type(error).__name__, "")


def line(outcome: Outcome) -> str:
    """出错的是你的哪一行。"""
    if outcome.line is None:
        return ""
    at, text = outcome.line
    return f"在你的第{at}行：{code(text)}。" if text else f"在你的第{at}行。"


def short(text: str, room: int = 60) -> str:
    """太长的话，只留前面。"""
    text = " ".join(text.split())
    return text if len(text) <= room else text[:room] + "……"
