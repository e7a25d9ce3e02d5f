// 每一页都有的：页眉上的按钮，抽屉，复制，搜索，术语的小卡片，断网也能读。

import "./bar.js";
import "./code.js";
import "./later.js";
import "./offline.js";
import "./search.js";
import "./terms.js";
