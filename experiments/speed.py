"""本书和别的引擎谁快：轮流计时，只比比值，还量长势、内存和导入。

    hatch run peers:bench               # 全部引擎，写进book/data/speed-mine.json
    hatch run bench --quick             # 一分钟，只印不写
    hatch run bench --quick --check     # 再和存下的比，有比值不到三分之一的，退出码是1
    hatch run bench --only 'vgg.*'      # 只量几道题（键的正则，或名字），只印不写
    hatch run peers:bench --record      # 写进book/data/speed.json，书里用的就是它

题目在`speed_workloads.py`，引擎在`speed_engines.py`，印出来的表在`speed_report.py`。一种线程数一个子进程，
生来就限好了线程。先检查结果和我们的一样，再计时：一轮里每个引擎各跑一次（A B C），比的是同一轮。
量的时候别让机器做别的事，不然比值会乱。
"""

import argparse
import datetime
import gc
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from record import record
from speed_engines import (
    COMPILED,
    ENGINES,
    MEMCPY,
    OURS,
    THREADS,
    TORCH,
    Call,
    limit_threads,
    ours,
)
from speed_report import check, report
from speed_workloads import GROWTH, OPERATIONS, QUICKLY, REMEMBERED, WORKLOADS, Workload, questions

ROOT = Path(__file__).parents[1]
QUICK_ENGINES = [OURS, COMPILED, TORCH, "onnxruntime"]
GROWTH_ENGINES = [OURS, COMPILED, TORCH, "onnxruntime", "OpenCV", "JAX"]
MOST, SLOW, SLOW_ROUNDS = 200, 0.5, 3
QUIET = {"JAX_PLATFORMS": "cpu", "JAX_ENABLE_X64": "1", "TORCHINDUCTOR_COMPILE_THREADS": "1"}
# 多线程的引擎跑完还要空转一阵等下一次，抢后面那个的CPU（torch约9毫秒）：让它们早点歇。
QUIET |= {"GOMP_SPINCOUNT": "1000", "KMP_BLOCKTIME": "0"}
# 用过的内存留着（只对glibc）：不然要不要向系统重新要，看运气，用时能差几倍
QUIET |= {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**40)}
PAUSE = 0.0005  # 剩下的空转，等它过去，最多半毫秒

# ———— 计时（在子进程里）————


def seconds(call: Call) -> float:
    """一次的用时；结果在计完时之后、下一次之前释放。"""
    start = time.perf_counter()
    result = call()
    elapsed = time.perf_counter() - start
    del result
    rested = time.perf_counter() + min(elapsed, PAUSE)  # 很快的用不上线程，不必等：等久了缓存会凉
    while THREADS > 1 and time.perf_counter() < rested:
        pass
    return elapsed


def race(calls: dict[str, Call], quick: bool) -> dict[str, list[float]]:
    """轮流跑，交出每个引擎每一轮的用时。先热身两轮；太慢的只热身一轮，只跑头三轮。"""
    least, budget = (3, 0.4) if quick else (21, 1.2)
    gc.disable()
    first = {name: seconds(call) for name, call in calls.items()}
    slow = {name for name, took in first.items() if took > max(SLOW, 20 * min(first.values()))}
    for name in calls.keys() - slow:
        seconds(calls[name])
    times: dict[str, list[float]] = {name: [] for name in calls}
    stop = time.perf_counter() + budget
    for i in range(MOST):
        if i >= least and time.perf_counter() > stop:
            break
        for name, call in calls.items():
            if name not in slow or i < SLOW_ROUNDS:
                times[name].append(seconds(call))
    gc.enable()
    return times


def parts(result: Any) -> list[np.ndarray]:
    return [np.asarray(part) for part in (result if isinstance(result, tuple) else (result,))]


def difference(w: Workload, got: Any, wanted: Any) -> str | None:
    """和我们的哪里不一样：最大池化要逐位相等，别的允许舍入误差。"""
    for a, b in zip(parts(got), parts(wanted), strict=True):
        if a.shape != b.shape:
            return f"结果的形状不同：{a.shape}，我们是{b.shape}"
        if w.operation in ("max", "indices"):
            same = np.array_equal(a, b, equal_nan=True)
        else:
            tolerance = 1e-2 if w.dtype == "float16" else 1e-5
            same = np.allclose(a, b, tolerance, tolerance, equal_nan=True)
        if not same:
            return f"结果不同：{np.mean(a != b):.2%}的元素"
    return None


def prepare(w: Workload, names: Iterable[str]) -> tuple[dict[str, Call], dict[str, str]]:
    """会做这道题、又做对了的引擎；做不对的，和为什么。"""
    calls, excluded = {OURS: ours(w)}, {}
    wanted = calls[OURS]()
    for name in names:
        engine = ENGINES[name]
        if name == OURS or w.operation not in engine.operations or not find_spec(engine.module):
            continue
        try:
            if (call := engine.build(w)) is None:
                continue
            got = call()
            why = None if name == MEMCPY else difference(w, got, wanted)
        except Exception as error:
            why = f"报错：{type(error).__name__}"
        if why:
            excluded[name] = why
        else:
            calls[name] = call
    return calls, excluded


def significant(value: float) -> float:
    return float(f"{value:.3g}")


def medians(times: dict[str, list[float]]) -> dict[str, float]:
    return {name: significant(1e6 * statistics.median(took)) for name, took in times.items()}


def measure(w: Workload, names: Iterable[str], quick: bool) -> dict:
    calls, excluded = prepare(w, names)
    times = race(calls, quick)
    return {
        "key": w.key,
        "name": w.name,
        "operation": w.operation,
        "shape": w.shape,
        "output": w.output,
        "dtype": w.dtype,
        "data": w.data,
        "layout": "channels_last" if w.channels_last else "channels_first",
        "arguments": w.arguments,
        "threads": THREADS,
        "rounds": len(times[OURS]),
        "microseconds": medians(times),
        "ratios": ratios(times, OURS),
        "compiled": ratios(times, COMPILED),
        "excluded": excluded,
    }


def ratios(times: dict[str, list[float]], whose: str) -> dict[str, list[float]]:
    """各引擎的用时是`whose`的几倍：同一轮里相比，下四分位数、中位数、上四分位数。"""
    found = {}
    for name in times if whose in times else ():
        if name != whose:
            each = [a / b for a, b in zip(times[name], times[whose], strict=False)]
            found[name] = [
                significant(q) for q in statistics.quantiles(each, n=4, method="inclusive")
            ]
    return found


def selected(options: argparse.Namespace) -> Iterator[Workload]:
    for workload in WORKLOADS:
        only = options.only or ".*"
        if not re.fullmatch(only, workload.key) and only != workload.name:
            continue
        for w in questions(workload):
            quickly = w.key in QUICKLY and (w.operation == "max" or w.key == "seed")
            if not options.quick or (quickly and w.operation != "training"):
                yield w


def races(options: argparse.Namespace) -> list[dict]:
    limit_threads()
    names = QUICK_ENGINES if options.quick else ENGINES
    rows = []
    for w in selected(options):
        print(f"{THREADS}线程  {OPERATIONS[w.operation]}  {w.name}", file=sys.stderr, flush=True)
        rows.append(measure(w, names, options.quick))
    return rows


def growth(_: argparse.Namespace) -> dict:
    """窗口越来越大，步幅是1：谁的用时跟着涨。"""
    limit_threads()
    table = {"kernel_sizes": [w.kernel for w in GROWTH]}
    for operation, names in ("max", GROWTH_ENGINES), ("avg", [OURS, COMPILED, TORCH]):
        rows = [
            medians(race(prepare(replace(w, operation=operation), names)[0], True)) for w in GROWTH
        ]
        title = "microseconds" if operation == "max" else "average_microseconds"
        table[title] = {name: [row.get(name) for row in rows] for name in names}
    return table


def warmed(options: argparse.Namespace) -> tuple[Workload, Call]:
    """输入做好了，也算过一次小的；量内存从这里开始。"""
    w = next(w for w in WORKLOADS if w.key == options.only)
    ours(replace(w, shape=(1, 1, *(min(n, 64) for n in w.shape[2:]))), impl=options.impl)()
    return w, ours(w, impl=options.impl)


def traced(options: argparse.Namespace) -> dict:
    """NumPy多申请的字节：峰值减去输出。"""
    w, call = warmed(options)
    tracemalloc.start()
    y = call()
    extra = tracemalloc.get_traced_memory()[1] - y.nbytes
    return {
        "key": w.key,
        "engine": COMPILED if options.impl == "compiled" else OURS,
        "threads": THREADS,
        "input": w.x.nbytes,
        "output": y.nbytes,
        "traced": extra,
    }


def resident(options: argparse.Namespace) -> dict:
    """进程多占的内存（只有Linux）：峰值先清成现在的，再看它涨多少，减去输出。"""
    _, call = warmed(options)
    if not Path("/proc/self/clear_refs").exists():
        return {"resident": None}
    Path("/proc/self/clear_refs").write_text("5")
    before = status("VmRSS")
    y = call()
    return {"resident": status("VmHWM") - before - y.nbytes}


def status(name: str) -> int:
    text = Path("/proc/self/status").read_text()
    return 1024 * int(re.search(rf"{name}:\s*(\d+)", text)[1])


TASKS: dict[str, Callable] = {task.__name__: task for task in (races, growth, traced, resident)}

# ———— 分派（在父进程里）————


def in_child(task: str, threads: int, *arguments: str) -> Any:
    """线程数和CPU由父进程定下，子进程一出生就是这样，引擎都在这之后导入。"""
    libraries = ("OMP", "MKL", "OPENBLAS")
    limits = {f"{library}_NUM_THREADS": str(threads) for library in libraries}
    limits |= {"TUTORIAL_POOL_THREADS": str(threads)}
    if threads == 1:
        limits |= {"XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false"}
    pinned = hasattr(os, "sched_setaffinity")
    cpus = os.sched_getaffinity(0) if pinned else set()
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [sys.executable, __file__, *arguments, "--child", task, str(answer)]
        if pinned:
            os.sched_setaffinity(0, sorted(cpus)[:threads])
        try:
            subprocess.run(command, env=os.environ | QUIET | limits, check=True)
        finally:
            if pinned:
                os.sched_setaffinity(0, cpus)
        return json.loads(answer.read_text(encoding="utf-8"))


def memory(threads: int) -> list[dict]:
    """每个数都来自新的进程，前一个用过的内存不会混进来。"""
    rows = []
    for impl in ("vectorized", "compiled"):
        for key in REMEMBERED:
            given = ("--only", key, "--impl", impl)
            traced, resident = (in_child(task, threads, *given) for task in ("traced", "resident"))
            rows.append(traced | resident)
    return rows


def compiling() -> dict[str, dict[str, float]]:
    """第一次用编译的循环要等几秒：没有编译过，和上一个进程已经编译好。"""
    code = """
import sys, time
import numpy as np
from tutorial_pool import functional
x = np.zeros((1, 1, 8, 8), np.float32)
start = time.perf_counter()
{}
print(time.perf_counter() - start)
"""
    asked = {
        "max": 'functional.max_pool2d(x, 3, 2, 1, impl="compiled")',
        "indices": 'functional.max_pool2d(x, 3, 2, 1, return_indices=True, impl="compiled")',
        "avg": 'functional.avg_pool2d(x, 3, 2, 1, impl="compiled")',
    }
    took: dict[str, dict[str, float]] = {}
    for name, call in asked.items():
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", code.format(call)]
            given = {"env": os.environ | {"NUMBA_CACHE_DIR": folder}, "cwd": ROOT}
            runs = [
                subprocess.run(command, capture_output=True, text=True, check=True, **given)
                for _ in range(2)
            ]
        cold, warm = (significant(float(run.stdout)) for run in runs)
        took[name] = {"cold": cold, "warm": warm}
    return took


def imports(rounds: int = 15) -> dict:
    """导入本包要多久，和只导入NumPy比。"""
    code = "from time import perf_counter as t; s = t(); import {}; print(t() - s)"
    took = {"numpy": [], "numpy, tutorial_pool": []}
    for _ in range(rounds):
        for names, times in took.items():
            command = [sys.executable, "-c", code.format(names)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            times.append(float(done.stdout))
    alone, both = took.values()
    ratio = statistics.median(b / a for a, b in zip(alone, both, strict=True))
    return {
        "rounds": rounds,
        "milliseconds": {name: significant(1e3 * statistics.median(t)) for name, t in took.items()},
        "ratio": significant(ratio),
    }


def machine() -> dict:
    def read(path: Path) -> str:
        return path.read_text().strip() if path.exists() else ""

    model = re.search(r"model name\s*:\s*(.*)", read(Path("/proc/cpuinfo")))
    caches = sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*"))
    return {
        "cpu": model[1] if model else platform.processor(),
        "cores": os.cpu_count(),
        "caches": [f"L{read(c / 'level')} {read(c / 'type')} {read(c / 'size')}" for c in caches],
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    packages = " ".join(["numpy", *(engine.packages for engine in ENGINES.values())])
    for package in dict.fromkeys(packages.split()):
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found


# ———— 命令行 ————


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="一分钟：几道题，三个引擎，只印不写")
    parser.add_argument(
        "--check", action="store_true", help="和book/data/speed.json比（配--quick）"
    )
    parser.add_argument("--only", metavar="键", help="题目的键（正则），或名字；只印不写")
    parser.add_argument("--record", action="store_true", help="写进book/data/speed.json")
    parser.add_argument("--impl", default="vectorized", help=argparse.SUPPRESS)  # 量谁的内存
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)  # 做什么，答案写在哪
    options = parser.parse_args()
    if options.record and (options.quick or options.only):
        parser.error("--record要量全部，不能配--quick或--only")
    if options.check and not options.quick:
        parser.error("--check要配--quick")
    return options


def main() -> None:
    options = parse()
    if options.child:
        task, answer = options.child
        Path(answer).write_text(json.dumps(TASKS[task](options)), encoding="utf-8")
        return
    if not options.quick:
        for packages in {e.packages: 0 for e in ENGINES.values() if not find_spec(e.module)}:
            print(f"没装，不比：python -m pip install {packages}")
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    counts = [1, 2] if available > 1 else [1]
    measured = {"machine": machine(), "versions": versions()}
    measured |= {"date": datetime.date.today().isoformat()}
    measured["results"] = [row for n in counts for row in in_child("races", n, *sys.argv[1:])]
    if not measured["results"]:
        sys.exit(f"没有这道题：{options.only}")
    whole = not (options.quick or options.only)
    if whole:
        measured["growth"] = in_child("growth", 1)
        measured["memory"] = [row for n in counts for row in memory(n)]
        measured["import"] = imports()
        measured["compiling"] = compiling()
        record("speed" if options.record else "speed-mine", measured)
    report(measured)
    if options.check and (worse := check(measured)):
        sys.exit("\n".join(worse))


if __name__ == "__main__":
    main()
