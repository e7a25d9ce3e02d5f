"""装好的包：打成wheel，解开，只有它和NumPy，别的什么都没有，照样能用。"""

import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

import tutorial_pool
from tutorial_pool.exercises.content.track import TRACK

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tutorial_pool"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """打好的wheel。"""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def alone(wheel, tmp_path_factory):
    """运行一段程序：Python的标准库、解开的wheel、NumPy，没有别的包，也不在项目的文件夹里。"""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    numpy = Path(np.__file__).parent
    finder = f"""
import sys
from importlib.machinery import PathFinder


class Numpy:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "numpy":
            return PathFinder.find_spec(name, [{str(numpy.parent)!r}])


sys.meta_path.append(Numpy)
sys.path.insert(0, {str(folder)!r})
"""

    def run(program, *options):
        command = [sys.executable, "-I", "-S", *options, "-c", finder + program]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    files = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    inside = {name for name in names if ".dist-info/" not in name}
    assert inside == files
    assert "tutorial_pool/py.typed" in inside
    assert "tutorial_pool/exercises/content/solutions/e01.py" in inside


def test_the_wheel_says_what_it_is(wheel):
    info = f"tutorial_pool-{tutorial_pool.__version__}.dist-info"
    archive = zipfile.ZipFile(wheel)
    metadata = archive.read(f"{info}/METADATA").decode()
    for line in (
        f"Version: {tutorial_pool.__version__}",
        "License-Expression: MIT",
        "License-File: LICENSE",
        "Provides-Extra: layers",
        "Provides-Extra: compiled",
        "Provides-Extra: pictures",
        "Requires-Dist: numpy>=2.0",
    ):
        assert f"\n{line}\n" in metadata
    assert archive.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()


def test_only_numpy_is_needed(alone):
    said = alone("""
import tutorial_pool
from tutorial_pool.exercises.content.track import TRACK
import numpy as np
x = np.arange(16.0).reshape(1, 4, 4)
print(tutorial_pool.__version__)
print(tutorial_pool.max_pool2d(x, 2).tolist())
y, indices = tutorial_pool.max_pool2d(x, 2, return_indices=True)
print(tutorial_pool.max_pool2d_backward(np.ones_like(y), x, 2).sum())
from tutorial_pool import draw
print(sorted({"torch", "PIL", "torchvision", "tqdm", "matplotlib"} & set(sys.modules)))
""")
    assert said.splitlines() == [
        tutorial_pool.__version__,
        "[[[5.0, 7.0], [13.0, 15.0]]]",
        "4.0",
        "[]",
    ]


def test_it_works_without_docstrings_and_asserts(alone):
    program = """
import numpy as np
import tutorial_pool
from tutorial_pool.exercises.content.track import TRACK
print(tutorial_pool.avg_pool1d(np.array([[1.0, 3.0]]), 2).tolist())
"""
    assert alone(program, "-OO") == "[[2.0]]\n"


def test_the_exercises_can_be_done(alone):
    said = alone("""
from tutorial_pool.exercises.judging.checking import judge_source
from tutorial_pool.exercises.content.track import TRACK
for exercise in TRACK:
    print(exercise.number, judge_source(exercise, exercise.solution).passed)
""")
    assert said.splitlines() == [f"{exercise.number} True" for exercise in TRACK]


@pytest.mark.parametrize(
    ("program", "package", "extra"),
    [
        ("import tutorial_pool.layers", "torch", "layers"),
        ("from tutorial_pool import compiled", "numba", "compiled"),
        ('tutorial_pool.max_pool1d(X, 2, impl="compiled")', "numba", "compiled"),
        ("import tutorial_pool.book.standin", "PIL", "pictures"),
        ("import tutorial_pool.book.cifar10", "PIL", "pictures"),
        ("from tutorial_pool import draw; draw.images([([[0.0]], '黑')])", "PIL", "pictures"),
    ],
)
def test_what_is_missing_is_told(alone, program, package, extra):
    said = alone(f"""
import numpy, tutorial_pool
X = numpy.ones((1, 1, 4))
try:
    {program}
except ImportError as error:
    print(error.name)
    print(error)
""")
    message = f'没有装{package}，请运行：python -m pip install "tutorial-pool[{extra}]"'
    assert said.splitlines() == [package, message]


def test_the_names_listed_are_the_names_to_use():
    names = dir(tutorial_pool)
    assert set(names) == {*tutorial_pool.__all__, "__version__"}
    assert "find_spec" not in names
    assert all(hasattr(tutorial_pool, name) for name in names)
