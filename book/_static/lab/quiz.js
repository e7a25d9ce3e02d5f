// 概念小测：选一个，马上知道对不对、为什么；选对了，证据就打开。选过什么留在这个浏览器里。

import { mount } from "./guess.js";

const PREFIX = "tutorial-pool/quiz/";
const questions = [...document.querySelectorAll(".pool-quiz")];

/** 这一题依次选过哪几个；没有，或者坏了，就是空的。 */
const picks = (i) => (/^[0-3]{1,4}$/.exec(localStorage.getItem(PREFIX + (i + 1))) ?? [""])[0];
const isRight = (i, pick) => questions[i].querySelectorAll(":scope > details")[pick]?.textContent.includes("✅");

/** 这一题后面的证据和结论。 */
function openProof(question) {
  const proofs = question.closest("section").querySelectorAll("details:not(.pool-hint)");
  for (const proof of proofs) proof.open = true;
}

const told = poolElement("p", { role: "status" });
const again = poolElement("button", { type: "button", class: "pool-button quiet" }, "重做");
const score = poolElement("div", { class: "pool-score" }, told, again);

function show() {
  const tried = questions.map((_, i) => picks(i)).filter(Boolean);
  const right = questions.filter((_, i) => isRight(i, picks(i).at(-1)));
  const once = questions.filter((_, i) => picks(i).length === 1 && isRight(i, picks(i)));
  told.textContent = tried.length
    ? `答对${right.length}题，共${questions.length}题；第一次就选对的有${once.length}题。`
    : `共${questions.length}题，还没有答。答过什么，留在这个浏览器里。`;
  again.hidden = !tried.length;
}

again.addEventListener("click", () => {
  if (!confirm("重做一遍吗？以前选的会清掉；复习的日程留着。")) return;
  questions.forEach((_, i) => localStorage.removeItem(PREFIX + (i + 1)));
  location.reload();
});

questions.forEach((question, i) => {
  question.closest(".cell").querySelector(".cell_input").hidden = true; // 不必看调用它的代码
  const before = [...picks(i)];
  if (before.some((pick) => isRight(i, pick))) openProof(question);
  mount(question, {
    picks: before,
    done(right, picked) {
      const text = picks(i) + picked;
      localStorage.setItem(PREFIX + (i + 1), text);
      if (right) openProof(question);
      show();
      if (poolStorage.localStorage.get(PREFIX + (i + 1)) !== text) told.append("浏览器不让存，离开这一页就没有了。");
    },
  });
});

document.querySelector("article h1 ~ ul").after(score);
show();
addEventListener("storage", show);
