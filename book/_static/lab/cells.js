// 一张格子的表：箭头在格子之间走。先猜的题用它来填、来点，也用它来摆答案。

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export const map = (rows, make) => rows.map((row, r) => row.map((value, c) => make(value, r, c)));

/** 一格叫什么，和书里一样从0数起。 */
export const name = (rows, r, c) => (rows.length > 1 ? `(${r}, ${c})` : rows[0].length > 1 ? `位置${c}` : "答案");

export const show = (value) => String(value).replace("-", "−");

export function grid(cells, caption) {
  const rows = cells.map((row) => poolElement("tr", {}, ...row.map((cell) => poolElement("td", {}, cell))));
  const table = poolElement("table", { class: "pool-cells" }, poolElement("caption", {}, caption), ...rows);
  table.style.setProperty("--columns", cells[0].length);
  table.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const r = cells.findIndex((row) => row.includes(target));
    const [down, right] = STEPS[key] ?? [0, 0];
    const next = cells[r + down]?.[cells[r].indexOf(target) + right];
    // 光标还在数字中间，左右键先移动光标
    const end = right > 0 ? target.value?.length : 0;
    const inside = right && target.value && (target.selectionStart !== end || target.selectionEnd !== end);
    if (inside || !next || next === target || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    next.focus();
  });
  return table;
}
