// 在网页里量。一开始就在（measures.py），才记得下开始的事。

"use strict";

globalThis.audit ??= (() => {
  const audit = { lcp: 0, cls: 0, refused: [] };

  // ---- 一直在记的：最大的一块什么时候画出来，页面移动了多少，内容安全策略拦下了什么 ----

  const watch = (type, see) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  const painted = new Promise((resolve) => {
    watch("largest-contentful-paint", ({ startTime }) => resolve((audit.lcp = startTime)));
  });
  watch("layout-shift", ({ hadRecentInput, value }) => (audit.cls += hadRecentInput ? 0 : value));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
    audit.refused.push(`${effectiveDirective} ${blockedURI} ${sample}`),
  );

  /** 打开时的，等画出来了再说。 */
  audit.opening = () => painted.then(() => audit);

  const all = (selector) => [...document.querySelectorAll(selector)];
  const start = (element) => element.outerHTML.slice(0, 90);

  /** 折着的都打开；没有走到、还没有排版的，像走到了那样排好。 */
  audit.openAll = () => {
    all("details").forEach((details) => (details.open = true));
    const skipped = all("article *").filter((one) => getComputedStyle(one).contentVisibility === "auto");
    skipped.forEach((one) => (one.style.contentVisibility = "visible"));
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  };

  /** 看得见的代码有几块，其中哪些放不下、要横着滚。 */
  audit.code = () => {
    const blocks = all("article pre").filter((pre) => pre.checkVisibility());
    const scroll = blocks.filter((pre) => pre.scrollWidth > pre.clientWidth + 1);
    return { all: blocks.length, scroll: scroll.map((pre) => pre.textContent.trim().slice(0, 60)) };
  };

  // ---- 行宽 ----

  const PROSE = "article :is(p, dd, blockquote, li:not(:has(p, ul, ol, pre, div, table)))";

  /** 一段里的字和公式，各在哪里。公式里念给人听的那一份看不见，不算。 */
  function* boxes(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeName !== "#text") {
        if (node.matches("svg")) yield node.getBoundingClientRect();
      } else if (!node.parentElement.closest("math, svg")) {
        range.selectNode(node);
        yield* range.getClientRects();
      }
    }
  }

  /** 一段里最长的一行有多宽。同一行的字上下重叠。 */
  function widest(block) {
    const rows = [];
    for (const { left, right, top, bottom } of boxes(block)) {
      const middle = (top + bottom) / 2;
      let row = rows.find((one) => one.top < middle && middle < one.bottom);
      if (!row) rows.push((row = { left, right, top, bottom }));
      row.left = Math.min(row.left, left);
      row.right = Math.max(row.right, right);
    }
    return Math.max(0, ...rows.map(({ left, right }) => right - left));
  }

  /** 正文里最长的一行，有几个汉字宽。表格、图、对话框、函数签名里的不算。 */
  audit.longestLine = () => {
    let longest = { characters: 0, text: "" };
    for (const block of all(PROSE)) {
      if (!block.checkVisibility() || block.closest("table, svg, dialog, dt")) continue;
      const characters = widest(block) / parseFloat(getComputedStyle(block).fontSize);
      if (characters > longest.characters) longest = { characters, text: block.textContent.trim().slice(0, 40) };
    }
    return longest;
  };

  // ---- 焦点 ----

  const REACHED = "a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable='true']";

  function outlined(element) {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const drawn = outlineStyle === "auto" || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
    if (drawn && element.checkVisibility({ opacityProperty: true })) return true;
    return element.parentElement !== null && outlined(element.parentElement);
  }

  /** 按Tab到得了，却看不出到了的：它自己，或者它在的框，要有轮廓。先按过一次Tab，浏览器才当是在用键盘。 */
  audit.unseenFocus = () =>
    all(REACHED)
      .filter((element) => {
        if (element.disabled || !element.checkVisibility()) return false;
        element.focus({ preventScroll: true });
        return document.activeElement === element && !outlined(element);
      })
      .map(start);

  // ---- 裁掉 ----

  const hides = (overflow) => !["visible", "clip"].includes(overflow);

  /** 比纸宽的，和在自己里面滚动、藏起来一半的。公式和图自己管；只给眼睛以外的人听的，本来就没有大小。 */
  audit.clipped = () =>
    all("article *")
      .filter((element) => {
        if (!element.checkVisibility() || element.closest("svg, math")) return false;
        const { right, left, width, height } = element.getBoundingClientRect();
        if (width <= 1 || height <= 1) return false;
        const { display, fontSize, overflowX, overflowY } = getComputedStyle(element);
        const space = display === "inline" ? 0.7 * parseFloat(fontSize) : 1; // 行末的空格挂在外面，不要紧
        if (right > innerWidth + space || left < -1) return true;
        return (
          (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)
        );
      })
      .map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 60)}`);

  return audit;
})();
