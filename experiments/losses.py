"""在真正的CIFAR-10上训练同样的小网络两遍：一遍用本书的层，一遍用PyTorch的，逐步比较损失。

用法：`python experiments/losses.py`，需要真图（见README），结果写进`book/data/losses.json`。
"""

import platform
from collections.abc import Callable
from types import ModuleType

import numpy as np
import torch
from record import record
from torch import nn
from torch.utils.data import DataLoader
from torchvision.transforms.v2.functional import pil_to_tensor

from tutorial_pool import layers
from tutorial_pool.book.cifar10 import cifar10

STEPS, BATCH, SHOWN = 200, 64, 50


def maxima(pool: ModuleType) -> nn.Sequential:
    """只用最大一族：它们和PyTorch一位不差。"""
    return nn.Sequential(
        *(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), pool.MaxPool2d(3, 2, 1)),
        *(nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), pool.FractionalMaxPool2d(2, output_size=10)),
        *(nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), pool.AdaptiveMaxPool2d(3)),
        *(nn.Flatten(), nn.Linear(288, 10)),
    )


def family(pool: ModuleType) -> nn.Sequential:
    """五种池化都用上；平均和Lp要做加法，加的次序不同，末位就可能不同。"""
    return nn.Sequential(
        *(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), pool.MaxPool2d(3, 2, 1)),
        *(nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), pool.AvgPool2d(2)),
        *(nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), pool.FractionalMaxPool2d(2, output_size=5)),
        *(pool.LPPool2d(2, 2, 1), pool.AdaptiveAvgPool2d(3), nn.Flatten(), nn.Linear(288, 10)),
    )


NAMES = {maxima: "只用最大一族", family: "五种池化"}


def losses(
    build: Callable[[ModuleType], nn.Sequential],
    pool: ModuleType,
    batches: list[list[torch.Tensor]],
    dtype: torch.dtype,
) -> np.ndarray:
    """每一步的损失，形状`(STEPS,)`。"""
    torch.manual_seed(0)
    net = build(pool).to(dtype)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
    history = []
    for images, labels in batches:
        loss = nn.functional.cross_entropy(net(images.to(dtype)), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return np.array(history)


def main() -> None:
    """每种网络训练两遍，存下各步的损失和相差。"""
    torch.set_num_threads(1)
    dataset = cifar10(
        train=True, source="real", transform=lambda picture: pil_to_tensor(picture) / 255 - 0.5
    )
    order = torch.Generator().manual_seed(0)
    loader = DataLoader(dataset, batch_size=BATCH, shuffle=True, generator=order)
    batches = [batch for batch, _ in zip(loader, range(STEPS), strict=False)]
    shown = [0, *range(SHOWN - 1, STEPS, SHOWN)]
    runs = []
    for build, dtype in [
        (maxima, torch.float32),
        (family, torch.float32),
        (family, torch.float64),
    ]:
        ours, theirs = (losses(build, pool, batches, dtype) for pool in (layers, nn))
        gap = np.maximum.accumulate(np.abs(ours - theirs))
        rows = [
            {"step": i + 1, "ours": ours[i], "theirs": theirs[i], "largest_gap_so_far": gap[i]}
            for i in shown
        ]
        name = f"{NAMES[build]}，{str(dtype).removeprefix('torch.')}"
        runs.append({"network": name, "steps": rows})
    record(
        "losses",
        {
            "source": dataset.source,
            "batch_size": BATCH,
            "torch": torch.__version__.split("+")[0],
            "numpy": np.__version__,
            "python": platform.python_version(),
            "runs": runs,
        },
    )


if __name__ == "__main__":
    main()
