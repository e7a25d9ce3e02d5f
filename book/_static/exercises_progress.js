// 练习的进度：存在这个浏览器里，各页共用。练习的首页和每一页都用它。

"use strict";

(() => {
  const PREFIX = "tutorial-pool/";
  // 浏览器里没有NumPy，要用它的题在网页上做不了
  const NEEDS_NUMPY = JSON.parse(document.getElementById("python-files").textContent).needsNumpy;
  const listeners = [];

  // 一题一个键：两个标签页同时做，谁也不会盖掉谁。存不下也不会出错，见storage.js
  const passedKey = (number) => `${PREFIX}passed/${number}`;
  const passed = (number) => localStorage.getItem(passedKey(number)) !== null;

  function pass(number) {
    localStorage.setItem(passedKey(number), "1");
    changed();
  }

  function clear(numbers) {
    numbers.forEach((number) => localStorage.removeItem(passedKey(number)));
    changed();
  }

  function changed() {
    listeners.forEach((listener) => listener());
  }

  function watch(listener) {
    listeners.push(listener);
    listener();
  }

  // 别的标签页里通过了一题，这一页也打上勾；从“后退”回来时也重新看一遍
  addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) changed();
  });
  addEventListener("pageshow", changed);

  const exerciseOf = (address) => /\/exercises\/(\d\d)-/.exec(new URL(address).pathname)?.[1];

  /** 造一个元素：属性，里面的东西。 */
  const element = poolElement;

  function button(text, action) {
    const made = element("button", { type: "button", class: "exercise-button" }, text);
    made.addEventListener("click", () => {
      // 忙的按钮用aria-disabled而不用disabled：键盘的焦点还留在它上面
      if (made.getAttribute("aria-disabled") !== "true") action();
    });
    return made;
  }

  /** 看得见的勾，念得出的“已通过”。 */
  function mark(item, isPassed) {
    item.classList.toggle("passed", isPassed);
    item.querySelector(":scope > .exercise-mark")?.remove();
    if (!isPassed) return;
    item.append(
      element(
        "span",
        { class: "exercise-mark" },
        element("span", { "aria-hidden": "true" }, "✓"),
        element("span", { class: "exercise-spoken" }, "（已通过）"),
      ),
    );
  }

  /** 侧栏里的练习：编号、标题和地址。本页在侧栏里的地址是“#”。 */
  function listed() {
    const links = document.querySelectorAll("nav.contents a[href]");
    return [...links]
      .map((link) => ({
        number: exerciseOf(link.href),
        title: link.textContent.trim(),
        address: link.getAttribute("href").startsWith("#") ? "#" : link.href,
      }))
      .filter(({ number }) => number);
  }

  /** 一排编号，去别的题，也看得到做完了哪些。 */
  function addTrack(current) {
    const items = listed().map(({ number, title, address }) => {
      const link = element("a", { href: address, title }, String(Number(number)));
      if (number === current) link.setAttribute("aria-current", "page");
      return { number, link, item: element("li", {}, link) };
    });
    const list = element("ol", {}, ...items.map(({ item }) => item));
    const track = element("nav", { class: "exercise-track", "aria-label": "全部练习" }, list);
    document.querySelector("article h1").after(track);
    watch(() => items.forEach(({ number, link }) => mark(link, passed(number))));
  }

  /** 首页：笔记本里存的是写书时的进度，换成读者自己的。 */
  function showOnIndex(list) {
    const items = [...document.querySelectorAll("ol.pool-progress [data-exercise]")];
    const here = items.filter(isOnWeb);
    const numbers = here.map((item) => item.dataset.exercise);
    const summary = list.previousElementSibling;
    watch(() => {
      here.forEach((item) => mark(item, passed(item.dataset.exercise)));
      const done = numbers.filter(passed).length;
      if (summary) summary.textContent = `在这个浏览器里，你通过了${done}题；能在网页上做的，一共${numbers.length}题。`;
    });

    const clearButton = button("清空网页上的进度", () => {
      if (confirm("清空这个浏览器里的进度吗？你写的代码会留着。")) clear(numbers);
    });
    (list.closest(".cell") ?? list).after(element("p", {}, clearButton));
    watch(() => (clearButton.disabled = !numbers.some(passed)));

    // 别的题，这里永远打不上勾
    const elsewhere = items.filter((item) => !isOnWeb(item));
    elsewhere.forEach((item) => item.append(element("small", { class: "exercise-elsewhere" }, "在笔记本里做")));
  }

  /** 进度里的一题，能不能在网页上做；挑战的编号不是数字，都不能。 */
  function isOnWeb({ dataset: { exercise } }) {
    return /^\d+$/.test(exercise) && !NEEDS_NUMPY.includes(exercise);
  }

  const current = exerciseOf(location.href);
  const list = document.querySelector("ol.pool-progress");
  if (current) addTrack(current);
  else if (list) showOnIndex(list);

  globalThis.poolExercises = { NEEDS_NUMPY, PREFIX, button, current, element, listed, pass };
})();
