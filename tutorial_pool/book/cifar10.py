"""CIFAR-10：有真图就用真图，没有就用代码画的替身。

真图有三条来路：已经在文件夹里；从网上下载，断了下次接着下；你自己把压缩包放进文件夹。
"""

import errno
import os
import pickle
import ssl
import tarfile
import warnings
import zlib
from collections.abc import Callable
from contextlib import suppress
from gzip import BadGzipFile
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import numpy as np

from tutorial_pool.book.standin import StandIn
from tutorial_pool.extras import needs

with needs("pictures", "torchvision", "tqdm"):
    from torchvision import datasets
    from torchvision.datasets.utils import check_integrity
    from tqdm import tqdm

CLASS_NAMES_ZH = ("飞机", "汽车", "鸟", "猫", "鹿", "狗", "青蛙", "马", "船", "卡车")

TIMEOUT = 30.0  # 秒；这么久没有一个字节，就当断了
NETWORK_ERRORS = (URLError, ConnectionError, TimeoutError, ssl.SSLError, HTTPException)
LOAD_ERRORS = (RuntimeError, EOFError, pickle.UnpicklingError)
UNPACK_ERRORS = (tarfile.TarError, BadGzipFile, zlib.error, EOFError)


class CIFAR10(datasets.CIFAR10):
    """真图：就是torchvision.datasets.CIFAR10，只多一个source。"""

    source: Literal["real"] = "real"


def cifar10(
    root: str | os.PathLike[str] | None = None,
    *,
    train: bool = False,
    transform: Callable[[Any], Any] | None = None,
    target_transform: Callable[[Any], Any] | None = None,
    download: bool = False,
    mirror: str | None = None,
    source: str | None = None,
) -> CIFAR10 | StandIn:
    """打开CIFAR-10；没有真图时给你替身。

    用法和`torchvision.datasets.CIFAR10`差不多，只是默认读测试集，除了`root`，参数都要写名字。


    没写的参数看环境变量`TUTORIAL_POOL_DATA`（来源）、`TUTORIAL_POOL_ROOT`（文件夹）、
    `TUTORIAL_POOL_MIRROR`（网址）；再没有，就是"auto"、"dataset"和torchvision用的官方网址。

    Args:
        root: 放真图的文件夹。
        train: 要训练集的五万张，还是测试集的一万张。
        transform: 先对图做的变换，比如`ToTensor()`。
        target_transform: 先对标签做的变换。
        download: 没有真图时，是否下载。
        mirror: 压缩包的网址；或者它所在目录的网址，以/结尾。
        source: "real"只要真图；"standin"只要替身；"auto"先找真图，拿不到就打印一行原因，改用替身。

    Returns:
        数据集。每项是`(图, 标签)`：图是32×32的PIL图像，标签是0到9的整数。`.data`是uint8数组，形状
        `(N, 32, 32, 3)`；`.targets`是标签的列表；`.classes`是十个英文类名；`.source`是"real"或
        "standin"，告诉你拿到的是哪一种。

    Raises:
        ValueError: `source`不是这三个词；或者只要真图，而文件损坏了。
        FileNotFoundError: 只要真图，没有文件，又没写`download=True`。
        ConnectionError: 只要真图，而网络不通。已经下载的部分会留着，下次接着下。
        PermissionError: 只要真图，而文件夹不让读写。
        OSError: 只要真图，而磁盘满了，或者读写出错。

    来源：`torchvision.datasets.CIFAR10`；数据出自Krizhevsky（2009），
    https://www.cs.toronto.edu/~kriz/cifar.html

    Examples:
        >>> pictures = cifar10(source="standin")
        >>> len(pictures), pictures.source, pictures.classes[0], CLASS_NAMES_ZH[0]
        (10000, 'standin', 'airplane', '飞机')
    """
    source = source or os.environ.get("TUTORIAL_POOL_DATA") or "auto"
    if source not in ("auto", "real", "standin"):
        raise ValueError(
            f"source或环境变量TUTORIAL_POOL_DATA只能是auto、real或standin，收到{source!r}"
        )
    if source != "standin":
        folder = Path(root or os.environ.get("TUTORIAL_POOL_ROOT") or "dataset").expanduser()
        url = mirror or os.environ.get("TUTORIAL_POOL_MIRROR") or CIFAR10.url
        url += CIFAR10.filename if url.endswith("/") else ""
        try:
            return _real(folder.absolute(), url, download, train, transform, target_transform)
        except (OSError, ValueError) as error:
            if source == "real":
                raise
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            print(f"这里用的是代码画的替身图，不是真图。{reason}")
    return StandIn(train=train, transform=transform, target_transform=target_transform)


def _real(folder: Path, url: str, download: bool, *options: Any) -> CIFAR10:
    """打开folder里的真图，必要时先下载；出了错，换成说清原因和办法的错误。"""
    try:
        return _load(folder, *options)
    except LOAD_ERRORS as error:
        if not download:
            kind = ValueError if _leftovers(folder) else FileNotFoundError
            raise kind(f"{_state(folder)}。加上download=True来下载，{_by_hand(folder)}") from error
    except OSError as error:
        raise _explain(error, folder, url) from error
    try:
        _fetch(folder, url)
        return _load(folder, *options)
    except (OSError, ValueError, HTTPException, *LOAD_ERRORS) as error:
        raise _explain(error, folder, url) from error


def _load(folder: Path, *options: Any) -> CIFAR10:
    with warnings.catch_warnings():
        # 官方文件是Python 2存的，NumPy 2.4读它时会抱怨：pytorch/vision#9340
        warnings.simplefilter("ignore", np.exceptions.VisibleDeprecationWarning)
        return CIFAR10(folder, *options)


def _fetch(folder: Path, url: str) -> None:
    """下载、核对、解开。没核对过的东西一律不打开。

    两个进程同时下载也不要紧：它们往同一个.part的同一位置写同样的内容，各自在临时文件夹里解开，
    最后才改名到位。最坏是其中一个报错，再运行一次就好。
    """
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / CIFAR10.filename
    part = archive.with_name(archive.name + ".part")
    # 你放进来的整个压缩包，或者torchvision没下完的半个，都接着用
    if archive.is_file() and (check_integrity(archive, CIFAR10.tgz_md5) or not part.exists()):
        archive.replace(part)
    if not check_integrity(part, CIFAR10.tgz_md5):
        _download(url, part)
        if not part.exists():
            return  # 另一个进程已经下完、解开、收拾好了
    try:
        if not check_integrity(part, CIFAR10.tgz_md5):
            raise ValueError("MD5不符")
        _unpack(part, folder)
    except ValueError:
        part.unlink(missing_ok=True)  # 内容错了，接着下也没用
        raise
    with suppress(OSError):  # Windows上可能有别的进程还开着它，留着也无妨
        part.unlink(missing_ok=True)
        archive.unlink(missing_ok=True)


def _download(url: str, part: Path) -> None:
    """把url下载到part，已经有的部分不再下。中途断了是ConnectionError，part留着。"""
    start = part.stat().st_size if part.exists() else 0
    with _open(url, start) as response:
        if response.status != 206:  # 服务器不会接着传，只好从头来
            start = 0
        length = response.headers["Content-Length"]
        total = None if length is None else start + int(length)
        part.touch()
        with (
            part.open("r+b") as file,  # 不清空：另一个进程可能也在写
            tqdm(
                desc=CIFAR10.filename, total=total, initial=start, unit="B", unit_scale=True
            ) as bar,
        ):
            file.seek(start)
            while chunk := response.read(1 << 16):
                file.write(chunk)
                bar.update(len(chunk))
            if total is not None and file.tell() < total:
                raise ConnectionError(f"只收到{file.tell()}字节，应有{total}字节")
            file.truncate()


def _open(url: str, start: int) -> HTTPResponse:
    try:
        headers = {"Range": f"bytes={start}-"} if start else {}
        return urlopen(Request(url, headers=headers), timeout=TIMEOUT)
    except HTTPError as error:
        error.close()
        if start and error.code == 416:  # 手里的比整个文件还长，不是它的一部分
            return _open(url, 0)
        raise ConnectionError(f"HTTP {error.code} {error.reason}") from error
    except ValueError as error:
        raise URLError(str(error)) from error


def _unpack(part: Path, folder: Path) -> None:
    """解开part：先在临时文件夹里解完、核对完，再整个挪到位。坏了是ValueError。"""
    wanted = dict([*CIFAR10.train_list, *CIFAR10.test_list])
    wanted[CIFAR10.meta["filename"]] = CIFAR10.meta["md5"]
    paths = {f"{CIFAR10.base_folder}/{name}" for name in wanted}
    prefix = CIFAR10.base_folder + "-"
    with TemporaryDirectory(prefix=prefix, dir=folder, ignore_cleanup_errors=True) as scratch:
        try:
            with tarfile.open(part, "r:gz") as archive:
                members = (m for m in archive if m.name in paths)
                archive.extractall(scratch, members, filter="data")
        except UNPACK_ERRORS as error:
            raise ValueError(f"压缩包打不开，{error}") from error
        fresh, target = Path(scratch, CIFAR10.base_folder), folder / CIFAR10.base_folder
        for name, md5 in wanted.items():
            if not check_integrity(fresh / name, md5):
                raise ValueError(f"压缩包里的{name}缺失或损坏")
        try:
            fresh.replace(target)
        except OSError:
            if not target.is_dir():
                raise
            for name in wanted:  # 原来就有这个文件夹：只换这几个文件，别的不动
                (fresh / name).replace(target / name)


def _leftovers(folder: Path) -> bool:
    """folder里有没有真图的文件，哪怕是坏的。"""
    names = [name for name, _ in (*CIFAR10.train_list, *CIFAR10.test_list)]
    return any((folder / CIFAR10.base_folder / name).exists() for name in names)


def _state(folder: Path) -> str:
    return f"{folder}里{'的真图损坏了' if _leftovers(folder) else '没有真图'}"


def _by_hand(folder: Path) -> str:
    return f"或者自己下载{CIFAR10.filename}，放进{folder}，再用download=True运行一次。"


def _explain(error: Exception, folder: Path, url: str) -> OSError | ValueError:
    """把底层的错误换成一句话：出了什么事，在哪里，怎么办。"""
    detail = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    reason = " ".join(str(detail).split())  # 只占一行
    if isinstance(error, NETWORK_ERRORS):
        return ConnectionError(
            f"{_state(folder)}，从{url}下载也没成功（{reason}）。检查网络，用mirror换一个网址，"
            f"{_by_hand(folder)}已经下载的部分会留着，下次接着下。"
        )
    if isinstance(error, PermissionError) or getattr(error, "errno", None) == errno.EROFS:
        return PermissionError(f"{folder}不让读写（{reason}）。用root换一个你能写的文件夹。")
    if isinstance(error, OSError):
        full = error.errno == errno.ENOSPC
        what = "磁盘满了。腾出400 MB空间" if full else f"读写出错（{reason}）。检查这个文件夹"
        return OSError(error.errno, f"{_state(folder)}，{what}，或者用root换一个文件夹。")
    return ValueError(
        f"{_state(folder)}，从{url}得到的压缩包不对（{reason}），已经删掉。"
        f"再试一次，用mirror换一个网址，{_by_hand(folder)}"
    )
