// 实验台里要用到才取的：例子，粘贴来的矩阵，拿去用的代码。

import { OPERATIONS } from "./core.js";
import { LONGEST, fromNumber, numbers, sized } from "./state.js";

// ---- 粘贴 ----

/** 读一段粘贴来的文字：NumPy和PyTorch打印的、嵌套列表、CSV、从表格复制的。 */
export function readMatrix(text) {
  if (!text.trim()) throw new Error("里面一个数也没有");
  if (text.length > LONGEST) throw new Error(`太长了：${text.length}个字，最多${LONGEST}个`);
  if (/\.\.\.|…/.test(text)) throw new Error("中间的数被省略号代替了，要完整的");
  const split = (line) => line.trim().split(/\s*[,，;\t]\s*|\s+/).filter((word) => word !== "");
  if (!text.includes("[")) {
    const lines = text.trim().split(/\r?\n|[;；]/);
    return numbers(sized(lines.map(split).filter((row) => row.length)));
  }
  if (/\]\s*\]\s*,?\s*\[/.test(text)) throw new Error("这是好几个平面，只要一个，写成两层方括号");
  const rows = [...text.matchAll(/\[([^[\]]*)\]/g)];
  return numbers(sized(rows.map(([, row]) => split(row))));
}

// ---- 例子：每一个都让一件事看得见 ----

const rising = (height, width) => Array.from({ length: height }, (_, r) => Array.from({ length: width }, (_, c) => r * width + c));

export const EXAMPLES = [
  { name: "5×5，窗口3", state: { kernel_size: 3 } },
  { name: "同一个5×5，向上取整", state: { kernel_size: 3, ceil_mode: true } },
  { name: "反例：不完整窗口取的也是最大的", state: { x: rising(5, 5), kernel_size: 3, ceil_mode: true, output: [0, 1] } },
  { name: "填的是−∞：全是负数", state: { x: [[-5, -2], [-3, -4]], kernel_size: 2, padding: 1 } },
  { name: "空洞：夹在中间的不看", state: { x: rising(7, 7), kernel_size: 3, stride: 1, dilation: 2 } },
  { name: "最后一窗被去掉", state: { x: rising(6, 6), kernel_size: 2, stride: 3, ceil_mode: true, output: [1, 1] } },
  { name: "不在任何窗口里的元素", state: { x: rising(7, 7), kernel_size: 2, stride: 3, ceil_mode: true } },
  { name: "并列：梯度给先遇到的", state: { x: [[0, 0, 0], [0, 0, 0], [0, 0, 0]], kernel_size: 2, stride: 1, direction: "backward" } },
  { name: "重叠：梯度要相加", state: { x: [[1, 2, 1], [2, 9, 2], [1, 2, 1]], kernel_size: 2, stride: 1, direction: "backward", grad_output: [[1, 2], [3, 4]] } },
  { name: "NaN：取最后一个", state: { x: [[1, "nan", 3], ["nan", 5, 2]], kernel_size: [2, 3] } },
  { name: "平均：除以6，不是9", state: { operation: "avg_pool2d", x: rising(5, 5), kernel_size: 3, ceil_mode: true, output: [0, 1] } },
  { name: "平均：填充算不算个数", state: { operation: "avg_pool2d", x: [[12, 12, 12]], kernel_size: [1, 3], stride: 1, padding: [0, 1], count_include_pad: false } },
  { name: "Lp：不完整窗口被放大", state: { operation: "lp_pool2d", x: [[3, 4, 5]], kernel_size: [1, 2], norm_type: 1, ceil_mode: true, output: [0, 1] } },
  { name: "自适应：7变3，窗口会重叠", state: { operation: "adaptive_avg_pool2d", x: [[1, 2, 3, 4, 5, 6, 7]], output_size: [1, 3], output: [0, 1] } },
  { name: "反池化：放回原来的地方", state: { operation: "max_unpool2d", x: [[7, 5], [8, 9]], indices: [[4, 3], [13, 10]], kernel_size: 2, output: [1, 0] } },
  { name: "全是填充的窗口：空洞加填充", state: { x: [[1], [1], [1]], kernel_size: 2, padding: 1, dilation: 2 } },
];

// ---- 拿去用的代码 ----

/** 一段能直接运行的代码，打印输出；`library`是"torch"或"tutorial_pool"。 */
export function code(state, { grad_output }, library) {
  const torch = library === "torch";
  const { operation, direction } = state;
  const backward = direction === "backward";
  const [array, dtype] = torch ? ["torch.tensor", "torch.float64"] : ["np.array", "np.float64"];
  const put = (name, rows, type = dtype) => `${name} = ${array}(${python(rows)}, dtype=${type})[None]`;
  const unpool = operation === "max_unpool2d"; // 它的output_size，只认每条轴一个
  const words = OPERATIONS[operation]
    .map((name) => [name, python(state[name], !(unpool && name === "output_size"))])
    .filter(([name, value]) => name !== "indices" && value !== USUAL[name])
    .map(([name, value]) => `${name}=${value}`);
  const first = unpool ? ["x", "indices"] : ["x"];
  const both = operation.includes("max_pool") && !backward;
  if (both) words.push("return_indices=True");
  const lines = [put("x", state.x)];
  if (unpool) lines.push(put("indices", state.indices, torch ? "torch.int64" : "np.int64"));
  if (backward) lines.push(put("grad_output", grad_output));
  const call = (name, start) => `${torch ? "F." : ""}${name}(${[...start, ...words].join(", ")})`;
  if (!backward) {
    lines.push(`${both ? "y, indices" : "y"} = ${call(operation, first)}`, "print(y[0])", ...(both ? ["print(indices[0])"] : []));
  } else if (torch) {
    lines[0] += ".requires_grad_()";
    lines.push(`${call(operation, first)}.backward(grad_output)`, "print(x.grad[0])");
  } else {
    lines.push(`grad = ${call(`${operation}_backward`, ["grad_output", ...first])}`, "print(grad[0])");
  }
  const name = backward ? `${operation}_backward` : operation;
  const head = torch ? ["import torch", "import torch.nn.functional as F"] : ["import numpy as np", `from tutorial_pool import ${name}`];
  const odd = ["inf", "nan"].filter((word) => new RegExp(`\\b${word}\\b`).test(lines.join()));
  if (odd.length) head.unshift(`from math import ${odd.join(", ")}`);
  return [...head, "", ...lines].join("\n");
}

// torch的默认值，不用写
const USUAL = {
  stride: "None",
  padding: "0",
  dilation: "1",
  ceil_mode: "False",
  count_include_pad: "True",
  divisor_override: "None",
  output_size: "None",
};

function python(value, size = false) {
  if (Array.isArray(value)) {
    if (size && value[0] === value[1] && value[0] !== null) return python(value[0]);
    const inner = value.map((each) => python(each)).join(", ");
    return size ? `(${inner})` : `[${inner}]`;
  }
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === null ? "None" : fromNumber(value);
}
