"""包里的最大池化，照各题的样子来调用。"""

from typing import Any

import numpy as np

from tutorial_pool import functional


def max_pooled(x: Any, *arguments: Any, **named: Any) -> Any:
    """任意个平面的最大池化：两轴的加上一条通道轴。"""
    x = np.array(x, dtype=float)
    y = functional.max_pool2d(x if x.ndim > 2 else x[None], *arguments, **named)
    return (y if x.ndim > 2 else y[0]).tolist()
