// 池化的算术：每个输出看哪里，看到的数变成什么，梯度往哪里去。别处一次加法也不做。
//
// 只有数，没有网页，在node里也能用。矩阵是行的数组；参数的名字和torch一样，一个数，或者[高, 宽]。
// 结果和tutorial_pool的loops一样，用的是float64。

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;
const ROOM = 1e6; // 结果最多这么多格，再多浏览器就僵住了

/** 每种池化有哪些参数；torch里没有的，就不写。 */
export const OPERATIONS = {
  max_pool2d: ["kernel_size", "stride", "padding", "dilation", "ceil_mode"],
  avg_pool2d: ["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"],
  lp_pool2d: ["norm_type", "kernel_size", "stride", "ceil_mode"],
  adaptive_max_pool2d: ["output_size"],
  adaptive_avg_pool2d: ["output_size"],
  max_unpool2d: ["indices", "kernel_size", "stride", "padding", "output_size"],
};

/** torch不肯算的设置：怪哪个参数，为什么；`torch`是torch自己的话。 */
export class Refusal extends Error {
  constructor(field, message, torch = "") {
    super(message);
    this.name = "Refusal";
    this.field = field;
    this.torch = torch;
  }
}

// ---- 检查参数 ----

const show = (value) => (typeof value === "string" ? `“${value}”` : Array.isArray(value) ? `[${value}]` : String(value));

function integer(field, value, low = -Infinity, limit = INT32) {
  if (!Number.isInteger(value)) {
    throw new Refusal(field, `${field}应为整数，得到${show(value)}`, `argument '${field}' must be tuple of ints`);
  }
  if (Math.abs(value) >= limit) {
    throw new Refusal(field, `${field}应在${limit === INT32 ? "int32" : "int64"}的范围内，得到${value}`);
  }
  if (value < low) throw new Refusal(field, `${field}至少应为${low}，得到${value}`, TOO_SMALL[field]);
  return value;
}

const TOO_SMALL = {
  kernel_size: "kernel size should be greater than zero",
  stride: "stride should not be zero",
  padding: "pad must be non-negative",
  dilation: "dilation should be greater than zero",
};

/** 一个数，变成每条轴一个；有的参数，torch不认只装着一个数的元组。 */
function pair(field, value, fewest = 1) {
  const numbers = Array.isArray(value) ? value : [value];
  if (numbers.length > 2 || (numbers === value && numbers.length < fewest)) {
    throw new Refusal(field, `${field}应为一个整数或2个整数，得到${numbers.length}个`);
  }
  return [numbers[0], numbers.at(-1)];
}

/** torch把空的元组也当作没有给。 */
const unset = (stride) => stride == null || (Array.isArray(stride) && !stride.length);

function flag(field, value) {
  if (typeof value !== "boolean") throw new Refusal(field, `${field}应为true或false，得到${show(value)}`);
  return value;
}

/** 矩阵：每行一样长，每格是一个数，可以是NaN和±∞。 */
function matrix(field, rows, shape) {
  const [height, width] = shape ?? [rows?.length, rows?.[0]?.length];
  if (!Array.isArray(rows) || !(height && width)) {
    throw new Refusal(field, `${field}应为矩阵，至少一行一列`, "non-empty 3D or 4D (batch mode) tensor expected for input");
  }
  const fits = rows.length === height && rows.every((row) => Array.isArray(row) && row.length === width);
  if (!fits) throw new Refusal(field, `${field}应有${height}行，每行${width}个数`);
  for (const value of rows.flat()) {
    if (typeof value !== "number") throw new Refusal(field, `${field}里应全是数，得到${show(value)}`);
  }
  return [height, width];
}

// ---- 几何：一条轴上，每个输出看哪里 ----

/** 从`start`起，每隔`step`一个，到`stop`之前。 */
function range(start, stop, step = 1) {
  const positions = [];
  for (let at = start; at < stop; at += step) positions.push(at);
  return positions;
}

/**
 * 规则的窗口。返回`size`（输出长度）、`span`（有效跨度）、`starts`（每个窗口从哪里开始）、
 * `windows`（每个窗口看到的元素）和`dropped`（最后一窗规则去掉的那个窗口从哪里开始，没有就是null）。
 */
export function axis(length, kernel_size, stride = null, padding = 0, dilation = 1, ceil_mode = false) {
  integer("kernel_size", kernel_size, 1);
  stride = integer("stride", stride ?? kernel_size, 1);
  integer("padding", padding, 0);
  integer("dilation", dilation, 1);
  flag("ceil_mode", ceil_mode);
  const limit = Math.floor(kernel_size / 2);
  if (padding > limit) {
    const torch = `pad should be at most half of effective kernel size, but got pad=${padding}, kernel_size=${kernel_size} and dilation=${dilation}`;
    throw new Refusal("padding", `padding最多是kernel_size的一半（${limit}），得到${padding}`, torch);
  }
  const span = dilation * (kernel_size - 1) + 1;
  const room = length + 2 * padding - span; // 第一个窗口的起点还能往右挪多远
  let size = Math[ceil_mode ? "ceil" : "floor"](room / stride) + 1;
  let dropped = null;
  // 最后一窗规则：窗口必须从输入或左填充里开始
  if (ceil_mode && (size - 1) * stride >= length + padding) {
    size -= 1;
    dropped = size * stride - padding;
  }
  if (size < 1) {
    const message = `输入太小，放不下窗口：长度${length}，两端各填充${padding}，窗口的有效跨度是${span}`;
    throw new Refusal("kernel_size", message, "Output size is too small");
  }
  const starts = range(0, size).map((i) => i * stride - padding);
  const windows = starts.map((start) => {
    // 起点在左填充里，就跳到第一个不为负的抽头
    const first = start < 0 ? ((start % dilation) + dilation) % dilation : start;
    return Object.assign(range(first, Math.min(start + span, length), dilation), { first });
  });
  // 连填充一起看到几个：越过右填充的，不算
  const padded = starts.map((start) => Math.min(start + span, length + padding) - start);
  return { length, kernel_size, stride, padding, dilation, ceil_mode, size, span, starts, windows, padded, dropped };
}

/** 自适应的窗口：只说要几个输出。 */
export function adaptiveAxis(length, size) {
  integer("output_size", size, 0);
  if (size > ROOM) throw new Refusal("output_size", `output_size太大，得到${size}`);
  const starts = range(0, size).map((i) => Math.floor((i * length) / size));
  const windows = starts.map((start, i) => {
    const window = range(start, Math.ceil(((i + 1) * length) / size));
    return Object.assign(window, { first: start });
  });
  return { length, size, padding: 0, dilation: 1, starts, windows, padded: windows.map((w) => w.length), dropped: null };
}

/** 两条轴的窗口。 */
function axes(operation, lengths, args) {
  if (operation.startsWith("adaptive")) {
    const sizes = pair("output_size", args.output_size ?? "", 2).map((size, i) => size ?? lengths[i]);
    if (sizes[0] * sizes[1] > ROOM) throw new Refusal("output_size", `output_size太大，得到${show(sizes)}`);
    return lengths.map((length, i) => adaptiveAxis(length, sizes[i]));
  }
  const { kernel_size, stride, padding = 0, dilation = 1, ceil_mode = false } = args;
  const exact = operation === "lp_pool2d" ? 2 : 1;
  const has = (field) => OPERATIONS[operation].includes(field);
  const sizes = [
    pair("kernel_size", kernel_size, exact),
    unset(stride) ? [null, null] : pair("stride", stride).map((size) => integer("stride", size)),
    pair("padding", has("padding") ? padding : 0),
    pair("dilation", has("dilation") ? dilation : 1),
  ];
  return lengths.map((length, i) => axis(length, ...sizes.map((size) => size[i]), ceil_mode));
}

// ---- 归约：看到的数变成什么 ----

/** 行优先地走过一个窗口里的元素。 */
function* elements(x, rows, columns) {
  for (const r of rows) for (const c of columns) yield [x[r][c], r, c];
}

/** 最大值和它的位置：并列取第一个，有NaN取最后一个NaN。 */
function maximum(x, rows, columns) {
  let [best, row, column] = [-Infinity, rows.first, columns.first];
  for (const [value, r, c] of elements(x, rows, columns)) {
    if (value > best || Number.isNaN(value)) [best, row, column] = [value, r, c];
  }
  return [best, row, column];
}

function sum(x, rows, columns) {
  let total = 0;
  for (const [value] of elements(x, rows, columns)) total += value;
  return total;
}

/** 平均除以几。 */
function divisor([rows, columns], i, j, { count_include_pad = true, divisor_override = null }) {
  if (divisor_override !== null) return divisor_override;
  if (count_include_pad) return rows.padded[i] * columns.padded[j];
  return rows.windows[i].length * columns.windows[j].length;
}

// torch把±0.5次方算成开方；1的任何次方都是1，和C一样
function power(x, p) {
  if (p === 0.5) return Math.sqrt(x);
  if (p === -0.5) return 1 / Math.sqrt(x);
  return x === 1 ? 1 : x ** p;
}

const map = (x, change) => x.map((row) => row.map(change));

/** 按输出的形状，一格一格地算。 */
const grid = ([rows, columns], value) =>
  rows.windows.map((r, i) => columns.windows.map((c, j) => value(r, c, i, j)));

function checkAverage({ count_include_pad = true, divisor_override = null }) {
  flag("count_include_pad", count_include_pad);
  if (divisor_override !== null && integer("divisor_override", divisor_override, -Infinity, INT64) === 0) {
    throw new Refusal("divisor_override", "divisor_override不能是0", "divisor must be not zero");
  }
}

function checkNorm({ norm_type: p }) {
  if (typeof p !== "number" || Number.isNaN(p)) throw new Refusal("norm_type", `norm_type应为数，得到${show(p)}`);
  if (p === 0) throw new Refusal("norm_type", "norm_type不能是0");
  return p;
}

// ---- 反池化 ----

/** 反池化的输出长度：给了就核对，没给就用推算的；前面可以写着N和C。 */
function unpooledSize(given, usual, stride) {
  if (given != null && !(Array.isArray(given) && [2, 4].includes(given.length))) {
    throw new Refusal("output_size", `output_size应为2个整数，得到${show(given)}`);
  }
  const size = given?.map((length) => integer("output_size", length)).slice(-2) ?? usual;
  size.forEach((length, i) => {
    const [low, high] = [usual[i] - stride[i], usual[i] + stride[i]];
    if (given != null && !(low < length && length < high)) {
      throw new Refusal("output_size", `output_size应在${low}和${high}之间（不含两端），得到${length}`);
    }
    if (length < 0) throw new Refusal("output_size", `输出长度应不为负，算得${length}`);
  });
  return size;
}

function unpooled(x, args) {
  const [height, width] = matrix("x", x);
  const { kernel_size, padding = 0, output_size } = args;
  const [kernel, stride, pad] = Object.entries({ kernel_size, stride: args.stride ?? kernel_size, padding }).map(
    ([field, value]) => pair(field, value, 2).map((size) => integer(field, size, field === "padding" ? 0 : 1)),
  );
  const usual = [height, width].map((length, i) => (length - 1) * stride[i] + kernel[i] - 2 * pad[i]);
  const size = unpooledSize(output_size, usual, stride);
  const cells = size[0] * size[1];
  if (cells > ROOM) throw new Refusal("x", "结果太大，浏览器里放不下");
  matrix("indices", args.indices, [height, width]);
  for (const index of args.indices.flat()) {
    if (!Number.isInteger(index) || index < 0 || index >= cells) {
      throw new Refusal("indices", `索引应为0到${cells - 1}的整数，得到${index}`, "Found an invalid max index");
    }
  }
  const output = range(0, size[0]).map(() => Array(size[1]).fill(0));
  args.indices.forEach((row, i) =>
    row.forEach((index, j) => (output[Math.floor(index / size[1])][index % size[1]] = x[i][j])),
  );
  return { output, indices: args.indices, size, usual, axes: null };
}

// ---- 前向和反向 ----

/** 前向：`output`，最大一族还有`indices`（不含填充的平面里的扁平索引），两条轴的几何`axes`，平均还有`divisors`。 */
export function forward(operation, x, args = {}) {
  if (!Object.hasOwn(OPERATIONS, operation)) throw new Refusal("operation", `没有${show(operation)}这种池化`);
  if (operation === "max_unpool2d") return unpooled(x, args);
  const shape = matrix("x", x);
  if (operation === "avg_pool2d") checkAverage(args);
  const p = operation === "lp_pool2d" ? checkNorm(args) : 0;
  const both = axes(operation, shape, args);
  if (operation.includes("max")) {
    const found = grid(both, (rows, columns) => maximum(x, rows, columns));
    const indices = map(found, ([, row, column]) => row * shape[1] + column);
    return { output: map(found, ([best]) => best), indices, axes: both };
  }
  if (operation === "lp_pool2d") return { output: lp(x, both, p), axes: both };
  const divisors = grid(both, (rows, columns, i, j) => divisor(both, i, j, operation === "avg_pool2d" ? args : {}));
  const output = grid(both, (rows, columns, i, j) => sum(x, rows, columns) / divisors[i][j]);
  return { output, divisors, axes: both };
}

/** torch先求p次方的平均，再乘窗口大小K：不完整的窗口，也放大到K个元素的份量。 */
function mean(x, rows, columns, p) {
  const powers = map(x, (value) => power(value, p));
  return sum(powers, rows, columns) / (rows.length * columns.length);
}

function lp(x, both, p) {
  if (Math.abs(p) === Infinity) {
    const sign = Math.sign(p);
    return grid(both, (rows, columns) => sign * maximum(map(x, (v) => sign * Math.abs(v)), rows, columns)[0]);
  }
  const size = both[0].kernel_size * both[1].kernel_size;
  return grid(both, (rows, columns) => power(mean(x, rows, columns, p) * size + 0, 1 / p));
}

/** 反向：损失对`x`的梯度。`grad_output`是上游梯度，形状同输出。 */
export function backward(operation, grad_output, x, args = {}) {
  const { output, indices, divisors, axes: both } = forward(operation, x, args);
  if (!output.length || !output[0].length) throw new Refusal("output_size", "输出里一个元素也没有，谈不上梯度");
  matrix("grad_output", grad_output, [output.length, output[0].length]);
  if (operation === "max_unpool2d") {
    const width = output[0].length;
    return map(indices, (index) => grad_output[Math.floor(index / width)][index % width]);
  }
  const grad = map(x, () => 0);
  const each = (send) => grad_output.forEach((row, i) => row.forEach((upstream, j) => send(upstream, i, j)));
  const spread = (i, j, share) => {
    for (const [, r, c] of elements(x, both[0].windows[i], both[1].windows[j])) grad[r][c] += share;
  };
  if (indices) {
    refuseBlind(both);
    const width = x[0].length;
    each((upstream, i, j) => (grad[Math.floor(indices[i][j] / width)][indices[i][j] % width] += upstream));
    return grad;
  }
  if (operation !== "lp_pool2d") {
    each((upstream, i, j) => spread(i, j, upstream / divisors[i][j]));
    return grad;
  }
  return lpBackward(x, both, args.norm_type, grad, each, spread);
}

/** 空洞和填充一起用时，可能有窗口一个元素也看不到：它的梯度无处可去。 */
function refuseBlind(both) {
  for (const { windows } of both) {
    const i = windows.findIndex((window) => !window.length);
    if (i >= 0) throw new Refusal("padding", `第${i}个窗口里一个元素也没有，梯度无处可去`);
  }
}

function lpBackward(x, both, p, grad, each, spread) {
  const [rows, columns] = both.map(({ windows }) => windows);
  const sign = (value) => Math.sign(value) || 0; // NaN的符号是0，和torch一样
  if (Math.abs(p) === Infinity) {
    const size = map(x, (value) => Math.sign(p) * Math.abs(value));
    each((upstream, i, j) => {
      const [, r, c] = maximum(size, rows[i], columns[j]);
      grad[r][c] += upstream;
    });
    return grad.map((row, r) => row.map((share, c) => share * sign(x[r][c])));
  }
  const size = both[0].kernel_size * both[1].kernel_size;
  each((upstream, i, j) => {
    const m = mean(x, rows[i], columns[j], p);
    const slope = upstream * ((1 / p) * power(m * size, 1 / p - 1)) * size;
    spread(i, j, m === 0 ? 0 : (slope * Math.abs(sign(m))) / (rows[i].length * columns[j].length));
  });
  return grad.map((row, r) => row.map((share, c) => share * (p * power(x[r][c], p - 1))));
}
