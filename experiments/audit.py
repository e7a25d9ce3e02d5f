"""把做好的网站量一遍：多重，多快，多稳，谁都能用，写进book/data/audit.json。

    hatch run audit                       # _build/html，先用hatch run book --build-only做好
    hatch run audit 别的文件夹
    hatch run audit --only '01|05-pad'    # 只量几页（名字的正则），只印不写
    hatch run audit --rounds 1            # 慢的网络只走一遍；平时三遍，取中位数

每一页：像第一次来的人那样打开（390像素宽，1.6 Mbit/s，来回150毫秒，主线程慢4倍，用gzip压），
不动它，记下取了多少、多久画出最大的一块（LCP）、移动了多少（CLS）；再用不慢的打开一次，折着的都打开，
查无障碍（axe，亮暗各两种宽度）、代码、行宽、焦点、打印。量法在`tests/site/measures.py`，测试用的也是它。
量的时候别让机器做别的事，不然LCP和第一次检查会慢。
"""

import argparse
import datetime
import json
import os
import platform
import re
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from record import record

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "book"), str(ROOT / "book" / "_ext"), str(ROOT / "tests" / "site")]

from first_check import PAGE, check  # noqa: E402
from measures import (  # noqa: E402
    ALL,
    FRONT,
    LOOKS,
    chapters,
    clipped_on_paper,
    exercises,
    faults,
    look,
    unseen_focus,
    visit,
)
from network import Host, hosted  # noqa: E402
from site_assets import install  # noqa: E402
from valid import wrong  # noqa: E402
from website import Site, launch  # noqa: E402

# ———— 量 ————


def first_visits(browser: Browser, host: Host, name: str, rounds: int) -> dict[str, Any]:
    """慢的网络上，第一次来几遍。"""
    seen = []
    for _ in range(rounds):
        with visit(browser, host, name, slow=True) as first:
            seen.append(first)
    return {
        "bytes": seen[0].bytes,
        "requests": len(seen[0].sent),
        "lcp": round(statistics.median(first.lcp for first in seen) / 1000, 2),
        "cls": round(max(first.cls for first in seen), 4),
    }


def inspect(browser: Browser, host: Host, name: str) -> dict[str, Any]:
    """打开一次，全都看一遍。"""
    with visit(browser, host, name) as first:
        page = first.page
        page.evaluate("audit.openAll()")
        found = {"code": page.evaluate("audit.code()"), "axe": faults(page, LOOKS)}
        look(page, 1280, "light")
        found |= {"line": page.evaluate("audit.longestLine()"), "unseen_focus": unseen_focus(page)}
        found |= {"clipped": clipped_on_paper(page), "refused": first.refused}
        return found | {"messages": first.messages, "foreign": first.foreign}


def measure(browser: Browser, host: Host, site: Site, name: str, rounds: int) -> dict[str, Any]:
    """一页。"""
    measured = first_visits(browser, host, name, rounds) | inspect(browser, host, name)
    if name == PAGE:
        with visit(browser, host, name, slow=True) as first:
            measured["first_check"] = round(check(first.page), 1)
    measured["small_targets"] = [
        element
        for seen in measured["axe"].values()
        for rule, elements in seen
        if rule == "target-size"
        for element in elements
    ]
    return measured | {
        "invalid": wrong([site.file(name)]),
        "inline": site.inline(name),
        "broken_links": site.broken_links(name),
    }


# ———— 要达到的 ————

Pages = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Goal:
    """一个要达到的数：改版以前是多少，最多是多少，现在怎样从各页算出来。"""

    what: str
    before: str
    most: float
    unit: str
    now: Callable[[Pages], float | None]


def largest(key: str, names: Callable[[str], bool] = lambda _: True, per: float = 1) -> Any:
    """这些页里最大的。"""
    return lambda pages: max(
        (page[key] / per for name, page in pages.items() if names(name) and key in page),
        default=None,
    )


def total(key: str) -> Any:
    """各页一共有几个。"""
    return lambda pages: sum(len(page[key]) for page in pages.values())


def axe_nodes(pages: Pages) -> int:
    """axe一共说了几个元素。"""
    looks = [seen for page in pages.values() for seen in page["axe"].values()]
    return sum(len(elements) for seen in looks for _, elements in seen)


def scrolling(pages: Pages) -> float:
    """要横着滚的代码，占百分之几。"""
    scroll = sum(len(page["code"]["scroll"]) for page in pages.values())
    return 100 * scroll / max(1, sum(page["code"]["all"] for page in pages.values()))


GOALS = [
    Goal("首页，动手以前", "784", 300, "kB", largest("bytes", FRONT.__eq__, 1000)),
    Goal("首页，动手以前", "28", 18, "个请求", largest("requests", FRONT.__eq__)),
    Goal("章，最重的", "862", 450, "kB", largest("bytes", chapters, 1000)),
    Goal("练习页，打字以前，最重的", "510", 290, "kB", largest("bytes", exercises, 1000)),
    Goal("练习页，第一次检查", "35", 20, "秒", largest("first_check")),
    Goal("LCP，最慢的一页", "2.7", 1.8, "秒", largest("lcp")),
    Goal("CLS，最大的一页", "0.213", 0.02, "", largest("cls")),
    Goal("axe，每页两种颜色两种宽度", "每页2–107", 0, "个", axe_nodes),
    Goal("不合规矩的HTML", "137", 0, "处", total("invalid")),
    Goal(
        "一行最多几个字",
        "49",
        40,
        "个",
        lambda pages: max(page["line"]["characters"] for page in pages.values()),
    ),
    Goal("390像素宽时横着滚的代码", "69", 10, "%", scrolling),
    Goal("A4上裁掉的", "109", 0, "块", total("clipped")),
    Goal("内容安全策略拦下的", "—", 0, "次", total("refused")),
    Goal("网页里的脚本、样式、on…", "—", 0, "处", total("inline")),
    Goal("不到24像素的按钮和链接", "—", 0, "个", total("small_targets")),
    Goal("按Tab到了看不出的", "—", 0, "个", total("unseen_focus")),
    Goal("向别的网站的请求", "0", 0, "个", total("foreign")),
    Goal("控制台里的错误和警告", "0", 0, "条", total("messages")),
    Goal("断了的链接", "0", 0, "个", total("broken_links")),
]


def shown(number: float) -> str:
    """写短一些的数。"""
    return f"{number:.3g}" if number < 100 else f"{number:.0f}"


def summary(pages: Pages) -> list[dict[str, Any]]:
    """各项：以前、目标、现在，达到没有。"""
    rows = []
    for goal in GOALS:
        now = goal.now(pages)
        if now is not None:
            row = {"what": goal.what, "before": goal.before, "goal": goal.most, "unit": goal.unit}
            rows.append(row | {"now": round(now, 3), "reached": now <= goal.most})
    return rows


def table(rows: list[dict[str, Any]]) -> str:
    """印出来的表。"""
    lines = ["| | 以前 | 目标 | 现在 | |", "|---|---|---|---|---|"]
    for row in rows:
        goal = f"≤{row['goal']}" if row["goal"] else "0"
        verdict = "达到" if row["reached"] else "没有"
        unit = f" {row['unit']}".rstrip()
        lines.append(
            f"| {row['what']} | {row['before']} | {goal} | {shown(row['now'])}{unit} | {verdict} |"
        )
    return "\n".join(lines)


def package(name: str) -> dict[str, Any]:
    """装着的npm包怎样说自己。"""
    return json.loads((install() / name / "package.json").read_text(encoding="utf-8"))


# ———— 印一页，写下来 ————


def tell(name: str, page: dict[str, Any]) -> None:
    """一页的数，和找到的毛病。"""
    print(
        f"{name}：{page['bytes'] / 1000:.0f} kB，{page['requests']}个请求，LCP {page['lcp']}秒，"
        f"CLS {page['cls']}，一行{page['line']['characters']:.1f}个字，"
        f"横着滚的代码{len(page['code']['scroll'])}/{page['code']['all']}",
        flush=True,
    )
    for where, seen in page["axe"].items():
        for rule, elements in seen:
            print(f"  axe（{where}）{rule}：{len(elements)}个，{elements[0][:120]}")
    for key in ("invalid", "clipped", "inline", "unseen_focus", "refused", "foreign", "messages"):
        for one in page[key]:
            print(f"  {key}：{one}"[:200])
    for href in page["broken_links"]:
        print(f"  断了的链接：{href}")


def main() -> None:
    """量一遍，打印，写下。"""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "_build" / "html")
    parser.add_argument("--only", default="", metavar="正则", help="只量名字里有它的页，只印不写")
    parser.add_argument("--rounds", type=int, default=3, help="慢的网络走几遍（默认3）")
    chosen = parser.parse_args()
    if not (chosen.site / "search.html").is_file():
        parser.error(f"{chosen.site}里没有网站，先用hatch run book --build-only做好")
    names = [name for name in ALL if re.search(chosen.only, name)]
    site = Site(chosen.site, "")
    pages: Pages = {}
    with sync_playwright() as playwright, hosted(chosen.site) as host:
        browser = launch(playwright)
        assert browser is not None, "找不到Chromium、Chrome或Edge"
        for number, name in enumerate(names, 1):
            pages[name] = measure(browser, host, site, name, chosen.rounds)
            print(f"{number}/{len(names)} ", end="")
            tell(name, pages[name])
        chromium = browser.version
        browser.close()
    rows = summary(pages)
    print(table(rows))
    if chosen.only:
        return
    tools = {name: package(name)["version"] for name in ("axe-core", "html-validate")}
    record(
        "audit",
        {
            "date": f"{datetime.date.today()}",
            "machine": f"{platform.machine()}，{platform.system()}，{os.cpu_count()}核",
            "versions": {"chromium": chromium, "playwright": version("playwright")} | tools,
            "rounds": chosen.rounds,
            "summary": rows,
            "pages": pages,
        },
    )


if __name__ == "__main__":
    main()
