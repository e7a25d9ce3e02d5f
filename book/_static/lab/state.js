// 实验台的状态：一个普通的对象，每一项是什么类型，怎样写进地址、怎样从地址读出来。
//
// 地址像#operation=max_pool2d&x=[[1,2],[3,4]]&kernel_size=2，名字和torch一样。
// 读到的东西一概不信：认不出的、太大的，留着原来的，说一句为什么。

import { OPERATIONS, Refusal, backward, forward } from "./core.js";

export const SIDE = 12; // 矩阵最多几行几列
const LARGEST = 24; // 窗口、步幅这些数，再大就画不下了
const FARTHEST = SIDE * LARGEST; // 反池化的输出最长这么长
const ROOM = 1500; // 输出最多这么多格，再多浏览器就画不动了
export const LONGEST = 20_000; // 地址和粘贴的文字，再长就不看了

const SEED = [
  [1, 2, 0, 3, 1],
  [0, 1, 2, 3, 1],
  [1, 2, 1, 0, 0],
  [5, 2, 3, 1, 1],
  [2, 1, 0, 1, 1],
];

// ---- 数和文字 ----

const NAMES = new Map([["nan", NaN], ["inf", Infinity], ["infinity", Infinity], ["∞", Infinity]]);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/;

/** 读一个数；NaN、inf、−∞都认。读不出就抛出一句话。 */
export function toNumber(text) {
  if (typeof text === "number") return text;
  const plain = String(text).trim().toLowerCase().replace("−", "-");
  const name = NAMES.get(plain.replace(/^[+-]/, ""));
  if (name !== undefined) return plain.startsWith("-") ? -name : name;
  if (!NUMBER.test(plain)) throw new Error(`“${clip(text)}”不是数`);
  const value = Number(plain);
  if (!Number.isFinite(value)) throw new Error(`${clip(text)}太大，浏览器里放不下`);
  return value;
}

/** 一个数在地址和代码里的写法。 */
export const fromNumber = (value) =>
  Number.isNaN(value) ? "nan" : Object.is(value, -0) ? "-0.0" : String(value).replace("Infinity", "inf");

const clip = (text) => (String(text).length > 20 ? `${String(text).slice(0, 20)}…` : String(text));

/** 一层或几层方括号里的数；没有方括号就是一个词。 */
function parse(text) {
  const bare = text.trim();
  if (!bare.startsWith("[")) return bare;
  // 数和词都变成字符串，JSON就不会把1e400悄悄变成无穷
  return JSON.parse(bare.replace(/[^\s,[\]"]+/g, (word) => `"${word}"`));
}

const format = (value) => (Array.isArray(value) ? `[${value.map(format)}]` : typeof value === "number" ? fromNumber(value) : String(value));

/** 矩阵的形状对不对；对就返回它。 */
export function sized(rows, side = SIDE) {
  const width = rows[0]?.length;
  if (!rows.length || !width) throw new Error("里面一个数也没有");
  if (rows.length > side || rows.some((row) => row.length > side)) {
    throw new Error(`最多${side}行${side}列，得到${rows.length}行${Math.max(...rows.map((row) => row.length))}列`);
  }
  const odd = rows.findIndex((row) => row.length !== width);
  if (odd > 0) throw new Error(`每行应一样长：第0行有${width}个数，第${odd}行有${rows[odd].length}个`);
  return rows;
}

export function numbers(rows) {
  return rows.map((row, r) =>
    row.map((text, c) => {
      try {
        return toNumber(text);
      } catch (error) {
        throw new Error(`第${r}行第${c}列：${error.message}`);
      }
    }),
  );
}

// ---- 每一项的类型：read把读到的东西变成值，不对就抛出一句话 ----

const matrix = (side) => ({
  read(value) {
    if (!Array.isArray(value) || !value.every(Array.isArray)) throw new Error("应是两层方括号的矩阵");
    return numbers(sized(value, side));
  },
});
const number = {
  read(value) {
    return toNumber(Array.isArray(value) ? NaN : value);
  },
};

// 合不合torch的规矩，由core来说；这里只管画不画得下
const length = (value, largest) => {
  if (value === null || /^(null|none)?$/i.test(value)) return null;
  const size = toNumber(value) + 0; // −0也是0
  if (Math.abs(size) > largest) throw new Error(`实验台里最多${largest}，得到${clip(value)}`);
  return size;
};
const size = (largest) => ({
  read(value) {
    const both = Array.isArray(value) ? value : [value];
    if (both.length < 1 || both.length > 2) throw new Error(`应是一个数或两个数，得到${both.length}个`);
    return [length(both[0], largest), length(both.at(-1), largest)];
  },
});
const small = size(LARGEST);
const choice = (...options) => ({
  read(value) {
    if (!options.includes(value)) throw new Error(`没有“${clip(value)}”，有${options.join("、")}`);
    return value;
  },
});
const flag = {
  read(value) {
    const known = { true: true, false: false, 1: true, 0: false }[String(value).toLowerCase()];
    if (known === undefined) throw new Error(`应是true或false，得到“${clip(value)}”`);
    return known;
  },
};
const orNone = (type) => ({
  read: (value) => (/^(null|none)?$/i.test(value) ? null : type.read(value)),
});

/** 每一项：类型和默认值。 */
export const FIELDS = {
  operation: [choice(...Object.keys(OPERATIONS)), "max_pool2d"],
  x: [matrix(SIDE), SEED],
  indices: [orNone(matrix(SIDE)), null],
  kernel_size: [small, [3, 3]],
  stride: [orNone(small), null],
  padding: [small, [0, 0]],
  dilation: [small, [1, 1]],
  ceil_mode: [flag, false],
  count_include_pad: [flag, true],
  divisor_override: [orNone(number), null],
  norm_type: [number, 2],
  output_size: [orNone(small), null],
  direction: [choice("forward", "backward"), "forward"],
  grad_output: [orNone(matrix(FARTHEST)), null], // 和输出一样大，反池化的比x大得多
  output: [size(FARTHEST), [0, 0]],
};

const same = (a, b) => format(a) === format(b);

/** 缺的补上默认值，不认识的去掉。不对的也去掉，`problems`里各有一句话。 */
export function complete(given) {
  const [state, problems] = [{}, []];
  for (const [name, [type, usual]] of Object.entries(FIELDS)) {
    state[name] = usual;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) continue;
    try {
      state[name] = type.read(value === null ? "" : value);
    } catch (error) {
      problems.push(`${name}：${error.message}`);
    }
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(FIELDS, name)) problems.push(`不认识“${clip(name)}”这一项`);
  }
  return { state: fitted(state), problems };
}

/** 这种池化非有不可、又没有给的：自适应的输出大小，反池化的索引。 */
export function fitted(state) {
  const fit = { ...state };
  if (fit.operation.startsWith("adaptive")) fit.output_size ??= [2, 2];
  if (fit.operation === "max_unpool2d") fit.indices ??= corners(fit);
  return fit;
}

/** 像每个窗口里都是左上角最大那样，放在哪里。 */
function corners({ x, kernel_size, stride, padding, output_size }) {
  const [h, w] = stride ?? kernel_size;
  const width = output_size?.[1] ?? (x[0].length - 1) * w + kernel_size[1] - 2 * padding[1];
  const at = (i, step, pad) => Math.max(0, i * step - pad);
  return x.map((row, r) => row.map((_, c) => at(r, h, padding[0]) * width + at(c, w, padding[1])));
}

/** 两个矩阵是不是一样大。 */
export const matches = (a, b) => a?.length === b.length && a[0].length === b[0].length;

// ---- 地址 ----

/** 从地址的#后面读出状态；`problems`是没有照办的，一条一句话。 */
export function fromHash(hash) {
  const given = {};
  const text = hash.replace(/^#/, "");
  if (text.length > LONGEST) return { ...complete({}), problems: ["地址太长，没有看"] };
  const problems = [];
  for (const part of text.split("&").filter(Boolean)) {
    const [name, ...rest] = part.split("=");
    try {
      Object.defineProperty(given, decodeURIComponent(name), { value: parse(decodeURIComponent(rest.join("="))), enumerable: true });
    } catch {
      problems.push(`${clip(name)}：看不懂“${clip(rest.join("="))}”`);
    }
  }
  const read = complete(given);
  return { state: read.state, problems: [...problems, ...read.problems] };
}

/** 状态写成地址；和默认一样的不写，这种池化没有的不写。 */
export function toHash(state) {
  const own = new Set(["operation", "x", ...OPERATIONS[state.operation], "direction", "output"]);
  if (state.direction === "backward") own.add("grad_output");
  const parts = Object.entries(FIELDS).filter(
    ([name, [, usual]]) => own.has(name) && (name === "operation" || name === "x" || !same(state[name], usual)),
  );
  return `#${parts.map(([name]) => `${name}=${short(state[name])}`).join("&")}`;
}

/** 横竖一样的，写一个就够了。 */
const short = (value) =>
  format(value?.length === 2 && typeof value[0] === "number" && Object.is(value[0], value[1]) ? value[0] : value);

// ---- 算 ----

/** 这种池化要的参数。 */
export const args = (state) => Object.fromEntries(OPERATIONS[state.operation].map((name) => [name, state[name]]));

/** 算出来；torch不肯的设置，返回`{ refusal }`。 */
export function solve(state) {
  try {
    const result = forward(state.operation, state.x, args(state));
    const [height, width] = [result.output.length, result.output[0]?.length ?? 0];
    if (height * width > ROOM) {
      return { refusal: { field: "kernel_size", message: `输出有${height}×${width}格，最多${ROOM}格`, undrawn: true } };
    }
    if (state.direction === "forward") return { result };
    const ones = result.output.map((row) => row.map(() => 1));
    const grad_output = matches(state.grad_output, ones) ? state.grad_output : ones;
    return { result, grad_output, gradient: backward(state.operation, grad_output, state.x, args(state)) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}

/** 一个输出把自己的上游梯度送到哪里、各送多少。 */
export function sent(state, grad_output, [i, j]) {
  const alone = grad_output.map((row, r) => row.map((value, c) => (r === i && c === j ? value : 0)));
  return backward(state.operation, alone, state.x, args(state));
}

/** 离被拒绝的设置最近的合法的值：先只改怪的那一项，不行就把填充和空洞也收回来。没有就是null。 */
export function nearest(state, { field }) {
  const legal = (patch) => !solve(fitted({ ...state, ...patch })).refusal;
  for (const extra of [{}, { indices: null }, { padding: [0, 0] }, { padding: [0, 0], dilation: [1, 1] }]) {
    const value = candidates(state, field).find((each) => legal({ ...extra, [field]: each }));
    if (value !== undefined) return { ...extra, [field]: value };
  }
  return null;
}

/** 这一项可以换成的值，近的在前。 */
function candidates(state, field) {
  const value = state[field];
  if (field === "norm_type") return [2];
  if (field === "indices") return [corners(state)];
  if (!Array.isArray(value) || Array.isArray(value[0])) return [null];
  const all = Array.from({ length: LARGEST + 1 }, (_, i) => i);
  const far = ([h, w]) => Math.abs(h - value[0]) + Math.abs(w - value[1]);
  return all.flatMap((h) => all.map((w) => [h, w])).sort((a, b) => far(a) - far(b));
}
