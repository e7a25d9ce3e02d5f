// 练习的检查认出了一个误解：过些日子，在复习里问一道看得出它的题。

import { answered } from "./schedule.js";

/** 哪种题看得出哪些误解；编号在misconceptions/table.py里。 */
export const SEEN_BY = {
  size: [8, 9, 12, 24],
  ceil: [6, 7],
  stride: [4, 45],
  dilation: [15, 16, 17],
  rectangle: [18, 19, 20, 42],
  start: [13, 25, 50],
  partial: [5, 10, 11],
  lowest: [1, 2, 3, 14],
  maximum: [21, 22, 49, 51],
  taps: [26],
  nan: [27],
  index: [28, 29, 30, 43],
  tie: [32, 33, 36],
  overlap: [34, 35, 37],
  channels: [23],
  numeric: [39, 40, 48],
};

addEventListener("pool-misconceptions", ({ detail: numbers, target }) => {
  const found = Object.keys(SEEN_BY).filter((id) => numbers.some((number) => SEEN_BY[id].includes(number)));
  const saved = found.map((id) => answered(id, false));
  if (!found.length || saved.includes(false)) return;
  const link = poolElement("a", { href: new URL("../../book/review.html", import.meta.url) }, "复习");
  target.append(poolElement("p", { class: "exercise-review" }, "明天在", link, "里，换一组数再问你一次。"));
});
