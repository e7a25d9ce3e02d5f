"""拿什么来量：一份输入，一组参数，一种运算，合起来是一道题。

形状取自真的网络和特意找的冷门大小：整齐的大家都快，不整齐的才看得出底子。
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, reduce
from typing import Any

import numpy as np

from tutorial_pool.geometry import Regular

OPERATIONS = {
    "max": "最大池化",
    "avg": "平均池化",
    "indices": "最大池化，还要索引",
    "lp": "Lp池化，p是2",
    "adaptive_max": "自适应最大池化，除不尽",
    "adaptive_avg": "自适应平均池化，除不尽",
    "max_backward": "最大池化的反向传播",
    "avg_backward": "平均池化的反向传播",
    "training": "训练一步：最大池化层，前向加反向",
}
Sizes = int | tuple[int, ...]


@dataclass(frozen=True)
class Workload:
    """一道题。`kernel`到`dilation`可以是一个整数，或每条空间轴一个；`stride`不写是1。"""

    key: str
    name: str
    shape: tuple[int, ...]  # (N, C, *空间)
    kernel: Sizes
    stride: Sizes = 1
    padding: Sizes = 0
    dilation: Sizes = 1
    ceil_mode: bool = False
    dtype: str = "float32"
    channels_last: bool = False  # 内存里通道在后；形状仍写成(N, C, *空间)
    data: str = (
        "random"  # 随机数、它ReLU之后（relu）、照片卷积再ReLU（photo）、常数、从小到大（sorted）
    )
    operation: str = "max"

    @property
    def rank(self) -> int:
        return len(self.shape) - 2

    @cached_property
    def axes(self) -> list[Regular]:
        """每条空间轴的窗口。"""
        sizes = [
            (size,) * self.rank if isinstance(size, int) else size
            for size in (self.kernel, self.stride, self.padding, self.dilation)
        ]
        return [
            Regular(length, *size, self.ceil_mode)
            for length, *size in zip(self.shape[2:], *sizes, strict=True)
        ]

    def per_axis(self, name: str) -> tuple[int, ...]:
        """一个参数在每条空间轴上的值，如`per_axis("stride")`。"""
        return tuple(getattr(axis, name) for axis in self.axes)

    def listed(self, name: str) -> list[int]:
        return list(self.per_axis(name))

    @property
    def name_in_torch(self) -> str:
        """`functional`里的名字，torch的也一样；反向传播的另加`_backward`。"""
        kind = self.operation.removesuffix("_backward")
        kind = "max" if kind in ("indices", "training") else kind
        return f"{kind}_pool{self.rank}d"

    @property
    def kind(self) -> str:
        return "avg" if "avg" in self.operation else "max"

    @property
    def arguments(self) -> dict[str, Any]:
        """照torch的参数名。平均池化没有`dilation`，Lp池化也没有`padding`，自适应的只要输出长度。"""
        if self.adaptive:
            return {"output_size": self.output[2:]}
        names = ["kernel_size", "stride", "padding", "dilation"]
        names = names[: {"avg": 3, "lp": 2}.get(self.operation.split("_")[0], 4)]
        norm = {"norm_type": 2.0} if self.operation == "lp" else {}
        return norm | {n: self.per_axis(n) for n in names} | {"ceil_mode": self.ceil_mode}

    @property
    def adaptive(self) -> bool:
        return self.operation.startswith("adaptive")

    @property
    def taps(self) -> int:
        """一个窗口里有几格。"""
        return math.prod(self.per_axis("kernel_size"))

    @property
    def output(self) -> tuple[int, ...]:
        if self.adaptive:  # 约五分之二，除不尽
            return (*self.shape[:2], *(max(1, 2 * n // 5) for n in self.shape[2:]))
        return (*self.shape[:2], *map(len, self.axes))

    @property
    def pads(self) -> list[tuple[int, int]]:
        """每条空间轴两端补多少；右边补到最后一个窗口完整为止。"""
        needed = [(len(a) - 1) * a.stride + a.span - a.length - a.padding for a in self.axes]
        return [
            (a.padding, max(a.padding, more)) for a, more in zip(self.axes, needed, strict=True)
        ]

    @property
    def divisor(self) -> np.ndarray:
        """平均池化里，每个窗口除以几：填充也算，越过右填充的不算。"""
        counts = [np.array([len(a.padded(i)) for i in range(len(a))]) for a in self.axes]
        return reduce(np.multiply.outer, counts).astype(self.dtype)

    @cached_property
    def x(self) -> np.ndarray:
        return self._random(self.shape)

    @cached_property
    def gradient(self) -> np.ndarray:
        """上游梯度，形状同输出。"""
        return self._random(self.output)

    def _random(self, shape: tuple[int, ...]) -> np.ndarray:
        rng = np.random.default_rng(0)
        memory = (shape[0], *shape[2:], shape[1]) if self.channels_last else shape
        if self.dtype == "uint8":
            x = rng.integers(0, 256, memory, np.uint8)
        elif self.data == "photo" and shape == self.shape:
            x = features(shape).astype(self.dtype)
        elif self.data == "constant":
            x = np.ones(memory, self.dtype)
        else:
            x = rng.standard_normal(memory, np.float32).astype(self.dtype, copy=False)
        if self.data == "relu":
            np.maximum(x, 0, out=x)
        if self.data == "sorted":
            x = np.sort(x, axis=None).reshape(memory)
        return np.moveaxis(x, -1, 1) if self.channels_last else x


@cache
def features(shape: tuple[int, ...]) -> np.ndarray:
    """网络里的池化真的会遇到的数：一张照片，卷积，再ReLU。

    照片是Matplotlib带着的`grace_hopper.jpg`（美国海军摄，公有领域）；卷积核是随机的3×3。
    """
    import matplotlib.cbook
    import torch
    from PIL import Image

    n, channels, height, width = shape
    rng = np.random.default_rng(0)
    with matplotlib.cbook.get_sample_data("grace_hopper.jpg") as file:
        photo = Image.open(file).convert("RGB")
    crops = []
    for _ in range(n):  # 每张图是照片的一块，缩成要的大小
        size = int(rng.integers(200, 500))
        left, top = (int(rng.integers(0, most - size + 1)) for most in photo.size)
        crop = photo.crop((left, top, left + size, top + size)).resize((width, height))
        crops.append(np.asarray(crop, np.float32).transpose(2, 0, 1) / 255)
    kernels = torch.from_numpy(rng.standard_normal((channels, 3, 3, 3), np.float32))
    with torch.no_grad():
        made = torch.nn.functional.conv2d(torch.from_numpy(np.stack(crops)), kernels, padding=1)
        return np.ascontiguousarray(made.relu().numpy())  # 卷积的结果，通道可能在最后


SEED = Workload("seed", "64×3×32×32，窗口3，ceil", (64, 3, 32, 32), 3, 3, ceil_mode=True)
VGG = Workload("vgg", "VGG：16×64×112×112，窗口2", (16, 64, 112, 112), 2, 2)
RESNET = Workload("resnet", "ResNet：同上，窗口3，步幅2", (16, 64, 112, 112), 3, 2, 1)
INCEPTION = Workload("inception", "Inception：16×192×28×28，窗口3", (16, 192, 28, 28), 3, 1, 1)
SPP = [
    Workload(f"spp{k}", f"SPP：8×256×20×20，窗口{k}", (8, 256, 20, 20), k, 1, k // 2)
    for k in (5, 9, 13)
]
WORKLOADS = [
    SEED,
    VGG,
    RESNET,
    INCEPTION,
    *SPP,
    Workload("dilated", "4×16×224×224，窗口3，空洞2", (4, 16, 224, 224), 3, dilation=2),
    Workload("picture", "1×3×2048×2048，窗口31", (1, 3, 2048, 2048), 31, 1, 15),
    *(
        replace(w, key=f"{w.key}-nhwc", name=f"{w.name}，通道在后", channels_last=True)
        for w in (VGG, RESNET, INCEPTION)
    ),
    *(
        replace(VGG, key=f"vgg-{dtype}", name=f"{VGG.name}，{dtype}", dtype=dtype)
        for dtype in ("float16", "float64", "uint8")
    ),
    replace(VGG, key="relu", name=f"{VGG.name}，ReLU之后", data="relu"),
    *(
        replace(w, key=f"{w.key}-{data}", name=f"{w.name}，{title}", data=data)
        for w in (VGG, RESNET, INCEPTION)
        for data, title in (("photo", "照片"), ("constant", "常数"), ("sorted", "从小到大"))
    ),
    Workload("tiny", "1×1×5×5，窗口3，ceil", (1, 1, 5, 5), 3, 3, ceil_mode=True),
    Workload("odd-ceil", "3×5×37×53，窗口4，步幅3", (3, 5, 37, 53), 4, 3, 1, ceil_mode=True),
    Workload("odd-1d", "1×1×1000003，窗口17，步幅5", (1, 1, 1_000_003), 17, 5),
    Workload("odd-3d", "2×8×17×33×29，窗口2×3×4", (2, 8, 17, 33, 29), (2, 3, 4), (2, 3, 4)),
    Workload("odd-wide", "7×1×13×1021，窗口1×9", (7, 1, 13, 1021), (1, 9)),
    Workload("odd-prime", "5×7×131×137，窗口7，步幅5", (5, 7, 131, 137), 7, 5, 3),
    Workload("odd-global", "32×512×7×7，窗口7", (32, 512, 7, 7), 7, 7),
    Workload("odd-dilated", "2×3×501×333，窗口5，空洞3", (2, 3, 501, 333), 5, 2, 2, 3),
    Workload("odd-tall", "2×31×1009×7，窗口11×3", (2, 31, 1009, 7), (11, 3), (2, 1), (5, 1)),
]
# 这些还量索引、反向传播和训练
CLOSELY = {"seed", "vgg", "resnet", "inception", "spp5", "spp13", "dilated", "resnet-nhwc"}
CLOSELY |= {"odd-ceil", "odd-3d"}
QUICKLY = {"seed", "vgg", "resnet", "spp5", "odd-ceil"}
REMEMBERED = ["seed", "vgg", "resnet", "inception", "spp13", "picture", "vgg-nhwc"]  # 还量内存

GROWTH = [
    Workload(f"growth{k}", f"1×8×256×256，窗口{k}", (1, 8, 256, 256), k, 1, k // 2)
    for k in (3, 5, 7, 11, 15, 23, 31, 47, 63)
]


def questions(workload: Workload) -> Iterator[Workload]:
    """同一份输入，各种运算；照片、常数、从小到大的，只问最大池化。"""
    averages = workload.per_axis("dilation") == (1,) * workload.rank and workload.dtype != "uint8"
    for operation in OPERATIONS:
        close = operation not in ("max", "avg")
        if close and workload.key not in CLOSELY:
            continue
        if not averages and operation in ("avg", "lp", "avg_backward"):
            continue
        if operation == "max" or workload.data in ("random", "relu"):
            yield replace(workload, operation=operation)
