// 图片的池化：只有算术，不碰网页。一个通道是一个Uint8Array，一行接着一行。
// 二维的窗口分两遍：先沿行，再沿列，每一遍都是一维的；和、最大、“左上角的一个”都可以这样拆。

const ROOM = 4096; // 一行最长
const left = new Int32Array(ROOM + 1);
const right = new Int32Array(ROOM);

/** 一条轴上有几个输出。 */
const outputs = (size, kernel_size, stride) => Math.floor((size - kernel_size) / stride) + 1;

// 下面四个各做一行：x里从from起，每个窗口得一个数，写在target的at、at+step……，一共count个。

function first(x, from, target, at, step, count, kernel_size, stride) {
  for (let i = 0; i < count; i++) target[at + i * step] = x[from + i * stride];
}

function largest(x, from, target, at, step, count, kernel_size, stride) {
  for (let i = 0; i < count; i++) {
    const start = from + i * stride;
    let best = x[start];
    for (let j = start + 1; j < start + kernel_size; j++) if (x[j] > best) best = x[j];
    target[at + i * step] = best;
  }
}

/** van Herk：切成和窗口一样长的块，块里从左、从右各记一遍到此为止的最大。一个窗口最多跨两块。 */
function running(x, from, target, at, step, count, kernel_size, stride) {
  const length = (count - 1) * stride + kernel_size;
  for (let start = 0; start < length; start += kernel_size) {
    const end = Math.min(start + kernel_size, length);
    let best = 0;
    for (let i = start; i < end; i++) left[i] = best = Math.max(best, x[from + i]);
    best = 0;
    for (let i = end - 1; i >= start; i--) right[i] = best = Math.max(best, x[from + i]);
  }
  for (let i = 0; i < count; i++) {
    const start = i * stride;
    target[at + i * step] = Math.max(right[start], left[start + kernel_size - 1]);
  }
}

/** 累加：窗口的和，是两个前缀和的差。 */
function total(x, from, target, at, step, count, kernel_size, stride) {
  const length = (count - 1) * stride + kernel_size;
  for (let i = 0; i < length; i++) left[i + 1] = left[i] + x[from + i];
  for (let i = 0; i < count; i++) {
    target[at + i * step] = left[i * stride + kernel_size] - left[i * stride];
  }
}

/** 窗口小，或者不重叠，直接看更快。 */
const maximum = (kernel_size, stride) =>
  kernel_size <= 4 || stride >= kernel_size ? largest : running;

/** 沿行做一遍，顺便转置：再做一遍，就是沿列，也转回来了。 */
function sweep(line, x, height, width, kernel_size, stride, Kind) {
  const count = outputs(width, kernel_size, stride);
  const turned = new Kind(count * height);
  for (let i = 0; i < height; i++) {
    line(x, i * width, turned, i, height, count, kernel_size, stride);
  }
  return turned;
}

/** 一个通道：`max_pool2d`、`avg_pool2d`（精确的平均，四舍五入），或者`subsample`（取左上角的一个）。 */
function poolPlane(operation, plane, height, width, kernel_size, stride) {
  const average = operation === "avg_pool2d";
  const line = average ? total : operation === "subsample" ? first : maximum(kernel_size, stride);
  const Kind = average ? Int32Array : Uint8Array;
  const across = sweep(line, plane, height, width, kernel_size, stride, Kind);
  const columns = outputs(width, kernel_size, stride);
  const done = sweep(line, across, columns, height, kernel_size, stride, Kind);
  if (!average) return done;
  const n = kernel_size * kernel_size;
  const rounded = new Uint8Array(done.length);
  for (let i = 0; i < done.length; i++) rounded[i] = (done[i] + (n >> 1)) / n; // 存进去时舍掉小数
  return rounded;
}

const each = ({ planes, ...rest }, change) => ({ ...rest, planes: planes.map(change) });

/** 一张图{height, width, planes}，池化成另一张。 */
export function pool(operation, picture, kernel_size, stride) {
  const { height, width } = picture;
  return {
    ...each(picture, (x) => poolPlane(operation, x, height, width, kernel_size, stride)),
    height: outputs(height, kernel_size, stride),
    width: outputs(width, kernel_size, stride),
  };
}

/** 整张图向下、向右移几个像素；从一边出去的，从另一边进来。 */
export function roll(picture, down, right) {
  const { height, width } = picture;
  const shift = (right % width) + width; // 负的也行
  return each(picture, (x) => {
    const moved = new Uint8Array(x.length);
    for (let i = 0; i < height; i++) {
      const from = (((i - down) % height) + height) % height * width;
      for (let j = 0; j < width; j++) moved[i * width + (j + shift) % width] = x[from + j];
    }
    return moved;
  });
}

/** 两张一样大的图：几个像素不同（占几成），每个数平均差多少。 */
export function compare(before, after) {
  const pixels = before.height * before.width;
  let changed = 0;
  let difference = 0;
  for (let i = 0; i < pixels; i++) {
    let here = 0;
    before.planes.forEach((x, channel) => (here += Math.abs(x[i] - after.planes[channel][i])));
    changed += here > 0;
    difference += here;
  }
  return { changed: changed / pixels, difference: difference / pixels / before.planes.length };
}

/** RGBA的像素，拆成三个通道。 */
export function split(pixels, height, width) {
  const planes = [0, 1, 2].map((channel) => {
    const plane = new Uint8Array(height * width);
    for (let i = 0; i < plane.length; i++) plane[i] = pixels[4 * i + channel];
    return plane;
  });
  return { height, width, planes };
}

/** 三个通道，合成不透明的RGBA。 */
export function merge({ height, width, planes }) {
  const pixels = new Uint8ClampedArray(4 * height * width).fill(255);
  planes.forEach((plane, channel) => {
    for (let i = 0; i < plane.length; i++) pixels[4 * i + channel] = plane[i];
  });
  return { height, width, pixels };
}
