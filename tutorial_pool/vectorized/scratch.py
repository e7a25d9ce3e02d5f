"""草稿：一块一块地算时，中间结果用的内存，用过的留着，下一次接着用。"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import prod

import numpy as np

LARGEST = 2**22 // 3  # 一份草稿至多留下这么多字节，更大的用完就还


class Scratch(threading.local):
    """每个线程自己的草稿。

    一次调用借走全部草稿，做完还回来；中途（比如信号处理函数里）又来一次调用，就另用一套，互不打扰。
    """

    def __init__(self) -> None:
        self.spare: dict[str, np.ndarray] = {}
        self.lent: dict[str, np.ndarray] = {}

    @contextmanager
    def borrowed(self) -> Iterator[None]:
        outer, self.lent, self.spare = self.lent, self.spare, {}
        try:
            yield
        finally:
            self.lent, self.spare = outer, self.lent

    def array(self, name: str, shape: Sequence[int], dtype: np.dtype) -> np.ndarray:
        """名叫`name`的草稿，当作形状`shape`的数组；里面是上次剩下的数。"""
        size = prod(shape) * dtype.itemsize
        if name not in self.lent or self.lent[name].size < size:
            self.lent.pop(name, None)  # 旧的先还，再要新的
            new = np.empty(size, np.uint8)
            if size > LARGEST:  # 太大的用完就还
                return new.view(dtype).reshape(shape)
            self.lent[name] = new
        return self.lent[name][:size].view(dtype).reshape(shape)


_of_this_thread = Scratch()
borrowed = _of_this_thread.borrowed
array = _of_this_thread.array
