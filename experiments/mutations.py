"""变异检验：在包里一次种下一个单行的错，看测试能不能发现。

    python experiments/mutations.py                      # 每个文件种5个，全部测试
    python experiments/mutations.py --each 20 --seed 3   # 多种一些，换一批
    python experiments/mutations.py --compare nightly    # 只跑随机测试，比一比默认的例子数和每夜的

原来的文件不会被改动：错种在一份临时的拷贝里。漏网的会打印出来；有的只改变快慢或错误信息里的数，不改变
结果，要人来看。
"""

import argparse
import ast
import io
import os
import random
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tutorial_pool"
# 一对实现和它们的门；书和练习不在内
FILES = [
    *(PACKAGE / f"{name}.py" for name in ("geometry", "arithmetic", "engines", "loops", "layers")),
    *sorted((PACKAGE / "functional").glob("[!_]*.py")),
    *sorted((PACKAGE / "vectorized").glob("*.py")),
]
# 快的在前
TESTS = ["by_hand", "engines", "blocks", "threads", "geometry", "layers", "refusals", "pooling"]
SWAPS = {
    "+": ["-"],
    "-": ["+"],
    "*": ["+"],
    "//": ["*"],
    "%": ["*"],
    "<": ["<=", ">"],
    "<=": ["<", ">="],
    ">": [">=", "<"],
    ">=": [">", "<="],
    "==": ["!="],
    "!=": ["=="],
    "+=": ["-="],
    "and": ["or"],
    "or": ["and"],
    "not": [""],
    "min": ["max"],
    "max": ["min"],
    "maximum": ["minimum"],
    "minimum": ["maximum"],
    "True": ["False"],
    "False": ["True"],
    "0": ["1"],
    "1": ["0", "2"],
    "2": ["1", "3"],
}
TIMEOUT = 400  # 秒；死循环也算发现了


@dataclass(frozen=True)
class Mutant:
    """一个错：哪个文件，哪一行哪一列，原来是什么，换成什么。"""

    file: Path
    line: int
    column: int
    old: str
    new: str

    def __str__(self) -> str:
        text = self.file.read_text(encoding="utf-8").splitlines()[self.line - 1].strip()
        place = f"{self.file.relative_to(PACKAGE)}:{self.line}"
        return f"{place}  {self.old} → {self.new or '（删去）'}    {text}"

    def planted(self) -> str | None:
        """种下以后的文件；语法不对就是None。"""
        lines = self.file.read_text(encoding="utf-8").splitlines(keepends=True)
        text = lines[self.line - 1]
        rest = text[self.column + len(self.old) :]
        lines[self.line - 1] = text[: self.column] + self.new + rest
        source = "".join(lines)
        try:
            ast.parse(source)
        except SyntaxError:
            return None
        return source


def mutants(file: Path) -> Iterator[Mutant]:
    """一个文件里所有可种的错：换掉一个运算符、常数或函数名；文档、类型和导入除外。"""
    source = file.read_text(encoding="utf-8")
    quiet = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.arg, ast.Raise)):
            quiet |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        if isinstance(node, ast.FunctionDef):
            quiet |= set(range(node.lineno, node.body[0].lineno))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line, column = token.start
        if token.type in (tokenize.OP, tokenize.NAME, tokenize.NUMBER) and line not in quiet:
            for other in SWAPS.get(token.string, []):
                mutant = Mutant(file, line, column, token.string, other)
                if mutant.planted() is not None:
                    yield mutant


def noticed(mutant: Mutant | None, tests: list[str], profile: str) -> bool:
    """种下这个错（None就是不种），跑这些测试，看有没有发现。"""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        skip = shutil.ignore_patterns("site", "exercises", "__pycache__")
        shutil.copytree(ROOT / "tests", copy / "tests", ignore=skip)
        shutil.copytree(PACKAGE, copy / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        if mutant:
            target = copy / mutant.file.relative_to(ROOT)
            target.write_text(mutant.planted() or "", encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-xq", "-p", "no:cacheprovider", *tests]
        command += ["--ignore=tutorial_pool/exercises", "--ignore=tutorial_pool/book"]
        command += [f"--hypothesis-profile={profile}"]
        environment = os.environ | {"PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, cwd=copy, env=environment, capture_output=True, timeout=TIMEOUT
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0


def chosen(each: int, seed: int, only: str) -> list[Mutant]:
    """每个文件随机挑几个；`only`是文件名里要有的字。"""
    chance = random.Random(seed)
    found = []
    for file in FILES:
        every = list(mutants(file))
        found += chance.sample(every, min(each, len(every)))
    return [mutant for mutant in found if only in str(mutant.file.relative_to(PACKAGE))]


def plant_all(todo: list[Mutant], processes: int) -> None:
    """全部测试，先跑文档里的例子；打印漏网的。"""
    tests = ["tutorial_pool", *(f"tests/test_{test}.py" for test in TESTS)]
    with ThreadPoolExecutor(processes) as pool:
        results = list(pool.map(lambda one: noticed(one, tests, "default"), todo))
    survivors = [mutant for mutant, found in zip(todo, results, strict=True) if not found]
    print(f"种下{len(todo)}个错，发现{sum(results)}个，漏网{len(survivors)}个")
    for mutant in survivors:
        print(f"漏网  {mutant}")


def compare(todo: list[Mutant], processes: int, profile: str) -> None:
    """只跑随机测试：默认的例子数没有发现的，换成`profile`的例子数，能多发现几个。"""
    tests = ["tests/test_pooling.py"]

    def both(mutant: Mutant) -> tuple[bool, bool]:
        few = noticed(mutant, tests, "default")
        return few, few or noticed(mutant, tests, profile)

    by_few = by_many = 0
    with ThreadPoolExecutor(processes) as pool:
        for mutant, (few, many) in zip(todo, pool.map(both, todo), strict=True):
            by_few, by_many = by_few + few, by_many + many
            if not few:
                print(f"{'多发现' if many else '都没有'}  {mutant}", flush=True)
    print(f"种下{len(todo)}个错：默认的例子数发现{by_few}个，{profile}的发现{by_many}个")


def main() -> None:
    """先确认没种错时全过，再一个一个地种。"""
    parser = argparse.ArgumentParser(description="在包里种错，看测试能不能发现")
    parser.add_argument("--each", type=int, default=5, help="每个文件种几个")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="文件名里要有的字")
    parser.add_argument("--compare", metavar="例子数的名字", help="比一比随机测试的两种例子数")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    if noticed(None, ["tests/test_by_hand.py", "tests/test_pooling.py"], "default"):
        sys.exit("没有种错，测试也不过：先修好它")
    todo = chosen(asked.each, asked.seed, asked.only)
    if asked.compare:
        compare(todo, asked.processes, asked.compare)
    else:
        plant_all(todo, asked.processes)


if __name__ == "__main__":
    main()
