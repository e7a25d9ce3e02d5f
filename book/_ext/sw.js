// 读过的页，断网也能再读：网页和它要的文件，取到一次就存一份。site_offline.py把它放在网站的根上，写上版本。
//
// 网页先问网络，问不到才用存着的，所以联网时看到的总是新的；地址里带着内容的哈希的文件，存着就用。
// 存不下、不让存，都不要紧：就像没有这个文件一样。浏览器里的Python自己存（exercises_python.js），大的下载不存。

"use strict";

const VERSION = "开发中";
const SCOPE = registration.scope;
const PREFIX = `tutorial-pool-site ${SCOPE} `; // 同一个域名上也许还有别的书
const CACHE = PREFIX + VERSION;
const PATIENCE = 4000; // 网络不答，等多久就先用存着的，毫秒

const HASHED = /[?&](?:v|digest)=[\da-f]{6,}|\/part-[\dA-Z]{8}\.js$/;
const LEFT_OUT = /\/sw\.js$|\/_static\/pyodide\/|\.(?:zip|pdf|ipynb)$/;

const wanted = (url) => url.startsWith(SCOPE) && !LEFT_OUT.test(url.split(/[?#]/)[0]);
const isPage = (request) => request.mode === "navigate";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clean().then(() => clients.claim())));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range") || !wanted(request.url)) return;
  event.respondWith(HASHED.test(request.url) ? keptFirst(event) : networkFirst(event));
});

// 第一次来的时候，网页比它先到：网页告诉它自己要了哪些文件（offline.js）
addEventListener("message", (event) => {
  const urls = event.data.filter((url) => wanted(url));
  event.waitUntil(Promise.all(urls.map((url) => take(new Request(url), event).catch(() => {}))));
});

async function keptFirst(event) {
  return (await kept(event.request)) ?? take(event.request, event);
}

async function networkFirst(event) {
  const { request } = event;
  const asked = take(request, event);
  const tired = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const reply = await Promise.race([asked, tired]).catch(() => {});
  return reply ?? (await kept(request)) ?? asked.catch(() => (isPage(request) ? apology() : Response.error()));
}

/** 从网络取来，存一份。问清楚了再用，不用浏览器自己存的旧的。 */
async function take(request, event) {
  const reply = await fetch(request, HASHED.test(request.url) ? {} : { cache: "no-cache" });
  if (reply.status === 200 && reply.type === "basic") event.waitUntil(keep(request, reply.clone()));
  return reply;
}

// ---- 存着的 ----

/** 网页的地址，问号后面是要找的词，不算。 */
const key = ({ url }) => (HASHED.test(url) ? url : url.split(/[?#]/)[0]);

/** 存着的几份，新的在前。 */
async function stores() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  return [CACHE, ...names.reverse()];
}

async function keep(request, reply) {
  try {
    await (await caches.open(CACHE)).put(key(request), reply);
  } catch {
    // 没有地方了，或者不让存
  }
}

async function kept(request) {
  try {
    for (const cacheName of await stores()) {
      const found = await caches.match(key(request), { cacheName, ignoreVary: true });
      if (found) return found;
    }
  } catch {
    // 不让看
  }
  return undefined;
}

/** 上一版的留着，里面有读过、还没有再读的页；再以前的不要了。 */
async function clean() {
  try {
    await caches.open(CACHE); // 先有了自己的，下一版才看得出谁是上一版
    const [, , ...old] = await stores();
    await Promise.all(old.map((name) => caches.delete(name)));
  } catch {
    // 不让删
  }
}

// ---- 没有打开过的页 ----

async function visited() {
  const pages = new Map();
  try {
    for (const name of await stores()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (!/\.html$/.test(request.url) || pages.has(request.url)) continue;
        const [, title] = /<title>([^<]*?)\s*(?:·[^<]*)?<\/title>/.exec(await (await cache.match(request)).text()) ?? [];
        if (title) pages.set(request.url, title);
      }
    }
  } catch {
    // 一页也说不出来
  }
  return pages;
}

async function apology() {
  const links = [...(await visited())].map(([url, title]) => `<li><a href="${url.replaceAll('"', "%22")}">${title}</a></li>`);
  const words = links.length ? `<p>打开过的这些，现在也能读：</p><ul>${links.join("")}</ul>` : "";
  const html = `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>没有联网</title>
<main><h1>没有联网</h1><p>这一页以前没有打开过，要联网才能读。连上以后，刷新这一页。</p>${words}</main></html>`;
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
