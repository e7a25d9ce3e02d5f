// 图片实验台的工人：在另一个线程里池化，网页就不会卡。先收到一张图，再一个一个地收到设置。

import { compare, merge, pool, roll, split } from "./picture_pool.js";

const OPERATIONS = ["max_pool2d", "avg_pool2d", "subsample"];
const BIG = 65536; // 像素再多，拖动时先算一半大的

let whole; // 原图
let moved; // 移过以后的
let half; // 一半大的
let last; // moved移了多少

onmessage = ({ data }) => {
  if (data.pixels) {
    moved = whole = split(data.pixels, data.height, data.width);
    half = last = null;
  } else postMessage(answer(data));
};

/** 三种做法各算一遍；移过的，还要和没有移的比。 */
function answer({ kernel_size, stride, shift, draft }) {
  const reply = { kernel_size, stride, shift, draft };
  const still = !shift.some(Boolean);
  if (String(shift) !== last) {
    last = String(shift);
    moved = roll(whole, ...shift);
    reply.shown = merge(moved);
  }
  // 窗口不重叠时，整张也很快
  if (draft && still && stride < kernel_size && whole.planes[0].length > BIG) {
    half ??= pool("avg_pool2d", whole, 2, 2);
    [kernel_size, stride] = [kernel_size, stride].map((size) => Math.max(1, Math.round(size / 2)));
    Object.assign(reply, { half: true, kernel_size: 2 * kernel_size, stride: 2 * stride });
    const from = OPERATIONS.map((operation) => pool(operation, half, kernel_size, stride));
    return { ...reply, results: from.map((after) => ({ after: merge(after) })) };
  }
  reply.results = OPERATIONS.map((operation) => {
    const after = pool(operation, moved, kernel_size, stride);
    if (still) return { after: merge(after) };
    const before = pool(operation, whole, kernel_size, stride);
    return { after: merge(after), before: merge(before), ...compare(before, after) };
  });
  return reply;
}
