"""练习的变异检验：在各题的答案和别的写法里一次种下一个错，看检查能不能发现。

用法：`python experiments/exercise_mutations.py [每题的答案几个] [每份别的写法几个] [随机种子]`。
检查没有发现的，再和答案在3000组随机的参数上比：处处一样的是换了一种写法，不一样的就是漏网的，
说明考的例子还不够。有漏网的，退出码是1。
"""

import multiprocessing
import sys
from pathlib import Path

from tutorial_pool.exercises.content.track import TRACK

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "exercises"))
from mutants import chosen, examine

PROCESSES = 2
SECONDS = 1.0  # 检查里，变异后的函数可以运行多久
PATIENCE = 60  # 秒；连检查也停不下来
COMPARED = 3000


def main(each: int = 80, of_attempts: int = 20, seed: int = 0) -> int:
    """种下，检查，打印表格。"""
    misses, hung = [], 0
    rows = {exercise.number: [0, 0, 0, 0] for exercise in TRACK}  # 种下、发现、一样、漏网
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(PROCESSES, maxtasksperchild=40) as pool:
        waiting = [
            (mutant, pool.apply_async(examine, (mutant, COMPARED, SECONDS)))
            for mutant in chosen(each, of_attempts, seed)
        ]
        for mutant, result in waiting:
            try:
                found, example = result.get(PATIENCE)
            except multiprocessing.TimeoutError:  # 检查自己也停不下来，或者进程没有了
                found, example, hung = True, "", hung + 1
            place = 1 if found else 3 if example else 2
            rows[mutant.number][0] += 1
            rows[mutant.number][place] += 1
            if place == 3:
                misses.append((mutant, example))
            if place == 2:
                print(f"一样  {mutant.number}:{mutant.line}  {mutant.before} → {mutant.after}")
    print("\n题号  种下  发现  一样  漏网")
    total = [sum(column) for column in zip(*rows.values(), strict=True)]
    for number, row in [*rows.items(), ("合计", total)]:
        print(f"{number:4}" + "".join(f"{count:6}" for count in row))
    print(f"停不下来的{hung}个，算发现了。")
    for mutant, example in misses:
        print(f"漏网  {mutant.number}:{mutant.line}  {mutant.before} → {mutant.after}")
        print(f"      比如{example:.400}")
    return bool(misses)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
