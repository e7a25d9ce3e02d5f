// 首页上的一行：今天有几题可以复习。没有到期的，什么也不显示。

import { dueToday } from "./schedule.js";

const line = document.getElementById("pool-due");
const address = line.dataset.review ?? "review.html";

function show() {
  const count = dueToday().length;
  line.hidden = !count;
  line.replaceChildren("今天有", poolElement("a", { href: address }, `${count}题可以复习`), "。");
}

show();
// 别的标签页里答了题，或者从“后退”回来
for (const event of ["storage", "pageshow"]) addEventListener(event, show);
