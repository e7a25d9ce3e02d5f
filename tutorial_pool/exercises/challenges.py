"""挑战：四道更难的题。结果对了还不够，还要比得少、拒绝得对、除得对、跑得快。"""

import itertools
import math
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tutorial_pool.book.svg import number
from tutorial_pool.exercises import cases, telling
from tutorial_pool.exercises.deadline import SECONDS
from tutorial_pool.exercises.errors import trouble
from tutorial_pool.exercises.exercise import Call, Exercise
from tutorial_pool.exercises.judging import Trial, close, shape
from tutorial_pool.exercises.running import Outcome, run
from tutorial_pool.exercises.steps import ONE, ZERO, Axis, Pair, Plane, Steps
from tutorial_pool.exercises.verdict import Verdict, verdict, words

Clock = Callable[[], float]


# ---- 挑战1：比得少 ----

FRESH = itertools.count(-5000.0, 1 / 64)
LENGTH, KERNELS = 2000, (64, 700, 5, 2)  # 数比较次数时的长度和窗口


class Counted(float):
    """一个数，每比一次大小，就记一次。"""

    tally: Counter[str]

    def __new__(cls, value: float, tally: Counter[str]) -> "Counted":
        """`tally`是记账的地方，几个数可以共用一个。"""
        counted = super().__new__(cls, value)
        counted.tally = tally
        return counted

    def __lt__(self, other: Any) -> bool:
        self.tally["比较"] += 1
        return super().__lt__(other)

    def __gt__(self, other: Any) -> bool:
        self.tally["比较"] += 1
        return super().__gt__(other)

    def __le__(self, other: Any) -> bool:
        self.tally["比较"] += 1
        return super().__le__(other)

    def __ge__(self, other: Any) -> bool:
        self.tally["比较"] += 1
        return super().__ge__(other)

    def __neg__(self) -> "Counted":
        return Counted(-float(self), self.tally)


def comparisons(
    function: Callable[..., Any], x: list[float], kernel_size: int, seconds: float = SECONDS
) -> tuple[Outcome, int]:
    """运行一次，数一数比了多少次大小。"""
    tally: Counter[str] = Counter()
    (outcome,) = run(function, [([Counted(value, tally) for value in x], kernel_size)], seconds)
    return outcome, tally["比较"]


def most_comparisons(length: int, kernel_size: int) -> int:
    """最多可以比多少次。"""
    return int(length * (math.log2(kernel_size) + 2))


def few_comparisons(function: Any, seconds: float) -> Verdict | None:
    """滑动最大值要比得少。升序、降序和打乱的数都试。"""
    for kernel_size in KERNELS:
        first = next(FRESH)  # 每次的数都没有见过，记住以前的结果也没有用
        up = [first + 2.0 * i for i in range(LENGTH)]
        mixed = random.Random(0).sample(up, LENGTH)
        windows = LENGTH - kernel_size + 1
        for x in (mixed, up, up[::-1]):
            asked = f"{LENGTH}个数，窗口{kernel_size}"
            outcome, count = comparisons(function, x, kernel_size, seconds)
            wrong = outcome.late or outcome.error is not None
            if wrong or outcome.value != window_by_window(x, kernel_size):
                why = _trouble(outcome) or "结果不对。"
                return telling.failed(f"**小的例子都对，大的不行。**{asked}：{why}")
            if count < LENGTH - 1:  # 少于这么多次，一定有数从来没有比过
                return telling.failed(
                    "**结果都对，可是数不到你比了几次。**",
                    f"{asked}，数到的比较只有{count}次。检查用的是特别的数，每比一次大小就记一次；"
                    "换成NumPy的浮点数组，或者先相减再看正负，就记不到了。"
                    "这一题请直接比较列表里的数，`>`、`max`都行。",
                )
            if count > most_comparisons(LENGTH, kernel_size):
                return telling.failed(
                    "**结果都对，可是比得太多了。**",
                    f"{asked}：你比了{count}次，最多{most_comparisons(LENGTH, kernel_size)}次。"
                    f"每个窗口都从头比起，要{windows * (kernel_size - 1)}次。"
                    "有的数据（比如一路变小），会让你常常重来。"
                    "相邻的窗口看到的大多是同样的数，比过的结果留下来，别再比一遍。",
                )
    return None


def window_by_window(x: list[float], kernel_size: int) -> list[float]:
    """每个窗口都从头比起。"""
    return [max(x[i : i + kernel_size]) for i in range(len(x) - kernel_size + 1)]


def _trouble(outcome: Outcome) -> str:
    """停不下来或者出了错，说成一句话；没有就是空的。"""
    if outcome.late or outcome.error is not None:
        return trouble(outcome)
    return ""


def sliding_max_calls() -> list[Call]:
    """挑战1的例子。"""
    chance = random.Random(101)
    calls: list[Call] = [([-3], 1), ([-3, -5], 1), ([-3, -5], 2), ([-5, -3, -9], 2)]
    for length in range(3, 19):
        for kernel_size in {1, 2, 3, length, chance.randint(1, length), chance.randint(1, length)}:
            (row,) = chance.choice([cases.plane, cases.crowded])(chance, 1, length)
            calls.append((row, kernel_size))
    tiny = [-3e300, -5e300, -7e300, -2e300]
    return [*cases.by_size(calls), (tiny, 2), ([-math.inf] * 3, 2), ([-math.inf, 5, -math.inf], 2)]


def sliding_max(steps: Steps, x: list[float], kernel_size: int) -> list[float]:
    """挑战1的结果：只有一行的最大池化，步幅是1。"""
    rows, columns = Axis(1, 1, 1), steps.axis(Axis(len(x), kernel_size, 1))
    starts = [(0, steps.start(i, columns)) for i in range(steps.size(columns))]
    return [steps.reduce(steps.look([x], start, (rows, columns)))[0] for start in starts]


# ---- 挑战2：拒绝得对 ----

REFUSALS = (IndexError, ValueError, RuntimeError)


def max_unpool(steps: Steps, x: Any, indices: Any, output_size: Pair) -> Any:
    """挑战2的结果，每个平面各放各的。"""
    return [
        [_unpool_plane(*plane, *output_size) for plane in zip(*image, strict=True)]
        for image in zip(x, indices, strict=True)
    ]


def _unpool_plane(values: Plane, places: list[list[int]], height: int, width: int) -> Plane:
    y = [[0.0] * width for _ in range(height)]
    for row, line in zip(values, places, strict=True):
        for value, place in zip(row, line, strict=True):
            y[place // width][place % width] = value
    return y


def max_unpool_calls() -> list[Call]:
    """挑战2的例子：有的来自最大池化，有的是随便的索引，有许多重复。"""
    chance = random.Random(102)
    calls: list[Call] = [([[[[-7]]]], [[[[2]]]], (2, 2)), ([[[[-7, 5]]]], [[[[1, 1]]]], (1, 3))]
    for size, kernel, stride, padding, _ in cases.regular(chance, 25, padded=True):
        x = cases.volume(chance, chance.randint(1, 2), chance.randint(1, 3), *size)
        calls.append((*Steps().max_pool_indices(x, kernel, stride, padding), size))
    for _ in range(35):
        planes = chance.randint(1, 2), chance.randint(1, 3)
        height, width = chance.randint(1, 3), chance.randint(1, 3)
        size = chance.randint(1, 4), chance.randint(1, 5)
        x = cases.volume(chance, *planes, height, width)
        calls.append((x, _random_indices(chance, x, size[0] * size[1]), size))
    return [*cases.by_size(calls), ([[cases.TINY]], [[[[3, 0], [2, 1]]]], (2, 2))]


def _random_indices(chance: random.Random, x: Any, stop: int) -> Any:
    if isinstance(x, list):
        return [_random_indices(chance, part, stop) for part in x]
    return chance.randrange(stop)


def refuses(function: Any, seconds: float) -> Verdict | None:
    """平面里没有的索引，要报错，不能悄悄写到别处。"""
    x, size = [[[[-7, 5]], [[4, 8]]]], (2, 3)
    for bad in (6, 11, 100, -1, -6):
        indices = [[[[0, bad]], [[1, 2]]]]
        (outcome,) = run(function, [(x, indices, size)], seconds)
        error = outcome.error
        if isinstance(error, REFUSALS):
            continue
        asked = (
            f"例子：`max_unpool({x}, {indices}, {size})`。"
            f"输出是2行3列，索引只能是0到5，这里却有一个{bad}。"
        )
        if outcome.late:
            return telling.failed(f"**不合法的索引，让它停不下来。**{_trouble(outcome)}", asked)
        if error is not None:
            return telling.failed(
                f"**报错了，可是报的不合适。**你报的是`{type(error).__name__}`。",
                asked + "请报IndexError、ValueError或RuntimeError，让调用它的人知道错在索引。",
            )
        return telling.failed(
            "**结果都对，可是不合法的索引没有拒绝。**",
            asked + f"你的函数没有报错，返回了`{outcome.value}`。"
            "负的下标会从末尾数起，太大的会写进别的地方：都不出声，以后就很难查。",
        )
    return None


# ---- 挑战3：除得对 ----


def avg_pool(
    steps: Steps,
    x: Plane,
    kernel_size: Pair,
    stride: Pair | None,
    padding: Pair,
    ceil_mode: bool,
    include: bool,
    override: int | None,
) -> Plane:
    """挑战3的结果。"""
    axes = steps.axes(x, kernel_size, stride, padding, ONE, ceil_mode)
    return [
        [
            total / (override if override is not None else padded if include else real)
            for total, real, padded in row
        ]
        for row in window_sums(steps, x, axes)
    ]


def window_sums(
    steps: Steps, x: Plane, axes: tuple[Axis, Axis]
) -> Iterator[list[tuple[float, int, int]]]:
    """每个窗口的和，看到几个元素，连填充一共几个；一行一行地。"""
    tops, lefts = ([steps.start(i, a) for i in range(steps.size(a))] for a in axes)
    for top in tops:
        line = []
        for left in lefts:
            rows, columns = (steps.taps(at, a) for at, a in zip((top, left), axes, strict=True))
            seen = [
                x[r][c] for r in rows for c in columns if 0 <= r < len(x) and 0 <= c < len(x[0])
            ]
            padded = [
                sum(position < axis.length + axis.padding for position in positions)
                for positions, axis in zip((rows, columns), axes, strict=True)
            ]
            line.append((sum(seen), len(seen), padded[0] * padded[1]))
        yield line


def avg_pool_calls() -> list[Call]:
    """挑战3先考的例子：要么窗口都完整，要么除数已经给了。"""
    chance = random.Random(103)
    whole: list[Call] = [([[-4]], (1, 1), None, ZERO, False, True, None)]
    for size, kernel, stride, _, _ in cases.regular(chance, 30):
        include = chance.random() < 0.5
        whole.append((cases.plane(chance, *size), kernel, stride, ZERO, False, include, None))
    given: list[Call] = []
    for size, kernel, stride, padding, _ in cases.regular(chance, 60, padded=True):
        ceil, include = chance.random() < 0.6, chance.random() < 0.5
        override = chance.choice([1, 2, 3, 10])
        x = cases.plane(chance, *size)
        given.append((x, kernel, stride, padding, ceil, include, override))
    last = (cases.SQUARE, None, ZERO, False, True, None)
    rare = [(cases.TINY, *last), (cases.NOTHING, *last)]
    return [*cases.by_size(whole), *cases.by_size(given), *rare]


def divisor_calls() -> list[Call]:
    """挑战3再考的例子：填充、不完整的窗口，除数要自己算。输入都是正数，除数一看就知道。"""
    chance = random.Random(104)
    calls: list[Call] = [
        ([[6, 12]], (1, 2), (1, 1), (0, 1), False, True, None),
        ([[6, 12, 24]], (1, 2), None, ZERO, True, True, None),
        ([[6, 12, 24]], (1, 2), None, ZERO, True, False, None),
    ]
    for size, kernel, stride, padding, _ in cases.regular(chance, 70, padded=True):
        numbers = chance.sample(range(1, 60), size[0] * size[1])
        x = [numbers[r * size[1] : (r + 1) * size[1]] for r in range(size[0])]
        ceil, include = chance.random() < 0.7, chance.random() < 0.6
        calls.append((x, kernel, stride, padding, ceil, include, None))
    return cases.by_size(calls)


def right_divisors(function: Any, seconds: float) -> Verdict | None:
    """填充和不完整的窗口，除数也要对。"""
    exercise, calls = CHALLENGES[2], divisor_calls()
    for call, outcome in zip(calls, run(function, calls, seconds), strict=False):
        trial = Trial(call, exercise.expected(call), outcome)
        told = telling.form(exercise, [trial])
        if told:
            return told
        if not trial.passed:
            asked = f"例子：`{telling.written(exercise, call)}`，其中`x`是`{call[0]}`。"
            return telling.failed(
                f"**和都对了，除数还不对。**{_divisors(trial)}",
                asked + "填充算不算，看`include`；越过填充的那几格，从来不算。",
            )
    return None


def _divisors(trial: Trial) -> str:
    """第一个不一样的窗口：应该除以几，你除以了几。"""
    got, expected = trial.outcome.value, trial.expected
    if trial.outcome.error is not None:
        return _trouble(trial.outcome)
    if shape(got) != shape(expected):
        return f"结果的形状应为`{shape(expected)}`，你的不是。"
    x, kernel, stride, padding, ceil, include, _ = trial.call
    axes = Steps().axes(x, kernel, stride, padding, ONE, ceil)
    for i, row in enumerate(window_sums(Steps(), x, axes)):
        for j, (total, real, padded) in enumerate(row):
            if close(got[i][j], expected[i][j]):
                continue
            right = padded if include else real
            area = kernel[0] * kernel[1]
            text = (
                f"结果的({i}, {j})应为{number(expected[i][j])}，你的是{number(got[i][j])}。"
                f"这个窗口一共{area}格：{real}个元素，{padded - real}格填充，"
                f"{area - padded}格越过了填充。元素加起来是{number(total)}，应该除以{right}"
            )
            mine = round(total / got[i][j]) if got[i][j] else 0
            guessed = mine and close(got[i][j], total / mine)
            return text + (f"，你除以了{mine}。" if guessed else "。")
    return ""


# ---- 挑战4：跑得快 ----

SHAPE, WINDOW = (16, 64, 56, 56), (2, 2)  # VGG这样的网络里，常有这么大的特征图
ROUNDS, PATIENCE = 15, 3.0  # 最多比几轮，一共最多几秒


def max_pool2d_calls() -> list[Call]:
    """挑战4的例子：小的，先看对不对。"""
    import numpy as np

    chance = random.Random(105)
    calls: list[Call] = []
    for size, kernel, _, _, _ in cases.regular(chance, 60):
        make = chance.choice([cases.plane, cases.plane, cases.crowded])
        planes = range(chance.randint(1, 3))
        calls.append(([[make(chance, *size) for _ in planes]] * chance.randint(1, 2), kernel))
    rare = [[cases.NAN, -1, -cases.INF, -cases.INF], [-2, -3, -cases.INF, -cases.INF]]
    calls = [*cases.by_size(calls), ([[rare]], (2, 2)), ([[[[-1e38, -2e38]]]], (1, 2))]
    return [(np.array(x, np.float32), kernel) for x, kernel in calls]


def faster_than_torch(clock: Clock = time.perf_counter) -> Callable[[Any, float], Verdict | None]:
    """要求比PyTorch快。`clock`是钟，测试时可以换一个。"""

    def further(function: Any, seconds: float) -> Verdict:
        try:
            import torch
        except ImportError:
            return telling.failed(
                "**结果都对，可是还不能计时：这里没有装PyTorch。**",
                "这一题要在装好PyTorch的电脑上做，怎样装见README。",
            )
        threads = torch.get_num_threads()
        torch.set_num_threads(1)  # NumPy取最大只用一个线程，PyTorch也只给一个
        try:
            return _race(function, clock, seconds)
        finally:
            torch.set_num_threads(threads)

    return further


def _race(function: Any, clock: Clock, budget: float) -> Verdict:
    import numpy as np
    import torch
    from torch.nn import functional as F

    x = np.random.default_rng(0).standard_normal(SHAPE, np.float32)
    tensor = torch.from_numpy(x.copy())
    wanted = F.max_pool2d(tensor, WINDOW).numpy()

    def same() -> int:
        return int(np.array_equal(np.asarray(function(x, WINDOW)), wanted))

    (outcome,) = run(same, [()], budget)
    asked = f"形状{SHAPE}，窗口{WINDOW}"
    if _trouble(outcome) or not outcome.value:
        why = _trouble(outcome) or "和`F.max_pool2d`的结果不一样。"
        return telling.failed(f"**小的例子都对，大的不行。**{asked}：{why}")

    def seconds(call: Callable[[], Any]) -> float:
        start = clock()
        call()
        return clock() - start

    pairs: list[tuple[float, float]] = []

    def race() -> int:
        start = clock()
        while len(pairs) < 3 or (len(pairs) < ROUNDS and clock() - start < PATIENCE):
            theirs = seconds(lambda: F.max_pool2d(tensor, WINDOW))
            pairs.append((theirs, seconds(lambda: function(x, WINDOW))))
        return len(pairs)

    (outcome,) = run(race, [()], budget)
    if _trouble(outcome):
        return telling.failed(f"**结果都对，可是没有跑完三轮。**{asked}：{_trouble(outcome)}")
    ratio = statistics.median(theirs / mine for theirs, mine in pairs)
    theirs, mine = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
    measured = (
        f"{asked}，轮流跑了{len(pairs)}轮，都只用一个线程。用时的中位数：PyTorch {theirs:.2f}毫秒，"
        f"你的{mine:.2f}毫秒。每一轮PyTorch的用时除以你的，中位数是{ratio:.2f}。"
    )
    if ratio < 1:
        return telling.failed("**结果都对，可是还没有比PyTorch快。**", measured)
    exercise = CHALLENGES[3]
    first = f"✅ **{exercise.label}通过了，你比PyTorch快。**{exercise.covers}，都对。"
    return verdict([words(first), words(measured)], passed=True)


# ---- 四道题 ----

CHALLENGES: tuple[Exercise, ...] = (
    Exercise(
        number="C1",
        title="比得少的滑动最大值",
        function="sliding_max",
        page="challenges",
        level=3,
        minutes=30,
        kind="window",
        returns="一个列表",
        depth=(1,),
        covers="长度1到18的各种窗口，全是负数的输入，并列，还有−∞；2000个数时，比较的次数也不超",
        hints=(
            "知道了`x[0:4]`的最大值和`x[4:8]`的最大值，`x[0:8]`的最大值只要再比一次。"
            "怎样让每个位置都用得上这一招？",
            "先算出每个长2的窗口的最大值，再由它们算长4的、长8的……每加倍一次，每个位置只比一次。",
            "窗口不是2的幂也不怕：最后一次不加倍，只走`kernel_size - size`步。两段重叠没有关系，"
            "同一个数看两遍，最大值不变。",
        ),
        explanation="每一趟，窗口加倍，每个位置比一次，所以一共比`n * log2(k)`次左右。"
        "单调队列、分块取前缀和后缀的最大值（van Herk，Gil和Werman），比得还要少："
        "每个数只要两三次，和窗口无关。",
        calls=sliding_max_calls,
        answer=sliding_max,
        further=few_comparisons,
    ),
    Exercise(
        number="C2",
        title="反池化",
        function="max_unpool",
        page="challenges",
        level=3,
        minutes=25,
        kind="window",
        returns="嵌套列表，(N, C, 高, 宽)",
        depth=(4,),
        covers="几张图片、几个通道，高和宽不同的输出，重复的索引，还有平面里没有的索引",
        hints=(
            "先只想一个平面。准备一个全是0的输出，走遍`x`，把每个数放到它的索引那里。"
            "索引是`行 * 宽 + 列`，反过来怎样求行和列？",
            "`divmod(索引, 宽)`就是(行, 列)，宽是输出的宽。重复的索引，直接用`=`，"
            "后来的自然盖掉先来的。"
            "准备0的时候别写`[[0] * W] * H`：那是同一行用了H次。",
            "放之前先看`0 <= 索引 < 高 * 宽`，不成立就`raise IndexError(…)`。"
            "负的也要拒绝：Python不会替你报错。",
        ),
        explanation="反池化就是按索引放回去。检查索引那一行看着多余，"
        "可是少了它，`y[-1]`会悄悄写到最后一行。",
        calls=max_unpool_calls,
        answer=max_unpool,
        further=refuses,
    ),
    Exercise(
        number="C3",
        title="平均池化的所有除数",
        function="avg_pool",
        page="challenges",
        level=3,
        minutes=40,
        kind="window",
        returns="嵌套列表，(H_out, W_out)",
        depth=(2,),
        covers="各种步幅和填充，向上和向下取整，给定的除数，填充算和不算，越过填充的窗口",
        hints=(
            "先把练习7抄过来，求最大换成求和：填充是0，加不加都一样，所以只加输入里的数。"
            "这样，分子就全对了。",
            "除数和窗口看到几个数是两回事。一条轴上，窗口从`start`开始，"
            "到`min(start + k, length + padding)`为止：填充算，越过填充的不算。",
            "三种情形：给了`override`，就除以它；`include`是True，除以两条轴上的格数之积"
            "（到填充的尽头为止）；否则除以真正看到的元素的个数。",
        ),
        explanation="`bottom`和`right`裁到填充的尽头，再和`top`、`left`相减，就是连填充在内的格数。"
        "切片到头会自己停，所以`seen`里只有真正的元素。",
        calls=avg_pool_calls,
        answer=avg_pool,
        further=right_divisors,
    ),
    Exercise(
        number="C4",
        title="打败F.max_pool2d",
        function="max_pool2d",
        page="challenges",
        level=3,
        minutes=30,
        kind="window",
        returns="NumPy数组，(N, C, H_out, W_out)",
        depth=(4,),
        covers="高和宽不同的输入和窗口，放不满的窗口，几张图片、几个通道，NaN和−∞",
        hints=(
            "练习11的`sliding_window_view`结果是对的，可是慢：它对每个小窗口各求一次最大。"
            "反过来想：窗口有几十万个，抽头只有几个。",
            "`x[:, :, 0::2, 0::2]`是所有窗口的左上角，`x[:, :, 0::2, 1::2]`是所有窗口的右上角。"
            "两个数组用`np.maximum`比一次，所有的窗口就都比了一次。",
            "先把放不满的行和列切掉，再走遍`kh * kw`个抽头，用`np.maximum`并起来。"
            "还可以先把各行两两取最大，再把各列两两取最大：`kh + kw`次就够。",
        ),
        explanation="一个抽头对所有窗口同时生效，Python只走几步，剩下的都在NumPy里。"
        "本书的`tutorial_pool.vectorized`就是这样写的。PyTorch输在哪里？"
        "它顺便还要算出索引，你不用。",
        calls=max_pool2d_calls,
        answer=lambda steps, x, k: steps.max_pool_batch(x, k),
        further=faster_than_torch(),
    ),
)
