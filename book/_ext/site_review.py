"""复习的那一页要的话：误解叫什么、为什么不对，小测里没有数可换的题。

题的数在浏览器里现出（_static/lab/questions.js），话只在Python里写一处，做网站时写进那一页。
"""

import json
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from tutorial_pool.exercises.content.questions import QUESTIONS
from tutorial_pool.exercises.misconceptions.table import MISCONCEPTIONS

PAGE = "book/review"


def said() -> dict[str, Any]:
    """写进网页的话。"""
    fixed = [question for question in QUESTIONS if question.review.startswith("quiz-")]
    return {
        "misconceptions": {one.number: [one.name, one.truth] for one in MISCONCEPTIONS},
        "quiz": {
            question.review: {"belief": question.belief, "html": question._repr_html_()}
            for question in fixed
        },
    }


def add_words(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """只有那一页才有。"""
    if app.builder.format == "html" and pagename == PAGE:
        text = json.dumps(said(), ensure_ascii=False).replace("<", "\\u003c")
        app.add_js_file(None, body=text, type="application/json", id="pool-review-data")


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("html-page-context", add_words)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
