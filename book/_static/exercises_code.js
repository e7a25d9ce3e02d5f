// 写的代码存在这个浏览器里，开着同一题的几个标签页共用一份。

"use strict";

(() => {
  const { PREFIX, button, element } = poolExercises;
  const { localStorage: local, sessionStorage: session } = poolStorage;   // 要知道真的存下没有

  /**
   * 第number题的编辑器，它的代码从此由这里来存；改了就叫一次changed。
   *
   * 每次对照三样：编辑器里的（mine），存着的（theirs），这一页上次见到的存着的（known）。
   * theirs变了，是别处改过：读者没有在这一页改过（edited），就换成那边的；改过，就由读者来选，
   * 选好以前哪一份也不动。
   */
  function keep(number, stub, editor) {
    const CODE = `${PREFIX}code/${number}`;
    const DRAFT = `${PREFIX}draft/${number}`;   // 没能存进去的，留在这个标签页里，刷新也在

    const draft = JSON.parse(session.get(DRAFT));
    let known = draft?.known ?? local.get(CODE) ?? stub;
    let edited = draft !== null;
    editor.code = draft?.mine ?? known;

    // ---- 存 ----

    let waiting = 0;

    function changed() {
      clearTimeout(waiting);
      waiting = setTimeout(sync, 300);
    }

    function sync() {
      clearTimeout(waiting);
      const mine = editor.code;
      const theirs = local.get(CODE) ?? known;   // 别处复原了，这边的也不丢
      edited = mine !== stub && (edited || mine !== known);
      let problem = null;
      if (theirs !== known && theirs !== mine) edited ? (problem = clash) : take(theirs);
      else if (theirs === mine || write(mine)) known = mine;
      else problem = unsaved;

      if (problem) session.set(DRAFT, JSON.stringify({ known, mine }));
      else session.remove(DRAFT);
      other.textContent = theirs;
      for (const each of [clash, unsaved]) each.hidden = each !== problem;
    }

    function take(theirs) {
      known = theirs;
      edited = false;
      editor.code = theirs;
    }

    /** 没有写什么，就不必存：书更新以后，读者看到的是新的那一格。 */
    function write(mine) {
      return mine === stub ? local.remove(CODE) : local.set(CODE, mine);
    }

    // ---- 告诉读者 ----

    const other = element("pre");
    const clash = element(
      "div",
      { class: "exercise-note", hidden: "" },
      element("p", {}, "这一题在别处也改过，比如别的标签页里。存着的是那边的；这边的在编辑器里，没有存。留哪一份？"),
      element("details", {}, element("summary", {}, "看看那边的"), other),
      element(
        "div",
        { class: "exercise-buttons" },
        button("用那边的", () => choose(take)),
        button("留这边的", () => choose((theirs) => (known = theirs))),
      ),
    );
    const unsaved = element(
      "p",
      { class: "exercise-note", hidden: "" },
      "写的代码没有存下：这个浏览器不让存，或者已经存满了。它还在编辑器里，检查也照常；离开这一页以前，请把它抄到别处。",
    );

    function choose(settle) {
      settle(local.get(CODE) ?? known);
      sync();
      editor.focus();
    }

    // ---- 什么时候 ----

    addEventListener("pageshow", sync);   // 也许是从“后退”回来的，别处早已改过
    addEventListener("pagehide", sync);
    addEventListener("storage", sync);
    const notices = element("div", {}, clash, unsaved);
    return { notices, sync, changed };
  }

  poolExercises.keep = keep;
})();
