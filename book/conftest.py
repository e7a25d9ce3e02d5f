"""nbval跑这本书的笔记本时的设置。"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from unittest import mock

import make
import nbval.kernel
import pytest

# 几个进程同时开内核，端口撞上了，再试几次
nbval.kernel.start_new_kernel = make.persistent(nbval.kernel.start_new_kernel)

PROGRESS = Path(tempfile.mkdtemp())  # 练习的进度记在这里，不碰你自己的


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """存好的输出来自替身数据，练习一题也没有做过；重跑时也这样。只管book里的笔记本。"""
    progress = PROGRESS / f"{item.path.stem}.json"
    with mock.patch.dict(
        os.environ, TUTORIAL_POOL_DATA="standin", TUTORIAL_POOL_PROGRESS=str(progress)
    ):
        return (yield)


LOGS = Path(__file__).parent / "logs"
BEFORE = set(LOGS.glob("*"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """第03章每跑一遍就写下25 MB的TensorBoard日志；检验时写下的，检验完就删。"""
    shutil.rmtree(PROGRESS)
    if hasattr(session.config, "workerinput"):
        return  # 别的进程也许还在写日志，由主进程来删
    for run in set(LOGS.glob("*")) - BEFORE:
        shutil.rmtree(run)
