"""代码怎样显示：哪些折叠，长行怎样折，强调怎样写。"""

import json
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, expect
from site_code import fold_cells, only_draws, wrap_line
from website import PAGES, Site, reader

CHAPTER = "book/01-max-pooling"


@pytest.mark.parametrize(
    ("code", "folded"),
    [
        ("import numpy as np\nfrom tutorial_pool import draw", True),
        ("draw.window(x, 3)", True),
        ("from tutorial_pool import draw\n\ndraw.window(x, 3)", True),
        ("x = 1\ndraw.window(x, 3)", False),  # x后面还要用
        ("max_pool2d(x, 3)", False),
        ("x.draw(3)", False),
        ("draw", False),
        ("", False),
        ("%matplotlib inline", False),
    ],
)
def test_only_drawing_and_importing_is_folded(code: str, folded: bool) -> None:
    assert only_draws(code) is folded


def test_a_cell_with_tags_stays_as_it_is() -> None:
    cells = [
        {"cell_type": "code", "metadata": {"tags": tags}, "source": ["draw.window(x, 3)"]}
        for tags in ([], ["remove-input"])
    ]
    source = [json.dumps({"cells": cells})]
    app = SimpleNamespace(env=SimpleNamespace(doc2path=lambda name: f"{name}.ipynb"))
    fold_cells(app, "a", source)
    assert [cell["metadata"]["tags"] for cell in json.loads(source[0])["cells"]] == [
        ["hide-input"],
        ["remove-input"],
    ]


def test_a_line_knows_its_indent() -> None:
    assert wrap_line("x = 1\n") == '<span class="line">x = 1\n</span>'
    assert wrap_line('<span class="w">    </span>y\n').startswith('<span class="line in-4">')
    assert wrap_line(f"{' ' * 40}y\n").startswith('<span class="line in-16">')


def test_the_picture_comes_before_its_code(site: Site, browser: Browser) -> None:
    with reader(browser) as context:
        page = context.new_page()
        page.goto(site.url(CHAPTER))
        cell = page.locator(".cell:has(> details.hide):has(figure)").first
        code = cell.locator("details.hide")
        expect(code.locator("pre")).to_be_hidden()
        figure, summary = cell.locator("figure").bounding_box(), code.bounding_box()
        assert figure is not None
        assert summary is not None
        assert figure["y"] + figure["height"] <= summary["y"]
        code.locator("summary").click()
        expect(code.locator("pre")).to_contain_text("draw.")


def test_a_long_line_hangs(site: Site, browser: Browser) -> None:
    """折下来的一行，比它的开头再往右四个字。"""
    with reader(browser, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(site.url(CHAPTER))
        line = page.locator(".cell_input .line", has_text="sum(p.numel()").first
        starts = line.evaluate(
            """(line) => {
              const range = document.createRange();
              range.selectNodeContents(line);
              const rows = new Map();
              for (const { left, top, width } of range.getClientRects())
                if (width) {
                  const row = Math.round(top);
                  rows.set(row, Math.min(left, rows.get(row) ?? left));
                }
              return [...rows].sort(([a], [b]) => a - b).map(([, left]) => left);
            }"""
        )
        assert len(starts) > 1
        assert all(left > starts[0] + 20 for left in starts[1:])


def test_no_chinese_is_slanted(site: Site, browser: Browser) -> None:
    slanted = """() => [...document.querySelectorAll("article *")].filter((one) =>
      getComputedStyle(one).fontStyle === "italic" && /[\\u3400-\\u9fff]/.test(one.textContent)
    ).map((one) => one.outerHTML.slice(0, 80))"""
    with reader(browser, java_script_enabled=True) as context:
        page = context.new_page()
        for name in PAGES:
            page.goto(site.url(name), wait_until="domcontentloaded")
            assert page.evaluate(slanted) == [], name
