// 实验台的样子：状态变成网页。只有这里碰网页，不加不减，也不管谁按了什么。

import { OPERATIONS } from "./core.js";
import { fromNumber, sent } from "./state.js";
import { LABELS, filling, formula, gradientFormula, gradientSentence, inputSentence, look, number, placedAt, seenBy, sentence, sizes } from "./words.js";

const element = globalThis.poolElement;
const BEYOND = 12; // 越过填充的部分，最多画几格

// 参数叫什么，是哪一类
export const SETTINGS = {
  kernel_size: ["窗口", "size"],
  stride: ["步幅", "size"],
  padding: ["填充", "size"],
  dilation: ["空洞", "size"],
  output_size: ["输出大小", "size"],
  ceil_mode: ["向上取整", "flag"],
  count_include_pad: ["填充也算个数", "flag"],
  divisor_override: ["除数", "number"],
  norm_type: ["幂次", "number"],
};
const ALWAYS = new Set(["kernel_size", "stride", "padding", "dilation", "ceil_mode"]);

/** 这种池化为什么没有这一项。 */
function why(operation, field) {
  if (operation.startsWith("adaptive")) return "自适应池化自己定窗口，只要输出大小";
  if (operation === "max_unpool2d") return "反池化没有这一项";
  return field === "dilation" ? "在torch里，只有最大池化有空洞" : "Lp池化没有填充";
}

// ---- 搭好架子：都是写死的文字，读者写的不会进到这里来 ----

const button = (name, text, label) =>
  `<button type="button" data-do="${name}"${label ? ` aria-label="${label}"` : ""}>${text}</button>`;

const select = (name, label, options) =>
  `<label>${label}<select name="${name}">${options.map(([value, text]) => `<option value="${value}">${text}`).join("")}</select></label>`;

function field(name) {
  const [label, kind] = SETTINGS[name];
  const title = `<span>${label} <code>${name}</code></span>`;
  const number = (axis, i) => {
    const spoken = label + name + axis;
    return `<span class="lab-step"><small>${axis}</small>${button("less", "−", `${spoken}减1`)}<input type="text" autocomplete="off" name="${name}" data-axis="${i}" aria-label="${spoken}">${button("more", "+", `${spoken}加1`)}</span>`;
  };
  const control = {
    flag: `<label><input type="checkbox" name="${name}">${title}</label>`,
    size: `${title}<span class="lab-pair">${number("高", 0)}${number("宽", 1)}</span>`,
    number: `${title}<span class="lab-pair">${number("", 0)}</span>`,
  }[kind];
  return `<div class="lab-field" data-field="${name}">${control}<small class="lab-why"></small></div>`;
}

/** 矩阵有几行几列。 */
const shape = () => {
  const count = (axis, text) => `<span class="lab-step">${button(`less-${axis}`, "−", `少一${text}`)}${text}${button(`more-${axis}`, "+", `多一${text}`)}</span>`;
  return `<div class="lab-field"><span>矩阵 <code>x</code></span><span class="lab-pair">${count("row", "行")}${count("column", "列")}</span></div>`;
};

const folded = (name, title, inside) => `<details data-part="${name}"><summary>${title}</summary>${inside}</details>`;

const row = (name, label, inside) => `<div data-part="${name}" role="group" aria-label="${label}">${inside}</div>`;

const skeleton = () => `
<section class="pool-lab" aria-label="池化实验台">
${row("bar", "做什么", select("operation", "做什么", Object.entries(LABELS).map(([name, label]) => [name, `${label} ${name}`])) + select("direction", "方向", [["forward", "前向：算输出"], ["backward", "反向：送梯度"]]))}
${folded("examples", "例子", '<div class="lab-list"></div>')}
${folded("settings", "设置", `<div class="lab-fields">${Object.keys(SETTINGS).map(field).join("")}${shape()}</div><label class="lab-split"><input type="checkbox" name="split">高和宽分开设</label>`)}
<div data-part="message" id="lab-message-${(count += 1)}"></div>
<div data-part="stage"></div>
${row("steps", "一个输出一个输出地看", `${button("previous", "◀", "前一个输出")}<input type="range" min="0" name="at" aria-label="第几个输出">${button("next", "▶", "后一个输出")}${button("play", "播放")}`)}
<p data-part="result"></p>
<div data-part="formula"></div>
${row("tools", "工具", button("undo", "撤销") + button("random", "换一组数") + button("share", "复制链接") + button("reset", "从头来"))}
${folded("paste", "粘贴一个矩阵", `<label>NumPy、PyTorch打印的，嵌套列表，CSV，从表格复制的，都行；最多12行12列<textarea rows="4" spellcheck="false" autocapitalize="off" placeholder="[[1, 2],\n [3, 4]]"></textarea></label>${button("paste", "用这些数")}`)}
${folded("code", "拿去用的代码", ["torch", "tutorial_pool"].map((library) => `<p>${library === "torch" ? "PyTorch" : "本书的包"} ${button("copy", "复制", `复制${library}的代码`)}</p><pre tabindex="0" data-library="${library}"><code></code></pre>`).join(""))}
<p data-part="live" aria-live="polite"></p>
</section>`;

/** 把架子放进`root`，返回它的各个部分。`hide`里的部分不要。 */
export function build(root, hide) {
  root.innerHTML = skeleton();
  const parts = { root: root.querySelector(".pool-lab") };
  for (const part of root.querySelectorAll("[data-part]")) {
    parts[part.dataset.part] = part;
    part.classList.add(`lab-${part.dataset.part}`);
    part.hidden = hide.includes(part.dataset.part);
  }
  return parts;
}

let count = 0;

// ---- 状态变了，重画 ----

/** 有哪几个矩阵：名字、标题、数、能不能改。 */
function grids(state, { result, grad_output, gradient }) {
  const shape = (rows) => `${rows.length}×${rows[0]?.length ?? 0}`;
  const list = [{ name: "x", title: `输入x，${shape(state.x)}`, rows: state.x, editable: true }];
  if (state.operation === "max_unpool2d") list.push({ name: "indices", title: "索引indices", rows: result.indices, editable: true });
  if (!gradient) return [...list, { name: "output", title: `输出，${shape(result.output)}`, rows: result.output }];
  return [
    ...list,
    { name: "grad_output", title: "上游梯度grad_output", rows: grad_output, editable: true },
    { name: "gradient", title: "x的梯度", rows: gradient },
  ];
}

/** 一条轴要画到哪里：连填充，连越过填充的窗口。 */
function extent({ length, padding, starts, span = 0, dropped }) {
  const last = (dropped ?? starts.at(-1) ?? 0) + span;
  return [-padding, Math.max(length + padding, Math.min(last, length + padding + BEYOND))];
}

function table({ name, title, rows, editable }, [[top, bottom], [left, right]], state, active) {
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const range = (from, to) => Array.from({ length: to - from }, (_, i) => i + from);
  // 填充没有行号和列号；空的表头，读屏软件不知道念什么
  const head = (scope, at, count) => (at >= 0 && at < count ? `<th scope="${scope}">${at}</th>` : "<td></td>");
  const cell = (r, c) => {
    const value = rows[r]?.[c];
    if (value === undefined) {
      const far = r < top || r >= height - top || c >= width - left;
      return `<td data-place="${r},${c}" class="${far ? "beyond" : "padded"}">${far ? "" : filling(state.operation)}</td>`;
    }
    const text = number(value);
    const tabindex = r === active[0] && c === active[1] ? 0 : -1;
    return `<td data-place="${r},${c}" data-r="${r}" data-c="${c}" role="gridcell" tabindex="${tabindex}" class="${text.length > 4 ? "long" : ""}">${text}</td>`;
  };
  const line = (r) => `<tr>${head("row", r, height)}${range(left, right).map((c) => cell(r, c)).join("")}</tr>`;
  return `<table role="grid" aria-label="${title}" data-grid="${name}" aria-readonly="${!editable}"><tr><td></td>${range(left, right).map((c) => head("col", c, width)).join("")}</tr>${range(top, bottom).map(line).join("")}</table>`;
}

/** 一个矩阵：标题，格子，盖在上面的框，能改的还有一行输入。 */
function panel(grid, extents, state, active) {
  const { name, title, editable } = grid;
  const [[top, bottom], [left, right]] = extents;
  const [wide, tall] = [right - left, bottom - top];
  const figure = element("figure", { "data-panel": name });
  figure.innerHTML = `<figcaption>${title}</figcaption>
<div class="lab-scroll">${table(grid, extents, state, active)}<svg class="lab-frames" aria-hidden="true" viewBox="${left} ${top} ${wide} ${tall}"></svg></div>
${editable ? `<label class="lab-edit"><span></span><input type="text" name="cell" data-grid="${name}" autocomplete="off" autocapitalize="off" spellcheck="false"></label>` : ""}`;
  for (const [key, value] of Object.entries({ columns: wide + 1, wide, tall })) figure.style.setProperty(`--${key}`, value);
  return figure;
}

const svg = (tag, attributes) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

/** 重画矩阵。`model`是{ state, solved, active }：画的状态、算的结果、每个矩阵里可以按方向键的那一格。 */
export function drawGrids(parts, { state, solved, active }) {
  const axes = solved.result.axes;
  const panels = grids(state, solved).map((grid) => {
    const outer = grid.name === "x" && axes ? axes.map(extent) : [[0, grid.rows.length], [0, grid.rows[0]?.length ?? 0]];
    return panel(grid, outer, state, active(grid));
  });
  parts.stage.replaceChildren(...panels, svg("svg", { class: "lab-arrows", "aria-hidden": true }));
  if (axes) markUnseen(parts, axes);
}

function markUnseen({ stage }, axes) {
  const seen = axes.map(({ windows }) => new Set(windows.flat()));
  for (const cell of cellsOf(stage, "x")) {
    cell.classList.toggle("unseen", !seen[0].has(Number(cell.dataset.r)) || !seen[1].has(Number(cell.dataset.c)));
  }
}

const cellsOf = (stage, name) => stage.querySelectorAll(`[data-panel="${name}"] [data-r]`);
const cellAt = (stage, name, [r, c]) => stage.querySelector(`[data-panel="${name}"] [data-place="${r},${c}"]`);

// ---- 看的那一格变了，只换记号 ----

/** 标出正在看的：`at`是{ grid, place }。 */
export function drawMarks(parts, { state, solved, at }) {
  const { stage } = parts;
  for (const cell of stage.querySelectorAll("td")) cell.classList.remove("seen", "tap", "winner", "chosen", "sees");
  for (const frames of stage.querySelectorAll(".lab-frames, .lab-arrows")) frames.replaceChildren();
  const { result, gradient } = solved;
  const output = gradient ? "grad_output" : "output";
  if (!result.output[0]?.length) return say(parts, "输出里一个元素也没有", []);
  const isInput = ["x", "indices", "gradient"].includes(at.grid);
  if (isInput) markInput(stage, state, solved, at.place, output);
  else markOutput(stage, state, solved, at.place, output);
  say(parts, ...tell(state, solved, at.place, isInput));
}

function tell(state, solved, place, isInput) {
  const { result, gradient } = solved;
  const at = isInput ? (seenBy(result, place)[0] ?? [0, 0]) : place;
  const lines = sizes(state, result, at);
  if (isInput) return [inputSentence(state, result, place), gradient ? [gradientFormula(state, solved, place), ...lines] : lines];
  if (gradient) return [gradientSentence(state, solved, place), [formula(state, result, place), ...lines]];
  return [sentence(state, result, place), [formula(state, result, place), ...lines]];
}

function say(parts, words, lines) {
  parts.result.textContent = words;
  parts.formula.replaceChildren(...lines.map((line) => element("p", {}, line)));
}

function markInput(stage, state, { result, gradient }, [r, c], output) {
  for (const name of ["x", "indices", "gradient"]) cellAt(stage, name, [r, c])?.classList.add("chosen");
  const marks = gradient ? ["sees", "chosen"] : ["sees"];
  for (const place of seenBy(result, [r, c])) cellAt(stage, output, place)?.classList.add(...marks);
}

function markOutput(stage, state, solved, place, output) {
  const { result, gradient, grad_output } = solved;
  cellAt(stage, output, place)?.classList.add("chosen");
  if (result.axes) {
    const { all, cells, winner } = look(state, result, place);
    for (const each of all) cellAt(stage, "x", each)?.classList.add("tap");
    for (const each of cells) cellAt(stage, "x", each)?.classList.add("seen");
    if (winner) cellAt(stage, "x", winner)?.classList.add("winner");
    drawFrames(stage, result.axes, place);
  } else {
    for (const at of placedAt(result, place)) {
      for (const name of ["x", "indices"]) cellAt(stage, name, at).classList.add("seen");
    }
  }
  if (!gradient) return;
  sent(state, grad_output, place).forEach((row, r) => row.forEach((share, c) => {
    if (share === 0) return;
    cellAt(stage, "gradient", [r, c]).classList.add("seen");
    arrow(stage, cellAt(stage, output, place), cellAt(stage, "gradient", [r, c]));
  }));
}

/** 窗口的框；最后一窗规则去掉的那个，画成打叉的虚线框。 */
function drawFrames(stage, [rows, columns], [i, j]) {
  const frames = stage.querySelector('[data-panel="x"] .lab-frames');
  const tall = rows.span ?? rows.windows[i].length;
  const wide = columns.span ?? columns.windows[j].length;
  const box = (kind, y, x) => frames.append(svg("rect", { class: kind, x: x + 0.04, y: y + 0.04, width: wide - 0.08, height: tall - 0.08, rx: 0.08 }));
  const ghost = (y, x) => {
    box("ghost", y, x);
    frames.append(svg("path", { class: "ghost", d: `M${x} ${y}l${wide} ${tall}m0 ${-tall}l${-wide} ${tall}` }));
  };
  if (rows.dropped !== null) ghost(rows.dropped, columns.starts[j]);
  if (columns.dropped !== null) ghost(rows.starts[i], columns.dropped);
  box("window", rows.starts[i], columns.starts[j]);
}

/** 从一格到另一格的箭头。 */
function arrow(stage, from, to) {
  if (!from || !to) return;
  const base = stage.getBoundingClientRect();
  const [a, b] = [from, to].map((cell) => cell.getBoundingClientRect());
  const [x1, y1] = [a.left + a.width / 2 - base.left, a.top + a.height / 2 - base.top];
  const [x2, y2] = [b.left + b.width / 2 - base.left, b.top + b.height / 2 - base.top];
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [ex, ey] = [x2 - ux * b.width * 0.4, y2 - uy * b.width * 0.4];
  const barb = (side) => `L${ex - 8 * ux + side * 5 * uy} ${ey - 8 * uy - side * 5 * ux}`;
  const d = `M${x1 + ux * 12} ${y1 + uy * 12}L${ex} ${ey}${barb(1)}M${ex} ${ey}${barb(-1)}`;
  stage.querySelector(".lab-arrows").append(svg("path", { d }));
}

// ---- 设置、提醒、代码 ----

/** 各个控件照着状态填好。 */
export function drawControls(parts, { state, refusal, problems, fix, split, undoable }) {
  const { root } = parts;
  const own = OPERATIONS[state.operation];
  for (const name of ["operation", "direction"]) root.querySelector(`[name="${name}"]`).value = state[name];
  for (const box of root.querySelectorAll("[data-field]")) {
    const name = box.dataset.field;
    const has = own.includes(name);
    box.hidden = !has && !ALWAYS.has(name);
    box.querySelector(".lab-why").textContent = has ? "" : why(state.operation, name);
    const bad = refusal?.field === name;
    for (const input of box.querySelectorAll("input")) {
      const value = state[name];
      if (input.type === "checkbox") input.checked = value;
      else input.value = Array.isArray(value) ? (value[input.dataset.axis] ?? "") : (value ?? "");
      input.placeholder = name === "stride" ? state.kernel_size[input.dataset.axis] : "";
      input.setAttribute("aria-invalid", bad);
      if (bad) input.setAttribute("aria-describedby", parts.message.id);
      else input.removeAttribute("aria-describedby");
    }
    for (const control of box.querySelectorAll("input, button")) control.disabled = !has;
  }
  parts.settings.classList.toggle("split", split);
  root.querySelector('[name="split"]').checked = split;
  parts.tools.querySelector('[data-do="undo"]').disabled = !undoable;
  parts.stage.classList.toggle("stale", Boolean(refusal));
  drawMessage(parts, refusal, problems, fix);
}

function drawMessage({ message }, refusal, problems, fix) {
  const lines = problems.map((words) => element("p", {}, words));
  if (refusal) {
    const told = refusal.torch ? element("small", {}, `torch的原话：${refusal.torch}`) : "";
    lines.push(element("p", {}, `${refusal.undrawn ? "这里画不下" : "torch不肯这样算"}：${refusal.message}。下面还是上一次的图。`, told));
    if (fix) lines.push(element("button", { type: "button", "data-do": "fix" }, `改成最近的合法值：${fix}`));
  }
  message.replaceChildren(...lines);
}

/** 一格一格看时，走到了第几格。 */
export function drawSteps({ steps }, { result }, place) {
  const width = result.output[0]?.length ?? 0;
  const range = steps.querySelector("input");
  range.max = Math.max(0, result.output.length * width - 1);
  range.value = place ? place[0] * width + place[1] : 0;
  range.setAttribute("aria-valuetext", place ? `输出(${place.join(", ")})` : "");
}

/** 每个能改的矩阵下面，那一行写着正在改哪一格。 */
export function drawEditor(stage, { name, place, value }) {
  const edit = stage.querySelector(`[data-panel="${name}"] .lab-edit`);
  if (!edit) return;
  edit.firstChild.textContent = `${name}[${place.join(", ")}] = `;
  edit.querySelector("input").value = fromNumber(value);
}

/** 例子，一个一个的按钮。 */
export function drawExamples({ examples }, list) {
  examples.lastChild.replaceChildren(...list.map(({ name }, i) => element("button", { type: "button", "data-do": "example", value: i }, name)));
}

/** 两种代码。 */
export function drawCode({ code: box }, { code }, state, solved) {
  for (const pre of box.querySelectorAll("pre")) {
    pre.firstChild.textContent = code(state, solved, pre.dataset.library);
    pre.tabIndex = 0; // 主题看它空着时不用滚，就不让Tab停在这里
  }
}
