// 模块没有运行：网页是从磁盘打开的（file://），或者没有取到。告诉样式表，页面照没有脚本的样子排。

"use strict";

(() => {
  const still = () => document.documentElement.classList.add("pool-still");
  if (location.protocol === "file:") still();
  addEventListener("error", (event) => event.target.type === "module" && still(), true);
})();
