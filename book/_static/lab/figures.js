// 图上的“动手改”：点了才去取实验台，在原处打开；再点“收起”，图就回来。
// 图的设置写在data-pool里，名字照torch的；一步一步的图，眼前那一步可以另有几项。

const PAGE = new URL("../../book/lab.html", import.meta.url);

const own = (element) => JSON.parse(element?.dataset.pool ?? "{}");

function stateOf(figure) {
  const step = figure.querySelector(".pool-now");
  return { ...own(figure), ...own(step), ...own(step?.querySelector("[data-pool]")) };
}

let loading; // 几张图共用

function load() {
  const style = poolElement("link", { rel: "stylesheet", href: new URL(`lab.css?v=${VERSION}`, import.meta.url) }); // VERSION打包时写进来
  const styled = new Promise((done, fail) => Object.assign(style, { onload: done, onerror: fail }));
  document.head.append(style);
  return Promise.all([import("./embedded.js"), styled]).catch((error) => {
    style.remove();
    loading = null; // 下次再取
    throw error;
  });
}

function equip(figure) {
  const button = poolElement("button", { type: "button", "aria-expanded": "false" }, "动手改");
  const link = poolElement("a", {}, "在实验台里打开");
  const told = poolElement("span", { role: "status" });
  let root = null;

  function close() {
    root.remove();
    root = null;
  }

  async function open() {
    const [{ SMALL, mount, toHash }] = await (loading ??= load());
    root = poolElement("div", { class: "pool-here", "aria-live": "off" }); // 判定会念，实验台由它自己念
    figure.append(root);
    mount(root, stateOf(figure), { hide: SMALL, changed: (state) => (link.href = PAGE + toHash(state)) });
  }

  button.addEventListener("click", async () => {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    told.textContent = "";
    try {
      await (root ? close() : open());
    } catch (error) {
      console.error(error);
      if (root) close();
      told.textContent = "实验台没有取到。检查网络，再点一次；还是不行，就刷新这一页。";
    }
    button.ariaBusy = "false";
    button.textContent = root ? "收起" : "动手改";
    button.ariaExpanded = root !== null;
    if (root) button.before(link);
    else link.remove();
    figure.classList.toggle("pool-open", root !== null);
  });
  figure.prepend(poolElement("div", { class: "pool-tools" }, told, button));
}

/** 给`root`里的图都添上按钮；步骤里面的图不添，添在外面那张上。练习的判定里也有图，写出来以后才知道。 */
globalThis.poolFigures = (root) => {
  for (const figure of root.querySelectorAll("figure.pool-figure")) {
    if (!figure.closest(".pool-step") && stateOf(figure).operation) equip(figure);
  }
};

poolFigures(document);
