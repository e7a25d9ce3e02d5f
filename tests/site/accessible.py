"""无障碍：axe-core（npm上的那个）在网页里查一遍。它只给检验用，不进网站。"""

from functools import cache

import site_assets
from playwright.sync_api import Page

RUN = """async (within) => {
  const { violations } = await axe.run(within);
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}"""


@cache
def axe() -> str:
    """axe的源代码。"""
    return (site_assets.install() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, within: str) -> list[object]:
    """`within`这个选择器里，违反了哪些规则。"""
    page.evaluate(axe())
    return page.evaluate(RUN, within)
