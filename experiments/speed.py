"""向量化版和PyTorch谁快：同一进程里轮流计时，只比比值，写进book/data/speed.json。

    python experiments/speed.py

只用一个线程。先检查结果相等，再计时。每一轮里两边各跑一次（A B A B），取比值的中位数和四分位数。
"""

import json
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from tutorial_pool import functional

ROUNDS = 200
RESULT = Path(__file__).parents[1] / "book" / "data" / "speed.json"

# 名字，输入形状，参数。第一个是本书从头用到尾的例子。
WORKLOADS = [
    ("一个小批量的CIFAR-10", (64, 3, 32, 32), {"kernel_size": 3, "ceil_mode": True}),
    ("2×2，步幅2", (16, 64, 56, 56), {"kernel_size": 2}),
    ("3×3，步幅2，填充1", (16, 64, 56, 56), {"kernel_size": 3, "stride": 2, "padding": 1}),
    ("5×5，步幅1，填充2", (8, 64, 20, 20), {"kernel_size": 5, "stride": 1, "padding": 2}),
]


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def compare(shape: tuple[int, ...], arguments: dict) -> dict:
    """torch用时是本包的几倍。"""
    x = np.random.default_rng(0).standard_normal(shape, np.float32)
    tensor = torch.from_numpy(x)
    ours = functional.max_pool2d(x, **arguments)
    np.testing.assert_array_equal(ours, F.max_pool2d(tensor, **arguments).numpy())
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
        rows.append(
            {"name": name, "shape": shape, "arguments": arguments} | compare(shape, arguments)
        )
        row = rows[-1]
        print(f"{name}：torch {row['torch_us']} µs，本包{row['ours_us']} µs，{row['ratio']}倍")
    record = {
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
    part = RESULT.with_suffix(".json.part")
    part.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(RESULT)


if __name__ == "__main__":
    main()
