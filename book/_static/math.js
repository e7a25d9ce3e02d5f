// 单独一行的公式，屏幕上放不下的时候，键盘也能滚：停一次Tab，左右键滚。
for (const formula of document.querySelectorAll(".math-wide"))
  new ResizeObserver(() => {
    const attributes = { tabindex: "0", role: "group", "aria-label": "公式，可以左右滚" };
    const wide = formula.scrollWidth > formula.clientWidth;
    for (const [name, value] of Object.entries(attributes))
      if (wide) formula.setAttribute(name, value);
      else formula.removeAttribute(name);
  }).observe(formula);
