"""无障碍：axe-core（npm上的那个）在网页里查一遍。它只给检验用，不进网站。"""

from functools import cache

import site_assets
from playwright.sync_api import Page

# 点的地方不到24像素（WCAG 2.2的2.5.8，行里的链接除外），axe默认不查
RUN = """async (within) => {
  const rules = { "target-size": { enabled: true } };
  const { violations } = await axe.run(within, { resultTypes: ["violations"], rules });
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}"""


@cache
def axe() -> str:
    """axe的源代码。"""
    return (site_assets.install() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, within: str = "html") -> list[tuple[str, list[str]]]:
    """`within`这个选择器里，违反了哪些规则，是哪些元素。"""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(axe())
    return page.evaluate(RUN, within)
