"""池化实验台这一页：从网页上读回来的数、窗口、算式、梯度、代码，和循环版的一样。"""

import contextlib
import io
import math
import re
from itertools import product
from typing import Any

import numpy as np
import pytest
from lab_states import (
    USUAL,
    Shown,
    evaluate,
    from_hash,
    read,
    rounded,
    same,
    shown,
    to_hash,
)
from playwright.sync_api import Browser
from website import Site, reader

from tutorial_pool.geometry import Adaptive, Regular

LAPTOP = {"width": 1280, "height": 800}

# 按地址打开，读网页上的一切；再走到输入的一格，读哪些输出看到它
OPEN = """async ([hash, input]) => {
  const loaded = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
  location.hash = hash;
  await loaded;
  const lab = document.querySelector(".pool-lab");
  const text = (selector) => [...lab.querySelectorAll(selector)].map((each) => each.textContent);
  const place = (cell) => cell.dataset.place.split(",").map(Number);
  const grids = {}, marks = {};
  for (const table of lab.querySelectorAll("table[data-grid]")) {
    const { grid } = table.dataset;
    const rows = [...table.rows].map((row) => [...row.querySelectorAll("td[data-r]")]);
    grids[grid] = rows.filter((row) => row.length).map((row) => row.map((td) => td.textContent));
    marks[grid] = {};
    for (const cell of table.querySelectorAll("td[data-place]")) {
      for (const mark of cell.classList) {
        (marks[grid][mark] ??= []).push(place(cell));
      }
    }
  }
  const frames = [...lab.querySelectorAll(".lab-frames rect")].map((rect) => [
    rect.getAttribute("class"),
    ...["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name))),
  ]);
  const read = {
    grids, marks, frames,
    message: text(".lab-message")[0],
    result: text(".lab-result")[0],
    lines: text(".lab-formula p"),
    code: { torch: text("pre")[0], tutorial_pool: text("pre")[1] },
    hash: location.hash,
  };
  lab.querySelector(`[data-grid="x"] [data-place="${input}"]`).focus();
  const sees = [...lab.querySelectorAll("td.sees")].map(place);
  read.input = { sees, result: text(".lab-result")[0], lines: text(".lab-formula p") };
  document.activeElement.blur();
  return read;
}"""

Read = dict[str, Any]


@pytest.fixture(scope="module")
def pages(site: Site, browser: Browser) -> list[tuple[Shown, Read]]:
    """二百一十个状态，和网页上的样子。"""
    with reader(browser, viewport=LAPTOP) as context:
        page = context.new_page()
        page.goto(site.url("book/lab"))
        page.locator(".lab-code summary").click()
        page.locator("pre[data-library=torch]", has_text="import").wait_for()
        return [
            (one, page.evaluate(OPEN, [to_hash(one.state), ",".join(map(str, one.from_input))]))
            for one in shown(seed=3, each=35)
        ]


def places(page: Read, grid: str, mark: str) -> set[tuple[int, ...]]:
    """有这种记号的格子。"""
    return {tuple(place) for place in page["marks"][grid].get(mark, [])}


def agrees(grid: list[list[str]], rows: list[list[float]]) -> bool:
    """网页上的一个矩阵，是不是这些数。"""
    if [len(row) for row in grid] != [len(row) for row in rows]:
        return False
    pairs = zip(sum(grid, []), sum(rows, []), strict=True)  # noqa: RUF017
    return all(same(text, value) for text, value in pairs)


def test_the_numbers(pages: list[tuple[Shown, Read]]) -> None:
    for one, page in pages:
        assert page["message"] == "", one.state
        wanted = {"x": one.case["x"], "output": one.case["output"]}
        if one.state["operation"] == "max_unpool2d":
            wanted["indices"] = one.case["args"]["indices"]
        if one.backward:
            del wanted["output"]
            wanted |= {name: one.case[name] for name in ("grad_output", "gradient")}
        assert page["grids"].keys() == wanted.keys()
        for name, rows in wanted.items():
            assert agrees(page["grids"][name], rows), (name, one.state)


def regular_or_adaptive(pages: list[tuple[Shown, Read]]) -> list[tuple[Shown, Read]]:
    """有窗口的。"""
    return [(one, page) for one, page in pages if one.state["operation"] != "max_unpool2d"]


def test_the_window(pages: list[tuple[Shown, Read]]) -> None:
    for one, page in regular_or_adaptive(pages):
        shape = len(one.case["x"]), len(one.case["x"][0])
        everywhere = set(product(*map(range, shape)))
        covered = [{position for window in axis for position in window} for axis in one.axes]
        assert places(page, "x", "seen") == set(one.seen), one.state
        assert places(page, "x", "unseen") == everywhere - set(product(*covered)), one.state
        padded = any(getattr(axis, "padding", 0) for axis in one.axes)
        assert places(page, "x", "tap") == set(one.taps if padded else one.seen), one.state
        winners = (
            {divmod(one.case["indices"][one.at[0]][one.at[1]], shape[1])}
            if one.case.get("indices")
            else set()
        )
        assert places(page, "x", "winner") == (winners if one.seen else set()), one.state


def test_the_padding(pages: list[tuple[Shown, Read]]) -> None:
    for one, page in regular_or_adaptive(pages):
        padding = [getattr(axis, "padding", 0) for axis in one.axes]
        inside = product(
            *(range(-p, axis.length + p) for p, axis in zip(padding, one.axes, strict=True))
        )
        cells = product(*(range(axis.length) for axis in one.axes))
        assert places(page, "x", "padded") == set(inside) - set(cells), one.state
        limits = [axis.length + p for p, axis in zip(padding, one.axes, strict=True)]
        for place in places(page, "x", "beyond"):
            assert any(at >= limit for at, limit in zip(place, limits, strict=True)), one.state


def test_the_frames(pages: list[tuple[Shown, Read]]) -> None:
    """窗口的框；最后一窗规则去掉的，是虚线框。"""
    ghosts = 0
    for one, page in regular_or_adaptive(pages):
        described = one.case["axes"]
        start = [axis["starts"][i] for axis, i in zip(described, one.at, strict=True)]
        span = [
            getattr(axis, "span", len(axis[i])) for axis, i in zip(one.axes, one.at, strict=True)
        ]
        frame = ["window", start[1] + 0.04, start[0] + 0.04, span[1] - 0.08, span[0] - 0.08]
        wanted = [frame]
        for i, axis in enumerate(described):
            if axis["dropped"] is not None:
                ghosts += 1
                corner = [*start]
                corner[i] = axis["dropped"]
                wanted.append(["ghost", corner[1] + 0.04, corner[0] + 0.04, *frame[3:]])
        found = sorted(page["frames"])
        assert [kind for kind, *_ in found] == [kind for kind, *_ in sorted(wanted)], one.state
        np.testing.assert_allclose(
            [n for _, *n in found], [n for _, *n in sorted(wanted)], atol=1e-9
        )
    assert ghosts >= 10


def test_the_formula(pages: list[tuple[Shown, Read]]) -> None:
    """算式里的数就是窗口里的数；照它算，得输出。"""
    for one, page in regular_or_adaptive(pages):
        i, j = one.at
        line = page["lines"][0]
        value = one.case["output"][i][j]
        found = re.fullmatch(r"输出\((\d+), (\d+)\) = (.*) = ([^ ，（]*)(，索引.*|（.*）)?", line)
        assert found, (line, one.state)
        assert (int(found[1]), int(found[2])) == one.at
        assert same(found[4], value), (line, one.state)
        np.testing.assert_allclose(
            evaluate(found[3]), rounded(value), rtol=1e-4, atol=1e-12, err_msg=f"{line} {one.state}"
        )
        x = one.case["x"]
        values = [x[r][c] for r, c in one.seen]
        if "indices" in one.case:
            index, rest = re.fullmatch(r"，索引(\d+) = (.*)", found[5]).groups()
            assert int(index) == one.case["indices"][i][j] == evaluate(rest), one.state
            inside = dict(zip(one.seen, values, strict=True))
            values = [
                inside.get(tap, -np.inf)
                for tap in (one.taps if "padding" in one.state else one.seen)
            ]
        numbers = found[3]
        if "divisors" in one.case:
            numbers, _, divisor = found[3].rpartition(" ÷ ")
            assert read(divisor) == rounded(one.case["divisors"][i][j]), (line, one.state)
            assert (found[5] or "") == why_divisor(one), (line, one.state)
        if one.state["operation"] != "lp_pool2d":
            texts = re.findall(r"(?:(?<![\d)] )−)?(?:\d[\d.]*(?:e[-+]\d+)?|∞|NaN)", numbers)
            assert len(texts) == len(values), (line, one.state)
            assert all(same(a, b) for a, b in zip(texts, values, strict=True)), (line, one.state)


def why_divisor(one: Shown) -> str:
    """为什么除以这个数。"""
    if one.state["operation"] != "avg_pool2d":
        return ""
    if one.state.get("divisor_override") is not None:
        return "（divisor_override说除以它）"
    whole, padded, real = (
        math.prod(axis.kernel_size for axis in one.axes),
        len(one.taps),
        len(one.seen),
    )
    divided = one.case["divisors"][one.at[0]][one.at[1]]
    if divided == whole:
        return f"（只有{real}个元素，填充也算，除以{whole}）" if real < whole else ""
    counted = one.state.get("count_include_pad", True)
    reasons = ["填充不算"] * (not counted and real < padded) + ["越过填充的部分不算"] * (
        padded < whole
    )
    return f"（除以{divided}，不是{whole}：{'，'.join(reasons)}）"


def test_the_sentence(pages: list[tuple[Shown, Read]]) -> None:
    for one, page in regular_or_adaptive(pages):
        if one.backward:
            continue
        i, j = one.at
        value, said = one.case["output"][i][j], page["result"]
        assert said.startswith(f"输出({i}, {j})：看到{len(one.seen)}个元素，"), one.state
        if "divisors" in one.case:
            assert same(re.search("除以([^，]*)，", said)[1], one.case["divisors"][i][j]), one.state
        if "indices" in one.case and one.seen:
            r, c = divmod(one.case["indices"][i][j], len(one.case["x"][0]))
            assert f"在第{r}行第{c}列" in said, one.state
            ties = sum(one.case["x"][r][c] == value for r, c in one.seen)
            assert ("一样大" in said) == (ties > 1), (said, one.state)
            assert ties < 2 or f"有{ties}个一样大" in said, (said, one.state)
            assert ("NaN" in said) == np.isnan(value), one.state


def test_the_sizes(pages: list[tuple[Shown, Read]]) -> None:
    """输出大小的每一步，等号两边相等，不等号也对；最后得到的就是输出的大小。"""
    for one, page in pages:
        lines = [line for line in page["lines"] if re.match("(高|宽|高和宽)：", line)]
        assert lines, one.state
        for line in lines:
            _, _, steps = line.partition("：")
            for part in re.split("[：，]", steps):
                terms = re.split(
                    r" ([=<≥]) ", re.sub(r"^第\d+个窗口从|^到|之前$|^最后一窗", "", part)
                )
                for left, sign, right in zip(terms[::2], terms[1::2], terms[2::2], strict=False):
                    a, b = evaluate(left), evaluate(right)
                    assert {"=": a == b, "<": a < b, "≥": a >= b}[sign], (line, one.state)
        for name, size in zip(
            "高宽", (len(one.case["output"]), len(one.case["output"][0])), strict=True
        ):
            said = [line for line in lines if name in line.partition("：")[0]]
            if one.state["operation"] == "max_unpool2d":
                assert int(re.findall(r"\d+", said[0])[-1]) == size, (said, one.state)
                continue
            axis = one.axes["高宽".index(name)]
            if isinstance(axis, Adaptive) or one.state["operation"].startswith("adaptive"):
                window = axis[one.at["高宽".index(name)]]
                assert re.findall(r"= (\d+)", said[0]) == [str(window.start), str(window.stop)], (
                    said,
                    one.state,
                )
                continue
            assert isinstance(axis, Regular)
            dropped = one.case["axes"]["高宽".index(name)]["dropped"] is not None
            assert int(said[0].rpartition("= ")[2]) == size + dropped, (said, one.state)
            assert len(said) == 1 + axis.ceil_mode
            assert not axis.ceil_mode or said[1].endswith(
                f"去掉，剩{size}个" if dropped else "，留下"
            ), (said, one.state)


def test_from_an_input(pages: list[tuple[Shown, Read]]) -> None:
    """走到输入的一格，标出的是看到它的全部输出。"""
    unseen = 0
    for one, page in pages:
        r, c = one.from_input
        sees = {tuple(place) for place in page["input"]["sees"]}
        if one.state["operation"] == "max_unpool2d":
            wanted = {divmod(one.case["args"]["indices"][r][c], len(one.case["output"][0]))}
        else:
            rows, columns = one.axes
            wanted = {
                (i, j)
                for i, j in product(range(len(rows)), range(len(columns)))
                if r in rows[i] and c in columns[j]
            }
        assert sees == wanted, one.state
        said = page["input"]["result"]
        assert said.startswith(f"x的第{r}行第{c}列是"), one.state
        assert same(said.partition("是")[2].partition("：")[0], one.case["x"][r][c]), one.state
        unseen += not wanted
        assert ("不在任何窗口里" in said) == (not wanted), one.state
        assert set(re.findall(r"\(\d+, \d+\)", said)) == {f"({i}, {j})" for i, j in wanted}, (
            one.state
        )
    assert unseen >= 10


def test_the_gradient(pages: list[tuple[Shown, Read]]) -> None:
    """一个输出的上游梯度去了哪里；一个元素的梯度从哪里来，加起来对不对。"""
    checked = 0
    for one, page in pages:
        if not one.backward:
            continue
        checked += 1
        i, j = one.at
        upstream = one.case["grad_output"][i][j]
        assert page["result"].startswith(f"上游梯度({i}, {j})是"), one.state
        assert same(re.match(r".*?是([^：]*)：", page["result"])[1], upstream), one.state
        marked = places(page, "gradient", "seen")
        if one.state["operation"] == "max_unpool2d":
            flat = i * len(one.case["output"][0]) + j
            rows = enumerate(one.case["args"]["indices"])
            takers = {(r, c) for r, row in rows for c, index in enumerate(row) if index == flat}
            assert marked <= takers, one.state  # 上游梯度不只送到这里，为0的不标
            assert places(page, "x", "seen") == takers, one.state
        elif "indices" in one.case:
            winner = divmod(one.case["indices"][i][j], len(one.case["x"][0]))
            assert marked == ({winner} if upstream else set()), one.state
            assert page["result"].endswith(f"全部送给第{winner[0]}行第{winner[1]}列"), one.state
        elif "divisors" in one.case:
            assert marked == (set(one.seen) if upstream else set()), one.state
            count, share = re.search("分给(.*)个元素，各(.*)", page["result"]).groups()
            assert int(count) == len(one.seen)
            assert same(share, upstream / one.case["divisors"][i][j]), one.state
        r, c = one.from_input
        line = page["input"]["lines"][0]
        start, *parts, total = line.split(" = ")
        assert start == f"x的第{r}行第{c}列的梯度"
        assert same(total, one.case["gradient"][r][c]), (line, one.state)
        for part in parts:
            if "上游" not in part:  # 各份都舍入过
                wanted = one.case["gradient"][r][c]
                np.testing.assert_allclose(
                    evaluate(part), wanted, rtol=1e-3, atol=1e-3, err_msg=line
                )
    assert checked >= 100


@pytest.mark.parametrize("library", ["torch", "tutorial_pool"])
def test_the_code_to_copy(pages: list[tuple[Shown, Read]], library: str) -> None:
    """给人拿去用的代码，运行起来得到网页上的数。"""
    for one, page in pages:
        names: dict[str, Any] = {}
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(page["code"][library], names)
        if one.backward:
            result, wanted = names["x"].grad if library == "torch" else names["grad"], "gradient"
        else:
            result, wanted = names["y"].detach() if library == "torch" else names["y"], "output"
        assert str(result[0]) in printed.getvalue(), one.state
        exact = plain(result[0].tolist()) == plain(one.case[wanted])
        if "max" in one.state["operation"]:
            assert exact, one.state
        np.testing.assert_allclose(result[0], one.case[wanted], rtol=1e-12, atol=1e-12)
        if "indices" in one.case and not one.backward:
            np.testing.assert_array_equal(names["indices"][0], one.case["indices"])
            assert str(names["indices"][0]) in printed.getvalue()


def test_the_address(pages: list[tuple[Shown, Read]]) -> None:
    """地址里写着的，就是这个状态：不多，也不少。"""
    for one, page in pages:
        assert plain(USUAL | from_hash(page["hash"])) == plain(USUAL | one.state), one.state


def plain(value: Any) -> Any:
    """整数和小数不分，NaN和NaN相等。"""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return repr(float(value)) if type(value) in (int, float) else value
