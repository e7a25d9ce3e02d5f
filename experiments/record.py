"""把量到的数写进book/data，供书里的单元格读。"""

import json
import re
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "book" / "data"


def record(name: str, measured: Any) -> None:
    """写成`name`.json，要么写全，要么不动。"""
    target = DATA / f"{name}.json"
    part = target.with_suffix(".json.part")
    text = json.dumps(measured, ensure_ascii=False, indent=1)
    text = re.sub(
        r"\[[^][{}]*\]", lambda numbers: " ".join(numbers[0].split()), text
    )  # 一串数写一行
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(target)
