// 亮、暗、跟随系统。html上的data-mode是读者选的，data-theme是现在的样子：light或dark。

const KEY = "mode";
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** 按读者选的来；没有选过，就跟随系统。 */
function apply(mode) {
  root.dataset.mode = mode;
  root.dataset.theme = mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
}

/** 换一种，记下来。 */
globalThis.poolMode = (mode) => {
  localStorage.setItem(KEY, mode);
  apply(mode);
};

const kept = localStorage.getItem(KEY);
apply(kept === "light" || kept === "dark" ? kept : "auto");
dark.addEventListener("change", () => apply(root.dataset.mode));
// 别的标签页换了，这里也换
addEventListener("storage", ({ key, newValue }) => key === KEY && apply(newValue ?? "auto"));
root.classList.add("js");
