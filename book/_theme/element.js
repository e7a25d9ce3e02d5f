// 各个脚本都要造元素：标签、属性、里面的东西。

"use strict";

globalThis.poolElement = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};
