// 练习页：写代码，在浏览器里运行和检查。写的地方做网站时就在页里（site_exercises.py），起初是普通的输入框，
// 快要看见它时换成编辑器。没有JavaScript，或者浏览器太旧时，这一页就是一页普通的笔记本。

"use strict";

(() => {
  const { button, current, element, keep, next, pass, python } = poolExercises;
  const panel = document.querySelector(".exercise-panel");
  const stubCell = document.querySelector(".cell.tag_exercise-stub");
  const page = document.documentElement.classList;

  const MESSAGES = {
    changed: "网站刚刚更新过，这一页还是旧的。请刷新这一页；你写的代码会留着。",
    crash: "Python出了意外（比如递归太深，或者内存不够），已经重新启动。你写的代码还在，改一改再试。",
    network: "要用的文件没有下载完。请看看网络，再试一次；已经下载的不用重来。",
    offline: "现在没有网络，第一次用要下载Python。连上网络再试一次；你写的代码会留着。",
    old: "这个浏览器太旧，不能在网页里运行Python。换一个新的浏览器，或者在笔记本里做。",
    stopped: "已经停下。",
    timeout: "等了15秒还没有结束，已经停下。看看有没有停不下来的循环。",
  };
  const RETRY = ["crash", "network", "offline"];

  // ---- 用不了的时候 ----

  function giveUp(text) {
    page.add("exercise-none");   // 样式表：照没有脚本的样子排
    panel.remove();
    document.querySelector(".exercise-jump").remove();
    const note = element("p", { class: "exercise-note" }, text);
    const notebook = document.querySelector("a[download][href$='.ipynb']");
    if (notebook) note.append(element("a", { href: notebook.getAttribute("href"), download: "" }, "下载笔记本"));
    stubCell.before(note);
  }

  const obstacle = python.obstacle();
  if (obstacle === "file") {
    return giveUp("这个网页是直接从文件打开的，浏览器不让它运行Python。请按README生成并打开网站，或者在笔记本里做。");
  }
  if (obstacle) return giveUp(MESSAGES.old);

  // ---- 版面 ----

  const part = (name) => panel.querySelector(`.exercise-${name}`);
  const frame = part("editor");
  const plain = frame.querySelector("textarea");
  const result = part("result");
  const stub = plain.value;

  const runButton = button("运行", () => run());
  const checkButton = button("检查", () => check());
  const stopButton = button("停止", () => stop());
  const hintButton = button("提示", () => openHint());
  const resetButton = button("复原", () => reset());
  part("buttons").append(runButton, checkButton, stopButton, hintButton, resetButton);

  const bar = element("progress", { "aria-label": "下载Python", max: "1" });
  const loaded = element("span", { role: "status" });
  const progress = part("progress");
  progress.append(bar, loaded);

  // ---- 代码 ----

  /** 写代码的输入框。换成编辑器以后，一样地用。 */
  function fallback() {
    return {
      get code() {
        return plain.value;
      },
      set code(text) {
        plain.value = text;
      },
      focus: () => plain.focus(),
    };
  }

  let writer = fallback();
  const editor = {
    get code() {
      return writer.code;
    },
    set code(text) {
      writer.code = text;
    },
    focus: () => writer.focus(),
  };

  const { notices, sync, changed } = keep(current, stub, editor);
  part("notices").append(notices);
  plain.addEventListener("input", () => touched());
  plain.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    event.shiftKey ? run() : check();
  });

  function touched() {
    changed();
    setPrimary(checkButton);
    prepare();   // 一动手写，就先去取Python
  }

  /** 换成真正的编辑器：大小不变，光标还在原来的地方。没有取到，输入框照样能用。 */
  async function improve() {
    let loaded;
    try {
      loaded = await import(python.script("editor"));
    } catch {
      return;
    }
    const { selectionStart, selectionEnd, scrollTop } = plain;
    const hadFocus = document.activeElement === plain;
    const made = loaded.create({
      parent: frame,
      code: plain.value,
      selection: [selectionStart, selectionEnd],
      attributes: {
        "aria-label": plain.getAttribute("aria-label"),
        "aria-describedby": "exercise-keys",
        autocapitalize: "off",
        autocomplete: "off",
        autocorrect: "off",
        tabindex: "0", // 本来就能编辑；写明了，检查的程序才认得
      },
      change: () => touched(),
      run: () => run(),
      check: () => check(),
    });
    plain.remove();
    writer = made;
    if (hadFocus) writer.focus();
    frame.querySelector(".cm-scroller").scrollTop = scrollTop;
  }

  const PAUSE = 500;   // 毫秒。走到这里就按“检查”的，先取Python，启动好了再取编辑器：读者在等判定

  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      setTimeout(() => python.quiet().then(improve), PAUSE);
    },
    { rootMargin: "400px" },
  );
  near.observe(frame);

  function reset() {
    if (!confirm("换回最初的代码吗？你写的会被换掉。")) return;
    editor.code = stub;
    sync();
    result.replaceChildren();
    editor.focus();
  }

  // 跳到编辑器：标题下面一个，最前面“跳到正文”的后面再放一个
  for (const link of document.querySelectorAll("a[href='#exercise-editor']")) link.addEventListener("click", jump);
  const skip = document.querySelector("a[href='#main-content']");
  if (skip) {
    const second = skip.cloneNode(true);
    second.removeAttribute("id");
    second.href = "#exercise-editor";
    second.textContent = "跳到编辑器";
    second.addEventListener("click", jump);
    skip.after(second);
  }

  function jump(event) {
    event.preventDefault();
    panel.scrollIntoView({ block: "nearest" });
    editor.focus();
  }

  // ---- 运行和检查 ----

  let busy = false;
  let loading = false;   // 正在取文件，也可以叫停

  const run = () => perform("正在运行……", run, showOutput, "run", editor.code, current);
  const check = () => perform("正在检查……", check, showVerdict, "check", current, editor.code);

  async function perform(waiting, again, show, ...question) {
    if (busy) return;
    // 要等的话，先把判定的地方留出来：它来的时候，下面的东西不跳
    result.classList.toggle("awaited", !python.isReady());
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
    stopButton.disabled = !value && !loading;
  }

  function stop() {
    python.stop();
    checkButton.focus();
  }

  /** 填上颜色的按钮只有一个：下一步该按的。 */
  function setPrimary(chosen) {
    for (const each of panel.querySelectorAll(".pool-button")) each.classList.toggle("quiet", each !== chosen);
  }

  /** 先去取，先启动；取不到不要紧，检查的时候再说。 */
  function prepare() {
    python.launch().catch(() => {});
  }

  for (const each of [runButton, checkButton]) each.addEventListener("pointerdown", prepare);

  python.progress = (stage, done, total) => {
    loading = stage === "download" || stage === "start";
    progress.classList.toggle("shown", loading);
    stopButton.disabled = !busy && !loading;
    if (stage === "download") {
      const mega = (bytes) => (bytes / 1e6).toFixed(1);
      bar.value = done / total;
      loaded.textContent = `下载Python（只有第一次）：${mega(done)}/${mega(total)} MB`;
    } else if (stage === "start") {
      bar.removeAttribute("value");
      loaded.textContent = "正在启动Python……";
    } else {
      loaded.textContent = "";
    }
  };

  // ---- 结果 ----

  function say(text) {
    result.replaceChildren(element("p", { class: "exercise-status" }, text));
  }

  const LINES = 20;   // 打印得多，先看这么多行

  function showOutput({ printed, dropped, last, error }) {
    if (!printed && !last) return say("运行完了，没有输出。");
    const output = element("pre", { class: "exercise-output", tabindex: "0" });
    output.classList.toggle("error", error);
    const lines = printed.split("\n");
    const hidden = lines.length - 1 - LINES;
    const end = [dropped ? `\n……打印得太多，后面${dropped}行没有留下。\n` : "", last];
    result.replaceChildren(output);
    if (hidden <= 0 && !dropped) return output.append(ended(printed, last), last);
    const all = () => output.replaceChildren(ended(printed, "-"), ...end);
    if (hidden <= 0) return all();
    output.append(`${lines.slice(0, LINES).join("\n")}\n`, "……\n", last);
    const more = button(`还有${hidden + dropped}行，全部显示`, () => {
      all();
      more.remove();
      output.focus();
    });
    output.after(more);
  }

  /** 打印的和后面的之间，正好换一行。 */
  function ended(printed, following) {
    return printed && following && !printed.endsWith("\n") ? `${printed}\n` : printed;
  }

  function showVerdict({ passed, html, misconceptions }) {
    const verdict = element("div", { class: "exercise-verdict" });
    insert(verdict, html);
    for (const link of verdict.querySelectorAll("a[href]")) linkToPage(link);
    result.replaceChildren(verdict);
    globalThis.poolFigures?.(verdict);   // 图上的“动手改”
    // 认出来的误解，以后在复习里再问（lab/misconceptions.js）
    verdict.dispatchEvent(new CustomEvent("pool-misconceptions", { bubbles: true, detail: misconceptions }));
    if (passed) celebrate();
  }

  function celebrate() {
    if (!pass(current)) {
      const note = "“通过”没有存下：这个浏览器不让存，或者已经存满了。关掉这一页，勾就没有了。";
      result.append(element("p", { class: "exercise-note" }, note));
    }
    if (!next) return;
    const following = element("a", { class: "pool-button", href: next.href }, "下一题");
    result.append(following);
    setPrimary(following);
  }

  /** 网站的安全策略不许HTML里写样式，脚本来写可以。 */
  function insert(target, html) {
    target.innerHTML = html.replaceAll(/(<[^<>]*?\s)style=/g, "$1data-style=");
    for (const styled of target.querySelectorAll("[data-style]")) {
      styled.style.cssText = styled.dataset.style;
      delete styled.dataset.style;
    }
  }

  /** 笔记本里的链接指向别的笔记本，网页上要指向网页。 */
  function linkToPage(link) {
    const href = link.getAttribute("href");
    if (!/^[a-z]+:/i.test(href)) link.setAttribute("href", href.replace(/\.ipynb(?=#|$)/, ".html"));
  }

  function showFailure(kind, again) {
    const shown = kind === "network" && !navigator.onLine ? "offline" : kind;
    say(MESSAGES[shown]);
    if (RETRY.includes(shown)) result.append(button("重试", again));
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
  setPrimary(checkButton);

  // 文件已经在浏览器里，就趁读者写代码的时候先启动
  panel.addEventListener(
    "focusin",
    async () => {
      if (await python.isCached()) prepare();
    },
    { once: true },
  );
})();
