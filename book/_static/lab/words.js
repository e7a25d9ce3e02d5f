// 实验台说的话：一格的算式，输出大小的公式。只有文字，没有网页。

import { sent } from "./state.js";

export const LABELS = {
  max_pool2d: "最大池化",
  avg_pool2d: "平均池化",
  lp_pool2d: "Lp池化",
  adaptive_max_pool2d: "自适应最大池化",
  adaptive_avg_pool2d: "自适应平均池化",
  max_unpool2d: "反池化",
};

/** 一个数，照数学里的写法，至多5位有效数字。 */
export function number(value) {
  if (Number.isNaN(value)) return "NaN";
  const text = Math.abs(value) === Infinity ? "∞" : String(Math.abs(Number(value.toPrecision(5))));
  return (value < 0 || Object.is(value, -0) ? "−" : "") + text;
}

const bracket = (value) => (value < 0 ? `(${number(value)})` : number(value));
/** 扁平索引是第几行第几列。 */
const unflatten = (index, width) => [Math.floor(index / width), index % width];
const place = (r, c) => `第${r}行第${c}列`;

/** 输入之外的一格里是什么：最大是−∞，平均是0。 */
export const filling = (operation) => (operation.includes("max") ? "−∞" : "0");

/** 一个窗口里有什么：`values`连填充一起，按行优先；`cells`只有输入里的元素。 */
export function look(state, { axes, indices }, [i, j]) {
  const [rows, columns] = axes;
  const taps = ({ starts, padded, windows, padding, dilation }, at) =>
    padding ? Array.from({ length: Math.ceil(padded[at] / dilation) }, (_, t) => starts[at] + t * dilation) : windows[at];
  const all = taps(rows, i).flatMap((r) => taps(columns, j).map((c) => [r, c]));
  const inside = ([r, c]) => state.x[r]?.[c] !== undefined;
  const cells = all.filter(inside);
  const width = state.x[0].length;
  const winner = indices && unflatten(indices[i][j], width);
  return {
    all,
    cells,
    values: all.map(([r, c]) => (inside([r, c]) ? number(state.x[r][c]) : filling(state.operation))),
    winner: winner && cells.some(([r, c]) => r === winner[0] && c === winner[1]) ? winner : null,
  };
}

// ---- 一个输出 ----

/** 一句话：输出(1, 1)：看到9个元素，最大3，在第2行第1列。 */
export function sentence(state, result, [i, j]) {
  const [value, name] = [result.output[i][j], `输出(${i}, ${j})`];
  if (state.operation === "max_unpool2d") return `${name}：${unpoolSource(state, result, [i, j])}`;
  const { cells, winner } = look(state, result, [i, j]);
  const start = `${name}：看到${cells.length}个元素`;
  if (!cells.length) return `${start}，全是填充，得${number(value)}`;
  if (!result.indices) {
    const divided = result.divisors ? `除以${number(result.divisors[i][j])}，` : "";
    return `${start}，${divided}得${number(value)}`;
  }
  const ties = cells.filter(([r, c]) => state.x[r][c] === value).length;
  const which = Number.isNaN(value)
    ? `有NaN，结果就是NaN，取最后一个，在${place(...winner)}`
    : `最大${number(value)}，在${place(...winner)}`;
  return start + "，" + which + (ties > 1 && !Number.isNaN(value) ? `（有${ties}个一样大，取先遇到的）` : "");
}

/** 反池化时，放到这一格的全部数，各在`x`的哪里。 */
export function placedAt({ indices, output }, [i, j]) {
  const flat = i * output[0].length + j;
  return indices.flatMap((row, r) => row.flatMap((index, c) => (index === flat ? [[r, c]] : [])));
}

function unpoolSource(state, result, [i, j]) {
  const width = result.output[0].length;
  const from = placedAt(result, [i, j]);
  if (!from.length) return "没有数放到这里，是0";
  const last = from.at(-1);
  const kept = from.length > 1 ? `放了${from.length}次，留下最后一次，` : "";
  return `${kept}来自x的${place(...last)}，它的索引是${i * width + j} = ${i}×${width} + ${j}`;
}

/** 带着数的算式。 */
export function formula(state, result, [i, j]) {
  const [value, name] = [result.output[i][j], `输出(${i}, ${j})`];
  if (state.operation === "max_unpool2d") return `${name} = ${number(value)}`;
  const { cells, values } = look(state, result, [i, j]);
  if (result.indices) {
    const [index, width] = [result.indices[i][j], state.x[0].length];
    return `${name} = max(${values.join(", ")}) = ${number(value)}，索引${index} = ${unflatten(index, width).join(`×${width} + `)}`;
  }
  const numbers = cells.map(([r, c]) => state.x[r][c]);
  if (result.divisors) {
    const total = numbers.map((each, n) => (n ? bracket(each) : number(each))).join(" + ") || "0";
    return `${name} = ${grouped(numbers, total)} ÷ ${number(result.divisors[i][j])} = ${number(value)}${whyDivisor(state, result, [i, j])}`;
  }
  const p = state.norm_type;
  if (Math.abs(p) === Infinity) {
    return `${name} = ${p > 0 ? "max" : "min"}(${numbers.map((each) => `|${number(each)}|`).join(", ")}) = ${number(value)}`;
  }
  const [rows, columns] = result.axes;
  const size = rows.kernel_size * columns.kernel_size;
  const total = numbers.map((each) => `${bracket(each)}^${number(p)}`).join(" + ");
  const scaled = numbers.length < size ? ` × ${size}/${numbers.length}` : "";
  const note = scaled ? `（窗口里只有${numbers.length}个数，放大到${size}个的份量）` : "";
  return `${name} = (${scaled ? grouped(numbers, total) : total}${scaled})^(1/${number(p)}) = ${number(value)}${note}`;
}

const grouped = (numbers, total) => (numbers.length > 1 ? `(${total})` : total);

function whyDivisor({ divisor_override, operation, count_include_pad }, { axes, divisors }, [i, j]) {
  if (operation !== "avg_pool2d") return "";
  if (divisor_override !== null) return "（divisor_override说除以它）";
  const [rows, columns] = axes;
  const [real, whole] = [rows.windows[i].length * columns.windows[j].length, rows.kernel_size * columns.kernel_size];
  const divided = divisors[i][j];
  if (divided === whole) return real < whole ? `（只有${real}个元素，填充也算，除以${whole}）` : "";
  const padded = rows.padded[i] * columns.padded[j];
  const reasons = [[!count_include_pad && real < padded, "填充不算"], [padded < whole, "越过填充的部分不算"]];
  return `（除以${divided}，不是${whole}：${reasons.flatMap(([holds, words]) => (holds ? [words] : [])).join("，")}）`;
}

/** 一个输出的上游梯度去了哪里。 */
export function gradientSentence(state, { grad_output, result }, [i, j]) {
  const upstream = grad_output[i][j];
  const start = `上游梯度(${i}, ${j})是${number(upstream)}：`;
  if (state.operation === "max_unpool2d") {
    const takers = placedAt(result, [i, j]);
    return takers.length ? `${start}${takers.map((at) => `x的${place(...at)}`).join("、")}取走它` : `${start}没有数放到这里，谁也不取`;
  }
  const { cells, winner } = look(state, result, [i, j]);
  if (winner) return `${start}全部送给${place(...winner)}`;
  if (result.divisors) return `${start}分给${cells.length}个元素，各${number(upstream / result.divisors[i][j])}`;
  return `${start}按导数分给${cells.length}个元素`;
}

/** 一个元素的梯度从哪里来。 */
export function gradientFormula(state, { grad_output, gradient, result }, [r, c]) {
  const name = `x的${place(r, c)}的梯度`;
  const total = number(gradient[r][c]);
  if (state.operation === "max_unpool2d") {
    const [from] = seenBy(result, [r, c]);
    return `${name} = 上游梯度(${from.join(", ")}) = ${total}`;
  }
  const parts = seenBy(result, [r, c]).map((output) => sent(state, grad_output, output)[r][c]).filter((share) => share !== 0);
  return parts.length > 1 ? `${name} = ${parts.map((each, n) => (n ? bracket(each) : number(each))).join(" + ")} = ${total}` : `${name} = ${total}`;
}

/** 看到一个元素的全部输出；反池化，就是放它的那一个。 */
export function seenBy({ axes, output, indices }, [r, c]) {
  if (!axes) return [unflatten(indices[r][c], output[0].length)];
  const [rows, columns] = axes.map(({ windows }) => windows);
  return output.flatMap((row, i) => row.flatMap((_, j) => (rows[i].includes(r) && columns[j].includes(c) ? [[i, j]] : [])));
}

/** 一个输入元素：哪些输出看它。 */
export function inputSentence(state, result, [r, c]) {
  const start = `x的${place(r, c)}是${number(state.x[r][c])}：`;
  const outputs = seenBy(result, [r, c]);
  if (state.operation === "max_unpool2d") {
    return `${start}索引${result.indices[r][c]}，放到输出(${outputs[0].join(", ")})`;
  }
  if (!outputs.length) return `${start}不在任何窗口里`;
  return `${start}${outputs.length}个窗口看到它，输出${outputs.map(([i, j]) => `(${i}, ${j})`).join("、")}`;
}

// ---- 输出有多大 ----

/** 输出大小的公式，带着数；两条轴一样的，只写一遍。自适应的，说`at`那个窗口从哪里到哪里。 */
export function sizes(state, { axes, size, usual }, at) {
  const say = axes
    ? axes.map((axis, i) => (axis.kernel_size ? axisSize(axis) : adaptiveSize(axis, at[i])))
    : usual.map((_, i) => unpoolSize(state, size, usual, i));
  if (say[0].join() === say[1].join()) return say[0].map((line) => `高和宽：${line}`);
  return [...say[0].map((line) => `高：${line}`), ...say[1].map((line) => `宽：${line}`)];
}

function unpoolSize({ x, kernel_size, stride, padding }, size, usual, i) {
  const length = [x.length, x[0].length][i];
  const computed = `(${length} − 1)×${(stride ?? kernel_size)[i]} − 2×${padding[i]} + ${kernel_size[i]} = ${usual[i]}`;
  return [size[i] === usual[i] ? computed : `${computed}，output_size说是${size[i]}`];
}

function adaptiveSize({ length, size, starts, windows }, i) {
  const stop = starts[i] + windows[i].length;
  return [`第${i}个窗口从⌊${i}×${length}/${size}⌋ = ${starts[i]}，到⌈${i + 1}×${length}/${size}⌉ = ${stop}之前`];
}

function axisSize({ length, size, kernel_size, stride, padding, dilation, ceil_mode, dropped }) {
  const [left, right] = ceil_mode ? ["⌈", "⌉"] : ["⌊", "⌋"];
  const raw = size + (dropped === null ? 0 : 1);
  const lines = [`${left}(${length} + 2×${padding} − ${dilation}×(${kernel_size} − 1) − 1) / ${stride}${right} + 1 = ${raw}`];
  if (ceil_mode) {
    const start = (raw - 1) * stride;
    const test = `最后一窗：(${raw} − 1)×${stride} = ${start}`;
    const limit = `${length} + ${padding} = ${length + padding}`;
    lines.push(dropped === null ? `${test} < ${limit}，留下` : `${test} ≥ ${limit}，去掉，剩${size}个`);
  }
  return lines;
}
