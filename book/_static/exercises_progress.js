// 练习的进度：存在这个浏览器里，各页共用。练习总览和每一题都用它。

"use strict";

(() => {
  const PREFIX = "tutorial-pool/";
  const listeners = [];

  // 一题一个键：两个标签页同时做，谁也不会盖掉谁。存不下也不会出错，见storage.js
  const passedKey = (number) => `${PREFIX}passed/${number}`;
  const passed = (number) => localStorage.getItem(passedKey(number)) !== null;
  const started = (number) => localStorage.getItem(`${PREFIX}code/${number}`) !== null;

  /** 记下通过了；返回真的存下没有。 */
  function pass(number) {
    localStorage.setItem(passedKey(number), "1");
    changed();
    return poolStorage.localStorage.get(passedKey(number)) !== null;
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

  /** 造一个元素：属性，里面的东西。 */
  const element = poolElement;

  function button(text, action) {
    const made = element("button", { type: "button", class: "pool-button quiet" }, text);
    made.addEventListener("click", () => {
      // 忙的按钮用aria-disabled而不用disabled：键盘的焦点还留在它上面
      if (made.getAttribute("aria-disabled") !== "true") action();
    });
    return made;
  }

  /** 看得见的勾，念得出的“已通过”；勾不占地方，打上时什么都不动。 */
  function mark(item, number) {
    const isPassed = passed(number);
    item.classList.toggle("passed", isPassed);
    item.classList.toggle("started", !isPassed && started(number));
    item.querySelector(":scope > .exercise-mark")?.remove();
    if (!isPassed && !started(number)) return;
    const [sign, words] = isPassed ? ["✓", "（已通过）"] : ["…", "（写过）"];
    const shown = element("span", { "aria-hidden": "true" }, sign);
    item.append(element("span", { class: "exercise-mark" }, shown, element("span", { class: "exercise-spoken" }, words)));
  }

  // ---- 每一题：一排编号 ----

  const track = [...document.querySelectorAll(".exercise-track [data-exercise]")];
  watch(() => track.forEach((item) => mark(item.querySelector("a"), item.dataset.exercise)));

  /** 这一题，和它的下一题：编号、地址。最后一题没有下一题。 */
  const here = track.findIndex((item) => item.querySelector("[aria-current]"));
  const current = track[here]?.dataset.exercise;
  const next = track[here + 1]?.querySelector("a");

  // ---- 总览 ----

  function showOnIndex(table) {
    const rows = [...table.querySelectorAll("tbody tr")];
    const items = rows
      .map((row) => ({ cell: row.cells[0], link: row.cells[0].querySelector("a") }))
      .map((item) => ({ ...item, number: /\/(\d\d)-/.exec(item.link?.pathname)?.[1] }))
      .filter(({ number }) => number);
    const here = items.filter(({ cell }) => !cell.querySelector(".exercise-elsewhere"));
    const numbers = here.map(({ number }) => number);
    const said = document.querySelector(".exercise-summary span");
    const link = document.querySelector(".exercise-summary a");
    const clearButton = button("清空进度", () => {
      if (confirm("清空这个浏览器里的进度吗？你写的代码会留着。")) clear(numbers);
    });
    link.after(clearButton);
    watch(() => {
      here.forEach(({ cell, number }) => mark(cell, number));
      const done = numbers.filter(passed).length;
      const first = here.find(({ number }) => !passed(number)) ?? items.at(-1);
      said.textContent = done ? `在这个浏览器里，你通过了${done}题。` : "一题一题做下去。";
      link.textContent = `${done ? "接着做" : "从这里开始："}${first.link.textContent}`;
      link.href = first.link.href;
      clearButton.disabled = !done;
    });
  }

  const table = document.querySelector(".exercise-table table");
  if (table) showOnIndex(table);

  globalThis.poolExercises = { PREFIX, button, current, element, next, pass };
})();
