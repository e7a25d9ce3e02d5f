"""学生的答案：对的有没有被拒绝，错的有没有放过，说出来的误解是不是真的，没有说出误解的，有没有下一步。

    python experiments/learners.py [答案.jsonl] [--all] [--own]

不给文件，就用`tests/exercises`里的`right`和`wrong`；给了文件再加`--own`，两样都用。文件里一行是一份：
`exercise`是题号，`code`是代码，`right`是对不对，`true_misconception`是真正的错误，用话写的；
`misconception`是它的编号，可以没有。约定之外的（`contract_silent`）只看不算。

每一份在自己的进程里检查：有停不下来的，到时候就杀掉。只有话、没有编号的，说出来的误解对不对要人看，
列在最后。`--all`把每一份的判定都印出来。
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.judging.checking import judge_source
from tutorial_pool.exercises.judging.errors import ERRORS

PARALLEL = 2
PATIENCE = 120  # 秒；检查自己也停不下来，就杀掉
EXAMPLE = re.compile("^例子：")
# 人人都能说的话：真的，可是不知道错在哪里也说得出来
GENERAL = re.compile(
    "|".join(
        [
            "❌ 还不对。.*应为.*，你的是.*",
            *(f"❌ 还不对。运行时出错了.*{re.escape(plain)}" for plain in ERRORS.values()),
            "照着例子，.*",
            "把这个位置的梯度用手算一遍.*",
            "先看形状：数一数.*",
            "",
        ]
    )
)
KINDS = (
    "对的，通过",
    "对的，被拒绝",
    "错的，放过了",
    "说出的误解是真的",
    "冤枉：说出的误解不是真的",
    "说出了误解，要人看",
    "说出原因或下一步",
    "只有例子和人人能说的话",
    "没有用",
    "约定之外",
)


def own() -> list[dict[str, Any]]:
    """这个项目自己的答案。"""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "exercises"))
    from attempts import RIGHT, WRONG

    return [
        {
            "exercise": attempt.exercise.number,
            "code": attempt.source,
            "right": attempt.misconception is None,
            "misconception": attempt.misconception,
            "true_misconception": attempt.name,
        }
        for attempt in (*RIGHT, *WRONG)
    ]


def judged(one: dict[str, Any]) -> dict[str, Any]:
    """另开一个进程检查一份。"""
    asked = json.dumps([one["exercise"], one["code"]])
    command = [sys.executable, __file__, "--one"]
    try:
        done = subprocess.run(
            command, input=asked, capture_output=True, encoding="utf-8", timeout=PATIENCE
        )
        return json.loads(done.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, json.JSONDecodeError):
        return {"passed": False, "misconceptions": [], "message": ""}


def judge_one() -> None:
    """子进程：检查一份，判定写成一行。"""
    number, source = json.loads(sys.stdin.read())
    verdict = judge_source(find(number), source)
    told = {
        "passed": verdict.passed,
        "misconceptions": verdict.misconceptions,
        "message": verdict.message,
    }
    print("\n" + json.dumps(told))


def kind(one: dict[str, Any], told: dict[str, Any]) -> str:
    """这一份属于哪一种。"""
    if one.get("contract_silent"):
        return "约定之外"
    if one["right"]:
        return "对的，通过" if told["passed"] else "对的，被拒绝"
    if told["passed"]:
        return "错的，放过了"
    if told["misconceptions"]:
        if one.get("misconception") is None:
            return "说出了误解，要人看"
        true = list(told["misconceptions"]) == [one["misconception"]]
        return "说出的误解是真的" if true else "冤枉：说出的误解不是真的"
    lines = [line for line in told["message"].splitlines() if not EXAMPLE.search(line)]
    if not lines:
        return "没有用"
    useful = [line for line in lines if not GENERAL.fullmatch(line)]
    return "说出原因或下一步" if useful else "只有例子和人人能说的话"


def main() -> None:
    """全部检查一遍，印出各有几份。"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--own", action="store_true", help="自己的答案也检查")
    parser.add_argument("--all", action="store_true", help="印出每一份的判定")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        judge_one()
        return
    every = []
    if chosen.file:
        lines = chosen.file.read_text(encoding="utf-8").splitlines()
        every = [json.loads(line) for line in lines if line.strip()]
    if chosen.own or not chosen.file:
        every += own()
    with ThreadPoolExecutor(PARALLEL) as pool:
        verdicts = list(pool.map(judged, every))
    counts: Counter[str] = Counter()
    shown = set(KINDS) if chosen.all else set(KINDS) - {KINDS[0], KINDS[3], KINDS[6], KINDS[9]}
    for number, (one, told) in enumerate(zip(every, verdicts, strict=True)):
        which = kind(one, told)
        counts[which] += 1
        if which in shown:
            print(f"== {number} 题{one['exercise']} {one['true_misconception']} 【{which}】")
            print(f"   {told['misconceptions']} " + told["message"].replace("\n", "\n   "))
    wrong = sum(not one["right"] and not one.get("contract_silent") for one in every)
    helped = sum(counts[name] for name in (KINDS[3], KINDS[5], KINDS[6]))
    for name in KINDS:
        print(f"{counts[name]:5}  {name}")
    if wrong:
        print(f"错的{wrong}份，{helped}份说出原因或下一步（{helped / wrong:.0%}）")


if __name__ == "__main__":
    main()
