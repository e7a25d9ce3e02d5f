"""浏览器里的Python：从npm上的Pyodide里，裁出练习用得着的那一份，压得尽量小。

原来的一份gzip以后6.4 MB，慢的网络上要取半分钟；裁过的不到它的六成。裁掉的是：

- 只有另外下载的扩展模块才用得着的，网站上没有那样的模块：WebAssembly的几千个出口；
  脚本里画三维图形、放声音这些上千个函数（`trim`）。
- 标准库里启动和检查都用不着的，放到另一个文件里，用到才取。
  都编译成字节码，启动也快（`compile_stdlib.mjs`）。
- `eval`：它只在装扩展模块时用，网站的安全策略也不许用。

文件用LZMA压：比gzip小四分之一。浏览器自己不会解，由unpack.js来解，边取边解。
都只和Pyodide的版本有关，所以做好的存在`.cache/python`里，下次直接用。
"""

import hashlib
import json
import lzma
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from site_assets import CACHE as PACKAGES
from site_assets import HERE, esbuild, find_node, install, run

CACHE = PACKAGES.parent / "python"

# 启动时Python自己导入的（初学常用的多半在内），加上检查要用的；别的放在另一个zip里，用到才取
# fmt: off
CHECKING = [
    "_ast_unparse", "ctypes", "ctypes._endian", "decimal", "encodings.cp437",
    "fractions", "html", "html.entities", "importlib.readers", "importlib.resources",
    "importlib.resources.*", "numbers", "pkgutil", "statistics", "sysconfig",
]
# fmt: on
# fmt: off
NEVER = [
    "_pyrepl", "antigravity", "dbm", "ensurepip", "http.server", "idlelib", "imaplib",
    "lib2to3", "mailbox", "multiprocessing", "poplib", "pydoc_data", "smtplib",
    "socketserver", "sqlite3", "test", "tkinter", "turtle", "turtledemo", "venv",
    "webbrowser", "wsgiref", "xmlrpc",
]
# fmt: on

SCRIPT = "pyodide.asm.mjs"
WORKER = "python_worker.js"
LICENSE = "Pyodide, Mozilla Public License 2.0, pyodide.org"

# Pyodide的脚本里，一个出口一句：_名字=Module["_名字"]=wasmExports["名字"];
EXPORT = re.compile(r'(_\w+)=Module\["\1"\]=wasmExports\["\w+"\];')
WORD = re.compile(r"[\w$]+")
OFFERED = re.compile(r"wasmImports=\{([^{}]*)\}")  # 给WebAssembly的：名字，或者 名字:函数
SIGNATURE = re.compile(r'([\w$]+)\.sig="\w*";')
SHOWN = re.compile(r'Module\["([\w$]+)"\]=([\w$]+);')
READ = re.compile(r"""[.'"]([\w$]+)""")  # 读Module上的一个：Module.名字，Module["名字"]
EVAL = re.compile(r"\beval\(")
NOTHING = "nothing"


def prepared() -> Path:
    """裁好的文件所在的文件夹；没有就现做，十几秒。"""
    recipe = [HERE / "package-lock.json", HERE / "compile_stdlib.mjs", Path(__file__)]
    texts = b"".join(path.read_bytes().replace(b"\r\n", b"\n") for path in recipe)
    target = CACHE / hashlib.sha256(texts).hexdigest()[:16]
    if not target.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as temporary:
            ready = Path(temporary) / "ready"
            ready.mkdir()
            prepare(install() / "pyodide", ready, Path(temporary))
            ready.replace(target)  # 要么完整，要么没有
    return target


def prepare(pyodide: Path, target: Path, scratch: Path) -> None:
    """裁好，压好，写进`target`。"""
    script, wasm = trim(
        (pyodide / "pyodide.asm.mjs").read_text(encoding="utf-8"),
        (pyodide / "pyodide.mjs").read_text(encoding="utf-8"),
        (pyodide / "pyodide.asm.wasm").read_bytes(),
        scratch,
    )
    (target / SCRIPT).write_text(script, encoding="utf-8", newline="\n")
    (target / "python.wasm.bin").write_bytes(packed(wasm))
    for archive in compile_stdlib(pyodide, scratch):
        (target / f"{archive.name}.bin").write_bytes(packed(archive.read_bytes()))


def write_files(static: Path) -> None:
    """把浏览器要取的文件放进`static`：后台线程的脚本，和压好的几个，在pyodide里。"""
    folder = static / "pyodide"
    folder.mkdir(parents=True, exist_ok=True)
    ready = prepared()
    for file in ready.glob("*.bin"):
        shutil.copy(file, folder)
    options = ["--bundle", "--format=esm", "--target=es2022", "--external:node:*"]
    options += [f"--alias:pyodide-script={ready / SCRIPT}", f"--banner:js=/* {LICENSE} */"]
    options += ["--define:eval=undefined", "--log-level=error", "--legal-comments=none"]
    esbuild([HERE / WORKER], [*options, f"--outfile={static / WORKER}"])


def packed(data: bytes) -> bytes:
    """压成LZMA；字典不大，手机上解得开。"""
    how = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "pb": 0}
    how["dict_size"] = 1 << 24
    return lzma.compress(data, check=lzma.CHECK_CRC32, filters=[how])


def compile_stdlib(pyodide: Path, scratch: Path) -> list[Path]:
    """标准库编译成字节码，打成两个zip：先要的，和用到才取的。"""
    archives = [scratch / "stdlib.zip", scratch / "more.zip"]
    command = [find_node(), str(HERE / "compile_stdlib.mjs"), str(pyodide), str(scratch)]
    subprocess.run(
        command, input=json.dumps([CHECKING, NEVER]).encode(), check=True, capture_output=True
    )
    return archives


# ---- 脚本和WebAssembly ----


def trim(script: str, loader: str, wasm: bytes, scratch: Path) -> tuple[str, bytes]:
    """去掉用不着的：WebAssembly不叫的函数，没有一句JavaScript用得着的出口，两边一起去。"""
    script = without_imports(script, imports(dict(split(wasm))[2]))
    script = without_exports(script, loader)
    script = without_dead_code(script, scratch)
    return script, with_exports(wasm, set(WORD.findall(script + loader)))


def without_imports(script: str, wanted: list[tuple[str, str]]) -> str:
    """给WebAssembly的函数，它不叫的都不给；只要一个地址、从来不叫的，给一个空的。"""
    called = {name for module, name in wanted if not module.startswith("GOT")}
    pointed = {name for module, name in wanted if module.startswith("GOT")}
    kept, dropped = [], set()
    for entry in OFFERED.search(script)[1].split(","):
        name, _, function = entry.partition(":")
        if name in called:
            kept.append(entry)
        else:
            dropped.add(function or name)
            kept += [f"{name}:{NOTHING}"] * (name in pointed)
    script = OFFERED.sub(f"wasmImports={{{','.join(kept)}}}", script)
    script = SIGNATURE.sub(lambda found: "" if found[1] in dropped else found[0], script)
    script = SHOWN.sub(lambda found: "" if found[2] in dropped else found[0], script)
    return f'function {NOTHING}(){{}}{NOTHING}.sig="v";{script}'


def without_exports(script: str, loader: str) -> str:
    """`Module`上没有人读的，不必放上去；WebAssembly的出口，放上去才有人用的也不必要。"""
    words = Counter(WORD.findall(script + loader))

    def is_unused(name: str) -> bool:
        return words[name] == 3  # 声明一次，那一句里两次

    unused = {name for name in EXPORT.findall(script) if is_unused(name)}
    script = EXPORT.sub(lambda found: "" if found[1] in unused else found[0], script)
    script = re.sub(
        r"var ((?:_\w+,){100,}_\w+);",
        lambda found: f"var {','.join(n for n in found[1].split(',') if n not in unused)};",
        script,
    )
    read = set(READ.findall(SHOWN.sub("", script))) | set(WORD.findall(loader))
    return SHOWN.sub(lambda found: found[0] if found[1] in read else "", script)


def without_dead_code(script: str, scratch: Path) -> str:
    """没有人用的函数和变量，由terser去掉。"""
    source = scratch / SCRIPT
    source.write_text(EVAL.sub("undefined(", script), encoding="utf-8")
    options = ["--module", "--mangle", "--compress", "passes=3,pure_getters"]
    result = run("terser", [str(source), *options])
    result.check_returncode()
    return result.stdout


def with_exports(wasm: bytes, used: set[str]) -> bytes:
    """WebAssembly的二进制格式：8字节的开头，再一节一节，每节是编号、长度、内容。第2节是进口，第7节是出口。"""
    sections = dict(split(wasm))
    linked = {name for module, name in imports(sections[2]) if module.startswith("GOT")}
    kept = [
        entry for name, entry in exports(sections[7]) if name in linked | used or f"_{name}" in used
    ]
    parts = [wasm[:8]]
    for number, body in split(wasm):
        if number == 7:
            body = number_bytes(len(kept)) + b"".join(kept)
        parts += [bytes([number]), number_bytes(len(body)), body]
    return b"".join(parts)


def split(wasm: bytes) -> list[tuple[int, bytes]]:
    """一节一节的编号和内容。"""
    found, place = [], 8
    while place < len(wasm):
        size, start = read_number(wasm, place + 1)
        found.append((wasm[place], wasm[start : start + size]))
        place = start + size
    return found


def exports(section: bytes) -> list[tuple[str, bytes]]:
    """每一个出口的名字，和它的那几个字节：名字、种类、编号。"""
    found = []
    count, place = read_number(section, 0)
    for _ in range(count):
        name, end = read_name(section, place)
        _, end = read_number(section, end + 1)
        found.append((name, section[place:end]))
        place = end
    return found


def imports(section: bytes) -> list[tuple[str, str]]:
    """每一个进口的模块和名字。"""
    found = []
    count, place = read_number(section, 0)
    for _ in range(count):
        module, place = read_name(section, place)
        name, place = read_name(section, place)
        found.append((module, name))
        kind, place = section[place], place + 1
        if kind in (1, 3):  # 表和全局变量，先写一个字节的类型
            place += 1
        if kind == 3:
            place += 1  # 能不能改
        elif kind == 4:
            _, place = read_number(section, place + 1)
        elif kind == 0:
            _, place = read_number(section, place)
        else:  # 表和内存的大小：有没有上限，下限，上限
            limited = section[place] & 1
            _, place = read_number(section, place + 1)
            if limited:
                _, place = read_number(section, place)
    return found


def read_name(data: bytes, place: int) -> tuple[str, int]:
    """一个名字，和它后面的位置。"""
    size, start = read_number(data, place)
    return data[start : start + size].decode(), start + size


def read_number(data: bytes, place: int) -> tuple[int, int]:
    """一个LEB128写法的数，和它后面的位置：七位一个字节，低位在前。"""
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, place


def number_bytes(value: int) -> bytes:
    """一个数的LEB128写法。"""
    parts = []
    while value >= 128:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])
