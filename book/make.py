"""生成网站和PDF，重跑笔记本。

用法见`python book/make.py --help`，或`hatch run book`、`hatch run pdf`、`hatch run refresh`。
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import contents
import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, DeadKernelError
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
SKIP = shutil.ignore_patterns("_ext", "dataset", "logs", "__pycache__", ".ipynb_checkpoints")


class MakeError(Exception):
    """做不成的事，和给读者看的原因。"""


# ---- 笔记本 ----


def persistent(start: Callable[..., Any], tries: int = 3) -> Callable[..., Any]:
    """启动内核没有成，再试几次：端口是先挑好、再由内核去绑的，几个进程同时挑，会撞上。"""

    def again(*arguments: Any, **named: Any) -> Any:
        for left in reversed(range(tries)):
            try:
                return start(*arguments, **named)
            except RuntimeError as error:
                if not left or "before replying" not in str(error):  # 起来以后才没有的，不算
                    raise
        return None

    return again


class ThisPython(AsyncKernelManager):
    """内核总是当前的Python，不管用户的电脑上还登记了哪些内核。"""

    @property
    def kernel_spec(self) -> KernelSpec:
        """怎样启动内核。"""
        # 内核只听本机，不必提醒读者通信没有加密
        launch = [sys.executable, "-m", "ipykernel_launcher", "--log-level=ERROR"]
        return KernelSpec(argv=[*launch, "-f", "{connection_file}"], language="python")


def execute(path: Path, **environment: str) -> NotebookNode:
    """从头运行一个笔记本，返回带着新输出的笔记本；文件不动。"""
    notebook = nbformat.read(path, as_version=4)
    running = 0

    def remember(cell: NotebookNode, cell_index: int) -> None:
        nonlocal running
        running = cell_index + 1

    client = NotebookClient(
        notebook,
        kernel_manager_class=ThisPython,
        resources={"metadata": {"path": str(path.parent)}},
        timeout=1800,
        record_timing=False,
        coalesce_streams=True,
        on_cell_start=remember,
    )
    try:
        persistent(client.execute)(env=os.environ | environment)
    except (CellControlSignal, DeadKernelError) as error:
        raise MakeError(f"{path}的第{running}格出错：\n{error}") from error
    return notebook


def normalize(notebook: NotebookNode) -> str:
    """去掉因时因机而异的东西，同样的内容总得到同样的文本。"""
    notebook.metadata.kernelspec = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    notebook.metadata.language_info = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code" and not cell.source.strip():
            cell.update(execution_count=None, outputs=[])
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                # 各个文件里的那几层带着本机的路径，对读者也没有用
                output.traceback = [
                    frame
                    for frame in output.traceback
                    if not re.match(r"(\x1b\[[\d;]*m)*File ", frame)
                ]
    return nbformat.writes(notebook) + "\n"


def write_whole(path: Path, text: str) -> bool:
    """把文本写进文件，要么写全要么不动；没有变化就不写，返回False。"""
    data = text.encode("utf-8")
    if path.exists() and path.read_bytes() == data:
        return False
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(data)
    temporary.replace(path)
    return True


def refresh(paths: Iterable[Path]) -> None:
    """用替身数据重跑笔记本，存好输出；里面的目录表也换成现在的。"""
    for path in paths:
        with tempfile.TemporaryDirectory() as empty:  # 练习的进度从零开始
            progress = str(Path(empty) / "progress.json")
            notebook = execute(path, TUTORIAL_POOL_DATA="standin", TUTORIAL_POOL_PROGRESS=progress)
        contents.fill(notebook, path.parent)
        changed = write_whole(path, normalize(notebook))
        print(f"{path}：{'已更新' if changed else '没有变化'}", flush=True)


def notebooks(folder: Path) -> list[Path]:
    """文件夹里的全部笔记本，按路径排序。"""
    found = folder.rglob("*.ipynb")
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


# ---- 网站 ----


def build(source: Path = ROOT, output: Path = ROOT) -> Path:
    """把source里的书做成网站，返回网站所在的output/_build/html；有警告也算失败。"""
    # --all：只重做改过的页，会漏掉上一次的警告
    launch = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", launch, "build", "-W", "-n", "--keep-going", "--all"]
    command += ["--config", str(ROOT / "_config.yml"), "--toc", str(ROOT / "_toc.yml")]
    command += ["--path-output", str(output), str(source)]
    result = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    if result.returncode:
        lines = re.sub(r"\x1b\[[\d;]*m", "", result.stdout).splitlines()
        told = re.compile(r"WARNING|ERROR|^[\w. ]*[Ee]rror\b.*\w")
        wrong = [line for line in lines if told.search(line)]
        raise MakeError("\n".join(["网站没有做成：", *(wrong or lines[-30:])]))
    return output / "_build" / "html"


def build_real() -> Path:
    """在真的CIFAR-10上重跑图片各章，做成网站；book/里的文件不动。"""
    root = Path(os.environ.get("TUTORIAL_POOL_ROOT", BOOK / "dataset")).resolve()
    from tutorial_pool.book.cifar10 import cifar10

    try:
        cifar10(root, source="real", download=True)
    except (OSError, ValueError) as error:
        raise MakeError(str(error)) from error

    copy = ROOT / ".cache" / "real"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(BOOK, copy / "book", ignore=SKIP)
    for path in notebooks(copy / "book"):
        if "tutorial_pool.book.cifar10" in path.read_text(encoding="utf-8"):
            print(f"正在真的CIFAR-10上运行{path.name}……", flush=True)
            notebook = execute(path, TUTORIAL_POOL_DATA="real", TUTORIAL_POOL_ROOT=str(root))
            write_whole(path, normalize(notebook))
    return build(copy)


class Handler(SimpleHTTPRequestHandler):
    """不记日志的文件服务；类型写明，因为Windows的注册表里常有错的。"""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".ipynb": "application/x-ipynb+json",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
    }

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """没有这一页，就给404.html，和网站上一样。"""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """不记日志。"""


class Server(ThreadingHTTPServer):
    """本机的网页服务。"""

    # Windows上这一项为真时，端口被别的程序占着也能绑上
    allow_reuse_address = os.name != "nt"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """浏览器中途断开是常事，不必报告。"""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve(folder: Path, port: int = 8000) -> Server:
    """在本机的端口上供网页；端口被占就换一个空的。"""
    handler = partial(Handler, directory=str(folder))
    try:
        return Server(("127.0.0.1", port), handler)
    except OSError:
        server = Server(("127.0.0.1", 0), handler)
        print(f"端口{port}已被占用，改用{server.server_port}。")
        return server


def make_book(arguments: argparse.Namespace) -> None:
    """做成网站，再打开它。"""
    print("正在生成网站……", flush=True)
    site = build_real() if arguments.data == "real" else build()
    if arguments.build_only:
        print(f"网站在{site}")
        return
    with serve(site, arguments.port) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        print(f"网站在{address}，按Ctrl+C停止。", flush=True)
        if not arguments.no_open:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def make_pdf(arguments: argparse.Namespace) -> None:
    """把整本书写成PDF；网站先做好。"""
    import pdf  # 要playwright，做网站时不必有

    pdf.check()
    print("正在生成网站……", flush=True)
    site = build()
    print("正在排版……", flush=True)
    pages = pdf.write(site, arguments.output)
    size = arguments.output.stat().st_size
    print(f"{arguments.output}：{pages}页，{size / 2**20:.1f} MB")


def main(argv: list[str] | None = None) -> int:
    """命令行。"""
    parser = argparse.ArgumentParser(description="生成网站和PDF，重跑笔记本。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    book = commands.add_parser("book", help="生成网站并打开")
    book.add_argument("--build-only", action="store_true", help="只生成，不打开")
    book.add_argument("--no-open", action="store_true", help="不打开浏览器")
    book.add_argument("--port", type=int, default=8000, help="网页服务的端口（默认8000）")
    book.add_argument(
        "--data",
        choices=["standin", "real"],
        default="standin",
        help="图片各章的输出来自替身（默认）还是真的CIFAR-10",
    )
    paper = commands.add_parser("pdf", help="把整本书写成PDF")
    paper.add_argument(
        "--output",
        type=Path,
        default=ROOT / "_build" / "tutorial-pool.pdf",
        metavar="文件",
        help="写到哪里（默认_build/tutorial-pool.pdf）",
    )
    again = commands.add_parser("refresh", help="重跑笔记本，存好输出")
    again.add_argument("files", nargs="*", type=Path, metavar="笔记本", help="默认是book里的全部")
    arguments = parser.parse_args(argv)
    try:
        if arguments.command == "book":
            make_book(arguments)
        elif arguments.command == "pdf":
            make_pdf(arguments)
        else:
            refresh([path.resolve() for path in arguments.files] or notebooks(BOOK))
    except MakeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
