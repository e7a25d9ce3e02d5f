"""挑战4：打败F.max_pool2d。"""

import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.content.making import INF, NAN, by_size, crowded, plane, regular
from tutorial_pool.exercises.judging import telling
from tutorial_pool.exercises.judging.errors import trouble
from tutorial_pool.exercises.judging.verdict import Verdict, put_together, words
from tutorial_pool.exercises.running.calling import run_calls

Clock = Callable[[], float]
SHAPE, WINDOW = (16, 64, 56, 56), (2, 2)  # 64×56×56是ResNet里前几层特征图的大小
ROUNDS, PATIENCE = 15, 3.0  # 最多比几轮，一共最多几秒
MARGIN = 1.2  # 要快多少倍才算快：直接叫PyTorch的，量出来在1的上下


def calls() -> list[Call]:
    """挑战4的例子：小的，先看对不对。"""
    import numpy as np

    chance = random.Random(105)
    asked: list[Call] = []
    for size, kernel, _, _, _ in regular(chance, 60):
        make = chance.choice([plane, plane, crowded])
        planes = range(chance.randint(1, 3))
        asked.append(([[make(chance, *size) for _ in planes]] * chance.randint(1, 2), kernel))
    rare = [[NAN, -1, -INF, -INF], [-2, -3, -INF, -INF]]
    asked = [*by_size(asked), ([[rare]], (2, 2)), ([[[[-1e38, -2e38]]]], (1, 2))]
    return [(np.array(x, np.float32), kernel) for x, kernel in asked]


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

    (outcome,) = run_calls(same, [()], budget)
    asked = f"形状{SHAPE}，窗口{WINDOW}"
    if trouble(outcome) or not outcome.value:
        why = trouble(outcome) or "和`F.max_pool2d`的结果不一样。"
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

    (outcome,) = run_calls(race, [()], budget)
    if trouble(outcome):
        return telling.failed(f"**结果都对，可是没有跑完三轮。**{asked}：{trouble(outcome)}")
    ratio = statistics.median(theirs / mine for theirs, mine in pairs)
    theirs, mine = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
    measured = (
        f"{asked}，轮流跑了{len(pairs)}轮，都只用一个线程。用时的中位数：PyTorch {theirs:.2f}毫秒，"
        f"你的{mine:.2f}毫秒。每一轮PyTorch的用时除以你的，中位数是{ratio:.2f}。"
    )
    if ratio < MARGIN:
        return telling.failed(
            "**结果都对，可是还没有比PyTorch快。**",
            f"{measured}要到{MARGIN}以上才算快：差不多的，碰巧也量得出1。",
        )
    first = f"✅ **{EXERCISE.label}通过了，你比PyTorch快。**{EXERCISE.covers}，都对。"
    return put_together([words(first), words(measured)], passed=True)


EXERCISE = Exercise(
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
        "练习11的`sliding_window_view`结果是对的，可是慢：它对每个小窗口各求一次最大。反过来想："
        "窗口有几十万个，抽头只有几个。",
        "`x[:, :, 0::2, 0::2]`是所有窗口的左上角，`x[:, :, 0::2, 1::2]`是所有窗口的右上角。"
        "两个数组用`np.maximum`比一次，所有的窗口就都比了一次。",
        "先把放不满的行和列切掉，再走遍`kh * kw`个抽头，用`np.maximum`并起来。"
        "还可以先把各行两两取最大，再把各列两两取最大：`kh + kw`次就够。",
    ),
    explanation="一个抽头对所有窗口同时生效，Python只走几步，剩下的都在NumPy里。"
    "本书的`tutorial_pool.vectorized`就是这样写的。PyTorch输在哪里？多半在猜错分支：通道在前时，"
    "它一个一个地比，随机的数猜不准谁大。换成全一样的数，它快三倍左右，只是还比你慢一些；换成通道在后，"
    "它一次比好几个，比你快，而索引照样算出来。见第8章。",
    needs_numpy=True,
    calls=calls,
    answer=lambda steps, x, k: steps.max_pool_batch(x, k),
    further=faster_than_torch(),
)
