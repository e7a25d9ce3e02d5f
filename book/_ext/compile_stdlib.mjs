// 把标准库编译成字节码，给浏览器里的Python用：不必在读者那里再编译，启动快一倍多。
// 分成两个zip：stdlib.zip里是启动和检查要用的，more.zip里是别的。
// 编译的就是那个Python自己，所以版本总是对的。用法：node compile_stdlib.mjs pyodide所在的文件夹 写到哪里
// 标准输入里是JSON：还要先带上的模块，和怎样也不要的模块。

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
// 报错时只说第几行，不说第几列，字节码小两成
const pyodide = await loadPyodide({ indexURL: `${folder}/`, env: { HOME: "/", PYTHONNODEBUGRANGES: "1" } });

pyodide.FS.writeFile("/source.zip", readFileSync(`${folder}/python_stdlib.zip`));
pyodide.globals.set("wanted", readFileSync(0, "utf8"));
pyodide.runPython(`
import json, marshal, sys
from importlib.util import MAGIC_NUMBER
from zipfile import ZipFile, ZipInfo

root = next(path for path in sys.path if path.endswith(".zip"))
first, never = map(set, json.loads(wanted))
# os这些冻结在Python里面，不从这里导入
frozen = {name for name, module in sys.modules.items() if getattr(module.__spec__, "origin", None) == "frozen"}
# 启动时自己就要导入的
first |= {name for name, module in sys.modules.items() if str(getattr(module, "__file__", "")).startswith(root)}

def archive_of(module):
    above = module.split(".")
    if module in frozen or never & {".".join(above[:length]) for length in range(1, len(above) + 1)}:
        return None
    return "/stdlib.zip" if {module, ".".join([*above[:-1], "*"])} & first else "/more.zip"

archives = {name: ZipFile(name, "w") for name in ("/stdlib.zip", "/more.zip")}
source = ZipFile("/source.zip")
for name in sorted(source.namelist()):
    archive = archive_of(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    if name.endswith(".py") and archive:
        # 不带文档字符串：help(statistics)看不到，help(max)照样看得到
        code = compile(source.read(name), f"{root}/{name}", "exec", dont_inherit=True, optimize=2)
        data = MAGIC_NUMBER + bytes(12) + marshal.dumps(code)
        archives[archive].writestr(ZipInfo(name + "c", (1980, 1, 1, 0, 0, 0)), data)
for archive in archives.values():
    archive.close()
`);
for (const name of ["stdlib.zip", "more.zip"]) writeFileSync(`${target}/${name}`, pyodide.FS.readFile(`/${name}`));
