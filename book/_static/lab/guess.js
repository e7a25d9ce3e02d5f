// 让一道先猜的题活起来：填数、点格子，或者选一个。看答案要用的，到时候才取。
//
// 题目、答案、为什么、容易错成什么，都在网页里（predict.py写的）；没有这个脚本，点“直接看”就有。

import { grid, map, name, show } from "./cells.js";

const element = poolElement;
let groups = 0;

// 三种题：给读者动手的地方`body`，和里面的格子或选项`controls`

function values({ dataset }) {
  const controls = map(JSON.parse(dataset.answer), () => element("input", { autocomplete: "off", autocapitalize: "off", maxlength: 12 }));
  map(controls, (cell, r, c) => cell.setAttribute("aria-label", name(controls, r, c)));
  return { controls, body: element("div", { class: "pool-sides" }, grid(controls, "你猜的")) };
}

function cells({ dataset }) {
  const given = JSON.parse(dataset.given);
  const controls = map(given, (value, r, c) => {
    const label = `${name(given, r, c)}，${show(value)}`;
    const made = element("button", { type: "button", "aria-pressed": false, "aria-label": label, tabindex: r + c ? -1 : 0 }, show(value));
    made.addEventListener("click", () => made.setAttribute("aria-pressed", made.getAttribute("aria-pressed") !== "true"));
    // 一张表只占一次Tab
    made.addEventListener("focus", () => map(controls, (other) => (other.tabIndex = other === made ? 0 : -1)));
    return made;
  });
  return { controls, body: grid(controls, "点格子，再点一下取消") };
}

function choose(root) {
  const group = `pool-${groups++}`;
  const options = [...root.querySelectorAll(":scope > .pool-quiz-option")];
  const controls = options.map(() => element("input", { type: "radio", name: group }));
  const labels = options.map((option, i) => {
    option.hidden = true;
    const words = option.querySelector("summary").cloneNode(true).childNodes;
    return element("label", {}, controls[i], element("span", {}, ...words));
  });
  const body = element("div", { class: "pool-options", role: "radiogroup", "aria-label": "选一个" }, ...labels);
  return { controls, body, options };
}

/** 让一道题活起来。`done(right, picked)`在答了以后调用；`reviewing`是在复习；`picks`是以前选过的。 */
export function mount(root, { done = () => {}, reviewing = false, picks = [] } = {}) {
  const { kind = "choose" } = root.dataset;
  const { body, controls, options } = { values, cells, choose }[kind](root);
  const shown = root.querySelector(":scope > .pool-answer");
  const button = element("button", { class: "pool-button" }, options ? "选好了" : "看答案");
  const says = element("div", { class: "pool-says", role: "status", tabindex: -1 });
  const form = element("form", {}, body, button, says);
  const task = { root, kind, body, controls, options, shown, button, says, done, reviewing };

  let busy = false; // 还在取的时候又点，不算：不然前一次选的就丢了

  async function look(quietly) {
    if (busy) return;
    busy = true;
    try {
      const { look } = await import("./look.js");
      look(task, quietly);
    } catch {
      says.replaceChildren("没有取到要用的文件，请看看网络；也可以点“直接看”。");
    }
    busy = false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  root.insertBefore(form, shown);
  root.classList.add("live");
  if (picks.length) look(picks);
}
