"""池化实验台的状态：由考题变来，写成地址，从地址读回来；以及它该显示的数怎样读。"""

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context
from itertools import product
from typing import Any
from urllib.parse import unquote

import numpy as np
from lab_cases import Case, both_axes, case
from lab_settings import OPERATIONS, settings

from tutorial_pool.geometry import Windows

State = dict[str, Any]
Place = tuple[int, ...]

LARGEST = 24  # 实验台里，窗口、步幅这些数最大多大
SIZES = ("kernel_size", "stride", "padding", "dilation", "output_size")

# 不写就是这样
USUAL: State = {
    "kernel_size": [3, 3],
    "stride": None,
    "padding": [0, 0],
    "dilation": [1, 1],
    "ceil_mode": False,
    "count_include_pad": True,
    "divisor_override": None,
    "norm_type": 2,
    "output_size": None,
    "indices": None,
    "direction": "forward",
    "output": [0, 0],
}


@dataclass(frozen=True)
class Shown:
    """实验台的一个状态，和循环版的答案。

    Attributes:
        at: 正在看的输出。
        from_input: 再去看的一格输入。
    """

    state: State
    case: Case
    at: Place
    from_input: Place

    @property
    def backward(self) -> bool:
        """看的是不是反向。"""
        return self.state.get("direction") == "backward"

    @property
    def axes(self) -> list[Windows]:
        """两条轴的几何。反池化没有。"""
        x, output = self.case["x"], self.case["output"]
        shape, sizes = (len(x), len(x[0])), (len(output), len(output[0]))
        return both_axes(self.state["operation"], shape, self.case["args"], sizes)

    @property
    def seen(self) -> list[Place]:
        """这个输出看到的元素，行优先。"""
        return list(product(*(axis[i] for axis, i in zip(self.axes, self.at, strict=True))))

    @property
    def taps(self) -> list[Place]:
        """连填充一起看到的位置，行优先。"""
        padded = (axis.padded(i) for axis, i in zip(self.axes, self.at, strict=True))
        return list(product(*padded))


def shown(seed: int, each: int) -> list[Shown]:
    """每种池化这么多个状态，一半看反向。"""
    rng = np.random.default_rng(seed)
    found: list[Shown] = []
    counts: Counter[str] = Counter()
    for setting in settings(seed):
        if min(counts[operation] for operation in OPERATIONS) == each:
            return found
        question = case(setting)
        if counts[setting.operation] == each or not drawable(question):
            continue
        counts[setting.operation] += 1
        output, x = question["output"], question["x"]
        at = int(rng.integers(len(output))), int(rng.integers(len(output[0])))
        from_input = int(rng.integers(len(x))), int(rng.integers(len(x[0])))
        state = {"operation": setting.operation, "x": x} | paired(question["args"])
        if counts[setting.operation] % 2 and question["gradient"] is not None:
            state |= {"direction": "backward", "grad_output": question["grad_output"]}
        found.append(Shown(state | {"output": list(at)}, question, at, from_input))
    raise AssertionError("settings没有尽头")


def drawable(question: Case) -> bool:
    """画得下，也有东西可画。"""
    if "refused" in question or not question["output"] or not question["output"][0]:
        return False
    args = question["args"]
    sizes = [size for name in SIZES for size in np.ravel(args.get(name) or 0) if size]
    special = question["operation"] == "lp_pool2d" and not np.isfinite(question["x"]).all()
    return max(sizes, default=0) <= LARGEST and not special


def paired(args: dict[str, Any]) -> State:
    """参数的几种写法，变成状态里的一种：高和宽各一个；没有给步幅的两种，是一种。"""
    state = dict(args)
    for name in SIZES:
        if isinstance(value := args.get(name), int):
            state[name] = [value] * 2
        elif isinstance(value, list):
            state[name] = (value * 2 if len(value) == 1 else value)[-2:] or None
    return state


# ---- 地址 ----


def to_hash(state: State) -> str:
    """状态写成地址。"""
    return "#" + "&".join(f"{name}={written(value)}" for name, value in state.items())


def written(value: Any) -> str:
    """一个值在地址里的写法。"""
    if isinstance(value, list):
        return f"[{','.join(map(written, value))}]"
    return {"True": "true", "False": "false", "None": "null"}.get(str(value), str(value))


def from_hash(address: str) -> State:
    """从地址读出状态。"""
    state: State = {}
    for part in unquote(address).removeprefix("#").split("&"):
        name, _, value = part.partition("=")
        value = re.sub(r"\b(nan|inf)\b", lambda word: SPECIAL[word[0]], value)
        state[name] = value if name in ("operation", "direction") else json.loads(value)
        if name in (*SIZES, "output") and isinstance(state[name], int):
            state[name] = [state[name]] * 2
    return state


SPECIAL = {"nan": "NaN", "inf": "Infinity"}

# ---- 显示的数 ----


def rounded(value: float) -> float:
    """显示的是5位有效数字。"""
    if not math.isfinite(value):
        return value
    return math.copysign(
        float(Context(5, ROUND_HALF_UP).create_decimal_from_float(float(value))), value
    )


def read(text: str) -> float:
    """网页上写的一个数。"""
    return float(text.replace("−", "-").replace("∞", "inf"))


def same(text: str, value: float) -> bool:
    """网页上写的，是不是这个数；0.0和−0.0不同。"""
    return repr(read(text)) == repr(rounded(value))


def evaluate(text: str) -> float:
    """算网页上的算式。"""
    code = text.translate(str.maketrans("−×÷", "-*/")).replace("^", "**")
    code = re.sub(r"\|([^|]*)\|", r"abs(\1)", code)
    code = re.sub(r"⌊([^⌋]*)⌋", r"floor(\1)", re.sub(r"⌈([^⌉]*)⌉", r"ceil(\1)", code))
    code = re.sub(r"(\d+(\.\d+)?(e[-+]?\d+)?|∞|NaN)", r"number('\1')", code)
    names = {
        "number": lambda word: np.float64(read(word)),
        "max": lambda *values: np.max(values),  # 有NaN就是NaN
        "min": lambda *values: np.min(values),
        "floor": math.floor,
        "ceil": math.ceil,
        "abs": abs,
    }
    with np.errstate(all="ignore"):
        return float(eval(code, {"__builtins__": {}}, names))
