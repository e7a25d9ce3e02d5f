"""CIFAR-10的替身：同样的十类、同样的32×32彩色小图，全部由代码画出。

没有网络、也没有下载好的真图时，书里的程序就用它。每张图只由(seed, split, i)决定：
要多少张都行，先画哪张都行，结果总是一样。
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from tutorial_pool.extras import needs

with needs("pictures", "PIL", "torchvision"):
    from PIL import Image, ImageDraw
    from torchvision.datasets import VisionDataset

T = TypeVar("T")
Color = tuple[int, int, int]
Gradient = tuple[Color, Color]
Point = tuple[float, float]

SIZE = 32
SUPERSAMPLE = 4  # 先画成四倍大再缩小，边缘才平滑
CANVAS = SIZE * SUPERSAMPLE
CIRCLE = [(math.cos(k * math.tau / 16), math.sin(k * math.tau / 16)) for k in range(16)]

BLACK, WHITE, GLASS = (22, 22, 26), (244, 244, 240), (160, 200, 225)
SKY = (((70, 130, 205), (175, 212, 238)), ((140, 155, 175), (215, 220, 224)),
       ((105, 120, 180), (245, 200, 160)))  # fmt: skip
GRASS = (((110, 160, 70), (66, 115, 42)), ((175, 165, 95), (125, 112, 55)))
ROAD = (((140, 140, 143), (92, 92, 96)), ((170, 160, 145), (120, 112, 100)))
WATER = (((45, 105, 150), (20, 60, 105)), ((85, 140, 145), (35, 80, 95)))
LEAVES = (((165, 195, 120), (70, 115, 60)), ((205, 220, 190), (120, 155, 105)))
ROOM = (((215, 200, 175), (175, 150, 120)), ((170, 185, 200), (120, 130, 150)),
        ((205, 160, 150), (140, 95, 90)))  # fmt: skip
PAINT = ((200, 40, 38), (40, 80, 170), (235, 195, 50), (60, 140, 80), (225, 225, 225), (70, 72, 80))


def shade(color: Color, factor: float) -> Color:
    """把颜色调暗（factor小于1）或调亮（大于1）。"""
    r, g, b = (min(255, round(c * factor)) for c in color)
    return r, g, b


class Pen:
    """一张画布和一支笔：物体自己的坐标从-100到100，头朝右，y向下，由笔摆到画面里。"""

    def __init__(self, rng: np.random.Generator, tilt: float = 6) -> None:
        self.rng = rng
        angle = math.radians(self.vary(-tilt, tilt))
        self.unit = CANVAS / 200 * self.vary(0.62, 1)
        self.cos, self.sin = self.unit * math.cos(angle), self.unit * math.sin(angle)
        self.width = self.pick((1, -1)) * self.vary(0.75, 1.05)  # 左右翻转，再压扁一点
        room = 1.12 - self.unit * 200 / CANVAS  # 越小的物体，越可以偏离中心
        self.x, self.y = (CANVAS / 2 * (1 + self.vary(-room, room)) for _ in range(2))

    def vary(self, low: float, high: float) -> float:
        """low到high之间的一个随机数。"""
        return low + (high - low) * self.rng.random()

    def pick(self, choices: Sequence[T]) -> T:
        """随机挑一个。"""
        return choices[int(self.rng.random() * len(choices))]

    def backdrop(self, far: Gradient, near: Gradient | None = None, horizon: float = 30) -> None:
        """铺背景：上面是远处，物体坐标的horizon以下是近处，各有上下渐变。"""
        edge = round(self.y + self.unit * horizon) if near else CANVAS
        bands = [(far, edge)] + ([(near, CANVAS - edge)] if near else [])
        rows = np.concatenate([np.linspace(*colors, height) for colors, height in bands])
        column = Image.fromarray(rows.round().astype(np.uint8)[:, None])  # (CANVAS, 1, 3)
        self.image = column.resize((CANVAS, CANVAS), Image.Resampling.NEAREST)
        self.draw = ImageDraw.Draw(self.image)

    def place(self, points: Sequence[Point]) -> list[int]:
        """物体坐标变成画布坐标。"""
        path = []
        for x, y in points:
            path.append(round(self.x + self.width * (self.cos * x - self.sin * y)))
            path.append(round(self.y + self.sin * x + self.cos * y))
        return path

    def shape(self, color: Color, *points: Point) -> None:
        """填色的多边形。"""
        self.draw.polygon(self.place(points), fill=color)

    def blob(self, color: Color, x: float, y: float, rx: float, ry: float, turn: float = 0) -> None:
        """填色的椭圆，可以转turn度。"""
        c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        oval = ((rx * u, ry * v) for u, v in CIRCLE)
        self.shape(color, *((x + c * u - s * v, y + s * u + c * v) for u, v in oval))

    def limb(self, color: Color, width: float, *points: Point) -> None:
        """圆头的粗折线：腿、脖子、角、胡须。"""
        thick = max(1, round(width * self.unit))
        path = self.place(points)
        self.draw.line(path, fill=color, width=thick)
        r = thick // 2
        for x, y in zip(path[::2], path[1::2], strict=True):
            self.draw.ellipse((x - r, y - r, x + r, y + r), fill=color)


def airplane(pen: Pen) -> None:
    pen.backdrop(pen.pick(SKY))
    for _ in range(2):
        pen.blob((232, 238, 242), pen.vary(-100, 100), pen.vary(-90, 90), pen.vary(20, 50), 10)
    body = pen.pick((WHITE, (205, 210, 218), (232, 222, 200)))
    trim, dark = pen.pick(PAINT), shade(body, 0.68)
    pen.shape(dark, (22, -8), (-8, -8), (-30, -50), (-18, -50))
    pen.shape(trim, (-55, -5), (-85, -5), (-98, -50), (-78, -50))
    pen.blob(body, 0, 0, 95, 15)
    pen.shape(body, (-40, -14), (-98, -12), (-95, 0), (-40, 13))
    pen.shape(dark, (-70, 0), (-88, 0), (-102, 18), (-90, 18))
    pen.shape(shade(body, 0.8), (28, 4), (-14, 4), (-50, 60), (-30, 60))
    pen.blob(dark, 8, 26, 13, 7)
    pen.limb(shade(trim, 0.8), 4, (-55, -3), (60, -3))
    pen.shape(BLACK, (70, -10), (84, -6), (80, -1), (68, -2))


def automobile(pen: Pen) -> None:
    pen.backdrop(pen.pick(SKY + LEAVES), pen.pick(ROAD), pen.vary(0, 30))
    paint = pen.pick(PAINT)
    pen.blob((50, 50, 54), 0, 50, 95, 10)
    pen.shape(shade(paint, 0.9), (-62, -5), (-40, -45), (22, -45), (50, -5))
    pen.shape(GLASS, (-50, -6), (-34, -37), (-10, -37), (-10, -6))
    pen.shape(GLASS, (-2, -6), (-2, -37), (18, -37), (38, -6))
    pen.shape(paint, (-92, 40), (-95, 0), (-85, -8), (55, -8), (90, 6), (95, 40))
    pen.shape(shade(paint, 0.7), (-94, 40), (-94, 26), (94, 26), (95, 40))
    pen.blob((255, 240, 170), 86, 13, 8, 7)
    pen.blob((210, 30, 30), -90, 10, 5, 8)
    for x in (-55, 55):
        pen.blob(BLACK, x, 40, 21, 21)
        pen.blob((175, 178, 182), x, 40, 10, 10)


def bird(pen: Pen) -> None:
    pen.backdrop(pen.pick(SKY + LEAVES))
    coat = pen.pick(((200, 60, 45), (60, 105, 190), (215, 170, 50), (130, 95, 65), (95, 100, 110)))
    belly = pen.pick(((240, 225, 195), (235, 170, 110)))
    pen.limb((92, 66, 44), 10, (-130, 75), (130, 66))
    for x in (-5, 15):
        pen.limb((70, 50, 40), 4, (x - 5, 40), (x, 68))
    pen.shape(shade(coat, 0.6), (-45, 10), (-100, 50), (-90, 66), (-30, 35))
    pen.blob(coat, 0, 12, 55, 36, -28)
    pen.blob(belly, 14, 24, 38, 24, -38)
    pen.blob(shade(coat, 0.65), -14, 12, 42, 20, -22)
    pen.shape((235, 160, 40), (62, -42), (100, -30), (62, -20))
    pen.blob(coat, 44, -32, 28, 27)
    pen.blob(WHITE, 52, -38, 9, 9)
    pen.blob(BLACK, 54, -38, 6, 6)


def cat(pen: Pen) -> None:
    pen.backdrop(pen.pick(ROOM), pen.pick(ROOM + GRASS), 60)
    coat = pen.pick(
        ((225, 140, 60), (130, 130, 135), (60, 58, 62), (205, 185, 155), (160, 120, 85))
    )
    dark, eye = shade(coat, 0.62), pen.pick(((190, 215, 70), (235, 190, 50), (120, 190, 210)))
    pen.limb(dark, 16, (-40, 85), (-85, 70), (-90, 25))
    pen.blob(coat, 0, 80, 52, 60)
    for side in (-1, 1):
        pen.shape(coat, (side * 8, -55), (side * 60, -100), (side * 66, -10))
        pen.shape((225, 150, 150), (side * 28, -60), (side * 53, -83), (side * 56, -40))
    pen.blob(coat, 0, -10, 66, 54)
    for x in (-16, 0, 16):
        pen.limb(dark, 6, (x, -60), (x, -40))
    pen.blob(shade(coat, 1.35), 0, 16, 28, 20)
    for side in (-1, 1):
        pen.blob(eye, side * 28, -13, 15, 14)
        pen.blob(BLACK, side * 28, -13, 6, 14)
        for y in (8, 26):
            pen.limb(WHITE, 3, (side * 20, 14), (side * 85, y))
    pen.shape((205, 95, 105), (-9, 4), (9, 4), (0, 15))


def deer(pen: Pen) -> None:
    pen.backdrop(pen.pick(LEAVES + SKY), pen.pick(GRASS), pen.vary(20, 50))
    coat = pen.pick(((165, 105, 60), (185, 130, 80), (140, 95, 62)))
    dark, antler = shade(coat, 0.68), (105, 80, 55)
    for x, color in ((-42, dark), (30, dark), (-60, coat), (16, coat)):
        pen.limb(color, 8, (x, 30), (x + pen.vary(-5, 5), 62), (x, 95))
    pen.blob(coat, -18, 20, 55, 25)
    pen.blob((238, 230, 215), -72, 12, 9, 13)
    pen.limb(coat, 24, (20, 15), (50, -30))
    for dx in (0, 16):
        pen.limb(antler, 6, (48 + dx, -42), (30 + 2 * dx, -72), (42 + 2 * dx, -98))
        pen.limb(antler, 5, (33 + 2 * dx, -70), (12 + 3 * dx, -90))
    pen.blob(dark, 36, -42, 15, 6, 20)
    pen.blob(coat, 60, -36, 23, 13, 22)
    pen.blob(BLACK, 80, -29, 5, 5)
    pen.blob(BLACK, 60, -42, 4, 4)
    for x in (-40, -20, 0):
        pen.blob((232, 210, 175), x, 10, 4, 3)


def dog(pen: Pen) -> None:
    pen.backdrop(pen.pick(ROOM + SKY), pen.pick(ROOM + GRASS), 50)
    coat = pen.pick(((205, 160, 100), (125, 80, 50), (235, 225, 210), (70, 66, 68), (185, 120, 65)))
    ear = shade(coat, 0.55)
    pen.limb(coat, 90, (0, 95), (0, 200))
    pen.limb(pen.pick(PAINT), 14, (-36, 56), (0, 64), (36, 56))
    pen.blob(coat, 0, -20, 52, 60)
    for side in (-1, 1):
        pen.blob(ear, side * 60, -10, 20, 52, side * -14)
        pen.blob(WHITE, side * 23, -33, 11, 11)
        pen.blob(BLACK, side * 22, -32, 8, 9)
    pen.blob((225, 95, 110), 2, 50, 12, 20)
    pen.blob(shade(coat, 1.3) if sum(coat) > 250 else (190, 150, 110), 0, 18, 36, 28)
    pen.blob(BLACK, 0, 4, 18, 12)
    pen.limb(BLACK, 4, (0, 10), (0, 28), (-16, 36))
    pen.limb(BLACK, 4, (0, 28), (16, 36))


def frog(pen: Pen) -> None:
    pen.backdrop(pen.pick(LEAVES + WATER), pen.pick(GRASS + WATER), pen.vary(10, 50))
    skin = pen.pick(((90, 170, 50), (60, 140, 70), (130, 175, 60), (105, 125, 55)))
    dark = shade(skin, 0.66)
    for side in (-1, 1):
        pen.blob(dark, side * 68, 42, 26, 34, side * 25)
        pen.limb(dark, 13, (side * 75, 72), (side * 100, 80))
    pen.blob(skin, 0, 30, 68, 50)
    pen.blob((225, 230, 165), 0, 45, 42, 34)
    for side in (-1, 1):
        pen.limb(skin, 18, (side * 42, 40), (side * 34, 78), (side * 50, 82))
        pen.blob(skin, side * 40, -42, 27, 27)
        pen.blob((240, 215, 90), side * 41, -45, 19, 19)
        pen.blob(BLACK, side * 41, -45, 13, 9)
    pen.blob(skin, 0, -6, 74, 38)
    pen.limb(shade(skin, 0.4), 6, (-60, -2), (-30, 12), (30, 12), (60, -2))


def horse(pen: Pen) -> None:
    pen.backdrop(pen.pick(SKY + LEAVES), pen.pick(GRASS), pen.vary(20, 50))
    coat = pen.pick(((125, 70, 40), (80, 50, 36), (215, 205, 195), (170, 110, 60), (55, 50, 52)))
    mane = pen.pick((BLACK, (60, 40, 28))) if sum(coat) > 190 else (150, 120, 90)
    dark = shade(coat, 0.68)
    pen.limb(mane, 17, (-68, 2), (-92, 20), (-92, 60))
    for x, color in ((-42, dark), (32, dark), (-58, coat), (20, coat)):
        pen.limb(color, 13, (x, 30), (x + pen.vary(-6, 6), 60), (x, 90))
        pen.limb(BLACK, 13, (x, 92), (x + 4, 92))
    pen.blob(coat, -14, 14, 60, 29)
    pen.limb(mane, 20, (10, -15), (30, -55), (46, -76))
    pen.shape(coat, (10, -5), (40, -72), (66, -60), (50, 20))
    pen.shape(coat, (46, -76), (50, -98), (60, -74))
    pen.limb(coat, 26, (54, -62), (80, -32))
    pen.blob(dark, 83, -30, 12, 12)
    pen.blob(BLACK, 60, -60, 4, 4)


def ship(pen: Pen) -> None:
    pen.backdrop(pen.pick(SKY), pen.pick(WATER), pen.vary(20, 40))
    hull, trim = pen.pick((*PAINT, BLACK)), pen.pick(PAINT)
    pen.limb((70, 70, 75), 5, (50, -10), (50, -90))
    pen.limb((70, 70, 75), 4, (34, -70), (66, -70))
    pen.shape(WHITE, (-70, 15), (-70, -20), (30, -20), (42, 15))
    pen.shape((215, 218, 222), (-50, -20), (-50, -42), (12, -42), (20, -20))
    for x in (-36, -8):
        pen.shape(trim, (x - 10, -42), (x - 14, -80), (x + 6, -80), (x + 10, -42))
        pen.shape(BLACK, (x - 14, -72), (x - 15, -84), (x + 5, -84), (x + 6, -72))
    for x in (-55, -32, -9, 14):
        pen.shape(shade(GLASS, 0.6), (x, -10), (x, 2), (x + 12, 2), (x + 12, -10))
    pen.shape(hull, (-95, 10), (100, 2), (72, 58), (-80, 58))
    pen.shape((165, 45, 40), (-84, 46), (79, 46), (72, 60), (-80, 60))
    pen.limb(shade(WHITE, 0.95), 7, (-105, 62), (-40, 58), (20, 63), (85, 58))


def truck(pen: Pen) -> None:
    pen.backdrop(pen.pick(SKY + LEAVES), pen.pick(ROAD), pen.vary(10, 40))
    box, cab = pen.pick((WHITE, (215, 205, 185), *PAINT)), pen.pick(PAINT)
    pen.blob((50, 50, 54), 0, 68, 100, 10)
    pen.shape((55, 55, 60), (-95, 42), (95, 42), (95, 56), (-95, 56))
    pen.shape(box, (-98, 42), (-98, -66), (36, -66), (36, 42))
    pen.shape(shade(box, 0.8), (-98, 42), (-98, 28), (36, 28), (36, 42))
    pen.shape(cab, (42, 48), (42, -40), (74, -40), (92, -2), (98, 6), (98, 48))
    pen.shape(GLASS, (52, -2), (52, -30), (70, -30), (84, -2))
    pen.blob((255, 240, 170), 93, 28, 5, 7)
    for x in (-72, -32, 66):
        pen.blob(BLACK, x, 56, 19, 19)
        pen.blob((175, 178, 182), x, 56, 8, 8)


# 每类的画法，和它最多歪几度；次序就是标签
DRAWINGS: dict[Callable[[Pen], None], float] = {
    airplane: 22, automobile: 4, bird: 10, cat: 12, deer: 5,
    dog: 12, frog: 8, horse: 5, ship: 5, truck: 4,
}  # fmt: skip
CLASSES = tuple(draw.__name__ for draw in DRAWINGS)


def draw_picture(label: int, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """画一张第label类（0到9）的图：姿势、大小、颜色、背景、明暗和噪点都随机。

    Args:
        label: 标签，0到9。
        rng: 随机数发生器。同样的状态，画出同样的图。

    Returns:
        uint8数组，形状`(32, 32, 3)`。

    Raises:
        IndexError: `label`不在0到9之间。

    Examples:
        >>> draw_picture(3, np.random.default_rng(0)).shape
        (32, 32, 3)
    """
    if not 0 <= label < len(DRAWINGS):
        raise IndexError(f"label应在0到{len(DRAWINGS) - 1}之间，得到{label}")
    draw, tilt = tuple(DRAWINGS.items())[label]
    pen = Pen(rng, tilt)
    draw(pen)
    pixels = np.asarray(pen.image.reduce(SUPERSAMPLE), dtype=np.float64)  # (32, 32, 3)
    light, contrast = pen.vary(-25, 25), pen.vary(0.75, 1.1)
    grain = (rng.random(pixels.shape) - 0.5) * pen.vary(8, 36)
    return np.clip((pixels - 128) * contrast + 128 + light + grain, 0, 255).astype(np.uint8)


class StandIn(VisionDataset):
    """画出来的CIFAR-10，用法和torchvision.datasets.CIFAR10一样，下载除外。

    图到用时才画，画过就记住。连续十张里，十类各有一张，次序打乱。训练集和测试集是两串不同的随机数。

    Args:
        train: 训练集，还是测试集。
        transform: 先对图做的变换；图是32×32的PIL图像。
        target_transform: 先对标签做的变换；标签是0到9的整数。
        number: 要多少张；不写就和真的一样多，训练集50,000张，测试集10,000张。
        seed: 换一个数，就换一批图。

    Raises:
        ValueError: `number`或`seed`是负数。

    Examples:
        >>> pictures = StandIn(number=20)
        >>> picture, label = pictures[0]
        >>> picture.size, pictures.classes[3], sorted(pictures.targets[:10])
        ((32, 32), 'cat', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """

    source: Literal["standin"] = "standin"

    def __init__(
        self,
        *,
        train: bool = False,
        transform: Callable[[Any], Any] | None = None,
        target_transform: Callable[[Any], Any] | None = None,
        number: int | None = None,
        seed: int = 0,
    ) -> None:
        super().__init__(transform=transform, target_transform=target_transform)
        number = (50_000 if train else 10_000) if number is None else number
        if number < 0 or seed < 0:
            raise ValueError(f"number和seed不能是负数，收到number={number}、seed={seed}")
        self.train = train
        self.classes = list(CLASSES)
        self.class_to_idx = {name: label for label, name in enumerate(CLASSES)}
        self._stream = (seed, int(train))
        # 末尾的1让排标签的随机数和画图的不相干
        blocks = (np.random.default_rng([*self._stream, b, 1]) for b in range(-(-number // 10)))
        self.targets = [int(k) for rng in blocks for k in np.argsort(rng.random(10))][:number]
        self._pictures = np.zeros((number, SIZE, SIZE, 3), np.uint8)
        self._drawn = np.zeros(number, bool)

    def __len__(self) -> int:
        return len(self.targets)

    def __getitem__(self, index: int) -> tuple[Any, Any]:
        i = range(len(self))[index]
        image, target = Image.fromarray(self._picture(i)), self.targets[i]
        if self.transform is not None:
            image = self.transform(image)
        if self.target_transform is not None:
            target = self.target_transform(target)
        return image, target

    @property
    def data(self) -> npt.NDArray[np.uint8]:
        """全部的图，uint8数组，形状(N, 32, 32, 3)。头一次要用时才画齐，一万张约需三四秒。"""
        for i in np.flatnonzero(~self._drawn):
            self._picture(int(i))
        return self._pictures

    def _picture(self, i: int) -> npt.NDArray[np.uint8]:
        if not self._drawn[i]:
            rng = np.random.default_rng([*self._stream, i])
            self._pictures[i] = draw_picture(self.targets[i], rng)
            self._drawn[i] = True
        return self._pictures[i]

    def extra_repr(self) -> str:
        return f"Split: {'Train' if self.train else 'Test'}"
