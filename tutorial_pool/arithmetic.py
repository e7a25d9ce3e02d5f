"""算术：PyTorch怎样除、怎样求次方、用什么类型来加。几种实现都照着这里的规矩来。"""

import numpy as np


def lowest(dtype: np.dtype) -> float | int:
    """最大池化的填充值：浮点数是−∞，整数是该类型的最小值。

    Examples:
        >>> lowest(np.dtype("float32")), lowest(np.dtype("int8"))
        (-inf, -128)
    """
    return int(np.iinfo(dtype).min) if dtype.kind in "iu" else -np.inf


def sum_type(dtype: np.dtype) -> np.dtype:
    """相加时用的类型：float16用float32来加，免得越加越不准；别的就用自己。

    Examples:
        >>> sum_type(np.dtype("float16")), sum_type(np.dtype("int64"))
        (dtype('float32'), dtype('int64'))
    """
    return np.dtype("float32") if dtype == np.float16 else dtype


def divide(total: np.ndarray, count: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """总和除以个数。浮点数照常除；整数和C语言一样，向零取整。`out`是写到哪里，同NumPy。

    Examples:
        >>> divide(np.array([-7, 7]), np.array(2))
        array([-3,  3])
    """
    if total.dtype.kind == "f":
        return np.divide(total, np.asarray(count, total.dtype), out=out, casting="same_kind")
    quotient = total // count
    too_low = (quotient < 0) & (quotient * count != total)
    return np.add(quotient, too_low, out=out, casting="unsafe")


def power(x: np.ndarray, p: float) -> np.ndarray:
    """`x`的p次方。torch把±0.5次方算成开方（float16除外），所以−∞的0.5次方是NaN，不是∞。

    Examples:
        >>> power(np.array([4.0, 9.0]), 0.5), power(np.array([4.0]), -0.5)
        (array([2., 3.]), array([0.5]))
    """
    if abs(p) != 0.5:
        return x**p
    if x.dtype == np.float16:
        return np.power(x, p)
    return np.sqrt(x) if p > 0 else 1 / np.sqrt(x)


def root(mean: np.ndarray, size: int, norm_type: float) -> np.ndarray:
    """平均变成Lp范数：乘窗口大小，开p次方。整数的结果是float32，和torch一样。

    Examples:
        >>> root(np.array([12.5]), 2, 2)
        array([5.])
    """
    total = mean * size + 0  # 加0，把−0.0变成0.0：它的负数次方是+∞
    return power(total if mean.dtype.kind == "f" else total.astype(np.float32), 1 / norm_type)


def sign(x: np.ndarray) -> np.ndarray:
    """符号：−1、0、1。NaN的符号是0，和torch一样。

    Examples:
        >>> sign(np.array([-3.0, 0.0, np.nan]))
        array([-1.,  0.,  0.])
    """
    return np.sign(np.nan_to_num(x))
