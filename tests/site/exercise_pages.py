"""练习页的测试共用的东西：打开着的一页练习，每一题对的和错的答案。"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from attempts import WRONG
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect
from website import PAGES, Site

from tutorial_pool.exercises.content.track import TRACK, find

NUMBERED = {found[1]: page for page in PAGES if (found := re.search(r"/exercises/(\d\d)-", page))}
INDEX = "book/exercises/index"
QUIZ = "book/exercises/quiz"
LIVE = [exercise.number for exercise in TRACK if not exercise.needs_numpy]
NUMPY = [exercise.number for exercise in TRACK if exercise.needs_numpy]
ENDLESS = "sum(iter(int, 1))\n"  # Python自己停不下来；别的死循环它五秒就停，机器忙时来不及按“停止”


def solution(number: str) -> str:
    """第几题的参考答案。"""
    return find(number).solution


def wrong(number: str) -> str:
    """第几题的一个错误的答案。"""
    return next(attempt.source for attempt in WRONG if attempt.exercise.number == number)


@dataclass
class Desk:
    """打开着的一页练习，和它发出的请求。"""

    page: Page
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.context.on("request", lambda request: self.requests.append(request.url))

    @property
    def code(self) -> str:
        """编辑器里的代码。"""
        self.reach()
        return "\n".join(self.page.locator(".cm-line").all_inner_texts()).replace("\n\n\n", "\n\n")

    @property
    def result(self) -> Locator:
        """显示结果的地方。"""
        return self.page.locator(".exercise-result")

    def button(self, name: str) -> Locator:
        """按钮。"""
        return self.page.get_by_role("button", name=name, exact=True)

    def reach(self) -> None:
        """走到编辑器，等它来：快要看见时才取。"""
        self.page.locator(".exercise-editor").scroll_into_view_if_needed()
        self.page.locator(".cm-content").wait_for()

    def write(self, source: str) -> None:
        """全选，再输入，像读者那样。"""
        self.reach()
        self.page.locator(".cm-content").focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)

    def press(self, name: str) -> str:
        """按下按钮，等到有了结果。"""
        self.button(name).click()
        return self.settled()

    def settled(self) -> str:
        """等到有了结果。"""
        expect(self.result).to_have_attribute("aria-busy", "false")
        return self.result.inner_text()

    def answer(self, source: str, name: str = "检查") -> str:
        """写好，按下按钮，等到有了结果。"""
        self.write(source)
        return self.press(name)

    def forget(self, number: str) -> None:
        """回到没有做过的样子：没有通过，也没有写。"""
        self.page.evaluate(
            """key => {
              localStorage.removeItem(key);
              dispatchEvent(new Event("pageshow"));
            }""",
            f"tutorial-pool/passed/{number}",
        )
        answer_dialogs(self.page, lambda dialog: dialog.accept())
        self.button("复原").click()

    def downloads(self) -> list[str]:
        """为Python取过的文件。"""
        return [url for url in self.requests if "pyodide/" in url]


@contextmanager
def desk(context: BrowserContext, site: Site, number: str) -> Iterator[Desk]:
    """打开第几题。"""
    opened = Desk(context.new_page())
    # 脚本这时都运行过了；图片之类不必等
    opened.page.goto(site.url(NUMBERED[number]), wait_until="domcontentloaded")
    yield opened
    opened.page.close()


def answer_dialogs(page: Page, answer: Callable[[Dialog], None]) -> None:
    """下一次问的时候，这样回答。"""
    page.once("dialog", answer)
