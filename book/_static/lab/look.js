// 看答案：读者的和真正的哪里不一样，像是怎样想的；记下来，过些日子再问。

import { grid, map, name, show } from "./cells.js";
import { answered } from "./schedule.js";

const element = poolElement;

/** 读者写的数：认得全角、∞、-inf、NaN；不是数就是undefined。 */
export function read(text) {
  const plain = String(text).normalize("NFKC").trim().toLowerCase().replace(/^[−–]/, "-").replace("∞", "inf");
  if (plain === "nan") return NaN;
  if (/^[-+]?inf(inity)?$/.test(plain)) return plain[0] === "-" ? -Infinity : Infinity;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(plain) ? Number(plain) : undefined;
}

export const same = (a, b) => a === b || (a !== a && b !== b) || Math.abs(a - b) < 1e-6 * (1 + Math.abs(b));

/** 给一格、一个选项打上记号。 */
const mark = (control, sign) => (control.parentNode.dataset.mark = sign);

// 三种题：`right`是对不对，还不能看就没有；`told`是要说的；`is`认得是不是这样错的

function values({ root, controls, body }) {
  const all = controls.flat();
  const bad = all.filter(({ value }) => read(value) === undefined);
  for (const cell of all) cell.setAttribute("aria-invalid", bad.includes(cell));
  if (bad.length) {
    const junk = bad.find(({ value }) => value.trim());
    (junk ?? bad[0]).focus();
    if (junk) return { told: [`“${junk.value}”不是数。写一个数，也可以写-inf、NaN。`] };
    return { told: [`还空着${bad.length}格。猜一个，错了不要紧；不想猜，就点“直接看”。`] };
  }
  const truth = JSON.parse(root.dataset.answer);
  const is = (rows) => map(rows, (value, r, c) => same(read(controls[r][c].value), read(value))).flat().every(Boolean);
  const told = [];
  map(controls, (cell, r, c) => {
    cell.readOnly = true;
    if (same(read(cell.value), read(truth[r][c]))) return;
    mark(cell, "✗");
    told.push(`${all.length > 1 ? `${name(truth, r, c)}：` : ""}你猜${show(cell.value)}，其实是${show(truth[r][c])}。`);
  });
  if (told.length) body.append(grid(map(truth, (value) => element("b", {}, show(value))), "其实是"));
  return { right: !told.length, told, is };
}

function cells(task) {
  const { root, controls } = task;
  const mine = map(controls, (cell, r, c) => (cell.getAttribute("aria-pressed") === "true" ? `${r},${c}` : "")).flat().filter(Boolean);
  if (!mine.length && !task.warned) {
    task.warned = true;
    return { told: ["一格也没有点。要是真的一格也没有，再按一次“看答案”。"] };
  }
  const truth = JSON.parse(root.dataset.answer).map(String);
  const found = { "✓": [], 多: [], 漏: [] };
  map(controls, (cell, r, c) => {
    cell.disabled = true;
    const [chosen, should] = [mine, truth].map((list) => list.includes(`${r},${c}`));
    if (!chosen && !should) return;
    const sign = chosen && should ? "✓" : chosen ? "多" : "漏";
    mark(cell, sign);
    found[sign].push(name(controls, r, c));
  });
  const told = [["多", "点多了"], ["漏", "漏了"]].filter(([sign]) => found[sign].length).map(([sign, words]) => `${words}：${found[sign].join("、")}。`);
  const is = (places) => String(places.map(String).sort()) === String(mine.sort());
  return { right: !told.length, told, is };
}

function choose({ controls, options }) {
  const picked = controls.findIndex(({ checked }) => checked);
  if (picked < 0) return { told: ["先选一个。"] };
  const why = options[picked].querySelector("p").cloneNode(true);
  const right = why.textContent.startsWith("✅");
  mark(controls[picked], right ? "✓" : "✗");
  controls.forEach((radio, i) => (radio.disabled ||= right || i === picked));
  controls[picked].checked = right;
  return { right, picked, told: [why, ...(right ? [] : ["再选一次。"])] };
}

/** 看答案。`picks`是从前选过的几个，照样再选一遍，不算答题。 */
export function look(task, picks) {
  for (const pick of picks ?? []) {
    if (!task.controls[pick] || task.controls[pick].disabled) continue;
    task.controls[pick].checked = true;
    task.tried = true;
    tell(task, choose(task));
  }
  if (picks) return;
  const found = { values, cells, choose }[task.kind](task);
  tell(task, found);
  if (found.right === undefined) return;
  if (found.right || !task.options) task.says.focus({ preventScroll: true });
  const { review } = task.root.dataset;
  if (!task.tried && review) later(task, answered(review, found.right, task.reviewing));
  task.tried = true;
  task.done(found.right, found.picked);
}

/** 说给读者听；答完了，就把答案打开。 */
function tell({ root, options, shown, button, says }, { right, told, is }) {
  const words = told.slice(0, 6).map((one) => (one.nodeType ? one : element("p", {}, one)));
  says.replaceChildren(...words);
  if (right === undefined) return;
  if (!options) says.prepend(element("p", {}, element("b", {}, right ? "✓ 对了。" : "✗ 不一样。")));
  const like = is && !right && [...root.querySelectorAll("li[data-answer]")].find((li) => is(JSON.parse(li.dataset.answer)));
  if (like) {
    const [, ...thought] = like.cloneNode(true).childNodes;
    says.append(element("p", { class: "pool-like" }, "你的答案，正好是这样想会得到的：", ...thought));
  }
  if (!right && options) return;
  button.remove();
  root.classList.add("told");
  if (shown) shown.open = true;
}

/** 以后还会再问；存不下也说一声。 */
function later({ reviewing, says }, saved) {
  const link = element("a", { href: new URL("../../book/review.html", import.meta.url) }, "复习");
  if (!saved) says.append(element("p", {}, "浏览器不让存，以后就不来问你了；这一次不受影响。"));
  else if (!reviewing) says.append(element("p", {}, "过些日子，在", link, "里再问你。"));
}
