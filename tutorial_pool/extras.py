"""可选的依赖：没有装的时候，说清楚要装什么。"""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def needs(extra: str, *packages: str) -> Iterator[None]:
    """里面导入`packages`；没有装，就说装`extra`这一组。"""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in packages:
            raise
        message = f'没有装{error.name}，请运行：python -m pip install "tutorial-pool[{extra}]"'
        raise ModuleNotFoundError(message, name=error.name) from None
