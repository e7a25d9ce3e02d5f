// 复习的那一页：今天的题，什么时候问什么，搬到别的电脑。

import { grid, name, show } from "./cells.js";
import { mount } from "./guess.js";
import { ask, plain, QUESTIONS } from "./questions.js";
import { DAILY, due, dueToday, forget, IDS, keep, recall, today, valid } from "./schedule.js";

const element = poolElement;
const { misconceptions, quiz } = JSON.parse(document.getElementById("pool-review-data").textContent);
const [now, plan, move] = ["pool-review", "pool-plan", "pool-move"].map((id) => document.getElementById(id));
const FORMAT = "tutorial-pool/review";
const BIGGEST = 1e5; // 导入的文件最多这么多字节

/** 一段话：`反引号`里的是代码，**星号**里的是重点。 */
const prose = (text) =>
  text.split(/(`[^`]*`|\*\*[^*]*\*\*)/).map((part) => {
    if (part[0] === "`" && part.length > 1) return element("code", {}, part.slice(1, -1));
    return part.startsWith("**") ? element("strong", {}, part.slice(2, -2)) : part;
  });
const said = (text, attributes = {}) => element("p", attributes, ...prose(text));

function button(text, action) {
  const made = element("button", { type: "button", class: "pool-button" }, text);
  made.addEventListener("click", action);
  return made;
}

// ---- 一题 ----

/** 小测里没有数可换的题，换选项的次序。 */
function fromQuiz(id) {
  const holder = element("div");
  holder.innerHTML = quiz[id].html;
  const root = holder.firstChild;
  const options = [...root.querySelectorAll("details")];
  options.sort(() => Math.random() - 0.5).forEach((option, i) => {
    const words = option.querySelector("summary").firstChild;
    words.data = words.data.replace(/^[A-D]/, "ABCD"[i]);
    root.append(option);
  });
  return root;
}

const matrix = (caption, rows) => grid(rows.map((line) => line.map((value) => element("b", {}, show(value)))), caption);

/** 实验台的地址；JSON里没有NaN。 */
function labAddress(state) {
  const write = (value) => (Array.isArray(value) ? `[${value.map(write)}]` : typeof value === "string" ? value : String(value));
  return `lab.html#${Object.entries(state).map(([key, value]) => `${key}=${encodeURIComponent(write(value))}`).join("&")}`;
}

/** 用新的数出一题。 */
function fromTemplate(id) {
  const { question, given, cells, answer, asked = {}, why, mistakes, see, lab } = ask(id, Math.random);
  const truth = cells ? said(`答案：${cells.map(([r, c]) => name(given, r, c)).join("、") || "一格也没有"}。`) : matrix("答案", JSON.parse(answer));
  const links = element("p", {}, element("a", { href: `${see}.html` }, "讲它的那一章"));
  if (lab) links.append("，", element("a", { href: labAddress(lab) }, "在实验台里看"));
  const wrong = mistakes.map(([who, got]) => {
    const words = misconceptions[who] ? `**${misconceptions[who][0]}**。${misconceptions[who][1]}` : who;
    return element("li", { "data-answer": got }, element("span", {}), ...prose(words));
  });
  const shown = element("details", { class: "pool-answer" }, element("summary", {}, "直接看"), truth, said(why), links);
  shown.append(element("ul", { class: "pool-wrong" }, ...wrong));
  const root = element("div", { class: "pool-predict" }, said(question), ...Object.entries(asked).map(([words, rows]) => matrix(words, rows)), shown);
  Object.assign(root.dataset, { kind: cells ? "cells" : "values", review: id, answer }, given && { given: plain(given) });
  return root;
}

// ---- 今天的题 ----

const told = element("p", { role: "status" });
const place = element("div");
const next = button("下一题", () => begin());
now.replaceChildren(told, place, next);

const saved = (id) => recall(id) !== null;

function begin() {
  const [id] = dueToday();
  next.hidden = true;
  place.replaceChildren();
  tell();
  if (!id) return;
  const root = quiz[id] ? fromQuiz(id) : fromTemplate(id);
  place.append(root);
  root.dataset.review = id;
  mount(root, {
    reviewing: true,
    done: (right) => {
      const over = right || !quiz[id];
      next.hidden = !(over && dueToday().length);
      tell();
    },
  });
}

function tell() {
  const count = dueToday().length;
  const late = IDS.filter((id) => saved(id) && due(recall(id)) <= today()).length;
  const any = IDS.some(saved);
  if (count) told.textContent = `今天有${count}题可以复习。每次的数都是新的；答错了不要紧，过一天再问。`;
  else if (late) told.textContent = `今天问过${DAILY}题了，剩下的${late}题明天再问。`;
  else if (any) told.textContent = "今天没有要复习的了。";
  else told.textContent = "还没有题。在章节里猜一猜，或者做概念小测，答过的题过一天会到这里来。";
  list();
}

// ---- 什么时候问什么 ----

const title = (id) => quiz[id]?.belief ?? titles[id];
const titles = Object.fromEntries(Object.keys(QUESTIONS).map((id) => [id, ask(id, Math.random).title]));

function when(day) {
  if (day === Infinity) return "记住了，不再问";
  const left = day - today();
  if (left <= 0) return "今天";
  const date = new Date(day * 864e5);
  return `${left === 1 ? "明天" : `${left}天后`}（${date.getUTCMonth() + 1}月${date.getUTCDate()}日）`;
}

function list() {
  const known = IDS.filter(saved).map((id) => [id, recall(id)]);
  known.sort(([, a], [, b]) => due(a) - due(b));
  if (!known.length) return plan.replaceChildren(said("还没有。"));
  const head = element("tr", {}, ...["题", "下一次", "按时答对"].map((words) => element("th", { scope: "col" }, words)));
  const rows = known.map(([id, record]) =>
    element("tr", {}, element("td", {}, ...prose(title(id))), element("td", {}, when(due(record))), element("td", {}, `${record.step}次`)),
  );
  plan.replaceChildren(element("table", { class: "table" }, element("thead", {}, head), element("tbody", {}, ...rows)));
}

// ---- 搬到别的电脑 ----

const report = element("p", { role: "status" });
const file = element("input", { type: "file", accept: ".json,application/json", hidden: "", "aria-label": "导入复习的记录" });

function save() {
  const items = Object.fromEntries(IDS.filter(saved).map((id) => [id, recall(id)]));
  const text = JSON.stringify({ format: FORMAT, version: 1, items }, null, 1);
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: address, download: "tutorial-pool-review.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1e4);
  report.textContent = `导出了${Object.keys(items).length}题的记录。`;
}

/** 别人的文件里什么都可能有：只认认得的题、好的记录，别的一概不看。 */
function take(text) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return "这个文件不是JSON，没有导入。";
  }
  if (found?.format !== FORMAT) return "这个文件不是复习的记录，没有导入。";
  if (found.version !== 1) return "这个文件是别的版本写的，这里不认得，没有导入。";
  const items = Object(found.items);
  const good = IDS.filter((id) => Object.hasOwn(items, id) && valid(items[id]));
  const newer = good.filter((id) => !saved(id) || recall(id).asked <= items[id].asked);
  let stored = true;
  for (const id of newer) {
    const { step, asked, r } = items[id];
    stored = keep(id, { v: 1, step, asked, r: +(r === 1) }) && stored;
  }
  const left = Object.keys(items).length - newer.length;
  return `导入了${newer.length}题的记录${left ? `；另外${left}条没有用：不认得，坏了，或者这里的更新` : ""}。${stored ? "" : UNSAVED}`;
}

const UNSAVED = "浏览器不让存，只在这一页里记得。";

file.addEventListener("change", async () => {
  const [chosen] = file.files;
  if (!chosen) return;
  report.textContent = chosen.size > BIGGEST ? "这个文件太大，不会是复习的记录，没有导入。" : take(await chosen.text());
  file.value = "";
  begin();
});

function clear() {
  if (!confirm("清空复习的日程吗？清了就找不回来；可以先导出一份。")) return;
  IDS.forEach(forget);
  report.textContent = "清空了。";
  begin();
}

move.replaceChildren(
  element("p", { class: "pool-moves" }, button("导出", save), button("导入", () => file.click()), button("清空", clear)),
  file,
  report,
);

begin();
addEventListener("storage", tell);
addEventListener("pageshow", ({ persisted }) => persisted && begin());
