// 章节里先猜的题。

import { mount } from "./guess.js";

for (const root of document.querySelectorAll(".pool-predict")) mount(root);
