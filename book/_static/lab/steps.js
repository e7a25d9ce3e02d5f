// 一步一步的图：一次看一步，按钮、滑块、左右键都能走；“全部显示”又排成一片。
// 样子在steps.css里。没有它，各步本来就全都看得到。

const PAUSE = 1400; // 播放时一步停多久，毫秒

const button = (name, text, label) =>
  poolElement("button", { type: "button", class: name, ...(label && { "aria-label": label }) }, text);

function equip(figure) {
  const steps = [...figure.querySelectorAll(".pool-step")];
  const words = (step) => step.querySelector(".pool-words").textContent;
  const back = button("pool-back", "◀", "上一步");
  const next = button("pool-next", "▶", "下一步");
  const play = button("pool-play", "播放");
  const all = button("pool-whole", "全部显示");
  const range = poolElement("input", { type: "range", min: 1, max: steps.length, "aria-label": "第几步" });
  const told = poolElement("span", { role: "status", class: "pool-told" });
  const bar = poolElement("div", { class: "pool-bar" }, back, range, next, play, all, told);
  let at = 0;
  let timer = 0;

  function show(index) {
    at = Math.max(0, Math.min(index, steps.length - 1));
    steps.forEach((step, i) => step.classList.toggle("pool-now", i === at));
    range.value = at + 1;
    range.setAttribute("aria-valuetext", words(steps[at]));
    back.setAttribute("aria-disabled", at === 0);
    next.setAttribute("aria-disabled", at === steps.length - 1);
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "播放";
  }

  function go(index) {
    show(index);
    told.textContent = words(steps[at]);
  }

  const walk = (by) => {
    stop();
    go(at + by);
  };

  function start() {
    play.textContent = "停";
    go(at === steps.length - 1 ? 0 : at + 1);
    timer = setInterval(() => (at === steps.length - 1 ? stop() : go(at + 1)), PAUSE);
  }

  back.addEventListener("click", () => walk(-1));
  next.addEventListener("click", () => walk(1));
  range.addEventListener("input", () => walk(range.value - 1 - at));
  play.addEventListener("click", () => (timer ? stop() : start()));
  all.addEventListener("click", () => {
    stop();
    all.textContent = figure.classList.toggle("pool-all") ? "一步一步看" : "全部显示";
  });
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || figure.classList.contains("pool-all")) return;
    event.preventDefault();
    walk(by);
  });
  show(0);
  steps[0].parentElement.after(bar);
}

document.querySelectorAll(".pool-steps").forEach(equip);
