// 练习页的编辑器：CodeMirror 6里用得着的那几样。site_exercises.py用esbuild把它打包成exercises_editor.js。

import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import { StyleModule } from "style-mod";

// 用Pygments的类名，颜色就和页上别的代码一样，亮色暗色也由主题来管
const colors = tagHighlighter([
  { tag: tags.comment, class: "c1" },
  { tag: [tags.keyword, tags.bool, tags.null, tags.operatorKeyword], class: "k" },
  { tag: [tags.string, tags.special(tags.string)], class: "s1" },
  { tag: tags.number, class: "mi" },
  { tag: [tags.operator, tags.derefOperator], class: "o" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "nf" },
  { tag: tags.meta, class: "nd" },
]);

// 编辑器自己会念给读屏软件的话
const phrases = EditorState.phrases.of({
  "Selection deleted": "已删除选中的文字",
  "Control character": "控制字符",
});

// 用键盘的人要能离开：按过Esc以后，Tab不再缩进而是移走焦点，到下次打字为止
const escape = { key: "Escape", run: (view) => (view.setTabFocusMode(true), true) };
const indentAgain = EditorView.updateListener.of((update) => {
  if (update.docChanged) update.view.setTabFocusMode(false);
});

// 窄屏放不下的行折到下一行
const narrow = matchMedia("(max-width: 600px)");
const wrapping = new Compartment();
const wrapIfNarrow = () => (narrow.matches ? EditorView.lineWrapping : []);

function commands({ run, check }) {
  const bound = (action) => () => (action(), true);
  return Prec.highest(
    keymap.of([
      { key: "Mod-Enter", run: bound(check) },
      { key: "Ctrl-Enter", run: bound(check) },   // 苹果电脑上Mod是Cmd，两个都行
      { key: "Shift-Enter", run: bound(run) },
      escape,
    ]),
  );
}

// CodeMirror自己的样式要在页里写<style>，网站的安全策略不许；写成样式表对象就行，并且排在页上的样式之下
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
StyleModule.mount = (root, modules) => {
  sheet.replaceSync(`@layer codemirror {${[modules].flat().map((module) => module.getRules()).join("\n")}}`);
};

/** 在parent里放一个编辑器；attributes是可编辑区的属性，run和check是两个快捷键要做的事。 */
export function create({ parent, code, selection: [anchor, head], attributes, change, run, check }) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: code,
      selection: { anchor, head },
      extensions: [
        lineNumbers(),
        wrapping.of(wrapIfNarrow()),
        history(),
        pythonLanguage,
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        indentOnInput(),
        bracketMatching(),
        syntaxHighlighting(colors),
        phrases,
        commands({ run, check }),
        indentAgain,
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of(attributes),
        EditorView.updateListener.of((update) => update.docChanged && change()),
      ],
    }),
  });
  narrow.addEventListener("change", () => view.dispatch({ effects: wrapping.reconfigure(wrapIfNarrow()) }));
  return {
    get code() {
      return view.state.doc.toString();
    },
    set code(text) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: isolateHistory.of("full"),   // 整个换掉是单独的一步，可以撤销
      });
    },
    focus: () => view.focus(),
  };
}
