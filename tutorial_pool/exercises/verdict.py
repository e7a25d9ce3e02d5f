"""判定：把对答案的结果说给人听、画给人看。"""

from collections.abc import Sequence
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
    return Part(text.replace("**", ""), f"<{tag}>{marked(text)}</{tag}>")


def marked(text: str) -> str:
    """只有代码和重点两种记号的文字，变成HTML。"""
    html = escape(text, quote=False)
    for mark, tag in (("**", "strong"), ("`", "code")):
        pieces = html.split(mark)
        html = pieces[0] + "".join(
            f"<{tag}>{piece}" if i % 2 else f"</{tag}>{piece}"
            for i, piece in enumerate(pieces[1:], start=1)
        )
    return html.replace("\n", "<br>")


def verdict(parts: Sequence[Part], *, passed: bool, misconceptions: Sequence[int] = ()) -> Verdict:
    """几段合成一个判定。"""
    state = "passed" if passed else "failed"
    html = "".join(part.html for part in parts)
    return Verdict(
        passed,
        tuple(misconceptions),
        "\n".join(part.text for part in parts if part.text),
        f'<div class="pool-verdict pool-{state}">{html}</div>',
    )
