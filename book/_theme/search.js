// 搜索框：边打边找，找到的一节一节列出来；从结果点过来的那一页，把找的词标出来。
// 引擎和索引在读者点到搜索框时才取，见search_engine.mjs和site_search.py。

"use strict";

globalThis.poolSearch = {};

(() => {
  const element = poolElement;
  const ROOT = document.documentElement.dataset.content_root;
  const FILES = ["search_engine.js", "search_index.js"];
  const SHOWN = 10;   // 先列出几页
  const MARKS = "marks";   // 地址里要标的词

  // ---- 引擎和索引，用到了才取 ----

  const scripts = new Map();

  function script(name) {
    if (!scripts.has(name)) {
      scripts.set(name, new Promise((resolve, reject) => {
        const tag = element("script", { src: `${ROOT}_static/${name}` });
        tag.onload = resolve;
        tag.onerror = () => {
          scripts.delete(name);   // 下次再试
          tag.remove();
          reject(new Error(name));
        };
        document.head.append(tag);
      }));
    }
    return scripts.get(name);
  }

  async function load() {
    await Promise.all(FILES.map(script));
    const ready = await poolSearchEngine.Engine.ready(poolSearch.index);
    ready.search("池化pooling");   // 浏览器第一次跑一段程序总是慢，先替读者跑一次
    return ready;
  }

  /** 准备好的引擎。没有取到，下次再取。 */
  function engine() {
    poolSearch.ready ??= load().catch((error) => {
      delete poolSearch.ready;
      throw error;
    });
    return poolSearch.ready;
  }

  // ---- 一条一条的结果 ----

  function address({ url, anchor }, terms) {
    const query = terms.length ? `?${new URLSearchParams({ [MARKS]: terms.join(" ") })}` : "";
    return `${ROOT}${url}${query}${anchor ? `#${encodeURIComponent(anchor)}` : ""}`;
  }

  const pieces = (parts) => parts.map(([text, found]) => (found ? element("mark", {}, text) : text));

  function result({ section, terms }) {
    const { marked, snippet } = poolSearchEngine;
    const heading = element("span", { class: "search-heading" }, ...pieces(marked(section.heading, terms)));
    if (section.above) heading.prepend(`${section.above} › `);
    const text = element("span", { class: "search-snippet" }, ...pieces(snippet(section, terms)));
    const link = element("a", { href: address(section, terms.slice(0, 60)) }, heading, text);
    return element("li", {}, link);
  }

  /** 收起来的几处，打开时才写。 */
  function folded(results) {
    const box = element("details", {}, element("summary", {}, `这一页还有${results.length}处`));
    box.addEventListener("toggle", () => box.append(element("ul", {}, ...results.map(result))), { once: true });
    return box;
  }

  /** 一页里的结果：排在全部结果前三的都列出来，别的收起来。 */
  function page(results, leading) {
    const [{ section }] = results;
    const first = results.filter((one, index) => !index || leading.has(one));
    const others = results.filter((one) => !first.includes(one)).slice(0, 5);
    const group = element("section", { class: "search-page" });
    group.append(element("p", { class: "search-title" }, section.page), element("ul", {}, ...first.map(result)));
    if (others.length) group.append(folded(others));
    return group;
  }

  /** 没有找到：最相近的几节，报错速查和术语表。 */
  function nothing(ready, query) {
    const near = ready.near(query).slice(0, 3).map(({ section }) => section);
    const help = ready.sections.filter(({ url, anchor }) => !anchor && /reference\/(errors|glossary)/.test(url));
    const links = [...near, ...help].map((section) => {
      const words = `${section.page}${section.anchor ? ` › ${section.heading}` : ""}`;
      const heading = element("span", { class: "search-heading" }, words);
      return element("li", {}, element("a", { href: address(section, []) }, heading));
    });
    const group = element("section", { class: "search-page" });
    group.append(element("p", { class: "search-title" }, "换个说法试试，或者看看这些："), element("ul", {}, ...links));
    return group;
  }

  // ---- 一个搜索框 ----

  function attach(form) {
    const input = form.querySelector("input[name=q]");
    const inDialog = form.closest("dialog");
    const onSearchPage = inDialog ? null : document.getElementById("search-results");
    const box = onSearchPage ?? element("div");
    const status = element("p", { class: "search-status", role: "status", "aria-live": "polite" });
    const list = element("div", { class: "search-list" });
    box.classList.add("search-results");
    box.append(status, list);
    if (!onSearchPage) form.after(box);

    let asked = "";

    async function search() {
      const query = input.value.trim();
      if (query === asked) return;
      asked = query;
      if (!query || /^[a-z\d]$/i.test(query)) {
        list.replaceChildren();
        status.textContent = "";
        return;
      }
      if (!list.childElementCount) status.textContent = "正在找……";
      try {
        const ready = await engine();
        if (query === asked) show(ready, query);
      } catch (error) {
        if (query !== asked) return;
        asked = "";
        status.textContent = "索引没有取到。请看看网络，再打一个字试试。";
        console.warn(error);
      }
    }

    function show(ready, query) {
      const results = ready.search(query);
      const leading = new Set(results.slice(0, 3));
      const pages = new Map();
      for (const one of results) {
        const { url } = one.section;
        if (pages.size === SHOWN && !pages.has(url)) continue;
        pages.set(url, [...(pages.get(url) ?? []), one]);
      }
      const groups = [...pages.values()].map((found) => page(found, leading));
      list.replaceChildren(...(groups.length ? groups : [nothing(ready, query)]));
      list.scrollTop = 0;
      status.textContent = results.length ? `找到${results.length}处，最像的在前` : `没有找到“${query}”`;
      if (onSearchPage) history.replaceState(null, "", `?${new URLSearchParams({ q: query })}`);
    }

    // 打拼音时，还没有选定的字母不算
    input.addEventListener("input", (event) => event.isComposing || search());
    input.addEventListener("compositionend", search);
    input.addEventListener("focus", () => engine().catch(() => {}));   // 不等打字

    // ---- 键盘 ----

    const links = () => [...list.querySelectorAll("a")].filter((link) => link.checkVisibility?.() ?? link.offsetParent);

    function move(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      const stops = [input, ...links()];
      const next = stops[stops.indexOf(document.activeElement) + step];
      if (!next || stops.length === 1) return;
      event.preventDefault();
      next.focus();
    }

    input.addEventListener("keydown", move);
    list.addEventListener("keydown", (event) => {
      move(event);
      // 在结果上接着打字，就是接着改问句
      if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) input.focus();
      if (event.key === "Escape" && !inDialog) input.focus();
    });

    if (onSearchPage) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        search();
      });
      input.value = new URLSearchParams(location.search).get("q") ?? "";
      search();
    }
    // 点了指着本页的结果，对话框要让开
    if (inDialog) list.addEventListener("click", (event) => event.target.closest("a") && inDialog.close());
  }

  // ---- 从结果点过来的那一页 ----

  const SKIP = "svg, script, style, .math, .cm-editor, .headerlink, .toctree-wrapper, button, mark";
  const AREA = "section, dl.py";

  async function markHits() {
    const address = new URL(location.href);
    const terms = address.searchParams.get(MARKS)?.split(" ");
    if (!terms) return;
    address.searchParams.delete(MARKS);   // 分享出去的地址是干净的
    history.replaceState(history.state, "", address);
    await script(FILES[0]);
    const target = document.getElementById(decodeURIComponent(address.hash.slice(1)));
    const area = target?.closest(AREA) ?? document.querySelector("article > section");
    const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(SKIP) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (text.parentElement.closest(AREA) !== area) continue;   // 一节里的小节是另外的结果
      const parts = poolSearchEngine.marked(text.data, terms);
      if (parts.some(([, found]) => found)) {
        text.replaceWith(...parts.map(([part, found]) => (found ? element("mark", { class: "search-hit" }, part) : part)));
      }
    }
  }

  document.querySelectorAll("form.search").forEach(attach);
  markHits();
})();
