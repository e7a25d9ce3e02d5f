"""HTML合不合规矩：html-validate（npm上的那个）一页一页地查。它只给检验用，不进网站。"""

import json
import os
import subprocess
from pathlib import Path

import site_assets

VALIDATE = Path(__file__).with_name("validate.cjs")


def wrong(paths: list[Path]) -> list[list[str]]:
    """这些网页哪里不合规矩：在哪里，哪条规则，怎么不合。"""
    result = subprocess.run(
        [site_assets.find_node(), str(VALIDATE)],
        input=json.dumps([str(path) for path in paths]),
        env=os.environ | {"NODE_PATH": str(site_assets.install())},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(result.stdout)
