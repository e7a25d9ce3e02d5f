"""把量到的速度印成表，说出结论，或者和存下的比；量在`speed.py`里。"""

import json
import statistics
import unicodedata
from collections.abc import Iterable, Iterator

from record import DATA
from speed_engines import COMPILED, ENGINES, MEMCPY, OURS, TORCH
from speed_workloads import OPERATIONS

OUR_TWO = (("向量化版", "ratios"), ("编译的循环", "compiled"))  # 我们的两个，各记在哪一栏


def columns(text: str) -> int:
    """占几列：汉字算两列。"""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def line(cells: Iterable[str], widths: Iterable[int]) -> str:
    return "".join(c + " " * (w - columns(c)) for c, w in zip(cells, widths, strict=True)).rstrip()


def short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def rivals(row: dict, whose: str = "ratios") -> dict[str, float]:
    """对手的用时是我们的几倍；我们是向量化版（ratios），或者编译的循环（compiled）。"""
    ours = (OURS, COMPILED, MEMCPY)
    return {name: ratio[1] for name, ratio in row[whose].items() if name not in ours}


def table(rows: list[dict]) -> Iterator[str]:
    """一行一道题，数是引擎的用时除以我们的；*是最快的对手，×是结果不对、没让它跑的。"""
    found = {name for row in rows for name in {**row["ratios"], **row["excluded"]}}
    names = [name for name in ENGINES if name in found]
    widths = [42, 11, *(max(8, columns(name) + 2) for name in names)]
    yield line(["题目", "本书（µs）", *names], widths)
    for row in rows:
        others, cells = rivals(row), [row["name"], short(row["microseconds"][OURS])]
        for name in names:
            cell = "×" if name in row["excluded"] else "—"
            if name in row["ratios"]:
                fastest = name in others and others[name] == min(others.values())
                cell = short(row["ratios"][name][1]) + "*" * fastest
            cells.append(cell)
        yield line(cells, widths)


def summary(rows: list[dict]) -> Iterator[str]:
    """一种线程数、一种运算的结论。"""
    for title, whose in OUR_TWO:
        if against := [row[whose][TORCH][1] for row in rows if TORCH in row[whose]]:
            yield f"torch用时是{title}的{short(statistics.geometric_mean(against))}倍（几何平均）"
        least = {row["name"]: min(rivals(row, whose).values(), default=None) for row in rows}
        least = {name: ratio for name, ratio in least.items() if ratio}
        if least:
            won = sum(ratio >= 1 for ratio in least.values())
            mean = short(statistics.geometric_mean(least.values()))
            yield f"最快的对手用时是{title}的{mean}倍（几何平均），{len(least)}题里慢{won}题"
            lost = [f"{name}（{short(ratio)}）" for name, ratio in least.items() if ratio < 1]
            yield f"{title}比最快的对手慢的：{'；'.join(lost) or '没有'}"
    for row in rows:
        for title, whose in OUR_TWO:
            if row["key"] in ("vgg", "resnet") and MEMCPY in row[whose]:
                times = short(1 / row[whose][MEMCPY][1])
                yield f"{row['name']}：{title}的用时是抄一遍输入的{times}倍"


def report(measured: dict) -> None:
    groups: dict[tuple, list[dict]] = {}
    for row in measured["results"]:
        groups.setdefault((row["threads"], row["operation"]), []).append(row)
    for (threads, operation), rows in groups.items():
        print(f"\n{OPERATIONS[operation]}，{threads}个线程")
        print(*table(rows), sep="\n")
        print(*summary(rows), sep="\n")
    for row in measured["results"]:
        for name, why in row["excluded"].items():
            print(f"没让{name}跑（{row['threads']}线程，{row['operation']}，{row['key']}）：{why}")
    if "growth" in measured:
        for name in (OURS, COMPILED):
            took = measured["growth"]["microseconds"][name]
            print(f"\n窗口从3到63，{name}的用时是原来的{short(took[-1] / took[0])}倍")
        most = max(measured["memory"], key=lambda row: row["traced"])
        extra = f"{most['traced'] / 2**20:.2f} MiB"
        print(f"除了输出，最多再申请{extra}（{most['engine']}，{most['key']}）")
        print(f"第一次编译，秒：{measured['compiling']}")
        print(f"导入的用时是只导入NumPy的{measured['import']['ratio']}倍")


def check(measured: dict) -> list[str]:
    """比值不到存下的三分之一的；两边都有的引擎才比。"""
    stored = json.loads((DATA / "speed.json").read_text(encoding="utf-8"))
    for title in ("machine", "versions"):
        for name, value in measured[title].items():
            if name in stored.get(title, {}) and stored[title][name] != value:
                print(f"注意，{name}不同：存下的是{stored[title][name]}，现在是{value}")
    identity = ("key", "operation", "threads")
    before = {tuple(row[name] for name in identity): row for row in stored.get("results", [])}
    worse, compared = [], 0
    for row in measured["results"]:
        old = rivals(before.get(tuple(row[name] for name in identity), {"ratios": {}}))
        new = rivals(row)
        both = old.keys() & new.keys()
        for whom, names in ("torch", both & {TORCH}), ("最快的对手", both):
            if names:
                compared += 1
                was, now = (min(side[name] for name in names) for side in (old, new))
                if now < was / 3:  # 短跑的噪声大，放宽些
                    where = f"{row['threads']}线程，{row['operation']}，{row['key']}"
                    worse.append(f"{where}：{whom}的用时原来是我们的{was}倍，现在{now}倍")
    print(f"\n和存下的比了{compared}个数，{len(worse)}个不到原来的三分之一")
    return worse
