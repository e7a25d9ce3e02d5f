// 实验台这一页：状态写在地址里，所以复制地址就是分享。

import { mount } from "./lab.js";
import { fromHash, toHash } from "./state.js";

const root = document.getElementById("pool-lab");
document.querySelector(".tag_lab-still")?.remove(); // 没有脚本时才要的图
const { state, problems } = fromHash(location.hash);
let written = location.hash;

const lab = mount(root, state, {
  changed(next) {
    written = toHash(next);
    history.replaceState(history.state, "", written);
  },
});
if (problems.length) lab.load(state, problems);

// 改了地址，或者点了本页的一个例子
addEventListener("hashchange", () => {
  if (location.hash === written) return;
  const read = fromHash(location.hash);
  lab.load(read.state, read.problems);
});
