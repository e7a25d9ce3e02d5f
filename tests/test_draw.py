"""画图：画的就是算出来的，描述说的也是，坏输入报错，文件完整地写。"""

import base64
import io
import json
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import torch
from bs4 import BeautifulSoup
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from tutorial_pool import adaptive_max_pool2d, avg_pool2d, max_pool2d, max_unpool2d
from tutorial_pool.book import draw, svg
from tutorial_pool.book.svg import OUTPUT, WINDOW
from tutorial_pool.functional import max_pool2d_backward
from tutorial_pool.geometry import Adaptive, Fractional, Regular

SEED = np.array(
    [[1, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]]
)


def svgs(figure: draw.Figure) -> list[ET.Element]:
    """图里的每个SVG；解析不了就不是合法的XML。"""
    return [ET.fromstring(text) for text in re.findall(r"<svg.*?</svg>", figure.html, re.DOTALL)]


def texts(svg: ET.Element) -> list[str]:
    return [node.text for node in svg.iter("{http://www.w3.org/2000/svg}text")]


def orange(svg: ET.Element) -> int:
    return sum(node.get("fill") == WINDOW for node in svg.iter())


def test_a_window_shows_what_it_sees_and_what_comes_out():
    figure = draw.window(SEED, 3, ceil_mode=True, output=(1, 1))
    before, after = svgs(figure)
    assert [text for text in texts(before) if text] == [str(v) for v in SEED.ravel()]
    assert texts(after) == ["2", "3", "5", "1"]
    assert orange(before) == 4
    assert "看到4个元素，最大值是1" in figure.alt
    assert before.get("aria-label") == figure.alt


def place(rect: ET.Element) -> list[float]:
    """方框的列、行、宽、高，以格为单位。"""
    return [float(rect.get(name)) / svg.CELL for name in ("x", "y", "width", "height")]


def test_the_frames_stand_where_the_window_and_its_maximum_are():
    before, after = svgs(draw.window(SEED, 2, stride=1, padding=1, dilation=3, output=(2, 1)))
    window = [place(node) for node in before.iter() if node.get("stroke") == svg.FRAME]
    assert window == [[1, 2, 4, 4]]  # 从填充算起：输入的第0列是第1列
    winner = [place(node) for node in before.iter() if node.get("stroke-width") == "3"]
    assert winner == [[4 + 3 / 40, 2 + 3 / 40, 1 - 6 / 40, 1 - 6 / 40]]
    chosen = [text for text in after.iter() if text.get("font-weight") == "bold"]
    assert [text.text for text in chosen] == ["3"]


def test_padding_is_drawn_as_minus_infinity():
    before, _ = svgs(draw.window(SEED, 3, 1, 1))
    assert texts(before).count("−∞") == 7 * 7 - 5 * 5
    assert orange(before) == 4


def test_all_windows():
    figure = draw.windows(SEED, 3, ceil_mode=True)
    assert [orange(svg) for svg in svgs(figure)] == [9, 6, 6, 4]
    assert figure.alt.endswith("输出是[[2, 3], [5, 1]]")
    assert "第3步，共4步：看到6个元素，最大值是5，写进输出(1, 0)。" in figure.html


def test_dilated_taps_per_axis():
    figure = draw.window(SEED, (2, 1), (1, 1), 0, (3, 1), output=(0, 0))
    assert orange(svgs(figure)[0]) == 2
    assert "最大值是5" in figure.alt


@pytest.mark.parametrize(
    ("arguments", "alt"),
    [
        ((5, 3), "长5的轴，1个窗口，不在窗口里的位置：3、4"),
        ((5, 3, None, 0, 1, True), "长5的轴，2个窗口"),
        ((3, 2, 2, 1, 1, True), "长3的轴，2个窗口，从位置3开始的窗口被去掉"),
        ((7, 3, 2, 1, 1, True), "长7的轴，4个窗口"),
        ((7, 2, 3, 0, 1, True), "长7的轴，3个窗口，不在窗口里的位置：2、5"),
    ],
)
def test_an_axis_names_what_is_unseen_and_what_is_dropped(arguments, alt):
    figure = draw.axis(*arguments)
    assert figure.alt == alt
    labels = texts(svgs(figure)[0])
    assert ("✗" in labels) == ("被去掉" in alt)


@pytest.mark.parametrize(
    "windows", [Regular(9, 3, 2, 1), Adaptive(7, 3), Adaptive(3, 5), Fractional(10, 2, 6, 0.5)]
)
def test_any_geometry_can_be_drawn(windows):
    (picture,) = svgs(draw.axis(windows))
    taps = [
        (round(column + left), round(row))
        for rect in picture.iter("{http://www.w3.org/2000/svg}rect")
        if rect.get("fill") == WINDOW
        for left in [-getattr(windows, "padding", 0)]
        for column, row, *_ in [[n - 8 / svg.CELL for n in place(rect)[:2]]]
    ]
    assert taps == [(p, row) for row, window in enumerate(windows, start=2) for p in window]
    assert texts(picture)[-len(windows) :] == [f"y[{i}]" for i in range(len(windows))]


def test_positions_are_not_values():
    """从前位置写在格子里，和矩阵里的数一模一样。"""
    (picture,) = svgs(draw.axis(5, 3, 1, 1))
    names = picture.findall("{http://www.w3.org/2000/svg}text")
    positions = names[: 5 + 2]
    assert [node.text for node in positions] == ["−1", "0", "1", "2", "3", "4", "5"]
    matrix = svgs(draw.matrix(np.arange(5)[None]))[0]
    (value,) = {node.get("font-size") for node in matrix.iter() if node.text}
    assert {float(node.get("font-size")) < float(value) for node in positions} == {True}
    cells = [place(node) for node in picture.iter() if node.tag.endswith("rect")][:7]
    assert {row for _, row, *_ in cells} == {svg.RULER}
    assert {float(node.get("y")) / svg.CELL < svg.RULER for node in positions} == {True}


def test_padding_and_what_lies_beyond_differ_at_a_glance():
    """填充涂灰，写着−∞；再往外是空的。从前只差线上的点多密。"""
    (before, _) = svgs(draw.window(np.arange(36).reshape(6, 6), 3, 3, 1, ceil_mode=True))
    padded, beyond = (
        [place(node)[:2] for node in before.iter() if node.get("stroke-dasharray") == dashes]
        for dashes in ("4 3", "2 4")
    )
    fills = {node.get("stroke-dasharray"): node.get("fill") for node in before.iter("*")}
    assert fills["4 3"] != "none" == fills["2 4"]
    assert {n for n in range(9) if [n, 0] in padded} == set(range(8))
    assert all(8 in corner for corner in beyond)


def test_the_picture_before_and_after():
    figure = draw.pooled(np.array([[0, 7, 0, 0], [0, 0, 0, 0]]), 2)
    before, after = svgs(figure)
    assert [text for text in texts(before) if text != "0"] == ["7"]
    assert texts(after) == ["7", "0"]
    assert [place(r)[:2] for r in after.iter() if r.get("fill") == OUTPUT] == [[0, 0]]


@given(st.integers(1, 7), st.integers(1, 7), st.integers(1, 4), st.integers(0, 99))
def test_two_passes_give_what_one_gives(height, width, k, seed):
    x = np.random.default_rng(seed).integers(-9, 9, (height, width))
    figure = draw.passes(x, k)
    padded, columns, again, both = svgs(figure)
    numbers = [svg.number(v) for v in max_pool2d(x[None].astype(float), k, ceil_mode=True).flat]
    assert texts(both) == numbers
    assert texts(again) == texts(columns)
    assert orange(padded) == k * k
    assert orange(again) == k
    frames = [
        len([n for n in one.iter() if n.get("stroke") == svg.FRAME]) for one in (padded, again)
    ]
    assert frames == [len(texts(columns)), len(texts(both))]


def test_windows_can_be_labelled():
    figure = draw.axis(3, 2, labels=["除以二"])
    assert texts(svgs(figure)[0])[-1] == "除以二"
    assert figure.alt == "长3的轴，1个窗口（除以二），不在窗口里的位置：2"


def test_cells_can_be_marked_and_figures_put_side_by_side():
    one = draw.matrix(np.eye(2), "甲", marked=np.argwhere(np.eye(2)))
    chosen = [place(r) for r in svgs(one)[0].iter() if r.get("fill") == OUTPUT]
    assert chosen == [[0, 0, 1, 1], [1, 1, 1, 1]]
    both = draw.beside(one, draw.matrix(np.zeros((1, 1)), "乙"), caption="两个")
    assert len(svgs(both)) == 2
    assert both.alt == "2×2的矩阵，甲，涂色的格子：(0, 0)、(1, 1)；1×1的矩阵，乙"
    assert "<figcaption>两个</figcaption>" in both.html


def test_arguments_take_the_same_forms_as_in_the_function():
    same = draw.window(SEED, 2)
    assert draw.window(SEED, [2], ()).html == same.html
    assert draw.window(SEED, (np.int8(2), 2), padding=0).html == same.html
    assert draw.axis(np.int8(5), 3, 2, np.uint8(1)).html == draw.axis(5, 3, 2, 1).html


def test_the_legend_names_what_is_drawn():
    assert "虚线格是填充" not in draw.axis(5, 3).html
    assert "斜线格不在任何窗口里" in draw.axis(5, 3).html
    assert "虚线格是填充；" in draw.axis(3, 2, 2, 1, ceil_mode=True).html
    assert "打叉的窗口" in draw.axis(6, 2, 3, ceil_mode=True).html


def test_numbers_are_written_as_in_mathematics():
    figure = draw.matrix(np.array([[-1.5, np.nan], [np.inf, -np.inf]]), "特别的数<&>")
    assert texts(svgs(figure)[0]) == ["−1.5", "NaN", "∞", "−∞"]
    assert texts(svgs(draw.matrix(np.array([[1001.0, 1002.0]])))[0]) == ["1001", "1002"]
    assert "特别的数&lt;&amp;&gt;" in figure.html


def test_a_stack_shows_what_the_last_output_depends_on():
    """涂色的那几格，正是改了它、输出才可能变的；线有几条，看得到的就有几个。"""
    layers = [(3, 2, 1), (2, 1, 2)]
    (drawn,) = svgs(draw.stack(layers))
    cells = [node for node in drawn.iter() if node.tag.endswith("rect")]
    top = [node for node in cells if place(node)[1] == 0]
    seen = [place(node)[0] for node in top if node.get("fill") == WINDOW]
    x = torch.zeros(1, 1, len(top), requires_grad=True)
    y = x
    for kernel, stride, dilation in layers:
        weight = torch.ones(1, 1, kernel)
        y = torch.nn.functional.conv1d(y, weight, stride=stride, dilation=dilation)
    y.sum().backward()
    assert y.numel() == 1
    assert seen == x.grad[0, 0].nonzero()[:, 0].tolist()
    assert sum(node.tag.endswith("path") for node in drawn.iter()) == 2 + 2 * 3
    assert [node.get("fill") for node in cells].count(OUTPUT) == 1
    assert [text for text in texts(drawn) if text] == ["输入", "第1层后", "第2层后"]


def test_images_keep_their_pixels():
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (4, 5, 3), np.uint8)
    pictures = [
        (pixels, "通道在后"),
        (torch.from_numpy(pixels.transpose(2, 0, 1) / 255.0), "通道在前，浮点数"),
        (np.zeros((4, 5), np.uint8), "灰度"),
    ]
    figure = draw.images(pictures, "三张")
    assert figure.alt == "三张：通道在后、通道在前，浮点数、灰度"
    decoded = [
        np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))
        for data in re.findall(r"base64,([^\"]+)", figure.html)
    ]
    np.testing.assert_array_equal(decoded[0], pixels)
    np.testing.assert_array_equal(decoded[1], pixels)
    np.testing.assert_array_equal(decoded[2], np.zeros((4, 5, 3)))
    assert figure.html.count('alt="') == 3


def test_a_figure_is_saved_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "图.html"
    draw.matrix(SEED).save(path)
    before = path.read_text(encoding="utf-8")
    assert before.startswith("<!doctype html>")
    with monkeypatch.context() as patch:

        def disk_full(self, *args, **kwargs):
            self.touch()
            raise OSError(28, "No space left on device")

        patch.setattr("pathlib.Path.write_text", disk_full)
        with pytest.raises(OSError, match="No space"):
            draw.matrix(SEED[:2]).save(path)
    assert path.read_text(encoding="utf-8") == before
    assert [file.name for file in tmp_path.iterdir()] == ["图.html"]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: draw.window(SEED[0], 3), RuntimeError),
        (lambda: draw.matrix([[1]]), TypeError),
        (lambda: draw.matrix(torch.eye(2)), TypeError),
        (lambda: draw.matrix(np.zeros((100, 100))), RuntimeError),
        (lambda: draw.window(SEED, 2000, ceil_mode=True), RuntimeError),
        (lambda: draw.windows(np.zeros((30, 30)), 3, 1), RuntimeError),
        (lambda: draw.axis(4, 200_000, ceil_mode=True), RuntimeError),
        (lambda: draw.images([(np.zeros((0, 2)), "")]), RuntimeError),
        (lambda: draw.window(SEED, 3.0), TypeError),
        (lambda: draw.window(SEED, 9), RuntimeError),
        (lambda: draw.window(SEED, 3, output=(1, 0)), IndexError),
        (lambda: draw.axis(5, 0), RuntimeError),
        (lambda: draw.axis(5), TypeError),
        (lambda: draw.images([(np.zeros((3, 4, 4, 4)), "")]), RuntimeError),
        (lambda: draw.images([(np.zeros((4, 4), int), "")]), TypeError),
    ],
)
def test_bad_input_is_refused(call, error):
    with pytest.raises(error):
        call()


def test_lines_stand_below_each_other():
    figure = draw.lines({"x": [4, 1, 3], "较大": [4, 3]}, marked=[(0, 1), (1, 0)], hatched=[(0, 2)])
    (drawn,) = svgs(figure)
    assert texts(drawn) == ["4", "1", "3", "x", "4", "3", "较大"]
    assert orange(drawn) == 2
    assert "打斜线的格子：(0, 2)" in figure.alt


def test_bars_are_on_a_logarithmic_scale():
    figure = draw.bars({"慢": 1000.0, "快": 10.0, "更快": 1.0}, "毫秒")
    slow, fast, faster = (float(w) for w in re.findall(r"width:([\d.]+)%", figure.html))
    assert slow - fast == pytest.approx(2 * (fast - faster), abs=0.2)
    assert "慢：1000毫秒" in figure.alt


def test_curves_are_straight_lines_for_powers():
    x = [1, 2, 4, 8]
    figure = draw.curves(x, {"平方": [n * n for n in x], "不变": [7, None, 7, 7]}, ("窗口", "微秒"))
    (drawn,) = svgs(figure)
    paths = [node.get("d") for node in drawn.iter() if node.get("stroke-width")]
    square, flat = (np.array(re.findall(r"[\d.]+", path), float).reshape(-1, 2) for path in paths)
    steps = np.diff(square, axis=0)
    np.testing.assert_allclose(steps, np.broadcast_to(steps[0], steps.shape), atol=0.1)
    assert steps[0][1] < 0  # 越大越高
    assert len(flat) == 3  # 没有值的点不画
    assert len(set(flat[:, 1])) == 1
    assert {"窗口", "微秒", "平方", "不变", "1", "8"} <= set(texts(drawn))
    assert figure.alt == "折线，横轴窗口从1到8，纵轴微秒，平方：从1到64，不变：从7到7"


@pytest.mark.parametrize("values", [[0.0], [-1.0], [np.inf], [np.nan]])
def test_a_logarithmic_scale_needs_positive_numbers(values):
    with pytest.raises(RuntimeError, match="正的、有限的"):
        draw.bars({"a": values[0]})
    with pytest.raises(RuntimeError, match="正的、有限的"):
        draw.curves([1], {"a": values})


def test_nothing_cannot_be_drawn():
    with pytest.raises(RuntimeError, match="正的、有限的"):
        draw.bars({})
    with pytest.raises(RuntimeError, match="正的、有限的"):
        draw.curves([], {"a": []})


# ---- 图带着的设置：交给包，得到的就是图里的数 ----


def pools(figure: draw.Figure) -> list[dict]:
    """图里各处的设置，像网页那样读出来。"""
    found = BeautifulSoup(figure.html, "html.parser").select("[data-pool]")
    return [json.loads(element["data-pool"], parse_constant=pytest.fail) for element in found]


def numbers_of(rows: list) -> np.ndarray:
    """设置里的矩阵；NaN和无穷是字符串。"""
    return np.array([[float(value) for value in row] for row in rows])


def settings(pool: dict) -> dict:
    names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
    return {name: pool[name] for name in names if name in pool}


@st.composite
def drawings(pick):
    """一个小矩阵，和torch肯要的一组参数。"""
    shape = pick(st.tuples(st.integers(1, 6), st.integers(1, 6)))
    special = st.sampled_from([np.nan, np.inf, -np.inf, 0.5, -1.25])
    values = st.one_of(st.integers(-9, 9).map(float), special)
    x = np.array(pick(st.lists(values, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])))
    kernel = pick(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    stride = pick(st.one_of(st.none(), st.tuples(st.integers(1, 4), st.integers(1, 4))))
    padding = tuple(pick(st.integers(0, k // 2)) for k in kernel)
    dilation = pick(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    arguments = (kernel, stride, padding, dilation, pick(st.booleans()))
    x = x.reshape(shape)
    try:
        y = max_pool2d(x[None], *arguments)[0]
    except RuntimeError:
        assume(False)
    return x, arguments, y


@given(drawings())
def test_the_settings_on_a_window_give_its_numbers(drawn):
    x, arguments, y = drawn
    output = y.shape[0] - 1, y.shape[1] // 2
    figure = draw.window(x, *arguments, output=output)
    (pool,) = pools(figure)
    np.testing.assert_array_equal(numbers_of(pool["x"]), x)
    again = max_pool2d(numbers_of(pool["x"])[None], **settings(pool))[0]
    assert texts(svgs(figure)[1]) == [svg.number(value) for value in again.ravel()]
    assert tuple(pool.get("output", (0, 0))) == output
    assert draw.window(x, **settings(pool), output=output).html == figure.html


@given(drawings())
def test_the_settings_on_all_windows_give_their_numbers(drawn):
    x, arguments, _ = drawn
    figure = draw.windows(x, *arguments)
    whole, *each = pools(figure)
    again = max_pool2d(numbers_of(whole["x"])[None], **settings(whole))[0]
    assert [tuple(step["output"]) for step in each] == list(np.ndindex(again.shape))
    said = BeautifulSoup(figure.html, "html.parser").select(".pool-words")
    for (place, value), words in zip(np.ndenumerate(again), said, strict=True):
        assert words.text.endswith(f"最大值是{svg.number(value)}，写进输出{place}。")


@pytest.mark.parametrize(
    "windows", [Regular(9, 3, 2, 1, 2, ceil_mode=True), Adaptive(7, 3), Adaptive(3, 5)]
)
def test_the_settings_on_an_axis_give_its_windows(windows):
    (pool,) = pools(draw.axis(windows))
    x = numbers_of(pool["x"])[None]
    if pool["operation"] == "max_pool2d":
        found = max_pool2d(x, **settings(pool))
    else:
        found = adaptive_max_pool2d(x, pool["output_size"])
    assert found[0, 0].tolist() == [
        window[-1] for window in windows
    ]  # 数就是位置，最大的是最后一个


@pytest.mark.parametrize("include", [True, False])
def test_the_divisors_on_an_axis_are_those_of_the_package(include):
    figure = draw.axis(6, 4, 3, 1, ceil_mode=True, count_include_pad=include)
    (pool,) = pools(figure)
    assert pool["operation"] == "avg_pool2d"
    arguments = settings(pool) | {"count_include_pad": pool.get("count_include_pad", True)}
    ones = np.ones((1, 1, 6))
    sums = avg_pool2d(ones, **arguments, divisor_override=1)
    divisors = sums / avg_pool2d(ones, **arguments)
    words = texts(svgs(figure)[0])[-divisors.size :]
    assert words == [f"除以{round(n)}" for n in divisors.ravel()]


@given(drawings(), st.randoms(use_true_random=False))
def test_the_gradients_are_those_of_the_package(drawn, chance):
    x, arguments, y = drawn
    upstream = np.array([[float(chance.randint(-9, 9)) for _ in row] for row in y])
    try:
        gradient = max_pool2d_backward(upstream[None], x[None], *arguments)[0]
    except RuntimeError:  # 有的窗口里一个元素也没有
        assume(False)
    figure = draw.gradients(x, upstream, *arguments)
    whole, *each = pools(figure)
    np.testing.assert_array_equal(numbers_of(whole["grad_output"]), upstream)
    assert whole["direction"] == "backward"
    again = max_pool2d_backward(
        numbers_of(whole["grad_output"])[None], numbers_of(whole["x"])[None], **settings(whole)
    )[0]
    assert texts(svgs(figure)[-1]) == [svg.number(value) for value in again.ravel()]
    np.testing.assert_array_equal(again, gradient)
    assert len(each) == y.size


def test_a_step_says_who_gets_the_gradient():
    overlap = draw.gradients(np.array([[1.0, 5, 3]]), np.array([[1.0, 10]]), (1, 2), 1)
    assert "第1步，共2步：输出(0, 0)的上游梯度1，给最大的5。" in overlap.html
    assert "输出(0, 1)的上游梯度10，给最大的5；它已有1，相加得11。" in overlap.html
    tied = draw.gradients(np.array([[4.0, 4, np.nan, np.nan]]), np.array([[1.0, 2]]), (1, 2))
    assert "给2个并列的4里的第一个。" in tied.html
    assert "给最后一个NaN。" in tied.html


def test_unpooling_puts_each_value_back():
    x = np.array([[1.0, 3, 0, 2, 9], [7, 5, 4, 1, 0]])
    values, indices = (part[0] for part in max_pool2d(x[None], 2, return_indices=True))
    figure = draw.unpooling(values, indices, 2, output_size=(2, 5))
    (whole, *_) = pools(figure)
    assert whole["operation"] == "max_unpool2d"
    back = max_unpool2d(
        numbers_of(whole["x"])[None],
        np.array(whole["indices"])[None],
        whole["kernel_size"],
        output_size=whole["output_size"],
    )[0]
    assert texts(svgs(figure)[-1]) == [svg.number(value) for value in back.ravel()]
    assert "第1步，共2步：7的索引是5，放回(1, 0)。" in figure.html


def test_what_the_lab_cannot_hold_carries_no_settings():
    assert pools(draw.window(np.zeros((12, 12)), 2))
    assert not pools(draw.window(np.zeros((13, 2)), 2))
    assert not pools(draw.axis(13, 2))
    assert not pools(draw.axis(Fractional(10, 2, 6, 0.5)))


# ---- 一步一步的图 ----


def test_steps_say_everything():
    figures = [draw.axis(5, 3, stride) for stride in (1, 2)]
    figure = draw.steps(figures, ["步幅1", "步幅2"], "两种步幅")
    assert figure.alt == f"第1步，步幅1：{figures[0].alt}；第2步，步幅2：{figures[1].alt}"
    page = BeautifulSoup(figure.html, "html.parser")
    assert [step.text for step in page.select(".pool-words")] == [
        "第1步，共2步：步幅1",
        "第2步，共2步：步幅2",
    ]
    assert [step.svg["aria-label"] for step in page.select(".pool-step")] == [
        one.alt for one in figures
    ]
    assert len(page.select(".pool-steps > div > .pool-step.pool-now")) == 1
    assert page.select("style, script, animate, [onclick], [hidden]") == []


def test_one_step_is_no_steps():
    figure = draw.windows(SEED, 3)
    assert "pool-steps" not in figure.html
    assert "第1步" not in figure.html


def test_steps_need_a_sentence_each():
    with pytest.raises(ValueError, match="shorter"):
        draw.steps([draw.axis(5, 3), draw.axis(5, 2)], ["一"])


@pytest.mark.parametrize("words", ["<img src=x onerror=alert(1)>", "'\"&</div><script>"])
def test_a_hostile_caption_is_only_text(words):
    figure = draw.steps([draw.axis(3, 2)] * 2, [words, "二"], words)
    page = BeautifulSoup(figure.html, "html.parser")
    assert page.select("img, script") == []
    assert page.select_one(".pool-words").text == f"第1步，共2步：{words}"
    assert page.select_one(".pool-steps > figcaption").text == words


def test_hostile_settings_stay_inside_their_attribute():
    hostile = svg.figure([], "", "", {"operation": "'><script>alert(1)</script>&#39;"})
    (pool,) = pools(hostile)
    assert pool["operation"] == "'><script>alert(1)</script>&#39;"
    assert "<script>" not in hostile.html


def test_a_roofline_slopes_with_the_bandwidth():
    figure = draw.roofline({"一": {"甲": (0.1, 1.0)}, "二": {"甲": (0.1, 0.5), "乙": (10, 30)}}, 10)
    assert figure.html.count("<circle") == 3
    assert "一：甲每字节0.1次、每秒1十亿次" in figure.alt
    assert "内存每秒搬10GB" in figure.alt
    (one, two, _) = re.findall(r'cy="([\d.]+)"', figure.html)
    assert float(one) < float(two)  # 快的在上面
    for wrong in ({}, {"一": {"甲": (0, 1)}}, {"一": {"甲": (1, np.nan)}}):
        with pytest.raises(RuntimeError, match="正的"):
            draw.roofline(wrong, 10)
    with pytest.raises(RuntimeError, match="正的"):
        draw.roofline({"一": {"甲": (1, 1)}}, 0)


def test_traffic_is_drawn_to_scale():
    figure = draw.traffic({"两步": [("读x", 4), ("写y", 2), ("读y", 2)], "一遍": [("读x", 4)]})
    assert figure.alt == "两步：读x 4MB、写y 2MB、读y 2MB，一共8MB；一遍：读x 4MB，一共4MB"
    assert re.findall(r"display:flex;width:(\d+)%", figure.html) == ["100", "50"]
    for wrong in ({}, {"a": []}, {"a": [("抄", 1)]}, {"a": [("读", 0)]}, {"a": [("", 1)]}):
        with pytest.raises(RuntimeError, match="读或写"):
            draw.traffic(wrong)
