// 图片实验台：一张图，池化成什么样。算在picture_worker.js里，这里只管看和按。

const make = globalThis.poolElement;
const root = document.getElementById("pool-picture");
const SIDE = 512; // 图最长的一边，再大先缩小
const LARGEST = 32; // 最大的窗口
const SHOWN = 12; // 数字最多列几行几列，矩阵实验台也只收这么多
const PIXELS = 40e6; // 像素再多就不打开

const PICTURES = {
  photo: ["照片", "photo.webp"],
  stripes: ["条纹", "stripes.png"],
  rings: ["同心圆", "rings.png"],
};
const OPERATIONS = { max_pool2d: "最大", avg_pool2d: "平均", subsample: "取左上角" };
const CHANNELS = ["红", "绿", "蓝"];
const MOVES = { "←": [0, -1, "向左"], "↑": [-1, 0, "向上"], "↓": [1, 0, "向下"], "→": [0, 1, "向右"] };
const DEFAULT = { operation: "max_pool2d", kernel_size: 8, stride: null, shift: [0, 0] };

let state = { ...DEFAULT, picture: "photo" };
let sides = [LARGEST, LARGEST]; // 打开的图，高和宽
let shown; // 画着的原图{height, width, pixels}，移过的
let seen; // 画着的结果，和它的设置
let note = ""; // 打开时还要说的一句
let spot; // 选中的输出[行, 列]
let channel = 0;

// ---- 元素 ----

const button = (text, action, attributes) => {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", action);
  return made;
};
const range = (label, attributes) => make("input", { type: "range", "aria-label": label, min: 1, ...attributes });
const block = (name, ...children) => make("div", { class: `picture-${name}` }, ...children);
const canvas = (label) => make("canvas", label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" });

const said = make("p", { class: "picture-said", role: "status" });
const choices = Object.entries(PICTURES).map(([name, [text]]) =>
  button(text, () => choose(name).then(write), { "data-name": name }));
const file = (text, attributes) => {
  const input = make("input", { type: "file", accept: "image/*", ...attributes });
  input.addEventListener("change", () => {
    bring(input.files);
    input.value = ""; // 同一个文件，还能再选
  });
  return make("label", {}, input, text);
};

const kernel = range("窗口大小");
const size = make("span");
const locked = make("input", { type: "checkbox" });
const stride = range("步幅");
const strideText = make("span");

const before = canvas();
const after = canvas();
const pooled = block("pooled", after);
const frame = block("frame");
frame.hidden = true;
const name = make("span");
const stage = make("div", { class: "picture-stage", tabindex: 0, role: "application" },
  before, pooled, frame, make("span", {}, "原图"), name);
const divider = range("分界线：左边是原图，右边是结果", { class: "picture-divider", min: 0, max: 100 });

const cards = Object.entries(OPERATIONS).map(([operation, text]) => {
  const radio = make("input", { type: "radio", name: "picture-operation", value: operation, "aria-label": text });
  const card = { radio, text, now: canvas(`${text}的结果`), then: canvas(`移动之前，${text}的结果`), facts: make("span"), old: block("old") };
  card.old.append("移动之前", card.then);
  card.old.hidden = true;
  radio.addEventListener("change", () => set({ operation }));
  card.element = make("label", {}, make("span", {}, radio, text), card.now, card.facts, card.old);
  return card;
});
const moved = make("small");
const patch = block("patch");

root.replaceChildren(
  block("choose", ...choices),
  block("own", file("打开图片…"), file("拍一张", { capture: "environment" }),
    make("small", {}, "照片不离开这台电脑。也可以拖进来，或者粘贴。")),
  block("kernel", make("label", {}, "窗口 ", size, kernel)),
  block("view", stage, divider),
  said,
  block("stride", make("label", {}, locked, "步幅和窗口一样"), make("label", {}, "步幅 ", strideText, stride),
    button("复原", reset)),
  block("shift", make("span", {}, "整张图移一个像素"),
    ...Object.entries(MOVES).map(([arrow, [down, right, text]]) =>
      button(arrow, () => set({ shift: [state.shift[0] + down, state.shift[1] + right] }), { "aria-label": `${text}移一个像素` })),
    button("原位", () => set({ shift: [0, 0] })), moved),
  make("fieldset", {}, make("legend", {}, "三种做法，点一个放大看"), ...cards.map((card) => card.element)),
  patch,
);

// ---- 设置：在网页地址里，界限之外的改成最近的 ----

const within = (value, low, high) => Math.min(high, Math.max(low, Math.trunc(value)));
const limit = () => Math.min(LARGEST, ...sides);

function fit(wanted) {
  const whole = (value, usual) => (Number.isFinite(value) ? within(value, 1, limit()) : usual);
  return {
    picture: wanted.picture,
    operation: Object.hasOwn(OPERATIONS, wanted.operation) ? wanted.operation : DEFAULT.operation,
    kernel_size: whole(wanted.kernel_size, Math.min(DEFAULT.kernel_size, limit())),
    stride: wanted.stride === null ? null : whole(wanted.stride, null),
    shift: wanted.shift.map((by) => within(by || 0, -99, 99)),
  };
}

function read(hash) {
  const given = new URLSearchParams(hash);
  const number = (key) => parseFloat(given.get(key) ?? NaN);
  const [down, right] = (given.get("shift") ?? "").match(/-?\d+/g) ?? [];
  const picture = given.get("picture");
  return {
    picture: Object.hasOwn(PICTURES, picture) ? picture : "photo",
    operation: given.get("operation"),
    kernel_size: number("kernel_size"),
    stride: number("stride"),
    shift: [+down, +right],
  };
}

function write() {
  const { picture, operation, kernel_size, stride, shift } = state;
  const parts = [picture && `picture=${picture}`, `operation=${operation}`, `kernel_size=${kernel_size}`,
    stride && `stride=${stride}`, shift.some(Boolean) && `shift=[${shift}]`];
  history.replaceState(null, "", `#${parts.filter(Boolean).join("&")}`);
}

/** 改设置，再照着算；draft是还在拖，拖完了才写进地址。 */
function set(change, draft = false) {
  apply(change, draft);
  if (!draft) write();
}

function apply(change, draft) {
  state = fit({ ...state, ...change });
  controls();
  ask(draft);
}

function reset() {
  divider.value = 50;
  divide();
  spot = null;
  set(DEFAULT);
}

function controls() {
  const { kernel_size, operation, picture, shift } = state;
  const step = state.stride ?? kernel_size;
  kernel.max = stride.max = limit();
  kernel.value = kernel_size;
  stride.value = step;
  locked.checked = state.stride === null;
  stride.disabled = locked.checked;
  size.textContent = `${kernel_size}×${kernel_size}`;
  strideText.textContent = step;
  moved.textContent = shift.some(Boolean) ? `移了：下${shift[0]}，右${shift[1]}` : "";
  for (const card of cards) card.radio.checked = card.radio.value === operation;
  for (const choice of choices) choice.setAttribute("aria-pressed", choice.dataset.name === picture);
}

// ---- 算：工人忙着的时候，只记最新的一个 ----

const carried = (name) => globalThis.poolFiles?.[name]; // 从磁盘打开的书，文件写在脚本里（site_book.py）
const worker = new Worker(carried("picture_worker.js") ?? new URL(`./picture_worker.js?v=${VERSION}`, import.meta.url), { type: "module" });
let busy = false;
let waiting;

function ask(draft) {
  const { kernel_size, stride, shift } = state;
  waiting = { kernel_size, stride: stride ?? kernel_size, shift, draft };
  if (!busy) send();
}

function send() {
  busy = true;
  worker.postMessage(waiting);
  waiting = null;
}

worker.onmessage = ({ data }) => {
  busy = false;
  if (waiting) send();
  shown = data.shown ?? shown;
  seen = data;
  draw();
  if (data.draft || waiting) return;
  say(outcome() + note);
  note = "";
};
worker.onerror = () => say("这个浏览器太旧，图片实验台开不了；下面的图和话照样能看。", true);

function say(text, wrong = false) {
  said.textContent = text;
  said.classList.toggle("picture-wrong", wrong);
}

const chosen = () => Object.keys(OPERATIONS).indexOf(state.operation);

function outcome() {
  const { height, width } = seen.results[0].after;
  const n = seen.kernel_size ** 2;
  return `${shown.height}×${shown.width}变成${height}×${width}：${
    state.operation === "subsample" ? `每${seen.stride}行、${seen.stride}列取一个` : `每个输出看${n}个数`}。`;
}

// ---- 画 ----

function paint(target, { height, width, pixels }) {
  target.width = width;
  target.height = height;
  target.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
}

/** 放大就放大整数倍，条纹才不会被屏幕弄花。 */
function scale(wide, high) {
  const ratio = Math.min(wide / shown.width, high / shown.height);
  return ratio < 1 ? ratio : Math.floor(ratio);
}

/** 铺多宽；放大的看得出一格一格，缩小的要抹平。 */
function spread(target, width) {
  target.style.width = `${width}px`;
  target.classList.toggle("picture-crisp", width >= target.width);
}

function draw() {
  seen.results.forEach((result, number) => {
    const { now, then, facts, old, text } = cards[number];
    paint(now, result.after);
    old.hidden = !result.before;
    if (result.before) paint(then, result.before);
    const { height, width } = result.after;
    facts.textContent = result.before
      ? `变了${(100 * result.changed).toFixed(1)}%，平均差${result.difference.toFixed(1)}`
      : seen.half ? "预览" : `${height}×${width}`;
    now.setAttribute("aria-label", `${text}的结果，${height}×${width}`);
  });
  paint(before, shown);
  show();
}

/** 大图：左边原图，右边结果；结果的一格，放在它的窗口的正中。 */
function show() {
  const { kernel_size, stride } = seen;
  const result = seen.results[chosen()].after;
  const text = OPERATIONS[state.operation];
  paint(after, result);
  name.textContent = text;
  stage.setAttribute("aria-label", `左边是原图，${shown.height}×${shown.width}；右边是${text}的结果，${
    result.height}×${result.width}。方向键选一个像素，看它的窗口`);
  const view = stage.parentElement;
  const by = scale(view.clientWidth - 16, SIDE);
  view.style.setProperty("--wide", `${by * shown.width}px`);
  stage.style.height = `${by * shown.height}px`;
  spread(before, by * shown.width);
  spread(after, by * stride * result.width);
  after.style.left = after.style.top = `${by * inset()}px`;
  cards.forEach(({ element, now, then }) => {
    const small = scale(element.clientWidth - 16, 200) * shown.width;
    for (const one of [now, then]) spread(one, small * stride * one.width / shown.width);
  });
  spot &&= [within(spot[0], 0, result.height - 1), within(spot[1], 0, result.width - 1)];
  frame.hidden = !spot;
  if (spot) {
    const [top, left] = spot.map((place) => `${by * place * stride}px`);
    Object.assign(frame.style, { top, left, width: `${by * kernel_size}px`, height: `${by * kernel_size}px` });
  }
  if (!seen.half) table();
}

const inset = () => Math.max(0, (seen.kernel_size - seen.stride) / 2);

/** 选中的输出：它的窗口里的数，和怎样变成一个。 */
function table() {
  if (!spot) return patch.replaceChildren("点图上的一个像素，看它是从哪些数来的。也可以按Tab移到图上，再按方向键。");
  const { kernel_size, stride, results } = seen;
  const [row, column] = spot;
  const [top, left] = spot.map((place) => place * stride);
  const values = Array.from({ length: kernel_size }, (_, i) => Array.from({ length: kernel_size }, (_, j) =>
    shown.pixels[4 * ((top + i) * shown.width + left + j) + channel]));
  const flat = values.flat();
  const { after } = results[chosen()];
  const answer = after.pixels[4 * (row * after.width + column) + channel];
  const total = flat.reduce((sum, value) => sum + value, 0);
  const winner = { max_pool2d: flat.indexOf(answer), subsample: 0 }[state.operation];
  const how = {
    max_pool2d: `${flat.length}个数里最大的是${answer}`,
    avg_pool2d: `和${total}÷${flat.length}个，四舍五入得${answer}`,
    subsample: `左上角的一个是${answer}，其余的跳过`,
  }[state.operation];
  const part = Math.min(kernel_size, SHOWN);
  const corner = values.slice(0, part).map((line) => line.slice(0, part));
  const more = kernel_size > part ? `窗口是${kernel_size}×${kernel_size}，只列左上角的${part}×${part}；算的时候用的是整个窗口。` : "";
  const cells = corner.map((line, i) => make("tr", {}, ...line.map((value, j) => {
    const cell = make("td", i * kernel_size + j === winner ? { class: "picture-winner" } : {}, `${value}`);
    cell.style.background = `rgb(${value},${value},${value})`;
    cell.style.color = value < 118 ? "#fff" : "#000";
    return cell;
  })));
  const setting = state.operation === "subsample" ? `max_pool2d&kernel_size=[1,1]&stride=[${part},${part}]`
    : `${state.operation}&kernel_size=[${part},${part}]`;
  const buttons = CHANNELS.map((text, number) => button(text, () => {
    channel = number;
    table();
    patch.querySelectorAll("button")[number].focus();
  }, { "aria-pressed": number === channel }));
  patch.replaceChildren(
    block("head", make("strong", {}, `输出(${spot.join(", ")})`), make("span", {}, "通道"), ...buttons),
    make("p", {}, `${how}。${more}`),
    make("div", { tabindex: 0, role: "group", "aria-label": `输入第${top}行、第${left}列开始的窗口，从0数起` },
      make("table", {}, make("tbody", {}, ...cells))),
    make("a", { href: `lab.html#operation=${setting}&x=${JSON.stringify(corner)}` }, "在矩阵实验台里打开"),
  );
  return how;
}

// ---- 按、拖、点 ----

kernel.addEventListener("input", () => set({ kernel_size: +kernel.value }, true));
kernel.addEventListener("change", () => set({}));
stride.addEventListener("input", () => set({ stride: +stride.value }, true));
stride.addEventListener("change", () => set({}));
locked.addEventListener("change", () => set({ stride: locked.checked ? null : state.kernel_size }));
const divide = () => stage.parentElement.style.setProperty("--at", `${divider.value}%`);
divider.addEventListener("input", divide);

function pick(row, column) {
  spot = [row, column];
  show();
  say(`输出(${spot.join(", ")})：${table()}。`);
}

const place = (event) => {
  const box = stage.getBoundingClientRect();
  return [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width];
};

let pressed; // 按下的地方；拖开了就是null，那是在移分界线
stage.addEventListener("pointerdown", (event) => {
  pressed = event.clientX;
  if (event.button === 0) stage.setPointerCapture(event.pointerId);
});
stage.addEventListener("pointermove", (event) => {
  if (!seen || !stage.hasPointerCapture(event.pointerId)) return;
  if (pressed !== null && Math.abs(event.clientX - pressed) < 5) return;
  pressed = null;
  divider.value = 100 * place(event)[1];
  divide();
});
stage.addEventListener("click", (event) => {
  if (!seen || pressed === null) return;
  const [down, across] = place(event);
  pick(...[down * shown.height, across * shown.width].map((at) => (at - inset()) / seen.stride));
});
stage.addEventListener("keydown", (event) => {
  const move = MOVES[{ ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", ArrowRight: "→" }[event.key]];
  if (!move || !seen || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const [row, column] = spot ?? [-move[0], -move[1]];
  pick(row + move[0], column + move[1]);
});

// ---- 打开一张图 ----

let opening = 0;

/** 换成现成的一张，顺便改设置。 */
function choose(picture, change) {
  const [, file] = PICTURES[picture];
  const fetched = fetch(carried(file) ?? new URL(`../pictures/${file}`, import.meta.url)).then((reply) => (reply.ok ? reply.blob() : Promise.reject()));
  return open(fetched.catch(() => fail("取不到这张图，网络可能断了。")), { ...change, picture });
}

/** 自己的一张：选的，拍的，拖进来的，贴上来的。 */
function bring(files) {
  if (files?.length) open(files[0]).then(write);
}

function fail(told) {
  throw { told };
}

/** 打开一张图；打不开就说一句，原来的留着。同时打开几张，最后的算。 */
async function open(source, change = { picture: null }) {
  const mine = ++opening;
  try {
    const [picture, animated] = await decode(await source);
    if (mine !== opening) return;
    sides = [picture.height, picture.width];
    spot = null;
    note = animated ? "这张图会动，这里只用第一帧。" : "";
    worker.postMessage(picture);
    apply(change);
  } catch (error) {
    if (mine !== opening) return;
    say(`${error.told ?? "打不开：这不是浏览器认得的照片，或者文件坏了。"}${shown ? "原来的图还在。" : ""}`, true);
  }
}

const MOVING = /^GIF8.*!ù\x04.{4}\0[!,].*!ù\x04.{4}\0[!,]|^.PNG.{0,4000}acTL|^RIFF.{8}VP8X.{0,4000}ANIM/s;

async function decode(blob) {
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  try { // 这样只读文件的开头，就知道大小
    await new Promise((yes, no) => Object.assign(image, { onload: yes, onerror: no }));
  } finally {
    URL.revokeObjectURL(image.src);
  }
  const { naturalWidth: wide, naturalHeight: high } = image;
  if (wide * high > PIXELS) {
    fail(`太大了：${wide}×${high}，有${Math.ceil(wide * high / 1e4)}万个像素，最多4000万。请先缩小。`);
  }
  const by = Math.min(1, SIDE / Math.max(wide, high));
  const [width, height] = [wide, high].map((side) => Math.max(1, Math.round(side * by)));
  const small = await createImageBitmap(blob, { resizeWidth: width, resizeHeight: height, resizeQuality: "high" });
  const paper = Object.assign(canvas(), { width, height }).getContext("2d");
  paper.fillStyle = "#fff"; // 透明的地方当成白的
  paper.fillRect(0, 0, width, height);
  paper.drawImage(small, 0, 0, width, height);
  const head = new TextDecoder("latin1").decode(await blob.slice(0, 4e6).arrayBuffer());
  return [{ height, width, pixels: paper.getImageData(0, 0, width, height).data },
    MOVING.test(head)];
}

addEventListener("paste", (event) => {
  if (event.clipboardData?.files.length) event.preventDefault();
  bring(event.clipboardData?.files);
});
root.addEventListener("dragover", (event) => {
  event.preventDefault();
  root.classList.add("picture-over");
});
for (const over of ["dragleave", "drop"]) root.addEventListener(over, () => root.classList.remove("picture-over"));
root.addEventListener("drop", (event) => {
  event.preventDefault();
  bring(event.dataTransfer.files);
});

// ---- 开始 ----

const start = (hash) => choose(read(hash).picture, read(hash));
addEventListener("hashchange", () => {
  if (location.hash.includes("=")) start(location.hash.slice(1)); // 别的是本页的小节
});
for (const example of document.querySelectorAll("[data-picture]")) {
  example.hidden = false;
  example.addEventListener("click", async () => {
    await start(example.dataset.picture);
    write();
    root.scrollIntoView();
  });
}
new ResizeObserver(() => seen && show()).observe(root);
controls();
divide();
start(location.hash.slice(1));
