// 浏览器可能不让网页存东西，也可能已经存满：localStorage和sessionStorage一用就出错，用它们的脚本就停在半路。
// 这一段在别的脚本之前运行，以后谁也不会因为存不下而出错。

"use strict";

(() => {
  const attempt = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };

  /** 真的存着什么：取不到就是null，存下了才返回true。 */
  function truthful(storage) {
    return {
      get: (key) => attempt(() => storage.getItem(key)),
      set: (key, value) => attempt(() => (storage.setItem(key, value), true)) ?? false,
      remove: (key) => attempt(() => (storage.removeItem(key), true)) ?? false,
    };
  }

  /** 存不下的，只记在这一页里。主题的按钮、搜索直接用它，不必管存没存下。 */
  function forgiving(kept) {
    const memory = new Map();
    return {
      getItem: (key) => memory.get(key) ?? kept.get(key),
      setItem(key, value) {
        if (kept.set(key, value)) memory.delete(key);
        else memory.set(key, String(value));
      },
      removeItem(key) {
        memory.delete(key);
        kept.remove(key);
      },
    };
  }

  globalThis.poolStorage = {};
  for (const name of ["localStorage", "sessionStorage"]) {
    const kept = truthful(attempt(() => window[name]));   // 不让用的时候，连看一眼也会出错
    poolStorage[name] = kept;
    Object.defineProperty(window, name, { value: forgiving(kept) });
  }
})();
