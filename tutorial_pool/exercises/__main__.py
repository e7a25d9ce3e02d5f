"""在终端里做练习：`python -m tutorial_pool.exercises watch 文件`。

文件一存盘就重新检查。文件名里的数字就是题号，比如`05.py`；也可以用`--number`说明。
想不出来，`python -m tutorial_pool.exercises hint 5`给你第一级提示，`hint 5 2`给第二级。
"""

import argparse
import io
import re
import sys
import time
from contextlib import suppress
from pathlib import Path

from tutorial_pool.exercises import progress
from tutorial_pool.exercises.apart import judge_source
from tutorial_pool.exercises.content.exercise import Exercise
from tutorial_pool.exercises.content.track import find
from tutorial_pool.exercises.records import record

PAUSE = 0.3  # 隔几秒看一次文件
NOT_UTF8 = "文件不是UTF-8编码，请用编辑器另存为UTF-8。"


def check_file(exercise: Exercise, file: Path) -> bool:
    """检查一个文件，打印判定；通过了返回True。"""
    verdict = judge_source(exercise, file.read_text(encoding="utf-8-sig"), str(file))
    record(exercise.number, verdict.passed)
    print(f"—— {file.name}，{exercise.label}：{exercise.title} ——")
    print(verdict, flush=True)
    return verdict.passed


def watch(exercise: Exercise, file: Path) -> None:
    """存盘一次，检查一次，直到通过，或者按Ctrl+C。"""
    seen = None
    while True:
        try:
            stamp = file.stat().st_mtime_ns
            if stamp != seen:
                seen = stamp
                if check_file(exercise, file):
                    return
                print("改一改，存盘，就会再检查一次。按Ctrl+C停下。", flush=True)
        except OSError as error:
            if file.exists():
                raise SystemExit(f"读不了文件：{error}") from error
            seen = None  # 有的编辑器存盘时先删再建
        except UnicodeDecodeError:
            print(NOT_UTF8, flush=True)
        time.sleep(PAUSE)


def number_in(name: str) -> str:
    """文件名里的题号。

    Examples:
        >>> number_in("practice_05.py")
        '05'
    """
    for text in reversed(re.findall(r"C\d+|\d+", Path(name).stem.upper())):
        with suppress(ValueError):
            return find(text).number
    raise SystemExit("看不出是第几题：文件名里写上题号，比如05.py、C1.py；或者加上--number 5。")


def main(arguments: list[str] | None = None) -> int:
    """命令行。"""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # 有的终端写不出✅
    parser = argparse.ArgumentParser(
        prog="python -m tutorial_pool.exercises", description="在终端里做练习。"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    watcher = commands.add_parser("watch", help="盯着一个文件，存盘一次检查一次，直到通过")
    watcher.add_argument("file", type=Path, metavar="文件", help="没有的话，就按题目新建一个")
    watcher.add_argument("--number", metavar="题号", help="默认从文件名里看")
    watcher.add_argument("--once", action="store_true", help="只检查一次")
    hinter = commands.add_parser("hint", help="看一级提示")
    hinter.add_argument("number", metavar="题号")
    hinter.add_argument("level", metavar="级", nargs="?", type=int, choices=[1, 2, 3], default=1)
    commands.add_parser("progress", help="看进度")
    chosen = parser.parse_args(arguments)
    if chosen.command == "progress":
        print(progress())
        return 0
    try:
        if chosen.command == "hint":
            print(find(chosen.number).hints[chosen.level - 1])
            return 0
        exercise = find(chosen.number or number_in(chosen.file.name))
        if not chosen.file.exists():
            chosen.file.write_text(exercise.stub, encoding="utf-8")
            print(f"新建了{chosen.file}，打开它写吧。")
        if chosen.once:
            return 0 if check_file(exercise, chosen.file) else 1
        watch(exercise, chosen.file)
    except UnicodeDecodeError:
        print(NOT_UTF8, file=sys.stderr)
        return 2
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
