// 搜索的引擎：收好索引里的各节，照读者的问法去找。不碰网页，node里也能跑。
//
// 问法分三步。一，把问句拆成几个意思：认得的词组（同义的算一个意思）、其余的汉字两个两个、拉丁词。
// 二，一个词一个词地打分（BM25+，各栏轻重不同）；一个意思有几种说法的，取最像的那一种。
// 三，各个意思的分数加起来，再乘上说到了几成：什么都沾一点的，不如句句说到的。

const HAN = "\u3400-\u9fff";
const RUN = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}_])+`, "gu");
const PART = /\d+d(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[^A-Z\d_]+|\d+/g;
const NUMBER = /^\d+$/;

const FIELDS = { heading: 3, asked: 3, above: 1, title: 1, text: 1, messages: 1 };
const FIELDS_OF_MESSAGE = { heading: 5, asked: 3, above: 0.2, title: 0.2, text: 0.6, messages: 3 };
const ENOUGH = 600;   // 一条报错，看这么多字就够认得它
const SNIPPET = 90;   // 摘要的字数
const LIKE = 0.85;    // 同义的说法，算读者自己的说法的几成
const LONG = 0.3;     // 词组由几个词合成，长的不该样样占先：分数除以词数的这么多次方
const WEAK = 0.4;     // 一个字、带着「和」「有」这些字的两字、「怎么写」这些词，算几成
const FAINT = 0.15;   // 不到最像的几成，就不列出来

// 英文的问句：头上是疑问词，或者在比两样东西；报错的话：有标点，或者说应该怎样、不能怎样
const QUESTION = /^\W*(how|what|why|when|where|which|is|are|do|does|should|can (i|we|you))\b(?!')|\bvs\b/i;
const COMPLAINT = /[:"'[\]<>]|\b(be|is|are|was|has|not|no|but|only|must|cannot|expected|found|invalid|missing|requires?)\b/i;

// 同样像的，讲解在前，练习、API、术语表在后；问的是报错，报错速查最前
const ERRORS = /\/reference\/errors/;
const ERROR_WORD = /报错|出错|错误|error/i;
const WEIGHTS = [
  [/\/exercises\//, 0.85],
  [/\/\d\d-/, 1.15],
  [/\/reference\/api/, 0.7],
  [/\/reference\/(glossary|bibliography)/, 0.6],
];
const weightOf = (url, wrong) =>
  ERRORS.test(url) ? (wrong ? 1.3 : 0.65) : (WEIGHTS.find(([where]) => where.test(url))?.[1] ?? 1);

const isHan = (text) => text >= "\u3400" && text <= "\u9fff\uffff";
const tidy = (text) => text.normalize("NFKC");

// ---- 拆词 ----

/** 英语的复数和ing不算另一个词。 */
function stem(word) {
  if (/^[a-z]{4,}ing$/.test(word)) return word.slice(0, -3);
  return /^[a-z]{3,}[^s\W\d]s$/.test(word) ? word.slice(0, -1) : word;
}

/** 一个拉丁词或标识符：整个（不分大小写和下划线），去掉末尾的2d，和它的各部分。 */
function latinWords(run) {
  const parts = run.match(PART) ?? [];
  const lower = parts.map((part) => stem(part.toLowerCase()));
  const whole = stem(run.replaceAll("_", "").toLowerCase());
  return [...new Set([whole, whole.replace(/\dd$/, ""), ...lower])].filter(Boolean);
}

/** 一串汉字：相邻的两个字一个词；最后一个字自己也是，不然单字查不到它。 */
const pairs = (run) => Array.from(run, (_, index) => run.slice(index, index + 2));

const wordsOf = (text) =>
  (tidy(text).match(RUN) ?? []).flatMap((run) => (isHan(run) ? pairs(run) : latinWords(run)));

/** 只留下字，好看一句话是不是原样在另一句里。 */
const squashed = (text) => (tidy(text).toLowerCase().match(RUN) ?? []).join("");

/** 从标题做节的名字，和terms.py里的一样。 */
const slug = (heading) => heading.toLowerCase().replaceAll(" ", "-").replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, "");

// ---- 把问句拆成几个意思 ----

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** 一句话里的各个词，每个词自己是一个意思。 */
function meanings(text, forgiving) {
  return (text.match(RUN) ?? []).flatMap((run) => {
    if (!isHan(run)) {
      const [whole, ...parts] = latinWords(run);
      // 整个标识符有的话，就不必看它的各部分
      return [{ ways: [[whole], ...(parts.length ? [parts] : [])] }];
    }
    const found = run.length > 1 ? pairs(run).slice(0, -1) : [run];
    return found.map((pair) => ({ ways: [[pair]] }));
  }).filter(({ ways: [[word]] }) => forgiving || !NUMBER.test(word));
}

/** 一种说法要用的词：「max pooling」是max、pool；「步幅」是「步幅」。 */
const way = (phrase) =>
  (tidy(phrase).match(RUN) ?? []).flatMap((run) =>
    isHan(run) ? (run.length > 1 ? pairs(run).slice(0, -1) : [run]) : latinWords(run).slice(0, 1),
  );

class Language {
  constructor({ stop, weak, same }) {
    this.weak = new Set(weak);
    this.same = new Map();   // 小写的说法 → 它那一组的各种说法
    for (const group of same) {
      for (const phrase of group) {
        const key = tidy(phrase).toLowerCase();
        this.same.set(key, [...(this.same.get(key) ?? []), ...group]);
      }
    }
    this.known = this.pattern([...this.same.keys()]);
    this.stop = this.pattern(stop);
  }

  /** 长的词在前，拉丁词要整个。 */
  pattern(phrases) {
    const sources = [...phrases]
      .sort((one, other) => other.length - one.length)
      .map((phrase) => (/^\w/.test(phrase) ? `(?<![\\w])${escaped(phrase)}(?![\\w])` : escaped(phrase)));
    return new RegExp(sources.join("|") || "(?!)", "giu");
  }

  weightOf({ ways: [[word]] }) {
    const faint = this.weak.has(word) || (isHan(word) && word.length === 1);   // 一个字说明不了什么
    return faint || [...word].some((character) => this.weak.has(character)) ? WEAK : 1;
  }

  /** 一句问话里的各个意思。 */
  read(query) {
    const text = tidy(query);
    const found = [];
    const rest = text.replace(this.known, (phrase) => {
      const key = phrase.toLowerCase();
      const ways = [phrase, ...this.same.get(key)].map(way);
      const weight = this.weak.has(key) ? WEAK : 1;
      found.push({ ways: [...new Map(ways.map((words) => [words.join(" "), words])).values()], weight });
      return " ";
    });
    const left = rest.replace(this.stop, " ");
    const others = meanings(left, true).map((meaning) => ({ ...meaning, weight: this.weightOf(meaning) }));
    // 只剩不算数的词时，它们就是要找的
    return found.length || others.length ? [...found, ...others] : meanings(text, true);
  }
}

/** 贴来的是一条报错：带着异常的名字，或者英文的一长句，又不是在问。 */
function isMessage(query) {
  const latin = query.match(/(?<!\w)[A-Za-z_]\w*/g) ?? [];
  const han = query.match(new RegExp(`[${HAN}]`, "g")) ?? [];
  if (han.length * 2 >= latin.length) return false;
  return /\w(Error|Exception|Warning)\b/.test(query) || (latin.length >= 7 && COMPLAINT.test(query) && !QUESTION.test(query));
}

/** 贴来一整段的，从最后那一条报错看起，认不出报错就看末尾；都只看这么长。 */
function lastMessage(query) {
  const names = [...query.matchAll(/\w*(?:Error|Exception|Warning)\s*:/g)];
  return query.slice(names.at(-1)?.index ?? Math.max(0, query.length - ENOUGH)).slice(0, ENOUGH);
}

// ---- 摘要和标记 ----

/** 文字里，这些词各在哪里：[从, 到]，挨着的连成一段。 */
function hits(text, terms) {
  const wanted = new Set(terms);
  const found = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (!isHan(run)) {
      if (latinWords(tidy(run)).some((word) => wanted.has(word))) found.push([index, index + run.length]);
      continue;
    }
    for (let at = 0; at < run.length; at++) {
      if (wanted.has(run[at])) found.push([index + at, index + at + 1]);
      if (at + 1 < run.length && wanted.has(run.slice(at, at + 2))) found.push([index + at, index + at + 2]);
    }
  }
  const merged = [];
  for (const [from, to] of found) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** 把一段文字分成几截，轮流是没有找到的和找到的。 */
function marked(text, terms) {
  const pieces = [];
  let from = 0;
  for (const [start, end] of hits(text, terms)) {
    pieces.push([text.slice(from, start), false], [text.slice(start, end), true]);
    from = end;
  }
  return [...pieces, [text.slice(from), false]].filter(([piece]) => piece);
}

/** 正文里找到的词最多的那一小段。 */
function snippet(section, terms) {
  const text = section.text.replaceAll("\n", " ") || section.messages;
  const found = hits(text, terms);
  let best = 0;
  let most = 0;
  for (const [start] of found) {
    const inside = found.filter(([from, to]) => from >= start && to <= start + SNIPPET);
    const length = inside.reduce((sum, [from, to]) => sum + to - from, 0);
    if (length > most) [best, most] = [start, length];
  }
  const before = text.slice(0, best);
  // 从句子的头上开始；句子太长，就从找到的地方往前一点
  const sentence = Math.max(...["。", "？", "！", "；", " "].map((end) => before.lastIndexOf(end))) + 1;
  const from = best - sentence > SNIPPET / 2 ? best - SNIPPET / 4 : sentence;
  const shown = text.slice(from, from + SNIPPET * 1.4);
  const cut = from + shown.length < text.length ? "…" : "";
  return marked(`${from && from !== sentence ? "…" : ""}${shown}${cut}`, terms);
}

// ---- 索引：每个词在哪几节的哪一栏，出现几次 ----

const [SATURATION, LENGTH, FLOOR] = [1.2, 0.7, 0.5];   // BM25+的k、b、δ

/** 几处里才有的词越少见，越要紧（BM25的那个权）。 */
const rarity = (count, all) => Math.log(1 + (all - count + 0.5) / (count + 0.5));

class Inverted {
  constructor(fields) {
    this.fields = fields;
    this.places = new Map();   // 词 → [节, 栏, 次数, 节, 栏, 次数, ……]
    this.lengths = fields.map(() => []);
    this.totals = fields.map(() => 0);
  }

  add(section) {
    this.fields.forEach((field, column) => {
      const counts = new Map();
      const words = wordsOf(section[field]);
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      for (const [word, count] of counts) {
        const places = this.places.get(word);
        if (places) places.push(section.id, column, count);
        else this.places.set(word, [section.id, column, count]);
      }
      this.lengths[column][section.id] = counts.size;
      this.totals[column] += counts.size;
    });
  }

  /** 一个词在各节的分数，乘上`weight`，记进`scores`：几个相近的词，取最高的那一个。 */
  score(word, boost, weight, scores) {
    const places = this.places.get(word);
    const sections = this.lengths[0].length;
    const having = this.fields.map(() => 0);
    for (let at = 1; at < places.length; at += 3) having[places[at]] += 1;
    const rare = having.map((count) => rarity(count, sections));
    const found = new Map();
    for (let at = 0; at < places.length; at += 3) {
      const [id, column, count] = [places[at], places[at + 1], places[at + 2]];
      const relative = (this.lengths[column][id] * sections) / this.totals[column];
      const often = (count * (SATURATION + 1)) / (count + SATURATION * (1 - LENGTH + LENGTH * relative));
      const score = boost[this.fields[column]] * rare[column] * (FLOOR + often);
      found.set(id, (found.get(id) ?? 0) + score * weight);
    }
    for (const [id, score] of found) scores.set(id, Math.max(scores.get(id) ?? 0, score));
  }

  /** 以它开头的词，和它越像，分量越重：[词, 分量]。 */
  starting(start) {
    const found = [];
    for (const word of this.places.keys()) {
      if (word !== start && word.startsWith(start)) {
        found.push([word, (0.375 * word.length) / (word.length + 0.3 * (word.length - start.length))]);
      }
    }
    return found;
  }

  /** 打错了几个字母的词：[词, 分量]。 */
  similar(typed, share) {
    const most = Math.min(6, Math.round(share * typed.length));
    const found = [];
    for (const word of this.places.keys()) {
      if (isHan(word) || Math.abs(word.length - typed.length) > most) continue;
      const slips = distance(word, typed, most);
      if (slips <= most) found.push([word, (0.45 * word.length) / (word.length + slips)]);
    }
    return found;
  }
}

/** 改几个字母，一个词就变成另一个：添、去、换、相邻的两个对调。超过`most`就不再数。 */
function distance(one, other, most) {
  let [before, above] = [[], Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = one[row - 1] === other[column - 1] ? 0 : 1;
      line[column] = Math.min(line[column - 1] + 1, above[column] + 1, above[column - 1] + changed);
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) line[column] = Math.min(line[column], before[column - 2] + 1);
    }
    if (Math.min(...line) > most) return most + 1;
    [before, above] = [above, line];
  }
  return above[other.length];
}

// ---- 搜索 ----

/** 一句话里的词，有几成在另一句里。 */
function share(text, others) {
  const words = wordsOf(text);
  return words.length ? words.filter((word) => others.has(word)).length / words.length : 0;
}

class Engine {
  constructor(index) {
    this.language = new Language(index.words);
    this.sections = index.pages.flatMap(([url, title, sections]) => {
      let before = "";
      return sections.map(([anchor, heading, parent, text = "", messages = "", asked = ""]) => {
        const above = parent === 0 ? before : parent;   // 0：和前一节一样
        before = above;
        return {
          url, heading, above, text, messages, asked,
          page: title,
          title: anchor === "" ? "" : title,   // 页首那一节的标题就是页的题目，不必算两次
          anchor: anchor === 0 ? slug(heading) : anchor,
          names: [heading, ...asked.split(/[\n，；（）]/)].map(squashed),
        };
      });
    }).map((section, id) => ({ ...section, id }));
    this.index = new Inverted(Object.keys(FIELDS));
  }

  /** 收好各节。一次几十节，中间让一让，读者打字就不会卡住。 */
  static async ready(index) {
    const engine = new Engine(index);
    for (const section of engine.sections) {
      engine.index.add(section);
      if (section.id % 100 === 99) await new Promise((resolve) => setTimeout(resolve));
    }
    return engine;
  }

  /** 一个词在各节的分数。 */
  word(word, options) {
    const key = `${word} ${options.growing} ${options.fuzzy}`;   // 同一个词，几种说法里都有
    if (!this.words.has(key)) this.words.set(key, this.lookUp(word, options));
    return this.words.get(key);
  }

  lookUp(word, { boost, growing, fuzzy, said }) {
    const han = isHan(word);
    const known = this.index.places.has(word);
    const others = [];
    // 单个汉字看它开头的词；正在打的拉丁词也许还没有打完
    if (word.length === 1 ? han : growing && !NUMBER.test(word)) others.push(...this.index.starting(word));
    // 读者写的词书里没有，多半是打错了
    if (fuzzy && !known && !others.length && !han && word.length > 3) others.push(...this.index.similar(word, fuzzy));
    const scores = new Map();
    for (const [found, likeness] of [...(known ? [[word, 1]] : []), ...others]) {
      this.matched.add(found);
      this.index.score(found, boost, likeness, scores);
    }
    // 各栏分开算少见不少见；标题里少见、正文里到处都是的词，不该最要紧
    const common = said ? 1 : Math.sqrt(this.rarity(scores.size) / this.rarity(1));
    const weight = (NUMBER.test(word) ? 0.3 : 1) * common;
    return new Map([...scores].map(([id, score]) => [id, score * weight]));
  }

  /** 一种说法：各个词的分数之和，再乘上有了几成：节 → [分数, 几成]。 */
  phrase(words, options) {
    const found = words.map((word) => this.word(word, options));
    const said = new Map();
    for (const id of new Set(found.flatMap((one) => [...one.keys()]))) {
      const each = found.map((one) => one.get(id)).filter((score) => score !== undefined);
      const part = each.length / words.length;
      said.set(id, [each.reduce((sum, score) => sum + score, 0) * part / words.length ** LONG, part]);
    }
    return said;
  }

  rarity(count) {
    return rarity(count, this.sections.length);
  }

  /** 一个意思：各种说法里最像的那一种，节 → [分数, 几成]。 */
  meaning({ ways: [own, ...others], weight = 1 }, options) {
    const whole = (said) => new Map([...said].filter(([, [, part]]) => part === 1));
    const said = this.phrase(own, options);
    // 读者自己的说法，有几成算几成；别的说法，要整个都有才算
    const alike = others.map((words) => whole(this.phrase(words, { ...options, fuzzy: 0 }))).filter(({ size }) => size);
    // 几种说法合起来才是一个词：少见的说法，不比常见的更要紧
    const rarity = this.rarity(new Set([whole(said), ...alike].flatMap((one) => [...one.keys()])).size);
    const best = new Map();
    for (const [id, [score, part]] of said) best.set(id, [score * weight, part]);
    for (const one of alike) {
      const like = LIKE * weight * Math.min(1, rarity / this.rarity(one.size));
      for (const [id, [score]] of one) {
        const before = best.get(id)?.[0] ?? 0;
        best.set(id, [Math.max(before, score * like), 1]);
      }
    }
    return best;
  }

  /** 找到的各节，最像的在前：[{section, score, terms}]。 */
  search(pasted) {
    const message = isMessage(pasted);
    const query = message || pasted.length > ENOUGH ? lastMessage(pasted) : pasted;
    const boost = message ? FIELDS_OF_MESSAGE : FIELDS;
    const all = message ? meanings(tidy(query), false) : this.language.read(query);
    // 说了几遍的，只算一遍
    const asked = [...new Map(all.map((meaning) => [meaning.ways[0].join(" "), meaning])).values()];
    return this.rank(asked, boost, {
      growing: !message && /[\p{L}\p{N}_]$/u.test(query),
      fuzzy: message ? 0 : 0.25,
      whole: squashed(query),
      wrong: message || ERROR_WORD.test(query),
      said: message ? new Set(wordsOf(query)) : null,
    });
  }

  rank(asked, boost, { growing, fuzzy, whole, wrong, said }) {
    this.matched = new Set();   // 书里找到的词
    this.words = new Map();   // 查过的词
    const total = new Map();
    let full = 0;
    asked.forEach((meaning, index) => {
      const last = growing && index === asked.length - 1;
      const found = this.meaning(meaning, { boost, growing: last, fuzzy, said });
      const best = Math.max(0, ...[...found.values()].map(([score]) => score));
      full += best;
      for (const [id, [score, part]] of found) {
        const [sum, covered] = total.get(id) ?? [0, 0];
        total.set(id, [sum + score, covered + best * part]);
      }
    });
    const terms = [...this.matched];
    const results = [...total].map(([id, [sum, covered]]) => {
      const section = this.sections[id];
      // 标题或者问法里原样有这句话的，排在前面；就是它的，更前
      const entry = ERRORS.test(section.url);
      let named = 1;
      if (whole && !entry) {
        named += Math.max(0, ...section.names.filter((name) => name.includes(whole)).map((name) => whole.length / name.length));
      }
      // 报错速查的标题是报错里不变的那几个字：贴来的话里全有，就是这一条
      if (said && entry) named += 2 * share(section.heading, said) ** 4;
      return { section, terms, score: sum * (covered / full) * weightOf(section.url, wrong) * named };
    });
    results.sort((one, other) => other.score - one.score);
    return results.filter(({ score }) => score > results[0].score * FAINT);
  }

  /** 什么也没有找到时，最相近的几节。 */
  near(query) {
    const asked = (tidy(query).match(RUN) ?? []).flatMap((run) =>
      isHan(run) ? [...run].map((one) => ({ ways: [[one]] })) : [{ ways: [[latinWords(run)[0]]] }],
    );
    return this.rank(asked, FIELDS, { growing: true, fuzzy: 0.5 });
  }
}

export { Engine, hits, marked, snippet };
