"""池化实验台的算术：真的浏览器里，core.js算的和循环版、和torch一样；种下的错都查得出。"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from cases import assert_close, assert_same
from lab_cases import REFUSALS, Case, array, as_json, cases, indexed
from lab_faults import FAULTS
from playwright.sync_api import Browser, Page, Route
from website import Site, reader

HERE = Path(__file__).parent
CORE = (HERE.parents[1] / "book" / "_static" / "lab" / "core.js").read_text(encoding="utf-8")
NAMES = list(FAULTS)

LOAD = """async () => {
  const { check, read } = await import("/_static/lab/proof.js");
  const text = await (await fetch("/_static/lab/cases.json")).text();
  Object.assign(globalThis, { check, cases: read(text) });
}"""

# 前十处不同；`broken`为假时，不算core.js自己停下来的
CHECK = """async ([name, broken]) => {
  const core = await import(`/_static/lab/${name}.js`);
  const found = [];
  for (const [i, what] of check(core, cases)) {
    if (broken || !what.startsWith("坏了")) found.push([i, what]);
    if (found.length === 10) break;
  }
  return found;
}"""

# 输出的形状；不收，就是怪哪个参数
SHAPE = """async ([operation, x, args]) => {
  const { forward, Refusal } = await import("/_static/lab/core.js");
  try {
    const { output } = forward(operation, x, args);
    return [output.length, output[0].length];
  } catch (error) {
    if (error instanceof Refusal) return error.field;
    throw error;
  }
}"""


@pytest.fixture(scope="module")
def questions() -> list[Case]:
    """考题：收的三千多道，不收的两千多道。"""
    return cases(seed=12, count=6000)


@pytest.fixture(scope="module")
def page(site: Site, browser: Browser, questions: list[Case]) -> Iterator[Page]:
    """一页空的，考题和改卷的脚本已经在里面；core.js是网站的那一份，压小过。"""

    def faulty(route: Route) -> None:
        name = NAMES[int(re.findall(r"\d+", route.request.url)[-1])]
        route.fulfill(body=CORE.replace(*FAULTS[name]), content_type="text/javascript")

    def written(route: Route) -> None:
        route.fulfill(body=CORE, content_type="text/javascript")

    def papers(route: Route) -> None:
        route.fulfill(body=as_json(questions), content_type="application/json")

    with reader(browser) as context:
        page = context.new_page()
        page.goto(f"{site.address}/_static/lab/core.js")
        page.route("**/lab/proof.js", lambda route: route.fulfill(path=HERE / "lab_proof.js"))
        page.route("**/lab/cases.json", papers)
        page.route("**/lab/written.js", written)
        page.route(re.compile(r"/lab/fault\d+\.js$"), faulty)
        page.evaluate(LOAD)
        yield page


def kinds(case: Case) -> Iterator[str]:
    """一道题考到了什么。"""
    if "refused" in case:
        yield "不收"
        yield from (f"不收，怪{field}" for field in case["refused"])
        return
    yield "收"
    yield case["operation"]
    values = str(case["output"])
    yield from (f"输出里有{special}" for special in ("nan", "-0.0", "-inf") if special in values)
    if case["gradient"] is None:
        yield "没有梯度"
    if case["operation"] == "max_unpool2d":
        flat = [index for row in case["args"]["indices"] for index in row]
        yield "位置重复" if len(set(flat)) < len(flat) else "位置不重复"
    for length, axis in zip((len(case["x"]), len(case["x"][0])), case["axes"] or [], strict=False):
        windows = axis["windows"]
        seen = [position for window in windows for position in window]
        if windows and len(set(seen)) < length:
            yield "有的元素没有窗口看"
        if len(set(seen)) < len(seen):
            yield "窗口重叠"
        if len(set(map(len, windows))) > 1:
            yield "窗口看到的有多有少"
        if [] in windows:
            yield "窗口看不到任何元素"
        if axis["size"] > length:
            yield "输出比输入长"
        if axis["dropped"] is not None:
            yield "最后一个窗口被去掉"


def test_there_are_enough_questions_of_every_kind(questions: list[Case]) -> None:
    found = Counter(kind for case in questions for kind in set(kinds(case)))
    assert found["收"] >= 2000
    assert found["不收"] >= 1000
    assert len(found) == 31
    assert min(found.values()) >= 30, found


def test_torch_gives_the_same_answers(questions: list[Case]) -> None:
    for case in questions:
        operation, args = case["operation"], dict(case["args"])
        if "refused" in case and not asked_of_torch(case):
            continue
        function = getattr(F, operation)
        if "refused" in case:
            with pytest.raises((TypeError, ValueError, RuntimeError)):
                function(torch.from_numpy(array(case["x"])), **args)
            continue
        x = torch.from_numpy(array(case["x"])).requires_grad_()
        if "indices" in args:
            args["indices"] = torch.from_numpy(array(args["indices"], whole=True))
        if indexed(operation):
            y, indices = function(x, **args, return_indices=True)
            assert indices[0].tolist() == case["indices"]
        else:
            y = function(x, **args)
        same = assert_same if "max" in operation else assert_close
        same(y.detach().numpy()[0], np.array(case["output"]).reshape(y.shape[1:]))
        if case["gradient"] is not None:  # 有窗口什么也看不到时，torch求梯度会让整个进程停下
            grad_output = torch.tensor([case["grad_output"]], dtype=torch.float64)
            (gradient,) = torch.autograd.grad(y, x, grad_output)
            assert_close(gradient.numpy()[0], np.array(case["gradient"]))


def asked_of_torch(case: Case) -> bool:
    """不收的，哪些torch也该不收：它的反池化多半不检查，Lp的NaN次方照算；输入要先是数组。"""
    try:
        array(case["x"])
    except REFUSALS:
        return False
    return case["operation"] != "max_unpool2d" and "nan" not in str(case["args"].get("norm_type"))


@pytest.mark.parametrize("name", ["core", "written"], ids=["网站里的", "源文件"])
def test_the_browser_gives_the_same_answers(page: Page, questions: list[Case], name: str) -> None:
    found = page.evaluate(CHECK, [name, True])
    assert not found, [(what, questions[i]) for i, what in found]


@pytest.mark.parametrize("name", NAMES)
def test_each_fault_is_found(page: Page, name: str) -> None:
    old, new = FAULTS[name]
    assert CORE.count(old) == 1
    assert old != new
    assert page.evaluate(CHECK, [f"fault{NAMES.index(name)}", False])


def plane(side: int) -> list[list[int]]:
    """边长这么多的输入。"""
    return [list(range(side))] * side


LARGEST = 2**31 - 1


@pytest.mark.timeout(60)  # 只防停不下来，不量速度
@pytest.mark.parametrize(
    ("operation", "side", "args", "answer"),
    [
        ("max_pool2d", 3, {"kernel_size": LARGEST}, "kernel_size"),
        ("max_pool2d", 3, {"kernel_size": 2, "dilation": LARGEST}, "kernel_size"),
        ("max_pool2d", 3, {"kernel_size": LARGEST, "dilation": LARGEST}, "kernel_size"),
        ("max_pool2d", 3, {"kernel_size": LARGEST, "stride": 1, "padding": 2**30 - 1}, [3, 3]),
        ("avg_pool2d", 3, {"kernel_size": LARGEST, "stride": 1, "padding": 2**30 - 1}, [3, 3]),
        ("avg_pool2d", 3, {"kernel_size": 2, "stride": LARGEST, "ceil_mode": True}, [1, 1]),
        ("lp_pool2d", 3, {"norm_type": 2, "kernel_size": LARGEST}, "kernel_size"),
        ("max_pool2d", 3, {"kernel_size": 2**31}, "kernel_size"),
        ("max_pool2d", 100, {"kernel_size": 2}, [50, 50]),
        ("avg_pool2d", 100, {"kernel_size": 3, "stride": 1}, [98, 98]),
        ("adaptive_max_pool2d", 3, {"output_size": 10**9}, "output_size"),
        ("adaptive_avg_pool2d", 3, {"output_size": [10**6, 10**6]}, "output_size"),
        ("adaptive_avg_pool2d", 3, {"output_size": [1000, 1000]}, [1000, 1000]),
        ("max_unpool2d", 3, {"kernel_size": LARGEST, "indices": plane(3)}, "x"),
        ("max_unpool2d", 3, {"kernel_size": 1000, "indices": plane(3)}, "x"),
    ],
)
def test_huge_numbers_are_answered_at_once(
    page: Page, operation: str, side: int, args: dict[str, Any], answer: object
) -> None:
    assert page.evaluate(SHAPE, [operation, plane(side), args]) == answer
