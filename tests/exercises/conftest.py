"""练习的测试：进度记在临时文件里；`right`和`wrong`里是学生的代码，不是测试。"""

import pytest

collect_ignore_glob = ["right/*", "wrong/*"]


@pytest.fixture(autouse=True)
def progress_file(tmp_path, monkeypatch):
    """记进度的文件，不碰真的那个。"""
    file = tmp_path / "progress.json"
    monkeypatch.setenv("TUTORIAL_POOL_PROGRESS", str(file))
    return file
