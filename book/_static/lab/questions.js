// 复习的题：每种一个样子，每次换一组数。答案和“这样错会得到什么”都由core.js算出来。
//
// 每种题是一个函数，拿一个0到1之间的随机数的来源，返回：
// `question`问什么，`why`为什么；`answer`是要填的几行数，`cells`是要点的格子（`given`是格子里的数）；
// `mistakes`的每一项是[误解的编号或一句话, 这样错得到的]；`asked`是题目里的几个矩阵，`spec`说明答案怎样算，
// 测试照它用Python再算一遍；`lab`是实验台的状态。看不出任何错的一组数不要，再抽一次。

import { adaptiveAxis, axis, backward, forward } from "./core.js";

const whole = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const pick = (random, list) => list[whole(random, 0, list.length - 1)];
const many = (random, count, low, high) => Array.from({ length: count }, () => whole(random, low, high));
const row = (numbers) => `[${numbers.map((value) => (Number.isNaN(value) ? "NaN" : value)).join(", ")}]`;
const size = (...args) => [[axis(...args).size]];
const line = (k, s, p = 0, d = 1, ceil = false) => ({
  kernel_size: [1, k],
  stride: s === null ? null : [1, s],
  padding: [0, p],
  dilation: [1, d],
  ceil_mode: ceil,
});
const max = (x, args) => forward("max_pool2d", x, args).output;
const range = (length) => Array.from({ length }, (_, i) => i);
const python = (flag) => (flag ? "True" : "False");

/** 一条轴上，窗口看到哪些；和没有看到的。 */
const tap = (positions) => positions.map((position) => [0, position]);
function missed({ windows, length }) {
  const seen = new Set(windows.flat());
  return tap(range(length).filter((position) => !seen.has(position)));
}

const sizeSpec = (L, k, s, p, d, ceil) => ({ ask: "size", args: [L, k, s, p, d, ceil] });
const lab = (x, args, operation = "max_pool2d") => ({ operation, x, ...args });

export const QUESTIONS = {
  size(random) {
    const [L, k, s] = [whole(random, 7, 20), whole(random, 2, 4), whole(random, 2, 3)];
    const p = whole(random, 0, Math.floor(k / 2));
    return {
      title: "输出有几个",
      see: "04-output-size",
      question: `一条轴长${L}，窗口${k}，步幅${s}，两边各填充${p}，\`ceil_mode=False\`。输出有几个？`,
      answer: size(L, k, s, p),
      why: `总长${L + 2 * p}格，第一个窗口占${k}格，剩${L + 2 * p - k}格，每走一步要${s}格；走不满的一步不要。走几步，再加开头的1个。`,
      mistakes: [
        [24, [[axis(L, k, s, p).size - 1]]],
        [8, size(L, k, s, p, 1, true)],
        [12, [[Math.floor((L + p - k) / s) + 1]]],
        [9, [[Math.round((L + 2 * p - k) / s) + 1]]],
      ],
      spec: sizeSpec(L, k, s, p, 1, false),
      lab: lab([range(Math.min(L, 12))], line(k, s, p)),
    };
  },

  ceil(random) {
    const [k, s] = [whole(random, 2, 4), whole(random, 2, 5)];
    const [L, p] = [whole(random, 5, 16), whole(random, 0, Math.floor(k / 2))];
    const { size: real, dropped } = axis(L, k, s, p, 1, true);
    if (dropped === null && random() < 0.6) return null; // 多问有窗口要去掉的
    return {
      title: "`ceil_mode`和最后一窗规则",
      see: "04-output-size",
      question: `一条轴长${L}，窗口${k}，步幅${s}，两边各填充${p}，\`ceil_mode=True\`。输出有几个？`,
      answer: [[real]],
      why:
        dropped === null
          ? "向上取整；最后一个窗口从输入里开始，留着。"
          : `向上取整得${real + 1}，可是最后一个窗口从位置${dropped}开始，已经在输入的右边，里面一个数也没有，去掉。`,
      mistakes: [
        [6, [[Math.ceil((L + 2 * p - k) / s) + 1]]],
        [7, size(L, k, s, p)],
      ],
      spec: sizeSpec(L, k, s, p, 1, true),
      lab: lab([range(Math.min(L, 12))], line(k, s, p, 1, true)),
    };
  },

  stride(random) {
    const [k, d] = [whole(random, 2, 4), whole(random, 1, 2)];
    const L = whole(random, d * (k - 1) + 1 + k, 16);
    const holes = d > 1 ? `，空洞${d}` : "";
    return {
      title: "步幅默认是几",
      see: "01-max-pooling",
      question: `一条轴长${L}，窗口${k}${holes}，不写步幅。输出有几个？`,
      answer: size(L, k, null, 0, d),
      why: `不写步幅，步幅就等于窗口大小，是${k}。`,
      mistakes: [
        [4, size(L, k, 1, 0, d)],
        [45, size(L, k, d * (k - 1) + 1, 0, d)],
        [8, size(L, k, null, 0, d, true)],
      ],
      spec: sizeSpec(L, k, null, 0, d, false),
      lab: lab([range(Math.min(L, 12))], line(k, null, 0, d)),
    };
  },

  dilation(random) {
    const [k, d, s] = [whole(random, 2, 4), whole(random, 2, 3), whole(random, 1, 3)];
    const L = whole(random, d * k + 1, 18);
    return {
      title: "空洞让窗口占多大",
      see: "01-max-pooling",
      question: `一条轴长${L}，窗口${k}，步幅${s}，空洞${d}。输出有几个？`,
      answer: size(L, k, s, 0, d),
      why: `${k}个抽头之间有${k - 1}个间隔，各长${d}，有效跨度是${d}×${k - 1}+1=${d * (k - 1) + 1}。拿它代替窗口大小，再算能走几步。`,
      mistakes: [
        [15, size(L, k, s)],
        [16, [[Math.floor((L - d * k) / s) + 1]]],
        [17, size(L, k, s * d)],
      ],
      spec: sizeSpec(L, k, s, 0, d, false),
      lab: lab([range(Math.min(L, 12))], line(k, s, 0, d)),
    };
  },

  rectangle(random) {
    const pair = (low, high) => [whole(random, low, high), whole(random, low, high)];
    const [shape, kernel, stride] = [pair(7, 12), pair(2, 3), pair(1, 3)];
    const padding = random() < 0.5 ? [0, 0] : pair(0, 1);
    const dilation = random() < 0.5 ? [1, 1] : pair(1, 2);
    const both = (k, s, p, d) => [[0, 1].map((i) => Math.floor((shape[i] + 2 * p[i] - d[i] * (k[i] - 1) - 1) / s[i]) + 1)];
    const turned = ([first, second]) => [second, first];
    const write = (name, [first, second]) => `\`${name}=(${first}, ${second})\``;
    const given = [write("kernel_size", kernel), write("stride", stride)];
    if (padding[0] !== padding[1]) given.push(write("padding", padding));
    else if (padding[0]) return null;
    if (dilation[0] !== dilation[1]) given.push(write("dilation", dilation));
    else if (dilation[0] > 1) return null;
    return {
      title: "先高后宽",
      see: "04-output-size",
      question: `输入${shape[0]}行${shape[1]}列，${given.join("，")}。输出几行几列？先填行，再填列。`,
      answer: [[0, 1].map((i) => axis(shape[i], kernel[i], stride[i], padding[i], dilation[i]).size)],
      why: "两个数的次序和形状`(H, W)`一样，先高后宽。往下的用前一个，往右的用后一个，各算各的。",
      mistakes: [
        [18, both(turned(kernel), stride, padding, dilation)],
        [19, both(kernel, turned(stride), padding, dilation)],
        [20, both(kernel, stride, turned(padding), dilation)],
        [42, both(kernel, stride, padding, turned(dilation))],
      ],
      spec: { ask: "sizes", args: [shape, kernel, stride, padding, dilation] },
    };
  },

  start(random) {
    const [k, s] = [whole(random, 2, 5), whole(random, 1, 4)];
    const [p, i] = [whole(random, 1, Math.floor(k / 2)), whole(random, 1, 4)];
    const L = i * s + k + whole(random, 0, 3);
    return {
      title: "窗口从哪里开始",
      see: "04-output-size",
      question: `窗口${k}，步幅${s}，两边各填充${p}。输出\`y[${i}]\`的窗口，从输入的哪个位置开始？位置从0数起，填充里的是负数。`,
      answer: [[axis(L, k, s, p).starts[i]]],
      why: `第一个窗口从左填充的开头，也就是−${p}开始；每个窗口往右走${s}格，所以是${i}×${s}−${p}。`,
      mistakes: [
        [25, [[i * k - p]]],
        [50, [[i * s]]],
        [13, [[i * s + p]]],
      ],
      spec: { ask: "start", args: [L, k, s, p, i] },
    };
  },

  partial(random) {
    const k = whole(random, 3, 4);
    const L = k + whole(random, 2, k - 1);
    const x = [many(random, L, -9, 9)];
    const answer = max(x, line(k, k, 0, 1, true));
    const last = (value) => [[...answer[0].slice(0, -1), value]];
    return {
      title: "装不满的窗口",
      see: "01-max-pooling",
      question: `一行数\`${row(x[0])}\`，窗口${k}，不写步幅，\`ceil_mode=True\`，最大池化。输出是什么？`,
      answer,
      why: `最后一个窗口里只有${row(x[0].slice(k))}，就取其中最大的。`,
      mistakes: [
        [5, last(x[0][k])],
        [11, last(0)],
        [10, last(Math.max(...x[0].slice(-k)))],
      ],
      spec: { ask: "output", operation: "max_pool2d", x, args: line(k, k, 0, 1, true) },
      lab: lab(x, line(k, k, 0, 1, true)),
    };
  },

  lowest(random) {
    const x = [many(random, whole(random, 4, 6), -9, -1)];
    const args = line(3, 2, 1);
    const around = (left, right) => max([[left, ...x[0], right]], line(3, 2));
    return {
      title: "填充填的是几",
      see: "01-max-pooling",
      question: `一行数\`${row(x[0])}\`，窗口3，步幅2，两边各填充1，最大池化。输出是什么？`,
      answer: max(x, args),
      why: "填的是−∞，它不比哪个数大；窗口里有真正的数，就在真正的数里取最大的。",
      mistakes: [
        [1, around(0, 0)],
        [2, map0(max(x, args))],
        [14, around(x[0][1], x[0].at(-2))],
      ],
      spec: { ask: "output", operation: "max_pool2d", x, args },
      lab: lab(x, args),
    };
  },

  maximum(random) {
    const x = [many(random, 2, -9, 9), many(random, 2, -9, 9)];
    const all = x.flat();
    const value = (number) => [[number]];
    return {
      title: "一个窗口，一个最大值",
      see: "01-max-pooling",
      question: "一个2×2的窗口里是下面四个数，最大池化得到什么？",
      asked: { 窗口里的数: x },
      answer: max(x, { kernel_size: 2 }),
      why: "最大池化只比大小。负数总比正数小，不看绝对值，也不求平均。",
      mistakes: [
        [21, value((all[0] + all[1] + all[2] + all[3]) / 4)],
        [22, value(Math.max(...all.map(Math.abs)))],
        [51, value(Math.min(...all))],
        [49, value(all[0])],
        [2, value(Math.max(0, ...all))],
      ],
      spec: { ask: "output", operation: "max_pool2d", x, args: { kernel_size: 2 } },
      lab: lab(x, { kernel_size: 2 }),
    };
  },

  taps(random) {
    const [k, d, s] = [whole(random, 2, 3), whole(random, 1, 2), whole(random, 1, 2)];
    const given = range(6).map(() => many(random, 6, 0, 9));
    const [i, j] = [whole(random, 0, 1), whole(random, 0, 1)];
    const look = (step, gap, more = 0) => {
      const taps = (at) => range(k + more).map((t) => at * step + t * gap).filter((position) => position < 6);
      return taps(i).flatMap((r) => taps(j).map((c) => [r, c]));
    };
    const [rows, columns] = [i, j].map((at) => axis(6, k, s, 0, d).windows[at] ?? []);
    const cells = rows.flatMap((r) => columns.map((c) => [r, c]));
    const args = { kernel_size: k, stride: s, dilation: d };
    if (!cells.length || !(i + j)) return null;
    return {
      title: "窗口看到哪些数",
      see: "01-max-pooling",
      question: `窗口${k}×${k}，步幅${s}，空洞${d}。输出(${i}, ${j})的窗口看到哪些数？行和列从0数起。`,
      given,
      cells,
      why: `往下从第${i * s}行开始，往右从第${j * s}列开始；相邻两个抽头相距${d}格。`,
      mistakes: [
        [15, look(s, 1)],
        [25, look(k, d)],
        [26, look(s, d, 1)],
      ],
      spec: { ask: "taps", args: [[6, 6], k, s, d, [i, j]] },
      lab: { ...lab(given, args), output: [i, j] },
    };
  },

  unseen(random) {
    const [L, k, s, d] = [whole(random, 5, 7), whole(random, 2, 3), whole(random, 1, 4), whole(random, 1, 2)];
    const ceil = random() < 0.6;
    if (d * (k - 1) + 1 > L) return null;
    const cells = missed(axis(L, k, s, 0, d, ceil));
    if (!cells.length) return null;
    return {
      title: "哪些元素不在任何窗口里",
      see: "04-output-size",
      question: `一条轴长${L}，窗口${k}，步幅${s}，空洞${d}，\`ceil_mode=${python(ceil)}\`。哪些位置不在任何窗口里？`,
      given: [range(L)],
      cells,
      why: "右边剩下的、窗口之间的缝、空洞之间的缝，三处都要看。`ceil_mode=True`只多开右边的一个窗口，缝补不上。",
      mistakes: [
        [ceil ? "向上取整以后，就没有漏下的了：它补不上窗口之间的缝，多出来的窗口也可能被去掉。" : "没有漏下的：向下取整时，右边剩下的不要。", []],
        [15, missed(axis(L, k, s, 0, 1, ceil))],
        [ceil ? 7 : 8, missed(axis(L, k, s, 0, d, !ceil))],
      ],
      spec: { ask: "unseen", args: [L, k, s, d, ceil] },
      lab: lab([range(L)], line(k, s, 0, d, ceil)),
    };
  },

  nan(random) {
    const x = [many(random, 5, -9, 9)];
    x[0][whole(random, 0, 4)] = NaN;
    const numbers = (values) => Math.max(...values.filter((value) => !Number.isNaN(value)));
    return {
      title: "窗口里有NaN",
      see: "06-backward",
      question: `一行数\`${row(x[0])}\`，窗口3，步幅2，最大池化。输出是什么？NaN就填NaN。`,
      answer: max(x, line(3, 2)),
      why: "窗口里有NaN，结果就是NaN，这样你才会发现前面算错了。",
      mistakes: [
        [27, [[numbers(x[0].slice(0, 3)), numbers(x[0].slice(2))]]],
        ["有一个NaN，就全是NaN：它只传到看得见它的窗口。", [[NaN, NaN]]],
      ],
      spec: { ask: "output", operation: "max_pool2d", x, args: line(3, 2) },
      lab: lab(x, line(3, 2)),
    };
  },

  index(random) {
    const x = range(2).map(() => many(random, 6, 0, 4));
    const p = whole(random, 0, 1);
    const args = { kernel_size: [2, 2], stride: [2, 2], padding: [0, p] };
    const { indices, axes } = forward("max_pool2d", x, args);
    const each = (change) => indices.map((found) => found.map((index, j) => change(Math.floor(index / 6), index % 6, j)));
    const backwards = x.map((line) => [...line].reverse()).reverse();
    const last = forward("max_pool2d", backwards, args).indices;
    return {
      title: "最大值在哪里",
      see: "06-backward",
      question: `2行6列的平面，窗口2×2，步幅2，\`padding=(0, ${p})\`，最大池化。输出的各格，索引是几？`,
      asked: { 输入: x },
      answer: indices,
      why: "在不带填充的平面里，一行接一行地从0数：`行 * 宽 + 列`，宽是6。并列时取先遇到的那个。",
      mistakes: [
        [28, last.map((found) => found.map((index) => 11 - index).reverse())],
        [29, each((r, c, j) => r * 2 + c - axes[1].starts[j])],
        [43, each((r, c) => r * 2 + c)],
        [30, each((r, c) => r * (6 + 2 * p) + c + p)],
      ],
      spec: { ask: "indices", operation: "max_pool2d", x, args },
      lab: lab(x, args),
    };
  },

  tie(random) {
    const x = [many(random, 2, 0, 3), many(random, 2, 0, 3)];
    const best = Math.max(...x.flat());
    const ties = x.flat().filter((value) => value === best).length;
    if (ties < 2) return null;
    const up = pick(random, [6, 8, 12, 20]);
    const share = (part) => x.map((line) => line.map((value) => (value === best ? part : 0)));
    const grad = [[up]];
    return {
      title: "并列时梯度给谁",
      see: "06-backward",
      question: `一个2×2的窗口，有并列的最大值。上游梯度是${up}，\`max_pool2d\`反向传播，输入的各格收到多少？`,
      asked: { 输入: x },
      answer: backward("max_pool2d", grad, x, { kernel_size: 2 }),
      why: "前向时，并列的取先遇到的那个（行优先）；梯度全给它，别的得0。",
      mistakes: [
        [32, share(up)],
        [33, share(up / ties)],
        [36, x.map((line) => line.map(() => up / 4))],
        [37, backward("max_pool2d", [[1]], x, { kernel_size: 2 })],
      ],
      spec: { ask: "gradient", operation: "max_pool2d", x, grad, args: { kernel_size: 2 } },
      lab: { ...lab(x, { kernel_size: 2 }), grad_output: grad },
    };
  },

  overlap(random) {
    const x = [many(random, 5, 0, 9)];
    const p = whole(random, 0, 1);
    const args = line(3, p ? 2 : 1, p);
    const { output, indices } = forward("max_pool2d", x, args);
    const grad = [output[0].map(() => whole(random, 1, 9))];
    const answer = backward("max_pool2d", grad, x, args);
    const kept = [range(5).map(() => 0)];
    indices[0].forEach((index, i) => (kept[0][index] = grad[0][i]));
    const ones = backward("max_pool2d", [grad[0].map(() => 1)], x, args);
    const moved = [[0, ...answer[0].slice(0, 4)]];
    if (new Set(indices[0]).size === indices[0].length) return null; // 要有一个数赢两次
    return {
      title: "窗口重叠时梯度怎样加",
      see: "06-backward",
      question: `窗口3，步幅${p ? 2 : 1}，两边各填充${p}，\`max_pool1d\`反向传播。输入的各格收到多少？`,
      asked: { 输入: x, 上游梯度: grad },
      answer,
      why: "一个数赢得几个窗口，就收到几份上游梯度，要加起来。",
      mistakes: [
        [34, kept],
        [37, ones],
        [36, backward("avg_pool2d", grad, x, { ...args, dilation: undefined })],
        ...(p ? [[35, moved]] : []),
      ],
      spec: { ask: "gradient", operation: "max_pool2d", x, grad, args },
      lab: { ...lab(x, args), grad_output: grad },
    };
  },

  divisor(random) {
    const include = random() < 0.6;
    const k = pick(random, [2, 3, 4]);
    const s = whole(random, 1, k);
    const x = [range(whole(random, 4, 7)).map(() => 12)];
    const args = { kernel_size: [1, k], stride: [1, s], padding: [0, Math.floor(k / 2)], ceil_mode: random() < 0.5 };
    const averaged = (more) => forward("avg_pool2d", x, { ...args, count_include_pad: include, ...more }).output;
    const sums = forward("avg_pool2d", x, { ...args, divisor_override: 1 }).output;
    if (sums[0].length > 6) return null;
    return {
      title: "平均除以几",
      see: "05-family",
      question:
        `一行${x[0].length}个12，平均池化，窗口${k}，步幅${s}，两边各填充${Math.floor(k / 2)}，` +
        `\`ceil_mode=${python(args.ceil_mode)}\`，\`count_include_pad=${python(include)}\`。输出是什么？`,
      answer: averaged({}),
      why: include
        ? "填充的0也算个数，所以边上的平均小了；越过填充的，不算。"
        : "只除以真正的元素的个数：都是12，平均还是12。",
      mistakes: [
        [include ? "填充没有算进除数；默认是算的。" : "填充算进了除数；`count_include_pad=False`时不算。", averaged({ count_include_pad: !include })],
        ["除数都当成了窗口大小；越过填充的不算。", sums.map((line) => line.map((total) => total / k))],
        ["只求了和，没有除。", sums],
      ],
      spec: { ask: "output", operation: "avg_pool2d", x, args: { ...args, count_include_pad: include } },
      lab: lab(x, { ...args, count_include_pad: include }, "avg_pool2d"),
    };
  },

  shift(random) {
    const x = [[...many(random, 5, 0, 9), 0]];
    const moved = [[0, ...x[0].slice(0, 5)]];
    const before = max(x, line(2, 2));
    return {
      title: "挪一格以后",
      see: "exercises/quiz",
      question: `一行数\`${row(x[0])}\`，窗口2，最大池化得到\`${row(before[0])}\`。把它往右挪一格，左边补0，右边去掉一个，再池化，得到什么？`,
      answer: max(moved, line(2, 2)),
      why: "挪的格数不是步幅的整数倍，数就换了窗口，最大值可能跟着变。",
      mistakes: [
        ["结果不变：最大池化没有那么怕平移，不是完全不怕。", before],
        ["结果也挪一格：输出的一格是输入的两格，输入挪一格，输出没法挪半格。", [[0, ...before[0].slice(0, 2)]]],
      ],
      spec: { ask: "output", operation: "max_pool2d", x: moved, args: line(2, 2) },
      lab: lab(moved, line(2, 2)),
    };
  },

  channels(random) {
    const [N, C, H, W, k] = [whole(random, 2, 9), pick(random, [3, 8, 16]), whole(random, 6, 15), whole(random, 6, 15), whole(random, 2, 3)];
    const [h, w] = [axis(H, k).size, axis(W, k).size];
    return {
      title: "四条轴各变成多长",
      see: "01-max-pooling",
      question: `形状\`(${N}, ${C}, ${H}, ${W})\`的张量，\`max_pool2d(x, ${k})\`，输出的形状是什么？依次填四个数。`,
      answer: [[N, C, h, w]],
      why: "池化在每张图、每个通道里各做各的，N和C不变；高和宽各照公式算，不写步幅，步幅就是窗口大小。",
      mistakes: [
        [23, [[N, 1, h, w]]],
        ["步幅当成了1；不写步幅，步幅就是窗口大小。", [[N, C, axis(H, k, 1).size, axis(W, k, 1).size]]],
        ["池化了每一条轴；它只在高和宽上滑动。", [[Math.floor(N / k), Math.floor(C / k), h, w]]],
      ],
      spec: { ask: "shape", args: [[N, C, H, W], k] },
    };
  },

  adaptive(random) {
    const L = whole(random, 5, 7);
    const O = whole(random, 2, L - 1);
    const i = whole(random, 0, O - 1);
    const stride = Math.floor(L / O);
    const plain = axis(L, L - (O - 1) * stride, stride).windows[i];
    return {
      title: "自适应池化的窗口",
      see: "05-family",
      question: `自适应池化，长${L}的轴，要${O}个输出。\`y[${i}]\`的窗口看到哪些位置？`,
      given: [range(L)],
      cells: tap(adaptiveAxis(L, O).windows[i]),
      why: `从${i}×${L}÷${O}向下取整的位置开始，到${i + 1}×${L}÷${O}向上取整的位置之前为止。`,
      mistakes: [
        ["步幅取L÷O向下取整、窗口取剩下的长度：除不尽时，多半不对。", tap(plain)],
        ["开头和末尾都向下取整；末尾要向上取整。", tap(range(L).slice(Math.floor((i * L) / O), Math.floor(((i + 1) * L) / O)))],
      ],
      spec: { ask: "adaptive", args: [L, O, i] },
      lab: lab([range(L)], { output_size: [1, O] }, "adaptive_max_pool2d"),
    };
  },

  comparisons(random) {
    const k = whole(random, 3, 16);
    const doublings = Math.ceil(Math.log2(k));
    const ways = {
      "抽头切片（一个抽头并一次）": k * k - 1,
      "可分离（先列后行，一个抽头并一次）": 2 * (k - 1),
      "加倍（先列后行，长度一次翻一倍）": 2 * doublings,
    };
    const way = pick(random, Object.keys(ways));
    const others = Object.keys(ways).filter((other) => other !== way);
    return {
      title: "要比几次",
      see: "07-loops-to-vectorized",
      question: `窗口${k}×${k}的最大池化，用${way}，要调用几次\`np.maximum\`？`,
      answer: [[ways[way]]],
      why: `抽头切片有${k * k}个抽头，并${k * k - 1}次；可分离先列后行，各${k - 1}次；加倍每次把长度翻一倍，重叠也不要紧，先列后行，各${doublings}次。`,
      mistakes: [
        ...others.map((other) => [`这是${other}的次数。`, [[ways[other]]]]),
        ["这是窗口里有几个数；并起来，次数要少1。", [[k * k]]],
        ["这是一个方向的次数，另一个方向也要做。", [[ways[way] / 2]]],
        ["这是两个方向各有几个数；并起来，次数各少1。", [[2 * k]]],
      ],
      spec: { ask: "comparisons", args: [k, Object.keys(ways).indexOf(way)] },
    };
  },

  numeric(random) {
    const [up, down] = [whole(random, 2, 9), whole(random, 2, 9)];
    const now = (up + down) / 2 + pick(random, [-1, 1]);
    const h = pick(random, [0.5, 0.25, 0.1]);
    const slope = (change, width) => [[change / width]];
    if (up === down) return null;
    return {
      title: "数值梯度检验",
      see: "06-backward",
      question: `把一个数加上${h}，损失是${up}；减去${h}，损失是${down}；不动时是${now}。数值梯度是多少？`,
      answer: slope(up - down, 2 * h),
      why: `一上一下，相差${show(up - down)}，隔了2×${h}，所以是${show(up - down)}÷${2 * h}。`,
      mistakes: [
        [40, slope(up - down, h)],
        [39, slope(up - now, h)],
        [48, slope((up - down) / 2, 1 / h)],
      ],
      spec: { ask: "numeric", args: [up, down, h] },
    };
  },
};

const show = (value) => String(value).replace("-", "−");

/** 每个数和0比，留下大的。 */
function map0(rows) {
  return rows.map((line) => line.map((value) => Math.max(0, value)));
}

const text = (value) => (Number.isFinite(value) ? value : Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞");
/** 几行数写成JSON；JSON里没有NaN和∞，写成文字。 */
export const plain = (rows) => JSON.stringify(rows.map((line) => line.map(text)));
const finite = (rows) => rows.flat().every((value) => Number.isNaN(value) || Number.isInteger(Number((value * 1e4).toFixed(6))));

/** 出一道题；`answer`和`mistakes`写成网页要的样子，看不出的错去掉。 */
export function ask(id, random) {
  for (let tries = 0; tries < 1000; tries += 1) {
    const made = QUESTIONS[id](random);
    if (!made) continue;
    const key = made.cells ? (cells) => JSON.stringify([...cells].map(String).sort()) : plain;
    const truth = made.cells ?? made.answer;
    const seen = new Set([key(truth)]);
    const mistakes = made.mistakes.filter(([, got]) => {
      const fits = made.cells || (got.length === truth.length && got.every((line, r) => line.length === truth[r].length));
      return fits && !seen.has(key(got)) && seen.add(key(got));
    });
    if (!mistakes.length || (made.answer && !finite(truth))) continue;
    const write = made.cells ? JSON.stringify : plain;
    return { ...made, id, answer: write(truth), mistakes: mistakes.map(([who, got]) => [who, write(got)]) };
  }
  throw new Error(`${id}：抽了1000次也没有一道好题`);
}
