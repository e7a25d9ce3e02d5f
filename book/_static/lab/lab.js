// 池化实验台：mount(root, state)把它放进网页。这里只有事件：谁按了什么，状态就变成什么。

import { SIDE, FIELDS, complete, fitted, matches, nearest, solve, toHash, toNumber } from "./state.js";
import { SETTINGS, build, drawCode, drawControls, drawEditor, drawExamples, drawGrids, drawMarks, drawSteps } from "./view.js";

export { toHash };

/** 书页里的小实验台，藏起这些。 */
export const SMALL = ["bar", "examples", "tools", "paste", "code"];

const PACE = 900; // 播放时一步多久，毫秒
const MEMORY = 100; // 记得住几步撤销

/**
 * 把实验台放进`root`。`given`是状态，缺的补上默认值；`hide`里的部分不要；状态定下来，就告诉`changed`。
 * 返回的`load(given, problems)`换一个状态，`state`是现在的。
 */
export function mount(root, given = {}, { hide = [], changed = () => {} } = {}) {
  const parts = build(root, hide);
  const lab = parts.root;
  const past = [];
  const places = {}; // 每个矩阵里，方向键走到了哪一格
  let { state, problems } = complete(given);
  let first = state;
  let shown = null; // 最近一次算得出来的：{ state, solved }
  let pinned = null; // 按住不放的一格：{ grid, place }
  let peek = null; // 路过的一格
  let split = uneven(state);
  let timer = 0;
  let extras = null; // 例子、粘贴、代码，打开了才取

  // ---- 状态 ----

  function set(patch, words = []) {
    const moved = patch.x && !patch.indices && !matches(state.indices, patch.x); // 换了形状，索引就对不上了
    const next = fitted({ ...state, ...(moved && { indices: null }), ...patch });
    if (toHash(next) !== toHash(state)) past.push(state);
    if (past.length > MEMORY) past.shift();
    state = next;
    problems = words;
    render();
  }

  function complain(error) {
    problems = [error.message];
    draw(solve(state));
    announce(error.message);
  }

  function render({ quiet = false } = {}) {
    const solved = solve(state);
    const before = shown && shape(shown.solved);
    if (!solved.refusal) {
      pinned = null;
      peek = null;
      shown = { state, solved };
      state.output = within(state.output, solved.result.output) ?? [0, 0];
    }
    draw(solved);
    if (solved.refusal) announce(parts.message.innerText);
    else if (!quiet) announce(before === shape(solved) ? parts.result.textContent : `输出变成${shape(solved)}。${parts.result.textContent}`);
    changed(state);
  }

  /** 照现在的状态画一遍。第一次就算不出来，先画默认的。 */
  function draw({ refusal = null }) {
    shown ??= { state: complete({}).state, solved: solve(complete({}).state) };
    const fix = refusal && nearest(state, refusal);
    const focus = focused();
    drawGrids(parts, { ...shown, active: ({ name, rows }) => (places[name] = within(places[name], rows) ?? [0, 0]) });
    drawControls(parts, { state, refusal, problems, fix: fix && describe(fix), split, undoable: past.length > 0 });
    if (extras && parts.code.open) drawCode(parts, extras, shown.state, shown.solved);
    for (const name of ["x", "indices", "grad_output"]) editor(name);
    mark();
    if (focus) cell(focus.grid, focus.place)?.focus({ preventScroll: true });
  }

  const describe = (fix) =>
    Object.entries(fix).map(([name, value]) => (name === "indices" ? "索引重新排" : `${name}=${short(value)}`)).join("，");
  const short = (value) => (Array.isArray(value) && value[0] === value[1] ? value[0] : JSON.stringify(value));
  const shape = ({ result: { output } }) => `${output.length}×${output[0]?.length ?? 0}`;

  function within(place, rows) {
    if (!place || !rows.length || !rows[0].length) return null;
    return [Math.min(Math.max(0, Math.trunc(place[0]) || 0), rows.length - 1), Math.min(Math.max(0, Math.trunc(place[1]) || 0), rows[0].length - 1)];
  }

  // ---- 正在看哪一格 ----

  const outputGrid = () => (shown.solved.gradient ? "grad_output" : "output");

  function mark() {
    const place = within(shown.state.output, shown.solved.result.output) ?? [0, 0];
    const at = pinned ?? peek ?? { grid: outputGrid(), place };
    drawMarks(parts, { ...shown, at });
    drawSteps(parts, shown.solved, at.grid === outputGrid() ? at.place : place);
  }

  function look(next) {
    if (pinned) return;
    peek = next;
    mark();
  }

  function pin(at) {
    pinned = at;
    if (at.grid === outputGrid()) commit(at.place);
    mark();
    announce(parts.result.textContent);
  }

  /** 记住看的是哪个输出；不算一步，不必撤销。 */
  function commit(place) {
    state = { ...state, output: place };
    shown = { ...shown, state: { ...shown.state, output: place } };
    changed(state);
  }

  function step(to) {
    const { output } = shown.solved.result;
    const last = output.length * (output[0]?.length ?? 0) - 1;
    if (last < 0) return;
    const at = Math.min(Math.max(0, to), last);
    pinned = peek = null;
    commit([Math.floor(at / output[0].length), at % output[0].length]);
    mark();
    announce(parts.result.textContent);
  }

  const now = () => Number(parts.steps.querySelector("input").value);

  function play() {
    if (timer) return stop();
    const range = parts.steps.querySelector("input");
    if (now() === Number(range.max)) step(0);
    lab.querySelector('[data-do="play"]').textContent = "停";
    timer = setInterval(() => (now() < Number(range.max) && lab.isConnected ? step(now() + 1) : stop()), PACE);
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    lab.querySelector('[data-do="play"]').textContent = "播放";
  }

  function announce(words) {
    parts.live.textContent = words;
  }

  // ---- 格子 ----

  const cell = (grid, place) => lab.querySelector(`[data-grid="${grid}"] [data-place="${place.join()}"]`);

  function spot(target) {
    const td = target.closest?.("td[data-r]");
    return td && { grid: td.closest("table").dataset.grid, place: [Number(td.dataset.r), Number(td.dataset.c)] };
  }

  function focused() {
    return lab.contains(document.activeElement) ? spot(document.activeElement) : null;
  }

  function rowsOf(name) {
    const { result, grad_output, gradient } = shown.solved;
    return { x: shown.state.x, indices: result.indices, output: result.output, grad_output, gradient }[name];
  }

  function activate({ grid, place }) {
    const before = cell(grid, places[grid]);
    before?.setAttribute("tabindex", -1);
    places[grid] = place;
    cell(grid, place)?.setAttribute("tabindex", 0);
    editor(grid);
  }

  function editor(name) {
    const rows = rowsOf(name);
    const place = rows?.[0]?.length && (within(places[name], rows) ?? [0, 0]);
    if (place) drawEditor(parts.stage, { name, place, value: rows[place[0]][place[1]] });
  }

  function move({ grid, place: [r, c] }, key, all) {
    const rows = rowsOf(grid);
    const [bottom, right] = [rows.length - 1, rows[0].length - 1];
    const to = {
      ArrowUp: [r - 1, c],
      ArrowDown: [r + 1, c],
      ArrowLeft: [r, c - 1],
      ArrowRight: [r, c + 1],
      Home: [all ? 0 : r, 0],
      End: [all ? bottom : r, right],
    }[key];
    const place = within(to, rows);
    activate({ grid, place });
    cell(grid, place).focus();
  }

  function editCell(grid, text) {
    const input = parts.stage.querySelector(`[name="cell"][data-grid="${grid}"]`);
    if (!input) return;
    if (text !== undefined) input.value = text;
    input.focus();
    if (text === undefined) input.select();
  }

  function writeCell(input) {
    const name = input.dataset.grid;
    const [r, c] = places[name];
    let value;
    try {
      value = toNumber(input.value);
    } catch (error) {
      return complain(new Error(`${name}[${r}, ${c}]：${error.message}`));
    }
    if (Object.is(value, rowsOf(name)[r][c])) return;
    const rows = rowsOf(name).map((row) => [...row]);
    rows[r][c] = value;
    set({ [name]: rows });
  }

  // ---- 设置 ----

  function setting(input) {
    const { name } = input;
    if (input.type === "checkbox") return set({ [name]: input.checked });
    const [type] = FIELDS[name];
    try {
      set({ [name]: type.read(typed(input)) });
    } catch (error) {
      complain(new Error(`${name}：${error.message}`));
    }
  }

  /** 写在框里的；高和宽各有一个框的，合成一对。步幅空着，就是等于窗口。 */
  function typed({ name, value, dataset }) {
    const text = value.trim();
    if (SETTINGS[name][1] !== "size" || (name === "stride" && !text)) return text;
    if (!split) return [text, text];
    const both = [...(state[name] ?? (name === "stride" ? state.kernel_size : [2, 2]))];
    both[dataset.axis] = text;
    return both;
  }

  function nudge(target, by) {
    const input = target.parentElement.querySelector("input");
    const old = Number(input.value || input.placeholder || (input.name === "divisor_override" ? 1 : 0));
    input.value = old + by;
    setting(input);
  }

  function resize(rows, axis, by) {
    const [height, width] = [rows.length, rows[0].length];
    const size = axis === "row" ? height + by : width + by;
    if (size < 1 || size > SIDE) return complain(new Error(`矩阵应有1到${SIDE}${axis === "row" ? "行" : "列"}`));
    if (axis === "row") set({ x: by < 0 ? rows.slice(0, -1) : [...rows, rows[0].map(() => 0)] });
    else set({ x: rows.map((row) => (by < 0 ? row.slice(0, -1) : [...row, 0])) });
  }

  async function copy(text, target) {
    const before = target.textContent;
    try {
      await navigator.clipboard.writeText(text);
      target.textContent = "复制好了";
    } catch {
      target.textContent = "复制不了，请自己选";
    }
    announce(target.textContent);
    setTimeout(() => (target.textContent = before), 2000);
  }

  // ---- 谁按了什么 ----

  const actions = {
    previous: () => step(now() - 1),
    next: () => step(now() + 1),
    play,
    undo: () => {
      if (past.length) state = past.pop();
      split = split || uneven(state);
      problems = [];
      render();
    },
    random: () => set({ x: state.x.map((row) => row.map(() => Math.floor(Math.random() * 19) - 9)) }),
    reset: () => set(first),
    share: (target) => copy(new URL(toHash(state), location.href).href, target),
    fix: () => {
      const { refusal } = solve(state);
      if (refusal) set(nearest(state, refusal) ?? {});
    },
    less: (target) => nudge(target, -1),
    more: (target) => nudge(target, 1),
    paste: async () => {
      try {
        await need();
        set({ x: extras.readMatrix(parts.paste.querySelector("textarea").value) });
      } catch (error) {
        complain(error);
      }
    },
    copy: (target) => copy(target.parentElement.nextElementSibling.textContent, target),
    example: (target) => choose(extras.EXAMPLES[target.value]),
    "less-row": () => resize(state.x, "row", -1),
    "more-row": () => resize(state.x, "row", 1),
    "less-column": () => resize(state.x, "column", -1),
    "more-column": () => resize(state.x, "column", 1),
  };

  lab.addEventListener("click", (event) => {
    const target = event.target.closest("[data-do]");
    if (target) return actions[target.dataset.do](target);
    const at = spot(event.target);
    if (!at) return;
    activate(at);
    cell(at.grid, at.place).focus({ preventScroll: true });
    pin(at);
  });

  lab.addEventListener("change", ({ target }) => {
    if (target.name === "cell") return writeCell(target);
    if (target.name === "operation" || target.name === "direction") return set({ [target.name]: target.value });
    if (target.name === "split") {
      split = target.checked;
      return split ? draw(solve(state)) : set(evened(state));
    }
    if (Object.hasOwn(SETTINGS, target.name)) setting(target);
  });

  function choose({ state: example }) {
    const read = complete(example);
    split = uneven(read.state);
    set(read.state);
  }

  async function need() {
    try {
      extras ??= await import("./extras.js");
    } catch {
      throw new Error("要用的文件没有取到。看看网络，刷新这一页再试；地址里记着你的设置");
    }
  }

  // details的toggle不冒泡
  lab.addEventListener("toggle", async ({ target }) => {
    if (!target.open || target === parts.settings) return;
    try {
      await need();
    } catch (error) {
      target.open = false;
      return complain(error);
    }
    if (!parts.examples.querySelector("button")) drawExamples(parts, extras.EXAMPLES); // 只画一次：重画会丢掉焦点
    drawCode(parts, extras, shown.state, shown.solved);
  }, true);

  lab.addEventListener("input", ({ target }) => {
    if (target.name === "at") step(Number(target.value));
  });

  lab.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const at = spot(event.target);
    if (at) look(at);
    else if (peek) look(null);
  });
  lab.addEventListener("pointerleave", () => peek && look(null));

  lab.addEventListener("focusin", ({ target }) => {
    const at = spot(target);
    if (at) look(at);
  });

  lab.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape") return escape(event);
    if (key === "z" && (event.ctrlKey || event.metaKey) && !/INPUT|TEXTAREA/.test(target.tagName)) {
      event.preventDefault();
      return actions.undo();
    }
    if (target.name === "cell" && key === "Enter") {
      writeCell(target);
      return cell(target.dataset.grid, places[target.dataset.grid])?.focus();
    }
    const at = spot(target);
    if (!at || event.altKey || event.metaKey) return;
    if (/^(Arrow|Home|End)/.test(key)) {
      event.preventDefault();
      pinned = null;
      return move(at, key, event.ctrlKey);
    }
    if (key === "Enter" || key === " ") {
      event.preventDefault();
      return pin(at);
    }
    if (event.ctrlKey) return;
    if (key === "F2" || /^[\d.−-]$/.test(key)) {
      event.preventDefault();
      editCell(at.grid, key === "F2" ? undefined : key);
    }
  });

  function escape({ target }) {
    if (target.name === "cell") {
      editor(target.dataset.grid);
      return cell(target.dataset.grid, places[target.dataset.grid])?.focus();
    }
    pinned = peek = null;
    mark();
  }

  const watcher = globalThis.ResizeObserver && new ResizeObserver(() => (lab.isConnected ? mark() : watcher.disconnect()));

  parts.settings.open = !matchMedia("(max-width: 767px)").matches;
  render({ quiet: true });
  watcher?.observe(parts.stage);

  return {
    get state() {
      return state;
    },
    load(next, words = []) {
      const read = complete(next);
      split = uneven(read.state);
      first = read.state;
      set(read.state, [...words, ...read.problems]);
    },
  };
}

const SIZES = ["kernel_size", "stride", "padding", "dilation", "output_size"];

/** 有没有哪一项，高和宽不一样。 */
const uneven = (state) => SIZES.some((name) => state[name] && state[name][0] !== state[name][1]);

/** 高和宽合起来设，就都照高的来。 */
const evened = (state) =>
  Object.fromEntries(SIZES.filter((name) => state[name]).map((name) => [name, [state[name][0], state[name][0]]]));
