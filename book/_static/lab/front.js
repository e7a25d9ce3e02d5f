// 首页：先是静止的图，脚本到了，换成能动的小实验台。地方在front.css里留好了，别的东西不跳。

import { mount } from "./lab.js";

const widget = document.querySelector(".tag_front-widget");
const state = JSON.parse(widget.querySelector("figure").dataset.pool);
const root = poolElement("div");
widget.replaceChildren(root);
mount(root, state, { hide: [] });
