// 画第一笔之前就要有的：能不能存东西，亮还是暗。别的脚本都在它后面。

import "./storage.js";
import "./element.js";
import "./mode.js";
