// 样式表让没有走到的各节先不排版。第一屏有了以后，闲的时候一节一节地补上。

const idle = window.requestIdleCallback ?? setTimeout;

addEventListener("load", () => {
  const sections = document.querySelectorAll("article section section, article dl.py");
  (function next(at) {
    if (at === sections.length) return;
    sections[at].style.contentVisibility = "visible";
    sections[at].getBoundingClientRect(); // 现在就排这一节
    idle(() => next(at + 1));
  })(0);
});
