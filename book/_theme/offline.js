// 登记网站根上的sw.js：读过的页，断网也能再读。不让登记，就和没有它一样。

"use strict";

(() => {
  const workers = navigator.serviceWorker; // 不是https、也不是本机，就没有
  if (!workers || !location.protocol.startsWith("http")) return;
  const worker = new URL("../sw.js", document.currentScript.src);

  async function register() {
    const first = !workers.controller;
    await workers.register(worker);
    if (!first) return;
    // 它来之前，这一页已经取了这些
    const { active } = await workers.ready;
    const files = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage([...new Set([location.href.split("#")[0], ...files])]);
  }

  // 不和这一页抢网络
  addEventListener("load", () => register().catch(() => {}), { once: true });
})();
