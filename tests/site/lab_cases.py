"""池化实验台的考题：随机的设置，连同循环版的答案；写成能放进JSON的字典。"""

import json
import math
from itertools import islice
from typing import Any

import numpy as np
from lab_settings import Args, Rows, Setting, settings

from tutorial_pool import functional
from tutorial_pool.geometry import Adaptive, Regular, Windows

Case = dict[str, Any]

REFUSALS = (TypeError, ValueError, RuntimeError, IndexError, OverflowError)


def cases(seed: int, count: int) -> list[Case]:
    """这么多道题。`refused`是不收的该怪哪些参数；收的，是`answers`里的答案。"""
    return [case(setting) for setting in islice(settings(seed), count)]


def case(setting: Setting) -> Case:
    """一道题。"""
    question = {"operation": setting.operation, "x": setting.x, "args": setting.args}
    try:
        return question | answers(setting)
    except REFUSALS:
        return question | {"refused": setting.blame}


def answers(setting: Setting) -> Case:
    """循环版的答案；不收就抛出它的错误。没有梯度的，`gradient`是None。"""
    operation, x = setting.operation, array(setting.x)
    kwargs = arguments(setting)
    extra = {"return_indices": True} if indexed(operation) else {}
    result = getattr(functional, operation)(x, **kwargs, **extra, impl="loops")
    output, indices = result if extra else (result, None)
    rng = np.random.default_rng(setting.seed)
    grad_output = np.round(rng.normal(0, 2, output.shape), 1)
    found = {"output": rows(output), "grad_output": rows(grad_output), "axes": None}
    try:
        backward = getattr(functional, f"{operation}_backward")
        found["gradient"] = rows(backward(grad_output, x, **kwargs, impl="loops"))
    except REFUSALS:
        found["gradient"] = None
    if indices is not None:
        found["indices"] = rows(indices)
    if operation != "max_unpool2d":
        axes = both_axes(operation, x.shape[-2:], kwargs, output.shape[-2:])
        found["axes"] = [described(axis) for axis in axes]
        if "avg" in operation:
            found["divisors"] = divisors(axes, kwargs)
    return found


def indexed(operation: str) -> bool:
    """这种池化有没有索引。"""
    return "max_pool" in operation


def rows(plane: np.ndarray) -> Rows:
    """一个平面，写成行的列表。"""
    return plane[0].tolist()


def array(matrix: Rows, whole: bool = False) -> np.ndarray:
    """矩阵变成一个通道的数组；NumPy连字符串和真假都认，这里只认数。"""
    cells = [cell for row in matrix for cell in row]
    if not cells or any(type(cell) not in ((int,) if whole else (int, float)) for cell in cells):
        raise TypeError("矩阵里应全是数，至少一个")
    return np.array(matrix, np.int64 if whole else np.float64)[np.newaxis]


def arguments(setting: Setting) -> Args:
    """给循环版的参数。"""
    args = dict(setting.args)
    if "indices" in args:
        args["indices"] = array(args["indices"], whole=True)
    p = args.get("norm_type")
    if isinstance(p, float) and math.isnan(p):
        raise ValueError("torch照收，结果全是NaN；在网页上，没有写对的数也是NaN，所以不收")
    return args


def both_axes(
    operation: str, lengths: tuple[int, ...], args: Args, sizes: tuple[int, ...]
) -> list[Windows]:
    """两条轴的几何。"""
    if "adaptive" in operation:
        return [Adaptive(length, size) for length, size in zip(lengths, sizes, strict=True)]
    names = ("kernel_size", "stride", "padding", "dilation")
    given = [
        args.get(name) or default for name, default in zip(names, (0, None, 0, 1), strict=True)
    ]
    pairs = [list(value) * 2 if isinstance(value, list) else [value] * 2 for value in given]
    ceil_mode = args.get("ceil_mode", False)
    return [Regular(lengths[i], *(pair[i] for pair in pairs), ceil_mode) for i in range(2)]


def described(axis: Windows) -> dict[str, Any]:
    """一条轴的几何，网页上要画的都在。"""
    size = len(axis)
    if isinstance(axis, Adaptive):
        starts, dropped = [window.start for window in axis], None
    else:
        starts = [i * axis.stride - axis.padding for i in range(size)]
        following = size * axis.stride - axis.padding
        # 最后一个窗口还没有走到头，却没有再开一个：那一个要从右填充里开始
        unfinished = starts[-1] + axis.span < axis.length + axis.padding
        dropped = following if axis.ceil_mode and unfinished else None
    return {
        "size": size,
        "starts": starts,
        "windows": [list(window) for window in axis],
        "padded": [window.stop - window.start for window in map(axis.padded, range(size))],
        "dropped": dropped,
    }


def divisors(axes: list[Windows], args: Args) -> Rows:
    """平均池化的每个输出，除以几。"""
    if (override := args.get("divisor_override")) is not None:
        return [[override] * len(axes[1]) for _ in axes[0]]
    padded = args.get("count_include_pad", True)
    counts = [[len(a.padded(i) if padded else a[i]) for i in range(len(a))] for a in axes]
    return [[height * width for width in counts[1]] for height in counts[0]]


def as_json(value: Any) -> str:
    """写成JSON；NaN和无穷写成字符串，JavaScript那边再变回来。"""

    def plain(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: plain(inner) for key, inner in part.items()}
        if isinstance(part, (list, tuple)):
            return [plain(inner) for inner in part]
        if isinstance(part, float) and not math.isfinite(part):
            return "NaN" if math.isnan(part) else "Infinity" if part > 0 else "-Infinity"
        return part

    return json.dumps(plain(value))
