"""测试的共同设置：默认每次跑同样的例子；`--hypothesis-profile=nightly`换成多几倍的随机例子，`long`更多。"""

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest
import torch

LONGEST = ("tests/test_pooling.py", "tests/site/", "tests/exercises/")  # 各要一两分钟

SITE = Path(__file__).resolve().parent / "site"

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


def pytest_sessionstart(session: pytest.Session) -> None:
    """主进程先在后台做起网站；别的进程由它派出来，用的是同一个。"""
    config = session.config
    if hasattr(config, "workerinput") or not asks_for_site(config):
        return
    import site_build  # 导入它要半秒，不用网站的测试不必等

    site_build.start(config._tmp_path_factory.getbasetemp() / "site")


def asks_for_site(config: pytest.Config) -> bool:
    """命令里有没有网站的测试。只挑几个测试时说不准，等用到了再做也不迟。"""
    if any(config.getoption(name, False) for name in ("collectonly", "keyword", "markexpr", "lf")):
        return False
    start = config.invocation_params.dir
    asked = [(start / argument.partition("::")[0]).resolve() for argument in config.args]
    return any(SITE.is_relative_to(path) or path.is_relative_to(SITE) for path in asked)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """最慢的几个文件最先做，免得到最后只有一个核在忙。"""
    items.sort(key=lambda item: [not item.nodeid.startswith(start) for start in LONGEST])


def pytest_sessionfinish() -> None:
    """进度是检验时记的，检验完就删。"""
    shutil.rmtree(PROGRESS)
