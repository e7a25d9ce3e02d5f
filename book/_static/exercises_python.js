// 浏览器里的Python：取文件，记住它们，在后台线程里启动，问它，停下它。
// 一共三兆多，所以要用到时才取；取过的存在浏览器里，下一页不用再取。

"use strict";

(() => {
  const listed = document.getElementById("python-files");
  if (!listed) return;
  const { root, files, more, scripts, lock } = JSON.parse(listed.textContent);

  const CACHE = "tutorial-pool-python";
  const SILENCE = 5_000;   // 闲着的线程马上就会答应一声；不答应，就是已经没有了
  const PATIENCE = 15_000;   // 普通的死循环Python自己五秒就停；到这时还没停，只能整个关掉

  /** 没有做成，和原因：network，changed，old，crash，timeout，stopped。 */
  class Failure extends Error {
    constructor(kind, detail = "") {
      super(`${kind} ${detail}`);
      this.kind = kind;
    }
  }

  // ---- 文件 ----

  const kept = new Map();   // 文件名 → 解开了的Blob：停下以后重新启动，不靠网络
  let compiled = null;
  let downloading = null;
  let remembering = null;
  let quit = new AbortController();

  const address = (file) => new URL(root + file.url, document.baseURI).href;

  // Python启动好那一刻的内存。下一次照着它恢复，只要零点几秒，不必再启动一遍
  const wasm = files.find(({ name }) => name.endsWith(".wasm"));
  const mark = files.map(({ sha256 }) => sha256.slice(0, 8)).join("");
  const SNAPSHOT = address({ url: `pyodide/snapshot?v=${mark}` });
  let snapshot = null;

  async function openCache() {
    try {
      return await caches.open(CACHE);
    } catch {
      return null;   // 隐私模式，或者不是https：那就只记在这一页里
    }
  }

  /** 取全部文件，同时编译WebAssembly；已经取到的不再取。 */
  function download() {
    downloading ??= downloadAll().catch((error) => {
      downloading = null;
      throw error;
    });
    return downloading;
  }

  async function downloadAll() {
    quit = new AbortController();
    const cache = await openCache();
    snapshot ??= await stored(cache, SNAPSHOT);
    await gather(files, cache);
    api.progress("start");
  }

  /** 取这些文件。等每一个都有了结果：一个失败，别的也取完，重试时就不用再取。 */
  async function gather(wanted, cache) {
    const total = wanted.reduce((sum, file) => sum + file.bytes, 0);
    let done = 0;
    const count = (bytes) => api.progress("download", (done += bytes), total);
    const missing = [];
    for (const file of wanted) {
      const present = kept.get(file.name) ?? (await stored(cache, address(file)));
      if (present) {
        kept.set(file.name, present);
        count(file.bytes);
      } else {
        missing.push(file);
      }
    }
    if (wanted.includes(wasm) && !missing.includes(wasm)) compiled ??= await compile(kept.get(wasm.name));
    const results = await Promise.allSettled(missing.map((file) => take(file, count)));
    const failed = results.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
  }

  async function stored(cache, key) {
    return (await (await cache?.match(key))?.blob()) ?? null;
  }

  /** 取一个文件：一边取，一边数、解开、编译；取完了，看看是不是清单上的那个。 */
  async function take(file, count) {
    const offline = (error) => {
      throw new Failure("network", `${file.name} ${error}`);
    };
    const asked = fetch(address(file), { signal: quit.signal });
    const [response, { Unpacked }] = await Promise.all([asked, import(script("unpack"))]).catch(offline);
    if (!response.ok) offline(response.status);
    const [first, second] = response.body.tee();
    const unpacked = unpack(file, new Unpacked(first)).then(() => null, (error) => error);
    const packed = await collect(second, count).catch(offline);
    const error = await unpacked;
    if (!(await isAsListed(packed, file))) {
      kept.delete(file.name);
      if (file === wasm) compiled = null;
      throw new Failure("changed", file.name);
    }
    if (error) throw error instanceof Failure ? error : new Failure("old", error);
  }

  /** 解开，WebAssembly还同时编译。都成了才留下。 */
  async function unpack(file, plain) {
    if (file !== wasm) {
      kept.set(file.name, await new Response(plain).blob());
      return;
    }
    const [first, second] = plain.tee();
    const [made, blob] = await Promise.all([compileStream(first), new Response(second).blob()]);
    compiled = made;
    kept.set(file.name, blob);
  }

  async function collect(stream, count) {
    const parts = [];
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts);
      parts.push(value);
      count(value.length);
    }
  }

  /** 内容是否就是清单上的那个：页面旧、文件新的时候不是。 */
  async function isAsListed(blob, file) {
    if (blob.size !== file.bytes) return false;
    if (!globalThis.crypto?.subtle) return true;   // 只有https和本机才算得了哈希
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
    return hex.join("") === file.sha256;
  }

  function compileStream(stream) {
    const response = new Response(stream, { headers: { "Content-Type": "application/wasm" } });
    if (!WebAssembly.compileStreaming) return response.blob().then(compile);
    return WebAssembly.compileStreaming(response).catch((error) => {
      throw error instanceof WebAssembly.CompileError ? new Failure("old", error) : error;
    });
  }

  function compile(blob) {
    return compileStream(blob.stream());
  }

  /** 存进浏览器，下一页就不用再取。存不下也不要紧。书更新以前的，不必再占地方。 */
  async function remember() {
    const wanted = new Map([...files, more].map((file) => [address(file), kept.get(file.name)]));
    wanted.set(SNAPSHOT, snapshot);
    const base = new URL(root, document.baseURI).href;
    try {
      const cache = await caches.open(CACHE);
      const present = (await cache.keys()).map(({ url }) => url);
      for (const url of present) {
        // 同一个域名上也许还有别的书
        if (url.startsWith(base) && !wanted.has(url)) await cache.delete(url);
      }
      for (const [url, blob] of wanted) {
        if (blob && !present.includes(url)) await cache.put(url, new Response(blob));
      }
    } catch {
      // 不让存，或者没有地方了
    }
  }

  /** 文件是否都已经在浏览器里了。 */
  async function isCached() {
    const cache = await openCache();
    const found = await Promise.all(files.map((file) => cache?.match(address(file))));
    return found.every(Boolean);
  }

  // ---- 后台线程 ----

  let launching = null;
  let live = null;   // 现在用着的线程和通向它的端口
  let current = null;   // 正在做的事，可以叫停

  /** 启动Python；已经启动就用现成的。 */
  function launch() {
    launching ??= begin().catch((error) => {
      launching = null;
      api.progress("failed");
      throw error;
    });
    return launching;
  }

  async function begin() {
    prepareWorker();   // 它的脚本和文件一起取
    await download();
    const worker = await boot().catch(async (error) => {
      if (!snapshot) throw error;
      snapshot = null;   // 也许是它坏了，从头启动
      await (await openCache())?.delete(SNAPSHOT);
      return boot();
    });
    remembering ??= remember();   // 不等它：读者在等结果
    api.progress("ready");
    return worker;
  }

  // 先开着的一个后台线程，脚本已经取来了：断了网也能换上它
  let spare = null;

  function prepareWorker() {
    if (spare) return;
    let asked = false;   // 认得module worker的浏览器，会来读type
    const options = {
      get type() {
        asked = true;
        return "module";
      },
    };
    const worker = new Worker(script("worker"), options);
    if (!asked) throw new Failure("old");
    worker.onerror = () => {
      if (spare === worker) spare = null;   // 脚本没有取到，下次再试
    };
    spare = worker;
  }

  async function boot() {
    prepareWorker();
    const worker = spare;
    spare = null;
    const { port1, port2 } = new MessageChannel();
    const message = { files: Object.fromEntries(kept), compiled, lock, snapshot };
    const python = { worker, port: port1 };
    try {
      snapshot = (await ask(python, message, [port2])) ?? snapshot;
      prepareWorker();
      live = python;
      return python;
    } catch (error) {
      worker.terminate();
      throw error;
    }
  }

  /** 说一句，等它答；第一句说给线程，带着端口，以后都从端口走。 */
  function ask(python, message, transfer) {
    const { worker, port } = python;
    return new Promise((resolve, reject) => {
      const crash = (reason) => reject(new Failure("crash", reason));
      const silent = setTimeout(() => crash("silent"), transfer ? PATIENCE * 4 : SILENCE);
      port.onmessage = ({ data }) => {
        clearTimeout(silent);
        if (data.heard) return;
        "crash" in data ? crash(data.crash) : resolve(data.result);
      };
      worker.onerror = (event) => {
        event.preventDefault?.();
        crash(event.message ?? "no script");
      };
      transfer ? worker.postMessage(message, transfer) : port.postMessage(message);
    });
  }

  /** 调用tutorial_pool.exercises.browser里的一个函数，得到它返回的文字。 */
  async function call(name, ...parameters) {
    const task = new AbortController();
    const stopped = new Promise((_, reject) => {
      task.signal.addEventListener("abort", () => reject(task.signal.reason));
    });
    current = task;
    try {
      const worker = await Promise.race([stopped, launch()]);
      api.progress("run");
      const result = await answer(worker, { name, parameters }, stopped, task);
      const { missing } = JSON.parse(result);
      if (!missing) return result;
      // 用到了不常用的标准库：取来，再做一遍
      await Promise.race([stopped, fetchMore(worker)]);
      api.progress("run");
      return await answer(worker, { name, parameters }, stopped, task);
    } finally {
      if (current === task) current = null;
    }
  }

  async function fetchMore(python) {
    await gather([more], await openCache());
    remembering = remember();
    await ask(python, { more: kept.get(more.name) });
  }

  async function answer(worker, question, stopped, task) {
    const timer = setTimeout(() => task.abort(new Failure("timeout")), PATIENCE);
    try {
      return await Promise.race([stopped, ask(worker, question)]);
    } catch (error) {
      replace(worker);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** 停不下来的或者坏了的，关掉；马上开一个新的，下一次就不用等。 */
  function replace(python) {
    if (python !== live) return;   // 已经换过了
    live = null;
    python.worker.terminate();
    launching = null;
    launch().catch(() => {});   // 真的起不来，下一次点的时候再说
  }

  /** 叫停；还在取文件，就不取了，取到一半的不要。 */
  function stop() {
    current?.abort(new Failure("stopped"));
    quit.abort();
  }

  // ---- 能不能用 ----

  /** 为什么在这里用不了；能用就是null。 */
  function obstacle() {
    if (location.protocol === "file:") return "file";
    return ["WebAssembly", "TransformStream", "Worker"].every((name) => name in globalThis) ? null : "old";
  }

    /** 一个要用时才取的脚本的地址。 */
  const script = (name) => new URL(root + scripts[name], document.baseURI).href;

  /** 没有在取文件、没有在启动的时候。 */
  const quiet = () => Promise.resolve(launching).catch(() => {});

  const isReady = () => live !== null;

  const api = { call, isReady, quiet, isCached, launch, obstacle, script, stop, progress: () => {} };
  poolExercises.python = api;
})();
