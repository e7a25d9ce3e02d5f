"""没有编号的错：检查说的是不是那一个原因，该有的话有，不该有的话没有。"""

import pytest
from learners import IMPATIENT, checked, solved

from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.judging.checking import judge
from tutorial_pool.exercises.running.calling import PRINTED, run_calls

WINDOW = "def window_max(x, top, left, kernel_size):\n"
SIZE = "def output_size(length, kernel_size, stride=None, padding=0):\n"
POOL = "def max_pool(x, kernel_size, stride=None):\n"
PADDED = "def max_pool(x, kernel_size, stride=None, padding=(0, 0)):\n"
BACK = "def max_pool_backward(grad_output, x, kernel_size, stride=None, padding=(0, 0)):\n"

# ---- 写得不合语法 ----

SYNTAX = {
    "increment": ("    r = top\n    r++\n    return r", ["r += 1"]),
    "decrement": ("    r = top\n    r--;\n    return r", ["r -= 1"]),
    "and": ("    if top && left:\n        return 1", ["`and`", "`or`"]),
    "or": ("    if top || left:\n        return 1", ["`or`"]),
    "arrow": ("    if top => left:\n        return 1", ["`>=`", "lambda"]),
    "not": ("    if (!top):\n        return 1", ["`not`"]),
    "question": ("    return top ? left : 0", ["甲 if 条件 else 乙"]),
    "else_if": ("    if top:\n        return 1\n    else if left:\n        return 2", ["`elif`"]),
    "c_for": ("    for (i = 0; i < 3; i++) {\n    }", ["C的写法", "for i in range(n)"]),
    "c_for_int": ("    for (int i = 0; i < 3; i++)\n        pass", ["C的写法"]),
    "basic_for": ("    for i = 0 to 3:\n        pass", ["for i in range(n)"]),
    "declared": ("    int best = 3\n    return best", ["不用声明类型"]),
    "braces": ("    if top {\n    }\n    return 1", ["花括号"]),
    "then": ("    if top == 1 then:\n        return 1", ["没有`then`"]),
    "print": ("    print top\n    return 1", ["print(…)"]),
    "comma": ("    return max(top left)", ["少了逗号"]),
    "minus": ("    return −3", ["`−`写作`-`"]),
    "infinity": ("    best = -∞\n    return best", ["`∞`写作`math.inf`", "import math"]),
    "times": ("    return top × left", ["`×`写作`*`"]),
    "at_least": ("    return top ≥ left", ["`≥`写作`>=`"]),
    "wide_comma": ("    return max(top，left)", ["中文的标点", "`，`写作`,`"]),
    "quotes": ("    return float(“-inf”)", ['`“`写作`"`']),
    "wide_space": ("    return　3", ["`return␣3`", "看不见的空白", "全角空格"]),
    "no_break_space": ("    return\u00a03", ["`return␣3`", "看不见的空白"]),
    "zero_width": ("    return \u200b3", ["看不见的空白"]),
    "emoji": ("    return 🙂", ["不认得的字符"]),
    "nothing_assigned": ("    best =\n    return best", ["等号右边什么也没有"]),
    "lonely_else": ("    else:\n        return 1", ["要和上面的`if`对齐"]),
}


@pytest.mark.parametrize(("body", "wanted"), SYNTAX.values(), ids=SYNTAX)
def test_syntax_errors_are_told_in_chinese(body, wanted):
    message = checked(find(1), WINDOW + body + "\n").message
    assert "还不能运行" in message
    for text in wanted:
        assert text in message, message


def test_return_outside_of_a_function_shows_its_line():
    message = checked(find(1), "best = 3\nreturn best\n").message
    assert "第2行" in message
    assert "`return best`" in message
    assert "没有写在函数里面" in message


# ---- 运行时的错 ----

ERRORS = {
    "range_of_a_pair": (
        1,
        WINDOW + "    return [r for r in range(kernel_size)]",
        ["(高, 宽)"],
        "//",
    ),
    "range_of_a_list": (1, WINDOW + "    return [r for r in range(x)]", ["用`len`"], "//"),
    "range_of_a_float": (1, WINDOW + "    return [r for r in range(4 / 2)]", ["//"], "(高, 宽)"),
    "len_in_brackets": (1, WINDOW + "    return len[x]", ["圆括号"], "多取了一层"),
    "append_in_brackets": (1, WINDOW + "    y = []\n    y.append[1]", ["圆括号"], "多取了一层"),
    "list_called": (1, WINDOW + "    return x(0)", ["取元素用方括号"], "换一个变量名"),
    "max_is_a_number": (
        1,
        WINDOW + "    max = x[top][left]\n    return max(max, 3)",
        ["换一个变量名"],
        "少写了乘号",
    ),
    "max_too_early": (
        1,
        WINDOW + "    max = max(x[top])\n    return max",
        ["函数里给这个名字赋了值", "best"],
        "没有走到",
    ),
    "row_is_not_a_number": (1, WINDOW + "    return x[top] - 1", ["少取了一层"], "分开"),
    "sum_of_rows": (1, WINDOW + "    return sum(x)", ["少循环了一层"], "分开"),
    "no_math": (1, WINDOW + "    return -math.inf", ["import math"], "别的题"),
    "inf_alone": (1, WINDOW + "    return -inf", ["math.inf"], "别的题"),
    "true": (1, WINDOW + "    return true", ["`True`"], "别的题"),
    "shape_of_a_list": (1, WINDOW + "    return x.shape[0]", ["len(x[0])"], "没有你要的"),
    "none": (
        2,
        SIZE + "    return (length - kernel_size) // stride + 1",
        ["`stride`是None"],
        "除以了0",
    ),
    "unpack": (3, POOL + "    a, b, c = kernel_size\n    return a", ["个数不一样"], "形状、轴"),
    "empty": (1, WINDOW + "    return max(x[5:])", ["一个数也没有"], "x[a:b][c:d]"),
}


@pytest.mark.parametrize(("at", "source", "wanted", "absent"), ERRORS.values(), ids=ERRORS)
def test_errors_are_explained(at, source, wanted, absent):
    message = checked(find(at), source + "\n").message
    for text in wanted:
        assert text in message, message
    assert absent not in message, message


BEYOND = {
    "return x[top][left + 99]": "`x[top]`只有1个，下标`left + 99`却是99。",
    "return x[7][left]": "`x`只有1个，下标却是7。",
    "if x[top][kernel_size[1] + 4]:\n        return 1": "下标`kernel_size[1] + 4`却是5。",
    "x[0][9] = 1": "`x[0]`只有1个，下标却是9。",
}


@pytest.mark.parametrize(("line", "wanted"), BEYOND.items())
def test_an_index_beyond_the_end_is_pointed_out(line, wanted):
    message = checked(find(1), f"{WINDOW}    {line}\n").message
    assert wanted in message, message


def test_a_gradient_without_f_is_not_a_misconception():
    source = """def numeric_gradient(f, x, grad_output, eps):
    return [[0 for _ in row] for row in x]
"""
    verdict = checked(find(10), source)
    assert verdict.misconceptions == ()
    assert "参数`f`、`grad_output`、`eps`一次也没有用到：结果不能照着例子写死" in verdict.message


def test_an_error_tells_what_the_variables_were():
    source = POOL + "    r, c = 3, None\n    return [[x[r][0]]]\n"
    message = checked(find(3), source).message
    assert "那时`x`有1行、第一行1个，`r`是3" in message
    assert "`c`" not in message.partition("例子")[0].partition("那时")[2]


# ---- 看得出的事实 ----

FACTS = {
    "hard_coded": (1, WINDOW + "    return -3", ["不管给什么，你的结果都一样", "参数`x`、`top`"]),
    "few_answers": (
        3,
        POOL + "    return [[-1]] if stride else [[-2]]",
        ["翻来覆去只有2种", "参数`x`、`kernel_size`一次也没有用到"],
    ),
    "transposed": (
        3,
        find(3).solution.replace("    return y", "    return [list(c) for c in zip(*y)]"),
        ["把行和列对调了"],
    ),
    "exchanged": (
        8,
        find(8).solution.replace("    return y, indices", "    return indices, y"),
        ["先返回y，再返回indices"],
    ),
    "whole_numbers": (
        9,
        find(9).solution.replace("+= g", "+= int(g)"),
        ["全是整数", "int"],
    ),
    "twice": (9, find(9).solution.replace("+= g", "+= 2 * g"), ["应得的2倍"]),
    "sign": (9, find(9).solution.replace("+= g", "-= g"), ["符号都反了"]),
    "shape_of_the_upstream": (
        9,
        BACK + "    return [[0] * len(row) for row in grad_output]",
        ["和`grad_output`一样大"],
    ),
    "ragged": (
        3,
        find(3).solution.replace("row.append(max(window))", "max(window) > 0 or row.append(1)"),
        ["不一样长"],
    ),
    "compared": (
        1,
        find(1).solution.replace("best = x[r][c]", "best == x[r][c]"),
        ["`best == x[r][c]`只比了一比", "一个等号"],
    ),
    "not_called": (3, POOL + "    y = []\n    y.append\n    return y", ["`y.append`没有加括号"]),
    "left_alone": (1, WINDOW + "    x[top][left] + 1\n    return 7", ["没有留下来"]),
    "early_return": (
        4,
        "def max_pool(x, kernel_size, stride=None):\n"
        "    for image in x:\n        return [[[[image[0][0][0]]]]]\n",
        ["`return", "第一圈就返回了"],
    ),
    "nan_compared": (
        8,
        find(8).solution.replace("math.isnan(x[r][c])", "x[r][c] == math.nan"),
        ["永远是假", "math.isnan"],
    ),
    "sliced_twice": (
        1,
        WINDOW + "    a, b = kernel_size\n    part = x[top : top + a][left : left + b]\n"
        "    return max(part[0])\n",
        ["`x[top:top + a][left:left + b]`切了两次"],
    ),
    "divided_first": (
        2,
        SIZE + "    return length + 2 * padding - kernel_size // (stride or kernel_size) + 1",
        ["乘除比加减先算"],
    ),
    "unused_variable": (
        3,
        find(3).solution.replace("len(x[0]) - kw + 1, sw)", "len(x[0]) - kw + 1, sh)"),
        ["`sw`，后面没有用到"],
    ),
    "one_plane_for_four_axes": (
        4,
        POOL + "    kh, kw = kernel_size\n    return [[0] * len(x[0]) for _ in x]",
        ["当成了一个平面", "一个通道一个通道地循环"],
    ),
    "only_with_strides": (
        3,
        find(3).solution.replace("max(window)", "max(window) + (stride is not None)"),
        ["都是给了步幅的", "都对", "看看`stride`用对了没有"],
    ),
}


@pytest.mark.parametrize(("at", "source", "wanted"), FACTS.values(), ids=FACTS)
def test_facts_are_told(at, source, wanted):
    assert source != find(at).solution
    verdict = checked(find(at), source + "\n")
    assert not verdict.passed
    for text in wanted:
        assert text in verdict.message, verdict.message


def test_your_whole_result_is_written_too():
    """看不到图的地方，比如终端里，也看得到自己得到了什么。"""
    verdict = checked(find(5), find(5).solution.replace("-math.inf", "0"))
    assert "你的结果是`[[0, 0], [0, 0]]`" in verdict.message


REMEMBERS = {
    "global_list": (
        "y = []\n\n\n" + find(3).solution.replace("    y = []\n", ""),
        ["单独做是对的", "函数外面"],
    ),
    "default_list": (
        find(3)
        .solution.replace("stride=None):", "stride=None, y=[]):")
        .replace("    y = []\n", ""),
        ["单独做是对的", "默认值"],
    ),
    "largest_ever": (
        "best = -1e99\n\n\n"
        + WINDOW
        + "    global best\n    for row in x[top : top + kernel_size[0]]:\n"
        "        best = max(best, *row[left : left + kernel_size[1]])\n    return best\n",
        ["单独做是对的", "上一次调用留下的"],
    ),
}


@pytest.mark.parametrize(("source", "wanted"), REMEMBERS.values(), ids=REMEMBERS)
def test_functions_that_remember_are_told(source, wanted):
    verdict = checked(find(1 if "window_max" in source else 3), source)
    assert verdict.misconceptions == ()
    for text in wanted:
        assert text in verdict.message, verdict.message


def test_functions_of_a_notebook_that_remember_are_told():
    """没有源代码可以从头运行：同一个例子再做一次，结果变了，也看得出。"""
    kept = []

    def max_pool(x, kernel_size, stride=None):
        kept.extend(solved(find(3))(x, kernel_size, stride))
        return kept

    assert "记着上一次" in judge(find(3), max_pool).message


# ---- 不冤枉人 ----

INNOCENT = {
    "checks_left_and_top_only": (
        5,
        PADDED
        + """    (kh, kw), (sh, sw), (ph, pw) = kernel_size, stride or kernel_size, padding
    y = []
    for top in range(-ph, len(x) + ph - kh + 1, sh):
        y.append([])
        for left in range(-pw, len(x[0]) + pw - kw + 1, sw):
            best = float("-inf")
            for r in range(top, top + kh):
                for c in range(left, left + kw):
                    if r >= 0 and c >= 0:
                        best = max(best, x[r][c])
            y[-1].append(best)
    return y
""",
        ["别的都对", "右边或下边外面"],
    ),
    "numpy_index": (
        1,
        WINDOW + "    return max(x[r, left] for r in range(top, top + kernel_size[0]))",
        ["x[0][0]"],
    ),
    "division": (
        2,
        SIZE + "    return len(range(0, length / kernel_size))",
        ["要整数，用`//`"],
    ),
    "every_crash": (3, POOL + "    return x[99]", ["IndexError", "`x`有1行"]),
    "one_axis": (
        3,
        find(3).solution.replace("len(x[0]) - kw + 1, sw", "len(x[0]) - kw, sw"),
        ["少加了1（只在左右的方向上）"],
    ),
}


@pytest.mark.parametrize(("at", "source", "wanted"), INNOCENT.values(), ids=INNOCENT)
def test_nobody_is_accused_falsely(at, source, wanted):
    verdict = checked(find(at), source + "\n")
    for text in wanted:
        assert text in verdict.message, verdict.message
    if "只在" not in wanted[0]:
        assert verdict.misconceptions == (), verdict.message


# ---- 放不过去 ----

PASSED_BEFORE = {
    "eps_of_its_own": (
        10,
        find(10).solution.replace("    def loss(", "    eps = 1e-4\n\n    def loss(", 1),
        ["没有用给的`eps`", "0.25和0.125"],
    ),
    "nothing_put_beside": (
        9,
        find(9)
        .solution.replace("winner = None", "winner, best = (max(top, 0), max(left, 0)), -1e400")
        .replace("winner is None or x[r][c] > x[winner[0]][winner[1]]", "x[r][c] > best")
        .replace("winner = r, c", "winner, best = (r, c), x[r][c]")
        .replace("max(left, 0)), -1e400", "max(j * sw - ph, 0)), -1e400"),
        ["输入里有−∞的"],
    ),
}
PLANES = """
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from concurrent.futures import ThreadPoolExecutor


def max_pool(x, kernel_size, stride=None, padding=(0, 0)):
    (ph, pw), (sh, sw) = padding, stride or kernel_size
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    views = sliding_window_view(padded, kernel_size, axis=(2, 3))[:, :, ::sh, ::sw]
    return {}
"""
LOOPS = {
    "comprehension": "np.array([image.max(axis=(3, 4)) for image in views])",
    "map": "np.array(list(map(lambda image: image.max(axis=(3, 4)), views)))",
    "planes": "np.array([[p.max(axis=(2, 3)) for p in image] for image in views])",
    "threads": "np.array(list(ThreadPoolExecutor(1).map(lambda v: v.max(axis=(3, 4)), views)))",
}
SCATTER = """
import numpy as np


def max_pool_backward(grad_output, indices, input_size):
    area = input_size[0] * input_size[1]
    sizes = (*grad_output.shape[:2], *input_size)
    planes = sizes[0] * sizes[1]
    flat = [part.reshape(planes, -1) for part in (indices, grad_output)]
    return np.array(list(map(np.bincount, *flat, [area] * planes))).reshape(sizes)
"""


@pytest.mark.parametrize(("at", "source", "wanted"), PASSED_BEFORE.values(), ids=PASSED_BEFORE)
def test_wrong_answers_that_used_to_pass_are_refused(at, source, wanted):
    verdict = checked(find(at), source)
    assert not verdict.passed
    for text in wanted:
        assert text in verdict.message, verdict.message


@pytest.mark.parametrize(
    "source", [*map(PLANES.format, LOOPS.values()), SCATTER], ids=[*LOOPS, "c_map"]
)
def test_loops_over_planes_are_seen(source):
    verdict = checked(find(12 if "indices" in source else 11), source)
    assert not verdict.passed
    assert "结果都对，可是还在一个一个地循环" in verdict.message, verdict.message


# ---- 时间和打印 ----


def test_slow_is_not_endless():
    slow = find(2).solution.replace("    if stride", "    sum(range(10**6))\n    if stride", 1)
    message = checked(find(2), slow, IMPATIENT).message
    assert "太慢了" in message
    assert "只做完" in message
    assert "停不下来**" not in message
    assert f"一共限{IMPATIENT:g}秒" in message


def test_endless_says_what_the_limit_is():
    message = checked(find(1), WINDOW + "    while True:\n        pass\n", IMPATIENT).message
    assert "停不下来" in message
    assert f"一共限{IMPATIENT:g}秒" in message


def test_a_flood_of_prints_says_that_it_was_cut():
    message = checked(find(1), WINDOW + "    print('水' * 10**6)\n").message
    assert f"只留下了前{PRINTED}个字" in message
    endless = WINDOW + "    while True:\n        print('水' * 100)\n"
    assert f"只留下了前{PRINTED}个字" in checked(find(1), endless, IMPATIENT).message


def test_a_cut_line_counts_as_dropped():
    (outcome,) = run_calls(lambda: print("水" * (PRINTED + 10), end="") or 0, [()])
    assert outcome.dropped == 1


def test_kept_and_dropped_lines_are_all_the_lines():
    (outcome,) = run_calls(lambda: [print("行", i) for i in range(10_000)] and 0, [()])
    kept, _, half = outcome.printed.rpartition("\n")
    lines = kept.count("\n") + 1
    assert lines + outcome.dropped == 10_000
    assert half  # 截在一行的中间，才考得到
