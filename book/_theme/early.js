// 画第一笔之前就要有的：能不能存东西，亮还是暗，页面有没有脚本。别的脚本都在它后面。

import "./storage.js";
import "./element.js";
import "./modules.js";
import "./mode.js";
