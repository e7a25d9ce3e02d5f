"""图片实验台的图：做网站时由代码写出，不进git。

照片是matplotlib带着的（美国海军拍的，公有领域），条纹和同心圆由公式画；都只在实验台打开以后才取。
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib import cbook
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from tutorial_pool import avg_pool2d, max_pool2d

Picture = npt.NDArray[np.uint8]

SIDE = 96  # 画的两张的边长：能被很多窗口整除，放大整数倍也放得进手机
WINDOW = 16  # 静止的那张图，窗口多大
GAP = 8


def photo() -> Picture:
    """照片最上面的正方形，512×512。"""
    path = cbook.get_sample_data("grace_hopper.jpg", asfileobj=False)
    return np.asarray(Image.open(path).convert("RGB"))[:512, :512]


def stripes() -> Picture:
    """细的条纹和格子，八块：上面是竖条，2、3、4、12个像素一重复；下面是棋盘、斜纹、细线、点。"""
    row, column = np.indices((SIDE // 2, SIDE // 4))
    vertical = [column % period < period // 2 for period in (2, 3, 4, 12)]
    others = [
        (row + column) % 2 == 0,
        (row + column) % 3 == 0,
        column % 8 == 7,
        (row % 8 == 7) & (column % 8 == 7),
    ]
    return gray(np.block([vertical, others]))


def rings() -> Picture:
    """同心圆：越往外越密，到边上正好两个像素一圈。"""
    row, column = np.indices((SIDE, SIDE)) - (SIDE - 1) / 2
    return gray((1 + np.cos(np.pi / SIDE * (row**2 + column**2))) / 2)


def gray(shade: npt.NDArray[np.generic]) -> Picture:
    """0到1，变成三个通道一样的图。"""
    plane = np.round(255 * shade.astype(np.float64)).astype(np.uint8)
    return np.repeat(plane[..., None], 3, axis=2)


def still() -> Picture:
    """没有JavaScript时看的：左上原图，右上最大，左下平均，右下取左上角，都放大回原来的大小。"""
    planes = photo().transpose(2, 0, 1).astype(np.float64)
    largest = max_pool2d(planes, WINDOW)
    mean = np.floor(avg_pool2d(planes, WINDOW) + 0.5)
    corner = planes[:, ::WINDOW, ::WINDOW]
    big = [planes, *(x.repeat(WINDOW, 1).repeat(WINDOW, 2) for x in (largest, mean, corner))]
    sheet = np.full((3, 2 * 512 + GAP, 2 * 512 + GAP), 255.0)
    for number, picture in enumerate(big):
        top, left = ((512 + GAP) * place for place in divmod(number, 2))
        sheet[:, top : top + 512, left : left + 512] = picture
    return sheet.transpose(1, 2, 0).astype(np.uint8)


def write(app: Sphinx) -> None:
    """写进网站的_static/pictures。"""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(photo()).save(folder / "photo.webp", quality=80, method=6)
    Image.fromarray(still()).save(folder / "still.webp", quality=60, method=6)
    Image.fromarray(stripes()).save(folder / "stripes.png", optimize=True)
    Image.fromarray(rings()).save(folder / "rings.png", optimize=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """向Sphinx登记。"""
    app.connect("builder-inited", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
