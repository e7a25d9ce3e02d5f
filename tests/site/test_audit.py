"""每一页像第一次来的人那样打开一次，一次全看完：轻，不动，合无障碍的规矩，行不长，代码不用横着滚。

这里只有每次都一样的数；要看快慢的、更多种样子的，由`hatch run audit`量。
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from measures import ALL, FRONT, exercises, faults, unseen_focus, visit
from network import Host, hosted
from playwright.sync_api import Browser
from website import Site

LOOKS = [(360, "light"), (1280, "dark")]  # 另外两种由`hatch run audit`看
SCROLLING = 0.1  # 要横着滚的代码，占全书的


@dataclass(frozen=True)
class Seen:
    """打开一页看到的。"""

    bytes: int
    requests: int
    cls: float
    code: dict[str, Any]
    axe: dict[str, list[Any]]
    line: dict[str, Any]
    unseen_focus: list[str]
    refused: list[str]


def see(browser: Browser, host: Host, name: str) -> Seen:
    """打开一页，先在手机上，后在电脑上。"""
    with visit(browser, host, name) as first:
        page = first.page
        page.evaluate("audit.openAll()")
        code = page.evaluate("audit.code()")
        axe = faults(page, LOOKS)
        line = page.evaluate("audit.longestLine()")
        focus = unseen_focus(page)
        weight, requests = first.bytes, len(first.sent)
        return Seen(weight, requests, first.cls, code, axe, line, focus, first.refused)


@pytest.fixture(scope="module")
def seen(site: Site, browser: Browser) -> Iterator[Callable[[str], Seen]]:
    """一页；同一页只打开一次。"""
    with hosted(site.folder) as host:
        yield cache(lambda name: see(browser, host, name))


@pytest.mark.parametrize("name", ALL)
def test_a_first_visit_is_light(seen: Callable[[str], Seen], name: str) -> None:
    most = 300_000 if name == FRONT else 290_000 if exercises(name) else 450_000
    assert seen(name).bytes <= most
    assert seen(name).requests <= (18 if name == FRONT else 30)


@pytest.mark.parametrize("name", ALL)
def test_nothing_moves_while_loading(seen: Callable[[str], Seen], name: str) -> None:
    assert seen(name).cls <= 0.02


@pytest.mark.parametrize("name", ALL)
def test_everyone_can_use_it(seen: Callable[[str], Seen], name: str) -> None:
    assert seen(name).axe == {f"{width}，{scheme}": [] for width, scheme in LOOKS}


@pytest.mark.parametrize("name", ALL)
def test_focus_is_visible(seen: Callable[[str], Seen], name: str) -> None:
    assert seen(name).unseen_focus == []


@pytest.mark.parametrize("name", ALL)
def test_lines_are_short(seen: Callable[[str], Seen], name: str) -> None:
    assert seen(name).line["characters"] <= 40, seen(name).line


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_refused_by_the_policy(seen: Callable[[str], Seen], name: str) -> None:
    assert seen(name).refused == []


def test_code_seldom_scrolls_on_a_phone(seen: Callable[[str], Seen]) -> None:
    blocks = sum(seen(name).code["all"] for name in ALL)
    scrolling = {name: seen(name).code["scroll"] for name in ALL if seen(name).code["scroll"]}
    assert sum(map(len, scrolling.values())) <= SCROLLING * blocks, scrolling
