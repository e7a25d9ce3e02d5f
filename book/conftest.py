"""nbval跑这本书的笔记本时的设置。"""

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from unittest import mock

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """存好的输出来自替身数据，重跑时也用替身；只管book里的笔记本，不影响别的测试。"""
    with mock.patch.dict(os.environ, TUTORIAL_POOL_DATA="standin"):
        return (yield)


LOGS = Path(__file__).parent / "logs"
BEFORE = set(LOGS.glob("*"))


def pytest_sessionfinish() -> None:
    """第03章每跑一遍就写下25 MB的TensorBoard日志；检验时写的，检验完就删。"""
    for run in set(LOGS.glob("*")) - BEFORE:
        shutil.rmtree(run)
