"""进度和终端：写全或者不动，坏了的挪到一边，存盘就重新检查。"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tutorial_pool.exercises import check, locking, progress, reset
from tutorial_pool.exercises.__main__ import main, number_in
from tutorial_pool.exercises.content.track import TRACK, find
from tutorial_pool.exercises.records import record

DAMAGED = {
    "empty": b"",
    "truncated": b'{"01": {"passed": true, "tri',
    "not_json": "进度".encode(),
    "binary": bytes(range(256)),
    "utf16_half": b"\xff\xfe\x7b",
    "list": b"[]",
    "number": b"3",
    "null": b"null",
    "text": b'"01"',
    "not_a_record": b'{"01": true}',
    "passed_is_a_number": b'{"01": {"passed": 1, "tries": 1}}',
    "tries_is_text": b'{"01": {"passed": true, "tries": "1"}}',
    "tries_is_true": b'{"01": {"passed": true, "tries": true}}',
    "tries_is_a_fraction": b'{"01": {"passed": true, "tries": 1.5}}',
    "tries_is_negative": b'{"01": {"passed": true, "tries": -1}}',
    "tries_is_nan": b'{"01": {"passed": true, "tries": NaN}}',
    "too_little": b'{"01": {"passed": true}}',
    "huge_nesting": b"[" * 200_000,
    "huge_dictionary_nesting": b'{"01":' * 100_000,
    "huge_number": b'{"01": {"passed": true, "tries": ' + b"9" * 5000 + b"}}",
}


def right(number):
    space = {}
    exec(find(number).solution, space)
    return space[find(number).function]


def files(file):
    """它的文件夹里，除了它的锁，还有什么。"""
    lock = file.with_name(f".{file.name}.lock")
    return [one for one in file.parent.iterdir() if one != lock]


# ---- 记下来 ----


def test_what_is_recorded_can_be_read_back(progress_file):
    assert progress().passed == frozenset()
    assert not progress_file.exists()
    check(1, lambda *_: 0)
    assert progress().passed == frozenset()
    check(1, right(1))
    check(1, lambda *_: 0)  # 通过过，就一直算通过
    check(12, right(12))
    assert progress().passed == {"01", "12"}
    assert progress().tries == {"01": 3, "12": 1}
    assert json.loads(progress_file.read_text(encoding="utf-8"))["01"] == {
        "passed": True,
        "tries": 3,
    }
    assert files(progress_file) == [progress_file]


def test_progress_is_shown():
    record("02", True)
    record("03", False)
    text, html = repr(progress()), progress()._repr_html_()
    for exercise in TRACK:
        assert exercise.title in text
        assert exercise.title in html
    assert text.count("✅") == html.count("✅") == 1
    assert "检查过1次" in text


def test_reset_one_and_all(progress_file):
    for number in ("01", "02", "03"):
        record(number, True)
    assert reset(2).passed == {"01", "03"}
    assert reset("3").passed == {"01"}
    assert reset("07").passed == {"01"}
    with pytest.raises(ValueError, match="题号应为"):
        reset(99)
    assert progress().passed == {"01"}
    assert reset().passed == frozenset()
    assert json.loads(progress_file.read_text(encoding="utf-8")) == {}


def test_folders_are_made(tmp_path, monkeypatch):
    file = tmp_path / "新的" / "文件夹" / "progress.json"
    monkeypatch.setenv("TUTORIAL_POOL_PROGRESS", str(file))
    record("01", True)
    assert file.exists()


def test_the_default_is_in_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("TUTORIAL_POOL_PROGRESS")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    record("01", True)
    assert (tmp_path / ".tutorial_pool" / "progress.json").exists()


# ---- 坏了 ----


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_damaged_files_are_set_aside(progress_file, capsys, damage):
    progress_file.write_bytes(damage)
    assert progress().passed == frozenset()
    aside = progress_file.with_name("progress.damaged-1.json")
    assert aside.read_bytes() == damage
    assert not progress_file.exists()
    assert "坏了" in capsys.readouterr().err
    record("01", True)
    assert progress().passed == {"01"}
    assert capsys.readouterr().err == ""


def test_several_damaged_files_are_all_kept(progress_file):
    for text in ("一", "二", "三"):
        progress_file.write_text(text, encoding="utf-8")
        record("01", False)
    kept = sorted(progress_file.parent.glob("*damaged*"))
    assert [file.read_text(encoding="utf-8") for file in kept] == ["一", "二", "三"]
    assert progress().tries == {"01": 1}


@pytest.mark.parametrize("method", ["write_text", "replace"])
def test_a_crash_in_the_middle_keeps_the_old_file(progress_file, monkeypatch, method):
    record("01", True)
    before = progress_file.read_bytes()
    original = getattr(Path, method)

    def crash(self, *arguments, **named):
        if method == "write_text":
            original(self, arguments[0][:5], **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, method, crash)
    with pytest.raises(KeyboardInterrupt):
        record("02", True)
    assert progress_file.read_bytes() == before
    assert files(progress_file) == [progress_file]
    monkeypatch.undo()
    monkeypatch.setenv("TUTORIAL_POOL_PROGRESS", str(progress_file))
    assert progress().passed == {"01"}


@pytest.mark.parametrize("method", ["mkdir", "write_text", "replace"])
def test_a_folder_that_cannot_be_written_only_warns(progress_file, monkeypatch, capsys, method):
    def refuse(self, *arguments, **named):
        raise PermissionError(13, "不许写", str(self))

    monkeypatch.setattr(Path, method, refuse)
    assert check(1, right(1)).passed
    assert "进度没有记下来" in capsys.readouterr().err
    with pytest.raises(PermissionError):
        reset()
    assert not progress_file.exists()


def test_a_file_that_cannot_be_read_only_warns(progress_file, capsys):
    progress_file.mkdir()
    assert check(1, right(1)).passed
    assert "进度没有记下来" in capsys.readouterr().err
    with pytest.raises(OSError, match=r"progress\.json"):
        progress()


def test_processes_writing_at_once_lose_nothing(progress_file):
    program = (
        "from tutorial_pool.exercises.records import record\n"
        "import sys\n"
        "for _ in range(60): record(sys.argv[1], True)\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, number], stderr=subprocess.PIPE)
        for number in ("01", "02")
    ]
    for writer in writers:
        assert writer.communicate(timeout=60)[1] == b""
    assert progress().passed == {"01", "02"}
    assert progress().tries == {"01": 60, "02": 60}
    assert files(progress_file) == [progress_file]


def test_two_damaged_at_once_are_set_aside_once(progress_file):
    """几个程序一起发现它坏了：只挪一次，谁也不把新写好的当坏的挪走。"""
    progress_file.write_bytes(b"x")
    program = "from tutorial_pool.exercises.records import record; record('01', True)"
    writers = [
        subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(4)
    ]
    said = b"".join(writer.communicate(timeout=60)[1] for writer in writers)
    assert said.decode().count("坏了") == 1
    assert len(list(progress_file.parent.glob("*damaged*"))) == 1
    assert progress().tries == {"01": 4}


def test_what_is_not_known_is_kept(progress_file):
    """以后的版本写的，这一版不认得，也不丢。"""
    later = {"01": {"passed": True, "tries": 1, "seconds": 9}, "99": {"passed": 1}, "theme": "暗"}
    progress_file.write_text(json.dumps(later), encoding="utf-8")
    record("01", False)
    record("02", True)
    later["01"]["tries"] = 2
    later["02"] = {"passed": True, "tries": 1}
    assert json.loads(progress_file.read_text(encoding="utf-8")) == later
    assert progress().tries == {"01": 2, "02": 1}
    reset()
    left = {"99": {"passed": 1}, "theme": "暗"}
    assert json.loads(progress_file.read_text(encoding="utf-8")) == left


def test_a_lock_held_by_a_stuck_program_only_warns(progress_file, monkeypatch, capsys):
    monkeypatch.setattr(locking, "PATIENCE", 0.05)
    with locking.locked(progress_file):
        record("01", True)
    assert "一直占着" in capsys.readouterr().err
    record("01", True)
    assert progress().tries == {"01": 1}


# ---- 终端 ----


def terminal(*arguments, **named):
    return subprocess.run(
        [sys.executable, "-m", "tutorial_pool.exercises", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
        **named,
    )


def test_watch_once_says_passed_or_not(tmp_path):
    file = tmp_path / "05.py"
    file.write_text(find(5).solution, encoding="utf-8")
    done = terminal("watch", file, "--once")
    assert (done.returncode, done.stderr) == (0, "")
    assert "练习5通过了" in done.stdout
    file.write_text(find(5).solution.replace("-math.inf", "0"), encoding="utf-8-sig")
    done = terminal("watch", file, "--once")
    assert (done.returncode, done.stderr) == (1, "")
    assert "从0开始比" in done.stdout
    done = terminal("progress")
    assert done.returncode == 0
    assert "检查过2次" in done.stdout
    assert done.stdout.count("✅") == 1


def test_missing_files_are_made_and_existing_ones_kept(tmp_path, capsys):
    file = tmp_path / "my_03.py"
    assert main(["watch", str(file), "--once"]) == 1
    assert file.read_text(encoding="utf-8") == find(3).stub
    said = capsys.readouterr().out
    assert "新建了" in said
    assert "还没有写" in said
    file.write_text("", encoding="utf-8")
    assert main(["watch", str(file), "--once"]) == 1
    assert file.read_text(encoding="utf-8") == ""
    assert "找不到函数" in capsys.readouterr().out


def test_the_number_comes_from_the_name_or_the_option(tmp_path, capsys):
    file = tmp_path / "answer.py"
    with pytest.raises(SystemExit, match="看不出是第几题"):
        main(["watch", str(file), "--once"])
    assert not file.exists()
    assert main(["watch", str(file), "--once", "--number", "2"]) == 1
    assert file.read_text(encoding="utf-8") == find(2).stub
    assert main(["watch", str(file), "--once", "--number", "99"]) == 2
    assert "题号应为" in capsys.readouterr().err
    assert main(["watch", str(tmp_path / "没有" / "02.py"), "--once"]) == 2
    assert [number_in(f"{exercise.number}.py") for exercise in TRACK] == [
        exercise.number for exercise in TRACK
    ]
    assert number_in("2026-05.py") == "05"  # 年份里的02不算


def test_files_that_are_not_utf8_are_explained(tmp_path, capsys):
    file = tmp_path / "02.py"
    file.write_bytes("# 注释\n".encode("gbk"))
    assert main(["watch", str(file), "--once"]) != 0
    said = capsys.readouterr()
    assert "UTF-8" in said.out + said.err
    assert file.read_bytes() == "# 注释\n".encode("gbk")


def test_watch_checks_again_on_every_save(tmp_path):
    file, log = tmp_path / "02.py", tmp_path / "log.txt"

    def wait_for(text):
        until = time.monotonic() + 30
        while text not in log.read_text(encoding="utf-8"):
            assert time.monotonic() < until, log.read_text(encoding="utf-8")
            time.sleep(0.05)

    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tutorial_pool.exercises", "watch", str(file)],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
    try:
        wait_for("还没有写")
        assert file.read_text(encoding="utf-8") == find(2).stub
        file.write_text("def output_size(:\n", encoding="utf-8")
        wait_for("还不能运行")
        file.write_bytes(b"\xff")
        wait_for("UTF-8")
        file.unlink()  # 有的编辑器先删再建
        time.sleep(0.4)
        file.write_text(find(2).solution.replace("+ 1", ""), encoding="utf-8")
        wait_for("少加了1")
        file.write_text(find(2).solution, encoding="utf-8")
        wait_for("练习2通过了")
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
    assert progress().passed == {"02"}
    assert progress().tries["02"] >= 4


@pytest.mark.skipif(os.name == "nt", reason="Windows上没有管道文件")
@pytest.mark.timeout(60)
def test_what_is_not_a_plain_file_is_left_alone(tmp_path, monkeypatch, capsys):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # 去读它，会一直等下去
    monkeypatch.setenv("TUTORIAL_POOL_PROGRESS", str(pipe))
    record("05", True)
    assert "进度没有记下来" in capsys.readouterr().err
    assert pipe.is_fifo()
    assert files(pipe) == [pipe]


@pytest.mark.skipif(os.name == "nt", reason="Windows上建链接要另外的权限")
def test_a_link_stays_a_link(tmp_path, monkeypatch):
    (tmp_path / "real.json").write_text("{}")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    monkeypatch.setenv("TUTORIAL_POOL_PROGRESS", str(tmp_path / "link.json"))
    record("05", True)
    assert (tmp_path / "link.json").is_symlink()
    assert '"05"' in (tmp_path / "real.json").read_text()
