// 页眉：亮暗，目录的抽屉，搜索的对话框，读到哪一节。

const MODES = { light: "亮色", dark: "暗色", auto: "跟随系统" };

// ---- 亮暗 ----

const theme = document.querySelector("[data-theme-switch]");

function showMode() {
  const { mode } = document.documentElement.dataset;
  theme.title = `配色：${MODES[mode]}`;
  theme.querySelector(".bar-mode").textContent = theme.title;
}

theme.addEventListener("click", () => {
  const modes = Object.keys(MODES);
  poolMode(modes[(modes.indexOf(document.documentElement.dataset.mode) + 1) % modes.length]);
  showMode();
});
showMode();

// ---- 抽屉：窄的屏幕上，目录从旁边出来 ----

const drawer = document.getElementById("drawer");
const home = document.createComment("抽屉里的东西，原来在这里");

function openDrawer(id) {
  const content = document.getElementById(id);
  content.replaceWith(home);
  drawer.append(content);
  drawer.setAttribute("aria-label", content.getAttribute("aria-label"));
  drawer.showModal();
  content.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

drawer.addEventListener("close", () => home.replaceWith(drawer.lastElementChild));

for (const opener of document.querySelectorAll("[data-drawer]")) {
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    openDrawer(opener.dataset.drawer);
  });
}

// 屏幕变宽，目录回到原处
matchMedia("(min-width: 75rem)").addEventListener("change", () => drawer.close());

// ---- 对话框：点外面、点里面的链接，都关上 ----

for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close], a")) dialog.close();
  });
}

// ---- 搜索 ----

const search = document.getElementById("search-dialog");

function openSearch() {
  if (!search || search.open) return;
  drawer.close();
  search.showModal();
  search.querySelector("input").select();
}

// 搜索框里按Esc，浏览器先清空它；读者要的是关上
search?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.preventDefault();
  search.close();
});

document.querySelector("[data-search]").addEventListener("click", (event) => {
  if (!search) return; // 就在搜索页
  event.preventDefault();
  openSearch();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const asks = (event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing);
  if (!asks || event.isComposing) return;
  if (search) event.preventDefault();
  openSearch();
});

// ---- 打印 ----

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// ---- 读到哪一节 ----

const links = new Map(
  [...document.querySelectorAll("#page-contents a[href^='#']")].map((link) => [
    document.getElementById(decodeURIComponent(link.hash.slice(1))),
    link,
  ]),
);
const above = new Set(); // 开头已经过了屏幕上边三分之一的各节

function mark() {
  const now = [...links.keys()].filter((section) => above.has(section)).pop();
  for (const [section, link] of links) {
    if (section === now) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries) {
      const passed = isIntersecting || boundingClientRect.top < (rootBounds?.top ?? 0);
      if (passed) above.add(target);
      else above.delete(target);
    }
    mark();
  },
  { rootMargin: "0px 0px -67% 0px" },
);
for (const section of links.keys()) if (section) watcher.observe(section);
