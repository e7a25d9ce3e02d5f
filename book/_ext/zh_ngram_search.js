/* 中文搜索在浏览器里的那一半，和zh_ngram_search.py一同使用。Sphinx把它接在searchtools.js之后。 */

const HAN = "\u3400-\u9fff";

// 和Python那边的拆法一致：汉字拆成相邻两字，其余取整词。
function splitQuery(query) {
  const tokens = query.match(new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}_])+`, "gu")) ?? [];
  return tokens.flatMap((token) =>
    new RegExp(`^[${HAN}]{2,}`).test(token)
      ? Array.from(token.slice(1), (_, i) => token.slice(i, i + 2))
      : [token],
  );
}

// 高亮和摘要用的是读者输入的整段话，不是拆开的两字。
function queryPhrases(query) {
  return query.toLowerCase().match(new RegExp(`[${HAN}]+|[^\\s\\u3000-\\u9fff\\uff00-\\uffef]+`, "g")) ?? [];
}

// 名字里只是含有查询词的函数，排在正文之后。
Scorer.objPartialMatch = -1;

// Sphinx丢掉纯数字，「CIFAR-10」就只剩「cifar」；这里全留。
Search._parseQuery = (query) => {
  const terms = new Set(splitQuery(query.toLowerCase()));
  return [query, terms, new Set(), new Set(queryPhrases(query)), terms];
};

// 每个词都要有，词里含有它也算：查「pool」能找到「MaxPool2d」。标题里有的词越多，排得越前；
// 一样多时照书里的次序，docnames就是这个次序。
Search.performTermsSearch = (terms) => {
  const { docnames, filenames, titles, terms: inText, titleterms: inTitles } = Search._index;
  const pagesWith = (index, term) =>
    new Set(Object.keys(index).filter((word) => word.includes(term)).flatMap((word) => index[word]));
  const hits = [...terms].map((term) => ({
    text: pagesWith(inText, term),
    title: pagesWith(inTitles, term),
  }));
  return docnames.flatMap((name, page) => {
    if (!hits.length || !hits.every((hit) => hit.text.has(page) || hit.title.has(page))) return [];
    const share = hits.filter((hit) => hit.title.has(page)).length / hits.length;
    const score = Scorer.term + (Scorer.title - Scorer.term) * share;
    return [[name, titles[page], "", null, score - page / 1000, filenames[page]]];
  });
};

// Sphinx把摘要开在最后一个找到的词那里，所以把整段话放在最后。
Search.makeSearchSummary = ((summarize) => (html, terms, anchor) => {
  const query = new URLSearchParams(window.location.search).get("q") ?? "";
  return summarize(html, [...terms, ...queryPhrases(query)], anchor);
})(Search.makeSearchSummary);
