"""线索：说不出是哪个误解时，从各个例子的对和错里，还看得出什么。

每一条线索都是数出来的事实：所有错的例子都这样，才说。
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

from tutorial_pool.book.svg import number
from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.judging.comparing import Trial, matches, places, results, shape
from tutorial_pool.exercises.misconceptions.steps import flatten

ENOUGH = 3  # 不是这样的例子要有几个，都对了，才好拿来比
TELLING = 0.5  # 是这样的例子里，错的至少占几成
FEW, MANY = 3, 3  # 你的结果不多于几种，应得的种数至少是它的几倍
BETTER = 1.15  # 两个条件一起，要比一个说得准这么多倍

# ---- 结果和应得的，处处差在哪里 ----


def fact(exercise: Exercise, trials: Sequence[Trial]) -> str:
    """错的例子，结果和应得的都差在同一处；没有就是空的。"""
    computed = [trial for trial in trials if trial.outcome.error is None]
    failed = [trial for trial in computed if not trial.passed]
    told = _few_kinds(exercise, computed) or _wrong_shape(exercise, failed)
    if told:
        return told
    pairs = [(trial.expected, trial.outcome.value) for trial in failed]
    finite = [pair for pair in pairs if all(map(math.isfinite, flatten(pair[0])))]
    if finite and all(_lost_fractions(*pair) for pair in finite):
        return INTEGERS
    if len(exercise.depth) == 2 and all(_is_exchanged(*pair) for pair in pairs):
        return "两部分的次序反了：先返回{}，再返回{}。".format(*exercise.parts)
    for told, holds in FACTS:
        if all(holds(expected, got) for expected, got in pairs):
            return told
    return _ratio(pairs)


def _few_kinds(exercise: Exercise, trials: Sequence[Trial]) -> str:
    """不管给什么，结果翻来覆去只有那几种。"""
    wanted = len({repr(trial.expected) for trial in trials})
    mine = len({repr(trial.outcome.value) for trial in trials})
    if mine > FEW or wanted < MANY * mine:
        return ""
    told = (
        "不管给什么，你的结果都一样"
        if mine == 1
        else f"这些例子应得{wanted}种结果，你的翻来覆去只有{mine}种"
    )
    return f"{told}。结果要从`{exercise.parameters[0]}`算出来，换了它，结果也要跟着变。"


def _wrong_shape(exercise: Exercise, failed: Sequence[Trial]) -> str:
    """结果的形状，不看数也知道错在哪里。"""
    if len(exercise.depth) > 1:
        return ""
    mine = [shape(trial.outcome.value) for trial in failed]
    if None in mine:
        return "有的例子里，你的结果各行不一样长：每一行都要有同样多的数。"
    if exercise.parameters[0] != "grad_output":
        return ""
    upstream = [shape(trial.given[0]) for trial in failed]
    if mine == upstream != [shape(trial.expected) for trial in failed]:
        return "你的结果和`grad_output`一样大。梯度是输入的梯度，要和输入一样大。"
    return ""


def _each(change: Callable[[float], float]) -> Callable[[Any, Any], bool]:
    """你的每个数，都是应得的数这样变来的。"""

    def holds(expected: Any, got: Any) -> bool:
        if shape(expected) is None or shape(expected) != shape(got):
            return False
        pairs = zip(flatten(expected), flatten(got), strict=True)
        return all(matches(mine, change(right)) for right, mine in pairs)

    return holds


def _lost_fractions(expected: Any, got: Any) -> bool:
    """应得的有小数，你的全是整数，差得也不多。"""
    if shape(expected) is None or shape(expected) != shape(got):
        return False
    wanted = [value for value in flatten(expected) if math.isfinite(value)]
    mine = [value for value in flatten(got) if math.isfinite(value)]
    whole = all(value % 1 == 0 for value in mine)
    return whole and len(mine) == len(wanted) and any(value % 1 for value in wanted)


def _is_transposed(expected: Any, got: Any) -> bool:
    sizes = shape(expected)
    if not sizes or len(sizes) < 2 or shape(got) != (*sizes[:-2], *sizes[:-3:-1]):
        return False
    return matches(got, _transposed(expected, len(sizes)))


def _transposed(x: Any, levels: int) -> Any:
    if levels > 2:
        return [_transposed(part, levels - 1) for part in x]
    return [list(column) for column in zip(*x, strict=True)]


def _is_exchanged(expected: Any, got: Any) -> bool:
    two = isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got) == 2
    return two and not matches(*expected) and matches(got[::-1], expected)


INTEGERS = "应得的有小数，你的却全是整数：是不是用了`//`、`int`、`round`，或者存在整数的数组里？"
FACTS: tuple[tuple[str, Callable[[Any, Any], bool]], ...] = (
    ("你的结果把行和列对调了，正好是应得的转了过来：外层循环走行，里层循环走列。", _is_transposed),
    ("每个数的符号都反了，大小都对：是不是减反了？", _each(lambda value: -value)),
)


def _ratio(pairs: Sequence[tuple[Any, Any]]) -> str:
    """每个数都是应得的几倍，倍数处处一样。"""
    ratios = set()
    for expected, got in pairs:
        if shape(expected) is None or shape(expected) != shape(got):
            return ""
        for right, mine in zip(flatten(expected), flatten(got), strict=True):
            if right or mine:
                if not (right and mine and math.isfinite(right) and math.isfinite(mine)):
                    return ""
                ratios.add(round(mine / right, 9))
    if len(ratios) != 1 or len(pairs) < 2:
        return ""
    return f"你的每个数都正好是应得的{number(ratios.pop())}倍：是不是多乘或多除了一次？"


# ---- 错的例子都是怎样的 ----


@dataclass(frozen=True)
class Case:
    """一个例子，问它是不是怎样的。"""

    exercise: Exercise
    trial: Trial

    @cached_property
    def given(self) -> dict[str, Any]:
        """各个参数，没有给的是默认的。"""
        named = zip(self.exercise.parameters, self.trial.given, strict=False)
        return {**self.exercise.defaults, **dict(named)}

    def pair(self, name: str) -> tuple[int, ...]:
        """窗口、步幅这样的参数，两条轴各是多少；没有就是空的。"""
        value = self.given.get(name)
        return (value,) if isinstance(value, int) else value if isinstance(value, tuple) else ()

    @cached_property
    def stride(self) -> tuple[int, ...]:
        """步幅；没有给就是窗口大小。"""
        return self.pair("stride") or self.pair("kernel_size")

    @cached_property
    def size(self) -> tuple[int, ...]:
        """第一个数组的形状。"""
        grids = [part for part in self.trial.given if isinstance(part, list)]
        named = self.given.get("x")
        return shape(named if isinstance(named, list) else grids[0] if grids else 0) or ()

    @cached_property
    def numbers(self) -> list[float]:
        """输入里的数。"""
        x = self.given.get("x")
        return flatten(x) if isinstance(x, list) else []

    @cached_property
    def output(self) -> tuple[int, ...]:
        """应得的结果的形状，只看第一部分。"""
        whole = self.trial.expected
        return shape(whole if len(self.exercise.depth) == 1 else whole[0]) or ()

    def leftover(self) -> bool:
        """窗口走完，右边或下边还有零头。"""
        if "stride" not in self.given:
            return False
        padding = self.pair("padding") or (0, 0)
        dilation = self.pair("dilation") or (1, 1)
        length = self.given.get("length")
        sizes = (length,) if isinstance(length, int) else self.size[-2:]
        axes = zip(sizes, self.pair("kernel_size"), self.stride, padding, dilation, strict=False)
        return any((n + 2 * p - d * (k - 1) - 1) % s for n, k, s, p, d in axes)


def _is(name: str, value: bool) -> Callable[[Case], bool]:
    return lambda case: case.given.get(name) is value


def _unequal(name: str) -> Callable[[Case], bool]:
    return lambda case: len(set(case.pair(name))) > 1


def _any_above(name: str, least: int) -> Callable[[Case], bool]:
    return lambda case: any(value > least for value in case.pair(name))


def _overlaps(case: Case) -> bool:
    return any(s < k for s, k in zip(case.stride, case.pair("kernel_size"), strict=False))


EACH_ITS_OWN = "看看这两个数，是不是各用在了各的轴上"
# 怎样的例子，怎样算是，看哪里；前面的先说
KINDS: tuple[tuple[str, Callable[[Case], bool], str], ...] = (
    ("有空洞的", _any_above("dilation", 1), "看看`dilation`用对了没有"),
    ("有填充的", _any_above("padding", 0), "看看`padding`用对了没有"),
    (
        "`ceil_mode=True`的",
        _is("ceil_mode", True),
        "看看向上取整的那一支",
    ),
    (
        "`ceil_mode=False`的",
        _is("ceil_mode", False),
        "看看向下取整的那一支",
    ),
    (
        "没有给步幅的",
        lambda case: "stride" in case.given and case.given["stride"] is None,
        "看看`stride`是None的时候怎么办",
    ),
    (
        "给了步幅的",
        lambda case: case.given.get("stride") is not None,
        "看看`stride`用对了没有",
    ),
    (
        "步幅和窗口大小不一样的",
        lambda case: case.stride != case.pair("kernel_size"),
        "看看窗口的起点和个数，是不是按步幅算的",
    ),
    ("窗口重叠的", _overlaps, "看看一个数在几个窗口里时，怎么办"),
    ("窗口的高和宽不一样的", _unequal("kernel_size"), EACH_ITS_OWN),
    ("步幅的高和宽不一样的", _unequal("stride"), EACH_ITS_OWN),
    ("填充的高和宽不一样的", _unequal("padding"), EACH_ITS_OWN),
    ("空洞的高和宽不一样的", _unequal("dilation"), EACH_ITS_OWN),
    (
        "输入的高和宽不一样的",
        lambda case: len(case.size) > 1 and case.size[-1] != case.size[-2],
        "看看行数和列数有没有用混",
    ),
    ("输出的高和宽不一样的", _unequal("output_size"), "看看行数和列数有没有用混"),
    ("结果的高和宽不一样的", _unequal("input_size"), "看看行数和列数有没有用混"),
    (
        "不止一张图片的",
        lambda case: len(case.size) == 4 and case.size[0] > 1,
        "看看各张图片怎样分开",
    ),
    (
        "不止一个通道的",
        lambda case: len(case.size) == 4 and case.size[1] > 1,
        "看看各个通道怎样分开",
    ),
    (
        "不止一个平面的",
        lambda case: len(case.size) == 4 and case.size[0] * case.size[1] > 1,
        "看看各个平面怎样分开",
    ),
    (
        "索引有重复的",
        lambda case: any(len(set(one)) < len(one) for one in _planes(case.given.get("indices"))),
        "看看几个数放到一处时，留下哪个",
    ),
    (
        "输入和输出的宽不一样的",
        lambda case: case.size[-1:] != case.pair("output_size")[1:] != (),
        "看看索引拆成行和列，用的是谁的宽",
    ),
    (
        "窗口大小不是2的幂的",
        lambda case: len(k := case.pair("kernel_size")) == 1 and bool(k[0] & (k[0] - 1)),
        "看看凑不成2的幂的窗口，剩下的怎样补上",
    ),
    (
        "窗口不在左上角的",
        lambda case: any(case.given.get(name) for name in ("top", "left")),
        "看看`top`和`left`用对了没有",
    ),
    (
        "窗口上面还有别的行的",
        lambda case: bool(case.given.get("top")),
        "看看`top`用对了没有",
    ),
    (
        "窗口左边还有别的列的",
        lambda case: bool(case.given.get("left")),
        "看看`left`用对了没有",
    ),
    ("放不满、有零头的", Case.leftover, "看看最后放不下的那几行几列，怎么办"),
    (
        "不止一行窗口的",
        lambda case: case.exercise.kind == "window" and case.output[-2:-1] > (1,),
        "看看走到下一行时，变了什么",
    ),
    (
        "不止一列窗口的",
        lambda case: case.exercise.kind == "window" and case.output[-1:] > (1,),
        "看看走到下一个窗口时，变了什么",
    ),
    (
        "窗口不止一个数的",
        lambda case: math.prod(case.pair("kernel_size")) > 1,
        "看看窗口里的数，怎样看，怎样比",
    ),
    (
        "窗口不止一行的",
        lambda case: case.pair("kernel_size")[:1] > (1,),
        "看看窗口的第二行起，怎样看",
    ),
    (
        "窗口不止一列的",
        lambda case: case.pair("kernel_size")[-1:] > (1,),
        "看看窗口的第二列起，怎样看",
    ),
    ("输入里有NaN的", lambda case: any(v != v for v in case.numbers), "看看遇到NaN怎么办"),
    (
        "输入里有−∞的",
        lambda case: -math.inf in case.numbers,
        "看看窗口里全是−∞时怎么办",
    ),
    (
        "输入里有一样大的数的",
        lambda case: len(set(case.numbers)) < len(case.numbers),
        "看看两个数一样大时，怎么办",
    ),
    (
        "输入全是负数的",
        lambda case: bool(case.numbers) and all(v < 0 for v in case.numbers),
        "看看最大值是从几开始的",
    ),
    (
        "输入里有小数的",
        lambda case: any(v % 1 for v in case.numbers if math.isfinite(v)),
        "看看哪里取了整",
    ),
    ("`include=True`的", _is("include", True), "看看`include`用对了没有"),
    (
        "`include=False`的",
        _is("include", False),
        "看看`include`用对了没有",
    ),
    (
        '`mode="max"`的',
        lambda case: case.given.get("mode") == "max",
        "看看求最大的那一支",
    ),
    (
        '`mode="mean"`的',
        lambda case: case.given.get("mode") == "mean",
        "看看求平均的那一支",
    ),
    (
        "有序列一个真的数也没有的",
        lambda case: not all(map(any, case.given.get("mask", ()))),
        "看看一个真的数也没有时，返回什么",
    ),
    (
        "有数遮住的",
        lambda case: not all(map(all, case.given.get("mask", ()))),
        "看看遮住的数，有没有算进去",
    ),
    (
        "不止一个序列的",
        lambda case: "mask" in case.given and len(case.given["mask"]) > 1,
        "看看各个序列怎样分开",
    ),
    (
        "不止一个通道的序列",
        lambda case: "mask" in case.given and case.size[-1:] > (1,),
        "看看各个通道怎样分开",
    ),
    (
        "不止一层的",
        lambda case: len(case.given.get("layers", ())) > 1,
        "看看走到下一层时，变了什么",
    ),
    (
        "不止一类的",
        lambda case: len(case.given.get("bias", ())) > 1,
        "看看各类的权重和偏置，是不是各用各的",
    ),
    (
        "给了`override`的",
        lambda case: case.given.get("override") is not None,
        "看看`override`用对了没有",
    ),
)


def which_fail(exercise: Exercise, trials: Sequence[Trial]) -> str:
    """错的例子都是怎样的，不是这样的都对；说不出就是空的。"""
    cases = [Case(exercise, trial) for trial in trials]
    failed = {i for i, case in enumerate(cases) if not case.trial.passed}
    kinds = [*KINDS, *_functions(cases)]
    groups = [
        (name, advice, {i for i, case in enumerate(cases) if holds(case)})
        for name, holds, advice in kinds
    ]
    whole = [(name, advice, group) for name, advice, group in groups if failed <= group]
    best, told = TELLING, ""
    for names, advice, group in _together(whole):
        others = len(cases) - len(group)
        precision = len(failed) / len(group)
        if others >= ENOUGH and precision >= best * (BETTER if told else 1):
            best = precision
            told = f"错的{len(failed)}个例子，都是{names}；不是这样的{others}个，都对。{advice}。"
    return told


def _planes(indices: Any) -> Iterator[list[int]]:
    """每个平面的索引，排成一列。"""
    for image in indices if isinstance(indices, list) else []:
        yield from map(flatten, image)


def where(exercise: Exercise, trials: Sequence[Trial]) -> str:
    """错的数都在哪里；说不出就是空的。"""
    failed = [trial for trial in trials if not trial.passed]
    if any(trial.outcome.error for trial in failed):
        return ""
    wrong: list[Wrong] = []
    for trial in failed:
        for part, expected, got in results(exercise, trial):
            sizes = shape(expected)
            if not sizes or sizes != shape(got):
                return ""
            numbers = zip(places(expected), flatten(expected), flatten(got), strict=True)
            wrong += [
                Wrong(part, place, sizes, right)
                for place, right, mine in numbers
                if not matches(mine, right)
            ]
    for told, holds in WHERE:
        if wrong and all(map(holds, wrong)):
            return told
    return ""


class Wrong(NamedTuple):
    """一个错的数：在哪一部分、哪里，那一部分的形状，应得多少。"""

    part: str
    place: tuple[int, ...]
    sizes: tuple[int, ...]
    expected: float


WHERE: tuple[tuple[str, Callable[[Wrong], bool]], ...] = (
    ("值都对，只有索引错了。", lambda one: one.part == "indices"),
    ("`logits`都对，只有`cam`错了。", lambda one: one.part == "cam"),
    ("`cam`都对，只有`logits`错了。", lambda one: one.part == "logits"),
    (
        "错的地方，应得的都是0，别的地方都对：没有谁的位置，是不是也放了东西？",
        lambda one: one.expected == 0,
    ),
    (
        "每个例子的第一个数都对，错的都在后面：看看走到下一个窗口时，变了什么，没有变什么。",
        lambda one: any(one.place),
    ),
    ("错的都在最后一列。", lambda one: one.place[-1] == one.sizes[-1] - 1),
    (
        "错的都在最后一行。",
        lambda one: len(one.place) > 1 and one.place[-2] == one.sizes[-2] - 1,
    ),
)


def _together(
    groups: Sequence[tuple[str, str, set[int]]],
) -> Iterator[tuple[str, str, set[int]]]:
    """一个条件，或者两个条件一起。"""
    yield from groups
    for (one, advice, group), (other, more, another) in combinations(groups, 2):
        if not (group <= another or another <= group):
            yield f"{one}，又是{other}", f"{advice}；{more}", group & another


def _functions(cases: Sequence[Case]) -> Iterator[tuple[str, Callable[[Case], bool], str]]:
    """数值梯度检验里，`f`是哪一个。"""
    for words in sorted({str(case.given["f"]) for case in cases if "f" in case.given}):
        yield (
            f"`f`{words}的",
            lambda case, words=words: str(case.given["f"]) == words,  # type: ignore[misc]
            "看看这个`f`的结果，和`x`的形状、别的位置有什么关系",
        )
