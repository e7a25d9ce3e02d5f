"""像GitHub Pages那样供网站：该压的压，数着送出了多少；网络和处理器可以放慢。"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import make
from playwright.sync_api import Page

# GitHub Pages用gzip压的那几种
PACKED = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"}

Sent = list[tuple[str, int]]  # 送出的每个文件，和它的字节数，不算头


@cache
def packed(path: Path) -> bytes:
    """gzip以后的样子。"""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Handler(make.Handler):
    """会压的就压，送出去的都记下。"""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802
        """一个文件；文件夹就是里面的index.html。"""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        small = path.suffix in PACKED
        data = packed(path) if small else path.read_bytes()
        self.server.sent.append((urlsplit(self.path).path.lstrip("/"), len(data)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)


class Host(make.Server):
    """供着网站，记着送出了什么。"""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.sent: Sent = []

    @property
    def address(self) -> str:
        """网站的地址。"""
        return f"http://127.0.0.1:{self.server_port}"

    def url(self, page: str) -> str:
        """这一页的地址。"""
        return f"{self.address}/{page}.html"


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """供在本机的一个空端口上。"""
    with Host(folder) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


def slow_down(page: Page) -> None:
    """1.6 Mbit/s，来回150毫秒，主线程慢4倍：Chromium的开发者工具就是这样放慢的，后台线程不慢。"""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    speed = {"latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
    session.send("Network.emulateNetworkConditions", {"offline": False} | speed)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
