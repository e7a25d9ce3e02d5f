// 在后台运行Python，页面才不会卡住；停不下来时，页面把它整个关掉，再开一个。
// 和Pyodide打成一个文件（site_python.py）。别的文件都由页面交来，这里不下载任何东西，所以断了网也能重新开。

import { loadPyodide } from "pyodide/pyodide.mjs";
import createPyodideModule from "pyodide-script";

const MEMORY = 512 * 2 ** 20;   // 最多用这么多字节，再多就是MemoryError：手机上一个网页占不了几个GB

let pyodide;
let browser;   // tutorial_pool.exercises.browser

/** 启动Pyodide。compiled是页面编译好的WebAssembly，snapshot是上次启动好时的内存；没有snapshot就返回一份新的。 */
async function boot({ files, compiled, lock, snapshot }) {
  shut(files, compiled);
  pyodide = await loadPyodide({
    createPyodideModule,
    indexURL: self.location.origin,
    lockFileContents: lock,
    stdLibURL: `${self.location.origin}/stdlib.zip`,
    jsglobals: outside(),
    stdin: () => null,   // 没有键盘输入：input()马上得到EOFError
    stdout: () => {},
    stderr: () => {},
    ...(snapshot ? { _loadSnapshot: await snapshot.arrayBuffer() } : { _makeSnapshot: true }),
  });
  const made = snapshot ? null : new Blob([pyodide.makeMemorySnapshot()]);
  pyodide.unpackArchive(await files["tutorial_pool.zip"].arrayBuffer(), "zip", { extractDir: "/home/pyodide" });
  browser = pyodide.pyimport("tutorial_pool.exercises.browser");
  return made;
}

/** Pyodide自己会去取两个文件，换成现成的；别的一概不取，内存也不让它没有个头。 */
function shut(files, compiled) {
  self.fetch = async (url) => {
    if (String(url).endsWith("stdlib.zip")) return new Response(files["stdlib.zip"]);
    if (String(url).endsWith(".wasm")) return new Response();
    throw new TypeError("这里没有网络");
  };
  WebAssembly.instantiateStreaming = async (response, imports) => ({
    module: compiled,
    instance: await WebAssembly.instantiate(compiled, imports),
  });
  delete self.close;   // 不让你的代码把这里关了
  delete Object.getPrototypeOf(self).close;
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > MEMORY) throw new RangeError("内存太多了");
    return grow.call(this, pages);
  };
}

/** Python代码里import js看得到的：只有Pyodide自己要用的，没有能关掉这里、能冒充这里说话的。 */
function outside() {
  const { Array, Date, Error, Map, Math, Object, Promise, Set, String, Uint8Array } = self;
  const { setTimeout, clearTimeout, console, performance } = self;
  return {
    Array, Date, Error, Map, Math, Object, Promise, Set, String, Uint8Array,
    setTimeout: setTimeout.bind(self), clearTimeout: clearTimeout.bind(self), console, performance,
  };
}

/** 不常用的标准库，用到了才有。 */
async function add(archive) {
  pyodide.FS.writeFile("/lib/more.zip", new Uint8Array(await archive.arrayBuffer()));
  pyodide.runPython("import sys; sys.path.append('/lib/more.zip')");
}

// 第一句话带来一个端口，以后只用它：你的代码够不到它，也就改不了结果
self.onmessage = ({ data, ports: [port] }) => {
  self.onmessage = null;
  const send = port.postMessage.bind(port);
  const answer = async (question) => {
    send({ heard: true });   // 活着
    try {
      send({ result: await question() });
    } catch (error) {
      send({ crash: String(error) });   // 练习的代码出错不会到这里；到了这里就是Python本身坏了
    }
  };
  port.onmessage = ({ data: { name, parameters, more } }) =>
    answer(() => (more ? add(more) : browser[name](...parameters)));
  answer(() => boot(data));
};
