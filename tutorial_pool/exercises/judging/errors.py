"""程序出的错，说成中文：第几行、什么错、多半是怎么回事。"""

import linecache
import re
import unicodedata

from tutorial_pool.exercises.judging.verdict import code
from tutorial_pool.exercises.running.calling import Outcome, said

# 从别处抄来的、别的输入法打出来的字符，该换成什么；全角的用NFKC换
LOOKALIKE = {
    **dict.fromkeys("−–—－", "-"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’", "'"),
    "∞": "math.inf",
    "×": "*",
    "÷": "/",
    "·": "*",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
}
BLANK = "␣"  # 看不见的空白，画出来给人看
# 初学时常见的错误：是哪一种例外，它的话里有什么，那一行里有什么，多半是怎么回事；前面的先说
COMMON: tuple[tuple[type[Exception], str, str, str], ...] = (
    # ---- 从别的语言带来的写法 ----
    (SyntaxError, "", r"\belse\s+if\b", "Python里写作`elif`，连成一个词。"),
    (
        SyntaxError,
        "",
        r"^\s*for\s*\(.*;|^\s*for\s*\(\s*(int|let|var)\b",
        "这是C的写法。Python里写`for i in range(n):`。",
    ),
    (SyntaxError, "", r"\+\+|--\s*($|[;)])", "Python里没有`++`和`--`，写`r += 1`、`r -= 1`。"),
    (SyntaxError, "", r"^\s*for\s+\w+\s*=", "Python里写`for i in range(n):`。"),
    (SyntaxError, "", r"&&|\|\|", "Python里，并且写作`and`，或者写作`or`。"),
    (
        SyntaxError,
        "",
        r"=>|=<",
        "大于等于写作`>=`，小于等于写作`<=`；没有名字的函数写作`lambda x: …`。",
    ),
    (SyntaxError, "", r"(^|[\s(])!\s*[\w(]", "Python里，取反写作`not`。"),
    (SyntaxError, "", r"\S\s*\?\s*\S.*:", "Python里写`甲 if 条件 else 乙`。"),
    (
        SyntaxError,
        "",
        r"^\s*(int|float|double|var|let|const|auto|list)\s+\w+\s*(=|;|$)",
        "Python的变量不用声明类型，直接写`名字 = 值`。",
    ),
    (SyntaxError, "", r"^\s*(function|func|fn|void)\b", "Python里定义函数，写`def 名字(参数):`。"),
    (SyntaxError, "", r"\bthen\b", "Python里没有`then`：条件后面写冒号。"),
    (SyntaxError, "", r"[{}]\s*$", "Python不用花括号：这一行的末尾写冒号，下面的往里缩进4格。"),
    # ---- 语法 ----
    (
        SyntaxError,
        "'return' outside function",
        "",
        "`return`没有写在函数里面：它的前面要缩进，和函数里别的行对齐。",
    ),
    (
        SyntaxError,
        "outside loop|not properly in loop",
        "",
        "`break`和`continue`只能写在循环里面：看看缩进。",
    ),
    (SyntaxError, "Missing parentheses", "", "`print`后面要有圆括号：`print(…)`。"),
    (SyntaxError, "assign to", "", "等号左边要是一个变量；比较两个数是否相等，用两个等号`==`。"),
    (
        SyntaxError,
        "forgot a comma",
        "",
        "两个东西挨在一起，中间少了逗号或者运算符；也可能括号没有配上对。",
    ),
    (SyntaxError, "invalid decimal literal", "", "数字和字母连在了一起：变量名不能用数字开头。"),
    (SyntaxError, "leading zeros", "", "整数的前面不能有0。"),
    (
        SyntaxError,
        "expected '\\('",
        "",
        "`def`后面是函数的名字，再是圆括号。名字里只能有字母、数字和下划线。",
    ),
    (SyntaxError, "expected ':'", "", "这一行的末尾少了冒号。"),
    (SyntaxError, "expected an indented block", "", "下面的代码要往里缩进4格。"),
    (
        SyntaxError,
        "unindent|inconsistent use of tabs",
        "",
        "缩进没有对齐：空格的个数不一样，或者混用了Tab。",
    ),
    (SyntaxError, "unexpected indent", "", "这一行多缩进了。"),
    (SyntaxError, "never closed|unmatched|does not match", "", "括号没有配上对。"),
    (SyntaxError, "unterminated", "", "引号没有配上对。"),
    (SyntaxError, "==", "", "比较两个数是否相等，用两个等号`==`。"),
    (
        SyntaxError,
        "invalid syntax",
        r"^\s*(else|elif)\b",
        "`else`和`elif`要和上面的`if`对齐，中间不能隔着别的。",
    ),
    (
        SyntaxError,
        "invalid syntax",
        r"^\s*(if|for|while|def|with)\b[^:]*$",
        "这一行的末尾少了冒号，或者括号没有配上对。",
    ),
    (SyntaxError, "invalid syntax", r"=\s*$", "等号右边什么也没有。"),
    (
        SyntaxError,
        "invalid syntax",
        "",
        "这一行Python读不懂：看看是不是少了符号，或者多了符号；有时错在上一行没有写完。",
    ),
    # ---- 类型 ----
    (
        TypeError,
        "'(tuple|list)' object cannot be interpreted as an integer",
        "",
        "这里要一个整数，给的却是一组数。`(高, 宽)`要分开用：`kernel_size[0]`管行，"
        "`kernel_size[1]`管列；列表有多长，用`len`。",
    ),
    (
        TypeError,
        "slice indices must be integers",
        "",
        "切片的两端要是整数。`(高, 宽)`要分开用；用`/`除得到的是小数，要用`//`。",
    ),
    (
        TypeError,
        "NoneType",
        "",
        "有一个值是None：也许还没有赋过值；不给步幅时，`stride`也是None。",
    ),
    (
        AttributeError,
        "'NoneType'",
        "",
        "有一个值是None：也许还没有赋过值；`append`、`sort`只改列表，返回的是None。",
    ),
    (
        TypeError,
        "not iterable|non-iterable",
        "",
        "把一个数当成列表来循环或者拆开了：多循环了一层，或者函数调用了它自己？",
    ),
    (
        TypeError,
        "cannot be interpreted as an integer",
        "",
        "这里要整数，给的却是小数。用`/`除，得到的是小数；要整数，用`//`。",
    ),
    (
        TypeError,
        "indices must be integers or slices, not float",
        "",
        "下标要整数。用`/`除得到的是小数，要用`//`。",
    ),
    (TypeError, "'tuple'", r"[-+*/<>]", "(高, 宽)是两个数，要先分开，再各自加减。"),
    (
        TypeError,
        "indices must be integers or slices, not tuple",
        "",
        "嵌套列表要写`x[0][0]`，不能写`x[0, 0]`。",
    ),
    (
        TypeError,
        "(function|method)\\w*' object is not subscriptable|^(type '|'type')",
        "",
        "函数要用圆括号调用，比如`len(x)`；方括号是取元素。",
    ),
    (TypeError, "not subscriptable", "", "把一个数当成列表来取元素了：多取了一层。"),
    (
        TypeError,
        "not callable",
        r"\b(max|min|sum|len|range|abs|list|round|sorted|zip|enumerate)\s*\(",
        "你给`max`、`len`这样的名字赋过别的值，它就不再是函数了：换一个变量名。",
    ),
    (
        TypeError,
        "'(list|tuple|ndarray)' object is not callable",
        "",
        "取元素用方括号：`x[0]`；圆括号是调用函数。",
    ),
    (
        TypeError,
        "not callable",
        "",
        "圆括号前面的不是函数：也许少写了乘号，也许函数的名字赋过别的值。",
    ),
    (TypeError, "has no len", "", "这是一个数，没有长度：`len`量的是列表。"),
    (
        TypeError,
        "'list'",
        r"[-+*/<>]|\bsum\b",
        "把一整行（一个列表）当成了一个数：少取了一层，或者少循环了一层。",
    ),
    (TypeError, "'str'", "", "把文字当成了数：数不要加引号。"),
    # ---- 名字 ----
    (
        UnboundLocalError,
        "'(max|min|sum|len|range|abs|list|round|sorted|zip|enumerate)'",
        "",
        "函数里给这个名字赋了值，它就不再是原来的函数了：换一个变量名，比如`best`。",
    ),
    (NameError, "'math'", "", "还没有导入：在最上面写一行`import math`。"),
    (
        NameError,
        "'(inf|Infinity|INF|nan|NaN)'",
        "",
        '无穷大写作`math.inf`，NaN写作`math.nan`，最上面还要`import math`；或者`float("inf")`。',
    ),
    (
        NameError,
        "'(np|numpy)'",
        "",
        "还没有导入：第11题以后才用NumPy，写`import numpy as np`；前面的题用列表就够了。",
    ),
    (
        NameError,
        "'(true|false|null|none|nil)'",
        "",
        "Python里写作`True`、`False`、`None`，大写开头。",
    ),
    (
        AttributeError,
        "'(list|tuple|int|float)' object .* '(shape|max|min|sum|size|T|astype|reshape)'",
        "",
        "这不是NumPy数组。列表的行数是`len(x)`，列数是`len(x[0])`，最大的是`max(…)`。",
    ),
    (
        AttributeError,
        "object has no attribute '(push|add|length)'",
        "",
        "列表添一个数用`append`，有多长用`len(x)`。",
    ),
    # ---- 值 ----
    (
        ValueError,
        "empty",
        "",
        "求最大值的时候，一个数也没有：窗口越过了边界，或者切片的右端不比左端大。",
    ),
    (ValueError, "values to unpack", "", "等号两边的个数不一样：`(高, 宽)`拆成两个数。"),
    (
        ValueError,
        "cannot reshape",
        "",
        "数的个数和要的形状对不上：各条轴乘起来，要等于一共有几个数。",
    ),
    (
        ValueError,
        "could not be broadcast|operands could not",
        "",
        "两个数组的形状对不上，不能逐个相加、相比。",
    ),
    (
        ValueError,
        "window shape cannot be larger",
        "",
        "窗口比数组还大：填充够不够，高和宽有没有反？",
    ),
    (
        IndexError,
        "assignment index",
        "",
        "列表还没有那么长，不能直接给这一格赋值：先造好，或者用`append`。",
    ),
    (ModuleNotFoundError, "numpy", "", "这里没有NumPy，第1到10题用列表就够了。"),
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
        text = _line_of_syntax(error)
        shown = code("".join(BLANK if _is_odd_blank(c) else c for c in text.strip()))
        where = (
            f"第{error.lineno}行写得不合语法：{shown}。" if error.lineno else "代码写得不合语法。"
        )
        return where + code(f"{kind}: {error.msg}") + "。" + explained(error, text)
    text = outcome.line[1] if outcome.line else ""
    told = code(f"{kind}: {short(said(error), 200)}")
    return f"{line(outcome)}{told}。{_values(outcome)}{explained(error, text)}"


def explained(error: BaseException, text: str = "") -> str:
    """这种错误多半是怎么回事；`text`是出错的那一行。"""
    message = said(error)
    if isinstance(error, SyntaxError) and "invalid" in message and "character" in message:
        return _odd_character(message)
    for kind, pattern, written, meaning in COMMON:
        if (
            isinstance(error, kind)
            and re.search(pattern, message)
            and (not written or re.search(written, text))
        ):
            return meaning
    return ERRORS.get(type(error).__name__, "")


def _line_of_syntax(error: SyntaxError) -> str:
    """不合语法的那一行；例外里没有，就到文件里找。"""
    return error.text or linecache.getline(error.filename or "", error.lineno or 0)


def _is_odd_blank(character: str) -> bool:
    """看着像空格，又不是空格。"""
    return character != " " and unicodedata.category(character) in ("Zs", "Cf")


def _odd_character(message: str) -> str:
    """混进来的是什么字符，该换成什么。"""
    found = re.search(r"U\+([0-9A-F]+)", message)
    character = chr(int(found[1], 16)) if found else ""
    if not character or _is_odd_blank(character) or not character.isprintable():
        return (
            f"这里有看不见的空白（上面写作`{BLANK}`），多半是从别处抄来的，或者是全角空格："
            "删掉它，用英文的空格。"
        )
    plain = LOOKALIKE.get(character) or unicodedata.normalize("NFKC", character)
    if plain == character:
        return f"这里有一个Python不认得的字符`{character}`。"
    more = "，最上面写一行`import math`" if plain == "math.inf" else ""
    kind = (
        "这里用了中文的标点，换成英文的：" if plain in ",.;:()[]\"'!?<>" else "这不是键盘上的符号："
    )
    return f"{kind}`{character}`写作`{plain}`{more}。"


def _values(outcome: Outcome) -> str:
    """出错的那一行里，各个变量那时是多少。"""
    if not isinstance(outcome.error, (LookupError, ZeroDivisionError, TypeError, ValueError)):
        return ""
    known = "，".join(f"`{name}`{value}" for name, value in outcome.variables.items())
    return (f"那时{known}。" if known else "") + outcome.beyond


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
