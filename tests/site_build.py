"""检验用的网站：几个进程合用一个，只做一次；没有做成，用它的测试都失败。"""

import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import make
import pytest

PATIENCE = 600  # 机器再忙，一个网站也该做好了，单位是秒


def start(output: Path) -> None:
    """在后台做起来：这时各个进程还在收集测试，或者在跑别的。"""
    output.mkdir()
    Thread(target=build, args=[output]).start()


def build(output: Path) -> None:
    """做好，写下结果：空的，或者没有做成的原因。"""
    failure = "做网站的进程半途停了"
    try:
        make.build(output=output)
        failure = ""
    except make.MakeError as error:
        failure = str(error)
    finally:
        make.write_whole(outcome(output), failure)


def outcome(output: Path) -> Path:
    """写着结果的文件。"""
    return output / "outcome.txt"


def finished(output: Path) -> Path:
    """做好的网站。还没有人做就自己做，有人在做就等。"""
    with suppress(FileExistsError):
        output.mkdir()
        build(output)
    deadline = time.monotonic() + PATIENCE
    while not outcome(output).exists():
        assert time.monotonic() < deadline, "等不到网站做好"
        time.sleep(0.1)
    if failure := outcome(output).read_text(encoding="utf-8"):
        pytest.fail(failure, pytrace=False)
    return output / "_build" / "html"
