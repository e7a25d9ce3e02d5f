"""图片实验台：算的和torch一样；用手、键盘、自己的图都行；坏的图只得到一句话。"""

import base64
import io
import json
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import make
import numpy as np
import numpy.typing as npt
import pytest
import torch
import torch.nn.functional as F
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from website import PAGES, Site, reader, until

Picture = npt.NDArray[np.uint8]  # (H, W, 3)

NAME = "book/picture-lab"
SOURCES = make.BOOK / "_static" / "lab"
WIDTHS = (360, 390, 768, 1280)
OPERATIONS = ("max_pool2d", "avg_pool2d", "subsample")


# ---- 应得的 ----


def pooled(operation: str, picture: Picture, kernel_size: int, stride: int) -> Picture:
    """torch算的；平均是整数的和除以个数，四舍五入，一半往上进。"""
    x = torch.from_numpy(picture.copy()).permute(2, 0, 1)
    if operation == "max_pool2d":
        y = F.max_pool2d(x[None], kernel_size, stride)[0]
    elif operation == "avg_pool2d":
        n = kernel_size**2
        total = F.avg_pool2d(x[None].long(), kernel_size, stride, divisor_override=1)[0]
        y = (2 * total + n) // (2 * n)
    else:
        y = x.unfold(1, kernel_size, stride).unfold(2, kernel_size, stride)[..., 0, 0]
    return y.permute(1, 2, 0).numpy().astype(np.uint8)


def compared(before: Picture, after: Picture) -> tuple[float, float]:
    """几成的像素变了，每个数平均差多少。"""
    difference = np.abs(before.astype(int) - after)
    return (difference.max(axis=2) > 0).mean(), difference.mean()


# ---- 工人 ----

# 像素来回都写成base64：一个一个地传数，慢得多
RUN = """async ({ address, pictures }) => {
  const worker = new Worker(address, { type: "module" });
  const read = (text) => Uint8ClampedArray.from(atob(text), (letter) => letter.charCodeAt(0));
  const text = (key, value) => ArrayBuffer.isView(value)
    ? btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join("")) : value;
  const answer = (call) => new Promise((done, failed) => {
    worker.onmessage = ({ data }) => done(JSON.stringify(data, text));
    worker.onerror = (error) => failed(new Error(error.message));
    worker.postMessage(call);
  });
  const answers = [];
  for (const { height, width, pixels, calls } of pictures) {
    worker.postMessage({ height, width, pixels: read(pixels) });
    for (const call of calls) answers.push(await answer(call));
  }
  worker.terminate();
  return `[${answers}]`;
}"""


def cases(amount: int = 50) -> list[tuple[Picture, list[dict[str, Any]]]]:
    """随机的图和设置，每次一样。数的范围小的图，平均常常正好是一半。"""
    rng = np.random.default_rng(0)
    found = []
    for number in range(amount):
        big = number % 25 == 24
        height, width = rng.integers(20, 60, 2) + 240 * big
        picture = rng.integers(0, rng.choice([2, 4, 256]), (height, width, 3)).astype(np.uint8)
        calls = []
        for draft in (False, False, big):
            kernel_size, stride = (int(size) for size in rng.integers(1, 21, 2))
            if draft:
                kernel_size, stride = 7, 3
            shift = [0, 0] if draft else [int(by) for by in rng.choice([-25, -1, 0, 1], 2)]
            calls.append(
                {"kernel_size": kernel_size, "stride": stride, "shift": shift, "draft": draft}
            )
        found.append((picture, calls))
    return found


def rgba(picture: Picture) -> str:
    """canvas里的像素。"""
    height, width, _ = picture.shape
    opaque = np.full((height, width, 1), 255, np.uint8)
    return base64.b64encode(np.concatenate([picture, opaque], axis=2).tobytes()).decode()


def array(image: dict[str, Any]) -> Picture:
    """工人、canvas给的一张图。"""
    pixels = np.frombuffer(base64.b64decode(image["pixels"]), np.uint8)
    return pixels.reshape(image["height"], image["width"], 4)[..., :3]


def wrong(page: Page, address: str) -> list[str]:
    """把全部随机的图交给这个工人，看哪些答得不对。"""
    pictures = [
        {"height": p.shape[0], "width": p.shape[1], "pixels": rgba(p), "calls": calls}
        for p, calls in cases()
    ]
    answers = iter(json.loads(page.evaluate(RUN, {"address": address, "pictures": pictures})))
    found = []
    for picture, calls in cases():
        shown = None
        for call in calls:
            reply = next(answers)
            shown = array(reply["shown"]) if "shown" in reply else shown
            moved = np.roll(picture, call["shift"], axis=(0, 1))
            if not np.array_equal(shown, moved):
                found.append(f"{call}：原图")
            found += [f"{call}：{said}" for said in check(reply, picture, moved, call)]
    assert next(answers, None) is None
    return found


def check(
    reply: dict[str, Any], picture: Picture, moved: Picture, call: dict[str, Any]
) -> Iterator[str]:
    """一次回答里，哪些不对。"""
    sizes = call["kernel_size"], call["stride"]
    if call["draft"]:  # 先算一半大的
        picture = moved = pooled("avg_pool2d", picture, 2, 2)
        sizes = 4, 2
    for operation, result in zip(OPERATIONS, reply["results"], strict=True):
        after = pooled(operation, moved, *sizes)
        if not np.array_equal(array(result["after"]), after):
            yield operation
        if any(call["shift"]):
            before = pooled(operation, picture, *sizes)
            if not np.array_equal(array(result["before"]), before):
                yield f"{operation}移动之前"
            told = result["changed"], result["difference"]
            if not np.allclose(told, compared(before, after), rtol=1e-12):
                yield f"{operation}变了多少"


def test_fifty_random_pictures(site: Site, newcomer: BrowserContext) -> None:
    """真的浏览器里、网站上的那个工人，和torch一位不差。"""
    page = newcomer.new_page()
    page.goto(site.url(NAME))
    assert wrong(page, f"{site.address}/_static/lab/picture_worker.js") == []


FAULTS = [
    ("pool", "left[start + kernel_size - 1]", "left[start + kernel_size - 2]"),
    ("pool", "Math.max(right[start]", "Math.max(right[start + 1]"),
    ("pool", "start < length; start +=", "start + kernel_size <= length; start +="),
    ("pool", "const start = i * stride;", "const start = i;"),
    ("pool", "j < start + kernel_size;", "j < start + kernel_size - 1;"),
    ("pool", "kernel_size <= 4 || stride >= kernel_size", "false && kernel_size"),
    ("pool", "- left[i * stride]", "- left[i]"),
    ("pool", "(n >> 1)", "0"),
    ("pool", "(n >> 1)", "((n - 1) >> 1)"),
    ("pool", "(n >> 1)", "((n + 1) >> 1)"),
    ("pool", "(size - kernel_size) / stride) + 1", "size / stride)"),
    ("pool", "(i - down)", "(i + down)"),
    ("pool", "(right % width) + width", "width - (right % width)"),
    ("pool", "changed += here > 0", "changed += here"),
    ("pool", "pixels / before.planes.length", "pixels"),
    ("pool", "pixels[4 * i + channel];", "pixels[4 * i];"),
    ("worker", "String(shift) !== last", "last === null"),
    ("worker", "half = last = null", "last = null"),
    ("worker", "pool(operation, whole, kernel_size", "pool(operation, moved, kernel_size"),
]
HARMLESS = ("false && kernel_size",)  # 一直用running：慢一些，结果一样


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """一个空的网站，放种了错的工人。"""
    folder = tmp_path_factory.mktemp("workshop")
    (folder / "index.html").write_text("<!doctype html><title>空</title>", encoding="utf-8")
    with make.serve(folder, port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("file", "right", "fault"), FAULTS)
def test_planted_faults_are_found(
    workshop: tuple[Path, str], newcomer: BrowserContext, file: str, right: str, fault: str
) -> None:
    folder, address = workshop
    for name in ("pool", "worker"):
        text = (SOURCES / f"picture_{name}.js").read_text(encoding="utf-8")
        if name == file:
            assert right in text
            text = text.replace(right, fault)
        (folder / f"picture_{name}.js").write_text(text, encoding="utf-8")
    page = newcomer.new_page()
    page.goto(address)
    assert bool(wrong(page, f"{address}/picture_worker.js")) == (fault not in HARMLESS)


# ---- 网页 ----


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """打开实验台；测试完，没有报过错，没有找过别的网站。"""
    with reader(browser, viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        troubles = watch(page)
        visit(page, site)
        yield page
        assert troubles == []


def watch(page: Page) -> list[str]:
    """报的错，和找别的网站的请求。测试自己读了canvas，浏览器会提醒，不算。"""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console",
        lambda message: (
            message.type in ("error", "warning")
            and "willReadFrequently" not in message.text
            and found.append(message.text)
        ),
    )
    page.on(
        "request",
        lambda request: (
            request.url.startswith("http")
            and urlsplit(request.url).hostname != "127.0.0.1"
            and found.append(request.url)
        ),
    )
    return found


def visit(page: Page, site: Site, fragment: str = "") -> None:
    """打开一个地址，等它算好。"""
    page.goto("about:blank")
    page.goto(site.url(NAME) + fragment)
    expect(said(page)).to_contain_text("变成")


def said(page: Page) -> Any:
    """实验台说的一句话。"""
    return page.locator(".picture-said")


READ = """all => all.map(({ height, width }, number) => {
  const { data } = all[number].getContext("2d").getImageData(0, 0, width, height);
  const bytes = Array.from(data, (byte) => String.fromCharCode(byte));
  return { height, width, pixels: btoa(bytes.join("")) };
})"""


def drawn(page: Page, where: str = "fieldset label >") -> list[Picture]:
    """三张小图（或别处的canvas）上现在的像素。"""
    images = page.locator(f"#pool-picture {where} canvas").evaluate_all(READ)
    return [array(image) for image in images]


def shipped(site: Site, name: str) -> Picture:
    """网站上的一张图。"""
    return np.asarray(Image.open(site.folder / "_static" / "pictures" / name).convert("RGB"))


def same(page: Page, picture: Picture, kernel_size: int, stride: int | None = None) -> None:
    """三张小图都是这张图池化的结果。"""
    for operation, shown in zip(OPERATIONS, drawn(page), strict=True):
        expected = pooled(operation, picture, kernel_size, stride or kernel_size)
        assert np.array_equal(shown, expected), operation


def settings(page: Page) -> dict[str, str]:
    """地址里的设置。"""
    return {key: value[0] for key, value in parse_qs(urlsplit(page.url).fragment).items()}


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """一张图的文件。"""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def noise(height: int, width: int, seed: int = 0) -> Picture:
    """随机的图。"""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)


def png(height: int, width: int, seed: int = 0) -> bytes:
    """随机的图的PNG。"""
    return encoded(Image.fromarray(noise(height, width, seed)), "PNG")


def bring(page: Page, data: bytes, name: str = "mine.png", kind: str = "image/png") -> None:
    """选一个文件。"""
    file = {"name": name, "mimeType": kind, "buffer": data}
    page.locator("input[type=file]:not([capture])").set_input_files(file)


def test_the_first_view(page: Page, site: Site) -> None:
    expect(said(page)).to_have_text("512×512变成64×64：每个输出看64个数。")
    assert page.url == site.url(NAME)  # 没有动过，地址就不变
    top = page.locator(".picture-stage").bounding_box()
    assert top is not None
    assert top["y"] < 500  # 一打开就看得见
    for result in drawn(page):
        assert result.shape == (64, 64, 3)
        assert result.std() > 30


def test_the_slider_by_keyboard(page: Page) -> None:
    slider = page.get_by_role("slider", name="窗口大小")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(said(page)).to_have_text("512×512变成56×56：每个输出看81个数。")
    assert settings(page) == {
        "picture": "photo",
        "operation": "max_pool2d",
        "kernel_size": "9",
    }
    page.keyboard.press("Home")
    expect(said(page)).to_contain_text("变成512×512")
    page.keyboard.press("End")
    expect(said(page)).to_contain_text("变成16×16")
    page.get_by_role("button", name="复原").click()
    expect(said(page)).to_contain_text("变成64×64")


def test_three_ways_side_by_side(page: Page, site: Site) -> None:
    visit(page, site, "#picture=rings&kernel_size=5")
    same(page, shipped(site, "rings.png"), 5)
    page.get_by_label("步幅和窗口一样").uncheck()
    stride = page.get_by_role("slider", name="步幅")
    stride.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(said(page)).to_contain_text("变成31×31")
    same(page, shipped(site, "rings.png"), 5, 3)
    assert settings(page)["stride"] == "3"
    page.get_by_label("步幅和窗口一样").check()
    expect(said(page)).to_contain_text("变成19×19")
    assert "stride" not in settings(page)


def test_the_way_that_is_chosen_is_shown_large(page: Page, site: Site) -> None:
    visit(page, site, "#picture=stripes&kernel_size=4")
    page.get_by_role("radio", name="最大").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".picture-stage")).to_contain_text("取左上角")
    (large,) = drawn(page, ".picture-pooled")
    assert np.array_equal(large, pooled("subsample", shipped(site, "stripes.png"), 4, 4))
    assert settings(page)["operation"] == "subsample"
    visit(page, site, "#" + urlsplit(page.url).fragment)
    expect(page.get_by_role("radio", name="取左上角")).to_be_checked()


# 一口气拖过很多个窗口，最后停在21
DRAG = """slider => {
  for (const size of [...Array(30).keys(), 20]) {
    slider.value = size + 1;
    slider.dispatchEvent(new Event("input"));
  }
  slider.dispatchEvent(new Event("change"));
}"""


def drag(page: Page) -> None:
    """拖完，工人也歇了。"""
    page.get_by_role("slider", name="窗口大小").evaluate(DRAG)
    page.wait_for_timeout(1500)


def test_the_newest_setting_wins(page: Page) -> None:
    drag(page)
    expect(said(page)).to_contain_text("变成24×24")
    assert drawn(page)[0].shape == (24, 24, 3)


def test_an_old_setting_that_wins_would_be_found(site: Site, newcomer: BrowserContext) -> None:
    source = (SOURCES / "picture.js").read_text(encoding="utf-8")
    right = "waiting = { kernel_size, stride"
    assert right in source
    broken = source.replace(right, "waiting ??= { kernel_size, stride").replace("${VERSION}", "1")
    page = newcomer.new_page()
    reply = {"body": broken, "content_type": "text/javascript"}
    page.route("**/lab/picture.js*", lambda route: route.fulfill(**reply))
    visit(page, site)
    drag(page)
    assert drawn(page)[0].shape != (24, 24, 3)


def test_dragging_shows_a_preview_and_then_the_whole(page: Page, site: Site) -> None:
    visit(page, site, "#kernel_size=9&stride=3")
    slider = page.get_by_role("slider", name="窗口大小")
    slider.evaluate("one => { one.value = 15; one.dispatchEvent(new Event('input')); }")
    expect(page.locator("#pool-picture fieldset")).to_contain_text("预览")
    assert settings(page)["kernel_size"] == "9"  # 松开才写进地址
    slider.dispatch_event("change")
    expect(said(page)).to_contain_text("变成166×166")
    expect(page.locator("#pool-picture fieldset")).not_to_contain_text("预览")


def test_a_file_of_ones_own(page: Page) -> None:
    page.get_by_role("slider", name="窗口大小").press("ArrowLeft")
    expect(said(page)).to_contain_text("73×73")
    bring(page, png(30, 41))
    expect(said(page)).to_have_text("30×41变成4×5：每个输出看49个数。")
    same(page, noise(30, 41), 7)
    assert "picture" not in settings(page)  # 自己的图不进地址
    assert page.locator(".picture-choose [aria-pressed=true]").count() == 0
    bring(page, png(5, 3))
    expect(said(page)).to_contain_text("5×3变成1×1")  # 窗口改小了
    bring(page, png(1, 1))
    expect(said(page)).to_contain_text("1×1变成1×1")


def test_a_large_photo_is_shrunk_and_upright(page: Page) -> None:
    """手机拍的照片常常横着存，由EXIF说怎样转：左边的红色，应该到上面。"""
    photo = Image.new("RGB", (1200, 600), "blue")
    photo.paste("red", (0, 0, 600, 600))
    exif = Image.Exif()
    exif[0x0112] = 6
    bring(page, encoded(photo, "JPEG", exif=exif), "photo.jpg", "image/jpeg")
    expect(said(page)).to_contain_text("512×256变成64×32")
    largest = drawn(page)[0].astype(int)
    assert (largest[:30, :, 0] > 200).all()
    assert (largest[34:, :, 2] > 200).all()


def test_what_is_transparent_is_white(page: Page) -> None:
    bring(page, encoded(Image.new("RGBA", (16, 16), (0, 0, 0, 0)), "PNG"))
    expect(said(page)).to_contain_text("16×16变成2×2")
    assert (drawn(page)[0] == 255).all()


HAND_OVER = """(target, { data, kind, event }) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  if (data) transfer.items.add(new File([bytes], "x", { type: kind }));
  else transfer.setData("text/plain", "words");
  const given = { clipboardData: transfer, dataTransfer: transfer };
  const Kind = event === "paste" ? ClipboardEvent : DragEvent;
  return target.dispatchEvent(new Kind(event, { ...given, bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize(("event", "target"), [("paste", "body"), ("drop", "#pool-picture")])
def test_paste_and_drop(page: Page, event: str, target: str) -> None:
    data = base64.b64encode(png(24, 32)).decode()
    given = {"data": data, "kind": "image/png", "event": event}
    assert not page.locator(target).evaluate(HAND_OVER, given)  # 浏览器不再自己打开它
    expect(said(page)).to_contain_text("24×32变成3×4")
    same(page, noise(24, 32), 8)


def test_pasted_words_are_left_alone(page: Page) -> None:
    given = {"data": "", "kind": "", "event": "paste"}
    assert page.locator("body").evaluate(HAND_OVER, given)
    expect(said(page)).to_contain_text("512×512")


def blank(height: int, width: int) -> bytes:
    """全黑的大图，只有几十千字节。"""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes(height * (1 + (width + 7) // 8)), 9)
    parts = [b"IHDR" + header, b"IDAT" + lines, b"IEND"]
    chunks = [
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


BAD = {
    "文字": (b"not a picture", "打不开"),
    "空的": (b"", "打不开"),
    "只有开头": (png(200, 200)[:60], "打不开"),
    "当中坏了": (png(200, 200)[:2000] + b"\0" * 2000, "打不开"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "打不开"),
    "4100万像素": (blank(5000, 8200), "8200×5000，有4100万个像素，最多4000万"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_a_sentence(page: Page, site: Site, case: str) -> None:
    data, words = BAD[case]
    visit(page, site, "#picture=stripes&kernel_size=6")
    kind = "image/svg+xml" if case == "SVG" else "image/png"
    bring(page, data, "bad", kind)
    expect(said(page)).to_contain_text(words)
    expect(said(page)).to_contain_text("原来的图还在")
    same(page, shipped(site, "stripes.png"), 6)
    page.get_by_role("slider", name="窗口大小").press("ArrowRight")
    expect(said(page)).to_have_text("96×96变成13×13：每个输出看49个数。")


def test_forty_megapixels_are_accepted(page: Page) -> None:
    bring(page, blank(5000, 8000))
    expect(said(page)).to_contain_text("320×512变成40×64")


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_only_the_first_frame_of_what_moves(page: Page, kind: str) -> None:
    frames = [Image.new("RGB", (40, 40), color) for color in ("red", "blue", "green")]
    options = {"save_all": True, "append_images": frames[1:], "duration": 100}
    bring(page, encoded(frames[0], kind, **options), "x", f"image/{kind.lower()}")
    expect(said(page)).to_contain_text("这里只用第一帧")
    first = drawn(page)[0].reshape(-1, 3).mean(axis=0)
    assert first[0] > 200
    assert first[1:].max() < 60
    bring(page, encoded(frames[0], kind), "x", f"image/{kind.lower()}")
    expect(said(page)).to_have_text("40×40变成5×5：每个输出看64个数。")


def test_the_last_of_two_files_wins(page: Page) -> None:
    """大的打开得慢，先选它，再选小的。"""
    page.locator("input[type=file]:not([capture])").evaluate(
        """(input, files) => {
          for (const data of files) {
            const transfer = new DataTransfer();
            const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
            transfer.items.add(new File([bytes], "x.png", { type: "image/png" }));
            input.files = transfer.files;
            input.dispatchEvent(new Event("change"));
          }
        }""",
        [base64.b64encode(data).decode() for data in (blank(4000, 6000), png(16, 16))],
    )
    expect(said(page)).to_contain_text("16×16变成2×2")
    page.wait_for_timeout(1500)  # 大的也该打开了
    expect(said(page)).to_contain_text("16×16变成2×2")


HOSTILE = [
    "#picture=../../secret&operation=constructor&kernel_size=1e400&stride=-3&shift=[9e9,x]",
    "#picture=__proto__&operation=__proto__&kernel_size=NaN&stride=Infinity",
    "#picture=%3Cimg%20src=x%20onerror=alert(1)%3E&kernel_size=0",
    "#kernel_size[]=8&=&&&%E0%A4%A",
    "#" + "kernel_size=7&" * 5000,
]


@pytest.mark.parametrize("fragment", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_address_is_harmless(page: Page, site: Site, fragment: str) -> None:
    visit(page, site, fragment)
    expect(said(page)).to_contain_text("512×512变成")
    expect(page.locator("#pool-picture img")).to_have_count(0)
    page.get_by_role("button", name="复原").click()
    expect(said(page)).to_have_text("512×512变成64×64：每个输出看64个数。")
    assert settings(page) == {"picture": "photo", "operation": "max_pool2d", "kernel_size": "8"}


def test_a_new_address_on_the_same_page(page: Page) -> None:
    page.evaluate("location.hash = 'picture=stripes&operation=avg_pool2d&kernel_size=99'")
    expect(said(page)).to_have_text("96×96变成3×3：每个输出看1024个数。")
    expect(page.get_by_role("radio", name="平均")).to_be_checked()
    page.evaluate("location.hash = '小结'")  # 本页的小节，不是设置
    page.get_by_role("button", name="→").or_(page.get_by_label("向右移一个像素")).first.click()
    expect(said(page)).to_contain_text("96×96变成3×3")


def test_moving_by_one_pixel(page: Page, site: Site) -> None:
    picture = shipped(site, "stripes.png")
    visit(page, site, "#picture=stripes&kernel_size=4")
    presses = [
        ("向右", (0, 1)),
        ("向下", (1, 0)),
        ("向左", (0, -1)),
        ("向左", (0, -1)),
        ("向上", (-1, 0)),
    ]
    moved = np.array([0, 0])
    for name, by in presses:
        page.get_by_role("button", name=f"{name}移一个像素").click()
        moved += by
        expect(page.locator(".picture-shift small")).to_have_text(
            f"移了：下{moved[0]}，右{moved[1]}"
        )
        after = np.roll(picture, moved, axis=(0, 1))
        expect_numbers(page, picture, after)
        assert json.loads(settings(page)["shift"]) == moved.tolist()
        shown = drawn(page)
        for operation, result in zip(OPERATIONS, shown, strict=True):
            assert np.array_equal(result, pooled(operation, after, 4, 4))
    page.get_by_role("button", name="原位").click()
    expect(page.locator(".picture-old:visible")).to_have_count(0)
    same(page, picture, 4)


def expect_numbers(page: Page, before: Picture, after: Picture) -> None:
    """三张图下面写的，就是numpy算的。"""
    cards = page.locator("#pool-picture fieldset label")
    for number, operation in enumerate(OPERATIONS):
        changed, difference = compared(*(pooled(operation, x, 4, 4) for x in (before, after)))
        near = lambda value: f"({value:.1f}|{value + 1e-9:.1f})"  # noqa: E731
        expected = re.compile(f"变了{near(100 * changed)}%，平均差{near(difference)}")
        expect(cards.nth(number)).to_contain_text(expected)


def test_what_the_page_says_about_moving(page: Page) -> None:
    """“最大变得最少，取左上角变得最多，没有一个是0”，“移了4，结果是原来的向右移了一格”。"""
    page.get_by_role("button", name="摆好").last.click()
    cards = page.locator("#pool-picture fieldset label")
    expect(cards.first).to_contain_text("变了")
    shares = [float(re.findall(r"变了([\d.]+)%", text)[0]) for text in cards.all_inner_texts()]
    assert 0 < shares[0] < shares[1] < shares[2]
    for _ in range(3):
        page.get_by_role("button", name="向右移一个像素").click()
    expect(page.locator(".picture-shift small")).to_have_text("移了：下0，右4")
    until(page, "!document.querySelector('.picture-said').textContent.includes('…')")
    expect(said(page)).to_contain_text("变成24×24")
    moved = drawn(page)
    page.get_by_role("button", name="原位").click()
    expect(page.locator(".picture-old:visible")).to_have_count(0)
    for after, before in zip(moved, drawn(page), strict=True):
        assert np.array_equal(after, np.roll(before, 1, axis=1))


def link(page: Page) -> dict[str, Any]:
    """“在矩阵实验台里打开”的设置。"""
    address = urlsplit(
        str(page.get_by_role("link", name="在矩阵实验台里打开").get_attribute("href"))
    )
    assert address.path == "lab.html"
    found = {key: value[0] for key, value in parse_qs(address.fragment).items()}
    return {key: found[key] if key == "operation" else json.loads(found[key]) for key in found}


def test_a_pixel_by_keyboard(page: Page, site: Site) -> None:
    picture = shipped(site, "rings.png")
    visit(page, site, "#picture=rings&kernel_size=3")
    stage = page.locator(".picture-stage")
    stage.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator(".picture-patch")).to_contain_text("输出(2, 1)")
    window = picture[6:9, 3:6, 0]
    expect(said(page)).to_have_text(f"输出(2, 1)：9个数里最大的是{window.max()}。")
    assert link(page) == {"operation": "max_pool2d", "x": window.tolist(), "kernel_size": [3, 3]}
    assert page.locator(".picture-patch td").all_inner_texts() == [str(v) for v in window.ravel()]
    winner = page.locator(".picture-winner")
    expect(winner).to_have_text(str(window.max()))
    place = winner.evaluate("cell => [cell.parentElement.rowIndex, cell.cellIndex]")
    assert place == list(np.unravel_index(window.argmax(), window.shape))  # 并列的取第一个
    page.get_by_role("radio", name="平均").check()
    total = int(window.sum())
    mean = (2 * total + 9) // 18
    expect(page.locator(".picture-patch")).to_contain_text(f"和{total}÷9个，四舍五入得{mean}")
    assert link(page) == {"operation": "avg_pool2d", "x": window.tolist(), "kernel_size": [3, 3]}
    page.get_by_role("radio", name="取左上角").check()
    expect(page.locator(".picture-patch")).to_contain_text(f"左上角的一个是{window[0, 0]}")
    corner = {"kernel_size": [1, 1], "stride": [3, 3]}
    assert link(page) == {"operation": "max_pool2d", "x": window.tolist(), **corner}
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.picture-stage')"):
            break
    for _ in range(40):  # 走到边上就停住
        page.keyboard.press("ArrowRight")
    expect(page.locator(".picture-patch")).to_contain_text("输出(2, 31)")


def test_a_pixel_by_pointer_in_each_channel(page: Page) -> None:
    picture = noise(40, 40)
    bring(page, png(40, 40))
    expect(said(page)).to_contain_text("40×40变成5×5")
    box = page.locator(".picture-stage").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.3 * box["height"])
    expect(page.locator(".picture-patch")).to_contain_text("输出(1, 2)")
    for number, name in enumerate("红绿蓝"):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()
        assert link(page)["x"] == picture[8:16, 16:24, number].tolist()
    page.get_by_role("button", name="向下移一个像素").click()
    expect(page.locator(".picture-shift small")).to_have_text("移了：下1，右0")
    expect(page.locator(".picture-old:visible")).to_have_count(3)
    assert link(page)["x"] == picture[7:15, 16:24, 2].tolist()


def test_a_large_window_opens_its_corner_and_says_so(page: Page) -> None:
    picture = noise(64, 64)
    bring(page, png(64, 64))
    page.get_by_role("slider", name="窗口大小").press("End")
    expect(said(page)).to_contain_text("64×64变成2×2")
    page.locator(".picture-stage").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".picture-patch")).to_contain_text("窗口是32×32，只列左上角的12×12")
    assert link(page) == {
        "operation": "max_pool2d",
        "x": picture[32:44, 32:44, 0].tolist(),
        "kernel_size": [12, 12],
    }
    answer = picture[32:, 32:, 0].max()
    expect(page.locator(".picture-patch")).to_contain_text(f"1024个数里最大的是{answer}")


def test_the_divider(page: Page) -> None:
    divider = page.get_by_role("slider", name="分界线")
    shown = "() => getComputedStyle(document.querySelector('.picture-pooled')).clipPath"
    assert page.evaluate(shown) == "inset(0px 0px 0px 50%)"
    divider.focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(shown) == "inset(0px 0px 0px 49%)"
    page.keyboard.press("Home")
    assert page.evaluate(shown) in ("inset(0px)", "inset(0px 0px 0px 0%)")
    box = page.locator(".picture-stage").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 10, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 60, steps=5)
    page.mouse.up()
    assert divider.input_value() == "75"
    expect(page.locator(".picture-patch td")).to_have_count(0)  # 拖的时候，不算点


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_fits_every_screen(site: Site, browser: Browser, width: int, scheme: Any) -> None:
    touch = width < 768
    options = {"has_touch": touch, "is_mobile": touch, "color_scheme": scheme}
    with reader(browser, viewport={"width": width, "height": 740}, **options) as context:
        page = context.new_page()
        troubles = watch(page)
        visit(page, site, "#picture=photo&kernel_size=32&shift=[1,1]")
        stage = page.locator(".picture-stage")
        stage.tap() if touch else stage.click()
        expect(page.locator(".picture-patch td")).to_have_count(144)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        for control in page.locator(
            "#pool-picture :is(button, [type=range], .picture-own label)"
        ).all():
            if control.is_visible():
                box = control.bounding_box()
                assert box is not None
                assert box["height"] >= 44 - 0.01
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width
        assert troubles == []


def test_a_finger_moves_and_taps(site: Site, browser: Browser) -> None:
    options: dict[str, Any] = {"has_touch": True, "is_mobile": True}
    with reader(browser, viewport={"width": 390, "height": 844}, **options) as context:
        page = context.new_page()
        visit(page, site)
        expect(page.get_by_text("拍一张")).to_be_visible()
        page.get_by_role("button", name="条纹").tap()
        expect(said(page)).to_contain_text("96×96变成12×12")
        page.get_by_role("button", name="向右移一个像素").tap()
        expect(page.locator(".picture-old:visible")).to_have_count(3)
        page.locator(".picture-stage").tap(position={"x": 5, "y": 5})
        expect(page.locator(".picture-patch")).to_contain_text("输出(0, 0)")


def test_a_worker_that_does_not_start(site: Site, newcomer: BrowserContext) -> None:
    page = newcomer.new_page()
    page.route("**/picture_worker.js*", lambda route: route.abort())
    page.goto(site.url(NAME))
    expect(said(page)).to_contain_text("太旧")


def test_a_picture_that_cannot_be_fetched(site: Site, newcomer: BrowserContext) -> None:
    page = newcomer.new_page()
    visit(page, site)
    newcomer.set_offline(True)
    page.get_by_role("button", name="条纹").click()
    expect(said(page)).to_have_text("取不到这张图，网络可能断了。原来的图还在。")
    newcomer.set_offline(False)
    page.get_by_role("button", name="条纹").click()
    expect(said(page)).to_contain_text("96×96")


def test_without_javascript(site: Site, browser: Browser) -> None:
    with reader(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url(NAME))
        expect(page.locator("#pool-picture")).to_contain_text("JavaScript")
        expect(page.get_by_role("button", name="摆好")).to_have_count(0)
        figure = page.locator("figure.pool-figure img")
        figure.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        expect(figure).to_be_visible()
        expect(page.locator("article")).to_contain_text(
            "左上原图，右上最大，左下平均，右下取左上角"
        )


def test_other_pages_do_not_load_it(site: Site) -> None:
    loading = [name for name in PAGES if "lab/picture" in site.file(name).read_text("utf-8")]
    assert loading == [NAME]
