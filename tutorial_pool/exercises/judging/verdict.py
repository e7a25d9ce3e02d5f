"""判定：把对答案的结果说给人听、画给人看。"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Verdict:
    """一次检查的结果。

    在笔记本里放在单元格的最后一行，就会显示成带图的样子；`print`它则是一段文字。

    Attributes:
        passed: 通过了。
        misconceptions: 看出来的误解的编号。
        message: 说明，纯文本。

    Examples:
        >>> from tutorial_pool.exercises import check
        >>> def output_size(length, kernel_size, stride=None, padding=0):
        ...     return (length + 2 * padding - kernel_size) // (stride or kernel_size)
        >>> verdict = check("02", output_size)
        >>> verdict.passed, verdict.misconceptions
        (False, (24,))
    """

    passed: bool
    misconceptions: tuple[int, ...]
    message: str
    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Part:
    """判定里的一段：文字和它的HTML。"""

    text: str
    html: str


def words(text: str, tag: str = "p") -> Part:
    """一段话；`反引号`里的是代码，**星号**里的是重点。"""
    plain = "".join(piece if i % 2 else piece.replace("**", "") for i, piece in _pieces(text))
    return Part(plain, f"<{tag}>{marked(text)}</{tag}>")


def code(text: str) -> str:
    """一段代码，放进话里；它自己的反引号换成长得像的，免得弄乱。"""
    return f"`{text.replace('`', 'ˋ')}`"


def marked(text: str) -> str:
    """只有代码和重点两种记号的文字，变成HTML。"""
    html, strong = "", False
    for i, piece in _pieces(text):
        if i % 2:
            html += f"<code>{escape(piece[1:-1], quote=False)}</code>"
            continue
        first, *others = escape(piece, quote=False).split("**")
        html += first
        for other in others:
            strong = not strong
            html += ("<strong>" if strong else "</strong>") + other
    return html.replace("\n", "<br>")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """切成话和代码，一段隔一段；单数的是代码，带着反引号。"""
    return enumerate(re.split("(`[^`]*`)", text))


def put_together(
    parts: Sequence[Part], *, passed: bool, misconceptions: Sequence[int] = ()
) -> Verdict:
    """几段合成一个判定。"""
    state = "passed" if passed else "failed"
    html = "".join(part.html for part in parts)
    return Verdict(
        passed,
        tuple(misconceptions),
        "\n".join(part.text for part in parts if part.text),
        f'<div class="pool-verdict pool-{state}">{html}</div>',
    )
