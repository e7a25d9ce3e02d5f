"""每一题在网页上做一遍：没有写、写错了、写对了。两个文件各做一半。"""

from urllib.parse import urlsplit

from exercise_pages import NUMBERED, Desk, solution, wrong
from playwright.sync_api import expect
from website import Site


class Answers:
    """一道题一页，几个测试轮流用，因为每开一页都要启动一次Python。"""

    def test_the_stub_is_met_kindly(self, numbered: tuple[str, Desk]) -> None:
        _, opened = numbered
        said = opened.press("检查")
        assert "还没有写" in said
        assert "✅" not in said
        for role in ("check", "try"):  # 编辑器的按钮代替了这两格
            cells = opened.page.locator(f".tag_exercise-{role}").all()
            assert [cell.is_hidden() for cell in cells] == [True]

    def test_a_wrong_answer_is_refused(self, numbered: tuple[str, Desk], site: Site) -> None:
        number, opened = numbered
        assert "❌" in opened.answer(wrong(number))
        assert (
            opened.page.locator(".exercise-track .passed[aria-current] > .exercise-mark").count()
            == 0
        )
        links = opened.result.locator("a").evaluate_all("links => links.map((link) => link.href)")
        for link in links:
            assert (site.folder / urlsplit(link).path.lstrip("/")).is_file(), link

    def test_the_solution_passes(self, numbered: tuple[str, Desk]) -> None:
        number, opened = numbered
        assert "✅" in opened.answer(solution(number))
        mark = opened.page.locator(".exercise-track .passed[aria-current] > .exercise-mark")
        expect(mark).to_have_text("✓（已通过）")
        follow = opened.result.get_by_role("link", name="下一题").all()
        later = [page for other, page in NUMBERED.items() if other > number]  # 最后一题没有下一题
        addresses = [link.get_attribute("href").rpartition("/book/")[2] for link in follow]
        assert addresses == [f"{page.removeprefix('book/')}.html" for page in later[:1]]
