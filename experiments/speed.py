"""向量化版和PyTorch谁快：同一进程里轮流计时，只比比值，写进book/data/speed.json。

    python experiments/speed.py

只用一个线程。先检查结果相等，再计时。每一轮里两边各跑一次（A B A B），取比值的中位数和四分位数。
"""

import platform
import statistics
import time
from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from record import record

from tutorial_pool import functional

ROUNDS = 200

# 名字，输入形状，参数。第一个是本书从头用到尾的例子；后三个换了条件：许多零，要索引，很小。
WORKLOADS = [
    ("64×3×32×32，窗口3", (64, 3, 32, 32), {"kernel_size": 3, "ceil_mode": True}),
    ("16×64×56×56，窗口2", (16, 64, 56, 56), {"kernel_size": 2}),
    ("16×64×56×56，窗口3，步幅2", (16, 64, 56, 56), {"kernel_size": 3, "stride": 2, "padding": 1}),
    ("8×64×20×20，窗口5，步幅1", (8, 64, 20, 20), {"kernel_size": 5, "stride": 1, "padding": 2}),
    ("16×64×56×56，窗口2，ReLU之后", (16, 64, 56, 56), {"kernel_size": 2}),
    ("64×3×32×32，窗口3，还要索引", (64, 3, 32, 32), {"kernel_size": 3, "return_indices": True}),
    ("1×5×5，窗口3", (1, 5, 5), {"kernel_size": 3, "ceil_mode": True}),
]


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def compare(shape: tuple[int, ...], arguments: dict, relu: bool) -> dict:
    """torch用时是本包的几倍。"""
    x = np.random.default_rng(0).standard_normal(shape, np.float32)
    tensor = torch.from_numpy(x)
    if relu:
        x = torch.relu_(tensor).numpy()
    ours = functional.max_pool2d(x, **arguments)
    theirs = F.max_pool2d(tensor, **arguments)
    for mine, wanted in zip(ours, theirs, strict=True):  # 一批一批地比，或者比值和索引
        np.testing.assert_array_equal(mine, wanted.numpy())
    pairs = [
        (
            seconds(lambda: F.max_pool2d(tensor, **arguments)),
            seconds(lambda: functional.max_pool2d(x, **arguments)),
        )
        for _ in range(ROUNDS)
    ]
    low, middle, high = statistics.quantiles([theirs / mine for theirs, mine in pairs], n=4)
    return {
        "ratio": round(middle, 2),
        "quartiles": [round(low, 2), round(high, 2)],
        "torch_us": round(1e6 * statistics.median(theirs for theirs, _ in pairs)),
        "ours_us": round(1e6 * statistics.median(mine for _, mine in pairs)),
    }


def main() -> None:
    torch.set_num_threads(1)
    rows = []
    for name, shape, arguments in WORKLOADS:
        result = compare(shape, arguments, relu="ReLU" in name)
        rows.append({"name": name, "shape": shape, "arguments": arguments} | result)
        print(f"PyTorch用时是本书的{result['ratio']}倍：{name}")
    measured = {
        "machine": f"{platform.machine()}，{platform.system()}",
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "torch": torch.__version__,
        },
        "threads": 1,
        "rounds": ROUNDS,
        "workloads": rows,
    }
    record("speed", measured)


if __name__ == "__main__":
    main()
