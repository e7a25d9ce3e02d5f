// 没有这一页：照地址里的词，在目录里找最像的几页。

"use strict";

(() => {
  const box = document.getElementById("pool-guess");
  const words = (path) => decodeURIComponent(path).toLowerCase().match(/[a-z]+|\d+|[\u3400-\u9fff]+/g) ?? [];
  const noise = new Set(["book", "html", "index", "reference", "exercises"]);
  const asked = new Set(words(location.pathname).filter((word) => !noise.has(word)));

  const pages = new Map(); // 地址 → 目录里的名字，同一页只算一次
  for (const link of document.querySelectorAll("nav a[href]")) {
    const { origin, pathname } = new URL(link.href);
    if (origin === location.origin && pathname.endsWith(".html")) pages.set(pathname, link.textContent.trim());
  }
  const likeness = ([path, title]) => {
    const has = new Set([...words(path), ...words(title)]);
    return [...asked].filter((word) => has.has(word)).join("").length;
  };
  const found = [...pages].map((page) => [likeness(page), page]).filter(([score]) => score);
  found.sort(([a], [b]) => b - a);
  for (const [, [href, title]] of found.slice(0, 5)) {
    box.querySelector("ul").append(poolElement("li", {}, poolElement("a", { href }, title)));
  }
  box.hidden = !found.length;
})();
