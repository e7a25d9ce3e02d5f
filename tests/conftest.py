"""测试的共同设置：默认每次跑同样的例子；`--hypothesis-profile=nightly`换成多几倍的随机例子，`long`更多。"""

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest
import torch

LONGEST = ("tests/test_pooling.py", "tests/site/", "tests/exercises/")  # 各要一两分钟

PROGRESS = Path(tempfile.mkdtemp())  # 练习的进度记在这里，不碰你自己的
os.environ["TUTORIAL_POOL_PROGRESS"] = str(PROGRESS / "progress.json")

hypothesis.settings.register_profile(
    "default",
    max_examples=300,
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=False,
)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=2000)
hypothesis.settings.register_profile("long", deadline=None, max_examples=80_000)
hypothesis.settings.load_profile("default")
torch.manual_seed(0)
torch.set_num_threads(1)  # 反池化遇到重复的索引时，多线程的torch结果不定


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """最慢的几个文件最先做，免得到最后只有一个核在忙。"""
    items.sort(key=lambda item: [not item.nodeid.startswith(start) for start in LONGEST])


def pytest_sessionfinish() -> None:
    """进度是检验时记的，检验完就删。"""
    shutil.rmtree(PROGRESS)
