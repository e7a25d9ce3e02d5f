// 把一串公式画成SVG，写成MathML。标准输入是[[tex, 是不是单独一行], …]，标准输出照样的次序，一个公式一个结果；
// 写错了的公式，结果里只有error。
import { createRequire } from "node:module";

const { init } = createRequire(import.meta.url)("mathjax");

const FONT = 850; // 正文的一个em，在公式里是多少：公式里x的高是442，这样就和常见字体的x一样高

const MathJax = await init({
  loader: {
    load: ["adaptors/liteDOM", "input/tex-base", "[tex]/ams", "output/svg"],
    versionWarnings: false,
  },
  tex: {
    packages: ["base", "ams"], // 不认得的命令就是错，不画成红字
    formatError: (jax, error) => {
      throw error;
    },
  },
  svg: { fontCache: "none" }, // 一页里共用的字形，由site_math.py来收
});
const { adaptor } = MathJax.startup;
adaptor.options.cjkCharWidth = FONT / 1000; // 汉字用正文的字体，和正文一样大

const round = (value) => String(Math.round(Number(value)));
const em = (value) => Number((value / FONT).toFixed(2));
const escape = (text) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** 照样画，只去掉用不着的：标着是什么的属性，和只管平移的g。(x, y)是还没有移的。 */
function simplify(node, x = 0, y = 0) {
  const own = adaptor.getAttribute(node, "transform") ?? "";
  const [, dx, dy, rest] = /^(?:translate\((\S+?)[, ](\S+?)\))? *(.*)$/.exec(own);
  x += Number(dx ?? 0);
  y += Number(dy ?? 0);
  const moved = Math.round(x) || Math.round(y) ? `translate(${round(x)},${round(y)})` : "";
  const transform = moved + rest && ` transform="${moved}${rest}"`;
  const number = (name) => Number(adaptor.getAttribute(node, name) ?? 0);
  switch (adaptor.kind(node)) {
    case "g":
      return rest ? `<g${transform}>${children(node)}</g>` : children(node, x, y);
    case "path":
      return `<path d="${adaptor.getAttribute(node, "d")}"${transform}/>`;
    case "rect": {
      // 分数线、根号
      const [width, height] = [round(number("width")), round(number("height"))];
      const start = `${round(number("x") + x)} ${round(number("y") + y)}`;
      return `<path d="M${start}h${width}v${height}h-${width}z"/>`;
    }
    case "text": {
      const words = escape(adaptor.textContent(node));
      return `<text font-size="${round(FONT)}"${transform}>${words}</text>`;
    }
    case "svg": {
      // 很高的括号，中间的一段拉长
      const names = ["x", "y", "width", "height", "viewBox"];
      const room = names.map((name) => `${name}="${adaptor.getAttribute(node, name)}"`);
      return `<g${transform}><svg ${room.join(" ")}>${children(node)}</svg></g>`;
    }
    default:
      throw new Error(`没有料到SVG里有<${adaptor.kind(node)}>`);
  }
}

/** 里面的每一个；一个一个的汉字，连起来写。 */
function children(node, x = 0, y = 0) {
  const inside = adaptor.childNodes(node);
  if (inside.length && inside.every((child) => adaptor.kind(child) === "text")) {
    const [first, ...more] = inside;
    for (const other of more)
      adaptor.append(first, adaptor.text(adaptor.textContent(other)));
    return simplify(first, x, y);
  }
  return inside.map((child) => simplify(child, x, y)).join("");
}

/** MathML：去掉缩进，字符写成自己。 */
const compact = (mathml) =>
  mathml
    .replace(/ (?:xmlns|data-mjx-[a-z]+)="[^"]*"/g, "")
    .replace(/>\s+</g, "><")
    .replace(/&#x([0-9A-F]+);/g, (_, code) => escape(String.fromCodePoint(parseInt(code, 16))));

/** 一个公式：坐标的范围，宽、在基线以下多少（以正文的em为单位），里面的图形，MathML。 */
function render([tex, display]) {
  const svg = adaptor.firstChild(MathJax.tex2svg(tex, { display }));
  const view = adaptor.getAttribute(svg, "viewBox").split(" ").map(Number);
  const [, top, width, height] = view;
  const drawn = adaptor.childNodes(svg).filter((node) => adaptor.kind(node) === "g");
  return {
    view: view.map(Math.round).join(" "),
    width: em(width),
    depth: em(height + top),
    shapes: drawn.map((node) => children(node)).join(""),
    mathml: compact(MathJax.tex2mml(tex, { display })),
  };
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const results = JSON.parse(Buffer.concat(chunks).toString("utf8")).map((formula) => {
  try {
    return render(formula);
  } catch (error) {
    return { error: error.message };
  }
});
process.stdout.write(JSON.stringify(results));
