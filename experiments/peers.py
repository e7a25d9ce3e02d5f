"""别的引擎怎样池化，和PyTorch一样不一样：同一批问题各跑一遍，写进book/data/peers.json。

    python -m pip install -e ".[peers]"
    python experiments/peers.py

没装的引擎显示“未安装”，不猜它的答案；有一个没装，就不写文件。每个引擎在自己的进程里跑：互不相扰，
崩了也只丢它自己那几行。引擎怎样接进来，见`peer_engines.py`。
"""

import contextlib
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator

import numpy as np
import torch
from peer_engines import DOCS, ENGINES, AbsentError, Engine, pytorch, rename
from record import record

CONFIGS = 300
QUIET = {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "TF_CPP_MIN_LOG_LEVEL": "3"}
UNKNOWN = ("unexpected keyword", "unrecognized attribute", "unrecognized keyword")
# 参数和torch同名同义的引擎，再用随机参数试
SWEPT = ("本书", "ONNX", "PaddlePaddle", "MindSpore", "Equinox")
# 为什么不一样：（引擎名的开头，问题的开头）；靠前的优先
WHY = {
    ("ONNX", "默认步幅"): "规范：strides不写是1",
    ("ONNX", "平均的填充"): "规范：count_include_pad默认0",
    ("ONNX", "索引的编号"): "规范：在整个N×C×H×W里编号",
    ("ONNX", "Lp，负数"): "规范：先取绝对值",
    ("ONNX Runtime", "Lp，ceil"): "多出的一截不放大，torch按整窗放大",
    ("ONNX参考", "最大的填充"): "步幅全是1、两轴填充不同时，它算错输出大小",
    ("ONNX参考", "平均，NaN"): "它用NaN当填充，NaN就被当成填充丢了",
    ("ONNX参考", "平均，整数"): "它用NaN当填充，整数里没有NaN",
    ("ONNX", "最大，整数"): "规范：整数只有int8和uint8",
    ("ONNX", "平均，整数"): "规范：只有浮点数",
    ("PaddlePaddle", "ceil，最后一窗"): "右边填充里开始的窗口，它不丢",
    ("PaddlePaddle", "平均的填充"): "exclusive默认True，不算填充",
    ("PaddlePaddle", "Lp，ceil"): "多出的一截不放大，torch按整窗放大",
    ("MindSpore，nn", "默认步幅"): "stride默认1，kernel_size也默认1",
    ("MindSpore，ops", "最大，NaN"): "NaN被丢了",
    ("TensorFlow", "最大，NaN"): "NaN被丢了",
    ("TensorFlow", "索引的编号"): "按(y×W+x)×C+c编号，通道在最后",
    ("Equinox", "ceil，最后一窗"): "右边补到p+s，超过k就不肯",
    ("Equinox", "平均，ceil"): "多出的一截也算进除数",
    ("Equinox", "自适应"): "窗口不重叠：余数分给前几窗，每窗多一格",
    ("Equinox", "布局"): "一次一张，没有N，批用vmap",
    ("SciPy", "平均的填充"): "mode默认reflect，边上照镜子",
    ("SciPy", "平均，NaN"): "一边走一边加减，一个NaN毁掉后面全部",
    ("OpenCV", "平均的填充"): "默认BORDER_REFLECT_101，边上照镜子",
    ("OpenCV", "最大，整数"): "不支持这种整数",
    ("OpenCV", "平均，整数"): "四舍六入，五取偶数",
    ("scikit-image", "默认填充"): "放不下整块就补cval，默认0",
    ("scikit-image", "ceil，负数"): "补的是0，不是−∞",
    ("SciPy", "布局"): "每个轴都算，要自己写(1, 1, k, k)",
    ("scikit-image", "布局"): "每个轴都算，要自己写(1, 1, k, k)",
    ("OpenCV", "布局"): "图是HWC，没有N",
    ("SciPy", "默认步幅"): "滤波不跳步，要自己切片",
    ("OpenCV", "默认步幅"): "滤波不跳步，要自己切片",
    ("", "默认步幅"): "步幅默认1",
    ("", "最大，NaN"): "只比大小，答案随NaN的位置变",
    ("", "索引，NaN"): "只比大小，不认NaN",
    ("", "最大，整数"): "只收浮点数",
    ("", "布局"): "通道在最后",
}


def row(*values: float, dtype: type = np.float32) -> np.ndarray:
    """一行数，当成(1, 1, 1, L)的图。"""
    return np.array(values, dtype)[None, None, None]


def on_row(op: str, values: list, k: int, dtype: type = np.float32, **given: object) -> Callable:
    """在一行上做一次池化；`s`、`p`、`d`是宽那个轴的。"""
    other = {"s": 1, "p": 0, "d": 1}
    given = {
        n: (other[n], v) if n in other and not isinstance(v, str) else v for n, v in given.items()
    }
    return lambda engine: engine[op](row(*values, dtype=dtype), (1, k), **given)


def index_of(values: list, k: int) -> Callable:
    pool = on_row("max", values, k, s=k, indices=True)
    return lambda engine: pool(engine)[1]


def planes(engine: Engine) -> np.ndarray:
    x = np.arange(16, dtype=np.float32).reshape(2, 2, 2, 2)
    return engine["max"](x, (2, 2), s=(2, 2), indices=True)[1]


def put_back(engine: Engine) -> str:
    x = np.random.default_rng(0).permutation(32).astype(np.float32).reshape(2, 2, 2, 4) + 1
    y, indices = engine["max"](x, (2, 2), s=(2, 2), indices=True)
    back = engine["unpool"](y, indices, (2, 2))
    return "都放回原处" if np.array_equal(back, np.where(np.isin(x, y), x, 0)) else "放错"


def windows(op: str, length: int, out: int) -> Callable:
    """用单位矩阵问：每个输出看哪几格。"""

    def ask(engine: Engine) -> str:
        y = engine[op](np.eye(length, dtype=np.float32)[None, :, None], (1, out))
        seen = [np.flatnonzero(y[0, :, 0, j]) for j in range(y.shape[-1])]
        return " ".join(f"{one[0]}–{one[-1]}" for one in seen)

    return ask


def axes(engine: Engine) -> str:
    """哪些轴被池化：值只沿一个轴变，池化后变了就是。"""
    for rank in (4, 3, 2):
        found = []
        try:
            for axis in range(rank):
                x = np.broadcast_to(np.float32([4, 3, 2, 1]), (4,) * rank)
                y = engine["native"](np.moveaxis(x, -1, axis).copy())
                if len(np.unique(np.asarray(y))) < 4:
                    found.append(str(axis))
        except Exception:
            if rank == 2:
                raise
        else:
            return f"{rank}维的轴{'、'.join(found)}"
    raise AbsentError


NAN = float("nan")
UP = [0, 1, 2, 3, 4, 5, 6, 7]
NEGATIVE = [-5, -4, -3, -2, -1]
# 名字，问题，怎么问
PROBES: list[tuple[str, str, Callable[[Engine], object]]] = [
    ("最大的填充", "全是负数，k=3，s=1，p=1", on_row("max", [-3, -1, -2, -4], 3, s=1, p=1)),
    ("默认步幅", "不写步幅，0到5，k=2", on_row("max", UP[:6], 2)),
    ("默认填充", "不写填充，−5到−1，k=2，s=2", on_row("max", NEGATIVE, 2, s=2)),
    ("same补哪边", "1到4，k=2，s=1，padding=same", on_row("max", [1, 2, 3, 4], 2, s=1, p="same")),
    ("ceil", "0到7，k=3，s=2", on_row("max", UP, 3, s=2, ceil=True)),
    ("ceil，负数", "−5到−1，k=2，s=2", on_row("max", NEGATIVE, 2, s=2, ceil=True)),
    ("ceil，正好", "0到6，k=3，s=2", on_row("max", UP[:7], 3, s=2, ceil=True)),
    ("ceil，最后一窗", "1到3，k=2，s=2，p=1", on_row("max", [1, 2, 3], 2, s=2, p=1, ceil=True)),
    ("平均的填充", "3、6、9，k=3，s=1，p=1", on_row("avg", [3, 6, 9], 3, s=1, p=1)),
    ("平均，不算填充", "同上，明说不算", on_row("avg", [3, 6, 9], 3, s=1, p=1, include=False)),
    ("平均，ceil", "3、6、9、12，k=3，s=2", on_row("avg", [3, 6, 9, 12], 3, s=2, ceil=True)),
    (
        "平均，ceil加填充",
        "同上，p=1，明说算填充",
        on_row("avg", [3, 6, 9, 12], 3, s=2, p=1, ceil=True, include=True),
    ),
    ("索引的编号", "(2, 2, 2, 2)，k=2", planes),
    ("索引，并列", "四个5，k=2，s=2", index_of([5, 5, 5, 5], 2)),
    ("索引，NaN", "NaN、1、NaN、4，k=4", index_of([NAN, 1, NAN, 4], 4)),
    ("反池化", "自己的索引，自己的反池化", put_back),
    ("最大，NaN", "1、NaN、NaN、4、5、6，k=2，s=2", on_row("max", [1, NAN, NAN, 4, 5, 6], 2, s=2)),
    ("平均，NaN", "1、NaN、3、4、5、6，k=2，s=2", on_row("avg", [1, NAN, 3, 4, 5, 6], 2, s=2)),
    (
        "最大，整数",
        "int64，−3、−4、1、2，k=2，s=2",
        on_row("max", [-3, -4, 1, 2], 2, np.int64, s=2),
    ),
    (
        "平均，整数",
        "int64，−3、−4、1、2，k=2，s=2",
        on_row("avg", [-3, -4, 1, 2], 2, np.int64, s=2),
    ),
    ("dilation", "5、1、2、8、0、3，k=2，s=1，d=2", on_row("max", [5, 1, 2, 8, 0, 3], 2, s=1, d=2)),
    ("自适应最大", "7格变3格，每窗看哪几格", windows("adaptive_max", 7, 3)),
    ("自适应平均", "10格变4格，每窗看哪几格", windows("adaptive_avg", 10, 4)),
    ("全局平均", "0到5", lambda engine: engine["global"](row(*UP[:6]))),
    ("Lp，负数", "−3、4，p=1，k=2", lambda engine: engine["lp"](row(-3, 4), 1, (1, 2), s=(1, 2))),
    (
        "Lp，ceil",
        "3、4、5，p=1，k=2，s=2",
        lambda engine: engine["lp"](row(3, 4, 5), 1, (1, 2), s=(1, 2), ceil=True),
    ),
    ("布局", "池化哪几个轴", axes),
]


def show(y: object) -> str:
    """数变成字：四位有效数字，整数类型写明。"""
    if isinstance(y, str):
        return y
    y = np.asarray(y)
    text = " ".join(f"{value:.4g}" for value in y.ravel().astype(float))
    return text if y.dtype == np.float32 or y.size == 0 else f"{text}（{y.dtype}）"


def answer(engine: Engine, ask: Callable) -> str:
    """引擎的回答；没有这一项以“没有”开头，拒绝以“拒绝”开头。"""
    try:
        return show(ask(engine))
    except (AbsentError, KeyError):
        return "没有"
    except Exception as error:
        text = str(error).lower()
        if isinstance(error, TypeError) and "missing" in text:
            return "没有默认值，必须写"
        if any(word in text for word in UNKNOWN):
            return "没有这个参数"
        return f"拒绝（{type(error).__name__}）"


def verdict(torch_says: str, says: str) -> str:
    """只比数；torch自己没有的，或引擎没有的，不适用。"""
    if torch_says.startswith("拒绝") or says.startswith("没有"):
        return "不适用"
    return "是" if torch_says.split("（")[0] == says.split("（")[0] else "否"


def configs(op: str) -> Iterator[tuple[np.ndarray, tuple, dict]]:
    """随机的输入、窗口和参数，torch都接受。"""
    rng = np.random.default_rng(0)
    for _ in range(CONFIGS):
        k = tuple(rng.integers(1, 5, 2).tolist())
        shape = (*rng.integers(1, 4, 2).tolist(), *(n + int(rng.integers(9)) for n in k))
        given = {
            "s": tuple(rng.integers(1, 5, 2).tolist()),
            "p": tuple(int(rng.integers(n // 2 + 1)) for n in k),
            "ceil": bool(rng.integers(2)),
        }
        if op == "avg":
            given["include"] = bool(rng.integers(2))
        yield rng.standard_normal(shape, np.float32), k, given


def sweep(engine: Engine, op: str) -> dict:
    """随机参数里有几组和torch一样（形状，还有值），几组拒绝；第一组不一样的是什么。"""
    reference = pytorch()
    count = {"op": op, "configs": CONFIGS, "agree": 0, "refused": 0, "differ": 0, "first": None}
    for x, k, given in configs(op):
        wanted = reference[op](x, k, **given)
        try:
            got = engine[op](x, k, **given)
        except Exception:
            count["refused"] += 1
            continue
        if got.shape == wanted.shape and np.allclose(got, wanted, 1e-5, 1e-6):
            count["agree"] += 1
            continue
        count["differ"] += 1
        if count["first"] is None:
            shapes = {"shape": x.shape, "torch": wanted.shape, "engine": got.shape}
            count["first"] = shapes | {"kernel": k} | rename(given)
    return count


def ask_all(name: str) -> None:
    """在自己的进程里问一个引擎，一行一个回答。"""
    engine = ENGINES[name][0]()
    for probe, _, ask in PROBES:
        print("@@" + json.dumps([probe, answer(engine, ask)]), flush=True)
    for op in ("max", "avg") if name.startswith(SWEPT) else ():
        print("@@" + json.dumps(["sweep", sweep(engine, op)]), flush=True)


def interview(name: str) -> tuple[str, str, list]:
    """引擎的版本、状态和回答。"""
    version = ""
    for package in ENGINES[name][1].split():
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            version = importlib.metadata.version(package)
    if not version:
        return "", "未安装", []
    child = subprocess.run(
        [sys.executable, "-W", "ignore", __file__, name],
        env=os.environ | QUIET,
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    lines = [line[2:] for line in child.stdout.splitlines() if line.startswith("@@")]
    ended = "跑完了" if child.returncode == 0 else "装了，跑不起来" if not lines else "中途崩溃"
    return version, ended, [json.loads(line) for line in lines]


def pad(text: str, width: int) -> str:
    """补空格，汉字算两格。"""
    return text + " " * (width - sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text))


def why(name: str, probe: str, says: str, agrees: str) -> str:
    """不一样的给理由；整数的平均，看它说了什么。"""
    if agrees != "否":
        return ""
    for (who, what), text in WHY.items():
        if name.startswith(who) and probe.startswith(what):
            return text
    return "只收浮点数" if says.startswith("拒绝") else "先变成浮点数"


def docs(name: str) -> str:
    return next((url for who, url in DOCS.items() if name.startswith(who)), "")


def main() -> None:
    reference = {probe: answer(pytorch(), ask) for probe, _, ask in PROBES}
    engines, rows, sweeps = [], [], []
    for name, (_, _, call) in ENGINES.items():
        version, status, answers = interview(name)
        engines.append({"name": name, "version": version, "status": status, "docs": docs(name)})
        print(f"\n{name} {version}：{status}")
        said = {probe: value for probe, value in answers if probe != "sweep"}
        for probe, question, _ in PROBES:
            says = said.get(probe, status)
            agrees = verdict(reference[probe], says) if probe in said else "不适用"
            rows.append(
                {"engine": name, "version": version, "call": call, "probe": probe}
                | {"question": question, "torch": reference[probe], "answer": says}
                | {"agrees": agrees, "why": why(name, probe, says, agrees)}
            )
            if status != "未安装" and not says.startswith("没有"):
                line = pad(agrees, 7) + pad(probe, 18) + pad(reference[probe], 22) + pad(says, 30)
                print("  " + line + rows[-1]["why"])
        for count in (value for probe, value in answers if probe == "sweep"):
            sweeps.append({"engine": name} | count)
            print(f"  随机{count['op']}：{CONFIGS}组，一样{count['agree']}，拒绝{count['refused']}")
            if count["first"]:
                print(f"    头一组不一样的：{count['first']}")
    if missing := [engine["name"] for engine in engines if engine["status"] == "未安装"]:
        sys.exit(f"没有写peers.json，因为没装：{'、'.join(missing)}")
    versions = {"python": platform.python_version(), "numpy": np.__version__}
    versions["torch"] = str(torch.__version__).split("+")[0]
    record("peers", {"versions": versions, "engines": engines, "rows": rows, "sweeps": sweeps})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ask_all(sys.argv[1])
    else:
        main()
