"""把对答案的结果写成判定：说清楚哪个例子、哪个窗口、应得什么、你得了什么，像是哪个误解。"""

from collections.abc import Sequence
from types import NoneType
from typing import Any

from tutorial_pool.exercises.exercise import Call, Exercise
from tutorial_pool.exercises.judging import Explanation, Trial, difference, given, results, shape
from tutorial_pool.exercises.lessons import LESSONS
from tutorial_pool.exercises.picture import picture
from tutorial_pool.exercises.running import SECONDS, NotNumbersError, Outcome
from tutorial_pool.exercises.steps import flatten
from tutorial_pool.exercises.verdict import Part, Verdict, code, marked, verdict, words
from tutorial_pool.svg import number

ERRORS = {
    "AttributeError": "这个东西没有你要的属性或方法。",
    "IndexError": "下标超出了范围：列表没有那么长。",
    "KeyError": "字典里没有这个键。",
    "MemoryError": "要的内存太多了。",
    "NameError": "用了一个没有定义的名字：是不是写错了，或者忘了导入？",
    "RecursionError": "函数不停地调用自己，停不下来：递归要有一个到头的条件。",
    "SystemExit": "函数里不要用exit：返回结果就行。",
    "TypeError": "类型不对：比如拿列表和数相加，或者参数的个数不对。",
    "UnboundLocalError": "这个变量在用之前还没有赋值。",
    "ValueError": "值不对：比如对空的列表求最大值。",
    "ZeroDivisionError": "除以了0。",
}


# ---- 形式不对 ----


def not_a_function(exercise: Exercise, thing: Any) -> Verdict:
    """给的不是函数。"""
    return _failed(
        f"**还不能检查**：应该给一个函数`{exercise.function}`，得到的是{type(thing).__name__}。",
        f'给函数的名字就行，后面不要加括号：`check("{exercise.number}", {exercise.function})`。',
    )


def form(exercise: Exercise, trials: Sequence[Trial]) -> Verdict | None:
    """没有写、没有返回值、返回的不是数、改了输入、停不下来：各有各的话。没有这些毛病就是None。"""
    for trial in trials:
        outcome = trial.outcome
        told = _problem(exercise, trial.call, outcome)
        if told:
            return _failed(*told, _asked(exercise, trial.call))
    return None


def _problem(exercise: Exercise, call: Call, outcome: Outcome) -> tuple[str, ...]:
    error = outcome.error
    if isinstance(error, NotImplementedError):
        return (
            f"**还没有写**：`{exercise.function}`里还是空的。",
            "删掉`raise NotImplementedError`那一行，写上你的代码，再检查一次。"
            "不知道从哪里下手，就看看提示。",
        )
    if outcome.late:
        where = line(outcome)
        return (
            f"**停不下来**：运行了{SECONDS:g}秒还没有完，只好叫停。{where}",
            "是不是有一个循环的条件永远成立，或者做了太多重复的事？",
        )
    if isinstance(error, NotNumbersError):
        return f"**类型不对**：{error}。", f"应该返回{exercise.returns}。"
    if outcome.none and outcome.printed:
        return (
            f"**打印了，没有返回**：你的函数打印了{code(_short(outcome.printed))}，却没有返回值。",
            "`print`只是给人看，调用它的程序拿不到。把`print(…)`换成`return …`。",
        )
    if outcome.none:
        return (
            "**没有返回值**：你的函数返回了None。",
            "算好的结果要用`return`交出来。是不是忘了写，或者`return`没有走到？",
        )
    if isinstance(error, TypeError) and outcome.line is None:
        return (
            f"**调用不了**：{code(_short(str(error), 200))}。",
            f"检查时这样调用：`{written(exercise, call)}`。参数的个数和次序要和题目一样。",
        )
    if outcome.changed:
        return (
            "**改了输入**：检查完发现，传给你的参数变了样。",
            "调用它的人可能还要用。先抄一份再改：平面可以写`[list(row) for row in x]`。",
        )
    if error is None:
        return _depth(exercise, outcome.value)
    return ()


def _depth(exercise: Exercise, value: Any) -> tuple[str, ...]:
    """结果嵌套几层，对不对。"""
    parts = value if len(exercise.depth) > 1 else [value]
    wanted = f"应该返回{exercise.returns}。" if exercise.depth != (0,) else ""
    if not isinstance(parts, list) or len(parts) != len(exercise.depth):
        return "**结果的个数不对**：没有分成两个。", wanted
    for part, depth in zip(parts, exercise.depth, strict=True):
        got = _levels(part)
        if got is not None and got != depth:
            shown = f"嵌套了{got}层" if got else "是一个数"
            return f"**结果的形状不对**：得到的{shown}，应该{_layers(depth)}。", wanted + (
                "索引是一个数：`行 * W + 列`。"
                if len(parts) > 1 and got > depth
                else "用`x[a:b][c:d]`切的话，两次切的都是行；列要一行一行地切。"
                if exercise.kind == "window" and got == depth + 1
                else ""
            )
    return ()


def _layers(depth: int) -> str:
    return f"嵌套{depth}层" if depth else "是一个数"


def _levels(x: Any) -> int | None:
    """嵌套几层；空的或参差的说不清，就是None。"""
    levels = 0
    while isinstance(x, list):
        if not x:
            return None
        levels += 1
        x = x[0]
    return levels


# ---- 对了 ----


def passed(exercise: Exercise, count: int, following: Exercise | None) -> Verdict:
    """通过了。"""
    more = "全部的题你都做完了。"
    if following:
        more = f"下一题：{following.label}，{following.title}。"
    parts = [
        words(f"✅ **{exercise.label}通过了。**考了{count}个例子：{exercise.covers}。"),
        words(more),
    ]
    return verdict(parts, passed=True)


def loops_left(small: int, large: int) -> Verdict:
    """都对了，可是还在循环。"""
    return _failed(
        "**结果都对，可是还在一个一个地循环。**",
        f"输入的边长变成3倍，Python走的步数从{small}变成了{large}。"
        "这道题要的是不写循环：让NumPy一次做完，输入再大，步数也不变。",
    )


# ---- 不对 ----


def wrong(exercise: Exercise, why: Explanation) -> Verdict:
    """有例子做错了。"""
    trial = why.trial
    parts = [words("❌ **还不对。**" + _difference(exercise, trial)), _asked(exercise, trial.call)]
    drawn = picture(exercise, trial)
    parts += [Part("", one.html) for one in drawn]
    parts += [_misconception(i, why) for i in range(len(why.misconceptions))]
    if not why.misconceptions and trial.outcome.error is None:
        advice = _advice(exercise, trial)
        parts.append(words(advice if drawn else advice.replace("照着图", "照着例子")))
    numbers = [one.number for one in why.misconceptions]
    return verdict(parts, passed=False, misconceptions=numbers)


def _advice(exercise: Exercise, trial: Trial) -> str:
    """说不出是哪个误解时，下一步做什么。"""
    if trial.outcome.shared:
        return (
            "你返回的各行其实是同一个列表，改一行，行行都变。`[[0] * w] * h`就会这样，"
            "要写`[[0] * w for _ in range(h)]`。"
        )
    found = difference(exercise, trial)
    if found is None:
        shapes = [(shape(right), shape(mine)) for _, right, mine in results(exercise, trial)]
        right, mine = next(pair for pair in shapes if pair[0] != pair[1])
        if right and mine and right == (*mine[:-2], *mine[:-3:-1]):
            return "行和列反了：外层循环走行，里层循环走列。"
        return "先看形状：数一数，放得下几行几列窗口。"
    if exercise.kind == "axis":
        more = "`/`得到的是小数，向下取整用`//`。" if found.got % 1 else ""
        return f"照着图，数一数放得下几个窗口。{more}"
    if exercise.kind == "element":
        return "把这个位置的梯度用手算一遍，看看是哪一步和你的代码不一样。"
    return "照着图，把这个窗口用手算一遍，看看是哪一步和你的代码不一样。"


def _misconception(i: int, why: Explanation) -> Part:
    """第i个误解：怎么想的，为什么不是这样，哪里讲它。"""
    one = why.misconceptions[i]
    lead = "你的结果，和这个误解的处处相同" if why.sure else "在这个例子上，你的结果像是"
    if len(why.misconceptions) > 1:
        lead = ("你的结果，和同时有这两个误解的处处相同。一个是", "另一个是")[i]
    text = f"{lead}：**{one.name}**。{one.thought}"
    chapter, title = LESSONS[one.lesson]
    where = f"{chapter}《{title}》的“{one.section}”一节"
    link = f'<a href="../{one.lesson}.ipynb">{where}</a>'
    html = f"<p>{marked(text)}</p><p>{marked(one.truth)}见{link}。</p>"
    return Part(
        words(text).text + "\n" + words(one.truth).text + f"见{where}。",
        f'<div class="pool-misconception">{html}</div>',
    )


def _difference(exercise: Exercise, trial: Trial) -> str:
    """第一处不同，说成一句话。"""
    outcome = trial.outcome
    if outcome.error is not None:
        kind = type(outcome.error).__name__
        known = explained(outcome.error)
        said = code(f"{kind}: {_short(str(outcome.error))}")
        return f"运行时出错了，{line(outcome)}{said}。{known}"
    for part, expected, got in results(exercise, trial):
        if shape(expected) != shape(got):
            return f"{part}的形状应为{_shape(shape(expected))}，你的是{_shape(shape(got))}。"
    found = difference(exercise, trial)
    assert found is not None  # 没有出错，形状一样，又没有通过
    where = f"{found.part}的({', '.join(map(str, found.place))})" if found.place else found.part
    return f"{where}应为{number(found.expected)}，你的是{number(found.got)}。"


def _shape(sizes: tuple[int, ...] | None) -> str:
    if sizes is None:
        return "参差不齐"
    return (
        f"`({', '.join(map(str, sizes))}{',' if len(sizes) == 1 else ''})`" if sizes else "一个数"
    )


def explained(error: BaseException) -> str:
    """这种错误多半是怎么回事。"""
    text = str(error)
    if isinstance(error, TypeError) and "NoneType" in text:
        return "有一个值是None：不给步幅时，`stride`就是None，要先换成`kernel_size`。"
    if isinstance(error, ValueError) and "empty" in text:
        return (
            "窗口里一个数也没有。是不是窗口越过了边界？"
            "用`x[a:b][c:d]`切的话，两次切的都是行；列要一行一行地切。"
        )
    return ERRORS.get(type(error).__name__, "")


def line(outcome: Outcome) -> str:
    """出错的是你的哪一行。"""
    if outcome.line is None:
        return ""
    at, text = outcome.line
    return f"在你的第{at}行：{code(text)}。" if text else f"在你的第{at}行。"


def _short(text: str, room: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= room else text[:room] + "……"


def _failed(*texts: str | Part) -> Verdict:
    parts = [text if isinstance(text, Part) else words(text) for text in texts]
    first = parts[0]
    parts[0] = Part("❌ " + first.text, first.html.replace("<p>", "<p>❌ ", 1))
    return verdict(parts, passed=False)


# ---- 例子 ----


def written(exercise: Exercise, call: Call) -> str:
    """这个例子的调用，写成代码；大的输入只写名字。"""
    arguments = [
        f"{name}={value!r}" if isinstance(value, (bool, int, float, tuple, NoneType)) else name
        for name, value in zip(exercise.parameters, call, strict=False)
    ]
    return f"{exercise.function}({', '.join(arguments)})"


def _asked(exercise: Exercise, call: Call) -> Part:
    """这个例子是怎样调用的。"""
    inputs = _inputs(exercise, call)
    return words(f"例子：`{written(exercise, call)}`" + (f"，其中{inputs}。" if inputs else "。"))


def _inputs(exercise: Exercise, call: Call) -> str:
    shown = []
    for name, value in zip(exercise.parameters, given(call), strict=False):
        if isinstance(value, list):
            shown.append(f"`{name}`是`{_compact(value)}`")
        elif callable(value):
            shown.append(f"`{name}`{value}")
    return "，".join(shown)


def _compact(value: Any) -> str:
    """嵌套列表的写法；太大就只写形状。"""
    if len(flatten(value)) > 40:
        return f"形状{shape(value)}"
    text = repr(value)
    for ugly, plain in (("inf", "math.inf"), ("nan", "math.nan")):
        text = text.replace(ugly, plain)
    return text
