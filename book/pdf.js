// 把网站的各页拼成一篇，好印成一本书。由pdf.py放进浏览器里运行。

"use strict";

globalThis.poolPdf = (() => {
  const SITE = new URL("./", location.href);
  const MOVING = "figure[data-pool], .pool-steps:has([data-pool]), #pool-picture, .tag_lab-still, .pool-predict";

  function make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  const numbered = new Map();

  /** 全书里，一页的一个锚点叫什么；没有锚点，就是那一页的开头。PDF里名字最长127个字节，中文的会超过，所以用号码。 */
  function idOf(name, anchor = "") {
    const place = `${name}#${anchor}`;
    if (!numbered.has(place)) numbered.set(place, `p${numbered.size}`);
    return numbered.get(place);
  }

  async function read(name) {
    const address = new URL(`${name}.html`, SITE);
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    return { name, address, page, article: page.querySelector("article") };
  }

  // ---- 一页的正文 ----

  function prefix({ name, article }) {
    for (const element of article.querySelectorAll("[id]")) element.id = idOf(name, element.id);
    for (const attribute of ["aria-labelledby", "aria-describedby", "for", "aria-controls"]) {
      for (const element of article.querySelectorAll(`[${attribute}]`)) {
        const ids = element.getAttribute(attribute).split(" ").map((id) => idOf(name, id));
        element.setAttribute(attribute, ids.join(" "));
      }
    }
    // 图里的渐变、剪裁，用的也是锚点
    for (const element of article.querySelectorAll("svg *")) {
      for (const { name: attribute, value } of [...element.attributes]) {
        if (/url\(#/.test(value)) element.setAttribute(attribute, value.replace(/url\(#([^)]+)\)/g, (_, id) => `url(#${idOf(name, id)})`));
        if (/href$/.test(attribute) && value.startsWith("#")) element.setAttribute(attribute, `#${idOf(name, value.slice(1))}`);
      }
    }
  }

  /** 书里的链接指着书里；站内书外的（供下载的），有网站的地址就指着网站，没有就只是字。 */
  function link({ address, article }, names, base) {
    for (const element of article.querySelectorAll("a[href]")) {
      const target = new URL(element.getAttribute("href"), address);
      if (target.origin !== SITE.origin) continue;
      const path = decodeURIComponent(target.pathname).slice(SITE.pathname.length);
      const page = path.replace(/\.html$/, "");
      const anchor = decodeURIComponent(target.hash.slice(1));
      if (names.has(page)) element.setAttribute("href", `#${idOf(page, anchor.includes("=") ? "" : anchor)}`);
      else if (base) element.href = new URL(path, base).href + target.hash;
      else element.removeAttribute("href");
    }
    for (const element of article.querySelectorAll("[src]")) {
      element.src = new URL(element.getAttribute("src"), address).href;
      element.removeAttribute("loading");
    }
  }

  /** 会动的东西，在纸上是静止的图；有网站的地址，就写上到哪里去动手改。 */
  function still({ name, article }, base) {
    article.querySelectorAll("script, noscript, .headerlink, .pool-score, #pool-due, #pool-picture > p").forEach((element) => element.remove());
    article.querySelectorAll("details").forEach((details) => (details.open = true));
    article.querySelectorAll("[hidden]:not(.pool-predict *)").forEach((element) => element.remove());
    if (!base) return;
    const sections = new Set();
    for (const element of article.querySelectorAll(MOVING)) {
      if (element.parentElement.closest(MOVING)) continue;
      const section = element.closest("section[id]");
      if (sections.has(section)) continue; // 一节写一次
      sections.add(section);
      const anchor = section?.id ?? "";
      const url = new URL(`${name}.html${anchor && `#${anchor}`}`, base).href;
      (element.closest(".cell") ?? element).after(make("p", { class: "pdf-try" }, "动手改：", make("a", { href: url }, decodeURI(url))));
    }
  }

  // ---- 封面和目录 ----

  const cover = (title, about, base) => {
    const words = make("div", {}, make("p", { class: "pdf-title" }, title), make("p", {}, "先用循环写懂，再用NumPy写快"));
    const made = make("section", { class: "pdf-cover" }, words, make("p", { class: "pdf-about" }, about));
    if (base) made.append(make("p", { class: "pdf-about" }, make("a", { href: base }, base)));
    return made;
  };

  const heading = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".headerlink, .math > svg").forEach((inside) => inside.remove());
    return copy.textContent.trim();
  };

  const entry = (target, words, level) =>
    make("li", { class: `pdf-level-${level}` }, make("a", { href: `#${target}` }, make("span", {}, words), make("i", {}), make("b", { "data-target": target }, "000")));

  function tableOfContents(chapters) {
    const list = make("ul");
    let part = "";
    for (const chapter of chapters) {
      if (chapter.part !== part) list.append(make("li", { class: "pdf-part" }, (part = chapter.part)));
      list.append(entry(idOf(chapter.name), chapter.words, 1));
      if (chapter.name.includes("exercises/") || chapter.name === "book/reference/api") continue; // 每一题的小节都一样
      for (const section of chapter.article.querySelectorAll("section[id] > h2")) {
        if (!/^(小结|下一步)/.test(heading(section))) list.append(entry(section.parentElement.id, heading(section), 2));
      }
    }
    return make("nav", { class: "pdf-contents" }, make("p", { class: "pdf-heading" }, "目录"), list);
  }

  // ---- 拼起来 ----

  async function assemble(title, book, about, style) {
    const pages = await Promise.all(book.map(({ name }) => read(name)));
    const base = pages[0].page.querySelector("link[rel='canonical']")?.href.replace(/book\/intro\.html$/, "");
    const names = new Set(book.map(({ name }) => name));
    const sheets = new Map();
    for (const { page, address } of pages) {
      for (const sheet of page.querySelectorAll("link[rel='stylesheet']")) {
        const href = new URL(sheet.getAttribute("href"), address).href;
        sheets.set(href, make("link", { rel: "stylesheet", href, media: sheet.media || "all" }));
      }
    }
    const chapters = pages.map((page, index) => {
      const { part, number } = book[index];
      still(page, base);
      link(page, names, base);
      prefix(page);
      const h1 = page.article.querySelector("h1");
      if (number) h1.prepend(make("span", { class: "pdf-number" }, number), " ");
      const words = heading(h1);
      page.article.id = idOf(page.name);
      page.article.classList.add("pdf-chapter");
      page.article.style.page = `chapter-${index}`;
      page.article.removeAttribute("role");
      return { ...page, part, words };
    });
    const running = chapters.map(({ words }, index) =>
      `@page chapter-${index} { @top-right { content: ${JSON.stringify(words)}; font: 8.5pt sans-serif; color: #666; } }`);
    document.title = title;
    document.documentElement.dataset.theme = "light";
    document.documentElement.className = "";
    document.head.replaceChildren(make("meta", { charset: "utf-8" }), ...sheets.values(), make("style", {}, style + running.join("\n")));
    document.body.replaceChildren(cover(title, about, base), tableOfContents(chapters), make("main", {}, ...chapters.map(({ article }) => article)));
    document.body.className = "pdf";
    await Promise.all([...sheets.values()].map((sheet) => sheet.sheet || new Promise((done) => (sheet.onload = sheet.onerror = done))));
    await document.fonts.ready;
    simplify();
    const shown = (cell) => document.getElementById(cell.dataset.target)?.checkVisibility();
    const absent = [...document.querySelectorAll("[data-target]")].filter((cell) => !shown(cell)); // 速查表的几节不印
    for (const cell of absent) cell.closest("li").remove();
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  }

  /** 代码里和旁边一样颜色的字，不必各自一个元素：PDF小一半，读屏软件也不会一个词一停。 */
  function simplify() {
    const look = (element) => {
      const { color, fontWeight, fontStyle } = getComputedStyle(element);
      return color + fontWeight + fontStyle;
    };
    const spans = [...document.querySelectorAll("article pre span:not(:has(*)), article code > span.pre")];
    const plain = spans.filter((span) => !span.id && look(span) === look(span.parentElement));
    for (const span of plain) span.replaceWith(...span.childNodes);
    for (const code of document.querySelectorAll("article :is(pre, code)")) code.normalize();
  }

  /** 目录里写上页码。 */
  function number(places) {
    for (const cell of document.querySelectorAll("[data-target]")) cell.textContent = places[cell.dataset.target] ?? "";
  }

  return { assemble, number };
})();
