// 练习页：把还没写完的那一格换成编辑器，在浏览器里运行和检查。
// 没有JavaScript，或者浏览器太旧时，这一页就是一页普通的笔记本。

"use strict";

(() => {
  const { NEEDS_NUMPY, button, current, element, keep, listed, pass, python } = poolExercises;
  const stubCell = document.querySelector(".cell.tag_exercise-stub");
  if (!current || !stubCell) return;

  const MESSAGES = {
    changed: "网站刚刚更新过，这一页还是旧的。请刷新这一页；你写的代码会留着。",
    crash: "Python出了意外（比如递归太深，或者内存不够），已经重新启动。你写的代码还在，改一改再试。",
    network: "要用的文件没有下载完。请看看网络，再试一次；已经下载的不用重来。",
    old: "这个浏览器太旧，不能在网页里运行Python。换一个新的浏览器，或者在笔记本里做。",
    stopped: "已经停下。",
    timeout: "等了15秒还没有结束，已经停下。看看有没有停不下来的循环。",
  };
  const RETRY = ["crash", "network"];

  // ---- 用不了的时候 ----

  function addNote(text) {
    const note = element("p", { class: "exercise-note" }, text);
    const notebook = document.querySelector("a.btn-download-source-button[href$='.ipynb']");
    if (notebook) {
      const link = element("a", { href: notebook.getAttribute("href"), download: "" }, "下载笔记本");
      note.append("笔记本在页面顶上的下载按钮里，也可以点这里：", link, "。");
    }
    stubCell.before(note);
  }

  if (NEEDS_NUMPY.includes(current)) return addNote("这一题要用NumPy，网页上做不了，请在笔记本里或终端里做。");
  const obstacle = python.obstacle();
  if (obstacle === "file") {
    return addNote("这个网页是直接从文件打开的，浏览器不让它运行Python。请按README生成并打开网站，或者在笔记本里做。");
  }
  if (obstacle) return addNote(MESSAGES.old);

  // ---- 版面 ----

  const stub = stubCell.querySelector(".cell_input pre").textContent.trimEnd();

  const runButton = button("运行", () => run());
  const checkButton = button("检查", () => check());
  const stopButton = button("停止", () => stop());
  const hintButton = button("提示", () => openHint());
  const resetButton = button("复原", () => reset());
  checkButton.classList.add("primary");

  // figure里的代码是内容，不是界面上的文字
  const frame = element("figure", { class: "exercise-editor highlight" });
  const keys = element(
    "p",
    { class: "exercise-keys", id: "exercise-keys" },
    ...["Ctrl+Enter", "检查，", "Shift+Enter", "运行；按", "Esc", "再按", "Tab", "离开编辑器。"].map(
      (word, index) => (index % 2 ? word : element("kbd", {}, word)),
    ),
  );
  const bar = element("progress", { "aria-label": "下载Python" });
  const loaded = element("span");
  const progress = element("div", { class: "exercise-progress" }, bar, loaded);
  const result = element("div", { class: "exercise-result", "aria-live": "polite" });
  const buttons = [runButton, checkButton, stopButton, hintButton, resetButton];
  const panel = element(
    "section",
    { class: "exercise-panel", "aria-label": "写代码" },
    frame,
    element("div", { class: "exercise-buttons" }, ...buttons),
    keys,
    progress,
    result,
  );

  // ---- 代码 ----

  const { editor, notices, sync } = keep(current, stub, (code, change) =>
    poolEditor.create({
      parent: frame,
      code,
      attributes: {
        "aria-label": `练习${Number(current)}的代码`,
        "aria-describedby": keys.id,
        autocapitalize: "off",
        autocomplete: "off",
        autocorrect: "off",
      },
      change,
      run: () => run(),
      check: () => check(),
    }),
  );
  frame.before(notices);

  function reset() {
    if (!confirm("换回最初的代码吗？你写的会被换掉。")) return;
    editor.code = stub;
    sync();
    result.replaceChildren();
    editor.focus();
  }

  // ---- 运行和检查 ----

  let busy = false;

  const run = () => perform("正在运行……", run, showOutput, "run", editor.code);
  const check = () => perform("正在检查……", check, showVerdict, "check", current, editor.code);

  async function perform(waiting, again, show, ...question) {
    if (busy) return;
    setBusy(true);
    // 多半一眨眼就有结果，不必闪一下
    const notice = setTimeout(() => say(waiting), 300);
    try {
      show(JSON.parse(await python.call(...question)));
    } catch (error) {
      if (!["stopped", "timeout"].includes(error.kind)) console.warn(error);
      showFailure(error.kind ?? "crash", again);
    } finally {
      clearTimeout(notice);
      setBusy(false);
    }
    result.scrollIntoView({ block: "nearest" });
  }

  function setBusy(value) {
    busy = value;
    result.setAttribute("aria-busy", value);
    for (const each of [runButton, checkButton]) each.setAttribute("aria-disabled", value);
    stopButton.disabled = !value;
    if (!value) progress.classList.remove("shown");
  }

  function stop() {
    python.stop();
    checkButton.focus();
  }

  python.progress = (stage, done, total) => {
    progress.classList.toggle("shown", busy && stage !== "run");
    if (stage === "download") {
      const mega = (bytes) => (bytes / 1e6).toFixed(1);
      bar.max = total;
      bar.value = done;
      loaded.textContent = `已下载${mega(done)}/${mega(total)} MB`;
    } else {
      bar.removeAttribute("value");
      loaded.textContent = "正在启动Python……";
    }
  };

  // ---- 结果 ----

  function say(text) {
    result.replaceChildren(element("p", { class: "exercise-status" }, text));
  }

  function showOutput({ text, error }) {
    if (!text) return say("运行完了，没有输出。");
    const output = element("pre", { class: "exercise-output" }, text);
    output.classList.toggle("error", error);
    result.replaceChildren(output);
  }

  function showVerdict({ passed, html, misconceptions }) {
    const verdict = element("div", { class: "exercise-verdict" });
    verdict.innerHTML = html;
    for (const link of verdict.querySelectorAll("a[href]")) linkToPage(link);
    result.replaceChildren(verdict);
    globalThis.poolFigures?.(verdict);   // 图上的“动手改”
    // 认出来的误解，以后在复习里再问（lab/misconceptions.js）
    verdict.dispatchEvent(new CustomEvent("pool-misconceptions", { bubbles: true, detail: misconceptions }));
    if (!passed) return;
    pass(current);
    const next = listed().find(({ number }) => number > current);
    if (next) result.append(element("a", { class: "exercise-button", href: next.address }, "下一题"));
  }

  /** 笔记本里的链接指向别的笔记本，网页上要指向网页。 */
  function linkToPage(link) {
    const href = link.getAttribute("href");
    if (!/^[a-z]+:/i.test(href)) link.setAttribute("href", href.replace(/\.ipynb(?=#|$)/, ".html"));
  }

  function showFailure(kind, again) {
    say(MESSAGES[kind]);
    if (RETRY.includes(kind)) result.append(button("重试", again));
  }

  // ---- 提示 ----

  const hints = [...document.querySelectorAll("details.pool-hint")];
  hintButton.hidden = hints.length === 0;

  function openHint() {
    const next = hints.find((hint) => !hint.open) ?? hints.at(-1);   // 都打开了，就回到最后一个
    next.open = true;
    next.querySelector("summary").focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  // ---- 开始 ----

  setBusy(false);
  stubCell.replaceWith(panel);
  // 检查和试一试有了按钮；提示和答案留着，只是不必再看那句调用它们的代码
  const spare = [
    ".tag_exercise-check",
    ".tag_exercise-try",
    ".tag_exercise-hint > .cell_input",
    ".tag_exercise-solution > .cell_input",
  ];
  document.querySelectorAll(spare.join()).forEach((part) => (part.hidden = true));

  // 文件已经在浏览器里，就趁读者写代码的时候先启动
  panel.addEventListener(
    "focusin",
    async () => {
      if (await python.isCached()) python.launch().catch(() => {});
    },
    { once: true },
  );
})();
