"""让网站的搜索认得中文。

Sphinx按空格分词，而中文没有空格；靠词典分词又总有不认得的术语。
这里不用词典：一串汉字拆成相邻的两字，「最大池化」就是「最大」「大池」「池化」，
查询也这样拆，每一段都有的页就是结果。拉丁词和标识符整个收录，不分大小写。
浏览器里的那一半在zh_ngram_search.js。
"""

import re
from itertools import pairwise
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage
from sphinx.util.typing import ExtensionMetadata

HAN = "\u3400-\u9fff"
TOKEN = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")


def is_han(text: str) -> bool:
    """这段文字是否以汉字开头。"""
    return re.match(f"[{HAN}]", text) is not None


class NgramSearch(SearchLanguage):
    """不靠词典的中文搜索。"""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

    def init(self, options: dict[str, str]) -> None:
        """记下上一段文字末尾的汉字，用处见split。"""
        self.last = ""

    def split(self, input: str) -> list[str]:
        """把一段文字拆成词：汉字取相邻两字，其余取整词。

        Sphinx在粗体、链接等行内标记处把一句话断成几段，一段一段地交来，
        所以两段交界处的两字也要收。
        """
        tokens = TOKEN.findall(input)
        words = [self.last + input[0]] if self.last and is_han(input[:1]) else []
        for token in tokens:
            words += map("".join, pairwise(token)) if is_han(token[1:]) else [token]
        self.last = input[-1:] if is_han(input[-1:]) else ""
        return words

    def word_filter(self, word: str) -> bool:
        """所有的词都收，单字也收。"""
        return bool(word)


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.add_search_language(NgramSearch)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
