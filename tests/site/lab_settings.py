"""池化实验台的随机设置：六种池化，多半在边界上；三个里有一个被弄坏一处。收不收，由循环版说了算。"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from cases import ordinary, special

Args = dict[str, Any]
Rows = Any  # 多半是行的列表；弄坏了的，什么都可能是


@dataclass(frozen=True)
class Setting:
    """一个设置：哪种池化，输入，参数。

    Attributes:
        blame: 不收的话，该怪哪些参数。
        seed: 上游梯度用的随机数。
    """

    operation: str
    x: Rows
    args: Args
    blame: list[str]
    seed: int


def settings(seed: int) -> Iterator[Setting]:
    """一个接一个的设置，没有尽头。"""
    rng = np.random.default_rng(seed)
    operations, shares = list(OPERATIONS), [share for _, share, _ in OPERATIONS.values()]
    while True:
        operation = operations[rng.choice(len(operations), p=shares)]
        make, _, fields = OPERATIONS[operation]
        x, args = make(rng)
        # 没有弄坏也会放不下窗口，或者算出负的长度
        blame = ["kernel_size"] if "kernel_size" in fields else []
        blame = ["output_size", "indices"] if "indices" in fields else blame
        if rng.random() < 0.38:
            field = pick(rng, ["x", *fields])
            x, args = spoiled(rng, field, x, args)
            blame += [field, *["padding"] * (field == "kernel_size")]  # 窗口变小，填充就太多
        yield Setting(operation, x, args, blame, int(rng.integers(2**32)))


def pick(rng: np.random.Generator, choices: list[Any]) -> Any:
    """随便一个。"""
    return choices[rng.integers(len(choices))]


# ---- 好的设置 ----


def length(rng: np.random.Generator) -> int:
    """多半很短：边界都在短的地方。"""
    return int(rng.integers(1, 8) if rng.random() < 0.85 else rng.integers(8, 13))


def numbers(rng: np.random.Generator, lengths: list[int], extreme: bool = False) -> Rows:
    """有正有负，有零有并列；`extreme`的，一半满是正负零、无穷和NaN，不然只偶尔有。"""
    fill = special if extreme and rng.random() < 0.5 else ordinary
    return fill(rng, tuple(lengths), "float64").tolist()


def axis(rng: np.random.Generator, padded: bool, dilated: bool) -> dict[str, int]:
    """一条轴。长度多半从“刚好放得下”算起，再走几步，多一点或者少一点。"""
    k, s = pick(rng, [1, 2, 2, 3, 3, 4, 5]), pick(rng, [1, 1, 2, 2, 3, 4, 5])
    p = pick(rng, [0, k // 2, *range(k // 2 + 1)]) if padded else 0
    d = int(rng.integers(1, 4)) if dilated else 1
    fits = d * (k - 1) + 1 - 2 * p + s * int(rng.integers(0, 4)) + int(rng.integers(-1, 2))
    longest = length(rng) if rng.random() < 0.4 else min(12, max(1, fits))
    if dilated and rng.random() < 0.15:  # 空洞比输入长，从左填充里开始的窗口什么也看不到
        k, p, d = 2, int(padded), pick(rng, [2, 3])
        longest = d - 1
    return {"length": longest, "kernel_size": k, "stride": s, "padding": p, "dilation": d}


def regular(
    rng: np.random.Generator, padded: bool = False, dilated: bool = False
) -> tuple[list[int], dict[str, list[int]]]:
    """规则的窗口：两条轴的长度，和参数。有的两条轴一样，多半各走各的。"""
    axes = [axis(rng, padded, dilated) for _ in range(2)]
    if rng.random() < 0.4:
        axes[1] = axes[0] | {"length": length(rng)}
    names = ["kernel_size", "stride", *["padding"] * padded, *["dilation"] * dilated]
    pairs = {name: [axis[name] for axis in axes] for name in names}
    if rng.random() < 0.25:
        pairs["stride"] = pairs["kernel_size"]
    return [axis["length"] for axis in axes], pairs


def written(rng: np.random.Generator, pairs: dict[str, list[int]], single: bool) -> Args:
    """同一个设置的几种写法：一个数，一对数，只有一个数的列表；默认的也可以不写。"""
    args: Args = {}
    for name, pair in pairs.items():
        same = pair[0] == pair[1]
        args[name] = pick(rng, [pair, *[pair[0]] * same, *[[pair[0]]] * (same and single)])
    if pairs["stride"] == pairs["kernel_size"] and rng.random() < 0.7:
        args["stride"] = pick(rng, [None, []]) if single else None
        if rng.random() < 0.4:
            del args["stride"]
    for name, usual in (("padding", 0), ("dilation", 1)):
        if pairs.get(name) == [usual] * 2 and rng.random() < 0.5:
            del args[name]
    return args


def some(rng: np.random.Generator, **choices: list[Any]) -> Args:
    """几个可以不写的参数。"""
    return {name: pick(rng, values) for name, values in choices.items() if rng.random() < 0.8}


def max_pool2d(rng: np.random.Generator) -> tuple[Rows, Args]:
    lengths, pairs = regular(rng, padded=True, dilated=bool(rng.random() < 0.7))
    args = written(rng, pairs, single=True) | some(rng, ceil_mode=[True, True, False])
    return numbers(rng, lengths, extreme=True), args


def avg_pool2d(rng: np.random.Generator) -> tuple[Rows, Args]:
    lengths, pairs = regular(rng, padded=True)
    args = written(rng, pairs, single=True)
    args |= some(rng, ceil_mode=[True, True, False], count_include_pad=[True, False])
    if rng.random() < 0.25:
        args["divisor_override"] = pick(rng, [None, 1, 2, 3, 7, -1, -4, 2**40])
    return numbers(rng, lengths), args


def lp_pool2d(rng: np.random.Generator) -> tuple[Rows, Args]:
    lengths, pairs = regular(rng)
    stride = pairs.pop("stride") if rng.random() < 0.1 else pairs["stride"]
    args = written(rng, pairs | {"stride": stride}, single=False)
    p = pick(rng, [1, 2, 3, 4, -1, -2, 0.5, -0.5, 1.5, 2.5, math.inf, -math.inf])
    args |= some(rng, ceil_mode=[True, True, False]) | {"norm_type": p}
    x = np.array(numbers(rng, lengths, extreme=True))
    powers_of_two = np.isin(np.abs(x), [0, 1, 2, math.inf]) | np.isnan(x)
    whole = p > 0 and p % 1 == 0 and (x == np.round(x)).all()
    if not whole and not powers_of_two.all():
        x = np.abs(x)  # 正负相消会把舍入误差放大到没有意义；相加没有误差的，正负都试
    return x.tolist(), args


def adaptive_pool2d(rng: np.random.Generator) -> tuple[Rows, Args]:
    lengths = [length(rng), length(rng)]
    sizes = [pick(rng, [None, 0, *range(1, 6), *range(1, 15)]) for _ in range(2)]
    whole = sizes[0] is not None and rng.random() < 0.25
    return numbers(rng, lengths, extreme=True), {"output_size": sizes[0] if whole else sizes}


def max_unpool2d(rng: np.random.Generator) -> tuple[Rows, Args]:
    lengths = [int(n) for n in rng.integers(1, 5, 2)]
    _, pairs = regular(rng, padded=True)
    rows = list(zip(lengths, *pairs.values(), strict=True))
    size = [(n - 1) * s + k - 2 * p for n, k, s, p in rows]
    args = written(rng, pairs, single=False)
    if rng.random() < 0.5:
        near = int(rng.random() < 0.8)  # 差一个步幅的，就太远了
        steps = pairs["stride"]
        size = [
            n + int(rng.integers(near - s, s + 1 - near)) for n, s in zip(size, steps, strict=True)
        ]
        args["output_size"] = [*pick(rng, [[], [7, 7]]), *size]  # 前面可以写着N和C
    elif rng.random() < 0.3:
        args["output_size"] = None
    # 位置少，重复的就多
    args["indices"] = rng.integers(0, max(1, math.prod(size)), lengths).tolist()
    return numbers(rng, lengths, extreme=True), args


# 怎样造，占多少，有哪些参数
OPERATIONS: dict[str, tuple[Callable[..., tuple[Rows, Args]], float, list[str]]] = {
    "max_pool2d": (
        max_pool2d,
        0.3,
        ["kernel_size", "stride", "padding", "dilation", "ceil_mode"],
    ),
    "avg_pool2d": (
        avg_pool2d,
        0.25,
        ["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"],
    ),
    "lp_pool2d": (lp_pool2d, 0.15, ["norm_type", "kernel_size", "stride", "ceil_mode"]),
    "adaptive_max_pool2d": (adaptive_pool2d, 0.09, ["output_size"]),
    "adaptive_avg_pool2d": (adaptive_pool2d, 0.09, ["output_size"]),
    "max_unpool2d": (
        max_unpool2d,
        0.12,
        ["indices", "kernel_size", "stride", "padding", "output_size"],
    ),
}

# ---- 弄坏一处 ----

HUGE = [2**31, 2**40, -(2**31), -(2**40), 2**53, 1e300]
NOT_INTEGERS = [2.5, 0.5, True, False, "2", "", "x", {}, [[2], 2], math.nan, math.inf, -math.inf]
WRONG_COUNTS = [[2, 2, 2], [1, 2, 3, 4, 5]]
HALF_WRONG = [[True, 2], [2, 2.5], ["1", 1], [None, 2], [2, None], [None]]
ODD = [*HUGE, *NOT_INTEGERS, *WRONG_COUNTS, *HALF_WRONG]
NOT_FLAGS = [0, 1, 2.5, "true", "", None, [], [True]]
NOT_ROWS = [None, 3, "x", {}, [], [[]], [[], []], [1, 2], [[1, 2], [3]], [[1], 2], [[1], None]]
NOT_NUMBERS = [None, True, "3", "", [1], {}]

WRONG: dict[str, list[Any]] = {
    "kernel_size": [0, -1, -3, 9, 13, 40, [3, 0], [-1, 2], None, [], *ODD],
    "stride": [0, -1, -2, [0, 1], [2, -1], *ODD],
    "padding": [-1, -2, [0, -1], [-1, 0], 6, 20, None, [], *ODD],
    "dilation": [0, -1, [1, 0], [-2, 1], 5, 40, None, [], *ODD],
    "ceil_mode": NOT_FLAGS,
    "count_include_pad": NOT_FLAGS,
    "divisor_override": [0, -0.0, 2.5, True, "2", [2], {}, math.nan, math.inf, 2**63, 1e300],
    "norm_type": [0, -0.0, "2", "", None, [2], {}, math.nan],
    "output_size": [-1, [-1, 2], [2, -3], None, [], 2, [2], [60, 60], [2, 2, 2, 2], *ODD],
    "indices": NOT_ROWS,
    "x": NOT_ROWS,
}


def spoiled(rng: np.random.Generator, field: str, x: Rows, args: Args) -> tuple[Rows, Args]:
    """弄坏一个参数；碰巧没有坏的，循环版会照收。"""
    bad = pick(rng, WRONG[field])
    if field in ("x", "indices") and rng.random() < 0.6:  # 只坏一格
        bad = [list(row) for row in (x if field == "x" else args["indices"])]
        cells = [*NOT_NUMBERS, *[-1, 10**6, 2**40, 0.5, math.nan] * (field == "indices")]
        pick(rng, bad)[0] = pick(rng, cells)
    if field == "padding" and rng.random() < 0.4:  # 比窗口的一半多一点
        kernel = args["kernel_size"]
        kernels = [kernel] * 2 if isinstance(kernel, int) else (kernel * 2)[:2]
        bad = [
            k // 2 + 1 if i else k // 2
            for k, i in zip(kernels, pick(rng, [(0, 1), (1, 0)]), strict=True)
        ]
    if field == "x":
        return bad, args
    if field in ("kernel_size", "output_size", "norm_type") and rng.random() < 0.05:  # 忘了给
        return x, {name: value for name, value in args.items() if name != field}
    return x, args | {field: bad}
