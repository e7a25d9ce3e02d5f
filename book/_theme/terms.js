// 正文里标出来的术语：鼠标停上、焦点移到、手指点到，旁边就出一张小卡片，说它的意思。
// 没有JavaScript，它就是一个指着术语表的链接，title里写着意思。

"use strict";

(() => {
  const GAP = 6; // 卡片和词之间，像素
  const MARGIN = 8; // 卡片和屏幕的边之间
  const PAUSE = 200; // 鼠标路过不算，离开一小会儿也不算，毫秒

  let open = null; // 开着的那张：{ word, card }
  let timer = 0;

  // ---- 卡片 ----

  function makeCard(word, number) {
    const meaning = poolElement("span", { id: `term-${number}` }, word.title);
    const section = poolElement("a", { href: word.dataset.see }, `讲它的一节：${word.dataset.section}`);
    const card = poolElement("span", { class: "term-card", hidden: "" }, meaning, section);
    // 意思由卡片来说，浏览器自己的提示就不要了
    word.removeAttribute("title");
    word.setAttribute("aria-describedby", meaning.id);
    word.after(card);
    return card;
  }

  function show(word, card) {
    clearTimeout(timer);
    if (open?.card !== card) hide();
    open = { word, card };
    card.hidden = false;
    place();
  }

  function hide() {
    clearTimeout(timer);
    if (!open) return;
    open.card.hidden = true;
    open = null;
  }

  // 放在词的下面；下面放不下，就放在上面。左右不出屏幕
  function place() {
    if (!open) return;
    const { word, card } = open;
    const { clientWidth, clientHeight } = document.documentElement;
    const at = word.getClientRects()[0]; // 词断成两行时，看第一行
    if (at.bottom < 0 || at.top > clientHeight) return hide();
    const below = at.bottom + GAP;
    const above = at.top - GAP - card.offsetHeight;
    const fits = below + card.offsetHeight + MARGIN <= clientHeight || above < MARGIN;
    const right = clientWidth - card.offsetWidth - MARGIN;
    card.style.top = `${fits ? below : above}px`;
    card.style.left = `${Math.max(MARGIN, Math.min(at.left, right))}px`;
  }

  // ---- 鼠标、键盘、手指 ----

  const later = (action) => {
    clearTimeout(timer);
    timer = setTimeout(action, PAUSE);
  };

  function equip(word, number) {
    const card = makeCard(word, number);
    const inside = (target) => word.contains(target) || card.contains(target);
    let tapped = false; // 手指第一次点：看意思，不跳走

    for (const part of [word, card]) {
      part.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse") card.hidden ? later(() => show(word, card)) : clearTimeout(timer);
      });
      part.addEventListener("pointerleave", (event) => {
        if (event.pointerType === "mouse" && !inside(document.activeElement)) later(hide);
      });
      part.addEventListener("focusout", (event) => {
        if (!inside(event.relatedTarget) && open?.card === card) hide();
      });
    }
    word.addEventListener("focus", () => show(word, card));
    word.addEventListener("pointerdown", (event) => {
      tapped = event.pointerType !== "mouse" && card.hidden;
    });
    word.addEventListener("click", (event) => {
      if (!tapped) return;
      tapped = false;
      event.preventDefault();
      show(word, card);
    });
  }

  document.addEventListener("pointerdown", (event) => {
    if (open && !open.word.contains(event.target) && !open.card.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    if (open.card.contains(document.activeElement)) open.word.focus();
    hide();
  });
  addEventListener("scroll", place, { passive: true, capture: true });
  addEventListener("resize", place);

  document.querySelectorAll("a.term").forEach(equip);
})();
