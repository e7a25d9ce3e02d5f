// 浏览器里的Python：取文件，记住它们，在后台线程里启动，问它，停下它。
// 站上的文件带着Python一共十几兆，所以要用到时才取；取过的存在浏览器里，下一页不用再取。

"use strict";

(() => {
  const listed = document.getElementById("python-files");
  if (!listed) return;
  const { root, files, lock } = JSON.parse(listed.textContent);

  const CACHE = "tutorial-pool-python";
  const PATIENCE = 15_000;   // 普通的死循环Python自己五秒就停；到这时还没停，只能整个关掉
  const total = files.reduce((sum, file) => sum + file.bytes, 0);

  /** 没有做成，和原因：network，changed，old，crash，timeout，stopped。 */
  class Failure extends Error {
    constructor(kind, detail = "") {
      super(`${kind} ${detail}`);
      this.kind = kind;
    }
  }

  // ---- 文件 ----

  const kept = new Map();   // 文件名 → Blob：停下以后重新启动，不靠网络
  let compiled = null;
  let downloading = null;
  let remembering = null;

  const address = (file) => new URL(root + file.url, document.baseURI).href;

  // Python启动好那一刻的内存。下一次照着它恢复，只要零点几秒，不必再启动一遍
  const wasm = files.find(({ name }) => name.endsWith(".wasm"));
  const SNAPSHOT = address({ url: `pyodide/snapshot?v=${wasm.sha256.slice(0, 16)}` });
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
    const cache = await openCache();
    let done = 0;
    const count = (bytes) => api.progress("download", (done += bytes), total);
    count(0);
    snapshot ??= await stored(cache, SNAPSHOT);
    // 等每一个都有了结果：一个失败，别的也取完，重试时就不用再取
    const results = await Promise.allSettled(files.map((file) => take(file, cache, count)));
    const failed = results.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    api.progress("start");
  }

  async function take(file, cache, count) {
    const present = kept.get(file.name) ?? (await stored(cache, address(file)));
    if (present) count(file.bytes);
    kept.set(file.name, present ?? (await fetchFile(file, count)));
    if (file === wasm) compiled ??= await compile(kept.get(file.name));
  }

  async function stored(cache, key) {
    return (await (await cache?.match(key))?.blob()) ?? null;
  }

  async function fetchFile(file, count) {
    const response = await fetch(address(file)).catch(() => null);
    if (!response?.ok) throw new Failure("network", file.name);
    const blob = await collect(response, file, count);
    if (!(await isAsListed(blob, file))) throw new Failure("changed", file.name);
    return blob;
  }

  async function collect(response, file, count) {
    const reader = response.body.getReader();
    const parts = [];
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Failure("network", file.name);
      });
      if (done) break;
      parts.push(value);
      count(value.length);
    }
    // 模块必须有JavaScript的类型，浏览器才肯导入
    const type = /\.m?js$/.test(file.name) ? "text/javascript" : "application/octet-stream";
    return new Blob(parts, { type });
  }

  /** 内容是否就是清单上的那个：页面旧、文件新的时候不是。 */
  async function isAsListed(blob, file) {
    if (blob.size !== file.bytes) return false;
    if (!globalThis.crypto?.subtle) return true;   // 只有https和本机才算得了哈希
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
    return hex.join("") === file.sha256;
  }

  async function compile(blob) {
    try {
      return await WebAssembly.compile(await blob.arrayBuffer());
    } catch (error) {
      throw new Failure("old", error);
    }
  }

  /** 存进浏览器，下一页就不用再取。存不下也不要紧。书更新以前的，不必再占地方。 */
  async function remember() {
    const wanted = new Map(files.map((file) => [address(file), kept.get(file.name)]));
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
        if (!present.includes(url)) await cache.put(url, new Response(blob));
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
  let current = null;   // 正在做的事，可以叫停

  /** 启动Python；已经启动就用现成的。 */
  function launch() {
    launching ??= begin().catch((error) => {
      launching = null;
      throw error;
    });
    return launching;
  }

  async function begin() {
    await download();
    const worker = await boot().catch(async (error) => {
      if (!snapshot) throw error;
      snapshot = null;   // 也许是它坏了，从头启动
      await (await openCache())?.delete(SNAPSHOT);
      return boot();
    });
    remembering ??= remember();   // 不等它：读者在等结果
    return worker;
  }

  async function boot() {
    const script = URL.createObjectURL(kept.get("python_worker.js"));
    const worker = new Worker(script, { type: "module" });
    const message = { files: Object.fromEntries(kept), compiled, lock, snapshot };
    try {
      snapshot = (await ask(worker, message)) ?? snapshot;
      return worker;
    } catch (error) {
      worker.terminate();
      throw error;
    }
  }

  function ask(worker, message) {
    return new Promise((resolve, reject) => {
      const crash = (reason) => reject(new Failure("crash", reason));
      worker.onmessage = ({ data }) => ("crash" in data ? crash(data.crash) : resolve(data.result));
      worker.onerror = (event) => crash(event.message);
      worker.postMessage(message);
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
      return await answer(worker, { name, parameters }, stopped, task);
    } finally {
      if (current === task) current = null;
    }
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
  function replace(worker) {
    worker.terminate();
    launching = null;
    launch().catch(() => {});   // 真的起不来，下一次点的时候再说
  }

  function stop() {
    current?.abort(new Failure("stopped"));
  }

  // ---- 能不能用 ----

  /** 为什么在这里用不了；能用就是null。 */
  function obstacle() {
    if (location.protocol === "file:") return "file";
    return typeof WebAssembly === "object" && hasModuleWorkers() ? null : "old";
  }

  /** 浏览器认得module worker，就会来读type。 */
  function hasModuleWorkers() {
    let asked = false;
    const options = {
      get type() {
        asked = true;
        return "module";
      },
    };
    try {
      new Worker("data:text/javascript,", options).terminate();
    } catch {
      // 连Worker也没有
    }
    return asked;
  }

  const api = { call, isCached, launch, obstacle, stop, progress: () => {} };
  poolExercises.python = api;
})();
