"""真图的来路：本机的假镜像站，能断、能慢、能骗人；一切都不出127.0.0.1。"""

import errno
import hashlib
import io
import pickle
import socket
import tarfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from torchvision import datasets, transforms
from tqdm import tqdm

from tutorial_pool.book.cifar10 import CLASS_NAMES_ZH, cifar10

MODULE = "tutorial_pool.book.cifar10"
FOLDER = "cifar-10-batches-py"
ARCHIVE = "cifar-10-python.tar.gz"
TEST_LABELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]


class Warns:
    """被读出来时发一个警告，像NumPy 2.4读官方文件那样。"""

    def __reduce__(self) -> tuple[Any, ...]:
        return warnings.warn, ("align", np.exceptions.VisibleDeprecationWarning)


class Bomb:
    """被读出来时建一个文件：留下了就说明有人打开过它。"""

    def __init__(self, flag: Path) -> None:
        self.flag = flag

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.flag,)


def batch_files(extra: object = None) -> dict[str, bytes]:
    """和官方同样布局的小文件：每批十张图。"""
    rng = np.random.default_rng(0)
    names = [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]
    files = {
        name: pickle.dumps(
            {
                "data": rng.integers(0, 256, (10, 3072), dtype=np.uint8),
                "labels": TEST_LABELS,
                "extra": extra,
            },
            protocol=2,
        )
        for name in names
    }
    files["batches.meta"] = pickle.dumps({"label_names": [f"class {i}" for i in range(10)]})
    return files


def pack(files: dict[str, bytes]) -> bytes:
    """打成压缩包；多带两个不该解开的成员，其中一个想跑到外面去。"""
    members = {f"{FOLDER}/{name}": content for name, content in files.items()}
    members |= {f"{FOLDER}/readme.html": b"<p>", "../outside": b"!"}
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def expect(monkeypatch: pytest.MonkeyPatch, archive: bytes, files: dict[str, bytes]) -> None:
    """让torchvision认这个压缩包和这些文件的MD5。"""
    sums = {name: md5(content) for name, content in files.items()}
    batches = [[name, sums[name]] for name in sums if name.startswith("data_batch")]
    meta = {"filename": "batches.meta", "key": "label_names", "md5": sums["batches.meta"]}
    monkeypatch.setattr(datasets.CIFAR10, "tgz_md5", md5(archive))
    monkeypatch.setattr(datasets.CIFAR10, "train_list", batches)
    monkeypatch.setattr(datasets.CIFAR10, "test_list", [["test_batch", sums["test_batch"]]])
    monkeypatch.setattr(datasets.CIFAR10, "meta", meta)


class Mirror:
    """假镜像站。body是它给的内容；ranges说它会不会接着传；drop说下一次传多少字节就断。"""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.ranges = True
        self.drop: int | None = None
        self.asked: list[tuple[str, str | None]] = []  # (路径, Range)
        self.sent: list[int] = []
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with suppress(ConnectionError):  # 对方中途走了
                    mirror.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        wanted = handler.headers["Range"]
        self.asked.append((handler.path, wanted))
        if handler.path != f"/{ARCHIVE}":
            handler.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
        start = start if self.ranges else 0
        if start and start >= len(self.body):
            handler.send_error(416)
            return
        body = self.body[start:]
        handler.send_response(206 if start else 200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        body, self.drop = body[: self.drop], None
        self.sent.append(len(body))
        handler.wfile.write(body)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


FILES = batch_files(Warns())
GOOD = pack(FILES)


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "ROOT", "MIRROR"):
        monkeypatch.delenv(f"TUTORIAL_POOL_{name}", raising=False)
    monkeypatch.setenv("no_proxy", "*")
    expect(monkeypatch, GOOD, FILES)


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    server = Mirror(GOOD)
    yield server
    server.close()


@pytest.fixture
def offline() -> str:
    """一个没人听的端口。"""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """还不存在，连上一层也不存在：下载要自己建。"""
    return tmp_path / "我的 数据" / "dataset"


def real(root: Path, mirror: str, **options: Any) -> Any:
    return cifar10(root, source="real", download=True, mirror=mirror, **options)


def install(root: Path, files: dict[str, bytes] = FILES) -> Path:
    folder = root / FOLDER
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def part(root: Path) -> Path:
    return root / f"{ARCHIVE}.part"


# 下载成功的路


def test_download(root: Path, mirror: Mirror, capsys: pytest.CaptureFixture[str]) -> None:
    pictures = real(root, mirror.url)
    assert pictures.source == "real"
    assert pictures.targets == TEST_LABELS
    assert pictures.classes[3] == "class 3"
    data = pickle.loads(batch_files()["test_batch"])["data"]
    np.testing.assert_array_equal(pictures.data, data.reshape(10, 3, 32, 32).transpose(0, 2, 3, 1))
    assert names(root) == [FOLDER]  # 压缩包、.part和临时文件夹都收拾了
    assert names(root / FOLDER) == sorted(FILES)
    assert not (root.parent / "outside").exists()
    output = capsys.readouterr()
    assert output.out == ""
    assert ARCHIVE in output.err
    assert "100%" in output.err
    assert "k/" in output.err  # 带单位的进度，这里是几百k


def test_second_time_needs_no_network(root: Path, mirror: Mirror) -> None:
    real(root, mirror.url)
    assert len(real(root, mirror.url, train=True)) == 50
    assert len(mirror.asked) == 1


def test_full_address_of_the_archive(root: Path, mirror: Mirror) -> None:
    assert real(root, mirror.url + ARCHIVE).source == "real"
    assert mirror.asked == [(f"/{ARCHIVE}", None)]


def test_without_mirror_it_is_the_official_address(
    root: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datasets.CIFAR10, "url", mirror.url + ARCHIVE)
    assert cifar10(root, download=True).source == "real"


def test_settings_by_environment(
    root: Path, mirror: Mirror, offline: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTORIAL_POOL_ROOT", str(root))
    monkeypatch.setenv("TUTORIAL_POOL_MIRROR", mirror.url)
    monkeypatch.setenv("TUTORIAL_POOL_DATA", "real")
    assert cifar10(download=True).source == "real"
    assert names(root) == [FOLDER]
    with pytest.raises(ConnectionError):  # 参数比环境变量优先
        cifar10(root / "另一个", mirror=offline, download=True)


def test_resume_after_the_connection_dropped(root: Path, mirror: Mirror) -> None:
    mirror.drop = 100_000
    with pytest.raises(ConnectionError, match="只收到100000字节"):
        real(root, mirror.url)
    assert names(root) == [part(root).name]
    assert part(root).read_bytes() == GOOD[:100_000]
    assert real(root, mirror.url).source == "real"
    assert mirror.asked[1] == (f"/{ARCHIVE}", "bytes=100000-")
    assert mirror.sent == [100_000, len(GOOD) - 100_000]


def test_server_without_range_starts_over(root: Path, mirror: Mirror) -> None:
    mirror.ranges, mirror.drop = False, 100_000
    with pytest.raises(ConnectionError):
        real(root, mirror.url)
    assert real(root, mirror.url).source == "real"
    assert mirror.sent == [100_000, len(GOOD)]


def test_part_longer_than_the_whole_starts_over(root: Path, mirror: Mirror) -> None:
    root.mkdir(parents=True)
    part(root).write_bytes(b"x" * (len(GOOD) + 5))
    assert real(root, mirror.url).source == "real"
    assert [wanted for _, wanted in mirror.asked] == [f"bytes={len(GOOD) + 5}-", None]


def test_interrupted_by_the_user_and_resumed(
    root: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Impatient(tqdm):
        def update(self, n: float | None = 1) -> bool | None:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"{MODULE}.tqdm", Impatient)
        with pytest.raises(KeyboardInterrupt):
            cifar10(root, download=True, mirror=mirror.url)
    kept = part(root).stat().st_size
    assert 0 < kept < len(GOOD)
    assert names(root) == [part(root).name]
    assert real(root, mirror.url).source == "real"
    assert mirror.asked[1][1] == f"bytes={kept}-"


def test_two_processes_at_once(root: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> None:
    """第一个下到一半时，第二个从那里接着下完、装好、收拾干净；第一个再继续。"""
    others: list[Any] = []

    class Meanwhile(tqdm):
        def update(self, n: float | None = 1) -> bool | None:
            monkeypatch.setattr(f"{MODULE}.tqdm", tqdm)
            if not others:
                others.append(None)
                others.append(real(root, mirror.url))
            return super().update(n)

    monkeypatch.setattr(f"{MODULE}.tqdm", Meanwhile)
    first = real(root, mirror.url)
    assert len(mirror.asked) == 2
    np.testing.assert_array_equal(first.data, others[1].data)
    assert FOLDER in names(root)


def test_archive_put_there_by_hand(root: Path, offline: str) -> None:
    root.mkdir(parents=True)
    (root / ARCHIVE).write_bytes(GOOD)
    part(root).write_bytes(GOOD[:10])  # 先前没下完的，不该挡路
    assert real(root, offline).source == "real"
    assert names(root) == [FOLDER]


def test_half_archive_left_by_torchvision_is_resumed(root: Path, mirror: Mirror) -> None:
    root.mkdir(parents=True)
    (root / ARCHIVE).write_bytes(GOOD[:70_000])
    assert real(root, mirror.url).source == "real"
    assert mirror.asked[0][1] == "bytes=70000-"


def test_two_halves(root: Path, mirror: Mirror) -> None:
    root.mkdir(parents=True)
    (root / ARCHIVE).write_bytes(GOOD[:70_000])
    part(root).write_bytes(GOOD[:100_000])
    assert real(root, mirror.url).source == "real"
    assert mirror.asked[0][1] == "bytes=100000-"
    assert names(root) == [FOLDER]


def test_damaged_folder_is_replaced_and_other_files_stay(root: Path, mirror: Mirror) -> None:
    folder = install(root, {**FILES, "test_batch": b"half"})
    (folder / "notes.txt").write_text("mine")
    (root / "homework.py").write_text("mine too")
    assert real(root, mirror.url).targets == TEST_LABELS
    assert (folder / "notes.txt").read_text() == "mine"
    assert (root / "homework.py").read_text() == "mine too"


# 下载失败的路：说清楚，不留下会被当真的东西


def check_message(error: BaseException, *words: str) -> None:
    text = str(error)
    assert "\n" not in text
    for word in words:
        assert word in text


def test_wrong_md5_is_never_opened(root: Path, mirror: Mirror, tmp_path: Path) -> None:
    flag = tmp_path / "opened"
    bomb = batch_files(Bomb(flag))
    mirror.body = pack(bomb)
    with pytest.raises(ValueError, match="MD5不符") as caught:
        real(root, mirror.url)
    check_message(caught.value, str(root), mirror.url, "mirror")
    assert caught.value.__cause__ is not None
    assert not flag.exists()
    assert names(root) == []
    pickle.loads(bomb["test_batch"])
    assert flag.exists()  # 炸弹是真的


def test_wrong_file_inside_is_never_opened(
    root: Path, mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flag = tmp_path / "opened"
    mirror.body = pack({**FILES, "test_batch": batch_files(Bomb(flag))["test_batch"]})
    monkeypatch.setattr(datasets.CIFAR10, "tgz_md5", md5(mirror.body))
    with pytest.raises(ValueError, match="test_batch缺失或损坏"):
        real(root, mirror.url)
    assert not flag.exists()
    assert names(root) == []


@pytest.mark.parametrize("known", [False, True], ids=["wrong md5", "right md5"])
@pytest.mark.parametrize(
    "body", [GOOD[:-30_000], b"", b"<html>login</html>"], ids=["truncated", "empty", "not tar"]
)
def test_what_is_not_the_archive(
    root: Path, mirror: Mirror, body: bytes, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.body = body
    if known:
        monkeypatch.setattr(datasets.CIFAR10, "tgz_md5", md5(body))
    with pytest.raises(ValueError, match="压缩包打不开" if known else "MD5不符"):
        real(root, mirror.url)
    assert names(root) == []


def test_archive_without_one_of_the_files(
    root: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.body = pack({name: FILES[name] for name in FILES if name != "data_batch_3"})
    monkeypatch.setattr(datasets.CIFAR10, "tgz_md5", md5(mirror.body))
    with pytest.raises(ValueError, match="data_batch_3缺失或损坏"):
        real(root, mirror.url)
    assert names(root) == []


def test_no_network(root: Path, offline: str) -> None:
    with pytest.raises(ConnectionError) as caught:
        real(root, offline)
    check_message(caught.value, "没有真图", offline + ARCHIVE, "mirror", str(root))
    assert caught.value.__cause__ is not None


def test_not_found_on_the_server(root: Path, mirror: Mirror) -> None:
    with pytest.raises(ConnectionError, match="HTTP 404 Not Found"):
        real(root, mirror.url + "elsewhere/")


@pytest.mark.parametrize("address", ["镜像", "http://"])
def test_address_that_is_none(root: Path, address: str) -> None:
    with pytest.raises(ConnectionError) as caught:
        real(root, address)
    check_message(caught.value, address)


def test_silent_server(root: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(request: Any, timeout: float) -> Any:
        raise TimeoutError(f"timed out after {timeout}")

    monkeypatch.setattr(f"{MODULE}.urlopen", hang)
    with pytest.raises(ConnectionError, match="timed out after 30"):
        real(root, mirror.url)


@pytest.mark.parametrize("method", ["mkdir", "touch", "open", "replace"])
def test_read_only_folder(
    root: Path, mirror: Mirror, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_: Any, **__: Any) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, method, refuse)  # 以root身份跑测试时，chmod拦不住
    with pytest.raises(PermissionError) as caught:
        real(root, mirror.url)
    check_message(caught.value, str(root), "用root换一个")
    assert isinstance(caught.value.__cause__, PermissionError)


def test_read_only_disk(root: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: Any, **__: Any) -> Any:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(PermissionError, match="用root换一个"):
        real(root, mirror.url)


def test_root_that_is_a_file(tmp_path: Path, mirror: Mirror) -> None:
    (tmp_path / "dataset").write_text("mine")
    with pytest.raises(OSError, match="检查这个文件夹"):
        real(tmp_path / "dataset", mirror.url)
    assert (tmp_path / "dataset").read_text() == "mine"


def test_disk_full_while_downloading(
    root: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SmallDisk(io.FileIO):
        def write(self, content: Any) -> int:
            if self.tell():
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", lambda path, mode: SmallDisk(path, mode))
        with pytest.raises(OSError, match="磁盘满了") as caught:
            real(root, mirror.url)
    assert caught.value.errno == errno.ENOSPC
    check_message(caught.value, str(root), "400 MB", "用root换一个")
    kept = part(root).stat().st_size
    assert 0 < kept < len(GOOD)
    assert real(root, mirror.url).source == "real"
    assert mirror.asked[1][1] == f"bytes={kept}-"


def test_disk_full_while_unpacking(
    root: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(tarfile.TarFile, "makefile", full)
        with pytest.raises(OSError, match="磁盘满了") as caught:
            real(root, mirror.url)
    assert caught.value.errno == errno.ENOSPC
    assert names(root) == [part(root).name]
    assert real(root, mirror.url).source == "real"
    assert len(mirror.asked) == 1  # 已经下完的不再下


# 选哪一种


def test_missing_and_not_asked_to_download(
    root: Path, mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTORIAL_POOL_DATA", "real")
    with pytest.raises(FileNotFoundError) as caught:
        cifar10(root, mirror=mirror.url)
    check_message(caught.value, str(root), "没有真图", "download=True", ARCHIVE)
    assert caught.value.__cause__ is not None
    assert mirror.asked == []


@pytest.mark.parametrize(
    "damage", [{"test_batch": b"half"}, {"batches.meta": b"half"}, {"data_batch_2": b""}]
)
def test_damaged_and_not_asked_to_download(root: Path, damage: dict[str, bytes]) -> None:
    install(root, {**FILES, **damage})
    with pytest.raises(ValueError, match="损坏"):
        cifar10(root, source="real")


@pytest.mark.parametrize("source", ["real", "auto", None])
def test_real_pictures_where_they_are(
    root: Path, source: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    install(root)
    pictures = cifar10(
        root,
        train=True,
        source=source,
        transform=transforms.ToTensor(),
        target_transform=lambda label: label + 100,
    )
    assert pictures.source == "real"
    assert len(pictures) == 50
    image, target = pictures[3]
    assert image.shape == (3, 32, 32)
    assert target == 103
    assert capsys.readouterr() == ("", "")


def test_integrity_is_torchvisions(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """有的机器让torchvision不查MD5，只看文件在不在：那就照它的。"""
    install(root, batch_files(extra="别的内容"))
    with pytest.raises(ValueError, match="损坏"):
        cifar10(root, source="real")
    cls = datasets.CIFAR10
    monkeypatch.setattr(cls, "train_list", [[name, None] for name, _ in cls.train_list])
    monkeypatch.setattr(cls, "test_list", [[name, None] for name, _ in cls.test_list])
    monkeypatch.setattr(cls, "meta", {**cls.meta, "md5": None})
    assert cifar10(root, source="real").source == "real"
    (root / FOLDER / "test_batch").write_bytes(b"<html>")
    with pytest.raises(ValueError, match="损坏"):
        cifar10(root, source="real")


def line(capsys: pytest.CaptureFixture[str]) -> str:
    """打印到标准输出的那一行，有且只有一行。"""
    output = capsys.readouterr().out
    assert output.endswith("\n")
    assert output.count("\n") == 1
    assert "替身" in output
    return output


def test_auto_missing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pictures = cifar10(root)
    assert (pictures.source, len(pictures)) == ("standin", 10_000)
    text = line(capsys)
    assert "没有真图" in text
    assert "download=True" in text
    assert "损坏" not in text


def test_auto_damaged(root: Path, offline: str, capsys: pytest.CaptureFixture[str]) -> None:
    install(root, {**FILES, "test_batch": b"half"})
    for download in (False, True):
        assert cifar10(root, download=download, mirror=offline).source == "standin"
        text = line(capsys)
        assert "损坏" in text
        assert "没有真图" not in text
    assert (root / FOLDER / "test_batch").read_bytes() == b"half"


def test_auto_when_the_download_fails(
    root: Path, mirror: Mirror, capsys: pytest.CaptureFixture[str]
) -> None:
    mirror.drop = 1000
    options = {"download": True, "mirror": mirror.url}
    assert cifar10(root, train=True, **options).source == "standin"
    text = line(capsys)
    assert mirror.url in text
    assert "只收到1000字节" in text
    assert cifar10(root, train=True, **options).source == "real"


def test_auto_when_the_disk_is_full(
    root: Path,
    mirror: Mirror,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    assert cifar10(root, download=True, mirror=mirror.url).source == "standin"
    text = line(capsys)
    assert "磁盘满了" in text
    assert "Errno" not in text


@pytest.mark.parametrize("by_environment", [False, True])
def test_standin_forced_is_quiet_and_leaves_the_disk_alone(
    root: Path,
    by_environment: bool,
    mirror: Mirror,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    install(root)
    source = None if by_environment else "standin"
    monkeypatch.setenv("TUTORIAL_POOL_DATA", "standin" if by_environment else "real")
    pictures = cifar10(
        root,
        source=source,
        download=True,
        mirror=mirror.url,
        train=True,
        transform=transforms.ToTensor(),
        target_transform=CLASS_NAMES_ZH.__getitem__,
    )
    image, target = pictures[0]
    assert pictures.source == "standin"
    assert len(pictures) == 50_000
    assert image.shape == (3, 32, 32)
    assert target == CLASS_NAMES_ZH[pictures.targets[0]]
    assert capsys.readouterr() == ("", "")
    assert mirror.asked == []
    assert names(root) == [FOLDER]


def test_argument_beats_environment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTORIAL_POOL_DATA", "standin")
    with pytest.raises(FileNotFoundError):
        cifar10(root, source="real")


def test_source_that_is_none_of_the_three(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="auto、real或standin，收到'fake'"):
        cifar10(root, source="fake")
    monkeypatch.setenv("TUTORIAL_POOL_DATA", "Real")
    with pytest.raises(ValueError, match="auto、real或standin，收到'Real'"):
        cifar10(root)


def test_chinese_names_match_the_english_ones() -> None:
    english = cifar10(source="standin").classes
    assert len(CLASS_NAMES_ZH) == len(english) == 10
    pairs = dict(zip(english, CLASS_NAMES_ZH, strict=True))
    assert pairs["airplane"] == "飞机"
    assert pairs["cat"] == "猫"
    assert pairs["truck"] == "卡车"
