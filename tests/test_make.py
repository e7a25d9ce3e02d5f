"""book/make.py：重跑笔记本是确定的、不做一半的，供网站时端口被占也不要紧。"""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import make
import nbformat
import pytest
import site_assets
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sphinx.errors import ExtensionError


def notebook(path: Path, *sources: str, tags: tuple[str, ...] = ()) -> Path:
    """写一个小笔记本，每段源代码一格。"""
    cells = [new_markdown_cell("# 小笔记本", id="title")]
    cells += [
        new_code_cell(source, id=f"code-{i}", metadata={"tags": list(tags)})
        for i, source in enumerate(sources)
    ]
    nbformat.write(new_notebook(cells=cells), path)
    return path


def test_refresh_is_deterministic(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb", "import sys\nprint('池化'); 1 + 1", "", "print(2)")
    make.refresh([path])
    once = path.read_bytes()
    make.refresh([path])
    assert path.read_bytes() == once

    saved = json.loads(once)
    assert [cell.get("execution_count") for cell in saved["cells"]] == [None, 1, None, 2]
    assert saved["cells"][1]["outputs"][0]["text"] == ["池化\n"]
    assert saved["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all("execution" not in cell["metadata"] for cell in saved["cells"])
    assert "池化".encode() in once
    assert once.endswith(b"}\n")
    assert b"\r" not in once


def test_refresh_leaves_an_unchanged_file_alone(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb", "print(1)")
    make.refresh([path])
    os.utime(path, (0, 0))
    make.refresh([path])
    assert path.stat().st_mtime == 0


def test_refresh_runs_this_python_on_the_standin_in_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 用户登记的同名内核不该被用上
    spec = tmp_path / "share" / "kernels" / "python3"
    spec.mkdir(parents=True)
    kernel = {"argv": ["no-such-python"], "display_name": "别的Python", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "share"))
    monkeypatch.setenv("TUTORIAL_POOL_DATA", "real")
    source = (
        "import os, sys\nprint([os.getcwd(), sys.executable, os.environ['TUTORIAL_POOL_DATA']])"
    )
    path = notebook(tmp_path / "a.ipynb", source)
    make.refresh([path])
    output = nbformat.read(path, as_version=4).cells[1].outputs[0].text
    assert output == f"{[str(tmp_path), sys.executable, 'standin']}\n"


def test_a_failing_notebook_is_named_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = notebook(tmp_path / "坏.ipynb", "print(1)", "1 / 0")
    before = path.read_bytes()
    assert make.main(["refresh", str(path)]) == 1
    error = capsys.readouterr().err
    assert f"{path}的第3格出错" in error
    assert "ZeroDivisionError" in error
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_expected_error_is_stored_without_paths(tmp_path: Path) -> None:
    source = "import json\njson.loads('[')"
    path = notebook(tmp_path / "a.ipynb", source, tags=("raises-exception",))
    make.refresh([path])
    (error,) = nbformat.read(path, as_version=4).cells[1].outputs
    assert error.ename == "JSONDecodeError"
    assert any("json.loads" in frame for frame in error.traceback)
    assert not any(json.__file__ in frame or "File " in frame for frame in error.traceback)


def test_a_busy_port_is_not_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.mjs").write_text("", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with make.serve(tmp_path, port) as server:
            assert server.server_port != port
            assert f"端口{port}已被占用" in capsys.readouterr().out
            Thread(target=server.serve_forever, daemon=True).start()
            with urlopen(f"http://127.0.0.1:{server.server_port}/a.mjs") as reply:
                assert reply.headers["Content-Type"] == "text/javascript"
            server.shutdown()


def test_a_warning_fails_the_build_and_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.md").write_text("# 页\n\n[没有](no-such-page.md)\n", encoding="utf-8")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: page\n", encoding="utf-8")
    config = "execute: {execute_notebooks: 'off'}\n"
    (tmp_path / "_config.yml").write_text(config, encoding="utf-8")
    monkeypatch.setattr(make, "ROOT", tmp_path)
    with pytest.raises(make.MakeError, match=r"WARNING.*no-such-page\.md"):
        make.build(tmp_path, tmp_path)


def test_an_extension_that_fails_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """最后几十行是jupyter-book自己的；要紧的是前面扩展说的那两句。"""
    said = ["Extension error (site_terms):", "KeyError: '没有这一节'", *["  File x"] * 40]
    finished = subprocess.CompletedProcess([], 2, stdout="\n".join(said))
    monkeypatch.setattr(make.subprocess, "run", lambda *arguments, **named: finished)
    with pytest.raises(make.MakeError, match=r"site_terms(.|\n)*没有这一节"):
        make.build(tmp_path, tmp_path)


def test_missing_npm_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_assets.shutil, "which", lambda name, path: None)
    with pytest.raises(ExtensionError, match="找不到npm"):
        site_assets.install(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_download_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        folder = Path(str(options["cwd"]))
        (folder / "node_modules" / "half").mkdir(parents=True)
        return subprocess.CompletedProcess(command, 1, "", "npm error network")

    monkeypatch.setattr(site_assets.subprocess, "run", fail)
    with pytest.raises(ExtensionError, match="npm error network"):
        site_assets.install(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_kernel_that_did_not_start_is_started_again() -> None:
    """端口撞上了，内核起不来，再试就好；总也起不来，还是说出来。"""
    tried: list[int] = []

    def start(wanted: int) -> str:
        tried.append(wanted)
        if len(tried) < wanted:
            raise RuntimeError("Kernel died before replying to kernel_info")
        return "好了"

    assert make.persistent(start)(3) == "好了"
    tried.clear()
    with pytest.raises(RuntimeError, match="Kernel died"):
        make.persistent(start)(4)
    assert tried == [4, 4, 4]
