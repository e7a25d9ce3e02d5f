// 代码：复制的按钮；放不下、要横着滚的，让键盘也滚得到。

const element = globalThis.poolElement;

// ---- 复制 ----

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "复制好了";
  } catch {
    button.textContent = "没有复制成，请选中再复制";
  }
  setTimeout(() => {
    button.textContent = "复制";
  }, 2000);
}

for (const pre of document.querySelectorAll("article div.highlight > pre")) {
  // 练习页上，例子里的代码要NumPy和画图，抄到编辑器里也运行不了
  if (pre.closest(".cell_output, [data-no-copy], .exercise-live")) continue;
  const button = element("button", { class: "copy", type: "button", "aria-live": "polite" }, "复制");
  button.addEventListener("click", () => copy(button, pre.textContent.trimEnd()));
  pre.after(button);
}

// ---- 横着滚的 ----

const SCROLLERS = "article :is(pre, .scroll, .output, div.math)";

function reach(frames) {
  for (const { target } of frames) {
    const wide = target.scrollWidth > target.clientWidth + 1;
    if (wide && !target.hasAttribute("tabindex")) target.tabIndex = 0;
    else if (!wide && target.tabIndex === 0 && !target.dataset.library) target.removeAttribute("tabindex");
  }
}

const frames = new ResizeObserver(reach);
for (const frame of document.querySelectorAll(SCROLLERS)) frames.observe(frame);
