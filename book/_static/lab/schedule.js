// 复习的日程：答过的题，过1天、7天、30天各再问一次；答错了，从1天重来。
//
// 一种题一个键，两个标签页谁也不会盖掉谁。日子照本地的日历算，是从1970年起的第几天。

const PREFIX = "tutorial-pool/review/";
export const GAPS = [1, 7, 30];
export const DAILY = 5; // 一天最多问这么多题

export const IDS = (
  "size ceil stride dilation rectangle start partial lowest maximum taps unseen nan index tie overlap " +
  "divisor shift channels adaptive comparisons numeric quiz-1 quiz-4 quiz-5 quiz-6"
).split(" ");

export const today = (now = new Date()) => Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5;

/** 存着的是不是一条好记录：`step`是按时答对了几次，`asked`是最近答的那一天。 */
export const valid = (record) =>
  record?.v === 1 &&
  [0, 1, 2, 3].includes(record.step) &&
  Number.isInteger(record.asked) &&
  record.asked >= 0 &&
  record.asked < 1e6;

/** 一种题的记录；没有，或者坏了，就是null。 */
export function recall(id) {
  try {
    const record = JSON.parse(localStorage.getItem(PREFIX + id));
    if (!valid(record)) return null;
    // 时钟往回拨过：当作今天答的，不然要等很久
    if (record.asked > today()) keep(id, Object.assign(record, { asked: today(), r: 0 }));
    return record;
  } catch {
    return null;
  }
}

/** 记下来。真的存下了才返回true；存不下，这一页里还记得。 */
export function keep(id, record) {
  const text = JSON.stringify(record);
  localStorage.setItem(PREFIX + id, text);
  return poolStorage.localStorage.get(PREFIX + id) === text;
}

export const forget = (id) => localStorage.removeItem(PREFIX + id);

/** 哪一天该复习；记住了的，不再问。 */
export const due = ({ step, asked }) => (step < GAPS.length ? asked + GAPS[step] : Infinity);

/** 答了一题。没到日子就答对的，日程不变。`reviewing`：在复习那一页答的，算在今天的几题里。 */
export function answered(id, right, reviewing = false) {
  const old = recall(id);
  const timely = old && due(old) <= today();
  if (!IDS.includes(id) || (old && right && !timely)) return true;
  return keep(id, { v: 1, step: right && timely ? old.step + 1 : 0, asked: today(), r: +reviewing });
}

/** 今天该复习的：最早到期的在前，一天最多五题。 */
export function dueToday() {
  const known = IDS.map((id) => [id, recall(id)]).filter(([, record]) => record);
  const done = known.filter(([, { asked, r }]) => r && asked === today()).length;
  const waiting = known.filter(([, record]) => due(record) <= today()).sort(([, a], [, b]) => due(a) - due(b));
  return waiting.slice(0, Math.max(0, DAILY - done)).map(([id]) => id);
}
