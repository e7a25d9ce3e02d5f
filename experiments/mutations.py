"""变异检验：在包里一次种下一个单行的错，看测试能不能发现。

用法：`python experiments/mutations.py [每个文件种几个] [随机种子]`。原来的文件不会被改动：错种在
一份临时的拷贝里。漏网的会打印出来；有的只改变快慢或错误信息里的数，不改变结果，要人来看。
"""

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
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
FILES = ["geometry", "arguments", "calls", "loops", "vectorized", "functional"]
TESTS = ["by_hand", "geometry", "layers", "refusals", "pooling"]  # 快的在前
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

Mutant = tuple[str, int, int, str, str]  # 文件、行、列、原来的、换成的


def mutants(name: str) -> Iterator[Mutant]:
    """一个文件里所有可种的错：换掉一个运算符、常数或函数名；文档、类型和导入除外。"""
    source = (ROOT / f"tutorial_pool/{name}.py").read_text(encoding="utf-8")
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
                yield name, line, column, token.string, other


def noticed(mutant: Mutant) -> bool | None:
    """种下这个错，跑测试。没有这个错时测试应当全过。None表示种下去语法就不对。"""
    name, line, column, old, new = mutant
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ["tutorial_pool", "tests"]:
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("site"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        target = copy / f"tutorial_pool/{name}.py"
        lines = target.read_text(encoding="utf-8").splitlines(keepends=True)
        text = lines[line - 1]
        if old:
            lines[line - 1] = text[:column] + new + text[column + len(old) :]
        source = "".join(lines)
        try:
            ast.parse(source)
        except SyntaxError:
            return None
        target.write_text(source, encoding="utf-8")
        tests = ["tutorial_pool", *(f"tests/test_{test}.py" for test in TESTS)]  # 先跑文档里的例子
        command = [sys.executable, "-m", "pytest", "-xq", "-p", "no:cacheprovider", *tests]
        environment = os.environ | {"PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command,
                cwd=copy,
                env=environment,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0


def main(each: int = 15, seed: int = 0) -> None:
    """先确认没种错时全过，再一个一个地种。"""
    if noticed(("geometry", 1, 0, "", "")):
        sys.exit("没有种错，测试也不过：先修好它")
    rng = random.Random(seed)
    chosen = [m for name in FILES for m in rng.sample(list(mutants(name)), each)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(zip(chosen, pool.map(noticed, chosen), strict=True))
    valid = [(mutant, found) for mutant, found in results if found is not None]
    survivors = [mutant for mutant, found in valid if not found]
    print(f"种下{len(valid)}个错，发现{len(valid) - len(survivors)}个，漏网{len(survivors)}个")
    for name, line, _, old, new in survivors:
        text = (ROOT / f"tutorial_pool/{name}.py").read_text(encoding="utf-8").splitlines()
        print(f"{name}.py:{line}  {old} → {new or '（删去）'}    {text[line - 1].strip()}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
