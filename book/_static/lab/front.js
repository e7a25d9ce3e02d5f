// 首页：先是静止的图，脚本到了，换成能动的小实验台。地方在front.css里留好了，别的东西不跳。

import { mount, SMALL, toHash } from "./lab.js";

const widget = document.querySelector(".tag_front-widget");
const state = JSON.parse(widget.querySelector("figure").dataset.pool);
const root = poolElement("div");
const hint = poolElement("p", { class: "front-hint" }, "按▶，框走一步；里面最大的数，写进右边蓝色的格子。");
const more = poolElement("a", { class: "front-more" }, "改数、换别的池化：去实验台");
widget.replaceChildren(hint, root, more);
mount(root, state, {
  hide: [...SMALL, "formula"],
  changed: (now) => more.setAttribute("href", `lab.html${toHash(now)}`),   // 接着这里的设置玩
});

// 先走一步看看，再改设置；只有两项，不用折
const settings = root.querySelector(".lab-settings");
settings.open = true;
settings.parentElement.append(settings);
