// 在后台运行Python，页面才不会卡住；停不下来时，页面把它整个关掉，再开一个。
// 这里不下载任何东西：文件都由页面交来，所以断了网也能重新开。

let browser;   // tutorial_pool.exercises.browser

/**
 * 启动Pyodide。compiled是页面编译好的WebAssembly，snapshot是上次启动好时的内存：有了它们，
 * 重新启动快得多。没有snapshot就返回一份新的。
 */
async function boot({ files, compiled, lock, snapshot }) {
  const address = (name) => URL.createObjectURL(files[name]);
  const { loadPyodide } = await import(address("pyodide.mjs"));
  const { default: createPyodideModule } = await import(address("pyodide.asm.mjs"));
  useCompiled(compiled);
  const pyodide = await loadPyodide({
    createPyodideModule,
    indexURL: self.location.origin,
    lockFileContents: lock,
    stdLibURL: address("python_stdlib.zip"),
    stdin: () => null,   // 没有键盘输入：input()马上得到EOFError
    ...(snapshot ? { _loadSnapshot: await snapshot.arrayBuffer() } : { _makeSnapshot: true }),
  });
  const made = snapshot ? null : new Blob([pyodide.makeMemorySnapshot()]);
  const archive = await files["tutorial_pool.zip"].arrayBuffer();
  pyodide.unpackArchive(archive, "zip", { extractDir: "/home/pyodide" });
  browser = pyodide.pyimport("tutorial_pool.exercises.browser");
  return made;
}

/** Pyodide自己会去取wasm再编译；换成现成的。 */
function useCompiled(compiled) {
  const download = self.fetch;
  self.fetch = (url, ...rest) =>
    String(url).endsWith(".wasm") ? Promise.resolve(new Response()) : download(url, ...rest);
  WebAssembly.instantiateStreaming = async (response, imports) => ({
    module: compiled,
    instance: await WebAssembly.instantiate(compiled, imports),
  });
}

self.onmessage = async ({ data }) => {
  try {
    const result = data.files ? await boot(data) : browser[data.name](...data.parameters);
    self.postMessage({ result });
  } catch (error) {
    // 练习的代码出错不会到这里；到了这里就是Python本身坏了
    self.postMessage({ crash: String(error) });
  }
};
