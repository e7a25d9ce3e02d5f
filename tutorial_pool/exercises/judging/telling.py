"""把对答案的结果写成判定：说清楚哪个例子、哪个窗口、应得什么、你得了什么，像是哪个误解。"""

from collections.abc import Sequence
from types import NoneType
from typing import Any

from tutorial_pool.book.svg import number
from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.judging.comparing import Trial, as_lists, difference, results, shape
from tutorial_pool.exercises.judging.errors import line, short, trouble
from tutorial_pool.exercises.judging.explaining import Explanation
from tutorial_pool.exercises.judging.picture import draw
from tutorial_pool.exercises.judging.verdict import Part, Verdict, code, marked, put_together, words
from tutorial_pool.exercises.misconceptions.lessons import LESSONS
from tutorial_pool.exercises.misconceptions.steps import flatten
from tutorial_pool.exercises.running.calling import PRINTED, NotNumbersError, Outcome, said

MANY = 40  # 比这还多的数，不写出来
ONE_PLANE = (
    "输入有四层，结果也要四层：先一张图片一张图片、一个通道一个通道地循环，再在每个平面里滑动窗口。"
    "你像是把四层的`x`当成了一个平面。"
)

# ---- 形式不对 ----


def not_a_function(exercise: Exercise, thing: Any) -> Verdict:
    """给的不是函数。"""
    return failed(
        f"**还不能检查**：应该给一个函数`{exercise.function}`，得到的是{type(thing).__name__}。",
        f'给函数的名字就行，后面不要加括号：`check("{exercise.number}", {exercise.function})`。',
    )


def form(exercise: Exercise, trials: Sequence[Trial]) -> Verdict | None:
    """没有写、没有返回值、返回的不是数、改了输入、停不下来：各有各的话。没有这些毛病就是None。"""
    for done, trial in enumerate(trials):
        outcome = trial.outcome
        told = _late(outcome, done) or _problem(exercise, trial.call, outcome)
        if told:
            return failed(*told, _asked(exercise, trial.call))
    return None


def _late(outcome: Outcome, done: int) -> tuple[str, ...]:
    """时间到了：是这一个例子停不下来，还是每个例子都太慢。"""
    if not outcome.late:
        return ()
    limit = f"一次检查，所有的例子一共限{outcome.seconds:g}秒"
    flood = f"它还一直在打印，只留下了前{PRINTED}个字。" if outcome.dropped else ""
    where = line(outcome)
    if outcome.took < outcome.seconds / 2:
        return (
            f"**太慢了**：运行了{outcome.seconds:g}秒，只做完{done}个例子，只好叫停。{where}",
            f"{limit}。不像是停不下来，是每个例子都做得慢：有没有重复算同样的东西？{flood}",
        )
    return (
        f"**停不下来**：运行了{outcome.seconds:g}秒还没有完，只好叫停。{where}",
        f"是不是有一个循环的条件永远成立，或者做了太多重复的事？{limit}，"
        f"前面做完了{done}个，时间多半花在这一个上。{flood}",
    )


def unwritten(exercise: Exercise, outcome: Outcome) -> tuple[str, ...]:
    """还没有写，怎么说；写了就是空的。"""
    there = isinstance(outcome.error, NotImplementedError) and "NotImplementedError" in line(
        outcome
    )
    if not there:
        return ()
    return (
        f"**还没有写**：`{exercise.function}`停在了`raise NotImplementedError`那一行。",
        "删掉那一行，写上你的代码，再检查一次；已经写在它下面的代码，走不到。"
        "不知道从哪里下手，就看看提示。",
    )


def _problem(exercise: Exercise, call: Call, outcome: Outcome) -> tuple[str, ...]:
    error = outcome.error
    if told := unwritten(exercise, outcome):
        return told
    if isinstance(error, NotNumbersError):
        return f"**类型不对**：{error}。", f"应该返回{exercise.returns}。"
    if outcome.none and outcome.printed:
        return (
            f"**打印了，没有返回**：你的函数打印了{code(short(outcome.printed))}，却没有返回值。"
            + (f"打印得太多，只留下了前{PRINTED}个字。" if outcome.dropped else ""),
            "`print`只是给人看，调用它的程序拿不到。把`print(…)`换成`return …`。",
        )
    if outcome.none:
        return (
            "**没有返回值**：你的函数返回了None。",
            "算好的结果要用`return`交出来。是不是忘了写，或者`return`没有走到？",
        )
    if isinstance(error, TypeError) and outcome.line is None:
        return (
            f"**调用不了**：{code(short(said(error), 200))}。",
            f"检查时这样调用：`{written(exercise, call)}`。参数的个数和次序要和题目一样。",
        )
    if outcome.changed:
        return (
            "**改了输入**：检查完发现，传给你的参数变了样。",
            "调用它的人可能还要用。先抄一份再改：平面可以写`[list(row) for row in x]`。",
        )
    if error is None and len(exercise.depth) > 1:
        return _count(exercise, outcome.value)
    return ()


def _count(exercise: Exercise, value: Any) -> tuple[str, ...]:
    """结果该有几部分，有没有几部分。"""
    if isinstance(value, list) and len(value) == len(exercise.depth):
        return ()
    return "**结果的个数不对**：没有分成两个。", f"应该返回{exercise.returns}。"


def _depth(exercise: Exercise, trial: Trial) -> str:
    """结果嵌套的层数不对，怎么说；对就是空的。"""
    for (part, _, got), depth in zip(results(exercise, trial), exercise.depth, strict=True):
        levels = _levels(got)
        if levels is None or levels == depth:
            continue
        shown = f"嵌套了{levels}层" if levels else "是一个数"
        text = f"{part}的形状不对：得到的{shown}，应该{_layers(depth)}。"
        if part == "indices" and levels > depth:
            return text + "索引是一个数：`行 * W + 列`。"
        if exercise.kind == "window" and levels == depth + 1:
            return text + "每个窗口要得到一个数：窗口有两条轴，两条轴都要取最大。"
        if (levels, depth) == (2, 4):
            return text + ONE_PLANE
        return text + (f"要返回{exercise.returns}。" if depth else "")
    return ""


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
    return put_together(parts, passed=True)


# ---- 不对 ----


def wrong(exercise: Exercise, why: Explanation, remarks: Sequence[str] = ()) -> Verdict:
    """有例子做错了；`remarks`是在代码里看见的。"""
    trial = why.trial
    parts = [words("❌ **还不对。**" + _difference(exercise, trial)), _asked(exercise, trial.call)]
    drawn = draw(exercise, trial)
    parts += [Part("", one.html) for one in drawn]
    own = _own(exercise, trial)
    parts += [Part(own.text, "" if drawn else own.html)] if own else []
    parts += [_misconception(i, why) for i in range(len(why.misconceptions))]
    if not why.misconceptions:
        advice = "" if trial.outcome.error else _advice(exercise, trial, why.clue)
        advice = advice or why.clue
        if advice:
            plain = words(advice.replace("照着图", "照着例子"))
            parts.append(Part(plain.text, words(advice).html) if drawn else plain)
    if remarks:
        parts.append(words("你的代码里，" + "".join(remarks)))
    numbers = [one.number for one in why.misconceptions]
    return put_together(parts, passed=False, misconceptions=numbers)


def _own(exercise: Exercise, trial: Trial) -> Part | None:
    """你的整个结果，写成字；只有一个数的，前面说过了，太大的不写。有图时，图里也有。"""
    value = trial.outcome.value
    if trial.outcome.error is not None or not 1 < len(flatten(value)) <= MANY:
        return None
    return words(f"你的结果是`{_compact(value)}`。")


def _advice(exercise: Exercise, trial: Trial, clue: str) -> str:
    """说不出是哪个误解时，下一步做什么。"""
    if trial.outcome.shared:
        return (
            "你返回的各行其实是同一个列表，改一行，行行都变。`[[0] * w] * h`会这样，"
            "把`row = []`写在循环外面也会。"
            "要写`[[0] * w for _ in range(h)]`，或者每一行都用新的列表。"
        )
    if _depth(exercise, trial):
        return clue
    found = difference(exercise, trial)
    if found is None:
        shapes = [(shape(right), shape(mine)) for _, right, mine in results(exercise, trial)]
        right, mine = next(pair for pair in shapes if pair[0] != pair[1])
        if right and mine and len(mine) == 2 and len(right) == 4:
            return ONE_PLANE
        if right and mine and len(right) == len(mine) == 4 and right[:2] != mine[:2]:
            return (
                "前两个数是N和C，应和输入一样：是不是有的图片或通道没有算，"
                f"两层循环的次序反了，或者连N和C也填充了？{clue}"
            )
        if exercise.kind == "element":
            return clue or "梯度的形状要和输入一样：每个输入一个。"
        if exercise.kind not in ("window", "axis"):
            return clue or f"要返回{exercise.returns}。"
        counted = _counted(right, mine)
        return counted + (clue or "先看形状：数一数，放得下几行几列窗口。")
    if exercise.kind == "axis" and 0 < found.got % 1 < 1:
        return f"用`/`除，得到的是小数；要向下取整，用`//`。{clue}"
    if clue:
        return clue
    if exercise.kind == "axis":
        return "照着图，数一数放得下几个窗口。"
    if exercise.kind == "element":
        return "把这个位置的梯度用手算一遍，看看是哪一步和你的代码不一样。"
    if exercise.kind not in ("window", "axis") or (
        "stride" not in exercise.parameters and exercise.number.startswith("C")
    ):
        return "照着图，把这一处用手算一遍，看看是哪一步和你的代码不一样。"
    return "照着图，把这个窗口用手算一遍，看看是哪一步和你的代码不一样。"


def _counted(right: tuple[int, ...] | None, mine: tuple[int, ...] | None) -> str:
    """哪一条轴多了、少了几个；说不清就是空的。"""
    if not right or not mine or len(mine) != len(right) or len(right) < 2:
        return ""
    told = []
    for name, wanted, got in zip("行列", right[-2:], mine[-2:], strict=True):
        more = f"多了{got - wanted}{name}" if got > wanted else f"少了{wanted - got}{name}"
        told.append(f"{name}数对" if got == wanted else more)
    return f"{'，'.join(told)}。"


def _misconception(i: int, why: Explanation) -> Part:
    """第i个误解：怎么想的，为什么不是这样，哪里讲它。"""
    one = why.misconceptions[i]
    lead = "你的代码像是有这个误解"
    if len(why.misconceptions) > 1:
        lead = ("你的代码像是同时有两个误解。一个是", "另一个是")[i]
    proof = "（每个例子的结果都和它一样。）" if len(why.misconceptions) == 1 else ""
    text = f"{lead}：**{one.name}**。{one.thought}{proof}"
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
        return f"运行时出错了，{trouble(outcome)}"
    told = _depth(exercise, trial)
    if told:
        return told
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
    return f"`{sizes}`" if sizes else "一个数"


def failed(*texts: str | Part) -> Verdict:
    """没有通过，依次说这几段；第一段前面加上❌。"""
    parts = [text if isinstance(text, Part) else words(text) for text in texts]
    first = parts[0]
    parts[0] = Part("❌ " + first.text, first.html.replace("<p>", "<p>❌ ", 1))
    return put_together(parts, passed=False)


# ---- 例子 ----


def written(exercise: Exercise, call: Call) -> str:
    """这个例子的调用，写成代码；大的输入只写名字。"""
    arguments = [
        f"{name}={value!r}" if isinstance(value, (bool, int, float, str, tuple, NoneType)) else name
        for name, value in zip(exercise.parameters, call, strict=False)
    ]
    return f"{exercise.function}({', '.join(arguments)})"


def _asked(exercise: Exercise, call: Call) -> Part:
    """这个例子是怎样调用的。"""
    inputs = _inputs(exercise, call)
    return words(f"例子：`{written(exercise, call)}`" + (f"，其中{inputs}。" if inputs else "。"))


def _inputs(exercise: Exercise, call: Call) -> str:
    shown = []
    for name, value in zip(exercise.parameters, as_lists(call), strict=False):
        if isinstance(value, list):
            shown.append(f"`{name}`是`{_compact(value)}`")
        elif callable(value):
            shown.append(f"`{name}`{value}")
    return "，".join(shown)


def _compact(value: Any) -> str:
    """嵌套列表的写法；太大就只写形状。"""
    if len(flatten(value)) > MANY:
        return f"形状{shape(value)}"
    text = repr(value)
    for ugly, plain in (("inf", "math.inf"), ("nan", "math.nan")):
        text = text.replace(ugly, plain)
    return text
